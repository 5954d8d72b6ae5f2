"""The app with faults put into it, and with `/ready`, for the tests of both.

OPEN_LINE_FAULT names, by commas, what is broken: `page` (the page of calls raises),
`network` (each name looked up and each host but this one is refused, and told in the
log), `clock` (the time of day jumps by a day to and fro).
"""

from __future__ import annotations

import itertools
import os
import socket
import sys
import time
from pathlib import Path

import streamlit as st
from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import Route

REPOSITORY = Path(__file__).resolve().parents[2]
sys.path.insert(0, str(REPOSITORY))

from components import readiness  # noqa: E402
from components.calls import contact_list  # noqa: E402

faults = os.environ.get("OPEN_LINE_FAULT", "").split(",")


def _fail(*_: object, **__: object) -> None:
    raise ZeroDivisionError


if "page" in faults:
    contact_list.contacts_section = _fail  # type: ignore[assignment]


def _refuse(event: str, values: tuple[object, ...]) -> None:
    outside = event == "socket.getaddrinfo" and values[0] not in (None, *HERE)
    if event == "socket.connect" and isinstance(values[1], tuple):
        outside = values[1][0] not in HERE
    if outside:
        sys.stderr.write(f"outside request: {values}\n")
        raise OSError("there is no outside here")


HERE = ("127.0.0.1", "::1", "localhost")

if "network" in faults:
    sys.addaudithook(_refuse)
    try:
        socket.create_connection(("192.0.2.1", 80), timeout=1)
    except OSError:
        sys.stderr.write("the hook works\n")

if "clock" in faults:
    now, jumps = time.time, itertools.cycle((0.0, 86_400.0, -86_400.0))
    time.time = lambda: now() + next(jumps)


async def _ready(_: Request) -> Response:
    ok, details = await readiness.ready()
    return JSONResponse({"ok": ok, **details}, 200 if ok else 503)


app = st.App(REPOSITORY / "dashboard.py", routes=[Route("/ready", _ready)])
