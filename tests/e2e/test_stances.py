"""The stance map in the browser, with every other host blocked."""

from __future__ import annotations

import pytest
from playwright.sync_api import Page, expect

from data.geometry import load_shapes, load_tiles

# Where a point of the map lies on the screen, by the chart's own axes.
PLACE = """([x, y]) => {
  const chart = document.querySelector('.st-key-stance_map .js-plotly-plot');
  chart.scrollIntoView({block: 'center'});
  const box = chart.getBoundingClientRect();
  const {xaxis, yaxis} = chart._fullLayout;
  return [box.left + xaxis._offset + xaxis.l2p(x),
          box.top + yaxis._offset + yaxis.l2p(y)];
}"""

# Of points by state, those that lie in a fill other than the neutral land.
FILLED = """points => {
  const chart = document.querySelector('.st-key-stance_map .js-plotly-plot');
  const {xaxis, yaxis} = chart._fullLayout;
  const [land, ...paths] = chart.querySelectorAll('.xy .scatterlayer .js-fill');
  return Object.keys(points).filter(id => {
    const [x, y] = points[id];
    const point = new DOMPoint(xaxis.l2p(x), yaxis.l2p(y));
    return paths.some(path => path.isPointInFill(point));
  });
}"""

SMALLEST_AND_LARGE = [
    ("POL", "Poland"),
    ("FIN", "Finland"),
    ("MLT", "Malta"),
    ("LUX", "Luxembourg"),
    ("CYP", "Cyprus"),
    ("HRV", "Croatia"),
]


def click_on(page: Page, actor: str) -> None:
    x, y = page.evaluate(PLACE, load_shapes().states[actor].label)
    page.mouse.move(x, y)
    page.mouse.click(x, y)


def block_others(opened) -> None:
    """Let no request leave for another host."""
    host = opened.base.split("//")[1]
    opened.page.route(
        lambda url: host not in url and not url.startswith(("data:", "blob:")),
        lambda route: route.abort(),
    )


def shows(opened, name: str) -> None:
    expect(opened.keyed("country_panel").locator("h3")).to_have_text(name)


@pytest.mark.parametrize("width", [1440, 390])
def test_a_click_in_a_country_opens_its_record(width, open_tab):
    opened = open_tab("/stances", width=width)
    block_others(opened)
    opened.page.reload()
    opened.settle()
    drawn = opened.keyed("stance_map").locator(".scatterlayer .js-fill")
    expect(drawn.first).to_be_attached()
    points = {actor: shape.label for actor, shape in load_shapes().states.items()}
    assert sorted(opened.page.evaluate(FILLED, points)) == sorted(points), "27 shapes"
    for actor, name in SMALLEST_AND_LARGE:
        click_on(opened.page, actor)
        opened.reaches(f"state={actor}")
        shows(opened, name)
    assert opened.foreign == []
    assert opened.errors == []


def test_a_cold_link_opens_the_record(open_tab):
    opened = open_tab("/stances?asof=2025-07-31&state=DEU")
    shows(opened, "Germany")
    expect(opened.keyed("country_panel")).to_contain_text("31 July 2025")


def test_keys_alone_reach_a_record(open_tab):
    opened = open_tab("/stances")
    opened.keyed("state.en").locator("input").focus()
    opened.page.keyboard.type("Malta")
    opened.page.keyboard.press("Enter")
    opened.reaches("state=MLT")
    shows(opened, "Malta")
    opened.keyed("close_country").locator("button").focus()
    opened.page.keyboard.press("Enter")
    opened.reaches("")
    opened.keyed("country_panel").locator("button", has_text="Cyprus").focus()
    opened.page.keyboard.press("Enter")
    opened.reaches("state=CYP")
    shows(opened, "Cyprus")


def test_steps_keep_view_and_country(open_tab):
    opened = open_tab("/stances?view=tiles&state=LVA")
    opened.keyed("step_event_back").locator("button:visible").first.click()
    opened.page.wait_for_function("location.search.includes('asof=')")
    opened.settle()
    assert opened.query["view"] == "tiles"
    assert opened.query["state"] == "LVA"
    shows(opened, "Latvia")
    expect(opened.keyed("stance_tiles")).to_be_visible()


def test_the_table_of_the_map_is_a_real_one(open_tab):
    opened = open_tab("/stances")
    opened.tool("table", "stance_map")
    table = opened.keyed("map_table").get_by_role("table")
    expect(table.get_by_role("row")).to_have_count(28)


def test_on_a_phone_the_list_comes_before_the_map(open_tab):
    opened = open_tab("/stances", width=390)
    listed = opened.keyed("positions_list").bounding_box()
    assert listed["y"] < opened.keyed("stance_map").bounding_box()["y"]
    opened.keyed("positions_list").get_by_role("button").first.click()
    opened.page.get_by_role("dialog").wait_for()
    assert "record" in opened.query


def test_the_list_is_filtered_and_ordered_in_the_address(open_tab):
    opened = open_tab("/stances?position=opposes&sort=newest")
    listed = opened.keyed("positions_list").get_by_role("button")
    expect(listed).to_have_count(4)


def test_the_letters_of_luxembourg_choose_luxembourg(open_tab):
    """They once chose France, whose points were nearer."""
    opened = open_tab("/stances")
    letters = opened.keyed("stance_map").locator("text", has_text="LU")
    box = letters.last.bounding_box()
    opened.page.mouse.click(box["x"] + box["width"] / 2, box["y"] + box["height"] / 2)
    opened.reaches("state=LUX")
    shows(opened, "Luxembourg")


def test_on_a_phone_the_state_stands_right_below_the_answer(open_tab):
    opened = open_tab("/stances?state=DEU", width=390)
    panel = opened.keyed("country_panel").bounding_box()
    assert panel["y"] < opened.keyed("stance_map").bounding_box()["y"]


def test_a_click_on_a_tile_opens_its_record(open_tab):
    opened = open_tab("/stances?view=tiles", width=390)
    row = next(tile for tile in load_tiles() if tile.actor_id == "FIN")
    drawn = opened.keyed("stance_tiles").locator(".scatterlayer .js-fill")
    expect(drawn.first).to_be_attached()
    place = PLACE.replace("stance_map", "stance_tiles")
    # Off the middle, where a finger may land.
    spot = [row.column + 0.3, -row.row - 0.3]
    opened.page.mouse.click(*opened.page.evaluate(place, spot))
    opened.reaches("view=tiles&state=FIN")
    shows(opened, "Finland")
