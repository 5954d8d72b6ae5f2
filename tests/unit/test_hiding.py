"""The switch for state-controlled media, recounted from the tables themselves."""

import pytest

from components import cache
from data import evidence
from data.contacts import apply_rule
from data.load import Dataset


def only_state_media(dataset: Dataset, links: str, key: str) -> set[str]:
    """Recount without the code under test: every source's publisher, one by one."""
    publishers = dataset.table("publishers").set_index("publisher_id")
    state = {
        row.source_id
        for row in dataset.sources.itertuples()
        if publishers.loc[row.publisher_id, "control"] == "state_controlled"
        and publishers.loc[row.publisher_id, "kind"] != "government_office"
    }
    by_record: dict[str, set[str]] = {}
    for row in dataset.table(links).itertuples():
        by_record.setdefault(getattr(row, key), set()).add(row.source_id)
    return {record for record, sources in by_record.items() if sources <= state}


@pytest.mark.parametrize(
    ("table", "links", "key"),
    [
        ("contacts", "contact_sources", "contact_id"),
        ("statements", "statement_sources", "statement_id"),
        ("assessments", "assessments", "assessment_id"),
        ("reported_counts", "reported_counts", "claim_id"),
    ],
)
def test_hides_what_rests_on_state_media_alone(dataset, table, links, key):
    hidden = only_state_media(dataset, links, key)
    assert evidence.state_media_only(dataset, table) == hidden
    left = evidence.without_state_media(dataset).table(table)
    assert set(dataset.table(table)[key]) - set(left[key]) == hidden


def test_five_of_the_remote_contacts_with_france_go(dataset):
    def remote(data):
        french = data.contacts[data.contacts["actor_id"] == "FRA"]
        return len(apply_rule(french, "remote"))

    assert (remote(dataset), remote(evidence.without_state_media(dataset))) == (73, 68)


def test_an_official_readout_is_not_media(dataset):
    pages = evidence.with_publishers(dataset, dataset.sources)
    voices = evidence.voice(pages)
    kremlin = pages["publisher_id"] == "kremlin"
    assert set(voices[kremlin]) == {"official_readout"}


def test_a_run_chooses_what_it_shows():
    try:
        cache.hide_state_media(True)
        assert len(cache.dataset().contacts) < len(cache.full().contacts)
        assert cache.derived("n", lambda d: len(d.contacts)) == len(
            cache.dataset().contacts
        )
        assert cache.derived("n", lambda d: len(d.contacts), whole=True) == len(
            cache.full().contacts
        )
    finally:
        cache.hide_state_media(False)
        cache.forget()
