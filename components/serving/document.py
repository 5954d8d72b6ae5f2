"""The HTML of a page: what is in it for previews of links, what to fetch early."""

from __future__ import annotations

import base64
import re
from collections.abc import Callable, Iterable, Mapping, MutableMapping
from hashlib import sha256
from typing import Any
from urllib.parse import parse_qsl

from starlette.datastructures import Headers
from starlette.requests import Request
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from components import previews, settings
from components.filters import TRACKING
from components.previews import Preview
from components.serving import guard, wire
from components.text import t
from data import escape

_TITLE = b"<title>Streamlit</title>"
# Both tell of the agent API, which is off here and whose address is closed.
_AGENTS = re.compile(rb'<link rel="service-desc"[^>]*>')
_NOSCRIPT = re.compile(rb"<noscript>.*?</noscript>", re.DOTALL)
_INLINE = re.compile(r"<script>(.*?)</script>", re.DOTALL)
_STYLES = b'<link rel="stylesheet"'


def root_script(pages: Iterable[str]) -> str:
    """Write the script that tells Streamlit's client where the app is.

    Below a page it else asks in vain at the page's own address first, which takes a
    round trip and leaves two errors in the console. A prefix may be taken off by a
    proxy, so that only the browser knows it.

    Args:
        pages: paths of all pages.
    """
    names = "|".join(sorted(page for page in pages if page))
    return (
        "window.__streamlit={BACKEND_BASE_URL:location.origin+"
        f"location.pathname.replace(/\\/(?:{names})?\\/?$/,'')+'/'}}"
    )


def inline_hashes(page: str) -> list[str]:
    """Return the hashes of the scripts within a page, as a policy names them."""
    digests = (sha256(text.encode()).digest() for text in _INLINE.findall(page))
    return [f"'sha256-{base64.b64encode(digest).decode()}'" for digest in digests]


def full_page() -> str:
    """Write the page for those for whom there is no room; it needs nothing else."""
    title, text, data = (
        escape.html(said)
        for said in (
            t("shell.full_title"),
            t("shell.full_text", n=wire.AGAIN),
            t("shell.full_data"),
        )
    )
    address = f"{wire.base_path()}/app/static/data/v1/index.json"
    return (
        '<!DOCTYPE html><html lang="en"><head><meta charset="utf-8">'
        '<meta name="viewport" content="width=device-width, initial-scale=1">'
        f'<meta http-equiv="refresh" content="{wire.AGAIN}"><title>{title}</title>'
        "<style>body{font:1.1rem/1.5 sans-serif;max-width:34rem;margin:15vh auto;"
        "padding:0 1rem;color-scheme:light dark}</style></head>"
        f'<body><h1>{title}</h1><p>{text}</p><p><a href="{address}">{data}</a></p>'
        "</body></html>"
    )


class Documents:
    """Middleware that finishes the HTML of a page, and compresses it."""

    def __init__(
        self,
        app: ASGIApp,
        known: Callable[[], Mapping[str, Preview]],
        early: Mapping[str, Iterable[str]],
        script: str,
    ) -> None:
        """Finish pages.

        Args:
            app: gives the HTML as the platform has it.
            known: tells what previews say now, by the path of a page.
            early: files below `static/js/` to fetch before the client asks for them,
                by the path of a page.
            script: to run before all others.
        """
        self.app = app
        self.script = f"<script>{script}</script>".encode()
        self.known = known
        self.early = early

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass a request on; of the answer change the HTML of a page alone."""
        if scope["type"] != "http":
            await self.app(scope, receive, send)
            return
        request = Request(scope)
        inside = wire.path_of(scope)
        path = inside.strip("/").rpartition("/")[2]
        known = self.known() if guard.is_page(inside) else {}
        said = known.get(path, known.get(""))
        head = _head(request, path if path in known else "", said) or _TITLE
        head += self.script
        finish = _Finishing(send, request.headers, head, said, self.early.get(path, ()))
        # The file on the disk is another than what is sent: the platform may neither
        # compress it, nor give a part of it, nor say that the client has it already.
        plain = [(k, v) for k, v in scope["headers"] if k not in _CONDITIONS]
        if guard.is_page(inside):
            # To know what HEAD has to tell of a page, it must be written.
            scope = {**scope, "headers": plain}
            scope["method"] = "GET" if request.method == "HEAD" else request.method
        await self.app(scope, receive, finish.send)


_CONDITIONS = frozenset(
    {b"accept-encoding", b"if-none-match", b"if-modified-since", b"if-range", b"range"}
)


class _Finishing:
    """Hold back an answer that is HTML until all of it is there, then finish it."""

    def __init__(
        self,
        send: Send,
        asked: Headers,
        head: bytes,
        said: Preview | None,
        early: Iterable[str],
    ) -> None:
        self._send = send
        self._asked = asked
        self._head = head
        self._said = said
        self._early = early
        self._start: MutableMapping[str, Any] | None = None
        self._body = b""

    async def send(self, message: Message) -> None:
        begins = message["type"] == "http.response.start"
        if begins and message["status"] == 200 and wire.is_html(message):
            self._start = message
            return
        if self._start is None or message["type"] != "http.response.body":
            await self._send(message)
            return
        self._body += message.get("body", b"")
        if message.get("more_body"):
            return
        await self._finish(self._start)

    async def _finish(self, start: MutableMapping[str, Any]) -> None:
        body = self._written(self._body)
        encoding = wire.accepted(self._asked)
        tag = wire.tag(body, encoding)
        extra = [
            ("Vary", "Accept-Encoding"),
            ("ETag", tag),
            ("Cache-Control", "no-cache"),
        ]
        if wire.has(self._asked, tag):
            start["status"] = 304
            body = b""
        else:
            body = wire.compressed(body, encoding)
            extra.append(("Content-Length", str(len(body))))
            extra += [("Content-Encoding", encoding)] if encoding else []
        kept = [(k, v) for k, v in start["headers"] if k.lower() not in _SIZED]
        start["headers"] = wire.changed(kept, extra)
        await self._send(start)
        # The web server leaves the body out of an answer to HEAD.
        await self._send({"type": "http.response.body", "body": body})

    def _written(self, page: bytes) -> bytes:
        page = page.replace(_TITLE, self._head, 1)
        page = _AGENTS.sub(b"", page)
        if self._said:
            text = f"<noscript><p>{escape.html(self._said.finding)}</p></noscript>"
            page = _NOSCRIPT.sub(lambda _: text.encode(), page)
        links = [
            f'<link rel="modulepreload" crossorigin href="./static/js/{name}">'.encode()
            for name in self._early
        ]
        missing = b"".join(link for link in links if link not in page)
        return page.replace(_STYLES, missing + _STYLES, 1)


# Headers that tell of the bytes before they were changed.
_SIZED = frozenset({b"content-length", b"etag", b"last-modified"})


def _head(request: Request, path: str, said: Preview | None) -> bytes:
    """Write the tags for a request; of a link with filters less is known."""
    if said is None:
        return b""
    base = settings.value(settings.ADDRESS)
    base = base or f"{str(request.base_url).rstrip('/')}{wire.base_path()}"
    query = parse_qsl(request.url.query, keep_blank_values=True)
    plain = all(TRACKING.fullmatch(name) for name, _ in query)
    rest = "" if plain else request.url.query
    return previews.tags(said, base.rstrip("/"), path, rest).encode()
