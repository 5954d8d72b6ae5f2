"""Save the chart of a view as a picture: the same as the buttons of its card.

    python -m scripts.picture "/calls?rule=all" --card calls_chart --out pictures

Needs what the tests need: `requirements-dev.txt` and a Chrome or Chromium.
"""

from __future__ import annotations

import argparse
import base64
import json
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any
from urllib.parse import parse_qsl, unquote, urlsplit

import plotly
from streamlit.testing.v1 import AppTest

from components import naming, picture, registry
from components.cards import Card
from components.page import Page
from scripts import find_browser

ROOT = Path(__file__).parents[1]

# A page may take its time on a busy machine.
SECONDS = 120

LIBRARY = Path(plotly.__file__).parent / "package_data" / "plotly.min.js"

_DRAW = """([figure, format, scale]) => Plotly.toImage(figure, {
  format, scale, width: figure.layout.width, height: figure.layout.height,
})"""


def run(
    view: str,
    base: str,
    seen: Callable[[Page, Card], None],
    said: Callable[[Page, str, str], None] = lambda *_: None,
) -> None:
    """Run a page as a link to it would.

    Args:
        view: path and query, such as `/stances?state=DEU`.
        base: address of the site.
        seen: called with the page and each card that it shows.
        said: called with the page, its answer, and what narrows the answer.

    Raises:
        SystemExit: there is no such page, or it does not run.
    """
    address = urlsplit(view)
    stem = address.path.strip("/")
    pages = {spec.url_path: spec for spec in registry.PAGES}
    if stem not in pages:
        named = ", ".join(f"/{path}" for path in pages)
        raise SystemExit(f"there is no page {address.path!r}; there are {named}")
    spec = pages[stem]
    collect, answer = Page.collect, Page.answer

    def keep(page: Page, card: Card) -> None:
        collect(page, card)
        if page.spec is spec:
            seen(page, card)

    def say(page: Page, text: str, caveat: str = "", below: str = "") -> None:
        answer(page, text, caveat, below)
        if page.spec is spec:
            said(page, text, below or caveat)

    Page.collect = keep  # type: ignore[method-assign,assignment]
    Page.answer = say  # type: ignore[method-assign,assignment]
    running = AppTest.from_file(str(ROOT / "dashboard.py"), default_timeout=SECONDS)
    if not spec.default:
        running.run()
        running.switch_page(spec.path)
    running.context["url"] = base.rstrip("/") + "/" + stem
    for name, value in parse_qsl(address.query):
        running.query_params[name] = value
    running.run()
    Page.collect = collect  # type: ignore[method-assign]
    Page.answer = answer  # type: ignore[method-assign]
    if running.exception:
        told = running.exception[0].message
        raise SystemExit(f"the page {view} does not run: {told}")
    for notice in running.warning:
        print(notice.value, file=sys.stderr)


def figures(view: str, base: str) -> dict[str, tuple[str, dict[str, Any]]]:
    """Return name and figure of the picture of every chart of a view, by its card.

    Args:
        view: path and query, such as `/stances?state=DEU`.
        base: address of the site, which the pictures bear.

    Raises:
        SystemExit: there is no such page, or it does not run.
    """
    found: dict[str, tuple[str, dict[str, Any]]] = {}

    def draw(page: Page, card: Card) -> None:
        if card.figure is None:
            return
        drawn = picture.figure_of(card, naming.link(page.spec))
        found[card.key] = naming.name(card.subject, page.spec), drawn

    run(view, base, draw)
    return found


def save(figure: dict[str, Any], stem: Path, formats: list[str]) -> list[Path]:
    """Draw a figure in a browser and write it in each format; return the files.

    Raises:
        SystemExit: there is no browser.
    """
    from playwright.sync_api import sync_playwright

    executable = find_browser.find()
    if executable is None:
        raise SystemExit(find_browser.HELP)
    written = []
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(
            executable_path=executable, args=["--no-sandbox", "--disable-gpu"]
        )
        page = browser.new_page()
        page.add_script_tag(path=LIBRARY)
        plain = json.loads(json.dumps(figure))
        for suffix in formats:
            drawn = page.evaluate(_DRAW, [plain, suffix, picture.SCALE])
            head, _, body = drawn.partition(",")
            coded = "base64" in head
            data = base64.b64decode(body) if coded else unquote(body).encode()
            file = stem.with_name(f"{stem.name}.{suffix}")
            file.write_bytes(data)
            written.append(file)
        browser.close()
    return written


def main(arguments: list[str] | None = None) -> None:
    """Read the command line, and say which files were written."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("view", help='path and query, such as "/calls?rule=all"')
    parser.add_argument("--card", help="key of one chart; all of the view without it")
    parser.add_argument("--out", type=Path, default=Path("pictures"), help="folder")
    parser.add_argument("--format", choices=picture.FORMATS, action="append")
    parser.add_argument(
        "--base", default="http://localhost:8501", help="address of the site"
    )
    chosen = parser.parse_args(arguments)
    found = figures(chosen.view, chosen.base)
    if chosen.card and chosen.card not in found:
        raise SystemExit(
            f"{chosen.view} has no chart {chosen.card!r}; it has {', '.join(found)}"
        )
    chosen.out.mkdir(parents=True, exist_ok=True)
    for key, (name, figure) in found.items():
        if chosen.card in {None, key}:
            formats = chosen.format or list(picture.FORMATS)
            for file in save(figure, chosen.out / name, formats):
                print(file)


if __name__ == "__main__":
    main()
