"""Files that readers take away: exactly the rows shown, safe in a spreadsheet."""

from __future__ import annotations

import datetime as dt
import io
import json
import numbers
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import pandas as pd
import pyarrow as pa

from data import escape

# By this a spreadsheet knows that a file is UTF-8.
BYTE_ORDER_MARK = b"\xef\xbb\xbf"


def to_csv(frame: pd.DataFrame) -> bytes:
    """Write a frame as CSV that spreadsheets open right.

    UTF-8 with a byte order mark, ISO dates, no line break within a cell, header and
    text neutralised. Lines end in CR LF (RFC 4180).
    """
    safe = frame.rename(columns=lambda name: str(escape.csv_cell(str(name))))
    for position in range(frame.shape[1]):
        column = frame.iloc[:, position]
        if pd.api.types.is_datetime64_any_dtype(column):
            safe.isetitem(position, column.dt.strftime("%Y-%m-%d").array)
        elif not pd.api.types.is_numeric_dtype(column):
            safe.isetitem(position, column.map(escape.csv_cell).array)
    written = safe.to_csv(index=False, lineterminator="\r\n")
    return BYTE_ORDER_MARK + written.encode("utf-8")


@dataclass(frozen=True)
class Sheet:
    """A table as a sheet of a workbook.

    `labels` are the headings of the columns; a column without one has its own name.
    """

    name: str
    frame: pd.DataFrame
    labels: Mapping[str, str]


# In letters: columns of sentences are no wider, and wrap.
_NARROWEST, _WIDEST = 8, 60

# What the format forbids in the name of a sheet, and how long that may be.
_NO_SHEET_NAME = re.compile(r"[\[\]:*?/\\]")
_SHEET_NAME = 31

# A cell holds no more letters.
_CELL = 32_767


def to_xlsx(sheets: Sequence[Sheet], made: dt.datetime) -> bytes:
    """Write a workbook: real days, numbers as numbers, all else as plain text.

    No text is ever taken for a formula, an address or a number. The first row of each
    sheet stays in sight and can be filtered.

    Args:
        sheets: one table each, in their order.
        made: the time that the file states as its making.
    """
    # Imported here: few readers ask for this format.
    import xlsxwriter

    target = io.BytesIO()
    plain = {
        "in_memory": True,
        "strings_to_formulas": False,
        "strings_to_urls": False,
        "strings_to_numbers": False,
        "default_date_format": "yyyy-mm-dd",
    }
    with xlsxwriter.Workbook(target, plain) as book:
        book.set_properties({"created": made})
        head = book.add_format({"bold": True, "text_wrap": True, "valign": "top"})
        text = book.add_format({"text_wrap": True, "valign": "top"})
        day = book.add_format({"num_format": "yyyy-mm-dd", "valign": "top"})
        number = book.add_format({"valign": "top"})
        for table in sheets:
            name = _NO_SHEET_NAME.sub(" ", table.name)[:_SHEET_NAME]
            sheet = book.add_worksheet(name)
            rows, columns = table.frame.shape
            for place, column in enumerate(table.frame.columns):
                label = table.labels.get(str(column), str(column))
                sheet.write_string(0, place, label, head)
                cells = table.frame.iloc[:, place]
                for row, value in enumerate(cells, start=1):
                    if pd.isna(value) or value == "":
                        continue
                    if isinstance(value, dt.date):
                        stamp = dt.datetime.combine(value, dt.time())
                        sheet.write_datetime(row, place, stamp, day)
                    elif isinstance(value, numbers.Real) and not isinstance(
                        value, bool
                    ):
                        sheet.write_number(row, place, value, number)
                    else:
                        sheet.write_string(row, place, str(value)[:_CELL], text)
                longest = max((len(str(c)) for c in cells if not pd.isna(c)), default=0)
                width = min(max(longest + 2, _NARROWEST), _WIDEST)
                sheet.set_column(place, place, width)
            sheet.freeze_panes(1, 0)
            if rows and columns:
                sheet.autofilter(0, 0, rows, columns - 1)
    return target.getvalue()


def to_json(frame: pd.DataFrame) -> bytes:
    """Write a frame as an array of records, one a line; a missing value is null.

    Nothing is neutralised: JSON has no formulas, and its readers want exact text.
    """
    lines = [
        json.dumps(record, ensure_ascii=False) for record in _arrow(frame).to_pylist()
    ]
    return ("[\n" + ",\n".join(lines) + "\n]\n").encode()


def to_parquet(frame: pd.DataFrame) -> bytes:
    """Write a frame as Parquet, typed; a missing value is null, text is exact."""
    # Imported here: it costs a first visit a sixth of a second, and few readers ask
    # for this format.
    from pyarrow import parquet

    target = io.BytesIO()
    parquet.write_table(_arrow(frame, days=True), target, write_page_checksum=True)
    return target.getvalue()


def _arrow(frame: pd.DataFrame, *, days: bool = False) -> pa.Table:
    """Turn a view's frame into columns of one type each, its index left out.

    Days become dates, or ISO text without `days`. A column of mixed cells becomes
    text. Empty text becomes null, as in the public copies of the tables.
    """
    columns = {}
    for position, name in enumerate(frame.columns):
        column = frame.iloc[:, position]
        if pd.api.types.is_datetime64_any_dtype(column):
            values = [None if pd.isna(day) else day.date() for day in column]
            if not days:
                values = [day and day.isoformat() for day in values]
            array = pa.array(values, pa.date32() if days else pa.string())
        elif pd.api.types.is_numeric_dtype(column):
            array = pa.Array.from_pandas(column)
        else:
            cells = [None if pd.isna(c) or c == "" else str(c) for c in column]
            array = pa.array(cells, pa.string())
        columns[str(name)] = array
    return pa.table(columns)
