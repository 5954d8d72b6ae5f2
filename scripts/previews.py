"""Write what a preview of a link to each page shows: `make previews`.

Question, answer and purpose of each page go into `static/previews/previews.json`, and
a picture of both with the page's first chart beside it. `serve.py` puts them into the
HTML that it serves. Needs what the tests need.
"""

from __future__ import annotations

import hashlib
import json
import sys
from dataclasses import asdict, dataclass, replace
from typing import Any

from components import cache, registry
from components.cards import Card
from components.figures import palette
from components.figures.spec import Spec
from components.markdown import plain
from components.page import Page
from components.previews import FOLDER, HEIGHT, WIDTH, WORDS, picture
from components.text import t
from data import escape
from scripts import build_data, find_browser
from scripts.picture import LIBRARY, ROOT, run

# In pixels. A chart stands below the words, and a high one beside them: its width, and
# the room for its height. What is higher is drawn smaller.
BELOW, BESIDE = (1100, 350), (640, 560)

_PAGE = """<!doctype html><meta charset="utf-8"><style>
body {{ margin: 0; width: {width}px; height: {height}px; box-sizing: border-box;
  padding: 36px 50px; background: {ground}; color: {text}; position: relative;
  font-family: Arial, Helvetica, sans-serif; overflow: hidden; }}
h1 {{ font: 400 22px/1.3 Arial, Helvetica, sans-serif; color: {muted};
  margin: 0 0 10px; }}
p {{ font: 600 {size}px/1.25 Georgia, 'DejaVu Serif', serif; margin: 0 0 12px; }}
small {{ font-size: 20px; line-height: 1.35; display: block; }}
.beside h1, .beside p, .beside small {{ width: 450px; }}
#chart {{ position: absolute; left: 50px; bottom: 24px; transform-origin: 0 100%;
  transform: scale({scale}); }}
.beside #chart {{ left: auto; right: 30px; top: 40px; transform-origin: 100% 0; }}
img {{ position: absolute; right: 50px; top: 30px; height: 36px; }}
.beside img, .alone img {{ right: auto; left: 50px; top: auto; bottom: 36px; }}
</style><body class="{shape}"><h1>{title}</h1><p>{answer}</p><small>{below}</small>
<div id="chart"></div>{logo}</body>"""

_DRAW = "f => Plotly.newPlot('chart', f.data, f.layout, {staticPlot: true})"

# In letters: an answer longer than this is set smaller.
LONG = 150


@dataclass(frozen=True)
class Shown:
    """What a page shows as it opens: its words, and its first chart, if it has one.

    `below` narrows the answer, `help` says what the page is for.
    """

    title: str
    answer: str
    below: str
    help: str
    figure: Spec | None = None

    @property
    def shape(self) -> str:
        """Where the chart stands: `below` or `beside` the words; else `alone`."""
        if self.figure is None:
            return "alone"
        return "beside" if self.figure["layout"]["height"] > BELOW[1] else "below"

    @property
    def drawn(self) -> Spec | None:
        """The chart in light colours, as wide as its place."""
        if self.figure is None:
            return None
        figure = palette.resolved(self.figure)
        room = BESIDE if self.shape == "beside" else BELOW
        figure["layout"]["width"] = round(room[0] / self.scale)
        return figure

    @property
    def scale(self) -> float:
        """How much smaller than on the page the chart has to be."""
        if self.figure is None:
            return 1.0
        room = BESIDE if self.shape == "beside" else BELOW
        return min(1.0, room[1] / float(self.figure["layout"]["height"]))

    @property
    def digest(self) -> str:
        """Names what the picture holds: another content gives another."""
        content = [self.title, self.answer, self.below, self.drawn]
        written = json.dumps(content, sort_keys=True, default=str)
        return hashlib.sha256(written.encode()).hexdigest()


def collect() -> dict[str, Shown]:
    """Run every page and return what it shows, by its path.

    Raises:
        SystemExit: a page does not run.
    """
    found: dict[str, Shown] = {}
    for spec in registry.PAGES:
        path = spec.url_path

        def say(page: Page, answer: str, below: str, path: str = path) -> None:
            about = t(f"nav.{page.spec.stem}_help")
            found[path] = Shown(
                plain(page.title), plain(answer), plain(below), plain(about)
            )

        def keep(_: Page, card: Card, path: str = path) -> None:
            if card.figure is not None and found[path].figure is None:
                found[path] = replace(found[path], figure=card.figure)

        run(f"/{path}", "http://localhost", keep, say)
    return found


def text(pages: dict[str, Shown]) -> str:
    """Write the words of the pages as the file has them."""
    written: dict[str, Any] = {
        "site": t("shell.name"),
        "version": cache.full().version,
        "pages": {
            path: {k: v for k, v in asdict(said).items() if k != "figure"}
            for path, said in pages.items()
        },
        "pictures": {path: said.digest for path, said in pages.items()},
    }
    return json.dumps(written, ensure_ascii=False, indent=1) + "\n"


def _markup(said: Shown) -> str:
    colours = palette.colours("light")
    logo = (ROOT / "static" / "logo-light.svg").read_text(encoding="utf-8")
    source = f"data:image/svg+xml,{escape.html(logo.replace('#', '%23'))}"
    return _PAGE.format(
        width=WIDTH,
        height=HEIGHT,
        ground=colours[palette.GROUND],
        text=colours[palette.TEXT],
        muted=colours[palette.MUTED],
        size=27 if len(said.answer) > LONG else 34,
        shape=said.shape,
        scale=said.scale,
        title=escape.html(said.title),
        answer=escape.html(said.answer),
        below=escape.html(said.below),
        logo=f'<img alt="" src="{source}">',
    )


def pictures(pages: dict[str, Shown]) -> dict[str, bytes]:
    """Draw the picture of each page in a browser; return them by the names of files.

    Raises:
        SystemExit: there is no browser.
    """
    from playwright.sync_api import sync_playwright

    executable = find_browser.find()
    if executable is None:
        raise SystemExit(find_browser.HELP)
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(
            executable_path=executable, args=["--no-sandbox", "--disable-gpu"]
        )
        tab = browser.new_page(viewport={"width": WIDTH, "height": HEIGHT})
        drawn_pictures = {}
        for path, said in pages.items():
            tab.set_content(_markup(said))
            if said.drawn is not None:
                tab.add_script_tag(path=LIBRARY)
                drawn = json.loads(json.dumps(said.drawn))
                tab.evaluate(_DRAW, drawn)
            drawn_pictures[picture(path)] = tab.screenshot()
        browser.close()
    return drawn_pictures


def main() -> int:
    """Write words and pictures, and the manifest that lists them, at once."""
    pages = collect()
    made = pictures(pages) | {WORDS: text(pages).encode()}
    print(f"{len(pages)} previews in {FOLDER.relative_to(ROOT)}")
    return build_data.main([], {FOLDER / name: raw for name, raw in made.items()})


if __name__ == "__main__":
    sys.exit(main())
