"""How text from the data is written into what programs of readers take apart.

Markdown, HTML, the labels of charts, cells of spreadsheets, TeX, RIS and XML each have
signs that do something. Every surface asks here; nothing else decides it
(`tests.pages.test_hostile_data` puts such signs into every field and looks where
they arrive). What no honest text holds is refused when the data are read (`unseen`).
"""

from __future__ import annotations

import html as _html
import re
from collections.abc import Mapping
from types import MappingProxyType
from urllib.parse import quote, urlsplit

# Signs that are not seen but change how a text is read, or that tell of damage:
# control characters, marks that turn the direction of writing over, line separators,
# blanks of no width, tags, the replacement sign, halves of pairs and what is no
# character. What joins letters (U+200C, U+200D) and marks of direction (U+200E,
# U+200F) are not among them: honest text in some scripts needs them.
_UNSEEN = re.compile(
    "[\x00-\x1f\x7f-\x9f\u200b\u2028-\u202e\u2060-\u206f\ud800-\udfff\ufdd0-\ufdef"
    "\ufeff\ufff0-\uffff\U000e0000-\U000e007f]"
)


def unseen(text: str) -> str:
    """Return the first sign that no honest text holds; "" where there is none."""
    found = _UNSEEN.search(text)
    return found[0] if found else ""


# What makes a link, a picture, a tag, emphasis, mathematics, code, a colour or a sign
# of the icon font of a text, or lets it run as a formula.
_NO_NAME = re.compile(
    r"[\[\]<>{}\\`*_|~^$#=@＝＋－＠]|//|\bwww\.|:[\w/+-]+:|^[+-]", re.IGNORECASE
)


def not_in_names(text: str) -> str:
    """Return the first signs of a text that no name of somebody or something holds.

    Names stand in sentences, titles and labels everywhere: one that passes is the same
    text in Markdown, HTML and charts, so that a sentence may be put together first and
    shown as any of them. All other text is escaped where it is put in.
    """
    found = _NO_NAME.search(text)
    return found[0] if found else ""


_MARKDOWN = re.compile(r"([\\`*_{}\[\]()#+\-.!|<>~:$&])")

# Streamlit turns these to life once the Markdown is read, when no backslash is there
# any more: bare addresses, signs from the icon font, arrows and dashes. An element
# without content between two signs keeps them apart, is not seen and not copied.
_REVIVED = re.compile(
    r"(?i:(?<=http)(?=://)|(?<=https)(?=://)|(?<=www)(?=\.))"
    r"|(?=@)|(?<=:)(?=[\w+/-]+:)|(?<=[-<>~=])(?=[-<>=])"
)
APART = ":small[]"


def markdown(text: str) -> str:
    """Return `text` so that Streamlit's Markdown prints it letter by letter."""
    parts = _REVIVED.split(text.replace("\n", " "))
    return APART.join(_MARKDOWN.sub(r"\\\1", part) for part in parts)


def link(label: str, url: str) -> str:
    """Return a Markdown link, or the label alone where there is no web address."""
    if not is_address(url):
        return markdown(label)
    safe = url.replace("(", "%28").replace(")", "%29")
    return f"[{markdown(label)}]({safe})"


# What an address may hold: letters of any script, and no sign that ends it in HTML,
# Markdown or a citation.
_ADDRESS = re.compile(r"https?://[^\s\"'<>\\^`{|}]+", re.IGNORECASE)
_HOST = re.compile(r"[\w.-]+(:\d+)?|\[[0-9a-fA-F:.]+\](:\d+)?")


def is_address(text: str) -> bool:
    """Whether a text is an address of the web that leads where it says.

    One with a name before the host (`https://shown.test@other.test`) is none.
    """
    if not _ADDRESS.fullmatch(text) or unseen(text):
        return False
    try:
        return bool(_HOST.fullmatch(urlsplit(text).netloc))
    except ValueError:
        return False


def address(url: str) -> str:
    """Return a URL whose every character is safe in text, BibTeX and RIS.

    Braces, quotes, backslashes, blanks and letters beyond ASCII are percent-encoded;
    what is already encoded stays, so that the address leads to the same view.
    """
    return quote(url, safe=":/?#[]@!$&()*+,;=%-._~")


def html(text: str) -> str:
    """Return `text` for HTML or SVG, between tags or in a quoted attribute."""
    return _html.escape(text)


def chart(text: str) -> str:
    """Return `text` for Plotly's labels, which read some HTML and `%{…}`."""
    named = text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
    return named.replace("%{", "%&#123;")


# A spreadsheet runs a text cell that begins like this as a formula; some read the wide
# forms of East Asian keyboards as the same signs.
_OPERATORS = tuple("=+-@＝＋－＠")
_BREAKS = ("\t", "\r")


def is_formula(cell: str) -> bool:
    """Whether a spreadsheet would run this text; a lone sign is only a sign."""
    bare = cell.lstrip()
    return (len(bare) > 1 and bare.startswith(_OPERATORS)) or (
        len(cell) > 1 and cell.startswith(_BREAKS)
    )


def csv_cell(value: object) -> object:
    """Return a cell for CSV: text on one line, that no spreadsheet runs.

    Text that it would run gets an apostrophe in front. Numbers are untouched, negative
    ones too. Many spreadsheets tear a row apart at a line break within a cell.
    """
    if not isinstance(value, str):
        return value
    runs = value.lstrip().startswith(_OPERATORS) or value.startswith(_BREAKS)
    return " ".join((f"'{value}" if runs else value).splitlines())


_BLANKS = re.compile(r"\s+")
_TEX: Mapping[str, str] = MappingProxyType(
    {
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
)


def line(text: str) -> str:
    """Return `text` on one line, for RIS: its readers split or join at line ends."""
    return _BLANKS.sub(" ", text).strip()


def tex(text: str) -> str:
    """Return `text` for TeX and BibTeX; letters of any script stay."""
    return "".join(_TEX.get(sign, sign) for sign in line(text))


# XML 1.0 has no way to write these.
_NO_XML = re.compile("[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


def xml(text: str) -> str:
    """Return `text` without what XML can not hold; its writer escapes the rest."""
    return _NO_XML.sub("", text)
