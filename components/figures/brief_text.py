"""Words and links of a printable brief, safe inside HTML."""

from __future__ import annotations

import html
import re
from itertools import groupby
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


# The little Markdown that our own texts use, once its signs are safe in HTML.
_INLINE = (
    (re.compile(r"\[([^\]]*)\]\([^)\s]*\)"), r"\1"),
    (re.compile(r"\*\*(.+?)\*\*"), r"<strong>\1</strong>"),
    (re.compile(r"(?<![\\\w*])\*([^*\s][^*]*)\*(?!\w)"), r"<em>\1</em>"),
    (re.compile(r"`([^`]+)`"), r"<code>\1</code>"),
    (re.compile(r"\\(&(?:lt|gt|amp|quot|#x27);|[^A-Za-z0-9\s])"), r"\1"),
)
_ITEM = re.compile(r"\s*(?:[-*]|\d+\.)\s+")


def inline(text: str) -> str:
    """Write one line of Markdown as HTML: emphasis and code; of links the label."""
    written = html.escape(text)
    for pattern, replacement in _INLINE:
        written = pattern.sub(replacement, written)
    return written


def _kind(line: str) -> str:
    if line.startswith("### "):
        return "h3"
    if found := _ITEM.match(line):
        return "ul" if found[0].strip() in {"-", "*"} else "ol"
    return "p" if line.strip() else ""


def prose(text: str) -> str:
    """Write Markdown as HTML: paragraphs, lists and headings of the third level."""
    parts = []
    for kind, lines in groupby(text.splitlines(), _kind):
        if kind == "h3":
            parts += [f"<h3>{inline(line[4:])}</h3>" for line in lines]
        elif kind == "p":
            parts.append(f"<p>{' '.join(inline(line.strip()) for line in lines)}</p>")
        elif kind:
            items = (inline(_ITEM.sub("", line, count=1)) for line in lines)
            listed = "".join(f"<li>{item}</li>" for item in items)
            parts.append(f"<{kind}>{listed}</{kind}>")
    return "\n".join(parts)


def grid(frame: pd.DataFrame) -> str:
    """Write a small table whose cells are Markdown."""
    head = "".join(f'<th scope="col">{inline(str(name))}</th>' for name in frame)
    body = "".join(
        f"<tr>{''.join(f'<td>{inline(str(value))}</td>' for value in row)}</tr>"
        for row in each(frame)
    )
    return f"<table><thead><tr>{head}</tr></thead><tbody>{body}</tbody></table>"


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
