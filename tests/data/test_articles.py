"""The facts of the two articles beside our evidence: verdicts, numbers, camps."""

from __future__ import annotations

import datetime as dt

import pandas as pd
import pytest

from data import articles
from data.contacts import apply_rule
from data.reported_counts import compare
from data.rules import verdicts_rest_on_others
from data.stances import StanceIndex
from tests.support.tables import raw

DAY = dt.date(2026, 2, 11)


@pytest.fixture(scope="module")
def facts(dataset):
    return articles.checked(dataset)


@pytest.fixture(scope="module")
def findings(facts):
    return facts.set_index("fact_id")["finding"]


@pytest.fixture(scope="module")
def index(dataset):
    flags = dataset.table("statement_flags")
    return StanceIndex(dataset.statements, flags, dataset.governments)


@pytest.fixture(scope="module")
def placed(dataset, index):
    return {place.actor_id: place for place in articles.camps(dataset, index)}


def _contacts(dataset, actor, **more):
    rows = dataset.contacts[dataset.contacts["actor_id"] == actor]
    for column, value in more.items():
        rows = rows[rows[column] == value]
    return rows


def _between(rows, first, last):
    return rows[rows["date"].between(first, last)]


def test_every_fact_is_there_once_in_the_order_of_the_articles(facts):
    assert len(facts) == len(raw("seed_facts")) == 122
    assert facts["fact_id"].is_unique
    for _, rows in facts.groupby("source_id"):
        first = [int(cell.split(";")[0]) for cell in rows["paragraph"]]
        assert first == sorted(first)
    assert list(facts["source_id"].unique()) == list(
        facts["source_id"].sort_values().unique()
    )


def test_verdicts_are_those_of_the_descriptor(dataset):
    declared = dataset.package.field("seed_fact_checks", "verdict").enum
    assert tuple(declared) == articles.VERDICTS
    camps = dataset.package.field("article_camps", "camp").enum
    assert set(camps) == set(articles.SIDES)


def test_what_agrees_or_differs_rests_on_somebody_else(dataset):
    assert not list(verdicts_rest_on_others(dataset))


@pytest.mark.parametrize(
    ("table", "change", "reason"),
    [
        (
            "seed_fact_records",
            lambda rows: rows[0].update(record_id="fra-1999-01-01-call"),
            "no record of this table",
        ),
        (
            "seed_fact_records",
            lambda rows: rows.__setitem__(
                slice(None),
                [r for r in rows if r["fact_id"] != "iz2025-001"],
            ),
            "iz2025-001 needs a record that another publisher bears out",
        ),
        (
            "seed_fact_checks",
            lambda rows: next(r for r in rows if r["fact_id"] == "iz2025-008").update(
                verdict="agrees"
            ),
            "iz2025-008 needs a record that another publisher bears out",
        ),
        ("seed_fact_checks", lambda rows: rows.pop(0), "iz2025-001 has no check"),
    ],
)
def test_the_rule_finds_what_breaks_it(copy, table, change, reason):
    from data.load import load

    copy.rewrite(table, change)
    told = [str(fault) for fault in verdicts_rest_on_others(load(copy.root))]
    assert any(reason in fault for fault in told), told


def test_filters_work_together(facts):
    some = articles.select(facts, ["differs"], ["izvestia-2026-02"])
    assert set(some["verdict"]) == {"differs"}
    assert set(some["source_id"]) == {"izvestia-2026-02"}
    assert len(articles.select(facts)) == len(facts)
    found = articles.select(facts, words="BABIS prime")
    assert "iz2026-039" in set(found["fact_id"])
    assert articles.select(facts, words="nothing of the kind").empty


# Numbers in the findings, counted anew.


def test_the_gaps_in_days(dataset, findings):
    for fact, actor, last in (
        ("iz2025-001", "FRA", "2025-07-01"),
        ("iz2025-027", "DEU", "2024-11-15"),
    ):
        days = _contacts(dataset, actor)["date"].sort_values()
        days = days[days <= last]
        gap = (days.iloc[-1] - days.iloc[-2]).days
        assert findings[fact].startswith(f"{gap:,} days lie between")


def test_calls_of_2022(dataset, findings):
    calls = apply_rule(_contacts(dataset, "FRA"), "remote")
    year = _between(calls, "2022-01-01", "2022-12-31")
    alone = year[year["format"] == "bilateral"]
    said = f"We list {len(alone)} two-way calls in 2022, {len(year)} with joint ones."
    assert findings["iz2025-011"].startswith(said)
    half = _between(calls, "2022-01-01", "2022-06-30")
    said = f"We list {len(half)} in that half-year, and {len(year)} only in the whole"
    assert findings["iz2026-022"].startswith(said)
    assert f"We can document {len(calls)} calls" in findings["iz2026-021"]


@pytest.mark.parametrize(
    ("fact", "claims"),
    [
        ("iz2025-011", {"RC26": 19, "RC30": 19}),
        ("iz2026-022", {"RC26": 19, "RC30": 19}),
        ("iz2025-014", {"RC26": 19, "RC54": 14}),
    ],
)
def test_totals_of_others(dataset, findings, fact, claims):
    stated = dataset.reported_counts.set_index("claim_id")["value"]
    for claim, value in claims.items():
        assert stated[claim] == value
        assert str(value) in findings[fact]


def test_macron_and_erdogan_in_the_tally_that_is_named(dataset):
    stated = dataset.reported_counts.set_index("claim_id")["value"]
    assert stated["RC52"] > stated["RC24"]
    assert stated["RC53"] > stated["RC25"]
    assert stated["RC26"] > stated["RC54"]


def test_counts_of_2019_and_2020_are_ours(dataset):
    claims = compare(dataset.reported_counts, dataset.contacts).set_index("claim_id")
    for claim in ("RC24", "RC25", "RC03", "RC32", "RC28", "RC49"):
        assert claims.loc[claim, "agrees"], claim


def test_hours_of_the_half_year(dataset, findings):
    rows = _between(_contacts(dataset, "FRA"), "2022-01-01", "2022-06-30")
    hours = rows["duration_min"].sum() / 60
    assert f"add up to {hours:.1f} hours" in findings["iz2025-015"]


def test_calls_with_trump(dataset, findings):
    calls = apply_rule(_contacts(dataset, "USA"), "remote")
    held = _between(calls, "2025-01-20", "2025-07-01")
    assert findings["iz2025-031"].startswith(f"We list {len(held)} calls")


def test_meetings_with_orban_and_fico(dataset, facts, findings):
    named = facts.set_index("fact_id").loc["iz2026-037", "records"]
    counts = []
    for actor in ("HUN", "SVK"):
        rows = _contacts(dataset, actor, kind="meeting")
        rows = rows[rows["date"] >= "2022-02-24"]
        assert set(rows["contact_id"]) <= set(named)
        counts.append(len(rows))
    said = f"we list {counts[0]} meetings with Orbán and {counts[1]} with Fico"
    assert said in findings["iz2026-037"]


def test_lengths_in_minutes(dataset, findings):
    minutes = dataset.contacts.set_index("contact_id")["duration_min"]
    call = int(minutes["fra-2025-07-01-call"])
    for fact in ("iz2025-002", "iz2025-023", "iz2026-025", "iz2026-033"):
        assert f"{call} minutes" in findings[fact]
    meeting = int(minutes["fra-2022-02-07-meeting"])
    assert f"{meeting} minutes" in findings["iz2025-012"]


def test_no_contact_followed(dataset):
    """The last meeting, the last call, and none after the promise of contact."""
    rows = _contacts(dataset, "FRA")
    assert rows["date"].max() == pd.Timestamp("2025-07-01")
    meetings = rows[rows["kind"] == "meeting"]
    assert meetings["date"].max() == pd.Timestamp("2022-02-07")
    half = _between(meetings, "2022-01-01", "2022-06-30")
    assert len(half) == 1


def test_topics_of_the_call(dataset):
    topics = dataset.table("contact_topics")
    held = topics.loc[topics["contact_id"] == "fra-2025-07-01-call", "topic_id"]
    assert set(held) == {"ukraine", "middle-east", "iran-nuclear"}


def test_the_end_of_the_term_is_not_on_record(dataset):
    held = dataset.governments
    assert held.loc[held["holder"] == "Emmanuel Macron", "end"].isna().all()


def test_nobody_was_appointed(dataset):
    assert "appointed" not in set(dataset.table("envoy_names")["status"])


# Camps.


def test_the_camps_are_those_of_facts_of_the_article(dataset, placed):
    facts = dataset.table("seed_facts").set_index("fact_id")
    for row in raw("article_camps"):
        assert facts.loc[row["fact_id"], "source_id"] == row["source_id"]
        assert row["as_of"] == DAY.isoformat()
    camp = {actor: place.camp for actor, place in placed.items()}
    for actor in ("FRA", "ITA", "HUN", "SVK", "CZE"):
        assert camp[actor] == "for"
    assert (camp["POL"], placed["POL"].naming) == ("against", "named")


def test_what_differs_is_computed_and_explained(placed, index):
    for actor, place in placed.items():
        fill = index.fill(actor, DAY)
        assert (place.position, place.statement_id) == (
            fill.position,
            fill.statement_id,
        )
        if place.same is not True:
            assert place.note, f"{actor} is not explained"
    assert {a for a, p in placed.items() if p.same is False} == {"POL", "SWE", "LVA"}
    assert {a for a, p in placed.items() if p.same is None} == {"DNK"}


def test_the_finding_on_the_other_states_is_the_map(placed, findings, index):
    names = {"AUT": "Austria", "HRV": "Croatia", "GRC": "Greece"}
    names |= {"LUX": "Luxembourg", "ESP": "Spain"}
    others = [f for f in index.on(DAY) if not f.is_institution]
    others = [f for f in others if f.actor_id not in set(placed) - {"DEU"}]
    asking = {f.actor_id for f in others if f.fill in articles.SIDES["for"]}
    assert asking == set(names)
    for name in names.values():
        assert name in findings["iz2026-042"]
    doubting = {f.actor_id for f in others if f.fill in articles.SIDES["cautious"]}
    assert doubting == {"DEU", "CYP", "NLD"}
