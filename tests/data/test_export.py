"""Files to take away: exact, and harmless in a spreadsheet."""

from __future__ import annotations

import csv
import io

import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from data.export import neutralise, to_csv


def _rows(raw: bytes) -> list[list[str]]:
    return list(csv.reader(io.StringIO(raw.decode("utf-8"), newline="")))


@pytest.mark.parametrize("start", ["=", "+", "-", "@", "\t", "\r"])
def test_text_that_a_spreadsheet_would_run_is_neutralised(start):
    cell = f"{start}1+1"
    frame = pd.DataFrame({cell: pd.array([cell], dtype="str")})
    header, row = _rows(to_csv(frame))
    assert row == [f"'{cell}"]
    assert header == [f"'{cell}"]


def test_object_columns_are_neutralised_cell_by_cell():
    frame = pd.DataFrame({"mixed": pd.Series(["=A1", -5, None, "plain"], dtype=object)})
    assert _rows(to_csv(frame))[1:] == [["'=A1"], ["-5"], [""], ["plain"]]


def test_numbers_are_written_byte_for_byte():
    frame = pd.DataFrame(
        {
            "whole": pd.array([-3, None], dtype="Int64"),
            "real": pd.array([-0.5, 1e-3], dtype="float64"),
            "masked": pd.array([-24.7, None], dtype="Float64"),
        }
    )
    assert to_csv(frame) == b"whole,real,masked\r\n-3,-0.5,-24.7\r\n,0.001,\r\n"


def test_dates_are_iso_and_missing_ones_empty():
    days = pd.to_datetime(["2025-07-01", None]).astype("datetime64[us]")
    assert to_csv(pd.DataFrame({"date": days})) == b'date\r\n2025-07-01\r\n""\r\n'


def test_text_keeps_its_letters():
    words = ["Zürich, “here”", 'a "b"', "two\nlines", "a\r=1+1", "Ελλάδα"]
    frame = pd.DataFrame({"text": pd.array(words, dtype="str")})
    assert [row[0] for row in _rows(to_csv(frame))[1:]] == words


def test_the_frame_itself_is_not_changed():
    frame = pd.DataFrame({"=name": ["=1"]})
    to_csv(frame)
    assert frame.columns.tolist() == ["=name"]
    assert frame.iloc[0, 0] == "=1"


def test_an_empty_frame_keeps_its_header():
    frame = pd.DataFrame({"a": pd.array([], dtype="str"), "n": pd.array([], "Int64")})
    assert to_csv(frame) == b"a,n\r\n"


def test_two_columns_of_one_name_are_both_safe():
    frame = pd.DataFrame([["=1", "+2"]], columns=["x", "x"])
    assert _rows(to_csv(frame))[1] == ["'=1", "'+2"]


@given(st.one_of(st.text(), st.integers(), st.floats(allow_nan=False)))
def test_neutralising_never_touches_numbers_nor_leaves_a_formula(value):
    safe = neutralise(value)
    if isinstance(value, str):
        assert safe in (value, f"'{value}")
        assert not str(safe).startswith(("=", "+", "-", "@", "\t", "\r"))
    else:
        assert safe is value
