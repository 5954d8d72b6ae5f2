"""The choice of evidence, recounted from the tables themselves."""

from __future__ import annotations

import pytest

from components import cache
from data import evidence
from data.contacts import apply_rule
from tests.data.test_voices import recounted
from tests.support.tables import raw

# Which pages each table's records rest on: table of links and name of the key.
LINKS = {
    "contacts": ("contact_sources", "contact_id"),
    "statements": ("statement_sources", "statement_id"),
    "assessments": ("assessments", "assessment_id"),
    "reported_counts": ("reported_counts", "claim_id"),
}


def gone(table: str, step: str) -> set[str]:
    """Ids of the records that a step hides, record by record."""
    voices = recounted()
    links, key = LINKS[table]
    spoken: dict[str, set[str]] = {}
    for row in raw(links):
        spoken.setdefault(row[key], set()).add(voices[row["source_id"]])
    state = {"state_controlled", "state_relay"}
    weak = state | {"relay", "unknown"}
    hides = {
        "all": lambda said: False,
        "not_state_only": lambda said: said <= state,
        "independent": lambda said: said <= weak,
    }[step]
    return {record for record, said in spoken.items() if hides(said)}


@pytest.mark.parametrize("step", evidence.STEPS)
@pytest.mark.parametrize("table", LINKS)
def test_a_step_hides_what_it_says(dataset, table, step):
    hidden = gone(table, step)
    assert evidence.hidden(dataset, step, table) == hidden
    key = LINKS[table][1]
    left = evidence.kept(dataset, step).table(table)[key]
    assert set(dataset.table(table)[key]) - set(left) == hidden
    assert bool(hidden) == (step != "all")


@pytest.mark.parametrize("table", LINKS)
def test_each_step_hides_all_that_the_one_before_hides(table):
    everything, state, known = (gone(table, step) for step in evidence.STEPS)
    assert everything < state < known


def test_a_search_that_found_nothing_stays(dataset):
    """It rests on no page, so on none of the kind that is hidden."""
    with_a_page = {row["statement_id"] for row in raw("statement_sources")}
    without = set(dataset.statements["statement_id"]) - with_a_page
    assert without
    for step in evidence.STEPS:
        left = evidence.kept(dataset, step).statements["statement_id"]
        assert without <= set(left)


def test_facts_of_the_seed_articles_are_never_hidden(dataset):
    for step in evidence.STEPS:
        left = evidence.kept(dataset, step)
        assert len(left.table("seed_facts")) == len(dataset.table("seed_facts"))


def test_the_calls_with_france_that_go(dataset):
    french = {r["contact_id"] for r in raw("contacts") if r["actor_id"] == "FRA"}
    for step in evidence.STEPS:
        contacts = evidence.kept(dataset, step).contacts
        own = contacts[contacts["actor_id"] == "FRA"]
        assert len(own) == len(french - gone("contacts", step))
        assert len(apply_rule(own, "remote")) <= len(own)


@pytest.mark.parametrize("step", evidence.STEPS)
def test_a_run_chooses_what_it_shows(step):
    def count(data):
        return len(data.contacts)

    cache.choose_evidence(step)
    assert cache.evidence() == step
    assert cache.hiding() == (step != "all")
    less = len(gone("contacts", step))
    assert len(cache.dataset().contacts) == len(cache.full().contacts) - less
    assert cache.derived("n", count) == len(cache.dataset().contacts)
    assert cache.derived("n", count, whole=True) == len(cache.full().contacts)
    # The same object again: what is derived from it can be kept by it.
    assert cache.dataset() is cache.dataset()


@pytest.fixture(autouse=True)
def everything_again():
    yield
    cache.choose_evidence(cache.EVERYTHING)
    cache.forget()
