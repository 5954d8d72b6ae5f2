"""The driver without a browser: it speaks Streamlit, or says loudly that it can not."""

from __future__ import annotations

import asyncio

import pytest
from websockets.asyncio.server import serve as listen

from benchmarks import protocol
from benchmarks.measure import HELLO, OWN, act, checked, compare
from benchmarks.process import serve
from benchmarks.protocol import ProtocolError, Session
from benchmarks.views import tabs


def test_the_installed_streamlit_has_every_field():
    protocol.check()


@pytest.mark.parametrize(
    ("side", "path"),
    [
        ("back", "rerun_script.query_text"),
        ("back", "rerun_script.query_string.data"),
        ("back", "clear_memory.now"),
        ("forward", "delta.new_element.hologram"),
    ],
)
def test_a_missing_field_is_named(side, path):
    with pytest.raises(ProtocolError, match=path):
        protocol.check(**{side: (path,)})


def test_the_driver_reads_and_acts_as_a_browser_does(server):
    async def tour():
        async with Session(server.port) as session:
            first = await session.visit()
            calls = await session.visit("calls", "grain=month&rule=phone")
            query = session.query
            acted = await act(session, ["rule.en"], 2)
            return first, calls, query, acted, session

    first, calls, query, acted, session = asyncio.run(tour())
    assert first.received > 0
    assert first.seconds > 0
    assert not first.alerts
    assert [alert for alert in calls.alerts if "`rule=phone`" in alert]
    assert query == "grain=month"
    assert not acted.exceptions
    assert sorted(session.query.split("&")) == ["grain=month", "rule=all"]


def test_a_tab_is_closed_whatever_it_has_not_read_yet():
    """A crowd of tabs that were cut short else takes ten seconds each to close."""

    async def tour():
        async def talk(connection):
            for _ in range(200):
                await connection.send(b"unread")
            sent.set()
            await connection.wait_closed()

        sent = asyncio.Event()
        async with listen(talk, "127.0.0.1", 0, subprotocols=["streamlit"]) as server:
            session = Session(server.sockets[0].getsockname()[1])
            async with session:
                await sent.wait()
            return session._socket.close_code

    assert asyncio.run(tour()) == 1000


def test_every_page_that_is_measured_exists_and_has_its_widgets(server):
    async def tour():
        async with Session(server.port) as session:
            await session.visit()
            assert set(OWN.widgets) == set(session.pages), "a page is not measured"
            for path, keys in OWN.widgets.items():
                await session.visit(path)
                for key in keys:
                    await act(session, [key], 1)

    asyncio.run(tour())


def test_views_are_shown_as_asked_for(server):
    async def tour():
        async with Session(server.port) as session:
            await session.visit()
            for tab in tabs():
                checked(await session.visit(tab.path, tab.queries[-1]))

    asyncio.run(tour())


def test_a_view_that_the_app_does_not_understand_is_an_error(server):
    async def ask():
        async with Session(server.port) as session:
            await session.visit()
            checked(await session.visit("calls", "rule=phone"))

    with pytest.raises(RuntimeError, match="rule=phone"):
        asyncio.run(ask())


def test_an_unknown_widget_is_an_error(server):
    async def tour():
        async with Session(server.port) as session:
            await session.visit()
            await act(session, ["no-such-key"], 0)

    with pytest.raises(ProtocolError, match="no-such-key"):
        asyncio.run(tour())


def test_messages_are_kept_as_long_as_a_browser_keeps_them(server):
    async def tour():
        async with Session(server.port) as session:
            await session.visit()
            first = await session.visit("calls")
            again = await session.run({})
            for _ in range(4):
                await session.visit("method")
            later = await session.visit("calls")
            return first, again, later

    first, again, later = asyncio.run(tour())
    assert again.charts == first.charts, "what is only referred to is there"
    assert again.received < first.received
    assert later.received > again.received


def test_the_floor_is_an_app():
    with serve(HELLO.entry) as served:

        async def first() -> list[str]:
            async with Session(served.port) as session:
                answer = checked(await session.visit())
                assert served.cpu_seconds() > 0
                assert served.rss_mb() > 0
                return [e.markdown.body for e in answer.elements]

        assert asyncio.run(first()) == ["Hello"]


def test_what_differs_is_counted():
    shown = (["title", "answer"], ["chart", "other"])
    assert compare(shown, shown) == (3, 0)
    assert compare((["title", "another"], shown[1]), shown) == (3, 1)
    assert compare((shown[0], ["chart"]), shown) == (3, 1)
    assert compare((shown[0], ["other", "chart"]), shown) == (3, 2)


def test_an_app_that_does_not_start_tells_its_log(tmp_path):
    with pytest.raises(RuntimeError, match=r"gone\.py"), serve(tmp_path / "gone.py"):
        pass
