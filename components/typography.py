"""Quotes and apostrophes as print has them, in text from data that has them typed."""

from __future__ import annotations

import re

# A quote opens at the start, after a space or after an opening bracket or dash.
_OPENING = re.compile(r"(^|[\s(\[–—-])(['\"])")
_CURLED = {"'": ("‘", "’"), '"': ("“", "”")}


def curled(text: str) -> str:
    """Return `text` with typed quotes turned into printed ones."""
    opened = _OPENING.sub(lambda found: found[1] + _CURLED[found[2]][0], text)
    for typed, (_, closing) in _CURLED.items():
        opened = opened.replace(typed, closing)
    return opened
