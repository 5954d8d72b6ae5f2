"""The charts of the page: lanes, years and the pairs of bars."""

from __future__ import annotations

import datetime as dt
from types import SimpleNamespace

import pytest

from components.figures import lanes, last_contacts, matrix, palette, timeline
from components.figures.lanes import LaneRow
from data import contacts as counting
from data import leaders
from data.load import load
from data.schema import DATA_DIRECTORY
from tests.support.drawing import checked, day

DATA = load(DATA_DIRECTORY)
FIRST, LAST = dt.date(2017, 1, 1), dt.date(2026, 12, 31)
REMOTE = counting.apply_rule(DATA.contacts, "remote")


def _rows(*actors):
    return [LaneRow(a, a, DATA.coverage.between(a, FIRST, LAST)) for a in actors]


def _lanes(rows, selected=REMOTE):
    event = (leaders.INVASION, "event")
    return checked(lanes.fig_lanes(rows, selected, FIRST, LAST, event, str, str))


def test_each_contact_of_the_lanes_is_one_mark():
    figure = _lanes(_rows("FRA", "DEU"))
    marks = [mark for trace in figure.data for mark in trace.customdata or ()]
    drawn = REMOTE[REMOTE["actor_id"].isin(["FRA", "DEU"])]
    assert sorted(marks) == sorted(drawn["contact_id"])


def test_unsearched_days_are_hatched_tinted_and_named_once():
    figure = _lanes(_rows("FRA", "DEU", "FIN"))
    hatched = next(trace for trace in figure.data if trace.name == "none")
    assert hatched.fillpattern.shape == "/"
    assert "2017-01-01" in hatched.x
    assert "2021-10-24" in hatched.x
    tints = {(shape.x0, shape.x1) for shape in figure.layout.shapes}
    assert ("2017-01-01", "2021-10-24") in tints
    assert ("2017-01-01", "2017-05-14") in tints
    words = [a.text for a in figure.layout.annotations]
    assert words.count("not searched") == 1


def test_marks_of_a_lane_do_not_hide_one_another():
    """At the width that the layout assumes, no two marks of a lane coincide."""
    figure = _lanes(_rows("FRA", "DEU"))
    days = (LAST - FIRST).days
    pixels = [
        ((day(x) - FIRST).days * lanes.ASSUMED_WIDTH / days, height)
        for trace in figure.data
        if trace.mode == "markers"
        for x, height in zip(trace.x, trace.y, strict=True)
    ]
    for i, (x, y) in enumerate(pixels):
        for x2, y2 in pixels[:i]:
            far = abs(x - x2) >= lanes.APART - 0.01
            assert far or abs(y - y2) >= lanes.STEP - 0.01


def test_levels_use_the_lowest_that_is_free():
    day = dt.date(2022, 1, 1)
    days = [day + dt.timedelta(days=n) for n in (0, 1, 10, 12)]
    assert timeline.levels(days, dt.timedelta(days=10)) == [0, 1, 0, 1]
    assert timeline.levels([], dt.timedelta(days=10)) == []


def test_rows_stand_above_one_another_without_overlap():
    rows = [*_rows("FRA", "POL"), LaneRow("heading", "heading", None)]
    drawn = REMOTE[REMOTE["actor_id"] == "FRA"]
    plan = lanes.arrange(rows, drawn, FIRST, LAST)
    france, poland, heading = (plan.places[row.actor_id] for row in rows)
    assert france.levels > poland.levels == 1
    assert heading.floor == 0
    assert heading.height <= poland.floor
    assert poland.floor + poland.height <= france.floor
    assert france.strip[1] < min(plan.marks.values())
    assert max(plan.marks.values()) < france.top < france.label < plan.height


def test_the_day_of_the_invasion_is_marked_in_each_lane():
    rows = [*_rows("FRA", "DEU"), LaneRow("heading", "heading", None)]
    (line,) = (t for t in _lanes(rows).data if t.showlegend is False)
    assert {day(x) for x in line.x if x} == {leaders.INVASION}
    assert len([height for height in line.y if height is not None]) == 4
    later = dt.date(2023, 1, 1)
    event = (leaders.INVASION, "event")
    figure = checked(lanes.fig_lanes(rows, REMOTE, later, LAST, event, str, str))
    assert not [t for t in figure.data if t.showlegend is False]


def _ties(figure):
    return [trace for trace in figure.data if trace.name == "The same joint contact"]


def test_joint_calls_are_tied_across_lanes():
    figure = _lanes(_rows("FRA", "HUN", "DEU"))
    (tie,) = _ties(figure)
    days = {day(x) for x in tie.x if x is not None}
    assert len(days) == 10
    assert max(days) == dt.date(2022, 5, 28)
    assert dt.date(2021, 3, 30) in days, "a video conference is joint as well"
    alone = _lanes(_rows("FRA", "HUN"))
    assert not _ties(alone)


def test_lanes_without_contacts_still_draw_their_coverage():
    figure = _lanes([*_rows("POL"), LaneRow("heading", "heading", None)], REMOTE[:0])
    assert not [trace for trace in figure.data if trace.mode == "markers"]
    named = {trace.name for trace in figure.data if trace.name}
    assert named == {"Coverage: complete", "none"}


def test_alternative_text_of_the_lanes():
    text = lanes.alt_lanes(_rows("FRA", "DEU"), (90, 87, 3), FIRST, LAST)
    assert "90 contacts, distinct events: 87, 3" in text
    assert "FRA; DEU" in text


@pytest.mark.parametrize(
    ("n", "status", "doubtful", "hidden", "expected"),
    [
        (12, "counted", False, 0, "12"),
        (12, "counted", False, 2, "12"),
        (3, "counted", True, 0, "≥ 3"),
        (0, "searched_empty", False, 0, "0"),
        (0, "searched_empty", True, 0, "none found"),
        (0, "searched_empty", True, 2, "2 hidden"),
        (4, "partly_covered", False, 0, "≥ 4"),
        (0, "partly_covered", False, 0, "none found"),
        (None, "not_covered", False, 0, "not searched"),
        (None, "not_covered", False, 1, "1 hidden"),
        (None, "none_passes", False, 0, "none passes"),
    ],
)
def test_cells_of_the_years(n, status, doubtful, hidden, expected):
    row = SimpleNamespace(n=n, status=status, doubtful=doubtful, n_hidden=hidden)
    assert matrix.cell(row) == expected


def test_years_are_told_in_words():
    counterparts = leaders.lanes(DATA.actors, DATA.contacts, DATA.coverage)
    labels = dict(zip(counterparts["actor_id"], counterparts["name"], strict=True))
    years = leaders.by_year(
        counterparts,
        REMOTE,
        REMOTE[:0],
        REMOTE[:0],
        DATA.coverage,
        DATA.reported_counts,
        FIRST,
        LAST,
        DATA.last_day("contacts"),
    )
    assert "20 in 2022" in matrix.alt_years(years, labels)


def test_months_print_every_number_and_part_before_from_after():
    counterparts = leaders.lanes(DATA.actors, DATA.contacts, DATA.coverage)
    labels = dict(zip(counterparts["actor_id"], counterparts["name"], strict=True))
    window = leaders.common_window(DATA.coverage, list(labels))
    sides = leaders.before_and_after(counterparts, REMOTE, window)
    months = leaders.by_month(sides, REMOTE, window)
    sums = dict.fromkeys(labels, "sums")
    figure = checked(matrix.fig_months(months, labels, sums, (window.cut, "event")))
    printed = [int(text) for trace in figure.data for text in trace.text or ()]
    assert len(printed) == len(months) == 130
    assert sum(printed) == 27 + 31
    assert figure.layout.xaxis.ticktext[3:6] == (
        "Jan<br>2022",
        "Feb<br>1–23",
        "Feb<br>24–28",
    )
    (line,) = (shape for shape in figure.layout.shapes if shape.x0 == shape.x1)
    assert (line.x0, line.x1) == (4.5, 4.5), "one line, through all rows"
    assert line.y0 < 1
    assert line.y1 > len(labels)
    assert [a.text for a in figure.layout.annotations].count("sums") == len(labels)
    names = {"before": "Before", "after": "After"}
    assert "France: 10 and 11" in matrix.alt_months(sides, labels, names)


def _row(actor, contacts, **more):
    start, end = dt.date(2021, 7, 1), DATA.last_day("contacts")
    return last_contacts.Row(
        name=f"<b>{actor}</b>",
        told="told",
        contacts=contacts[contacts["actor_id"] == actor],
        stretches=DATA.coverage.between(actor, start, end),
        **more,
    )


def _last(rows, contacts, events=()):
    start, end = dt.date(2021, 7, 1), DATA.last_day("contacts")
    hovers = dict.fromkeys(contacts["contact_id"], "hover")
    return checked(
        last_contacts.fig_last_contacts(rows, start, end, hovers, "head", events)
    )


def test_the_last_contacts_draw_each_contact_once_in_its_lane():
    contacts = counting.between(
        DATA.contacts, dt.date(2021, 7, 1), DATA.last_day("contacts")
    )
    rows = [_row("HUN", contacts), _row("FRA", contacts), last_contacts.Row("heading")]
    figure = _last(rows, contacts)
    marks = [mark for trace in figure.data for mark in trace.customdata or ()]
    drawn = contacts[contacts["actor_id"].isin(["HUN", "FRA"])]
    assert sorted(marks) == sorted(drawn["contact_id"])
    height = {
        mark: y
        for trace in figure.data
        for mark, y in zip(trace.customdata or (), trace.y, strict=False)
    }
    assert len(set(height.values())) == 2
    own = contacts.set_index("contact_id")["actor_id"]
    assert min(y for c, y in height.items() if own[c] == "HUN") > max(
        y for c, y in height.items() if own[c] == "FRA"
    )
    words = [a.text for a in figure.layout.annotations]
    assert words.count("told") == 2
    assert {"head", "<b>HUN</b>", "heading"} <= set(words)
    assert last_contacts.alt_last_contacts(rows, 2023).count("told") == 2


def test_the_last_contacts_mark_pauses_and_days_that_readers_know():
    contacts = counting.between(
        DATA.contacts, dt.date(2021, 7, 1), DATA.last_day("contacts")
    )
    pause = last_contacts.Pause(dt.date(2022, 9, 11), dt.date(2025, 7, 1), "≈ 5 days")
    rows = [_row("FRA", contacts, pauses=(pause,))]
    events = [(leaders.INVASION, "invasion"), (dt.date(2019, 1, 1), "too early")]
    figure = _last(rows, contacts, events)
    words = [a.text for a in figure.layout.annotations]
    assert "≈ 5 days" in words
    assert "invasion" in words
    assert "too early" not in words
    drawn = {t.line.dash: t for t in figure.data if t.mode == "lines"}
    assert {day(x) for x in drawn["3px,2px"].x if x} == {leaders.INVASION}
    (paused,) = (t for t in figure.data if t.line.color == palette.GAP)
    assert [day(x) for x in paused.x if x] == list(pause[:2])


def test_the_base_line_of_a_lane_is_as_firm_as_the_search_was():
    contacts = DATA.contacts.head(0)
    figure = _last([_row("FRA", contacts)], contacts)
    levels = [t for t in figure.data if t.mode == "lines" and t.hoverinfo == "skip"]
    found = {
        (day(first), day(after), trace.line.width)
        for trace in levels
        for first, after in zip(trace.x[::3], trace.x[1::3], strict=True)
    }
    searched = [r for r in _row("FRA", contacts).stretches if r.completeness != "none"]
    assert found == {
        (
            row.start,
            row.end + dt.timedelta(days=1),
            3 if row.completeness in {"complete", "high"} else 1.5,
        )
        for row in searched
    }
    assert searched
