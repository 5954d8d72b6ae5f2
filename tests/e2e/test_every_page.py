"""Every page in both themes, wide and on a phone: private, quiet, accessible."""

from __future__ import annotations

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import expect

from components.registry import PAGES
from tests.support.tab import PHONE, WIDE, reader, tab

EVERY_PAGE = pytest.mark.parametrize("spec", PAGES, ids=lambda spec: spec.stem)
THEMES = pytest.mark.parametrize("theme", ["light", "dark"])
# Each page at both widths and in both themes: colours do not depend on the width, and
# the browser tests are most of the suite's time.
VIEWS = pytest.mark.parametrize(("width", "theme"), [(WIDE, "light"), (PHONE, "dark")])

# A rule is left out for a named element only, with the reason; so far for none.
EXCLUDED: list[list[str]] = []

BACKGROUND = {"light": "rgb(255, 255, 255)", "dark": "rgb(18, 23, 29)"}


def violations(page) -> list[str]:
    """What axe-core finds, one line an element."""
    found = Axe().run(
        page,
        context={"exclude": EXCLUDED} if EXCLUDED else None,
        # What passed is not listed: on a long page that takes longer than the rules.
        options={"resultTypes": ["violations"]},
    )
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


# Letters of charts against what they stand on, as the browser has computed them: axe
# lists text in SVG as incomplete only.
CHART_TEXT = """() => {
  const channels = colour => (colour.match(/[\\d.]+/g) || []).map(Number);
  const light = colour => {
    const [r, g, b] = channels(colour).map(c => c / 255).map(
      c => c <= 0.04045 ? c / 12.92 : ((c + 0.055) / 1.055) ** 2.4);
    return 0.2126 * r + 0.7152 * g + 0.0722 * b;
  };
  const ground = light(getComputedStyle(
    document.querySelector('[data-testid="stApp"]')).backgroundColor);
  const faint = [];
  for (const text of document.querySelectorAll('.js-plotly-plot svg text')) {
    // Numbers on a fill are measured with the palette.
    if (text.closest('.barlayer, .scatterlayer') || !text.textContent.trim()) continue;
    const ink = light(getComputedStyle(text).fill);
    const [low, high] = [ink, ground].sort((a, b) => a - b);
    const ratio = (high + 0.05) / (low + 0.05);
    if (ratio < 4.5) faint.push(`${text.textContent}: ${ratio.toFixed(2)}`);
    const size = parseFloat(getComputedStyle(text).fontSize);
    if (size < 12) faint.push(`${text.textContent}: ${size} px`);
  }
  return faint;
}"""


@EVERY_PAGE
@VIEWS
def test_a_page_is_private_quiet_accessible_and_fits(open_tab, spec, theme, width):
    opened = open_tab(f"/{spec.url_path}", width=width, theme=theme)
    app = opened.page.get_by_test_id("stApp")
    background = app.evaluate("app => getComputedStyle(app).backgroundColor")
    assert background == BACKGROUND[theme]
    assert opened.page.evaluate(CHART_TEXT) == []
    assert _above_the_tabs(opened) <= {WIDE: 1800, PHONE: 3500}[width]
    opened.unfold()
    assert violations(opened.page) == []
    assert _reaches_beyond(opened) <= 0
    if width == PHONE:
        # WCAG 2.2, 1.4.10: the narrowest screen, which is also 1280 px at 400 %.
        opened.page.set_viewport_size({"width": 320, "height": 900})
        assert _reaches_beyond(opened.settle()) <= 0
    assert opened.errors == []
    assert opened.foreign == []


def _above_the_tabs(opened) -> float:
    """Pixels from the top of the page to its tabs; to its end where it has none."""
    tabs = opened.main.get_by_role("tablist")
    end = tabs.first if tabs.count() else opened.keyed("page_end")
    top = end.bounding_box()["y"] + opened.main.evaluate("main => main.scrollTop")
    return float(top)


TABS = [(spec.stem, tab) for spec in PAGES for tab in spec.tabs[1:]]


@pytest.mark.parametrize(("stem", "tab"), TABS)
def test_a_tab_is_accessible_and_fits(open_tab, stem, tab):
    """The default tab is that of the page; dark and light, wide and narrow in turn."""
    turn = TABS.index((stem, tab)) % 2
    width, theme = [(PHONE, "light"), (WIDE, "dark")][turn]
    opened = open_tab(f"/{stem}?view={tab}", width=width, theme=theme)
    assert violations(opened.page) == []
    assert opened.page.evaluate(CHART_TEXT) == []
    assert _reaches_beyond(opened) <= 0
    assert opened.errors == []
    assert opened.foreign == []


def test_the_three_answers_stand_on_the_first_screen(open_tab):
    opened = open_tab("/")
    for key in ("calls_chart", "overview_map", "overview_experts"):
        said = opened.keyed(f"card_{key}").locator("[class*=st-key-answer_]")
        box = said.first.bounding_box()
        assert box["y"] + box["height"] <= 900


@VIEWS
def test_an_open_record_is_accessible_and_fits(open_tab, theme, width):
    path = "/calls?record=fra-2025-07-01-call"
    opened = open_tab(path, width=width, theme=theme)
    panel = opened.page.get_by_role("dialog")
    for fold in (panel.locator("summary").first, panel.locator("summary").last):
        fold.click()
        opened.settle()
    assert violations(opened.page) == []
    assert panel.evaluate("panel => panel.scrollWidth - panel.clientWidth") <= 0
    assert panel.bounding_box()["width"] <= width
    assert opened.errors == []


def test_on_a_phone_the_sidebar_is_folded_and_opens(browser, server):
    with (
        reader(browser, width=PHONE) as newcomer,
        tab(newcomer, server.url) as opened,
    ):
        opened.open("/calls")
        expect(opened.sidebar).to_have_attribute("data-collapsed", "true")
        opened.page.get_by_test_id("stExpandSidebarButton").click()
        expect(opened.sidebar).to_have_attribute("data-collapsed", "false")
        opened.settle()
        assert violations(opened.page) == []


@THEMES
def test_chosen_filters_and_notices_are_accessible(open_tab, theme):
    query = "kind=call&topic=ukraine&rule=phone&nonsense=1"
    assert violations(open_tab(f"/calls?{query}", theme=theme).page) == []


@THEMES
def test_an_empty_result_is_accessible(open_tab, theme):
    opened = open_tab("/calls?from=2023&to=2024", theme=theme)
    assert violations(opened.page) == []
