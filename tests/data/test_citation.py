"""Citations in three formats, whatever stands in the filters."""

from __future__ import annotations

import datetime as dt
import re
from dataclasses import replace
from urllib.parse import parse_qs, urlencode, urlsplit

import pytest
from hypothesis import given
from hypothesis import strategies as st

from components.markdown import escape, plain
from data.citation import Citation, as_bibtex, as_ris, as_text

WHOLE = Citation(
    key="open-line-1.0.0",
    author="Open Line contributors",
    title="Open Line: who in Europe talks to the Kremlin",
    version="1.0.0",
    edition="Data version 1.0.0",
    released=dt.date(2026, 11, 22),
    accessed=dt.date(2026, 12, 1),
    accessed_note="Accessed 1 December 2026",
    url="https://x.test/",
    licence="CC-BY-4.0",
)
HOSTILE = ["a & b", "{x}", '"quoted"', "Ünï Кремль", "50 % _ # $ ~ ^ \\", "two\nlines"]


def _view(text):
    query = urlencode({"q": text, "rule": "all"})
    return replace(
        WHOLE,
        key="open-line-1.0.0-calls",
        part="20 calls in 2022",
        note=f"Sources with {text}",
        url=f"https://x.test/sources?{query}",
    )


def test_the_data_set_as_text():
    assert as_text(WHOLE) == (
        "Open Line contributors. 2026. Open Line: who in Europe talks to the Kremlin. "
        "Data version 1.0.0. CC-BY-4.0. Accessed 1 December 2026. https://x.test/"
    )


def test_a_view_as_text():
    assert as_text(_view("joint calls")).startswith(
        "Open Line contributors. 2026. “20 calls in 2022.” Open Line: who in Europe "
        "talks to the Kremlin. Sources with joint calls. Data version 1.0.0."
    )


def test_bibtex_of_the_data_set():
    assert as_bibtex(WHOLE).splitlines() == [
        "@misc{open-line-1.0.0,",
        "  author = {{Open Line contributors}},",
        "  title = {{Open Line: who in Europe talks to the Kremlin}},",
        "  year = {2026},",
        "  month = nov,",
        "  version = {1.0.0},",
        "  note = {Data version 1.0.0. CC-BY-4.0.},",
        "  url = {https://x.test/},",
        "  urldate = {2026-12-01},",
        "}",
    ]


def test_ris_of_the_data_set():
    lines = as_ris(WHOLE).splitlines()
    assert lines[0] == "TY  - DATA"
    assert lines[-1] == "ER  - "
    assert "ET  - 1.0.0" in lines
    assert "Y2  - 2026/12/01" in lines


@pytest.mark.parametrize("text", HOSTILE)
def test_bibtex_escapes_what_tex_reads(text):
    entry = as_bibtex(_view(text))
    assert len(entry.splitlines()) == 11, "one line a field"
    for line in entry.splitlines()[1:-1]:
        name, _, value = line.strip().removesuffix(",").partition(" = ")
        bare = re.sub(
            r"\\(textbackslash|textasciitilde|textasciicircum)\{\}", "", value
        )
        bare = re.sub(r"\\[{}&%$#_]", "", bare)
        assert bare.count("{") == bare.count("}"), name
        if name != "url":
            assert not set("&%$#_~^\\") & set(bare), name


@pytest.mark.parametrize("text", HOSTILE)
def test_ris_has_one_tag_a_line(text):
    lines = as_ris(_view(text)).split("\n")
    assert all(re.match(r"[A-Z][A-Z0-9]  - ", line) for line in lines)
    assert any(
        line == f"N1  - Sources with {' '.join(text.split())}. CC-BY-4.0."
        for line in lines
    )


@given(st.text(st.characters(exclude_categories=["Cs"]), max_size=60))
def test_every_format_keeps_the_way_back(text):
    citation = _view(text)
    wanted = parse_qs(urlsplit(citation.url).query, keep_blank_values=True)
    ris = re.search(r"^UR  - (.*)$", as_ris(citation), re.MULTILINE)
    bibtex = re.search(r"^  url = \{(.*)\},$", as_bibtex(citation), re.MULTILINE)
    for found in (ris.group(1), bibtex.group(1), as_text(citation).split(" ")[-1]):
        assert found.isascii()
        assert parse_qs(urlsplit(found).query, keep_blank_values=True) == wanted


@pytest.mark.parametrize("text", HOSTILE[:-1])
def test_markdown_is_taken_off(text):
    assert plain(escape(text)) == text
    assert plain(f"**{escape(text)}**") == text
    assert plain(f"[{escape(text)}](https://x.test/a?b=c)") == text
