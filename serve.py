"""Serve the app with what a host of one's own can give beyond the plain way.

    streamlit run serve.py

It is the app of `dashboard.py`, with answers that are small, kept and guarded; what is
added, and how to run it behind a proxy, is in `docs/deploy.md`.
"""

from __future__ import annotations

import asyncio
from collections.abc import AsyncGenerator
from contextlib import asynccontextmanager
from pathlib import Path
from threading import Thread

import streamlit as st
from starlette.middleware import Middleware
from starlette.routing import Route

from components import previews, settings, shell
from components.registry import PAGES
from components.serving import assets, document, guard, operators, origin, public, wire

ROOT = Path(__file__).parent

# What 200 readers at once cost stands in `docs/performance.md`.
ROOM = 200

# The part of Streamlit's client that draws charts, and pages that open without one.
CHARTS = "PlotlyChart"
WITHOUT_CHART = frozenset({"method", "new", "who"})


def _room() -> int:
    told = settings.value(settings.ROOM)
    return guard.room_for(max(1, int(told)) if told.isdecimal() else ROOM)


@asynccontextmanager
async def _before_the_first_reader(served: st.App) -> AsyncGenerator[None]:
    """Load the data and compress the long scripts while nobody waits yet."""
    await asyncio.to_thread(shell.prepare)
    await asyncio.to_thread(assets.prepare, _early)
    # The last of them is the chart library itself. A stop does not wait for this.
    for name in _early[-1:]:
        Thread(target=assets.tighten, args=(name,), daemon=True).start()
    async with shell.lasting(served):
        yield


def _count_fault(_: Exception) -> None:
    _count.faults += 1


def _routes() -> list[Route]:
    """The operators' routes, with and without the prefix: probes know no prefix."""
    answers = {
        "/ready": operators.ready,
        "/metrics": operators.metrics(_count, _places),
    }
    bases = {"", wire.base_path()}
    return [Route(base + path, answers[path]) for base in bases for path in answers]


_count = guard.Count()
_places = _room()
_early = assets.with_imports(CHARTS)
_script = document.root_script(spec.url_path for spec in PAGES)
_index = f"<script>{_script}</script>" + (
    assets.platform_folder() / "index.html"
).read_text(encoding="utf-8")

app = st.App(
    ROOT / "dashboard.py",
    lifespan=_before_the_first_reader,
    routes=_routes(),
    on_script_error=_count_fault,
    middleware=[
        Middleware(
            guard.Guard,
            count=_count,
            room=_places,
            scripts=document.inline_hashes(_index),
            full_page=document.full_page,
        ),
        Middleware(origin.Own),
        Middleware(public.Checked),
        Middleware(
            assets.Assets,
            folders={
                "/static/": assets.platform_folder() / "static",
                "/app/static/": ROOT / "static",
            },
        ),
        Middleware(
            document.Documents,
            known=previews.known,
            script=_script,
            early={
                spec.url_path: _early
                for spec in PAGES
                if spec.stem not in WITHOUT_CHART
            },
        ),
    ],
)
