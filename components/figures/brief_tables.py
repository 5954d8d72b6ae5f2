"""The tables of a printable brief: numbered, and none wider than the paper."""

from __future__ import annotations

import html
import re
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import groupby
from typing import Any

import pandas as pd

from components.figures import brief_text
from components.text import t
from data.rows import each

# More columns than this do not fit on an upright page.
MOST_COLUMNS = 8

# Letters in a cell, on average: from here on a column is one of sentences, and beyond
# this it gets no more room. A letter is about half an em wide; sentences wrap.
LONG_TEXT = 24
MOST_TEXT = 110
EM_PER_LETTER = 0.22

_DATE = re.compile(r"\d{4}(-\d{2}){1,2}")


@dataclass(frozen=True)
class Numbered:
    """A table under the number of its section, with the labels of its columns."""

    number: int
    title: str
    frame: pd.DataFrame
    labels: dict[str, str]


def anchor(number: int) -> str:
    """Link from a chart to the table with its numbers."""
    label = html.escape(t("brief.table_number", n=number))
    return f'<a href="#table-{number}">{label}</a>'


def section(tables: Sequence[Numbered]) -> str:
    """Print tables in the order of their numbers, each with the title of its chart.

    Those that need a page turned sideways get one where they stand; neighbours
    share it.
    """
    if not tables:
        return ""
    heading = f"<h2>{html.escape(t('brief.tables'))}</h2>"
    parts = []
    for wide, neighbours in groupby(tables, lambda table: is_wide(table.frame)):
        printed = heading + "".join(map(_printed, neighbours))
        heading = ""
        parts.append(f'<div class="wide">{printed}</div>' if wide else printed)
    return "".join(parts)


def is_wide(full: pd.DataFrame) -> bool:
    """Whether a table needs a page turned sideways."""
    return len(_filled(full)) > MOST_COLUMNS


def _filled(full: pd.DataFrame) -> list[str]:
    """Columns with a value; addresses stand in the list of sources."""
    return [
        column
        for column in full.columns
        if column != "url" and any(cell(v) not in {"", "–"} for v in full[column])
    ]


def _printed(numbered: Numbered) -> str:
    table = numbered.frame[_filled(numbered.frame)]
    labels = numbered.labels
    kinds = [_kind(table[column]) for column in table.columns]
    head = "".join(
        f'<th scope="col"{kind}{_room(table[c])}>'
        f"{html.escape(labels.get(str(c), str(c)))}</th>"
        for c, kind in zip(table.columns, kinds, strict=True)
    )
    body = "".join(
        "<tr>"
        + "".join(
            f"<td{kind}>{cell(value)}</td>"
            for value, kind in zip(row, kinds, strict=True)
        )
        + "</tr>"
        for row in each(table)
    )
    caption = t("brief.table_title", n=numbered.number, title=numbered.title)
    return (
        f'<h3 id="table-{numbered.number}">{html.escape(caption)}</h3>'
        '<div class="scroll"><table>'
        f"<thead><tr>{head}</tr></thead><tbody>{body}</tbody></table></div>"
    )


def _kind(column: pd.Series) -> str:
    """The class of a column's cells: numbers, days and sentences are set apart."""
    if pd.api.types.is_bool_dtype(column):
        return ""
    if pd.api.types.is_numeric_dtype(column):
        return ' class="number"'
    if pd.api.types.is_datetime64_any_dtype(column):
        return ' class="day"'
    words = column.astype("str")
    if words[words != ""].map(lambda word: bool(_DATE.fullmatch(word))).all():
        return ' class="day"'
    return ""


def _room(column: pd.Series) -> str:
    """Keep room for a column of sentences, by how long they are on average."""
    letters = column.astype("str").str.len().mean()
    if letters <= LONG_TEXT:
        return ""
    return f' style="min-width: {min(letters, MOST_TEXT) * EM_PER_LETTER:.0f}em"'


def cell(value: Any) -> str:
    """Print one cell: days in ISO, whole numbers without decimals, "–" for nothing."""
    if pd.api.types.is_scalar(value) and pd.isna(value):
        return "–"
    if isinstance(value, pd.Timestamp):
        return value.strftime("%Y-%m-%d")
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    text = str(value)
    if text.startswith(("https://", "http://")):
        return brief_text.anchor(text)
    return html.escape(text)
