"""Publishers, sources and notes: read from the tables as they are written."""

from __future__ import annotations

import datetime as dt
import re
from collections import Counter

import pytest

from data.schema import package
from tests.support.tables import raw

MOST_USED = 40

# Which tables rest on sources, and the field that holds the record's id.
USES = {
    "affiliation_sources": "affiliation_id",
    "assessments": "assessment_id",
    "contact_sources": "contact_id",
    "governments": "tenure_id",
    "reported_counts": "claim_id",
    "seed_facts": "fact_id",
    "statement_sources": "statement_id",
}

# Words of those who made the tables, not of those who read them.
WORKING = re.compile(
    r"\b(the|2025|2026) seed\b|seed undated|checked twice|leave out of|re-?read\b"
    r"|used for the fill|\bscrapes?\b|stored (excerpt|copy|pages?|material)"
    r"|\bis stored\b|not stored\b|\bbooked\b|coders differed|contacts table"
    r"|statements table|other rows|project files|look-ups|: check\b|, check\b",
    re.IGNORECASE,
)
# A locator and the kind of copy are codes that pages put in words themselves.
CODED = {"locator", "accessed_as", "url", "wording", "title", "cites"}


@pytest.fixture(scope="module")
def publishers():
    return {row["publisher_id"]: row for row in raw("publishers")}


@pytest.fixture(scope="module")
def sources():
    return {row["source_id"]: row for row in raw("sources")}


def test_the_publishers_that_carry_most_say_on_what_their_control_rests(
    publishers, sources
):
    uses = {
        (table, row[key], row["source_id"])
        for table, key in USES.items()
        for row in raw(table)
        if row["source_id"]
    }
    facts = Counter(sources[page]["publisher_id"] for *_, page in uses)
    most = [publishers[name] for name, _ in facts.most_common(MOST_USED)]
    for row in most:
        assert row["control_note"]
        if row["control"] != "unknown":
            assert row["control_basis"] != "none", row["publisher_id"]
            placeless = {"intergovernmental", "pro_kremlin_network"}
            relay = row["kind"] == "aggregator_or_mirror"
            assert row["actor_id"] or row["control"] in placeless or relay
    stored = [row for row in most if row["control_basis"] == "stored"]
    assert len(stored) > MOST_USED / 2
    weak = ("einpresswire", "wikipedia", "wiki.")
    assert not [r for r in stored if any(w in r["control_source_url"] for w in weak)]


def test_an_origin_that_is_in_the_register_is_linked(publishers, sources):
    known = {row["name"]: name for name, row in publishers.items()}
    cites = raw("source_cites")
    for row in cites:
        if row["cited_name"] in known:
            assert row["cited_publisher_id"] == known[row["cited_name"]], row
    first = {row["source_id"] for row in cites if row["position"] == "1"}
    relays = [
        name
        for name, row in sources.items()
        if publishers[row["publisher_id"]]["kind"] == "aggregator_or_mirror"
    ]
    assert {n for n in relays if sources[n]["cites"]} == first & set(relays)


def test_every_publisher_has_a_page_or_is_cited(publishers, sources):
    named = {row["publisher_id"] for row in sources.values()}
    named |= {row["cited_publisher_id"] for row in raw("source_cites")}
    assert named - {""} == set(publishers)


DATED = re.compile(r"(?<!\d)(20[12]\d)[-/](\d{1,2})[-/](\d{1,2})(?!\d)")


def test_a_day_in_an_address_is_the_day_of_the_page(sources):
    found = {
        name: dt.date(*map(int, day.groups()))
        for name, row in sources.items()
        if (day := DATED.search(row["url"]))
    }
    assert len(found) > 50
    for name, day in found.items():
        printed = dt.date.fromisoformat(sources[name]["published"])
        # An address may keep the day before midnight.
        assert abs(printed - day) <= dt.timedelta(days=1), name


@pytest.mark.parametrize(
    "table", sorted(set(package().tables) - {"corrections", "codebook"})
)
def test_no_public_text_speaks_of_how_the_tables_were_made(table):
    texts = [
        field.name
        for field in package().table(table).fields
        if field.type == "string" and field.name not in CODED
    ]
    for row in raw(table):
        for name in texts:
            assert not WORKING.search(row[name]), (name, row[name])


def test_office_holders_and_parliamentarians_are_no_experts():
    """By the institution for which they spoke; the page leaves both out."""
    kinds = {row["affiliation_id"]: row["kind"] for row in raw("affiliations")}
    experts = {row["expert_id"]: row["kind"] for row in raw("experts")}
    expected = {"government": "official", "parliament": "parliamentarian"}
    posts = set(expected.values())
    for row in raw("assessments"):
        kind = kinds[row["affiliation_id"]]
        if kind in expected or experts[row["expert_id"]] in posts:
            assert experts[row["expert_id"]] == expected.get(kind), row


def test_no_institution_is_a_kind_of_its_own():
    for row in raw("affiliations"):
        none = row["affiliation_id"].startswith("none-")
        assert (row["kind"] == "none_stated") == none, row
