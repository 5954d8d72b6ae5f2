"""Who speaks in a page and how good a source it is, from the tables themselves."""

from __future__ import annotations

import pytest

from data import evidence
from data.evidence import (
    KNOWN_VOICES,
    RANKS,
    STATE_VOICES,
    VOICES,
    rank,
    speakers,
    voice,
)
from tests.support.paths import REPOSITORY
from tests.support.tables import raw

TABLES = REPOSITORY / "data" / "tables"


def recounted() -> dict[str, str]:
    """Voice of every page, written out once more from what the page of sources says."""
    publishers = {row["publisher_id"]: row for row in raw("publishers")}
    origins = {
        row["source_id"]: row["cited_publisher_id"]
        for row in raw("source_cites")
        if row["position"] == "1" and row["cited_publisher_id"]
    }
    found = {}
    for row in raw("sources"):
        own = publishers[row["publisher_id"]]
        origin = publishers.get(origins.get(row["source_id"], ""), {"control": ""})
        if own["control"] == "official":
            spoken = "official"
        elif own["control"] == "state_controlled":
            spoken = "state_controlled"
        elif own["control"] == "pro_kremlin_network" or (
            origin["control"] in {"state_controlled", "pro_kremlin_network"}
        ):
            spoken = "state_relay"
        elif own["kind"] == "aggregator_or_mirror":
            spoken = "relay"
        else:
            spoken = own["control"]
        found[row["source_id"]] = spoken
    return found


def test_every_page_speaks_as_recounted(dataset):
    found = {page: one.voice for page, one in speakers(dataset).items()}
    assert found == recounted()
    # Each class is met, so that none is tested by its absence.
    assert set(found.values()) == set(VOICES)


def test_a_name_that_is_cited_first_is_the_origin(dataset):
    first = {
        row["source_id"]: row["cited_name"]
        for row in raw("source_cites")
        if row["position"] == "1"
    }
    for page, speaker in speakers(dataset).items():
        assert speaker.origin == first.get(page, "")


@pytest.mark.parametrize(
    ("kind", "control", "origin", "spoken", "place"),
    [
        ("government_office", "official", "", "official", "official"),
        ("government_office", "official", "state_controlled", "official", "official"),
        ("intergovernmental", "intergovernmental", "", "intergovernmental", "official"),
        ("news_agency", "private", "", "private", "agency"),
        ("news_agency", "state_controlled", "", "state_controlled", "other"),
        ("news_agency", "unknown", "", "unknown", "other"),
        ("news_agency", "private", "state_controlled", "state_relay", "relay"),
        ("newspaper_or_site", "private", "official", "private", "known"),
        ("newspaper_or_site", "private", "pro_kremlin_network", "state_relay", "relay"),
        ("broadcaster", "state_public_service", "", "state_public_service", "known"),
        ("think_tank_or_university", "nonprofit", "", "nonprofit", "known"),
        ("personal_or_blog", "private", "", "private", "other"),
        ("aggregator_or_mirror", "unknown", "private", "relay", "relay"),
        ("aggregator_or_mirror", "private", "", "relay", "relay"),
        ("aggregator_or_mirror", "state_controlled", "", "state_controlled", "other"),
        ("aggregator_or_mirror", "pro_kremlin_network", "", "state_relay", "relay"),
    ],
)
def test_voice_and_rank_by_kind_control_and_origin(
    kind, control, origin, spoken, place
):
    assert voice(kind, control, origin) == spoken
    assert RANKS[rank(kind, spoken)] == place


def test_the_classes_of_voices_are_apart():
    assert not STATE_VOICES & KNOWN_VOICES
    assert set(VOICES) - STATE_VOICES - KNOWN_VOICES == {"relay", "unknown"}


@pytest.mark.parametrize("table", ["contacts", "statements"])
def test_sources_stand_best_first_then_as_recorded(dataset, table):
    kind = next(k for k in evidence.RECORD_KINDS if k.table == table)
    ranks = {page: one.rank for page, one in speakers(dataset).items()}
    recorded: dict[str, list[str]] = {}
    for row in raw(kind.links):
        recorded.setdefault(row[kind.key], []).append(row["source_id"])
    listed = evidence.links_of(dataset, table)
    assert set(listed.index) == set(recorded)
    for record, pages in recorded.items():
        distinct = list(dict.fromkeys(pages))
        best = tuple(sorted(distinct, key=lambda page: ranks[page]))
        assert listed.loc[record, "pages"] == best
        shown = evidence.sources_of(dataset, record)["source_id"]
        assert tuple(dict.fromkeys(shown)) == best


def test_a_readout_comes_before_what_papers_say_of_it(dataset):
    """The call that most readers open first has both official texts on top or none."""
    controls = evidence.sources_of(dataset, "fra-2025-07-01-call")["publisher_control"]
    official = [control == "official" for control in controls]
    assert official == sorted(official, reverse=True)
