"""`?record=`: one click, or one link, to the evidence."""

from __future__ import annotations

import pytest
from playwright.sync_api import expect

from components.text import t, tn
from data import evidence

CALL = "fra-2025-07-01-call"


def _dialog(opened):
    dialog = opened.page.get_by_role("dialog")
    expect(dialog).to_be_visible()
    return dialog


def test_a_cold_link_opens_the_record_with_all_its_sources(open_tab):
    opened = open_tab(f"/calls?record={CALL}")
    dialog = _dialog(opened)
    expect(dialog.get_by_text(tn("records.sources", 9))).to_be_visible()
    links = dialog.locator("a[href^=http]")
    assert links.count() >= 9
    opened.reaches(f"record={CALL}")
    dialog.get_by_role("button", name="Close").first.click()
    expect(dialog).not_to_be_visible()
    opened.reaches("")


@pytest.mark.parametrize("kind", evidence.RECORD_KINDS, ids=lambda kind: kind.table)
def test_every_kind_of_record_opens_on_the_overview(open_tab, dataset, kind):
    identifier = dataset.table(kind.table)[kind.key].iloc[0]
    opened = open_tab(f"/?record={identifier}")
    dialog = _dialog(opened)
    expect(dialog.get_by_text(t("records.id", id=identifier))).to_be_visible()
    sources = evidence.sources_of(dataset, identifier)
    expect(dialog.get_by_text(tn("records.sources", len(sources)))).to_be_visible()
    assert opened.errors == []


def test_an_unknown_record_gives_a_notice(open_tab):
    opened = open_tab("/calls?record=nobody")
    (notice,) = opened.notices
    assert "record=nobody" in notice
    assert opened.page.get_by_role("dialog").count() == 0
    opened.reaches("")


def test_a_stated_total_opens_its_record_and_back_closes_it(open_tab):
    opened = open_tab("/calls")
    opened.keyed("claim_RC04").locator("button").click()
    dialog = _dialog(opened)
    opened.reaches("record=RC04")
    opened.page.go_back()
    expect(dialog).not_to_be_visible()
    opened.reaches("")


def test_a_mark_of_the_event_strip_opens_its_record(open_tab):
    opened = open_tab("/calls?from=2025&to=2025")
    chart = opened.keyed("events_chart")
    chart.scroll_into_view_if_needed()
    chart.locator(".scatterlayer .point").last.click(force=True)
    _dialog(opened)
    opened.reaches(f"from=2025&to=2025&record={CALL}")
