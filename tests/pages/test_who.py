"""The page that finds anybody, and the page of each."""

from __future__ import annotations

import pytest

from components.filters import who_ids
from data.people import people
from tests.support.running import SHOWN, run
from tests.support.tables import raw


def _said(page):
    return " ".join(
        str(element.value)
        for kind in ("title", "header", "subheader", "markdown", "caption")
        for element in getattr(page, kind)
    )


def test_results_are_grouped_and_told(app):
    page = app("who", {"q": "merz"})
    heads = [head.value for head in page.subheader]
    assert heads == ["People", "Records", "Sources"]
    assert "Head of government of Germany since 6 May 2025" in _said(page)


def test_nothing_found_says_where_was_looked(app):
    page = app("who", {"q": "qwxzkvjj"})
    assert "Nothing on record matches" in page.header[0].value
    assert "Looked through people" in _said(page)


def test_publishers_are_named_as_recorded_and_hold_pages(app):
    page = app("who", {"q": "deutschlandfunk"})
    said = _said(page)
    assert "0 source pages" not in said
    links = [link.proto.label for link in page.get("page_link")]
    assert "Deutschlandfunk" in links


def test_an_empty_search_offers_a_way_in(app):
    page = app("who")
    assert [head.value for head in page.subheader] == ["People with the most records"]


def test_a_person_is_told_by_newest_position_and_age(app):
    page = app("who", {"id": "friedrich-merz"})
    assert page.title[0].value == "Friedrich Merz"
    said = page.header[0].value
    assert "With conditions, 13 February 2026, 142 days before" in said
    rows = [r for r in raw("statements") if r["speaker"] == "Friedrich Merz"]
    assert len(SHOWN["who_statements"].table) == len(rows)
    assert len(SHOWN["who_by"].table) == 2


def test_a_leader_has_his_contacts(app):
    app("who", {"id": "emmanuel-macron"})
    wanted = [r for r in raw("contacts") if r["counterpart"] == "Emmanuel Macron"]
    assert len(SHOWN["who_contacts"].table) == len(wanted)


def test_an_expert_is_found_by_either_id(app):
    one, other = (app("who", {"id": key}) for key in ("aaltola", "mika-aaltola"))
    assert one.title[0].value == other.title[0].value == "Mika Aaltola"


def test_a_state_has_position_people_and_experts(app):
    page = app("who", {"id": "DEU"})
    assert "position on 5 July 2026: With conditions" in page.header[0].value
    wanted = [r for r in raw("contacts") if r["actor_id"] == "DEU"]
    assert len(SHOWN["who_contacts"].table) == len(wanted)
    assert "who_at" in SHOWN


def test_an_institution_says_who_funds_it(app):
    page = app("who", {"id": "ifri"})
    assert "Funding or control" in page.header[0].value
    assert "who_at" in SHOWN


def test_a_bad_id_is_refused_with_a_notice(app):
    page = app("who", {"id": "nobody-at-all"})
    assert "id=nobody-at-all" in page.warning[0].value


@pytest.mark.parametrize("part", range(4))
def test_every_page_of_a_name_runs(dataset, part):
    """All of them would take minutes; a quarter of a tenth each."""
    for key in who_ids(dataset)[part * 5 :: 40]:
        page = run("who", {"id": key})
        assert not page.exception, key
        assert page.header


def test_words_typed_on_any_page_lead_to_the_results(app):
    page = app("calls", {"rule": "all"})
    box = next(i for i in page.text_input if i.key.startswith("search."))
    box.set_value("Orbán").run()
    assert page.title[0].value == "Who or what are you looking for?"
    assert "“Orbán”" in page.header[0].value


def test_a_record_leads_to_those_it_names(app):
    page = app("calls", {"record": "fra-2025-07-01-call"})
    links = [link.proto.label for link in page.get("page_link")]
    assert {"Emmanuel Macron", "France"} <= set(links)


def test_a_name_in_a_list_leads_to_its_page(app):
    page = app("stances", {"position": "conditional"})
    assert "[Bart De Wever](who?id=bart-de-wever)" in _said(page)


def test_everybody_with_a_page_has_records_or_a_post(dataset):
    idle = [p.name for p in people(dataset).values() if not p.records]
    assert idle == [] or set(idle) <= {"Vladimir Putin"}
