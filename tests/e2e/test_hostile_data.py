"""A package whose every free text holds attacks, in the browser: none of them works.

What the app sends is gone through in `tests.pages.test_hostile_data`; here is what
Streamlit's client and Plotly make of it.
"""

from __future__ import annotations

import csv
import re
from urllib.parse import urlsplit

import pytest

from components.registry import PAGES
from data.escape import is_address
from data.schema import package
from tests.support import poison
from tests.support.server import serve
from tests.support.tab import tab

PLACES = [
    f"/{spec.url_path}" + (f"?view={view}" if view else "")
    for spec in PAGES
    for view in spec.tabs or ("",)
]
# Of each page the tab that is open first.
FIRST = [
    f"/{spec.url_path}" + (f"?view={spec.tabs[0]}" if spec.tabs else "")
    for spec in PAGES
]
OTHERS = (
    "/?record=fra-2025-07-01-call", "/?record=iz2025-001",
    "/?record=aut-2022-04-11-nehammer", "/who?id=FRA", "/who?q=macron",
    "/stances?state=DEU", "/calls?with=DEU&beside=TUR", "/sources?q=kremlin",
)  # fmt: skip


@pytest.fixture(scope="module")
def attacked(tmp_path_factory):
    """The app on the poisoned package, and the addresses that its tables hold."""
    folder = tmp_path_factory.mktemp("poisoned")
    root = poison.write(folder / "data").root
    named = set()
    for path in (root / "tables").iterdir():
        with path.open(encoding="utf-8", newline="") as file:
            for row in csv.reader(file):
                named |= {cell for cell in row if is_address(cell)}
    named.add(package().license_url)
    with serve(folder / "log", {"OPEN_LINE_DATA": str(root)}) as server:
        yield server, named
        assert server.complaints() == []


_LINKS = """() => {
  const found = [];
  const visit = node => {
    for (const a of node.querySelectorAll('a')) {
      const href = a.getAttribute('href')
        ?? a.getAttributeNS('http://www.w3.org/1999/xlink', 'href');
      if (href !== null) found.push(href);
    }
    for (const e of node.querySelectorAll('*')) if (e.shadowRoot) visit(e.shadowRoot);
  };
  visit(document);
  return found;
}"""
_LIVE = "q, [onerror], [onload], iframe, object, embed, .katex, img[src*='invalid']"


def test_no_attack_works(readers, attacked):
    _try(readers, attacked, FIRST)


@pytest.mark.soak
def test_no_attack_works_in_any_tab(readers, attacked):
    places = [place for place in PLACES if place not in FIRST]
    _try(readers, attacked, [*OTHERS, *places])


def _try(readers, attacked, places):
    server, named = attacked
    hosts = {urlsplit(address).netloc for address in named}
    assert "out.invalid" not in hosts
    for place in places:
        with tab(readers(1440, "light"), server.url) as opened:
            dialogs = []
            opened.page.on("dialog", lambda box, seen=dialogs: _dismiss(box, seen))
            opened.open(place)
            _hover(opened)
            hrefs = opened.page.evaluate(_LINKS)
            strange = [href for href in hrefs if not _known(href, opened.base, named)]
            assert strange == [], place
            assert opened.page.locator(_LIVE).count() == 0, place
            assert dialogs == [], place
            assert opened.foreign == [], place
            assert opened.errors == [], place


def _dismiss(box, seen):
    seen.append(box.message)
    box.dismiss()


def _known(href: str, base: str, named: set[str]) -> bool:
    """Whether a link stays within the app, or leads where a table says."""
    if href.startswith(base) or not re.match(r"[a-z][a-z0-9+.-]*:|//", href, re.I):
        return True
    bare = href.replace("%28", "(").replace("%29", ")").partition("#:~:")[0]
    return href in named or bare in named


def _hover(opened) -> None:
    """Pass over the middle of each chart and its marks: labels are written then."""
    for chart in opened.main.get_by_test_id("stPlotlyChart").all()[:2]:
        box = chart.bounding_box()
        if box is None:
            continue
        for across in (0.25, 0.5, 0.75):
            for down in (0.3, 0.6):
                opened.page.mouse.move(
                    box["x"] + box["width"] * across, box["y"] + box["height"] * down
                )
                opened.page.wait_for_timeout(60)


def test_text_is_printed_letter_by_letter(readers, attacked):
    server, _ = attacked
    with tab(readers(1440, "light"), server.url) as opened:
        opened.open("/?record=aut-2022-04-11-nehammer")
        said = opened.page.get_by_role("dialog").inner_text()
        assert poison.LIVE in said
