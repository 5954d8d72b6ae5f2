"""What a preview of a link shows: question and answer of its page, and a picture.

Written by `make previews`, put into the HTML by `serve.py`.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from components import cache
from data import escape
from data.load import Dataset
from data.manifest import public_name
from data.schema import DataError

FOLDER = Path(__file__).parent.parent / "static" / "previews"
WORDS = "previews.json"

# In pixels: what networks show a link's picture at.
WIDTH, HEIGHT = 1200, 630

# Where the platform serves the folder of the pictures.
_SERVED = "app/static/previews"


def picture(path: str) -> str:
    """Name the file of a page's picture, by the page's path."""
    return f"{path or 'overview'}.png"


@dataclass(frozen=True)
class Preview:
    """What a preview of a page says: its question and its answer, and what it is for.

    `below` narrows the answer.
    """

    site: str
    title: str
    answer: str
    below: str
    help: str

    @property
    def finding(self) -> str:
        """The answer with what narrows it."""
        return f"{self.answer.rstrip('.')}. {self.below}".strip()


def known() -> Mapping[str, Preview]:
    """Return what previews say of the data in use, by the path of each page.

    Nothing where there are no data, those of another package, or no previews of them.
    """
    try:
        return cache.derived("previews", _read, whole=True)
    except DataError:
        return {}


def _read(data: Dataset) -> Mapping[str, Preview]:
    raw = data.beside.get(public_name(f"{FOLDER.name}/{WORDS}"))
    if raw is None:
        return {}
    written = json.loads(raw)
    return {
        path: Preview(written["site"], **said)
        for path, said in written["pages"].items()
    }


def tags(said: Preview, base: str, path: str, query: str) -> str:
    """Write title, description and picture of a page as HTML.

    An answer is that of the page as it opens; a link with filters shows something
    else, so its preview says only what the page is for.

    Args:
        said: of the page.
        base: address of the site, without a slash at its end.
        path: of the page.
        query: of the link, as in the address; "" where it holds no filter.
    """
    about = said.help if query else said.finding
    named = {
        "og:type": "website",
        "og:site_name": said.site,
        "og:title": said.title,
        "og:description": about,
        "og:url": f"{base}/{path}" + (f"?{query}" if query else ""),
        "og:image": f"{base}/{_SERVED}/{picture(path)}",
        "og:image:width": str(WIDTH),
        "og:image:height": str(HEIGHT),
        "og:image:alt": f"{said.title} {said.finding}",
    }
    return "\n    ".join(
        [
            f"<title>{escape.html(said.title)}</title>",
            f'<meta name="description" content="{escape.html(about)}" />',
            '<meta name="twitter:card" content="summary_large_image" />',
            *(
                f'<meta property="{name}" content="{escape.html(value)}" />'
                for name, value in named.items()
            ),
        ]
    )
