"""For those who run a copy: whether readers can be sent here, and how it fares."""

from __future__ import annotations

import hmac
import os
import time
from collections.abc import Callable, Iterator
from pathlib import Path

from starlette.requests import Request
from starlette.responses import JSONResponse, PlainTextResponse, Response

from components import cache, readiness, settings
from components.serving import assets
from components.serving.guard import Count
from data.schema import DataError

# How headers begin by which a proxy says that it asks for somebody else.
_FORWARDED = ("forwarded", "x-forwarded-", "x-real-ip", "via")


async def ready(_: Request) -> Response:
    """Answer 200 while the data are right and each page runs, else 503 and why."""
    ok, details = await readiness.ready()
    return JSONResponse(
        {"ok": ok, **details},
        200 if ok else 503,
        headers={"Cache-Control": "no-store"},
    )


def metrics(count: Count, room: int) -> Callable[[Request], Response]:
    """Return the route that tells the figures, in the text format of Prometheus."""
    started = time.time()

    def answer(request: Request) -> Response:
        if not _may_know(request):
            return PlainTextResponse("Not found", 404)
        lines = _lines(count, room, started)
        return PlainTextResponse(
            "\n".join([*lines, ""]),
            headers={"Cache-Control": "no-store"},
            media_type="text/plain; version=0.0.4; charset=utf-8",
        )

    return answer


def _may_know(request: Request) -> bool:
    """Tell whether the figures are for who asks.

    Where a token is set, for those who have it; else for this machine alone, and not
    for a proxy on it that asks for a stranger.
    """
    token = settings.value(settings.METRICS_TOKEN)
    if token:
        told = request.headers.get("authorization", "")
        return hmac.compare_digest(told.encode(), f"Bearer {token}".encode())
    host = request.client.host if request.client else ""
    local = host in {"127.0.0.1", "::1", "::ffff:127.0.0.1"}
    return local and not any(name.startswith(_FORWARDED) for name in request.headers)


def _lines(count: Count, room: int, started: float) -> Iterator[str]:
    found, made, kept = cache.kept_so_far()
    used = os.times()
    cpu = used.user + used.system
    files = assets.kept_bytes()
    for name, kind, said, value in (
        ("open_line_sessions", "gauge", "Open sessions", count.open),
        ("open_line_sessions_room", "gauge", "Sessions there is room for", room),
        ("open_line_acts_total", "counter", "Acts, each a rerun", count.messages),
        ("open_line_refused_total", "counter", "Visitors without room", count.refused),
        ("open_line_closed_total", "counter", "Closed routes asked for", count.closed),
        ("open_line_faults_total", "counter", "Runs ended by an error", count.faults),
        ("open_line_kept_found_total", "counter", "Views that were kept", found),
        ("open_line_kept_made_total", "counter", "Views that had to be made", made),
        ("open_line_kept", "gauge", "Views and cards kept now", kept),
        ("open_line_files_bytes", "gauge", "Compressed files kept", files),
        ("process_resident_memory_bytes", "gauge", "Memory held", _memory()),
        ("process_cpu_seconds_total", "counter", "CPU time used", cpu),
        ("process_open_fds", "gauge", "Open file descriptors", _descriptors()),
        ("process_start_time_seconds", "gauge", "When it started", started),
    ):
        yield f"# HELP {name} {said}."
        yield f"# TYPE {name} {kind}"
        yield f"{name} {value:.15g}"
    yield "# HELP open_line_data_info Version of the data shown."
    yield "# TYPE open_line_data_info gauge"
    yield f'open_line_data_info{{version="{_version()}"}} 1'


def _memory() -> int:
    """Bytes of memory held, and 0 where the system does not tell."""
    statm = Path("/proc/self/statm")
    if not statm.is_file():
        return 0
    return int(statm.read_text().split()[1]) * os.sysconf("SC_PAGE_SIZE")


def _descriptors() -> int:
    """Open file descriptors, and 0 where the system does not tell."""
    folder = Path("/proc/self/fd")
    return len(list(folder.iterdir())) if folder.is_dir() else 0


def _version() -> str:
    """Version of the data shown, "" while there are none."""
    try:
        return cache.full().version
    except DataError:
        return ""
