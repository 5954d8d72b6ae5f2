"""Stated totals beside ours."""

from __future__ import annotations

import pandas as pd
import pytest

from data import reported_counts
from data.contacts import apply_rule, between


def test_every_claim_recomputes_to_our_count(dataset):
    compared = reported_counts.compare(dataset.reported_counts, dataset.contacts)
    assert len(compared) == len(dataset.reported_counts)
    stored = dataset.reported_counts.set_index("claim_id")["our_count"]
    for claim in compared.itertuples():
        kept = stored[claim.claim_id]
        if pd.isna(claim.ours):
            assert claim.our_measure in {"scrape_items", "none"}
            assert pd.isna(claim.agrees)
        else:
            assert claim.ours == pytest.approx(float(kept)), claim.claim_id


@pytest.mark.parametrize(
    ("period", "stated", "ours"),
    [
        (("2022-01-01", "2022-12-31"), ("~", 20), 20),
        (("2022-01-01", "2022-06-30"), ("=", 20), 18),
    ],
)
def test_the_seeds_claims_on_2022(dataset, period, stated, ours):
    compared = reported_counts.compare(dataset.reported_counts, dataset.contacts)
    about = compared[
        (compared["subject"] == "putin-macron")
        & (compared["measure"] == "calls")
        & (compared["period_start"] == period[0])
        & (compared["period_end"] == period[1])
        & (compared["operator"] == stated[0])
        & (compared["value"] == stated[1])
    ]
    assert len(about)
    assert set(about["ours"]) == {ours}


def test_our_count_follows_rule_actor_and_days(dataset):
    claim = pd.Series(
        {
            "our_measure": "bilateral",
            "period_start": pd.Timestamp("2022-01-01"),
            "period_end": pd.Timestamp("2022-12-31"),
            "actor_id": "FRA",
            "counterpart": "",
        }
    )
    france = dataset.contacts[dataset.contacts["actor_id"] == "FRA"]
    days = between(france, claim["period_start"], claim["period_end"])
    assert reported_counts.our_count(claim, dataset.contacts) == 17
    assert reported_counts.our_count(claim, dataset.contacts) == len(
        apply_rule(days, "bilateral")
    )
    for measure, expected in (("meeting", 1), ("none", None), ("scrape_items", None)):
        claim["our_measure"] = measure
        assert reported_counts.our_count(claim, dataset.contacts) == expected


@pytest.mark.parametrize(
    ("operator", "stated", "ours", "expected"),
    [
        ("=", 20, 20, True),
        ("=", 20, 19, False),
        ("~", 20, 18, True),
        ("~", 20, 22, True),
        ("~", 20, 17, False),
        (">", 75, 76, True),
        (">", 75, 75, False),
        (">=", 100, 100, True),
        (">=", 100, 24.7, False),
    ],
)
def test_operators(operator, stated, ours, expected):
    assert reported_counts.holds(operator, stated, ours) is expected


def test_an_unknown_operator_is_an_error():
    with pytest.raises(KeyError):
        reported_counts.holds("<", 1, 1)


def test_short_tallies_are_told_from_long_ones(dataset):
    compared = reported_counts.compare(dataset.reported_counts, dataset.contacts)
    whole_year = compared["days"] >= 365
    assert compared.loc[whole_year, "long_span"].all()
    assert not compared.loc[compared["days"] < 100, "long_span"].any()
    assert compared["period_start"].is_monotonic_increasing


@pytest.mark.parametrize(
    ("operator", "stated", "ours", "more"),
    [("=", 20, 18, 2), ("~", 20, 20, 0), ("=", 19, 20, -1), (">", 75, 73, 3)],
)
def test_how_many_more_were_stated(operator, stated, ours, more):
    assert reported_counts.excess(operator, stated, ours) == more


def test_claims_stand_by_unit_and_the_days_of_the_seeds_first(dataset):
    seeds = frozenset(dataset.table("seed_facts")["source_id"])
    compared = reported_counts.compare(dataset.reported_counts, dataset.contacts)
    about = reported_counts.in_reading_order(compared, seeds)
    about = about[(about["subject"] == "putin-macron") & about["long_span"]]
    assert list(about["claim_id"]) == [
        *("RC01", "RC26", "RC30"),
        *("RC02", "RC03"),
        *("RC24", "RC25", "RC20"),
        "RC04",
        *("RC05", "RC06"),
    ]
    assert about["panel"].map(reported_counts.PANELS.index).is_monotonic_increasing
    told = about.set_index("claim_id")["counted"]
    assert told[["RC01", "RC03", "RC20", "RC05"]].tolist() == [
        "calls",
        "meetings",
        "contacts",
        "hours",
    ]
