"""The page in a browser: a mark opens its record, the phone, no other host."""

from __future__ import annotations

import pytest

pytestmark = pytest.mark.e2e


def test_a_mark_opens_its_record(open_tab):
    tab = open_tab("/leaders?country=HUN&rule=all&view=axis")
    chart = tab.keyed("leaders_axis")
    mark = chart.locator(".scatterlayer .points path").first
    mark.scroll_into_view_if_needed()
    box = mark.bounding_box()
    tab.page.mouse.click(box["x"] + box["width"] / 2, box["y"] + box["height"] / 2)
    dialog = tab.page.get_by_role("dialog")
    dialog.wait_for()
    assert "Viktor Orbán" in dialog.inner_text()
    assert tab.query["record"].startswith("hun-")


def test_a_row_of_the_silences_opens_the_last_contact_by_keyboard(open_tab):
    tab = open_tab("/leaders?country=FRA&view=silences")
    row = tab.keyed("leaders_silence").get_by_role("button", name="France").first
    row.focus()
    tab.page.keyboard.press("Enter")
    dialog = tab.page.get_by_role("dialog")
    dialog.wait_for()
    assert "11 September 2022" in dialog.inner_text()
    assert tab.query["record"].startswith("fra-2022-09-11")


def test_the_closer_look_keeps_the_other_filters(open_tab):
    tab = open_tab("/leaders?rule=all&country=DEU,FRA&view=axis")
    tab.page.get_by_text("Look closer: 2021 and 2022").click()
    tab.page.get_by_text("Show all years").wait_for()
    assert tab.query == {
        "rule": "all",
        "country": "DEU,FRA",
        "from": "2021",
        "to": "2022",
        "view": "axis",
    }


def test_a_filtered_link_opens_cold_and_asks_no_other_host(open_tab):
    tab = open_tab("/leaders?rule=bilateral&country=DEU,FIN&from=2021&to=2022")
    assert tab.query == {
        "rule": "bilateral",
        "country": "DEU,FIN",
        "from": "2021",
        "to": "2022",
    }
    assert "Germany" in tab.main.inner_text()
    assert tab.foreign == []
    assert tab.errors == []


def test_the_phone_reads_the_filters_above_the_chart(open_tab):
    tab = open_tab("/leaders?rule=all&country=DEU", width=390)
    above = tab.keyed("active_filters")
    assert "Germany" in above.inner_text()
    width = tab.page.evaluate("document.documentElement.scrollWidth")
    assert width <= 390


def test_a_stroke_of_the_last_contacts_opens_its_record(open_tab):
    tab = open_tab("/leaders")
    mark = tab.keyed("leaders_chart").locator(".scatterlayer .points path").first
    box = mark.bounding_box()
    tab.page.mouse.click(box["x"] + box["width"] / 2, box["y"] + box["height"] / 2)
    tab.page.get_by_role("dialog").wait_for()
    assert tab.query["record"]
