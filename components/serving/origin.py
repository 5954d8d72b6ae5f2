"""Sessions are opened by pages of the app itself."""

from __future__ import annotations

from dataclasses import dataclass
from urllib.parse import urlsplit

import streamlit as st
from starlette.datastructures import Headers
from starlette.types import ASGIApp, Receive, Scope, Send


@dataclass
class Own:
    """Middleware that refuses a session which a page of another site opens.

    The platform refuses it as well, but first asks a host on the internet for the
    server's own address, and all readers wait meanwhile: 20 s where names are not
    answered.
    """

    app: ASGIApp

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Refuse a session, or pass a request on."""
        if scope["type"] == "websocket" and _foreign(Headers(scope=scope)):
            await receive()
            # Before it is open that is answered with 403.
            await send({"type": "websocket.close", "code": 1008})
        else:
            await self.app(scope, receive, send)


def _foreign(headers: Headers) -> bool:
    """Tell whether a page opens it that is neither the app's nor named by a setting.

    Browsers always say which page it is; programs that say nothing are let in, as
    they could say what they want.
    """
    told = headers.get("origin")
    if told is None or not st.get_option("server.enableCORS"):
        return False
    try:
        origin = urlsplit(told)
    except ValueError:
        return True
    return origin.netloc != headers.get("host") and origin.hostname not in _named()


def _named() -> set[str | None]:
    named = (
        st.get_option("browser.serverAddress"),
        *st.get_option("server.corsAllowedOrigins"),
    )
    return {urlsplit(n if "//" in n else f"//{n}").hostname for n in named}
