"""Citations of the data set and of a view: text, BibTeX and RIS.

The words of a citation (title, edition, what the view shows) come from the caller,
which knows the reader's language; this module knows the three formats.
"""

from __future__ import annotations

import datetime as dt
import re
from dataclasses import dataclass

from data import escape

_MONTHS = (
    "jan", "feb", "mar", "apr", "may", "jun",
    "jul", "aug", "sep", "oct", "nov", "dec",
)  # fmt: skip


@dataclass(frozen=True)
class Citation:
    """What is cited.

    `title` is that of the data set. `part` is the title of the view and `note` the
    sentence with its filters; both are empty for the data set as a whole. `edition`
    and `accessed_note` are printed as they are ("Data version 1.0.0", "Accessed 22
    November 2026"). `released` is the day of the version, `accessed` the reader's.
    """

    key: str
    author: str
    title: str
    version: str
    edition: str
    released: dt.date
    accessed: dt.date
    accessed_note: str
    url: str
    licence: str
    part: str = ""
    note: str = ""


def _closed(text: str) -> str:
    """End a sentence with a full stop, unless it ends already."""
    line = escape.line(text)
    return line if not line or line.endswith((".", "?", "!", ".”")) else f"{line}."


def as_text(citation: Citation) -> str:
    """Write a citation as the Chicago Manual of Style has a data set."""
    part = f"“{_closed(citation.part)}”" if citation.part else ""
    parts = [
        _closed(citation.author),
        f"{citation.released.year}.",
        part,
        _closed(citation.title),
        _closed(citation.note),
        _closed(citation.edition),
        _closed(citation.licence),
        _closed(citation.accessed_note),
        escape.address(citation.url) if citation.url else "",
    ]
    return " ".join(filter(None, parts))


def as_bibtex(citation: Citation) -> str:
    """Write a BibTeX entry. `@misc`, since not every style knows `@dataset`."""
    notes = [citation.edition, citation.note, citation.licence]
    fields = {
        "author": f"{{{escape.tex(citation.author)}}}",
        "title": f"{{{escape.tex(citation.part or citation.title)}}}",
        "howpublished": escape.tex(citation.title) if citation.part else "",
        "year": str(citation.released.year),
        "month": _MONTHS[citation.released.month - 1],
        "version": escape.tex(citation.version),
        "note": escape.tex(" ".join(_closed(note) for note in notes if note)),
        # Read verbatim by bibliography styles: encoded, not escaped.
        "url": escape.address(citation.url),
        "urldate": citation.accessed.isoformat(),
    }
    lines = [
        # A month is a macro of every style, which writes it in its own way: no braces.
        f"  {name} = " + (value if name == "month" else f"{{{value}}}") + ","
        for name, value in fields.items()
        if value
    ]
    key = re.sub(r"[^A-Za-z0-9:._+-]+", "-", citation.key)
    return "\n".join([f"@misc{{{key},", *lines, "}"])


def as_ris(citation: Citation) -> str:
    """Write a RIS record: one tag a line, closed by `ER`."""
    tags = [
        ("TY", "DATA"),
        ("AU", citation.author),
        ("TI", citation.part or citation.title),
        ("T2", citation.title if citation.part else ""),
        ("PY", str(citation.released.year)),
        ("DA", f"{citation.released:%Y/%m/%d}"),
        ("ET", citation.version),
        ("N1", " ".join(_closed(n) for n in (citation.note, citation.licence) if n)),
        ("Y2", f"{citation.accessed:%Y/%m/%d}"),
        ("UR", escape.address(citation.url)),
    ]
    lines = [f"{tag}  - {escape.line(value)}" for tag, value in tags if value]
    return "\n".join([*lines, "ER  - "])
