"""How source pages were read: as a copy, an excerpt, a headline, or unrecorded."""

from __future__ import annotations

from collections import Counter

import pandas as pd

# Ways of reading, the thinnest last; the first that a record names holds.
WAYS = ("repository", "copy", "excerpt", "headline", "not_recorded")

# What the record of a page says in each case, beside other words.
_SAID = {
    "excerpt": "search corpus excerpt",
    "headline": "headline and",
    "repository": "(GitHub ",
}


def way(accessed_as: str) -> str:
    """Return in which of `WAYS` a page was read, from its `accessed_as`."""
    if not accessed_as:
        return "not_recorded"
    for name, words in _SAID.items():
        if words in accessed_as:
            return name
    return "copy"


def ways(pages: pd.DataFrame) -> dict[str, int]:
    """Count pages by how they were read; all of `WAYS`, in their order.

    Args:
        pages: with the column `accessed_as`.
    """
    counted = Counter(map(way, pages["accessed_as"]))
    return {name: counted[name] for name in WAYS}
