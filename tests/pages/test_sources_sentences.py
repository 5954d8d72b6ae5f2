"""Sentences on sources, recounted from the raw tables over many views."""

from __future__ import annotations

import random
import re
from collections import Counter, defaultdict

import pytest

from components.method.sections import read_as
from components.sources.register import finding
from data import sources
from data.sources import SourceFilter
from tests.support.running import run, with_tool
from tests.support.tables import raw

VIEWS = 150


@pytest.fixture(scope="module")
def carried() -> dict[str, set[tuple[str, str]]]:
    """Records that rest on each source, from the tables alone."""
    found = defaultdict(set)
    for table, key in (
        ("contact_sources", "contact_id"),
        ("statement_sources", "statement_id"),
        ("assessments", "assessment_id"),
        ("reported_counts", "claim_id"),
        ("seed_facts", "fact_id"),
        ("working_contact_sources", "working_contact_id"),
        ("envoy_name_sources", "envoy_name_id"),
    ):
        for row in raw(table):
            found[row["source_id"]].add((table, row[key]))
    return found


@pytest.fixture(scope="module")
def articles() -> frozenset[str]:
    return frozenset(row["source_id"] for row in raw("seed_facts"))


def expected(ids: list[str], carried, articles) -> str:
    """The title of a view, built anew."""
    facts = [len(carried[i]) for i in ids]
    pages, most = len(ids), max(facts)
    s = "" if pages == 1 else "s"
    if most == 0:
        return f"{pages} source page{s}, on affiliations or terms of office alone"
    if pages == 1:
        return f"One source page, which carries {most} fact{'s' * (most != 1)}"
    if most == 1 and min(facts) == 0:
        n = facts.count(1)
        verb = "carries a single fact" if n == 1 else "carry a single fact each"
        return f"Of {pages} source pages, {n} {verb}, the others none of their own"
    if set(facts) == {1}:
        return f"{pages} source pages, each with a single fact"
    seeds = [i for i in ids if i in articles]
    if seeds:
        n = sum(len(carried[i]) for i in seeds)
        lead = (
            f"1 of the Izvestia articles carries {n} facts"
            if len(seeds) == 1
            else f"the {len(seeds)} Izvestia articles carry {n} facts"
        )
    elif facts.count(most) == 1:
        lead = f"the most used carries {most} facts"
    else:
        lead = f"the {facts.count(most)} most used carry {most} fact"
        lead += f"{'s' * (most != 1)} each"
    single = facts.count(1)
    if not single:
        return f"Of {pages} source pages, {lead}"
    verb = "carries a single fact" if single == 1 else "carry a single fact each"
    return f"Of {pages} source pages, {single} {verb}; {lead}"


def test_the_title_says_how_facts_are_spread(dataset, carried, articles):
    frame = sources.register(dataset)
    every = list(frame["source_id"])
    rng = random.Random(20261126)
    views = [[i for i in every if i in articles], every]
    views += [[i] for i in articles]
    views += [[i for i in every if not carried[i]]]
    views += [
        rng.sample(every, rng.choice((1, 2, 3, 5, 20, 200))) for _ in range(VIEWS)
    ]
    kinds = Counter()
    for ids in views:
        shown = frame[frame["source_id"].isin(ids)]
        title = finding(shown, articles)
        assert title == expected(list(shown["source_id"]), carried, articles)
        kinds[re.sub(r"[\d,]+", "#", title)] += 1
    assert len(kinds) >= 6, "the views reach too few kinds of sentence"


def test_the_help_counts_pages_without_a_fact(carried):
    without = sum(not carried[row["source_id"]] for row in raw("sources"))
    page = with_tool(run("sources"), "reading", "register")
    text = "\n".join(m.value for m in page.markdown)
    assert f"; {without} carr" in text
    assert without > 1


def test_an_empty_register_names_every_filter_that_empties_it(dataset):
    frame = sources.register(dataset)
    rng = random.Random(20261127)
    options = {
        "publishers": ("publisher_id", sorted(set(frame["publisher_id"]))),
        "controls": ("control", sorted(set(frame["control"]))),
        "kinds": ("kind", sorted(set(frame["kind"]))),
        "languages": ("language", sorted(set(frame["language"]))),
    }
    own = {r["publisher_id"]: r for r in raw("publishers")}
    rows = [
        {
            "publishers": r["publisher_id"],
            "controls": own[r["publisher_id"]]["control"],
            "kinds": own[r["publisher_id"]]["kind"],
            "languages": r["language"],
        }
        for r in raw("sources")
    ]
    blamed_counts = Counter()
    for _ in range(VIEWS):
        names = rng.sample(sorted(options), rng.choice((2, 2, 3)))
        chosen = {name: rng.choice(options[name][1]) for name in names}
        if any(all(r[n] == v for n, v in chosen.items()) for r in rows):
            continue
        view = SourceFilter(**{name: (value,) for name, value in chosen.items()})
        guilty = {
            name
            for name in names
            if any(all(r[n] == v for n, v in chosen.items() if n != name) for r in rows)
        }
        blamed = sources.emptied_by(frame, view)
        assert set(blamed) == guilty
        blamed_counts[len(guilty)] += 1
    assert set(blamed_counts) >= {0, 1, 2}


def test_how_pages_were_read_is_told_in_full(dataset):
    text = read_as(dataset.sources)
    said = [row["accessed_as"] for row in raw("sources")]
    excerpts = sum("excerpt" in way for way in said)
    unrecorded = sum(way == "" for way in said)
    copies = sum("GitHub" in way for way in said)
    assert f"How {len(said)} source pages were read" in text
    assert f"{excerpts} as excerpts" in text
    assert f"{unrecorded} without a note" in text
    assert f"{copies} as copies in public repositories" in text
    numbers = [int(n.replace(",", "")) for n in re.findall(r"\d[\d,]*", text)]
    assert sum(numbers[1:]) == numbers[0] == len(said)
    single = read_as(dataset.sources[dataset.sources["accessed_as"] == ""].head(1))
    assert single.startswith("How 1 source page was read: 1 without a note")
