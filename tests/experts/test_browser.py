"""The page in a browser: links to sections, a row of the index, a part of a bar."""

from __future__ import annotations

import pytest
from playwright.sync_api import expect

pytestmark = pytest.mark.e2e

# Where the first row of a table begins, and its box to choose it, in pixels.
ROW_BOX = {"x": 18, "y": 70}


def shows(tab, n: int) -> None:
    """Expect the card of the table to say how many assessments it holds."""
    expect(tab.keyed("card_experts")).to_contain_text(f"All {n} assessments")


def test_a_link_leads_down_to_the_list_and_keeps_the_filters(open_tab):
    tab = open_tab("/experts?country=FRA")
    tab.page.get_by_role("link", name="Assessments one by one").click()
    heading = tab.page.get_by_role("heading", name="Assessments by affiliation")
    expect(heading).to_be_in_viewport()
    assert tab.query == {"country": "FRA"}


def test_a_row_of_the_index_shows_that_affiliation_alone(open_tab):
    tab = open_tab("/experts")
    tab.keyed("affiliations_table").locator("canvas").first.click(
        position=ROW_BOX, force=True
    )
    tab.reaches("affiliation=valdai")
    shows(tab, 6)
    tab.page.get_by_role("button", name="Affiliation: Valdai Discussion Club").click()
    tab.reaches("")
    shows(tab, 139)


def test_a_part_of_a_bar_shows_what_it_counts(open_tab):
    tab = open_tab("/experts")
    bar = tab.keyed("experts_chart").locator(".barlayer .trace").first
    mark = bar.locator(".point path").first.bounding_box()
    tab.page.mouse.click(mark["x"] + mark["width"] / 2, mark["y"] + mark["height"] / 2)
    tab.reaches("kind=none_stated&position=favourable")
    shows(tab, 8)


def test_a_choice_in_sight_narrows_and_its_own_counts_stay(open_tab):
    tab = open_tab("/experts")
    tab.page.get_by_text("Opposed (5)").click()
    tab.reaches("position=opposed")
    shows(tab, 5)
    expect(tab.page.get_by_text("Sceptical (43)")).to_be_visible()
    tab.page.get_by_text("Sceptical (43)").click()
    tab.reaches("position=sceptical%2Copposed")
    shows(tab, 48)
    assert tab.errors == []
    assert tab.foreign == []


def test_the_phone_reads_the_filters_above_the_chart(open_tab):
    tab = open_tab("/experts?kind=think_tank&by=time&q=macron", width=390)
    filters = tab.keyed("active_filters")
    assert "Search: macron" in filters.inner_text()
    assert filters.bounding_box()["y"] < tab.keyed("experts_chart").bounding_box()["y"]
    assert tab.page.evaluate("document.documentElement.scrollWidth") <= 390
