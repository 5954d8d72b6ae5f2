"""Typed quotes become printed ones."""

from __future__ import annotations

import pytest

from components.typography import curled


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
