"""What the panel of a record says, for every record there is."""

from __future__ import annotations

import pandas as pd
import pytest

from components.markdown import plain
from components.record import facts, sources
from components.text import t
from data import evidence, reported_counts

KINDS = pytest.mark.parametrize(
    "kind", evidence.RECORD_KINDS, ids=lambda kind: kind.table
)


@KINDS
def test_every_record_has_a_name_words_and_facts(dataset, kind):
    for _, row in dataset.table(kind.table).iterrows():
        assert facts.title_of(dataset, row[kind.key]).strip()
        named = facts.of(dataset, kind.table, row)
        assert all(name and value for name, value in named)
        assert len({name for name, _ in named}) == len(named), "a fact stands twice"
        printed = " ".join(value for _, value in named)
        assert "nan" not in printed.split()
        assert "NaT" not in printed


@KINDS
def test_all_fields_as_recorded_hold_the_exact_row(dataset, kind):
    frame = dataset.table(kind.table)
    row = frame.iloc[0]
    shown = {
        plain(name): plain(value)
        for name, value in facts.as_recorded(dataset, kind.table, row)
    }
    assert shown[kind.key] == row[kind.key]
    filled = {n for n in frame.columns if not pd.isna(row[n]) and row[n] != ""}
    assert set(shown) == filled


@pytest.mark.parametrize("kind", evidence.RECORD_KINDS, ids=lambda kind: kind.table)
def test_says_whose_pages_a_record_rests_on(dataset, kind):
    for _, row in dataset.table(kind.table).iterrows():
        said = facts.rests_on(dataset, kind, row)
        pages = evidence.sources_of(dataset, row[kind.key])["source_id"].nunique()
        if pages:
            assert f"Rests on {pages} source page" in said
            given = [int(word) for word in said.split(":")[1].split() if word.isdigit()]
            assert sum(given) == pages
        else:
            assert said == t("records.status_note")


def test_says_of_every_publisher_who_controls_it_and_who_says_so(dataset):
    pages = evidence.with_publishers(dataset, dataset.sources)
    for row in pages.to_dict("records"):
        line = sources.publisher_line(dataset, {k: str(v) for k, v in row.items()})
        bare = plain(line)
        assert row["publisher_name"] in bare
        if row["publisher_control"] == "official":
            assert "its own publication" in bare
            continue
        assert row["publisher_control_note"] in bare
        if row["publisher_control"] == "unknown":
            assert t("records.owner_unknown") in bare
        basis = row["publisher_control_basis"]
        assert ("not checked" in bare) == (basis == "general")
        assert ("](http" in line) == (basis == "stored")


def test_a_disputed_call_says_who_says_what_once(dataset):
    kind, row = evidence.find(dataset, "fra-2025-07-01-call")
    assert row["note"] not in " ".join(facts.own_words(kind.table, row))
    assert facts.disputed(kind.table, row)


def test_rival_totals_speak_of_about_the_same_days(dataset):
    reported = dataset.reported_counts
    first_half = reported_counts.rivals(reported, "RC02")["claim_id"].tolist()
    assert first_half == ["RC01", "RC26", "RC30"]
    assert reported_counts.rivals(reported, "RC04").empty, "an open total has none"
    hours = reported_counts.rivals(reported, "RC05")
    assert set(hours["measure"]) == {"hours"}
    for claim in reported["claim_id"]:
        for rival in reported_counts.rivals(reported, claim)["claim_id"]:
            assert claim in set(reported_counts.rivals(reported, rival)["claim_id"])


@pytest.mark.parametrize(
    ("claim", "title"),
    [
        ("RC01", "Stated total: ≈ 20 calls, Putin and Macron, 2022"),
        (
            "RC02",
            "Stated total: 20 calls, Putin and Macron, 1 January 2022 to 30 June 2022",
        ),
        ("RC43", "Stated total: > 700 calls, Putin and all leaders, 2013–2018"),
    ],
)
def test_a_stated_total_is_named_after_what_it_says(dataset, claim, title):
    assert facts.title_of(dataset, claim) == title
