"""Free-text search that forgives case and diacritics."""

from __future__ import annotations

import unicodedata

# Letters that Unicode does not take apart into a base letter and a mark.
_BASE_LETTERS = str.maketrans(
    {"ø": "o", "ł": "l", "đ": "d", "ð": "d", "þ": "th", "æ": "ae", "œ": "oe", "ı": "i"}
)


def fold(text: str) -> str:
    """Return `text` without case, diacritics and doubled blanks.

    "Kaja KALLAS", "Wiadomości" and "Ćosić" become "kaja kallas", "wiadomosci" and
    "cosic". Cyrillic letters keep their own alphabet; "й" loses its breve, in the
    text and in the query alike.
    """
    decomposed = unicodedata.normalize("NFKD", text.casefold())
    base = "".join(c for c in decomposed if not unicodedata.combining(c))
    return " ".join(base.translate(_BASE_LETTERS).split())
