"""Files that readers take away: exactly the rows shown, safe in a spreadsheet."""

from __future__ import annotations

import re

import pandas as pd

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


def file_name(subject: str, version: str, query: dict[str, str], suffix: str) -> str:
    """Name a file after what is in it: subject, data version and filters.

    `{"rule": "bilateral", "from": "2021"}` gives
    `open-line-1.0.0_calls_rule-bilateral_from-2021.csv`.
    """
    parts = [f"open-line-{version}", subject]
    parts += [f"{name}-{value}" for name, value in query.items()]
    stem = "_".join(re.sub(r"[^A-Za-z0-9.,-]+", "-", part) for part in parts)
    return f"{stem[:150]}.{suffix}"
