"""What may be asked for, from where it may be framed, and how many may come."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from urllib.parse import parse_qs

from starlette.responses import HTMLResponse, PlainTextResponse
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from components.filters import is_card_key
from components.registry import PAGES
from components.serving import wire

STREAM = "/_stcore/stream"

# Of Streamlit's own routes these alone are needed: is it there, how is it set, the
# session itself. Closed is what else there is and what may come with a new version:
# uploads, agents, counts, logins, components of other makers.
OPEN = frozenset({STREAM, "/_stcore/health", "/_stcore/host-config"})
_CLOSED = ("/_stcore/", "/component/", "/auth/", "/oauth2callback")

# In bytes, without the prefix. File systems take no longer name, and the platform ends
# in an error where one is asked for.
LONGEST_PATH = 255

# File descriptors that a session takes: four while it is open and, once its tab is
# closed, three until Streamlit forgets it. Some are needed for everything else.
_EACH, _OTHERS = 7, 40


@dataclass
class Count:
    """What was served so far: open sessions, and sums since the start."""

    open: int = 0
    messages: int = 0
    refused: int = 0
    closed: int = 0
    faults: int = 0


class Guard:
    """Middleware around everything else: closed routes, room, headers."""

    def __init__(
        self,
        app: ASGIApp,
        count: Count,
        room: int,
        scripts: Iterable[str],
        full_page: Callable[[], str],
    ) -> None:
        """Guard an app.

        Args:
            app: what is guarded.
            count: where it is counted.
            room: for how many open sessions at once.
            scripts: hashes of the scripts within the page, as a policy names them.
            full_page: HTML for those for whom there is no room.
        """
        self.app = app
        self.count = count
        self.room = room
        self.policy = _policy(scripts)
        self.full_page = full_page

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer, refuse or pass on."""
        if scope["type"] == "websocket":
            await self._session(scope, receive, send)
        elif scope["type"] == "http":
            headed = self._headed(scope, send)
            answer = self._refusal(scope)
            await (answer or self.app)(scope, receive, headed)
        else:
            await self.app(scope, receive, send)

    def _refusal(self, scope: Scope) -> ASGIApp | None:
        path = wire.path_of(scope)
        closed = path.startswith(_CLOSED) and path not in OPEN
        if closed or len(path.encode(errors="replace")) > LONGEST_PATH:
            self.count.closed += 1
            return PlainTextResponse("Not found", 404)
        if scope["method"] not in {"GET", "HEAD", "OPTIONS"}:
            return PlainTextResponse("Not allowed", 405, {"Allow": "GET, HEAD"})
        # Whoever reads goes from page to page within a session: a page is asked for by
        # who comes new, or comes again.
        if is_page(path) and self.count.open >= self.room:
            self.count.refused += 1
            headers = {"Retry-After": str(wire.AGAIN), "Cache-Control": "no-store"}
            return HTMLResponse(self.full_page(), 503, headers)
        return None

    def _headed(self, scope: Scope, send: Send) -> Send:
        """Return what sends an answer with the headers that belong to it."""
        path = wire.path_of(scope)
        given = path.startswith(("/app/static/", "/media/"))
        page = is_page(path)
        headers = [
            ("X-Content-Type-Options", "nosniff"),
            ("Referrer-Policy", "strict-origin-when-cross-origin"),
        ]
        if given:
            headers.append(("Content-Security-Policy", _FILES))
        elif page:
            framed = is_embed(scope)
            by = "*" if framed else "'none'"
            headers += [
                ("Content-Security-Policy", f"{self.policy}; frame-ancestors {by}"),
                ("Cross-Origin-Opener-Policy", "same-origin"),
                ("Permissions-Policy", _NOTHING),
            ]
            # For browsers that do not know the rule above.
            headers += [] if framed else [("X-Frame-Options", "DENY")]

        refused = False

        async def headed(message: Message) -> None:
            nonlocal refused
            if message["type"] == "http.response.start":
                # Where nothing lies the platform gives its page, which would run there
                # without the rules of a page.
                refused = not (page or given) and wire.is_html(message)
                if refused:
                    message = {**message, "status": 404, "headers": _NOT_FOUND}
                elif (
                    page and path.strip("/") not in _PAGES and message["status"] == 200
                ):
                    # The client goes to the start by itself; programs are told.
                    message = {**message, "status": 404}
                message["headers"] = wire.changed(message["headers"], headers)
            elif refused:
                if message.get("more_body"):
                    return
                body = b"" if scope["method"] == "HEAD" else _NOTHING_HERE
                message = {**message, "body": body}
            await send(message)

        return headed

    async def _session(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Let a session in if there is room, and count it while it lasts."""
        if wire.path_of(scope) != STREAM:
            self.count.closed += 1
            await _close(scope, receive, send, 404)
            return
        # Pages that were asked for at the same time were all given out: their sessions
        # are let in a little beyond the room.
        if self.count.open >= self.room + self.room // 10:
            self.count.refused += 1
            await _close(scope, receive, send, 503)
            return
        self.count.open += 1

        async def counted() -> Message:
            message = await receive()
            self.count.messages += message["type"] == "websocket.receive"
            return message

        try:
            await self.app(scope, counted, send)
        finally:
            self.count.open -= 1


_PAGES = frozenset(spec.url_path for spec in PAGES)

_NOTHING_HERE = b"Not found"
_NOT_FOUND = [
    (b"content-type", b"text/plain; charset=utf-8"),
    (b"content-length", str(len(_NOTHING_HERE)).encode()),
]


async def _close(scope: Scope, receive: Receive, send: Send, status: int) -> None:
    """Refuse a websocket before it is open."""
    await receive()
    if "websocket.http.response" in scope.get("extensions", {}):
        again = [(b"retry-after", str(wire.AGAIN).encode())] if status == 503 else []
        start = {"type": "websocket.http.response.start", "status": status}
        await send({**start, "headers": again})
        await send({"type": "websocket.http.response.body", "body": b""})
    else:
        await send({"type": "websocket.close", "code": 1013})


_NOTHING = ", ".join(
    f"{name}=()"
    for name in (
        "accelerometer", "autoplay", "browsing-topics", "camera", "display-capture",
        "geolocation", "gyroscope", "magnetometer", "microphone", "midi", "payment",
        "screen-wake-lock", "serial", "usb", "xr-spatial-tracking",
    )
)  # fmt: skip

# A file that someone opens by itself runs nothing and asks for nothing.
_FILES = (
    "default-src 'none'; style-src 'unsafe-inline'; img-src data:; "
    "frame-ancestors 'none'"
)


def _policy(scripts: Iterable[str]) -> str:
    """Write what a page may load and run; who may frame it is another matter."""
    return "; ".join(
        (
            "default-src 'self'",
            # Streamlit loads the script of our own component from memory (`blob:`).
            f"script-src 'self' blob: {' '.join(scripts)}".rstrip(),
            # Streamlit and Plotly write their styles while they run.
            "style-src 'self' 'unsafe-inline'",
            "img-src 'self' data: blob:",
            "font-src 'self' data:",
            "connect-src 'self'",
            "worker-src 'self' blob:",
            "frame-src 'none'",
            "object-src 'none'",
            "base-uri 'none'",
            "form-action 'self'",
        )
    )


def is_page(path: str) -> bool:
    """Tell whether a path within the app may be that of a page, and not of a file.

    The client finds the app beside a page, not further down.
    """
    name = path.strip("/")
    return (
        "." not in name
        and "/" not in name
        and name not in {"static", "media", "_stcore", "ready", "metrics"}
    )


def is_embed(scope: Scope) -> bool:
    """Tell whether a request is for one card in the frame of another site.

    Where `card` is no key the page is drawn whole.
    """
    told = scope.get("query_string", b"").decode("latin-1")
    asked = parse_qs(told, keep_blank_values=True)
    return asked.get("embed") == ["true"] and is_card_key(asked.get("card", ()))


def room_for(wanted: int) -> int:
    """Return for how many sessions there is room.

    The operating system's limit of open files is raised as far as it goes; where it
    stays too low, fewer are let in than wanted: without free descriptors everybody
    would be cut off without a word.
    """
    if sys.platform == "win32":
        return wanted
    import resource

    soft, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
    enough = wanted * _EACH + _OTHERS
    if soft != resource.RLIM_INFINITY and soft < enough:
        most = enough if hard == resource.RLIM_INFINITY else min(enough, hard)
        if most > soft:
            resource.setrlimit(resource.RLIMIT_NOFILE, (most, hard))
            soft = most
        return max(1, min(wanted, (soft - _OTHERS) // _EACH))
    return wanted
