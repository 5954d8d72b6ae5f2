"""A link opened in a fresh browser, as the first request that a server gets.

While a `pages/` folder stands beside the entry point, the platform answers the very
first request of a process by itself: only a cold server shows whether `ensure()`
brings the frame.
"""

from __future__ import annotations

import pytest

from components.registry import PAGES
from components.text import t
from components.widgets import DRAWERS
from tests.support.server import serve
from tests.support.tab import fresh_tab

# One of each sort: the first page, one with filters, one without, one out of the menu.
COLD = [spec for spec in PAGES if spec.stem in {"overview", "calls", "method", "new"}]


@pytest.mark.parametrize("spec", COLD, ids=lambda spec: spec.stem)
def test_a_cold_link_opens_its_page_in_the_frame(browser, tmp_path, spec):
    with (
        serve(tmp_path / "server.log") as server,
        fresh_tab(browser, server.url) as opened,
    ):
        opened.open(f"/{spec.url_path}")
        assert opened.title == t(f"{spec.stem}.title", name="Macron")
        links = opened.page.get_by_test_id("stTopNavLink")
        titles = [text.split("\n")[-1] for text in links.all_inner_texts()]
        shown = [other for other in PAGES if not other.hidden]
        assert titles == [t(f"nav.{other.stem}") for other in shown]
        assert opened.page.get_by_text("Page not found").count() == 0
        if set(spec.filters) & set(DRAWERS):
            assert opened.keyed("reset").count() == 1
        if "from" in spec.params:
            assert opened.keyed("period.en").count() == 1
        assert opened.errors == []
        assert opened.foreign == []
        assert server.complaints() == []


def test_a_cold_link_with_filters_shows_that_view(browser, tmp_path):
    with (
        serve(tmp_path / "server.log") as server,
        fresh_tab(browser, server.url) as opened,
    ):
        query = "rule=bilateral&grain=month&from=2021&to=2022"
        opened.open(f"/calls?{query}")
        opened.reaches(query)
        assert opened.chosen("rule.en") == t("calls.short_bilateral")
        assert opened.chosen("grain.en") == t("calls.grain_month")
        assert "24 calls" in opened.keyed("card_calls_chart").inner_text()


def test_the_first_thing_that_a_reader_does_after_a_cold_link_counts(browser, tmp_path):
    with (
        serve(tmp_path / "server.log") as server,
        fresh_tab(browser, server.url) as opened,
    ):
        opened.open("/experts?country=FRA")
        opened.settle()
        groups = opened.page.locator("[class*='st-key-groups_']")
        groups.locator("summary").first.press("Enter")
        # What a fold holds is drawn by the server, once it knows that it is open.
        groups.locator("[class*='st-key-assessment_'] button").first.wait_for()
