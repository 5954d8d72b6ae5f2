"""Text of the data inside Markdown."""

from __future__ import annotations

import pytest

from components.markdown import curled, escape, plain, table


def test_plain_takes_off_what_keeps_signs_apart():
    assert plain(escape("http://x.test :smile: a--b")) == "http://x.test :smile: a--b"


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
