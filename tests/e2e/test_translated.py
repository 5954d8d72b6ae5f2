"""A page that the browser has translated: no number of before a change stays."""

from __future__ import annotations

import pytest
from playwright.sync_api import expect

from components.text import t

# What translating browsers do to words: each text goes into elements of their own.
TRANSLATE = """() => {
  const walker = document.createTreeWalker(
    document.querySelector('[data-testid="stMain"]'), NodeFilter.SHOW_TEXT);
  const texts = [];
  while (walker.nextNode()) texts.push(walker.currentNode);
  for (const text of texts) {
    if (!text.data.trim() || text.parentElement.closest('svg, style, script')) continue;
    const inner = document.createElement('font');
    const outer = document.createElement('font');
    outer.append(inner);
    text.replaceWith(outer);
    inner.textContent = text.data;
  }
}"""


def told(opened) -> str:
    """All words of the page, without those in charts."""
    return str(opened.main.inner_text())


def test_no_number_of_before_stays_on_the_calls(open_tab):
    opened = open_tab("/calls")
    opened.page.evaluate(TRANSLATE)
    opened.choose("rule.en", t("calls.short_bilateral"))
    opened.reaches("rule=bilateral")
    expect(opened.keyed("card_calls_chart").locator("h3").first).to_contain_text(": 63")
    fresh = open_tab("/calls?rule=bilateral")
    for heading in ("h2", "h3"):
        assert opened.main.locator(heading).all_inner_texts() == (
            fresh.main.locator(heading).all_inner_texts()
        )
    for old in ("20 times in 2022", ": 73 calls", "73 in all"):
        assert old not in told(opened), old
    assert opened.errors == []


def test_cards_of_experts_do_not_mix(open_tab):
    opened = open_tab("/experts?view=table")
    opened.page.evaluate(TRANSLATE)
    opened.page.get_by_text("Opposed (5)").click()
    opened.reaches("view=table&position=opposed")
    fresh = open_tab("/experts?view=table&position=opposed")
    rows = "experts_table"
    expect(opened.keyed(rows).get_by_role("button")).to_have_count(5)
    assert opened.keyed(rows).inner_text() == fresh.keyed(rows).inner_text()
    assert opened.errors == []


@pytest.mark.parametrize("path", ["/stances", "/leaders"])
def test_headings_follow_the_choice_of_evidence(open_tab, path):
    opened = open_tab(path)
    opened.page.evaluate(TRANSLATE)
    opened.choose("evidence.en", t("shell.evidence_independent"))
    opened.reaches("evidence=independent")
    fresh = open_tab(f"{path}?evidence=independent")
    for heading in ("h2", "h3"):
        assert opened.main.locator(heading).all_inner_texts() == (
            fresh.main.locator(heading).all_inner_texts()
        )
    assert opened.errors == []


# What can be read on the page, a line each: headings, paragraphs, tabs, buttons, cells.
LINES = """() => {
  const places = 'h1, h2, h3, h4, h5, h6, p, li, td, th';
  return [...document.querySelectorAll(`[data-testid="stMain"] :is(${places})`)]
    .filter(place => !place.querySelector(places))
    .filter(place => place.checkVisibility({visibilityProperty: true}))
    .map(place => place.innerText.replace(/\\s+/g, ' ').trim())
    .filter(Boolean).sort();
}"""

CHANGES = {
    "/calls": lambda tab: tab.keyed("rule.en").get_by_role("radio").first.click(),
    "/stances": lambda tab: tab.keyed("step_event_back").get_by_role("button").click(),
    "/experts": lambda tab: tab.sidebar.get_by_test_id("stCheckbox").first.click(),
    "/leaders?view=axis": lambda tab: tab.choose("rule.en", t("calls.rule_bilateral")),
}


@pytest.mark.parametrize("path", CHANGES)
def test_no_line_of_before_stays(open_tab, path):
    opened = open_tab(path)
    before = opened.page.evaluate(LINES)
    opened.page.evaluate(TRANSLATE)
    assert opened.page.evaluate(LINES) == before
    CHANGES[path](opened)
    opened.page.wait_for_function(
        "old => location.pathname + location.search !== old", arg=path
    )
    opened.settle()
    fresh = open_tab(opened.page.evaluate("location.pathname + location.search"))
    assert fresh.page.evaluate(LINES) != before
    assert opened.page.evaluate(LINES) == fresh.page.evaluate(LINES)
    assert opened.errors == []
