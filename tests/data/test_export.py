"""Files to take away: exact, and harmless in a spreadsheet."""

from __future__ import annotations

import csv
import datetime as dt
import io
import zipfile

import openpyxl
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from data.export import BYTE_ORDER_MARK, Sheet, to_csv, to_xlsx


def _rows(raw: bytes) -> list[list[str]]:
    return list(csv.reader(io.StringIO(raw.decode("utf-8-sig"), newline="")))


@pytest.mark.parametrize("start", ["=", "+", "-", "@", "\t", "\r"])
def test_text_that_a_spreadsheet_would_run_is_neutralised(start):
    cell = f"{start}1+1"
    frame = pd.DataFrame({cell: pd.array([cell], dtype="str")})
    header, row = _rows(to_csv(frame))
    written = f"'{cell}".replace("\r", " ")
    assert row == [written]
    assert header == [written]


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
    assert (
        to_csv(frame)
        == BYTE_ORDER_MARK + b"whole,real,masked\r\n-3,-0.5,-24.7\r\n,0.001,\r\n"
    )


def test_dates_are_iso_and_missing_ones_empty():
    days = pd.to_datetime(["2025-07-01", None]).astype("datetime64[us]")
    written = to_csv(pd.DataFrame({"date": days}))
    assert written == BYTE_ORDER_MARK + b'date\r\n2025-07-01\r\n""\r\n'


def test_text_keeps_its_letters():
    words = ["Zürich, “here”", 'a "b"', "Ελλάδα"]
    frame = pd.DataFrame({"text": pd.array(words, dtype="str")})
    assert [row[0] for row in _rows(to_csv(frame))[1:]] == words


def test_no_cell_holds_a_line_break():
    words = ["two\nlines", "a\r=1+1", "a\r\nb", "a\u2028b", "\n=1"]
    frame = pd.DataFrame({"a\nb": pd.array(words, dtype="str")})
    raw = to_csv(frame).decode("utf-8-sig")
    assert raw.split("\r\n") == ["a b", "two lines", "a =1+1", "a b", "a b", "' =1", ""]


def test_the_frame_itself_is_not_changed():
    frame = pd.DataFrame({"=name": ["=1"]})
    to_csv(frame)
    assert frame.columns.tolist() == ["=name"]
    assert frame.iloc[0, 0] == "=1"


def test_an_empty_frame_keeps_its_header():
    frame = pd.DataFrame({"a": pd.array([], dtype="str"), "n": pd.array([], "Int64")})
    assert to_csv(frame) == BYTE_ORDER_MARK + b"a,n\r\n"


def test_two_columns_of_one_name_are_both_safe():
    frame = pd.DataFrame([["=1", "+2"]], columns=["x", "x"])
    assert _rows(to_csv(frame))[1] == ["'=1", "'+2"]


# Workbooks, read back by another program.

# A workbook knows no time zone.
MADE = dt.datetime(2026, 11, 25)  # noqa: DTZ001
FRAME = pd.DataFrame(
    {
        "id": pd.array(["007", "1-2", "2022-03"], dtype="str"),
        "date": pd.to_datetime(["2025-07-01", None, "2022-02-24"]),
        "n": pd.array([3, None, -1], dtype="Int64"),
        "hours": pd.array([24.7, None, 0.5], dtype="Float64"),
        "text": pd.array(["=1+1", "https://example.org/?a=1", "+49"], dtype="str"),
    }
)


def _book(*sheets):
    return openpyxl.load_workbook(io.BytesIO(to_xlsx(sheets, MADE)))


def test_a_workbook_holds_days_numbers_and_text_as_such():
    sheet = _book(Sheet("Rows", FRAME, {"id": "Id", "n": "Number"}))["Rows"]
    rows = list(sheet.iter_rows(values_only=True))
    assert rows[0] == ("Id", "date", "Number", "hours", "text")
    assert rows[1] == ("007", pd.Timestamp("2025-07-01"), 3, 24.7, "=1+1")
    assert rows[2] == ("1-2", None, None, None, "https://example.org/?a=1")
    assert rows[3] == ("2022-03", pd.Timestamp("2022-02-24"), -1, 0.5, "+49")
    assert sheet["B2"].number_format == "yyyy-mm-dd"


def test_no_cell_of_a_workbook_is_a_formula_or_a_link():
    raw = to_xlsx([Sheet("Rows", FRAME, {})], MADE)
    with zipfile.ZipFile(io.BytesIO(raw)) as parts:
        sheet = parts.read("xl/worksheets/sheet1.xml").decode()
        assert not [
            name for name in parts.namelist() if "rels" in name and "sheet" in name
        ]
    assert "<f>" not in sheet
    assert "hyperlink" not in sheet


def test_the_heading_stays_in_sight_and_can_be_filtered():
    sheet = _book(Sheet("Rows", FRAME, {}))["Rows"]
    assert sheet.freeze_panes == "A2"
    assert sheet.auto_filter.ref == "A1:E4"


def test_names_of_sheets_are_made_possible():
    book = _book(Sheet("a/b: [c]?" + "x" * 40, FRAME, {}))
    assert len(book.sheetnames[0]) <= 31
    assert not set(book.sheetnames[0]) & set("[]:*?/\\")


def test_an_empty_table_makes_a_workbook_all_the_same():
    sheet = _book(Sheet("Rows", FRAME.head(0), {}))["Rows"]
    assert [cell.value for cell in sheet[1]] == list(FRAME.columns)


def test_the_same_rows_give_the_same_bytes():
    sheets = [Sheet("Rows", FRAME, {})]
    assert to_xlsx(sheets, MADE) == to_xlsx(sheets, MADE)


@given(st.text(max_size=40))
def test_any_text_comes_back_as_text(words):
    if not words or any(not c.isprintable() for c in words):
        return
    frame = pd.DataFrame({"text": pd.array([words], dtype="str")})
    cell = _book(Sheet("Rows", frame, {}))["Rows"]["A2"]
    assert cell.value == words
    assert cell.data_type == "s"
