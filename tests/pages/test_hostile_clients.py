"""Clients that are no browsers: what they send harms neither the app nor others."""

from __future__ import annotations

import asyncio
import shutil

import pytest
from streamlit.proto.BackMsg_pb2 import BackMsg
from streamlit.proto.WidgetStates_pb2 import WidgetState

from benchmarks.protocol import Session, identifier
from components.widgets import _words
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


def _of_no_kind():
    """States that no browser sends: of each kind of value that the protocol has."""
    made = []
    for field in WidgetState.DESCRIPTOR.oneofs_by_name["value"].fields:
        state = WidgetState()
        if field.message_type:
            getattr(state, field.name).SetInParent()
        elif field.type == field.TYPE_BYTES:
            setattr(state, field.name, b"\xff\x00")
        elif field.type == field.TYPE_STRING:
            setattr(state, field.name, "{<b>")
        else:
            setattr(state, field.name, 1)
        made.append(state)
    return made


@pytest.fixture(scope="module")
def attacked(tmp_path_factory):
    """A server of its own: Streamlit logs what it can not read."""
    with serve(tmp_path_factory.mktemp("attacked") / "log") as running:
        yield running


def test_values_of_no_kind_harm_their_sender_alone(attacked):
    """Streamlit fails on them before the app runs: the box says nothing of the code."""
    made = _of_no_kind()
    assert len(made) > 9

    async def attack(port):
        async with Session(port) as reader:
            await reader.visit()
            before = await reader.visit("calls")
            boxes = []
            for state in made:
                async with Session(port) as stranger:
                    await stranger.visit()
                    await stranger.visit("calls")
                    held = [identifier(w) for w in stranger.widgets.values()]
                    boxes += (await stranger.run(dict.fromkeys(held, state))).exceptions
            return before, boxes, await reader.visit("calls")

    before, boxes, after = asyncio.run(attack(attacked.port))
    assert not [box for box in boxes if "redacted" not in box or "/" in box]
    assert after.exceptions == []
    assert after.charts == before.charts
    assert after.alerts == before.alerts


@pytest.mark.parametrize(
    "frame", [b"", b"\xff" * 1000, b"\x00" * 70_000, b"\x0a\xff\xff\xff\xff\x0f"]
)
def test_frames_that_are_no_messages_harm_nobody(attacked, frame):
    async def attack():
        async with Session(attacked.port) as reader, Session(attacked.port) as stranger:
            await reader.visit()
            await stranger.visit()
            await stranger._socket.send(frame)
            return await reader.visit("calls")

    assert asyncio.run(attack()).exceptions == []


@pytest.mark.parametrize("value", [b"\xff  a", ["a"], [0.5], 7])
def test_a_box_for_words_takes_whatever_was_sent_as_words(value):
    words = _words(value)
    assert isinstance(words, str)
    assert "  " not in words
