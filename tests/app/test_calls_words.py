"""What /calls says of any view, recomputed from the CSV tables by other code."""

from __future__ import annotations

import csv
import datetime as dt
import re
from collections import Counter
from itertools import pairwise

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from components import cache
from components.callfrequency import topics as topics_section
from components.callfrequency import view as calls_view
from components.figures.calls import alt_counts
from data.contacts import ContactFilter
from data.schema import DATA_DIRECTORY
from data.topics import topics_by_year

relaxed = settings(
    deadline=None,
    derandomize=True,
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)


def _rows(table):
    path = DATA_DIRECTORY / "tables" / f"{table}.csv"
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


FRANCE = [row for row in _rows("contacts") if row["actor_id"] == "FRA"]
TOPICS = _rows("contact_topics")
COVERAGE = [row for row in _rows("coverage") if row["actor_id"] == "FRA"]
LAST_DAY = dt.date(2026, 7, 5)

VIEWS = st.builds(
    lambda years, **chosen: ContactFilter(
        dt.date(min(years), 1, 1), dt.date(max(years), 12, 31), **chosen
    ),
    st.tuples(st.integers(2017, 2026), st.integers(2017, 2026)),
    rule=st.sampled_from(["bilateral", "remote", "all"]),
    kinds=st.sampled_from([(), (), (), ("meeting",), ("joint_call", "call")]),
    topics=st.sampled_from([(), (), (), ("syria",), ("ukraine", "economy")]),
    initiators=st.sampled_from([(), (), (), ("disputed",), ("unknown",)]),
)


def _counted(row, rule):
    if rule == "bilateral":
        return row["kind"] in {"call", "video_call"} and row["format"] == "bilateral"
    return rule == "all" or row["kind"] != "meeting"


def _passes(row, chosen):
    asked = row["initiator"] or "unknown"
    touched = {t["topic_id"] for t in TOPICS if t["contact_id"] == row["contact_id"]}
    return (
        _counted(row, chosen.rule)
        and chosen.start.isoformat() <= row["date"] <= chosen.end.isoformat()
        and (not chosen.kinds or row["kind"] in chosen.kinds)
        and (not chosen.topics or touched & set(chosen.topics))
        and (not chosen.initiators or asked in chosen.initiators)
    )


def _pause(chosen):
    """The longest year or more without a contact under the rule, if it meets the view.

    Returns its length in days, or None.
    """
    days = sorted(
        dt.date.fromisoformat(r["date"]) for r in FRANCE if _counted(r, chosen.rule)
    )
    longest = max(pairwise(days), key=lambda pair: pair[1] - pair[0])
    length = (longest[1] - longest[0]).days
    meets = longest[0] <= chosen.end and longest[1] >= chosen.start
    return length if length >= 365 and meets else None


def _derived(chosen):
    return calls_view.derive(cache.full(), chosen, "year")


def _times(n):
    return "once" if n == 1 else f"{n} times"


@relaxed
@given(chosen=VIEWS)
def test_the_title_says_what_the_tables_bear_out(chosen):
    title = calls_view.finding(_derived(chosen))
    listed = [row for row in FRANCE if _passes(row, chosen)]
    years = Counter(row["date"][:4] for row in listed)
    first, last = str(chosen.start.year), str(chosen.end.year)
    period = first if first == last else f"{first} to {last}"
    assert f"{first} to {first}" not in title
    narrowed = chosen.kinds or chosen.topics or chosen.initiators
    pause = _pause(chosen)
    told = re.findall(r"([\d,]+) days?\b", title)
    if not listed:
        assert title.startswith(("No call", "No contact", f"{period}: not searched"))
        assert period in title
        assert not told
        return
    if narrowed:
        every = [
            row
            for row in FRANCE
            if _counted(row, chosen.rule) and first <= row["date"][:4] <= last
        ]
        verb = "passes" if len(listed) == 1 else "pass"
        assert re.match(rf"{len(listed)} of {len(every)} .* {verb} the filters", title)
        assert title.endswith(period)
        return
    most = max(years.values())
    peaks = sorted(year for year, n in years.items() if n == most)
    for year in peaks:
        assert year in title
    assert _times(most) in title or f"{_times(most)} each" in title
    assert ("each" in title) == (len(peaks) > 1)
    assert told == ([f"{pause:,}"] if pause else [])


@relaxed
@given(chosen=VIEWS)
def test_the_alternative_text_names_a_gap_only_where_it_touches_the_view(chosen):
    view = _derived(chosen)
    alt = alt_counts(view.counts, view.pause, "Calls", view.counterpart)
    pause = _pause(chosen)
    assert ("None listed between" in alt) == bool(pause)
    if pause:
        assert f"a gap of {pause:,} day" in alt
    listed = [row for row in FRANCE if _passes(row, chosen)]
    assert f": {len(listed)} in all" in alt


@relaxed
@given(chosen=VIEWS)
def test_no_number_stands_for_days_that_nobody_searched(chosen):
    """A year without any covered day has no zero."""
    counts = _derived(chosen).counts.set_index("period")
    for year, row in counts.iterrows():
        searched = any(
            cover["completeness"] != "none"
            and cover["period_start"][:4] <= year <= cover["period_end"][:4]
            for cover in COVERAGE
        )
        assert searched == (row["status"] != "not_covered")


@pytest.mark.parametrize("year", range(2017, 2027))
@pytest.mark.parametrize("rule", ["bilateral", "remote", "all"])
def test_a_searched_zero_is_an_answer_with_its_grade(year, rule):
    chosen = ContactFilter(dt.date(year, 1, 1), dt.date(year, 12, 31), rule=rule)
    view = _derived(chosen)
    if any(_passes(row, chosen) for row in FRANCE):
        assert len(view.selected)
        return
    grades = {
        row["completeness"]
        for row in COVERAGE
        if row["period_start"][:4] <= str(year) <= row["period_end"][:4]
    }
    title = calls_view.finding(view)
    assert not calls_view.empty(view)
    if grades == {"complete"}:
        assert title.endswith("in a complete search")
    else:
        assert "none" in grades
        assert "low" in grades
        assert f"searched to {LAST_DAY.day} July 2026, thinly in part" in title


@pytest.mark.parametrize("rule", ["bilateral", "remote", "all"])
def test_since_the_last_contact_the_search_is_told_grade_by_grade(rule):
    chosen = ContactFilter(dt.date(2017, 1, 1), dt.date(2026, 12, 31), rule=rule)
    said = calls_view.since_last(_derived(chosen))
    last = max(row["date"] for row in FRANCE if _counted(row, rule))
    assert f"{dt.date.fromisoformat(last):%-d %B %Y}" in said
    words = {
        "complete": "searched completely to",
        "high": "nearly completely to",
        "medium": "with gaps to",
        "low": "thinly to",
    }
    for row in COVERAGE:
        if row["period_end"] > last and row["completeness"] != "none":
            end = dt.date.fromisoformat(row["period_end"])
            assert f"{words[row['completeness']]} {end:%-d %B %Y}" in said
    before = ContactFilter(dt.date(2017, 1, 1), dt.date(2021, 12, 31), rule=rule)
    assert calls_view.since_last(_derived(before)) == ""


@relaxed
@given(chosen=VIEWS)
def test_topics_are_told_with_their_ties_and_the_right_number_of_contacts(chosen):
    view = _derived(chosen)
    table = topics_by_year(view.selected, view.data.table("contact_topics"))
    if table.empty:
        return
    ids = {row["contact_id"] for row in FRANCE if _passes(row, chosen)}
    found = Counter(t["topic_id"] for t in TOPICS if t["contact_id"] in ids)
    most = max(found.values())
    leading = [code for code, n in found.items() if n == most]
    names = {row["topic_id"]: row["name"] for row in _rows("topics")}
    title = topics_section._title(table, len(view.selected))
    if len(leading) <= 3:
        for code in leading:
            assert names[code] in title
    else:
        assert title.startswith(f"{len(leading)} topics")
    expected = f"{most} of {len(ids)} contacts"
    assert title.endswith("of the one contact" if len(ids) == 1 else expected)
