"""The page in a browser: links to sections, a row of the index, a part of a bar."""

from __future__ import annotations

import pytest
from playwright.sync_api import expect

from components.text import t
from data.assessments import AssessmentFilter, collect, select

pytestmark = pytest.mark.e2e


def count(dataset, **chosen) -> int:
    """How many assessments these filters leave, of those that may say something."""
    return len(select(collect(dataset), AssessmentFilter(2017, 2026, **chosen)))


def shows(tab, n: int) -> None:
    """Expect the sentence below the chart's title to say how many there are."""
    noun = "assessment" if n == 1 else "assessments"
    expect(tab.keyed("card_experts_chart")).to_contain_text(f"{n} {noun} by")


def test_a_row_of_the_index_shows_that_affiliation_alone(open_tab, dataset):
    tab = open_tab("/experts?view=index")
    tab.page.get_by_role("button", name="Valdai Discussion Club").click()
    tab.reaches("view=index&affiliation=valdai")
    shows(tab, count(dataset, affiliations=("valdai",)))
    filters = tab.keyed("active_filters")
    filters.get_by_role("button", name="Affiliation: Valdai Discussion Club").click()
    tab.reaches("view=index")
    shows(tab, count(dataset))


def test_an_institution_unfolds_by_key(open_tab):
    tab = open_tab("/experts")
    fold = tab.main.get_by_test_id("stExpander").locator("summary").first
    fold.focus()
    tab.page.keyboard.press("Enter")
    tab.settle()
    button = tab.main.get_by_test_id("stExpander").first.get_by_role(
        "button", name=t("shell.evidence")
    )
    expect(button.first).to_be_visible()


def test_a_part_of_a_bar_shows_what_it_counts(open_tab, dataset):
    tab = open_tab("/experts")
    part = tab.keyed("experts_chart").locator(".barlayer .trace .point path").first
    part.scroll_into_view_if_needed()
    mark = part.bounding_box()
    tab.page.mouse.click(mark["x"] + mark["width"] / 2, mark["y"] + mark["height"] / 2)
    tab.keyed("active_filters").get_by_role("button").first.wait_for()
    tab.settle()
    chosen = tab.query
    assert set(chosen) == {"question", "position"}
    part = {"questions": chosen["question"], "positions": chosen["position"]}
    n = count(dataset, **{facet: (code,) for facet, code in part.items()})
    assert n > 0
    shows(tab, n)


def test_a_choice_in_sight_narrows_and_its_own_counts_stay(open_tab, dataset):
    opposed, sceptical, both = (
        count(dataset, positions=codes)
        for codes in (("opposed",), ("sceptical",), ("sceptical", "opposed"))
    )
    tab = open_tab("/experts")
    tab.page.get_by_text(f"Opposed ({opposed})").click()
    tab.reaches("position=opposed")
    shows(tab, opposed)
    expect(tab.page.get_by_text(f"Sceptical ({sceptical})")).to_be_visible()
    tab.page.get_by_text(f"Sceptical ({sceptical})").click()
    tab.reaches("position=sceptical%2Copposed")
    shows(tab, both)
    assert tab.errors == []
    assert tab.foreign == []


def test_the_phone_reads_the_filters_above_the_chart(open_tab):
    tab = open_tab("/experts?kind=think_tank&by=time&q=macron", width=390)
    filters = tab.keyed("active_filters")
    assert "Words: macron" in filters.inner_text()
    assert filters.bounding_box()["y"] < tab.keyed("experts_chart").bounding_box()["y"]
    assert tab.page.evaluate("document.documentElement.scrollWidth") <= 390
