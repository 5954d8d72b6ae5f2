"""Damaged data: a page that says what is wrong, never a wrong number."""

from __future__ import annotations

import pytest
from playwright.sync_api import expect

from components.registry import PAGES
from components.text import t
from tests.support.package import seal
from tests.support.server import serve
from tests.support.tab import reader, tab

CALL = ("contacts", "contact_id", "fra-2025-07-01-call")


def _break_a_row(copy):
    line = copy.line_of(*CALL)
    copy.put("contacts", line, date="1 July 2025")
    return ["contacts.csv", f"row {line}", "field date", "'1 July 2025' is not a day"]


def _contradict_the_coverage(copy):
    line = copy.line_of(*CALL)
    copy.put("contacts", line, date="2026-10-01")
    return ["contacts.csv", f"row {line}", "no period of coverage of FRA"]


def _lose_a_table(copy):
    copy.path("publishers").unlink()
    return ["publishers.csv", "the file is missing"]


def _change_a_digit(copy):
    """What stays plausible: only the manifest tells."""
    seal(copy)
    raw = copy.path("contacts").read_bytes()
    copy.path("contacts").write_bytes(raw.replace(b"2025-07-01,", b"2025-07-11,", 1))
    return ["contacts.csv", "not the file that was checked last", "--seal"]


def _tell_damage(opened, expected):
    assert opened.title == t("shell.damaged_title")
    for part in expected:
        expect(opened.main).to_contain_text(part)
    expect(opened.main).not_to_contain_text("Traceback")
    assert opened.main.get_by_test_id("stPlotlyChart").count() == 0
    assert opened.main.get_by_test_id("stMetric").count() == 0
    sideways = "element => element.scrollWidth - element.clientWidth"
    assert opened.main.evaluate(sideways) <= 1


@pytest.mark.parametrize(
    ("damage", "width", "theme"),
    [
        (_break_a_row, 1440, "light"),
        (_contradict_the_coverage, 390, "dark"),
        (_lose_a_table, 390, "light"),
        (_change_a_digit, 1440, "dark"),
    ],
)
def test_damage_is_told_with_file_row_and_reason(
    browser, copy, tmp_path, damage, width, theme
):
    whole = {name: copy.path(name).read_bytes() for name in ("contacts", "publishers")}
    expected = damage(copy)
    environment = {"OPEN_LINE_DATA": str(copy.root)}
    with (
        serve(tmp_path / "server.log", environment) as server,
        reader(browser, width=width, theme=theme) as context,
    ):
        for spec in PAGES[:2]:
            with tab(context, server.url) as opened:
                opened.open(f"/{spec.url_path}")
                _tell_damage(opened, expected)
        for name, raw in whole.items():
            copy.path(name).write_bytes(raw)
        with tab(context, server.url) as opened:
            opened.open("/calls")
            assert opened.title == t("calls.title", name="Macron")
            assert opened.main.get_by_test_id("stPlotlyChart").count() > 0
        assert server.complaints() == []


def test_the_last_good_data_are_shown_with_a_notice_until_others_are_whole(
    browser, copy, tmp_path
):
    seal(copy)
    contacts = copy.path("contacts")
    whole = contacts.read_bytes()
    environment = {"OPEN_LINE_DATA": str(copy.root)}
    with (
        serve(tmp_path / "server.log", environment) as server,
        reader(browser) as context,
        tab(context, server.url) as opened,
    ):
        opened.open("/calls")
        assert opened.notices == []
        charts = opened.main.get_by_test_id("stPlotlyChart").count()
        assert charts
        contacts.write_bytes(whole[: len(whole) // 2])
        opened.page.wait_for_timeout(1500)
        opened.open("/calls")
        assert len(opened.notices) == 1
        assert "contacts.csv" in opened.notices[0]
        assert opened.main.get_by_test_id("stPlotlyChart").count() == charts
        contacts.write_bytes(whole)
        opened.page.wait_for_timeout(1500)
        opened.open("/calls")
        assert opened.notices == []
        assert server.log.count("event=data_refused") == 1
        assert server.complaints() == []
