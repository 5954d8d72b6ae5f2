"""Faults around the served app: others are unharmed, and it recovers by itself.

Over the raw websocket, on this machine alone, each step bounded. Bounds of time are
those of a hang. What takes long is marked `soak`.
"""

from __future__ import annotations

import asyncio
import json
import os
import shutil
import signal
import subprocess
import sys
import urllib.request
from contextlib import AsyncExitStack
from pathlib import Path
from urllib.parse import urlencode

import pytest
from streamlit.proto.BackMsg_pb2 import BackMsg
from websockets.exceptions import WebSocketException

from benchmarks.protocol import Session
from components.registry import PAGES
from tests.support.paths import REPOSITORY
from tests.support.server import serve

FAULTY = REPOSITORY / "tests" / "support" / "faulty.py"
HANG = 120


def _within(work):
    """Run what may hang, to its end or to the bound."""

    async def bounded():
        async with asyncio.timeout(HANG):
            return await work()

    return asyncio.run(bounded())


async def _open(stack, server, page="", query=""):
    """Open a page by its link; nothing of it may be an error."""
    session = await stack.enter_async_context(Session(server.port))
    answer = await session.visit()
    if page or query:
        answer = await session.visit(page, query)
    assert answer.exceptions == []
    return session, answer


def _seen(answer):
    """What a reader sees of a page: headings, notices and charts."""
    return answer.headings, answer.alerts, answer.charts


def _loads(server):
    return server.log.count("event=data_loaded")


def _unharmed(server):
    assert "Traceback" not in server.log
    assert "event=page_failed" not in server.log


def test_a_cache_that_a_stranger_clears_all_the_time(tmp_path):
    with serve(tmp_path / "log") as server:

        async def work():
            async with AsyncExitStack() as stack:
                _, first = await _open(stack, server, "calls")
                stranger = await stack.enter_async_context(Session(server.port))
                await stranger.visit()
                clear = BackMsg()
                clear.clear_cache = True

                async def clearing():
                    while True:
                        await stranger.send(clear)
                        await asyncio.sleep(0.2)

                task = asyncio.create_task(clearing())
                session = await stack.enter_async_context(Session(server.port))
                await session.visit()
                for _ in range(8):
                    again = await session.visit("calls")
                    assert _seen(again) == _seen(first)
                    await asyncio.sleep(0.1)
                assert not task.done()
                task.cancel()

        _within(work)
        assert _loads(server) == 1
        _unharmed(server)


def _stampede(server, readers):
    async def work():
        async with AsyncExitStack() as stack:
            opened = (_open(stack, server, "calls") for _ in range(readers))
            answers = [answer for _, answer in await asyncio.gather(*opened)]
            assert all(_seen(a) == _seen(answers[0]) for a in answers)
            assert answers[0].charts

    _within(work)
    assert _loads(server) == 1
    _unharmed(server)


def test_a_cold_server_that_ten_open_at_once_loads_once(tmp_path):
    with serve(tmp_path / "log") as server:
        _stampede(server, 10)


@pytest.mark.soak
def test_a_cold_stampede_of_fifty_loads_once(tmp_path):
    with serve(tmp_path / "log") as server:
        _stampede(server, 50)


def test_sockets_that_drop_in_the_middle_harm_nobody(tmp_path):
    with serve(tmp_path / "log") as server:

        async def work():
            async with AsyncExitStack() as stack:
                reader, first = await _open(stack, server, "stances", "asof=2025-03-01")
                for _ in range(20):
                    lost = await Session(server.port).__aenter__()
                    message = BackMsg()
                    message.rerun_script.page_name = "calls"
                    await lost.send(message)
                    lost._socket.transport.abort()
                again = await reader.visit("stances", "asof=2025-03-01")
                assert _seen(again) == _seen(first)
                # The reader's own: who comes back with the address sees the same.
                address, page = reader.query, "stances"
                reader._socket.transport.abort()
                _, back = await _open(stack, server, page, address)
                assert _seen(back) == _seen(first)

        _within(work)
        _unharmed(server)


def test_killed_and_started_again_a_view_comes_back_from_its_address(tmp_path):
    query = urlencode({"rule": "all", "from": "2021", "grain": "quarter"})

    async def view(server):
        async with AsyncExitStack() as stack:
            session, answer = await _open(stack, server, "calls", query)
            return session.query, _seen(answer)

    with serve(tmp_path / "log") as server:
        before = _within(lambda: view(server))
        server.process.kill()
        assert server.process.wait(HANG) == -signal.SIGKILL
    with serve(tmp_path / "again", port=server.port) as server:
        assert _within(lambda: view(server)) == before
        _unharmed(server)


def test_a_client_that_never_reads_and_one_that_spins_hold_up_nobody(tmp_path):
    with serve(tmp_path / "log") as server:

        async def work():
            async with AsyncExitStack() as stack:
                reader, first = await _open(stack, server, "calls")
                deaf = await stack.enter_async_context(Session(server.port))
                # It takes nothing off its socket: what is sent piles up at the server.
                deaf._socket.transport.pause_reading()
                spinning, _ = await _open(stack, server)
                stop = asyncio.Event()

                async def spin():
                    while not stop.is_set():
                        await spinning.visit("leaders")

                task = asyncio.create_task(spin())
                message = BackMsg()
                message.rerun_script.page_name = "calls"
                for _ in range(10):
                    for _ in range(10):
                        await deaf.send(message)
                    again = await reader.visit("calls")
                    assert _seen(again) == _seen(first)
                stop.set()
                await task

        _within(work)
        _unharmed(server)


@pytest.mark.soak
def test_a_client_that_never_reads_400_reruns_costs_little_memory(tmp_path):
    def held(server):
        text = Path(f"/proc/{server.process.pid}/statm").read_text(encoding="utf-8")
        return int(text.split()[1]) * os.sysconf("SC_PAGE_SIZE") / 2**20

    if not sys.platform.startswith("linux"):
        pytest.skip("memory of another process is read from /proc")
    with serve(tmp_path / "log") as server:

        async def work():
            async with AsyncExitStack() as stack:
                reader, _ = await _open(stack, server, "calls")
                before = held(server)
                deaf = await stack.enter_async_context(Session(server.port))
                deaf._socket.transport.pause_reading()
                message = BackMsg()
                message.rerun_script.page_name = "calls"
                for _ in range(400):
                    await deaf.send(message)
                    await asyncio.sleep(0.05)
                assert (await reader.visit("calls")).exceptions == []
                assert held(server) - before < 50

        _within(work)


@pytest.mark.soak
def test_told_to_stop_with_a_hundred_open_sockets_it_stops(tmp_path):
    with serve(tmp_path / "log") as server:

        async def work():
            async with AsyncExitStack() as stack:
                await _open(stack, server, "calls")
                for _ in range(99):
                    await stack.enter_async_context(Session(server.port))
                server.process.terminate()
                # Without blocking: the sockets answer the server's good-bye.
                return await asyncio.to_thread(server.process.wait, 60)

        # The web server ends as the signal asks, once everything is closed.
        assert _within(work) in {0, -signal.SIGTERM}
        assert "event=kept" in server.log
        _unharmed(server)


@pytest.mark.skipif(sys.platform == "win32", reason="no limit of descriptors")
def test_without_free_descriptors_the_log_stays_short_and_it_recovers(tmp_path):
    limited = ["sh", "-c", 'ulimit -n 64; exec "$@"', "limited"]
    with serve(tmp_path / "log", before=limited) as server:

        async def visit():
            async with AsyncExitStack() as stack:
                _, answer = await _open(stack, server, "calls")
                return _seen(answer)

        async def crowd():
            async def one(stack):
                session = Session(server.port)
                try:
                    async with asyncio.timeout(10):
                        await session.__aenter__()
                        stack.push_async_exit(session)
                        await session.visit()
                        return True
                except (OSError, WebSocketException):
                    return False

            async with AsyncExitStack() as stack:
                came = await asyncio.gather(*(one(stack) for _ in range(80)))
            return came.count(False)

        first = _within(visit)
        assert _within(crowd) > 0
        assert _within(visit) == first
        accepts = server.log.count("socket.accept() out of system resource")
        assert accepts <= 2
        # None of them took the log a line of its own.
        assert len(server.log.splitlines()) < 300
        assert server.log.count("Traceback") < 15


def _runs_everywhere(server):
    async def work():
        async with AsyncExitStack() as stack:
            session, _ = await _open(stack, server)
            for spec in PAGES:
                answer = await session.visit(spec.url_path)
                assert answer.exceptions == [], spec.stem
                assert answer.headings, spec.stem

    _within(work)
    _unharmed(server)


@pytest.mark.parametrize("home", ["unset", "missing"])
def test_without_a_home_folder(tmp_path, home):
    away = ["env", "-u", "HOME"] if home == "unset" else ["env", "HOME=/nowhere/at/all"]
    with serve(tmp_path / "log", before=away) as server:
        _runs_everywhere(server)


def test_on_a_read_only_disk(tmp_path):
    """In a file system of its own, in which everything is read-only."""
    shut = 'mount -o remount,bind,ro / && exec "$@"'
    command = ["unshare", "--map-root-user", "--mount", "sh", "-c", shut, "shut"]
    probe = "import sys; open(sys.argv[1], 'w')"
    found = shutil.which("unshare") and subprocess.run(
        [*command, sys.executable, "-c", probe, str(tmp_path / "probe")],
        capture_output=True,
        text=True,
        check=False,
    )
    if not found or "Read-only file system" not in found.stderr:
        pytest.skip("this machine lets nobody make a read-only view of its disk")
    with serve(tmp_path / "log", before=command) as server:
        _runs_everywhere(server)


def test_with_all_outside_hosts_blocked_nothing_is_asked_of_them(tmp_path):
    with serve(tmp_path / "log", {"OPEN_LINE_FAULT": "network"}, FAULTY) as server:
        _runs_everywhere(server)
        # The one that the entry makes itself, to show that it would be seen.
        assert server.log.count("outside request") == 1
        assert "the hook works" in server.log


def test_a_clock_that_jumps_changes_nothing(tmp_path):
    with serve(tmp_path / "log", {"OPEN_LINE_FAULT": "clock"}, FAULTY) as server:
        _runs_everywhere(server)
        with urllib.request.urlopen(f"{server.url}/ready", timeout=HANG) as answer:
            assert json.load(answer)["ok"]


def test_a_page_that_fails_says_so_in_one_line_that_names_nobody(tmp_path):
    with serve(tmp_path / "log", {"OPEN_LINE_FAULT": "page"}, FAULTY) as server:

        async def work():
            async with AsyncExitStack() as stack:
                session, _ = await _open(stack, server)
                failed = await session.visit("calls", "from=2021")
                assert len(failed.exceptions) == 1
                assert "ZeroDivision" not in failed.exceptions[0]
                other = await session.visit("stances")
                assert other.exceptions == []
                assert other.charts
                return session.session_id

        known = _within(work)
        lines = [x for x in server.log.splitlines() if "event=page_failed" in x]
        assert len(lines) == 1
        assert "page=calls" in lines[0]
        assert "error=ZeroDivisionError" in lines[0]
        assert "session=" in lines[0]
        for private in (known, "127.0.0.1", "from=2021"):
            assert private not in lines[0]
