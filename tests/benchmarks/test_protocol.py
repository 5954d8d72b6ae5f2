"""The driver without a browser: it speaks Streamlit, or says loudly that it can not."""

from __future__ import annotations

import asyncio

import pytest

from benchmarks import protocol
from benchmarks.__main__ import APPS, BARE
from benchmarks.measure import App, act, choice, measure
from benchmarks.protocol import ProtocolError, Session


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
            acted = await act(session, "rule.en", 2)
            return first, calls, query, acted, session

    first, calls, query, acted, session = asyncio.run(tour())
    assert first.received > 0
    assert first.seconds > 0
    assert not first.alerts
    assert [alert for alert in calls.alerts if "`rule=phone`" in alert]
    assert query == "grain=month"
    assert not acted.exceptions
    assert sorted(session.query.split("&")) == ["grain=month", "rule=all"]


def test_every_page_that_is_measured_exists_and_has_its_widget(server):
    own = APPS[-1]

    async def tour():
        async with Session(server.port) as session:
            await session.visit()
            assert set(own.acts) == set(session.pages), "a page is not measured"
            for path, key in own.acts.items():
                await session.visit(path)
                await act(session, key, 1)

    asyncio.run(tour())


def test_an_unknown_widget_is_an_error(server):
    async def tour():
        async with Session(server.port) as session:
            await session.visit()
            await act(session, "no-such-key", 0)

    with pytest.raises(ProtocolError, match="no-such-key"):
        asyncio.run(tour())


def test_a_widget_without_a_defined_choice_is_an_error(server):
    async def tour():
        async with Session(server.port) as session:
            await session.visit()
            return session.widgets["period.en"]

    slider = asyncio.run(tour())
    with pytest.raises(ProtocolError, match="slider"):
        choice(slider, 0)


def test_the_floor_can_be_measured():
    figures = measure(App("bare", BARE, {"": "factor"}, [""]), [])
    assert set(figures) >= {"ready ms", "cold ms", "warm ms", "rerun / ms", "base MB"}
    assert all(value > 0 for name, value in figures.items() if "CPU" not in name)


def test_an_app_that_does_not_start_tells_its_log(tmp_path):
    with pytest.raises(RuntimeError, match=r"gone\.py"):
        measure(App("gone", tmp_path / "gone.py", {}, []), [])
