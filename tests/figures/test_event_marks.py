"""Marks of known days: on the axis, quiet, and their names apart on a phone."""

from __future__ import annotations

import datetime as dt
from itertools import combinations

import plotly.graph_objects as go
import pytest

from components.figures import palette, style
from data.events import Event, events_between

FIRST, LAST = dt.date(2017, 1, 1), dt.date(2026, 7, 5)
PLOT, LETTER = 300, 6


def _event(day: str, label: str = "Something known") -> Event:
    return Event(day, dt.date.fromisoformat(day), label, "It happened.")


def _box(note, start, end):
    """Where a name stands on the plot of a phone of 390 px, and on which line."""
    place = (note["x"] - start).days / (end - start).days * PLOT
    width = len(note["text"]) * LETTER
    shift = {"left": 0, "center": width / 2, "right": width}[note["xanchor"]]
    return place - shift, place - shift + width, note["yshift"]


@pytest.mark.parametrize(
    ("start", "end"),
    [
        (FIRST, LAST),
        (dt.date(2022, 1, 1), LAST),
        (dt.date(2023, 1, 1), LAST),
        (dt.date(2022, 1, 1), dt.date(2022, 12, 31)),
    ],
)
def test_names_of_the_table_never_touch_nor_leave_a_phone(dataset, start, end):
    events = events_between(dataset, start, end)
    spec, margin = style.event_marks(events, start, end)
    notes = spec["layout"]["annotations"]
    assert len(spec["layout"]["shapes"]) == len(events)
    assert [note["text"] for note in notes] == [event.label for event in events]
    boxes = [_box(note, start, end) for note in notes]
    assert all(left >= 0 and right <= PLOT + 1 for left, right, _ in boxes)
    for (left, right, line), (other, far, level) in combinations(boxes, 2):
        assert line != level or right < other or far < left
    assert margin >= max(level for *_, level in boxes) + style._LINE


def test_what_has_no_room_loses_its_name_and_keeps_its_mark():
    near = [_event(f"2022-02-0{day}") for day in (1, 2, 3)]
    spec, _ = style.event_marks(near, FIRST, LAST)
    assert len(spec["layout"]["shapes"]) == 3
    assert len(spec["layout"]["annotations"]) == 2


def test_days_off_the_axis_are_not_drawn_and_take_no_room():
    spec, margin = style.event_marks([_event("2016-12-31")], FIRST, LAST)
    assert not spec["layout"]["shapes"]
    assert margin == 0


def test_marks_are_quiet_and_their_names_safe_and_large_enough():
    spec, _ = style.event_marks([_event("2022-02-24", "A <b>")], FIRST, LAST)
    (line,) = spec["layout"]["shapes"]
    (name,) = spec["layout"]["annotations"]
    assert line["line"] == {"color": palette.MUTED, "width": 1, "dash": "dot"}
    assert name["text"] == "A &lt;b&gt;"
    assert name["font"] == {"color": palette.MUTED, "size": 12}
    go.layout.Shape(line)
    go.layout.Annotation(name | {"font": {"size": 12}})
