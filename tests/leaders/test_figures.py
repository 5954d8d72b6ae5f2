"""The charts of the page: lanes, years and the pairs of bars."""

from __future__ import annotations

import datetime as dt

import pytest

from components.figures import lane_sides, lane_years
from components.figures import leaders as figures
from components.figures.lane_coverage import LaneRow
from data import contacts as counting
from data import invasion_window, leaders
from data.coverage import coverage_between
from data.load import load
from data.schema import DATA_DIRECTORY

DATA = load(DATA_DIRECTORY)
FIRST, LAST = dt.date(2017, 1, 1), dt.date(2026, 12, 31)
REMOTE = counting.apply_rule(DATA.contacts, "remote")


def _rows(*actors):
    return [
        LaneRow(a, a, coverage_between(DATA.coverage, a, FIRST, LAST)) for a in actors
    ]


def _lanes(rows, selected=REMOTE):
    event = (invasion_window.INVASION, "event")
    return figures.fig_lanes(rows, selected, FIRST, LAST, event, str, str)


def test_each_contact_of_the_lanes_is_one_mark():
    figure = _lanes(_rows("FRA", "DEU"))
    marks = [mark for trace in figure.data for mark in trace.customdata or ()]
    drawn = REMOTE[REMOTE["actor_id"].isin(["FRA", "DEU"])]
    assert sorted(marks) == sorted(drawn["contact_id"])


def test_unsearched_days_are_hatched_and_named():
    figure = _lanes(_rows("FRA", "DEU"))
    hatched = next(trace for trace in figure.data if trace.name == "none")
    assert hatched.fillpattern.shape == "/"
    assert dt.date(2017, 1, 1) in hatched.x
    assert dt.date(2021, 10, 24) in hatched.x
    words = [a.text for a in figure.layout.annotations]
    assert words.count("Not covered") == 1


def test_joint_calls_are_tied_across_lanes():
    figure = _lanes(_rows("FRA", "HUN", "DEU"))
    (tie,) = (
        trace for trace in figure.data if trace.mode == "lines" and not trace.fill
    )
    days = {day for day in tie.x if day is not None}
    assert days == {dt.date(2022, 3, 10), dt.date(2022, 3, 12), dt.date(2022, 5, 28)}
    alone = _lanes(_rows("FRA", "HUN"))
    assert not [t for t in alone.data if t.mode == "lines" and not t.fill]


def test_lanes_without_contacts_still_draw_their_coverage():
    figure = _lanes([*_rows("POL"), LaneRow("heading", "heading", None)], REMOTE[:0])
    assert not [trace for trace in figure.data if trace.mode == "markers"]
    assert {trace.name for trace in figure.data} == {"Coverage: complete", "none"}


def test_alternative_text_of_the_lanes():
    text = figures.alt_lanes(_rows("FRA", "DEU"), (90, 87, 3), FIRST, LAST)
    assert "90 contacts, 87 distinct events, 3" in text
    assert "FRA; DEU" in text


@pytest.mark.parametrize(
    ("n", "status", "doubtful", "expected"),
    [
        (12, "counted", False, "12"),
        (3, "counted", True, "3†"),
        (0, "searched_empty", False, "0"),
        (0, "searched_empty", True, "0†"),
        (4, "partly_covered", False, "4*"),
        (0, "partly_covered", False, "0*"),
        (None, "not_covered", False, "–"),
    ],
)
def test_cells_of_the_years(n, status, doubtful, expected):
    assert lane_years.cell(n, status, doubtful=doubtful) == expected


def test_years_and_sides_print_every_number():
    lanes = leaders.lanes(DATA.actors, DATA.contacts, DATA.coverage)
    labels = dict(zip(lanes["actor_id"], lanes["name"], strict=True))
    years = leaders.by_year(
        lanes,
        REMOTE,
        DATA.coverage,
        DATA.reported_counts,
        FIRST,
        LAST,
        DATA.cutoff("contacts"),
    )
    figure = lane_years.fig_years(years, labels)
    assert sum(len(trace.text) for trace in figure.data) == len(years)
    assert "20 in 2022" in lane_years.alt_years(years, labels)
    window = invasion_window.common_window(DATA.coverage, list(labels))
    sides = invasion_window.before_and_after(lanes, REMOTE, window)
    names = {"before": "Before", "after": "After"}
    bars = lane_sides.fig_sides(sides, labels, names).data
    assert [sum(bar.x) for bar in bars] == [27, 31]
    assert "France: 10 and 11" in lane_sides.alt_sides(sides, labels, names)
