"""What `serve.py` adds: links to its pages have a preview of their own."""

from __future__ import annotations

import re
import urllib.request

import pytest
from playwright.sync_api import expect

from components import previews
from tests.support.paths import REPOSITORY
from tests.support.server import serve
from tests.support.tab import WIDE, tab


@pytest.fixture(scope="module")
def served(tmp_path_factory):
    log = tmp_path_factory.mktemp("serve") / "server.log"
    with serve(log, entry=REPOSITORY / "serve.py") as running:
        yield running
        assert running.complaints() == []


def _fetch(url, **more):
    with urllib.request.urlopen(urllib.request.Request(url, **more)) as answer:
        return answer.headers, answer.read().decode()


def _content(page, name):
    return re.search(rf'="{name}" content="([^"]*)"', page)[1]


@pytest.mark.parametrize("path", sorted(previews.known()))
def test_each_page_as_served_says_its_question(served, path):
    said = previews.known()[path]
    headers, page = _fetch(f"{served.url}/{path}")
    assert int(headers["Content-Length"]) == len(page.encode())
    assert page.count("<title>") == 1
    assert f"<title>{said.title}</title>" in page
    assert _content(page, "og:url") == f"{served.url}/{path}"
    with urllib.request.urlopen(_content(page, "og:image")) as answer:
        assert answer.headers.get_content_type() == "image/png"


def test_filters_and_strangers_change_no_more_than_they_may(served):
    known = previews.known()["calls"]
    _, filtered = _fetch(f"{served.url}/calls?rule=all&utm_source=a")
    assert _content(filtered, "og:description") == known.help
    _, tracked = _fetch(f"{served.url}/calls?utm_source=a&fbclid=b")
    assert _content(tracked, "og:url") == f"{served.url}/calls"
    _, injected = _fetch(f"{served.url}/calls?q=%22%3E<script>x()</script>")
    assert "<script>x" not in injected
    headers, body = _fetch(f"{served.url}/calls", method="HEAD")
    assert headers.get_content_type() == "text/html"
    assert body == ""
    # What is no page is left as it is.
    headers, _ = _fetch(f"{served.url}/app/static/data/v1/index.json")
    assert headers.get_content_type() == "application/json"


def test_the_app_itself_is_the_same(served, readers):
    with tab(readers(WIDE, "light"), served.url) as opened:
        page = opened.open("/calls?rule=bilateral").page
        expect(page.get_by_role("heading", level=1)).to_contain_text("Macron")
        assert "rule=bilateral" in page.url


def test_the_address_of_a_copy_can_be_set(tmp_path):
    set_to = {"OPEN_LINE_ADDRESS": "https://line.test/dash"}
    with serve(tmp_path / "log", set_to, REPOSITORY / "serve.py") as running:
        _, page = _fetch(f"{running.url}/stances")
    assert _content(page, "og:url") == "https://line.test/dash/stances"
