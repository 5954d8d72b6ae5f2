"""Every page in both themes, wide and on a phone: private, quiet, accessible."""

from __future__ import annotations

import pytest
from axe_playwright_python.sync_playwright import Axe

from components.registry import PAGES
from tests.support.tab import PHONE, WIDE

EVERY_PAGE = pytest.mark.parametrize("spec", PAGES, ids=lambda spec: spec.stem)
THEMES = pytest.mark.parametrize("theme", ["light", "dark"])
WIDTHS = pytest.mark.parametrize("width", [WIDE, PHONE])

# A rule is left out for a named element only, with the reason; so far for none.
EXCLUDED: list[list[str]] = []

BACKGROUND = {"light": "rgb(255, 255, 255)", "dark": "rgb(14, 17, 23)"}


def violations(page) -> list[str]:
    """What axe-core finds, one line an element."""
    found = Axe().run(page, context={"exclude": EXCLUDED} if EXCLUDED else None)
    return [
        f"{violation['id']}: {node['html']} {node['failureSummary']}"
        for violation in found.response["violations"]
        for node in violation["nodes"]
    ]


def _reaches_beyond(opened) -> int:
    """Pixels by which the page is wider than the screen."""
    return int(
        opened.main.evaluate(
            "main => Math.max(main.scrollWidth - main.clientWidth,"
            " document.documentElement.scrollWidth - innerWidth)"
        )
    )


@EVERY_PAGE
@THEMES
@WIDTHS
def test_a_page_is_private_quiet_and_accessible(open_tab, spec, theme, width):
    opened = open_tab(f"/{spec.url_path}", width=width, theme=theme)
    app = opened.page.get_by_test_id("stApp")
    background = app.evaluate("app => getComputedStyle(app).backgroundColor")
    assert background == BACKGROUND[theme]
    assert violations(opened.page) == []
    for fold in opened.main.get_by_test_id("stExpander").locator("summary").all():
        fold.click()
    opened.settle()
    assert violations(opened.page) == []
    assert _reaches_beyond(opened) <= 0
    assert opened.errors == []
    assert opened.foreign == []


@EVERY_PAGE
def test_on_a_phone_the_sidebar_is_folded_and_opens(open_tab, spec):
    opened = open_tab(f"/{spec.url_path}", width=PHONE)
    assert not opened.sidebar.get_by_test_id("stSidebarNavLink").first.is_visible()
    opened.page.get_by_test_id("stExpandSidebarButton").click()
    opened.sidebar.get_by_test_id("stSidebarNavLink").first.wait_for()
    opened.settle()
    assert violations(opened.page) == []


@THEMES
def test_a_record_is_accessible(open_tab, theme):
    opened = open_tab("/calls?record=fra-2025-07-01-call", theme=theme)
    opened.page.get_by_role("dialog").wait_for()
    opened.settle()
    assert violations(opened.page) == []


@THEMES
def test_chosen_filters_and_notices_are_accessible(open_tab, theme):
    query = "kind=call&topic=ukraine&rule=phone&nonsense=1"
    assert violations(open_tab(f"/calls?{query}", theme=theme).page) == []


def test_an_empty_result_is_accessible(open_tab):
    assert violations(open_tab("/calls?from=2023&to=2024").page) == []
