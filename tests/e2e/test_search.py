"""Search by keyboard from any page, on any screen, and the way back."""

from __future__ import annotations

import pytest
from playwright.sync_api import expect

from tests.support.tab import PHONE, WIDE


@pytest.mark.parametrize("width", [WIDE, PHONE])
def test_a_name_is_found_by_keyboard_and_back_keeps_the_view(open_tab, width):
    opened = open_tab("/calls?rule=all", width=width)
    opened.settle()
    box = opened.keyed("page_head").get_by_role("textbox")
    box.focus()
    opened.page.keyboard.type("Мерц")
    opened.page.keyboard.press("Enter")
    found = opened.keyed("found_person").get_by_role("button", name="Friedrich Merz")
    expect(found).to_be_visible()
    assert opened.page.url.partition("?")[0].endswith("/who")
    found.focus()
    opened.page.keyboard.press("Enter")
    expect(opened.main.locator("h1")).to_have_text("Friedrich Merz")
    opened.page.wait_for_url("**id=friedrich-merz**", timeout=15_000)
    opened.page.go_back()
    expect(found).to_be_visible()
    opened.page.go_back()
    opened.settle()
    if opened.page.url.endswith("/who?rule=all"):
        # On a busy machine the platform leaves a step of its own: `state._write`.
        opened.page.go_back()
    opened.page.wait_for_url("**/calls?rule=all")
    assert opened.errors == []


def test_another_search_on_the_page_of_results_is_in_the_address(open_tab):
    opened = open_tab("/who?id=DEU")
    opened.settle()
    opened.keyed("page_head").get_by_role("textbox").focus()
    opened.page.keyboard.type("orban")
    opened.page.keyboard.press("Enter")
    found = opened.keyed("found_person").get_by_role("button", name="Viktor Orb")
    expect(found).to_be_visible()
    opened.reaches("q=orban")


def test_a_record_names_the_way_to_its_people(open_tab):
    opened = open_tab("/calls?record=fra-2025-07-01-call")
    dialog = opened.page.get_by_role("dialog")
    dialog.get_by_role("link", name="Emmanuel Macron", exact=True).click()
    expect(opened.main.locator("h1")).to_have_text("Emmanuel Macron")
