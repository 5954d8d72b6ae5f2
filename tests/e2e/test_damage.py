"""Damaged data: a page that says what is wrong, never a wrong number."""

from __future__ import annotations

import pytest
from playwright.sync_api import expect

from components.registry import PAGES
from components.text import t
from tests.support.server import serve
from tests.support.tab import reader, tab


def _break_a_row(copy):
    line = copy.line_of("contacts", "contact_id", "fra-2025-07-01-call")
    copy.put("contacts", line, date="1 July 2025")
    return ["contacts.csv", f"row {line}", "date"]


def _lose_a_table(copy):
    copy.path("publishers").unlink()
    return ["publishers.csv", "missing"]


@pytest.mark.parametrize("damage", [_break_a_row, _lose_a_table])
def test_damage_is_told_with_file_row_and_reason(browser, copy, tmp_path, damage):
    expected = damage(copy)
    environment = {"OPEN_LINE_DATA": str(copy.root)}
    with (
        serve(tmp_path / "server.log", environment) as server,
        reader(browser) as context,
    ):
        for spec in PAGES[:2]:
            with tab(context, server.url) as opened:
                opened.open(f"/{spec.url_path}")
                assert opened.title == t("shell.damaged_title")
                for part in expected:
                    expect(opened.main).to_contain_text(part)
                expect(opened.main).not_to_contain_text("Traceback")
                assert opened.main.get_by_test_id("stPlotlyChart").count() == 0
                assert opened.main.get_by_test_id("stMetric").count() == 0
        assert server.complaints() == []
