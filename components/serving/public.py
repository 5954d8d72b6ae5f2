"""Public files: handed out only while they are those that were checked."""

from __future__ import annotations

import asyncio
from dataclasses import dataclass, field

from starlette.responses import PlainTextResponse
from starlette.types import ASGIApp, Receive, Scope, Send

from components import log
from components.serving import wire
from components.text import t
from data.manifest import MANIFEST, PUBLIC, Manifest, read_manifest, stamp
from data.schema import DATA_DIRECTORY, DataError

SERVED = "/app/static/"

_Stamp = tuple[object, object]


@dataclass
class Checked:
    """Middleware that refuses a public file which is not the one in the manifest.

    One that is not listed is not found: nobody checked it. Each is compared when it is
    first asked for, and again when it or the manifest was written.
    """

    app: ASGIApp
    _known: tuple[object, Manifest | None] = (None, None)
    # What was found of a file, and of which state of it and of the manifest.
    _found: dict[str, tuple[_Stamp, int]] = field(default_factory=dict)

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Refuse a request, or pass it on."""
        path = wire.path_of(scope) if scope["type"] == "http" else ""
        status = await self._status(path) if path.startswith(SERVED) else 200
        if status == 404:
            await PlainTextResponse("Not found", 404)(scope, receive, send)
        elif status == 503:
            headers = {"Retry-After": str(wire.AGAIN), "Cache-Control": "no-store"}
            told = PlainTextResponse(t("shell.file_refused"), 503, headers)
            await told(scope, receive, send)
        else:
            await self.app(scope, receive, send)

    async def _status(self, path: str) -> int:
        name, listing = path.removeprefix(SERVED), stamp(DATA_DIRECTORY / MANIFEST)
        if self._known[0] != listing or listing is None:
            # Half a manifest, or none, lists nothing: nothing is known to be right.
            self._known = listing, _manifest()
        known = self._known[1]
        if known is None or name not in known.public:
            return 503 if known is None else 404
        now = (listing, stamp(PUBLIC / name))
        if self._found.get(name, (None, 0))[0] != now:
            status = await asyncio.to_thread(_compared, known, name)
            self._found[name] = now, status
        return self._found[name][1]


def _manifest() -> Manifest | None:
    try:
        return read_manifest(DATA_DIRECTORY)
    except DataError:
        return None


def _compared(known: Manifest, name: str) -> int:
    try:
        known.read_public(name)
    except DataError as error:
        log.event("file_refused", file=error.file, row=error.row, reason=error.reason)
        return 503
    return 200
