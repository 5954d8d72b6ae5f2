"""From a record to its sources."""

from __future__ import annotations

import pytest

from data import evidence
from data.evidence import RECORD_KINDS, VOICES
from tests.support.tables import raw

JULY = "fra-2025-07-01-call"
USES_IN_JULY = sum(row["contact_id"] == JULY for row in raw("contact_sources"))

# A search that found no statement has no page to cite.
NO_PAGE_TO_CITE = {"no_statement"}


def test_record_ids_are_unique_across_tables(dataset):
    ids = list(evidence.record_ids(dataset))
    assert len(ids) == len(set(ids))
    assert len(ids) == sum(len(dataset.table(kind.table)) for kind in RECORD_KINDS)


@pytest.mark.parametrize("kind", RECORD_KINDS, ids=lambda kind: kind.table)
def test_every_record_has_a_source(dataset, kind):
    frame = dataset.table(kind.table)
    if kind.table == "statements":
        frame = frame[~frame["stance"].isin(NO_PAGE_TO_CITE)]
    linked = evidence.links(dataset, kind)
    known = set(dataset.sources["source_id"])
    assert set(linked["source_id"]) <= known
    assert set(frame[kind.key]) <= set(linked["record_id"])


@pytest.mark.parametrize("kind", RECORD_KINDS, ids=lambda kind: kind.table)
def test_sources_of_a_record_carry_their_publisher(dataset, kind):
    for identifier in dataset.table(kind.table)[kind.key].head(5):
        found, row = evidence.find(dataset, identifier)
        assert found == kind
        assert row[kind.key] == identifier
        sources = evidence.sources_of(dataset, identifier)
        assert not sources["publisher_name"].isna().any()
        if kind.table != "statements":
            assert len(sources)


def test_the_call_of_july_2025_has_its_sources(dataset):
    assert len(evidence.sources_of(dataset, JULY)) == USES_IN_JULY > 9


def test_an_unknown_record_is_a_key_error(dataset):
    with pytest.raises(KeyError):
        evidence.find(dataset, "nobody")
    with pytest.raises(KeyError):
        evidence.sources_of(dataset, "nobody")


@pytest.mark.parametrize("kind", RECORD_KINDS, ids=lambda kind: kind.table)
def test_the_source_mix_sums_to_the_pages(dataset, kind):
    ids = dataset.table(kind.table)[kind.key]
    mix = evidence.source_mix(dataset, kind.table, ids)
    linked = evidence.links(dataset, kind)
    assert int(mix.sum()) == linked["source_id"].nunique()
    assert mix.is_monotonic_decreasing
    assert set(mix.index) <= set(VOICES)


def test_no_records_rest_on_no_pages(dataset):
    assert evidence.source_mix(dataset, "contacts", []).empty


def test_every_contact_names_each_of_its_pages_once(dataset):
    found = evidence.links_of(dataset, "contacts")
    assert set(found.index) == set(dataset.contacts["contact_id"])
    assert found.loc[JULY, "sources"] == USES_IN_JULY
    assert evidence.most_links(dataset, "contacts") == found["urls"].map(len).max()
    for contact in ("fra-2025-07-01-call", "fra-2022-09-11-call"):
        pages = evidence.sources_of(dataset, contact).drop_duplicates("source_id")
        assert list(found.loc[contact, "urls"]) == list(pages["url"])


def test_years_and_topics_of_the_contacts(dataset):
    assert evidence.contact_years(dataset) == (2017, 2026)
    topics = evidence.contact_topics(dataset)
    assert list(topics) == sorted(set(topics))
