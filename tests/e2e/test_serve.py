"""The app as `serve.py` gives it, in the browser: nothing breaks a rule of its own."""

from __future__ import annotations

import http.server
import re
import threading
import urllib.request

import pytest
from playwright.sync_api import expect

from components.registry import PAGES
from components.serving import assets
from tests.support.paths import REPOSITORY
from tests.support.server import serve
from tests.support.tab import PHONE, WIDE, reader, tab

PATHS = [spec.url_path for spec in PAGES]


@pytest.fixture(scope="module")
def served(tmp_path_factory):
    with serve(
        tmp_path_factory.mktemp("serve") / "log", entry=REPOSITORY / "serve.py"
    ) as running:
        yield running
        assert running.complaints() == []


@pytest.mark.parametrize("path", PATHS)
def test_no_page_meets_a_rule_against_it(served, readers, path):
    """And the chart library is fetched early where a page has a chart, and only there.

    Wide, and then on a phone: the same tab made narrow, for loading takes longest.
    """
    chart = assets.with_imports("PlotlyChart")[-1]
    with urllib.request.urlopen(f"{served.url}/{path}") as answer:
        early = chart in answer.read().decode()
    with tab(readers(WIDE, "light"), served.url) as opened:
        opened.open(f"/{path}")
        assert early == (opened.page.locator(".js-plotly-plot").count() > 0)
        opened.unfold()
        opened.page.set_viewport_size({"width": PHONE, "height": 900})
        opened.settle()
        assert opened.errors == []
        assert opened.foreign == []


def test_what_is_taken_away_works_under_the_rules(served, browser):
    with reader(browser) as context, tab(context, served.url) as opened:
        opened.open("/calls")
        opened.tool("download", "calls_chart")
        for key in ("csv_calls_chart", "picture_calls_chart"):
            button = opened.page.locator(f".st-key-{key} button").first
            with opened.page.expect_download() as caught:
                button.click()
            assert caught.value.path().stat().st_size > 100
        opened.page.keyboard.press("Escape")
        opened.page.get_by_test_id("stTopNavLink").nth(2).click()
        expect(opened.page).to_have_url(re.compile("/stances$"))
        opened.settle()
        assert opened.errors == []


@pytest.mark.parametrize(
    ("query", "shown"), [("?card=calls_chart&embed=true", True), ("", False)]
)
def test_another_site_frames_a_card_and_nothing_else(served, browser, query, shown):
    class Page(http.server.BaseHTTPRequestHandler):
        def do_GET(self):
            self.send_response(200)
            self.send_header("Content-Type", "text/html")
            self.end_headers()
            self.wfile.write(f'<iframe src="{served.url}/calls{query}">'.encode())

        def log_message(self, *_):
            pass

    with http.server.ThreadingHTTPServer(("127.0.0.1", 0), Page) as other:
        threading.Thread(target=other.serve_forever, daemon=True).start()
        page = browser.new_page()
        refused = []
        page.on("console", lambda said: refused.append(said.text))
        page.goto(f"http://localhost:{other.server_port}", wait_until="load")
        chart = page.frame_locator("iframe").locator(".js-plotly-plot")
        if shown:
            expect(chart).to_be_visible()
        else:
            assert any("frame-ancestors" in text for text in refused)
            assert chart.count() == 0
        page.close()
        other.shutdown()


def test_the_serif_of_headings_is_the_small_one(served, browser):
    with reader(browser) as context, tab(context, served.url) as opened:
        fonts = []
        opened.page.on("request", lambda r: fonts.append(r.url))
        opened.open("/calls")
        named = [url for url in fonts if url.endswith("woff2")]
        assert any("headings.woff2" in url for url in named)
        assert not any("Serif" in url for url in named)
