"""A phone: a swipe over a chart scrolls, one tap chooses, the drawer closes."""

from __future__ import annotations

import pytest
from playwright.sync_api import expect

from components.text import t
from data.geometry import load_shapes
from tests.e2e.test_stances import PLACE
from tests.support.tab import PHONE_NAME, SECONDS, Tab

CHARTS = [
    ("/calls", "calls_chart"),
    ("/stances", "stance_map"),
    ("/experts", "experts_chart"),
    ("/leaders", "leaders_chart"),
    ("/sources", "sources_chart"),
]


@pytest.fixture
def phone(browser, server):
    context = browser.new_context(
        viewport={"width": 390, "height": 844},
        has_touch=True,
        is_mobile=True,
        user_agent=PHONE_NAME,
    )
    context.set_default_timeout(SECONDS * 1000)
    opened = Tab(context.new_page(), server.url)
    opened.watch()
    yield opened
    context.close()


def swipe(opened, key: str) -> None:
    """Move a finger up by 200 pixels, over the middle of a chart."""
    opened.keyed(key).evaluate("chart => chart.scrollIntoView({block: 'center'})")
    opened.page.wait_for_timeout(300)
    box = opened.keyed(key).bounding_box()
    x = box["x"] + box["width"] / 2
    y = min(max(box["y"] + box["height"] / 2, 300), 700)
    client = opened.page.context.new_cdp_session(opened.page)

    def touch(kind: str, height: float | None) -> None:
        points = [] if height is None else [{"x": x, "y": height}]
        event = {"type": kind, "touchPoints": points}
        client.send("Input.dispatchTouchEvent", event)

    touch("touchStart", y)
    for step in range(1, 11):
        touch("touchMove", y - 20 * step)
        opened.page.wait_for_timeout(16)
    touch("touchEnd", None)
    opened.page.wait_for_timeout(400)


@pytest.mark.parametrize(("path", "key"), CHARTS)
def test_a_swipe_over_a_chart_scrolls_the_page(phone, path, key):
    phone.open(path)
    mode = (
        phone.keyed(key)
        .locator(".js-plotly-plot")
        .evaluate("chart => chart._fullLayout.dragmode")
    )
    assert mode is False
    top = "main => main.scrollTop"
    phone.keyed(key).evaluate("chart => chart.scrollIntoView({block: 'center'})")
    before = phone.main.evaluate(top)
    swipe(phone, key)
    assert phone.main.evaluate(top) > before + 100


@pytest.mark.parametrize("slower", [1, 6])
def test_one_tap_on_the_map_chooses_the_state(phone, slower):
    """A tap comes as two clicks: on a slow phone the second before the first's answer.

    The choice once was lost: the second told what the widgets held before.
    """
    phone.open("/stances")
    wire = phone.page.context.new_cdp_session(phone.page)
    wire.send("Emulation.setCPUThrottlingRate", {"rate": slower})
    x, y = phone.page.evaluate(PLACE, load_shapes().states["POL"].label)
    phone.page.touchscreen.tap(x, y)
    phone.reaches("state=POL")
    expect(phone.keyed("country_panel").locator("h3")).to_have_text("Poland")


def test_the_drawer_closes_after_a_choice_of_page(phone):
    phone.open("/calls")
    phone.page.get_by_test_id("stExpandSidebarButton").tap()
    phone.sidebar.get_by_text(t("nav.method"), exact=True).first.tap()
    expect(phone.main.locator("h1")).to_have_text(t("method.title"))
    expect(phone.sidebar).to_have_attribute("data-collapsed", "true")


def test_no_empty_place_stands_below_the_map(phone):
    phone.open("/stances")
    chart = phone.keyed("stance_map")
    drawn = chart.locator(".js-plotly-plot").evaluate(
        "c => c._fullLayout.yaxis._length + 90"
    )
    assert chart.bounding_box()["height"] <= drawn + 40
