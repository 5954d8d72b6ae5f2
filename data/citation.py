"""Citations of the data set and of a view: text, BibTeX and RIS.

The words of a citation (title, edition, what the view shows) come from the caller,
which knows the reader's language; this module knows the three formats.
"""

from __future__ import annotations

import datetime as dt
import re
from dataclasses import dataclass
from urllib.parse import quote

_BLANKS = re.compile(r"\s+")

_MONTHS = (
    "jan", "feb", "mar", "apr", "may", "jun",
    "jul", "aug", "sep", "oct", "nov", "dec",
)  # fmt: skip

_BIBTEX = {
    "\\": r"\textbackslash{}",
    "{": r"\{",
    "}": r"\}",
    "&": r"\&",
    "%": r"\%",
    "$": r"\$",
    "#": r"\#",
    "_": r"\_",
    "~": r"\textasciitilde{}",
    "^": r"\textasciicircum{}",
}


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


def _line(text: str) -> str:
    """Put text on one line: RIS and BibTeX readers split or join at line ends."""
    return _BLANKS.sub(" ", text).strip()


def _closed(text: str) -> str:
    """End a sentence with a full stop, unless it ends already."""
    line = _line(text)
    return line if not line or line.endswith((".", "?", "!", ".”")) else f"{line}."


def address(url: str) -> str:
    """Return a URL whose every character is safe in all three formats.

    Braces, quotes, backslashes, blanks and letters beyond ASCII are percent-encoded;
    what is already encoded stays, so that the address leads to the same view.
    """
    return quote(url, safe=":/?#[]@!$&()*+,;=%-._~")


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
        f"{address(citation.url)}" if citation.url else "",
    ]
    return " ".join(filter(None, parts))


def escape_bibtex(text: str) -> str:
    """Escape what TeX would read as markup; letters of any script stay."""
    return "".join(_BIBTEX.get(c, c) for c in _line(text))


def as_bibtex(citation: Citation) -> str:
    """Write a BibTeX entry. `@misc`, since not every style knows `@dataset`."""
    notes = [citation.edition, citation.note, citation.licence]
    fields = {
        "author": f"{{{escape_bibtex(citation.author)}}}",
        "title": f"{{{escape_bibtex(citation.part or citation.title)}}}",
        "howpublished": escape_bibtex(citation.title) if citation.part else "",
        "year": str(citation.released.year),
        "month": _MONTHS[citation.released.month - 1],
        "version": escape_bibtex(citation.version),
        "note": escape_bibtex(" ".join(_closed(note) for note in notes if note)),
        # Read verbatim by bibliography styles: encoded, not escaped.
        "url": address(citation.url),
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
        ("UR", address(citation.url)),
    ]
    lines = [f"{tag}  - {_line(value)}" for tag, value in tags if value]
    return "\n".join([*lines, "ER  - "])
