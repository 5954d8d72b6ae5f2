"""Files, compressed once and kept in memory, that browsers need not fetch again.

Streamlit sends its own scripts as they are, 8 MB for a first visit, since it would have
to compress them anew for each reader. Here each is compressed when it is first asked
for (the chart library before the first reader), and never again.
"""

from __future__ import annotations

import asyncio
import re
import subprocess
import sys
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from pathlib import Path

from starlette.datastructures import Headers, MutableHeaders
from starlette.responses import Response
from starlette.types import ASGIApp, Message, Receive, Scope, Send
from streamlit import file_util

from components.serving import wire
from data.manifest import stamp

# A name with the hash of what the file holds: `index.DormvYxC.js`.
_HASHED = re.compile(r"\.[\w-]{8,}\.\w+$")
FOR_EVER = "public, max-age=31536000, immutable"
# Files of the data have the same name in every version: ask each time, mostly for 304.
ASK = "public, no-cache"

# Longer files are handed out as they lie on the disk.
LONGEST = 20 * 2**20

_KINDS = {
    ".atom": "application/atom+xml",
    ".css": "text/css; charset=utf-8",
    ".csv": "text/csv; charset=utf-8",
    ".js": "text/javascript; charset=utf-8",
    ".json": "application/json",
    ".map": "application/json",
    ".svg": "image/svg+xml",
    ".txt": "text/plain; charset=utf-8",
    ".xml": "application/xml",
}


def platform_folder() -> Path:
    """Return the folder of Streamlit's own page and scripts."""
    return Path(file_util.get_static_dir())


@dataclass(frozen=True)
class _Kept:
    """A file in an encoding, as it was when it was read."""

    stamp: tuple[int, ...] | None
    body: bytes
    tag: str


class Assets:
    """Middleware that answers for files of text; of others it says how to keep them."""

    def __init__(self, app: ASGIApp, folders: Mapping[str, Path]) -> None:
        """Serve folders.

        Args:
            app: answers for everything else.
            folders: by the path under which they are served, such as `/static/`.
        """
        self.app = app
        self.folders = {path: folder.resolve() for path, folder in folders.items()}

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer a request for a file, or pass it on."""
        path = wire.path_of(scope) if scope["type"] == "http" else ""
        if not path.startswith(tuple(self.folders)) or scope["method"] not in _ASKS:
            await self.app(scope, receive, send)
            return
        headers = Headers(scope=scope)
        file = None if "range" in headers else self._file(path)
        if file is None:
            # What is no text is packed already, and half a file is no packed one.
            plain = [(k, v) for k, v in scope["headers"] if k != b"accept-encoding"]
            scope = {**scope, "headers": plain}
            await self.app(scope, receive, _asking(headers, send))
            return
        encoding = wire.accepted(headers)
        kept = await asyncio.to_thread(_read, file, encoding)
        await _answer(file, kept, encoding, headers)(scope, receive, send)

    def _file(self, path: str) -> Path | None:
        """Find a file of text; nothing for what lies elsewhere or is hidden."""
        for prefix, folder in self.folders.items():
            parts = path.removeprefix(prefix).split("/")
            plain = all(re.fullmatch(r"[\w-][\w.@+-]*", part) for part in parts)
            if path.startswith(prefix) and plain:
                file = folder.joinpath(*parts)
                if file.suffix in _KINDS and _is_within(file, folder):
                    return file
        return None


_ASKS = frozenset({"GET", "HEAD"})


def _asking(asked: Headers, send: Send) -> Send:
    """Return what sends a file as the platform gives it, if the client lacks it.

    The platform has an ETag for each file, but does not look at who has it, and leaves
    it to browsers how long they believe theirs: a table could then be another than the
    one beside it.
    """
    had = False

    async def sent(message: Message) -> None:
        nonlocal had
        if message["type"] == "http.response.start":
            told = MutableHeaders(raw=[*message["headers"]])
            if message["status"] in {200, 206}:
                told.setdefault("Cache-Control", ASK)
            had = message["status"] == 200 and wire.has(asked, told.get("etag", ""))
            if had:
                del told["content-length"]
                message = {**message, "status": 304}
            message = {**message, "headers": told.raw}
        elif had:
            if message.get("more_body"):
                return
            message = {**message, "body": b""}
        await send(message)

    return sent


def _is_within(file: Path, folder: Path) -> bool:
    try:
        real = file.resolve(strict=True)
        small = real.stat().st_size <= LONGEST
    except OSError:
        return False
    return small and real.is_file() and real.is_relative_to(folder)


_memory: dict[tuple[Path, str], _Kept] = {}


def _read(file: Path, encoding: str) -> _Kept:
    """Return what is kept of a file; read anew when it has changed on the disk."""
    now = stamp(file)
    kept = _memory.get((file, encoding))
    if kept is None or kept.stamp != now:
        raw = file.read_bytes()
        body = wire.compressed(raw, encoding, kept=True)
        kept = _Kept(now, body, wire.tag(raw, encoding))
        _memory[file, encoding] = kept
    return kept


def _answer(file: Path, kept: _Kept, encoding: str, asked: Headers) -> Response:
    headers = {
        "Cache-Control": FOR_EVER if _HASHED.search(file.name) else ASK,
        "ETag": kept.tag,
        "Vary": "Accept-Encoding",
        # As Streamlit says of files of the app: the data are for every site.
        "Access-Control-Allow-Origin": "*",
    }
    if wire.has(asked, kept.tag):
        return Response(status_code=304, headers=headers)
    if encoding:
        headers["Content-Encoding"] = encoding
    headers["Content-Type"] = _KINDS[file.suffix]
    return Response(kept.body, headers=headers)


def kept_bytes() -> int:
    """Return how many bytes of files are kept in memory."""
    return sum(len(kept.body) for kept in _memory.values())


def with_imports(name: str, folder: Path | None = None) -> list[str]:
    """Return the script of a part of Streamlit's client, and what it imports.

    Args:
        name: such as `PlotlyChart`; the hash in the name of its file is looked up.
        folder: of the scripts; Streamlit's by default.

    Returns:
        Names of files, those first on which others wait; nothing where this Streamlit
        has no such part.
    """
    scripts = folder or platform_folder() / "static" / "js"
    found = sorted(scripts.glob(f"{name}.*.js"))
    if len(found) != 1:
        return []
    text = found[0].read_text(encoding="utf-8")
    # Imports stand first in a module that was bundled.
    named = re.findall(r'(?:from|import)"\./([\w.-]+\.js)"', text[:20_000])
    return [*(n for n in named if (scripts / n).is_file()), found[0].name]


def prepare(names: Iterable[str]) -> None:
    """Compress scripts of Streamlit's client before the first reader asks for them."""
    folder = (platform_folder() / "static" / "js").resolve()
    for name in names:
        for encoding in ("br", "gzip"):
            _read(folder / name, encoding)


_TIGHTEN = (
    "import brotli, sys; sys.stdout.buffer.write("
    f"brotli.compress(sys.stdin.buffer.read(), quality={wire.SMALLEST}))"
)


def tighten(name: str) -> None:
    """Make a script that was prepared smaller; until then it is sent as it is.

    It takes seconds, and 40 MB that a process does not give back: another one does it.
    """
    file = (platform_folder() / "static" / "js").resolve() / name
    kept = _read(file, "br")
    done = subprocess.run(
        [sys.executable, "-c", _TIGHTEN],
        input=file.read_bytes(),
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        check=False,
    )
    if done.returncode == 0 and len(done.stdout) < len(kept.body):
        _memory[file, "br"] = replace(kept, body=done.stdout)
