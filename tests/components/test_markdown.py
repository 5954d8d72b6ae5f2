"""Text of the data inside Markdown."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from components.markdown import curled, escape, link, table


@given(st.text())
def test_escaping_keeps_every_letter(text):
    assert re.sub(r"\\(.)", r"\1", escape(text)) == text.replace("\n", " ")


@pytest.mark.parametrize(
    "text",
    ["**bold**", "<script>", "[a](b)", ":red[x]", ":material/home:", "$x$", "# head",
     "1. item", "- item", "`code`", "~~gone~~", "a_b_c", "![i](x)", "&lt;", "| a |"],
)  # fmt: skip
def test_markup_loses_its_meaning(text):
    active = re.sub(r"\\.", "", escape(text))
    assert not re.search(r"[*<>\[\]:$#`~_!&|]", active)
    assert not re.match(r"(\d+\.|-)", active)


def test_a_link_leads_only_to_the_web():
    assert link("a_b", "https://x.org/a") == "[a\\_b](https://x.org/a)"
    for address in ("javascript:alert(1)", "data:text/html,x", "", "//x.org"):
        assert link("a", address) == "a"


def test_an_address_cannot_end_its_link():
    text = link("a", "https://x.org/(b) c")
    assert text == "[a](https://x.org/%28b%29%20c)"


def test_a_table_has_a_line_a_row_and_its_numbers_on_the_right():
    text = table(("Name", "Rows"), [(escape("a | b"), "3")], numbers=(1,))
    assert text.splitlines() == ["| Name | Rows |", "| --- | --: |", "| a \\| b | 3 |"]


@pytest.mark.parametrize(
    ("typed", "printed"),
    [
        ("Europe's seat in others' talks", "Europe’s seat in others’ talks"),
        ('"Not yet"; "what before who"', "“Not yet”; “what before who”"),
        ('(as "lines must stay open")', "(as “lines must stay open”)"),
        ("said 'no' twice", "said ‘no’ twice"),
        ("plain", "plain"),
        ("", ""),
    ],
)
def test_quotes(typed, printed):
    assert curled(typed) == printed
    assert curled(printed) == printed
