"""Counting: the worked answers, the gap, and three kinds of nothing."""

from __future__ import annotations

import datetime as dt

import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from data import contacts as counting
from data import evidence
from data.contacts import GRAINS, RULES, ContactFilter
from data.load import load
from data.schema import DATA_DIRECTORY
from tests.support import frames
from tests.support.paths import GOLDEN

DATA = load(DATA_DIRECTORY)
FRANCE = DATA.contacts[DATA.contacts["actor_id"] == "FRA"]
TOPICS = DATA.table("contact_topics")
CUTOFF = DATA.cutoff("contacts")
# Macron took office then: no earlier day is described.
FIRST, LAST = dt.date(2017, 5, 14), dt.date(2026, 12, 31)
WORKED = pd.read_csv(GOLDEN / "contact_counts.csv")
DAY = dt.timedelta(days=1)


def _counted(view, grain, coverage=DATA.coverage):
    selected = counting.select(FRANCE, TOPICS, view)
    stretches = coverage.between("FRA", view.start, view.end)
    return selected, counting.counts_by_period(
        selected, stretches, grain, view.start, view.end, CUTOFF
    )


@pytest.mark.parametrize("rule", RULES)
def test_worked_answers_by_year(rule):
    _, counts = _counted(ContactFilter(FIRST, LAST, rule), "year")
    expected = WORKED[WORKED["rule"] == rule].set_index("year")["count"]
    ours = counts.set_index(counts["period"].astype(int))["n"]
    assert ours[expected.index].tolist() == expected.tolist()
    assert int(ours.sum()) == {"bilateral": 63, "remote": 73, "all": 89}[rule]
    assert ours[2022] == {"bilateral": 17, "remote": 20, "all": 21}[rule]


@pytest.mark.parametrize("rule", RULES)
def test_each_rule_counts_what_it_says(rule):
    kept = counting.apply_rule(FRANCE, rule)
    assert set(kept["kind"]) <= set(counting.RULE_KINDS[rule])
    if rule == "bilateral":
        assert set(kept["format"]) == {"bilateral"}


def test_an_unknown_rule_is_an_error():
    with pytest.raises(KeyError):
        counting.apply_rule(FRANCE, "phone")


@pytest.mark.parametrize("rule", ["bilateral", "remote"])
def test_the_gap_with_both_ends(rule):
    gap = counting.longest_gap(counting.apply_rule(FRANCE, rule))
    assert gap is not None
    assert (gap.start, gap.end) == (dt.date(2022, 9, 11), dt.date(2025, 7, 1))
    assert gap.days == 1024
    assert gap.first_contact_id == "fra-2022-09-11-call"
    assert gap.next_contact_id == "fra-2025-07-01-call"


def test_a_short_pause_is_no_gap():
    assert counting.longest_gap(frames.contacts("2022-01-01", "2022-06-01")) is None
    assert counting.longest_gap(frames.contacts("2022-01-01")) is None
    assert counting.longest_gap(frames.contacts()) is None


def test_a_gap_is_found_in_any_order_of_rows():
    shuffled = frames.contacts("2024-05-02", "2020-01-01", "2022-01-01")
    gap = counting.longest_gap(shuffled)
    assert (gap.first_contact_id, gap.next_contact_id) == ("c2", "c0")


def _status(days, periods, *, cutoff="2030-01-01", grain="year", years=(2020, 2020)):
    start, end = dt.date(years[0], 1, 1), dt.date(years[1], 12, 31)
    stretches = frames.coverage(*periods).between("FRA", start, end)
    return counting.counts_by_period(
        frames.contacts(*days),
        stretches,
        grain,
        start,
        end,
        dt.date.fromisoformat(cutoff),
    )


WHOLE = ("2020-01-01", "2020-12-31", "high")


def test_a_searched_period_with_contacts_is_counted():
    row = _status(["2020-03-01", "2020-04-01"], [WHOLE]).iloc[0]
    assert (row["status"], row["n"], row["completeness"]) == ("counted", 2, "high")


def test_a_searched_period_without_contacts_is_a_true_zero():
    row = _status([], [WHOLE]).iloc[0]
    assert (row["status"], row["n"]) == ("searched_empty", 0)


@pytest.mark.parametrize("periods", [[], [("2020-01-01", "2020-12-31", "none")]])
def test_what_nobody_searched_has_no_number(periods):
    row = _status([], periods).iloc[0]
    assert row["status"] == "not_covered"
    assert pd.isna(row["n"])
    assert row["completeness"] == "none"


@pytest.mark.parametrize("days", [[], ["2020-02-01"]])
def test_a_period_searched_for_a_part_says_to_which_day(days):
    row = _status(days, [("2020-01-01", "2020-03-15", "high")]).iloc[0]
    assert (row["status"], row["n"]) == ("partly_covered", len(days))
    assert row["searched_to"] == dt.date(2020, 3, 15)


def test_the_year_in_which_the_search_begins_is_partly_covered():
    covered = frames.coverage(("2020-05-14", "2021-12-31", "high"))
    days = dt.date(2020, 5, 14), dt.date(2021, 12, 31)
    told = counting.counts_by_period(
        frames.contacts(), covered.between("FRA", *days), "year", *days, days[1]
    )
    assert told["status"].tolist() == ["partly_covered", "searched_empty"]


def test_the_running_year_is_partly_covered():
    row = _status(["2020-02-01"], [WHOLE], cutoff="2020-06-30").iloc[0]
    assert row["status"] == "partly_covered"


def test_a_period_is_as_complete_as_its_least_complete_stretch():
    halves = [
        ("2020-01-01", "2020-06-30", "complete"),
        ("2020-07-01", "2020-12-31", "low"),
    ]
    year = _status(["2020-02-01"], halves).iloc[0]
    assert (year["status"], year["completeness"]) == ("counted", "low")
    quarters = _status(["2020-02-01"], halves, grain="quarter")
    assert quarters["completeness"].tolist() == ["complete", "complete", "low", "low"]


@pytest.mark.parametrize(
    ("grain", "codes"),
    [
        ("year", ["2020"]),
        ("quarter", ["2020-Q1", "2020-Q2", "2020-Q3", "2020-Q4"]),
        ("month", [f"2020-{month:02}" for month in range(1, 13)]),
    ],
)
def test_grains_have_iso_like_codes(grain, codes):
    counts = _status(["2020-02-29"], [WHOLE], grain=grain)
    assert counts["period"].tolist() == codes
    assert counts["end"].iloc[-1] == dt.date(2020, 12, 31)
    kinds = counting.kinds_by_period(frames.contacts("2020-02-29"), grain)
    assert set(kinds["period"]) <= set(codes)


def test_periods_not_covered_begin_after_the_cutoff():
    _, counts = _counted(ContactFilter(FIRST, LAST), "month")
    status = counts.set_index("period")["status"]
    assert status["2026-02"] == "searched_empty"
    assert status["2026-06"] == "searched_empty"
    assert status["2026-07"] == "partly_covered"
    assert set(status["2026-08":]) == {"not_covered"}
    assert status["2023-06"] == "searched_empty"


def test_doubtful_years():
    _, counts = _counted(ContactFilter(FIRST, LAST), "year")
    tallied = counting.tallied_years(DATA.reported_counts, "FRA")
    marked = counts.loc[counting.doubtful(counts, tallied), "period"]
    assert marked.tolist() == ["2017", "2018", "2021", "2026"]


def test_a_zero_under_filters_is_no_silence():
    """What filters leave out is known: none passes them, which is no search."""
    days = frames.contacts("2020-02-01")
    year = dt.date(2020, 1, 1), dt.date(2020, 12, 31)
    stretches = frames.coverage(WHOLE).between("FRA", *year)
    counts = counting.counts_by_period(
        days.iloc[:0], stretches, "quarter", *year, CUTOFF, None, days
    )
    assert counts["status"].tolist() == ["none_passes", *["searched_empty"] * 3]
    assert counts["n"].tolist() == [0] * 4


CONTACTS = DATA.package.table("contacts")


def _subset(codes):
    return st.lists(st.sampled_from(list(codes)), unique=True, max_size=3).map(tuple)


VIEWS = st.builds(
    lambda years, **rest: ContactFilter(
        start=dt.date(min(years), 1, 1), end=dt.date(max(years), 12, 31), **rest
    ),
    st.tuples(st.integers(2017, 2026), st.integers(2017, 2026)),
    rule=st.sampled_from(RULES),
    kinds=_subset(CONTACTS.field("kind").enum),
    formats=_subset(CONTACTS.field("format").enum),
    topics=_subset(evidence.contact_topics(DATA)),
    initiators=_subset((*CONTACTS.field("initiator").enum, "unknown")),
    confidences=_subset(CONTACTS.field("confidence").enum),
)


@given(VIEWS, st.sampled_from(list(GRAINS)))
@settings(deadline=None, max_examples=60)
def test_bars_sum_to_the_contacts_listed(view, grain):
    selected, counts = _counted(view, grain)
    assert int(counts["n"].fillna(0).sum()) == len(selected)
    kinds = counting.kinds_by_period(selected, grain)
    assert int(kinds["n"].sum()) == len(selected)
    for period, n in zip(counts["period"], counts["n"].fillna(0), strict=True):
        assert kinds.loc[kinds["period"] == period, "n"].sum() == n


@given(VIEWS)
@settings(deadline=None, max_examples=60)
def test_a_filter_only_ever_narrows(view):
    selected = counting.select(FRANCE, TOPICS, view)
    plain = ContactFilter(view.start, view.end, view.rule)
    assert set(selected["contact_id"]) <= set(
        counting.select(FRANCE, TOPICS, plain)["contact_id"]
    )
    assert selected["date"].is_monotonic_increasing
    if view.initiators and "unknown" not in view.initiators:
        assert set(selected["initiator"]) <= set(view.initiators)


@given(VIEWS)
@settings(deadline=None, max_examples=60)
def test_removing_a_blamed_filter_brings_contacts_back(view):
    if len(counting.select(FRANCE, TOPICS, view)):
        return
    for name in counting.emptied_by(FRANCE, TOPICS, view):
        wider = {
            "rule": {"rule": "all"},
            "start": {"start": FRANCE["date"].min().date(), "end": CUTOFF},
        }.get(name, {name: ()})
        changed = ContactFilter(**{**view.__dict__, **wider})
        assert len(counting.select(FRANCE, TOPICS, changed))


def test_the_filter_to_blame_is_named():
    nobody = ContactFilter(FIRST, LAST, "bilateral", kinds=("joint_call",))
    assert counting.emptied_by(FRANCE, TOPICS, nobody) == ("kinds", "rule")
    quiet = ContactFilter(dt.date(2023, 1, 1), dt.date(2024, 12, 31))
    assert counting.emptied_by(FRANCE, TOPICS, quiet) == ("start",)
    assert nobody.narrowing == ("kinds",)


def test_documented_hours_of_the_claim_period():
    chosen = counting.between(FRANCE, dt.date(2021, 12, 1), dt.date(2022, 6, 3))
    hours, known, every = counting.documented_hours(chosen)
    assert round(hours, 1) == 24.7
    assert known < every == len(chosen)


def test_topics_are_counted_once_a_contact():
    from data.contacts import topics_by_year

    selected = frames.contacts("2021-01-01", "2022-01-01", "2022-02-01")
    table = topics_by_year(
        selected, frames.topics(("c0", "a"), ("c1", "b"), ("c2", "b"), ("c9", "z"))
    )
    assert table.to_dict("list") == {
        "topic_id": ["b", "a"],
        "year": [2022, 2021],
        "n": [2, 1],
    }
