"""The tab of the two articles: what they say, what we found, where to check."""

from __future__ import annotations

from collections import Counter

import pytest

from tests.support.running import address, card_of
from tests.support.tables import raw

VIEW = {"view": "articles"}


def _text(running):
    return "\n".join(element.value for element in running.markdown)


def _facts(running):
    return card_of(running, "articles_facts", "articles")


def test_the_totals_are_those_of_the_tables(app):
    running = app("sources", VIEW)
    assert not running.exception
    counts = Counter(row["verdict"] for row in raw("seed_fact_checks"))
    title = (
        f"{len(raw('seed_facts'))} facts: {counts['agrees']} agree, "
        f"{counts['differs']} differ, {counts['cannot_tell']} cannot be told"
    )
    assert title in [heading.value for heading in running.subheader]
    card = _facts(running)
    assert len(card.table) == len(raw("seed_facts"))
    assert list(card.labels) == list(card.table.columns)


@pytest.mark.parametrize(
    "params",
    [
        {"verdict": "differs"},
        {"article": "izvestia-2025-07-02"},
        {"verdict": "agrees,differs", "article": "izvestia-2026-02"},
    ],
)
def test_filters_narrow_the_list_and_are_said(app, params):
    card = _facts(app("sources", VIEW | params))
    verdicts = {row["fact_id"]: row["verdict"] for row in raw("seed_fact_checks")}
    wanted = {
        row["fact_id"]
        for row in raw("seed_facts")
        if verdicts[row["fact_id"]] in params.get("verdict", verdicts[row["fact_id"]])
        and row["source_id"] == params.get("article", row["source_id"])
    }
    assert set(card.table["fact_id"]) == wanted
    assert f"Listed are {len(wanted)} of them" in card.sentence


def test_words_find_a_person_without_accents(app):
    card = _facts(app("sources", VIEW | {"fact": "babis"}))
    assert set(card.table["fact_id"]) >= {"iz2026-038", "iz2026-039"}
    assert "babis" in card.sentence


def test_where_nothing_passes_a_click_leads_back(app):
    running = app("sources", VIEW | {"fact": "nothing of the kind"})
    assert [i.value for i in running.info] == [
        "No fact of the articles passes these filters."
    ]
    running.button(key="widen").click().run()
    assert not running.exception
    assert len(_facts(running).table) == len(raw("seed_facts"))


def test_a_value_that_no_filter_knows_falls_back(app):
    running = app("sources", VIEW | {"verdict": "true", "article": "pravda"})
    assert not running.exception
    said = " ".join(warning.value for warning in running.warning)
    assert "`verdict=" in said
    assert "`article=" in said
    assert len(_facts(running).table) == len(raw("seed_facts"))


def test_each_fact_leads_to_its_records(app):
    running = app("sources", VIEW | {"fact": "iran"})
    said = _text(running)
    assert "**Article:** Putin and Macron" in said
    (records,) = (
        row
        for row in running.get_by_key("articles_list").pills
        if row.key.startswith("also_articles_list_iz2025-004.")
    )
    records.select("fra-2025-07-01-call").run()
    assert not running.exception
    assert address(running)["record"] == "fra-2025-07-01-call"


def test_records_of_one_name_are_told_apart(app):
    running = app("sources", VIEW | {"fact": "about 20"})
    (row,) = (
        row
        for row in running.get_by_key("articles_list").pills
        if row.key.startswith("also_articles_list_iz2025-011.")
    )
    labels = [option.content for option in row.proto.options]
    assert len(set(labels)) == len(labels)
    twice = [label for label in labels if "19 calls, Putin and Macron, 2022" in label]
    assert len(twice) == 2
    assert all("(" in label for label in twice)


@pytest.mark.parametrize(
    ("record", "words"),
    [
        ("iz2025-001", "Agrees"),
        ("iz2026-022", "Differs"),
        ("iz2025-008", "Cannot be told"),
    ],
)
def test_the_panel_of_a_fact_says_it_too(app, record, words):
    running = app("sources", {"record": record})
    assert not running.exception
    checks = {row["fact_id"]: row["finding"] for row in raw("seed_fact_checks")}
    text = _text(running).replace("\\", "")
    assert f"{words}] **What our evidence says:** {checks[record]}" in text
    behind = [
        r["record_id"] for r in raw("seed_fact_records") if r["fact_id"] == record
    ]
    assert behind
    for record_id in behind:
        assert running.button(key=f"behind_{record_id}").label


def test_camps_beside_the_map(app):
    running = app("sources", VIEW)
    card = card_of(running, "articles_camps", "articles")
    assert len(card.table) == len(raw("article_camps"))
    assert list(card.labels) == list(card.table.columns)
    differing = card.table[card.table["same"] == "Differs"]
    assert list(differing["actor_id"]) == ["Latvia", "Poland", "Sweden"]
    assert (differing["note"] != "").all()
    assert f"{len(differing)} of {len(card.table)} states differ" in card.title
    running.button(key="open_camps_list_POL").click().run()
    assert address(running)["record"] == "pol-2026-01-16-sikorski"


def test_the_choice_of_evidence_elsewhere_changes_nothing(app):
    whole = _facts(app("sources", VIEW)).table
    hidden = _facts(app("sources", VIEW | {"evidence": "independent"})).table
    assert whole.equals(hidden)
