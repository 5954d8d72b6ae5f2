"""Requests that no page of the app makes: nothing is told, kept or opened by them."""

from __future__ import annotations

import asyncio
import http.client

import pytest
from websockets.asyncio.client import connect
from websockets.exceptions import InvalidStatus

from benchmarks.protocol import Session

OPENED, FORBIDDEN, TOO_LARGE = 101, 403, 413


def _ask(server, method, path, headers=(), body=b""):
    """Send a request with its path as it is written, and return what comes back."""
    asked = http.client.HTTPConnection("127.0.0.1", server.port, timeout=60)
    asked.putrequest(method, path)
    for name, value in headers:
        asked.putheader(name, value)
    asked.putheader("Content-Length", str(len(body)))
    asked.endheaders(body)
    answer = asked.getresponse()
    told = answer.status, dict(answer.getheaders()), answer.read()
    asked.close()
    return told


BEHIND = (
    "dashboard.py",
    ".streamlit/config.toml",
    ".git/HEAD",
    "data/datapackage.json",
)
UPWARDS = (
    "../", "..%2f", "%2e%2e/", "%2e%2e%2f", "..%5c", "..\\", "....//", "%252e%252e/",
    "..;/", "%c0%ae%c0%ae/", "..%00/", "./../", "data/../../", "%2f..%2f", "/../",
)  # fmt: skip
PLACES = ("/app/static/", "/static/", "/media/", "/component/", "/_stcore/", "/")


@pytest.mark.parametrize("place", PLACES)
@pytest.mark.parametrize("upwards", UPWARDS)
def test_no_path_leads_out_of_the_public_files(server, place, upwards):
    page = _ask(server, "GET", "/")[2]
    for name in BEHIND:
        for path in (place + upwards + name, place + upwards * 6 + "etc/passwd"):
            status, _, body = _ask(server, "GET", path)
            # Streamlit answers what it does not know with the page itself.
            assert status in {400, 403, 404} or body == page, path
            assert b"root:" not in body
            assert not body.startswith((b'"""Entry', b"# Look", b"ref:", b"{"))


def _handshake(server, origin, host=""):
    async def shake():
        try:
            async with connect(
                f"ws://127.0.0.1:{server.port}/_stcore/stream",
                origin=origin,
                subprotocols=["streamlit", "no-token"],
                additional_headers={"X-Forwarded-Host": host} if host else None,
            ):
                return OPENED
        except InvalidStatus as refused:
            return refused.response.status_code

    return asyncio.run(shake())


@pytest.mark.parametrize(
    ("origin", "host"),
    [
        ("http://evil.test", ""),
        ("null", ""),
        ("https://127.0.0.1.evil.test", ""),
        ("file://", ""),
        ("http://evil.test", "evil.test"),
    ],
)
def test_a_page_of_somebody_else_opens_no_session(server, origin, host):
    assert _handshake(server, origin, host) == FORBIDDEN


def test_the_own_page_opens_a_session(server):
    assert _handshake(server, server.url) == OPENED


FORM = [("Content-Type", "multipart/form-data; boundary=x")]


def _file(letters):
    head = b"--x\r\nContent-Disposition: form-data; name=f; filename=f\r\n\r\n"
    return head + b"a" * letters + b"\r\n--x--\r\n"


@pytest.mark.parametrize("letters", [1, 1_000, 900_000, 3_000_000])
def test_nobody_can_leave_a_file(server, letters):
    """Not even with an open session and its token: no page has an uploader."""

    async def upload():
        async with Session(server.port) as session:
            await session.visit()
            _, headers, _ = await asyncio.to_thread(
                _ask, server, "GET", "/_stcore/health"
            )
            cookie = headers.get("set-cookie", "").partition(";")[0]
            token = cookie.partition("=")[2]
            given = [*FORM, ("Cookie", cookie), ("X-Xsrftoken", token)]
            path = f"/_stcore/upload_file/{session.session_id}/f"
            return await asyncio.to_thread(
                _ask, server, "PUT", path, given, _file(letters)
            )

    status, _, body = asyncio.run(upload())
    assert status == TOO_LARGE, body


def test_a_file_without_the_token_is_refused(server):
    status, _, _ = _ask(server, "PUT", "/_stcore/upload_file/a/b", FORM, _file(1))
    assert status == FORBIDDEN
