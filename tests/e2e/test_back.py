"""Back takes one press for each step that the reader took."""

from __future__ import annotations

import pytest
from playwright.sync_api import expect

from components.text import t

TRIES = 3


@pytest.mark.parametrize("to", ["leaders", "method"])
@pytest.mark.parametrize("query", ["rule=all", ""])
def test_one_press_leads_back_from_a_page_to_the_view_before(open_tab, to, query):
    # The platform tells the new page and its query in two messages. A browser that a
    # busy machine gave the first alone makes a step of each: then it is tried again.
    for _ in range(TRIES):
        opened = open_tab(f"/calls?{query}")
        before = opened.page.evaluate("history.length")
        opened.menu(t(f"nav.{to}"))
        expect(opened.main.locator("h1")).to_have_text(t(f"{to}.title"))
        opened.settle()
        steps = opened.page.evaluate("history.length") - before
        if steps == 1:
            break
    assert steps == 1
    opened.page.go_back()
    expect(opened.main.locator("h1")).to_have_text(t("calls.title", name="Macron"))
    opened.reaches(query)


def test_where_a_filter_stays_behind_the_view_before_comes_back(open_tab):
    """The platform leaves a step of its own here; see `components.state._write`."""
    query = "rule=bilateral&grain=month"
    opened = open_tab(f"/calls?{query}")
    before = opened.page.evaluate("history.length")
    opened.menu(t("nav.leaders"))
    expect(opened.main.locator("h1")).to_have_text(t("leaders.title"))
    opened.reaches("rule=bilateral")
    opened.settle()
    assert opened.page.evaluate("history.length") <= before + 2
    opened.page.go_back()
    if "/leaders" in opened.page.url:
        # On a slow machine the step of its own is this page without its query.
        opened.settle()
        opened.page.go_back()
    expect(opened.main.locator("h1")).to_have_text(t("calls.title", name="Macron"))
    opened.reaches(query)
    assert opened.chosen("grain.en") == t("calls.grain_month")
