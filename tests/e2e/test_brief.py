"""The brief as it is sent on: two pages of paper, readable on a phone, by itself."""

from __future__ import annotations

import re

import pytest

from components.registry import PAGES
from components.text import t

VIEWS = [
    *(f"/{spec.url_path}" for spec in PAGES),
    "/calls?with=DEU&rule=all",
    "/experts?country=FRA",
    "/who?id=friedrich-merz",
]
PHONE = {"width": 390, "height": 844}


def _taken(opened, key):
    with opened.page.expect_download() as started:
        opened.keyed(key).locator("button:visible").first.click()
    return started.value.path()


@pytest.mark.parametrize("view", VIEWS)
def test_a_brief_is_two_pages_and_fits_a_phone(open_tab, view):
    opened = open_tab(view)
    opened.settle()
    file = _taken(opened, "brief")
    text = file.read_text(encoding="utf-8")
    assert len(text.encode()) < 1_000_000
    # Nothing is fetched: neither scripts nor pictures from elsewhere.
    assert not re.search(r"<script|<link|src=|@import|url\((?!#)", text)
    page = opened.page.context.new_page()
    asked = []
    page.on("request", lambda request: asked.append(request.url))
    page.set_content(text)
    sheets = page.pdf(format="A4", prefer_css_page_size=True)
    assert sheets.count(b"/Type /Page\n") <= 2
    page.set_viewport_size(PHONE)
    wide = page.evaluate("document.documentElement.scrollWidth - innerWidth")
    assert wide <= 0
    assert asked == []
    page.close()


def test_the_brief_of_the_map_has_a_sentence_for_every_state(open_tab, dataset):
    opened = open_tab("/stances")
    text = _taken(opened, "brief").read_text(encoding="utf-8")
    actors = dataset.actors
    for name in actors.loc[actors["eu_member"].astype(bool), "name"]:
        assert re.search(rf"<li>{name}: ", text), name


def test_the_annex_holds_tables_and_all_sources(open_tab):
    opened = open_tab("/calls")
    brief = _taken(opened, "brief").read_text(encoding="utf-8")
    annex = _taken(opened, "annex").read_text(encoding="utf-8")
    assert t("brief.tables") in annex
    assert t("brief.tables") not in brief
    assert annex.count("<li>") > 200 > brief.count("<li>")
    assert len(annex.encode()) < 1_000_000
