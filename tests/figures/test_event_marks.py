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


def _marks(events, start=FIRST, end=LAST):
    edges = (0.0, float((end - start).days))
    return style.event_marks(
        events, lambda day: float((day - start).days), edges, "y2"
    )["layout"]


def _box(note, days):
    """Where a name stands on the plot of a phone of 390 px, and on which line."""
    place = note["x"] / days * PLOT
    width = len(note["text"]) * LETTER
    shift = {"left": 0, "center": width / 2, "right": width}[note["xanchor"]]
    return place - shift, place - shift + width, note["yshift"]


@pytest.mark.parametrize("actor", ["", "FRA", "USA"])
@pytest.mark.parametrize(
    ("start", "end"),
    [
        (FIRST, LAST),
        (dt.date(2022, 1, 1), LAST),
        (dt.date(2023, 1, 1), LAST),
        (dt.date(2022, 1, 1), dt.date(2022, 12, 31)),
    ],
)
def test_names_of_the_table_never_touch_nor_leave_a_phone(dataset, start, end, actor):
    events = events_between(dataset, start, end, actor)
    marks = _marks(events, start, end)
    notes = marks["annotations"]
    assert len(marks["shapes"]) == len(events)
    assert [note["text"] for note in notes] == [event.label for event in events]
    boxes = [_box(note, (end - start).days) for note in notes]
    assert all(left >= 0 and right <= PLOT + 1 for left, right, _ in boxes)
    for (left, right, line), (other, far, level) in combinations(boxes, 2):
        assert line != level or right < other or far < left


def test_what_has_no_room_loses_its_name_and_keeps_its_mark():
    marks = _marks([_event(f"2022-02-0{day}") for day in (1, 2, 3)])
    assert len(marks["shapes"]) == 3
    assert len(marks["annotations"]) == 2


def test_marks_are_quiet_and_their_names_safe_and_large_enough():
    marks = _marks([_event("2022-02-24", "A <b>")])
    (line,) = marks["shapes"]
    (name,) = marks["annotations"]
    assert line["line"] == {"color": palette.MUTED, "width": 1, "dash": "dot"}
    assert name["text"] == "A &lt;b&gt;"
    assert name["font"] == {"color": palette.MUTED, "size": 12}
    go.layout.Shape(line)
    go.layout.Annotation(name | {"font": {"size": 12}})
