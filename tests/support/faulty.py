"""The app with faults put into it, and with `/ready`, for the tests of both.

OPEN_LINE_FAULT names, by commas, what is broken: `page` (the page of calls raises).
"""

from __future__ import annotations

import os
import sys
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


async def _ready(_: Request) -> Response:
    ok, details = await readiness.ready()
    return JSONResponse({"ok": ok, **details}, 200 if ok else 503)


app = st.App(REPOSITORY / "dashboard.py", routes=[Route("/ready", _ready)])
