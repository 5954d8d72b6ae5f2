"""Call frequency in the browser: links, clicks, the back button, the download."""

from __future__ import annotations

import csv
import datetime as dt
import io
from collections import Counter

import pytest
from playwright.sync_api import expect

from components import spans
from components.text import t
from data.contacts import apply_rule, between
from data.schema import package

VIEW = "rule=bilateral&grain=month&from=2021&to=2022"


def _counted(opened) -> str:
    """Number of contacts that the title of the first card names."""
    title = opened.keyed("card_calls_chart").locator("h3").first.inner_text()
    return title.partition(": ")[2].split()[0]


def _shows(opened, n: int) -> None:
    title = opened.keyed("card_calls_chart").locator("h3").first
    expect(title).to_contain_text(f": {n} call")


def _download(opened, key: str) -> tuple[str, list[dict[str, str]]]:
    card = key.removeprefix("csv_")
    opened.tool("download", card)
    with opened.page.expect_download() as started:
        opened.keyed(key).locator("button").click()
    download = started.value
    raw = download.path().read_bytes().decode("utf-8-sig")
    rows = list(csv.DictReader(io.StringIO(raw, newline="")))
    return download.suggested_filename, rows


def test_a_link_shows_exactly_that_view(open_tab):
    opened = open_tab(f"/calls?{VIEW}")
    assert opened.chosen("rule.en") == t("calls.short_bilateral")
    assert opened.chosen("grain.en") == t("calls.grain_month")
    ends = opened.keyed("period.en").locator("input[type=range]")
    assert [ends.nth(i).input_value() for i in (0, 1)] == ["2021", "2022"]
    which = t("calls.which_bilateral", name="Macron", period=spans.within(2021, 2022))
    sentence = t("calls.sentence_by", which=which, grain=t("calls.by_month"))
    card = opened.keyed("card_calls_chart")
    expect(card.get_by_text(sentence)).to_be_visible()
    assert _counted(opened) == "24"
    opened.reaches(VIEW)


def test_the_download_holds_exactly_what_is_shown(open_tab, dataset):
    opened = open_tab(f"/calls?{VIEW}")
    name, rows = _download(opened, "csv_calls_chart")
    assert name == (
        f"open-line-{dataset.version}_calls_from-2021_to-2022_rule-bilateral"
        "_grain-month.csv"
    )
    france = dataset.contacts[
        dataset.contacts["actor_id"] == package().setting.main_counterpart
    ]
    kept = apply_rule(france, "bilateral")
    months = kept["date"].dt.strftime("%Y-%m").value_counts()
    wanted = [f"{year}-{month:02}" for year in (2021, 2022) for month in range(1, 13)]
    assert {row["period"]: int(row["n"]) for row in rows} == {
        month: int(months.get(month, 0)) for month in wanted
    }
    by_year = Counter()
    for row in rows:
        by_year[row["period"][:4]] += int(row["n"])
    assert by_year == {"2021": 7, "2022": 17}


def test_the_contacts_downloaded_are_those_listed(open_tab, dataset):
    opened = open_tab(f"/calls?{VIEW}")
    _, rows = _download(opened, "csv_contacts")
    france = dataset.contacts[
        dataset.contacts["actor_id"] == package().setting.main_counterpart
    ]
    kept = between(
        apply_rule(france, "bilateral"), dt.date(2021, 1, 1), dt.date(2022, 12, 31)
    )
    assert sorted(row["contact_id"] for row in rows) == sorted(kept["contact_id"])
    assert [row["date"] for row in rows] == sorted(
        (row["date"] for row in rows), reverse=True
    )


def test_a_click_changes_page_and_address_and_back_restores_both(open_tab):
    opened = open_tab("/calls")
    assert _counted(opened) == "73"
    opened.choose("rule.en", t("calls.short_bilateral"))
    opened.reaches("rule=bilateral")
    assert _counted(opened) == "63"
    opened.choose("grain.en", t("calls.grain_quarter"))
    opened.reaches("rule=bilateral&grain=quarter")
    opened.page.go_back()
    opened.reaches("rule=bilateral")
    assert opened.chosen("grain.en") == t("calls.grain_year")
    opened.page.go_back()
    opened.reaches("")
    _shows(opened, 73)
    assert opened.chosen("rule.en") == t("calls.short_remote")
    opened.page.go_forward()
    opened.reaches("rule=bilateral")
    _shows(opened, 63)
    assert opened.chosen("rule.en") == t("calls.short_bilateral")


@pytest.mark.parametrize("pause", [0, 60])
def test_filters_clicked_in_quick_succession_are_all_kept(open_tab, pause):
    opened = open_tab("/calls")
    for key, label in (
        ("rule.en", t("calls.short_bilateral")),
        ("grain.en", t("calls.grain_month")),
        ("rule.en", t("calls.short_all")),
        ("grain.en", t("calls.grain_quarter")),
    ):
        opened.choose(key, label)
        opened.page.wait_for_timeout(pause)
    opened.reaches("rule=all&grain=quarter")
    _shows(opened, 89)
    assert opened.chosen("rule.en") == t("calls.short_all")
    assert opened.chosen("grain.en") == t("calls.grain_quarter")


def test_shared_filters_go_along_to_another_page_and_stay(open_tab):
    """There the browser builds the widgets anew, and must not send their defaults."""
    opened = open_tab(f"/calls?{VIEW}")
    opened.menu(t("nav.overview"))
    expect(opened.main.locator("h1")).to_have_text(t("overview.title"))
    opened.reaches("from=2021&to=2022&rule=bilateral")
    told = opened.keyed("active_filters").inner_text()
    assert spans.within(2021, 2022) in told
    opened.menu(t("nav.leaders"))
    opened.reaches("from=2021&to=2022&rule=bilateral")
    opened.choose("rule.en", t("calls.rule_all"))
    opened.reaches("from=2021&to=2022&rule=all")


def test_going_back_to_a_page_restores_its_view(open_tab):
    opened = open_tab(f"/calls?{VIEW}")
    title = opened.main.locator("h1")
    opened.menu(t("nav.overview"))
    expect(title).to_have_text(t("overview.title"))
    opened.reaches("from=2021&to=2022&rule=bilateral")
    # The step between has the query without the page (see components/state.py).
    here = opened.page.evaluate("location.href")
    opened.page.go_back()
    opened.page.wait_for_function("here => location.href !== here", arg=here)
    if opened.page.evaluate("location.pathname") == "/":
        opened.page.go_back()
    expect(title).to_have_text(t("calls.title", name="Macron"))
    opened.reaches(VIEW)
    assert opened.chosen("grain.en") == t("calls.grain_month")


def test_the_link_of_a_view_leads_back_to_it(open_tab):
    opened = open_tab("/calls")
    opened.choose("rule.en", t("calls.short_all"))
    opened.reaches("rule=all")
    link = opened.tool("share", "calls_chart").locator("code").first.inner_text()
    assert link == f"{opened.base}/calls?rule=all"
    again = open_tab(link.removeprefix(opened.base))
    assert _counted(again) == "89"


def _click(opened, mark) -> None:
    mark.scroll_into_view_if_needed()
    box = mark.bounding_box()
    opened.page.mouse.click(box["x"] + box["width"] / 2, box["y"] + box["height"] / 2)


def test_clicking_a_bar_lists_its_contacts_below_the_chart(open_tab):
    opened = open_tab("/calls?rule=bilateral")
    _click(opened, opened.keyed("calls_chart").locator(".bars .point path").first)
    card = opened.keyed("card_calls_chart")
    expect(card.get_by_text("2017: 3 contacts")).to_be_visible()
    expect(opened.keyed("period_contacts")).to_be_visible()
    opened.keyed("close_period_contacts").locator("button").click()
    expect(opened.keyed("period_contacts")).to_have_count(0)


def test_clicking_a_stroke_opens_the_contact_of_its_day(open_tab):
    opened = open_tab("/calls?from=2025&to=2025")
    _click(opened, opened.keyed("calls_chart").locator(".scatterlayer .point").last)
    expect(opened.page.get_by_role("dialog")).to_be_visible()
    opened.reaches("from=2025&to=2025&record=fra-2025-07-01-call")


def test_clicking_a_stated_total_opens_the_claim(open_tab):
    opened = open_tab("/calls?view=reported")
    chart = opened.keyed("conflicts_chart")
    _click(opened, chart.locator(".scatterlayer .point").first)
    expect(opened.page.get_by_role("dialog")).to_be_visible()
    assert opened.query["record"].startswith("RC")


def test_clicking_a_disc_lists_the_contacts_on_that_topic(open_tab):
    opened = open_tab("/calls?view=topics")
    _click(opened, opened.keyed("topics_chart").locator(".scatterlayer .point").first)
    card = opened.keyed("card_topics_chart")
    expect(card.get_by_text("Ukraine, 2017: 4 contacts")).to_be_visible()
    expect(opened.keyed("topic_contacts")).to_be_visible()


def test_keys_alone_open_a_record_of_the_list(open_tab):
    opened = open_tab("/calls?from=2025&to=2025")
    row = opened.keyed("contacts_table").get_by_role("button").first
    row.focus()
    opened.page.keyboard.press("Enter")
    expect(opened.page.get_by_role("dialog")).to_be_visible()
    opened.reaches("from=2025&to=2025&record=fra-2025-07-01-call")


def test_a_tab_opens_by_key_and_stands_in_the_address(open_tab):
    opened = open_tab("/calls")
    tab = opened.page.get_by_role("tab", name=t("calls.tab_topics"))
    tab.focus()
    opened.page.keyboard.press("Enter")
    opened.reaches("view=topics")
    expect(opened.keyed("topics_chart")).to_be_visible()
    expect(opened.keyed("contacts_table")).to_have_count(0)
    opened.page.go_back()
    opened.reaches("")
    expect(opened.keyed("contacts_table")).to_be_visible()


def test_an_empty_result_offers_one_click_back(open_tab):
    opened = open_tab("/calls?from=2023&to=2024&topic=syria")
    (notice,) = opened.notices
    assert t("calls.blame_start") in notice
    opened.keyed("widen").locator("button").click()
    opened.reaches("topic=syria")
    _shows(opened, 30)


def test_a_bad_link_says_so_and_shows_the_default(open_tab):
    opened = open_tab("/calls?rule=phone&nonsense=1&grain=month")
    bad, unknown = opened.notices
    assert "rule=phone" in bad
    assert "nonsense" in unknown
    opened.reaches("grain=month")


def test_a_table_twin_carries_its_key_and_its_words(open_tab):
    opened = open_tab("/calls")
    opened.tool("table", "calls_chart")
    twin = opened.keyed("calls_table").get_by_role("table")
    expect(twin).to_be_visible()
    assert twin.get_by_role("row").count() == 11
    chart = opened.keyed("calls_chart").get_by_role("figure")
    assert "1,024 days" in str(chart.get_attribute("aria-label"))
