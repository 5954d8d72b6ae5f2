"""Files that readers take away: exactly the rows shown, safe in a spreadsheet."""

from __future__ import annotations

import io
import json

import pandas as pd
import pyarrow as pa

# A spreadsheet runs a text cell that starts like this as a formula.
FORMULA_START = ("=", "+", "-", "@", "\t", "\r")


def neutralise(value: object) -> object:
    """Put an apostrophe before text that a spreadsheet would run; leave the rest.

    Numbers are untouched, negative ones too: only text is changed.
    """
    if isinstance(value, str) and value.startswith(FORMULA_START):
        return f"'{value}"
    return value


def to_csv(frame: pd.DataFrame) -> bytes:
    """Write a frame as UTF-8 CSV with ISO dates, header and text neutralised.

    Lines end in CR LF (RFC 4180): the writer then quotes a cell that holds either,
    where a bare CR would start a new row, and with it a new formula.
    """
    safe = frame.rename(columns=lambda name: str(neutralise(str(name))))
    for position in range(frame.shape[1]):
        column = frame.iloc[:, position]
        if pd.api.types.is_datetime64_any_dtype(column):
            safe.isetitem(position, column.dt.strftime("%Y-%m-%d").array)
        elif not pd.api.types.is_numeric_dtype(column):
            safe.isetitem(position, column.map(neutralise).array)
    return safe.to_csv(index=False, lineterminator="\r\n").encode("utf-8")


def is_formula(cell: str) -> bool:
    """Whether a spreadsheet would run this text; a lone sign is only a sign."""
    return len(cell) > 1 and cell.startswith(FORMULA_START)


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
