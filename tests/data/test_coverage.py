"""Stretches of days by how well they were searched."""

import datetime as dt
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from data.coverage import COMPLETENESS, SOLID, days_of_both, grade_runs
from data.leaders import days_by_grade
from tests.support import frames

DAY = dt.timedelta(days=1)


def test_neighbouring_stretches_of_one_grade_are_one_run():
    covered = frames.coverage(
        ("2020-01-01", "2020-03-31", "high"),
        ("2020-04-01", "2020-06-30", "high"),
        ("2020-07-01", "2020-08-31", "low"),
        ("2020-09-01", "2020-10-31", "high"),
    )
    runs = grade_runs(
        covered.between("FRA", dt.date(2020, 1, 1), dt.date(2020, 12, 31))
    )
    assert [(r.start.month, r.end.month, r.completeness) for r in runs] == [
        (1, 6, "high"),
        (7, 8, "low"),
        (9, 10, "high"),
        (11, 12, "none"),
    ]


def test_holes_in_the_coverage_come_back_as_none():
    covered = frames.coverage(
        ("2020-02-01", "2020-02-29", "high"), ("2020-04-01", "2020-04-30", "low")
    )
    days = dt.date(2020, 1, 1), dt.date(2020, 5, 31)
    assert [(s.completeness, s.basis) for s in covered.between("FRA", *days)] == [
        ("none", ""),
        ("high", "searched"),
        ("none", ""),
        ("low", "searched"),
        ("none", ""),
    ]
    assert [s.completeness for s in covered.between("DEU", *days)] == ["none"]


@given(
    st.lists(
        st.tuples(st.integers(0, 400), st.integers(0, 60)), max_size=8, unique=True
    ),
    st.integers(0, 400),
    st.integers(0, 400),
)
def test_coverage_stretches_have_no_holes_and_no_overlaps(blocks, offset, length):
    base, rows, free = dt.date(2020, 1, 1), [], 0
    for skip, width in blocks:
        first = free + skip
        days = (base + DAY * first, base + DAY * (first + width))
        rows.append((*(day.isoformat() for day in days), "high"))
        free = first + width + 1
    start = base + DAY * offset
    end = start + DAY * length
    covered = frames.coverage(*rows)
    stretches = covered.between("FRA", start, end)
    assert (stretches[0].start, stretches[-1].end) == (start, end)
    for before, after in pairwise(stretches):
        assert after.start == before.end + DAY
    assert all(s.start <= s.end for s in stretches)


def test_days_of_both_are_those_well_searched_for_each():
    one = frames.coverage(("2020-01-01", "2020-06-30", "high"))
    other = frames.coverage(
        ("2020-02-01", "2020-03-31", "complete"), ("2020-04-01", "2020-12-31", "low")
    )
    year = dt.date(2020, 1, 1), dt.date(2020, 12, 31)
    both = days_of_both(one.between("FRA", *year), other.between("FRA", *year))
    assert both == [(dt.date(2020, 2, 1), dt.date(2020, 3, 31))]


@pytest.mark.parametrize("grade", COMPLETENESS)
def test_searched_well_is_one_thing_wherever_it_is_said(grade):
    year = dt.date(2020, 1, 1), dt.date(2020, 12, 31)
    covered = frames.coverage((*map(str, year), grade))
    stretches = covered.between("FRA", *year)
    well = grade in {"complete", "high"}
    assert [s.well for s in stretches] == [well]
    assert bool(days_of_both(stretches, stretches)) == well
    assert bool(days_by_grade(stretches)["solid"]) == well
    assert bool(covered.runs("FRA", SOLID)) == well
