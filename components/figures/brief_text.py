"""Words and links of a printable brief, safe inside HTML."""

from __future__ import annotations

import html
from urllib.parse import unquote

import pandas as pd

from components import format as fmt
from components.text import t
from data.rows import each


def anchor(url: str) -> str:
    """A link that paper can carry: the address itself, letters not encoded."""
    safe = html.escape(url, quote=True)
    readable = unquote(url, errors="strict") if _decodes(url) else url
    shown = readable if readable.isprintable() and " " not in readable else url
    return f'<a href="{safe}">{html.escape(shown)}</a>'


def _decodes(url: str) -> bool:
    try:
        unquote(url, errors="strict")
    except UnicodeDecodeError:
        return False
    return True


def source_list(sources: pd.DataFrame) -> str:
    """Every source page with who speaks in it, and its address."""
    if sources.empty:
        return ""
    heading = html.escape(t("brief.sources", n=fmt.number(len(sources))))
    items = "".join(
        "<li>"
        + html.escape(
            t(
                "brief.source",
                title=row.title,
                publisher=row.publisher,
                country=row.country or t("brief.country_unknown"),
                control=row.control,
                published=row.published or t("brief.undated"),
            )
        )
        + (f" {anchor(row.url)}" if row.url else "")
        + "</li>"
        for row in each(sources)
    )
    return f'<h2>{heading}</h2><ol class="sources">{items}</ol>'
