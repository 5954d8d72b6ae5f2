"""Serve the app with what a host of one's own can give beyond the plain way.

    streamlit run serve.py

It is the app of `dashboard.py`. The page as served says what is in it, for whoever
shows a preview of a link: the platform's own says "Streamlit" for every address.
"""

from __future__ import annotations

from collections.abc import Mapping, MutableMapping
from pathlib import Path
from typing import Any
from urllib.parse import parse_qsl

import streamlit as st
from starlette.middleware import Middleware
from starlette.requests import Request
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from components import previews, settings, shell
from components.filters import TRACKING
from components.previews import Preview

ROOT = Path(__file__).parent

_TITLE = b"<title>Streamlit</title>"


class Previews:
    """Middleware that puts title, description and picture of a page into its HTML."""

    def __init__(self, app: ASGIApp, known: Mapping[str, Preview]) -> None:
        self.app = app
        self.known = known

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass a request on; of the answer change the HTML of a page alone."""
        request = Request(scope) if scope["type"] == "http" else None
        path = request.url.path.rstrip("/").rpartition("/")[2] if request else ""
        said = self.known.get(path, self.known.get(""))
        if request is None or said is None:
            await self.app(scope, receive, send)
            return
        head = _head(request, path if path in self.known else "", said)
        await self.app(scope, receive, _Rewriting(send, head).send)


class _Rewriting:
    """Hold back an answer that is HTML until all of it is there, then mend its head."""

    def __init__(self, send: Send, head: bytes) -> None:
        self._send = send
        self._head = head
        self._start: MutableMapping[str, Any] | None = None
        self._body = b""

    async def send(self, message: Message) -> None:
        if message["type"] == "http.response.start" and _is_html(message):
            self._start = message
            return
        if self._start is None or message["type"] != "http.response.body":
            await self._send(message)
            return
        self._body += message.get("body", b"")
        if message.get("more_body"):
            return
        body = self._body.replace(_TITLE, self._head, 1)
        length = (b"content-length", str(len(body)).encode())
        kept = [(k, v) for k, v in self._start["headers"] if k.lower() not in _SIZED]
        # The answer to HEAD has the headers of the whole, and no body.
        self._start["headers"] = [*kept, *([length] if body else [])]
        await self._send(self._start)
        await self._send({"type": "http.response.body", "body": body})


# Headers that tell of the bytes before they were changed.
_SIZED = frozenset({b"content-length", b"etag", b"last-modified"})


def _is_html(message: Message) -> bool:
    headers = dict(message["headers"])
    kind = headers.get(b"content-type", b"")
    return bool(kind.startswith(b"text/html")) and message["status"] == 200


def _head(request: Request, path: str, said: Preview) -> bytes:
    """Write the tags for a request; of a link with filters less is known."""
    prefix = str(st.get_option("server.baseUrlPath")).strip("/")
    base = settings.value(settings.ADDRESS) or f"{request.base_url}{prefix}"
    query = parse_qsl(request.url.query, keep_blank_values=True)
    plain = all(TRACKING.fullmatch(name) for name, _ in query)
    rest = "" if plain else request.url.query
    return previews.tags(said, base.rstrip("/"), path, rest).encode()


shell.prepare()
app = st.App(
    ROOT / "dashboard.py", middleware=[Middleware(Previews, known=previews.read())]
)
