"""Markdown: tables, what stands in it without its marks, quotes as print has them."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

from data.escape import APART, link
from data.escape import markdown as escape

__all__ = ["curled", "escape", "link", "plain", "table"]

# An escaped sign (1), a link with its label (2), or a mark of emphasis or code.
_MARK = re.compile(r"\\([^A-Za-z0-9\s])|\[((?:\\.|[^\]\\])*)\]\([^)\s]*\)|\*\*|__|`")

# A quote opens at the start, after a space or after an opening bracket or dash.
_OPENING = re.compile(r"(^|[\s(\[–—-])(['\"])")
_CURLED = {"'": ("‘", "’"), '"': ("“", "”")}


def table(
    head: Sequence[str], rows: Iterable[Sequence[str]], numbers: Sequence[int] = ()
) -> str:
    """Return a Markdown table, which wraps at the width of the page.

    Args:
        head: names of the columns.
        rows: cells, each Markdown that stands on one line.
        numbers: positions of the columns that are aligned to the right.
    """
    rule = ["--:" if place in numbers else "---" for place in range(len(head))]
    lines = (head, rule, *rows)
    return "\n".join(f"| {' | '.join(line)} |" for line in lines)


def plain(text: str) -> str:
    """Return Markdown without its marks: emphasis, links and escapes taken off."""
    joined = text.replace(APART, "")
    return _MARK.sub(lambda mark: mark[1] or plain(mark[2] or ""), joined)


def curled(text: str) -> str:
    """Return `text` with typed quotes turned into printed ones."""
    opened = _OPENING.sub(lambda found: found[1] + _CURLED[found[2]][0], text)
    for typed, (_, closing) in _CURLED.items():
        opened = opened.replace(typed, closing)
    return opened
