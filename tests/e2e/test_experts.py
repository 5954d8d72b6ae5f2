"""The page in a browser: links to sections, a row of the index, a part of a bar."""

from __future__ import annotations

import pytest
from playwright.sync_api import expect

from data.assessments import AssessmentFilter, collect, select

pytestmark = pytest.mark.e2e


def count(dataset, **chosen) -> int:
    """How many assessments these filters leave, of those that may say something."""
    return len(select(collect(dataset), AssessmentFilter(2017, 2026, **chosen)))


def shows(tab, n: int) -> None:
    """Expect the card of the table to say how many assessments it holds."""
    expect(tab.keyed("card_experts")).to_contain_text(f"All {n} assessments")


def test_a_fold_opens_its_assessments_and_one_its_record(open_tab):
    tab = open_tab("/experts?country=FRA")
    listed = tab.page.locator("[class*='st-key-groups_']")
    records = listed.locator("[class*='st-key-assessment_'] button")
    assert records.count() == 0
    fold = listed.locator("summary").first
    fold.press("Enter")
    records.first.click()
    tab.page.get_by_role("dialog").wait_for()
    assert "record" in tab.query


def test_a_row_of_the_index_shows_that_affiliation_alone(open_tab, dataset):
    tab = open_tab("/experts?view=index&country=RUS&q=valdai")
    tab.page.get_by_role("button", name="Valdai Discussion Club").first.click()
    tab.page.get_by_role(
        "button", name="Affiliation: Valdai Discussion Club"
    ).wait_for()
    tab.settle()
    assert tab.query["affiliation"] == "valdai"


def test_a_part_of_a_bar_shows_what_it_counts(open_tab, dataset):
    tab = open_tab("/experts?view=table")
    part = tab.keyed("experts_chart").locator(".barlayer .trace .point path").first
    part.scroll_into_view_if_needed()
    mark = part.bounding_box()
    tab.page.mouse.click(mark["x"] + mark["width"] / 2, mark["y"] + mark["height"] / 2)
    tab.page.get_by_role("button", name="Position: ").wait_for()
    tab.settle()
    chosen = tab.query
    assert set(chosen) == {"question", "position", "view"}
    part = {"questions": chosen["question"], "positions": chosen["position"]}
    n = count(dataset, **{facet: (code,) for facet, code in part.items()})
    assert n > 0
    shows(tab, n)


def test_a_choice_in_sight_narrows_and_its_own_counts_stay(open_tab, dataset):
    opposed, sceptical, both = (
        count(dataset, positions=codes)
        for codes in (("opposed",), ("sceptical",), ("sceptical", "opposed"))
    )
    tab = open_tab("/experts?view=table")
    tab.page.get_by_text(f"Opposed ({opposed})").click()
    tab.reaches("position=opposed&view=table")
    shows(tab, opposed)
    expect(tab.page.get_by_text(f"Sceptical ({sceptical})")).to_be_visible()
    tab.page.get_by_text(f"Sceptical ({sceptical})").click()
    tab.reaches("position=sceptical%2Copposed&view=table")
    shows(tab, both)
    assert tab.errors == []
    assert tab.foreign == []


def test_the_phone_reads_the_filters_above_the_chart(open_tab):
    tab = open_tab("/experts?kind=think_tank&by=time&q=macron", width=390)
    filters = tab.keyed("active_filters")
    assert "Words: macron" in filters.inner_text()
    assert filters.bounding_box()["y"] < tab.keyed("experts_chart").bounding_box()["y"]
    assert tab.page.evaluate("document.documentElement.scrollWidth") <= 390
