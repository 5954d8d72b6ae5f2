"""`?record=`: one click, or one link, to the evidence."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import expect

from components.markdown import plain
from components.text import t, tn
from data import evidence

CALL = "fra-2025-07-01-call"


def _dialog(opened):
    dialog = opened.page.get_by_role("dialog")
    expect(dialog).to_be_visible()
    return dialog


def _sources(n):
    """The whole line, not one that also says how many pages of whom there are."""
    return re.compile(f"^{plain(tn('records.sources', n))}$")


def test_a_cold_link_opens_the_record_with_all_its_sources(open_tab, dataset):
    opened = open_tab(f"/calls?record={CALL}")
    dialog = _dialog(opened)
    count = len(evidence.sources_of(dataset, CALL))
    expect(dialog.get_by_text(_sources(count))).to_be_visible()
    links = dialog.locator("a[href^=http]")
    assert links.count() >= count
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
    if len(sources):
        expect(dialog.get_by_text(_sources(len(sources)))).to_be_visible()
    assert opened.errors == []


def test_an_unknown_record_gives_a_notice(open_tab):
    opened = open_tab("/calls?record=nobody")
    (notice,) = opened.notices
    assert "record=nobody" in notice
    assert opened.page.get_by_role("dialog").count() == 0
    opened.reaches("")


def test_a_stated_total_opens_its_record_and_back_closes_it(open_tab):
    opened = open_tab("/calls?view=reported")
    opened.keyed("open_claims_list_RC04").get_by_role("button").click()
    dialog = _dialog(opened)
    opened.reaches("view=reported&record=RC04")
    opened.page.go_back()
    expect(dialog).not_to_be_visible()
    opened.reaches("view=reported")


def test_a_record_with_conflicting_accounts_shows_the_conflict(open_tab):
    dialog = _dialog(open_tab(f"/stances?record={CALL}"))
    notice = dialog.get_by_test_id("stAlert")
    expect(notice).to_contain_text("Accounts differ on who asked for it")
    expect(notice).to_contain_text("Kremlin: French request; Élysée: joint origin")


def test_a_total_leads_to_its_rivals_and_back_to_itself(open_tab):
    opened = open_tab("/leaders?record=RC02")
    dialog = _dialog(opened)
    expect(dialog).to_contain_text("Our list does not confirm this total")
    dialog.get_by_role("button", name="19 calls, Putin and Macron, 2022").first.click()
    opened.reaches("record=RC26")
    expect(dialog.locator("h2")).to_have_text(
        "Stated total: 19 calls, Putin and Macron, 2022"
    )
    opened.page.go_back()
    opened.reaches("record=RC02")
    expect(dialog.locator("h2")).to_contain_text("20 calls")


def test_an_error_is_reported_with_all_that_names_the_record(open_tab, dataset):
    opened = open_tab("/?record=aaltola-2022-03-1")
    dialog = _dialog(opened)
    dialog.get_by_role("button", name=t("records.report"), exact=False).click()
    report = opened.page.get_by_test_id("stPopoverBody")
    for part in (
        "aaltola-2022-03-1",
        "assessments",
        dataset.version,
        f"{opened.base}/?record=aaltola-2022-03-1",
    ):
        expect(report).to_contain_text(part)
