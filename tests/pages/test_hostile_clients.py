"""Clients that are no browsers: what they send harms neither the app nor others."""

from __future__ import annotations

import asyncio
import shutil

import pytest
from streamlit.proto.BackMsg_pb2 import BackMsg
from streamlit.proto.WidgetStates_pb2 import WidgetState

from benchmarks.protocol import Session, identifier
from tests.support.server import serve

STRANGE = (
    '{"selection": {"points": [{"customdata": "<b>"}, {"legendgroup": "x"}],'
    ' "rows": [99999], "columns": [], "cells": []}}'
)

# What each kind of widget is sent: fit for its type, unfit for what it offers.
TEXTS = {
    "radio": "<img src=x>",
    "selectbox": "nobody",
    "text_input": "\x00\x1b[31m\u202e" + "x" * 10_000,
    "plotly_chart": STRANGE,
    "dataframe": STRANGE,
}
LISTS = {"multiselect": ["nobody", "<b>"], "date_input": ["1900-01-01"]}


def _unfit(kind: str) -> WidgetState | None:
    state = WidgetState()
    if kind in TEXTS:
        state.string_value = TEXTS[kind]
    elif kind in LISTS:
        state.string_array_value.data.extend(LISTS[kind])
    elif kind == "pagination":
        state.int_value = 99_999
    elif kind == "slider":
        state.double_array_value.data.extend([float("-inf"), 1e308])
    else:
        return None
    return state


@pytest.mark.parametrize("path", ["calls", "stances", "experts"])
def test_what_no_widget_offers_is_ignored(server, path):
    async def attack():
        async with Session(server.port) as session:
            await session.visit()
            whole = await session.visit(path)
            states = {
                identifier(element): state
                for element in session.widgets.values()
                if (state := _unfit(str(element.WhichOneof("type"))))
                # Streamlit itself refuses a slider with options such a value.
                and not element.slider.options
            }
            hit = await session.run(states)
            after = await session.visit(path)
            return whole, len(states), hit, after

    whole, sent, hit, after = asyncio.run(attack())
    assert sent > 3
    assert hit.exceptions == []
    assert after.exceptions == []
    assert len(after.alerts) == len(whole.alerts)


def test_a_stranger_who_clears_the_cache_disturbs_nobody(server):
    async def attack():
        async with Session(server.port) as reader, Session(server.port) as stranger:
            await reader.visit()
            before = await reader.visit("calls")
            await stranger.visit()
            message = BackMsg()
            message.clear_cache = True
            await stranger.send(message)
            return before, await reader.visit("calls")

    before, after = asyncio.run(attack())
    assert after.exceptions == []
    assert after.alerts == before.alerts


def test_readers_keep_the_data_when_its_folder_goes(copy, tmp_path):
    """A deployment that is replaced under the running process still answers."""

    async def tour(port):
        async with Session(port) as session:
            await session.visit()
            shutil.rmtree(copy.root)
            return [await session.visit(path) for path in session.pages]

    with serve(tmp_path / "log", {"OPEN_LINE_DATA": str(copy.root)}) as server:
        answers = asyncio.run(tour(server.port))
        assert server.complaints() == []
    assert [answer.exceptions for answer in answers] == [[]] * len(answers)
    assert not any("contacts.csv" in alert for a in answers for alert in a.alerts)
