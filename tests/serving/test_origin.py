"""A page of another site opens no session, and nobody is asked whether it may."""

from __future__ import annotations

import ast
import asyncio
import tomllib

import pytest
import streamlit as st

from components.serving.origin import Own
from tests.support.paths import REPOSITORY


async def _let_in(scope, receive, send):
    await send({"type": "websocket.accept"})


def opens(host, *origin):
    """Tell whether a session is opened with these headers."""
    told = [(b"host", host), *((b"origin", name) for name in origin)]
    headers = [(name, value.encode()) for name, value in told]
    sent = []

    async def receive():
        return {"type": "websocket.connect"}

    async def send(message):
        sent.append(message["type"])

    scope = {"type": "websocket", "path": "/_stcore/stream", "headers": headers}
    asyncio.run(Own(_let_in)(scope, receive, send))
    return sent == ["websocket.accept"]


@pytest.mark.parametrize(
    "origin",
    [
        "http://evil.test",
        "http://open.test:81",
        "http://open.test.evil.test",
        "http://open.test@evil.test",
        "http://127.0.0.1:1",
        "file://",
        "null",
        "http://[",
        "",
    ],
)
def test_a_page_of_another_site_opens_no_session(origin):
    assert not opens("open.test", origin)


def test_the_page_itself_does_and_a_program_that_is_none():
    assert opens("open.test", "https://open.test")
    assert opens("open.test:81", "http://open.test:81")
    assert opens("open.test")


def test_settings_name_others(monkeypatch):
    def told(name):
        return {"server.corsAllowedOrigins": ["https://b.test", "c.test"]}.get(
            name, "a"
        )

    monkeypatch.setattr(st, "get_option", told)
    for name in ("a", "b.test", "c.test"):
        assert opens("open.test", f"https://{name}:8443")
    assert not opens("open.test", "https://d.test")
    monkeypatch.setattr(st, "get_option", lambda name: name != "server.enableCORS")
    assert opens("open.test", "https://d.test")


@pytest.mark.parametrize("entry", ["dashboard.py", "serve.py"])
def test_either_way_of_serving_asks_first(entry):
    tree = ast.parse((REPOSITORY / entry).read_text(encoding="utf-8"))
    listed = [
        ast.unparse(call.args[0])
        for call in ast.walk(tree)
        if isinstance(call, ast.Call) and ast.unparse(call.func) == "Middleware"
    ]
    assert "origin.Own" in listed


def test_a_start_asks_no_host_for_the_address_of_the_server():
    text = (REPOSITORY / ".streamlit" / "config.toml").read_text(encoding="utf-8")
    assert tomllib.loads(text)["logger"]["hideWelcomeMessage"]
