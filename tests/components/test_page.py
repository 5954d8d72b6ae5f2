"""What a page keeps of its cards and its text, for the brief."""

import pandas as pd
import pytest
import streamlit as st

from components import page as pages
from components import registry
from components.brief import BriefSection
from components.cards import Card, Records
from components.page import Page


@pytest.fixture
def page():
    return Page(registry.page("calls"), "Call frequency")


def card(ids=("a", "b"), **changes):
    values = {
        "key": "one",
        "title": "**Two** calls",
        "sentence": "All years.",
        "records": Records("contacts", ids, "3 contacts"),
        "sources": "A [page](https://x.test).",
        "subject": "calls",
        "tabled": lambda: (pd.DataFrame({"n": [1, 2]}), {"n": "Number"}),
        "notes": ("A *note*.",),
        "hints": ("Select a bar.",),
    }
    return Card(**(values | changes))


def test_a_card_is_kept_as_it_is_printed(page):
    chart = ({"data": []}, "No bar.")
    page.collected.add(card(figure=chart[0], alt=chart[1]))
    (section,) = page.collected.sections
    assert isinstance(section, BriefSection)
    assert (section.title, section.sentence) == ("Two calls", "All years.")
    assert section.chart == chart
    assert section.table["n"].tolist() == [1, 2]
    assert not any("Select" in text for text in (*section.notes, section.sources))


def test_what_marks_mean_goes_with_the_chart(page):
    page.collected.add(card(marks="A stroke is a call."))
    (section,) = page.collected.sections
    assert section.notes == ("A stroke is a call.", "A *note*.")


def test_the_records_of_all_cards_are_kept_once(page):
    page.collected.add(card())
    page.collected.add(card(pd.Series(["b", "c"])))
    page.collected.add(card(records=Records("statements", {"s"}, "1 statement")))
    assert page.collected.records == {"contacts": {"a", "b", "c"}, "statements": {"s"}}


def test_a_table_of_sources_is_not_printed_twice(page):
    page.collected.add(card(lists_sources=True))
    (section,) = page.collected.sections
    assert section.table.columns.empty


def test_no_card_is_nothing(page):
    page.show(None)
    assert page.collected.sections == ()


def test_text_goes_into_the_chapter_begun_last(page):
    for title in ("First", "Second"):
        page.collected.chapter(title)
        page.collected.say(f"About the {title.lower()}.")
    kept = [(chapter.title, chapter.blocks) for chapter in page.collected.chapters]
    assert kept == [
        ("First", ["About the first."]),
        ("Second", ["About the second."]),
    ]


def test_pages_do_not_share_what_they_keep(page):
    page.collected.add(card())
    assert Page(page.spec, page.title).collected.sections == ()


def test_a_card_says_how_many_of_how_many(dataset):
    shown = Records("contacts", dataset.contacts["contact_id"].head(2), "9 contacts")
    assert shown.counted == "2 of 9 contacts"


def test_a_completed_card_names_its_sources_unless_it_says_them(dataset):
    ids = dataset.contacts["contact_id"].head(2)
    records = Records("contacts", ids, "9 contacts")
    told = card(records=records, sources="").completed()
    assert told.sources == records.sources
    assert "source page" in told.sources
    assert card(records=records).completed().sources.startswith("A [page]")


@pytest.mark.parametrize(
    ("points", "named"),
    [
        ([], ""),
        ([(0, 1)], "2022"),
        ([(1, 0), (0, 1)], "call"),
        # What only a client that is no browser sends.
        ([(0, 7), (9, 0), ("0", 0), (0, None), (0, 0)], "2021"),
        ([(2, 0)], ""),
    ],
)
def test_a_click_names_one_mark_or_none(monkeypatch, points, named):
    figure = {
        "data": [
            {"customdata": ["2021", "2022"]},
            {"legendgroup": "call"},
            {"customdata": [["2023"]]},
        ]
    }
    pressed = [{"curve_number": c, "point_index": i} for c, i in points]
    state = {"one": {"selection": {"points": [{"x": 1}, *pressed]}}}
    chosen = []
    monkeypatch.setattr(st, "session_state", state)
    pages._on_select("one", figure, chosen.append)()
    assert chosen == [named]
