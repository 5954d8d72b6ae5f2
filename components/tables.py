"""Tables as readers see them: columns named and formatted from the descriptor."""

from __future__ import annotations

import datetime as dt
import zlib
from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from typing import Any, Literal

import pandas as pd
import pyarrow as pa
import streamlit as st

from components import cache, widgets
from components import format as fmt
from components.device import is_phone
from components.markdown import escape
from components.text import tn
from data.rows import each

Width = Literal["small", "medium", "large"]

# Taller tables scroll inside themselves.
ROW_HEIGHT = 35
MOST_VISIBLE_ROWS = 14

# Of several links in a row each is told by its name (see `named_link`).
_NAME = r":~:by=(.*)$"


def height(rows: int) -> int:
    """Height in pixels of a data grid that shows up to `MOST_VISIBLE_ROWS` rows."""
    return ROW_HEIGHT * (min(max(rows, 1), MOST_VISIBLE_ROWS) + 1) + 3


def configured(
    frame: pd.DataFrame,
    labels: dict[str, str],
    widths: dict[str, Width] | None = None,
) -> dict[str, Any]:
    """Return Streamlit's column configuration for `frame`: labels, dates, links.

    `widths` sets the width of text columns that would push others out of sight.
    """
    wide = widths or {}
    config: dict[str, Any] = {}
    for column in frame.columns:
        label = labels.get(column, column)
        if pd.api.types.is_datetime64_any_dtype(frame[column]):
            config[column] = st.column_config.DateColumn(label, format="YYYY-MM-DD")
        elif column == "url":
            config[column] = st.column_config.LinkColumn(label, display_text="↗")
        elif str(column).startswith("url_"):
            config[column] = st.column_config.LinkColumn(label, display_text=_NAME)
        elif pd.api.types.is_numeric_dtype(frame[column]):
            config[column] = st.column_config.NumberColumn(label)
        else:
            config[column] = st.column_config.TextColumn(label, width=wide.get(column))
    return config


# Up to so many rows a table is a real one, which a keyboard and a screen reader can
# walk. What is longer, or on a phone wider, scrolls in a grid: no keyboard could scroll
# a real one.
REAL_TABLE_ROWS = 60
COLUMNS_ON_A_PHONE = 4


def twin(frame: pd.DataFrame, labels: dict[str, str], *, key: str, alt: str) -> None:
    """Show a chart's numbers as a table under a stable key.

    The key is that of a container: a table that nobody selects in carries none, in
    the page as in tests.
    """
    with st.container(key=key):
        wide = frame.shape[1] > COLUMNS_ON_A_PHONE and is_phone()
        if len(frame) <= REAL_TABLE_ROWS and not wide:
            st.table(
                printed(frame, labels),
                hide_index=True,
                border="horizontal",
                alt=alt,
            )
            return
        st.dataframe(
            frame,
            hide_index=True,
            column_config=configured(frame, labels),
            height=height(len(frame)),
            placeholder="–",
            alt=alt,
        )


def printed(frame: pd.DataFrame, labels: dict[str, str]) -> pa.Table:
    """Return a table with its cells as text: days in ISO, "–" for nothing."""
    names = [labels.get(column, column) for column in frame.columns]
    cells = (map(_cell, column.tolist()) for _, column in frame.items())
    return of_texts(names, cells)


def of_texts(names: Iterable[str], columns: Iterable[Iterable[str]]) -> pa.Table:
    """Return texts as the platform sends a table: of a frame that takes 0.2 ms more."""
    arrays = [pa.array(list(cells), pa.string()) for cells in columns]
    return pa.Table.from_arrays(arrays, names=list(names))


def _cell(value: Any) -> str:
    if pd.api.types.is_scalar(value) and pd.isna(value):
        return "–"
    if isinstance(value, (pd.Timestamp, dt.date)):
        return value.strftime("%Y-%m-%d")
    if isinstance(value, float) and value.is_integer():
        value = int(value)
    return escape(str(value)) or "–"


@dataclass(frozen=True)
class Row:
    """One row of a list: what its button says, and Markdown beside it.

    `record_id` names the row; the button opens it, or `opens` where that is another,
    and there is none where `opens` is empty. `also` are further records below the
    words, with what their buttons say.
    """

    record_id: str
    label: str
    text: str
    opens: str | None = None
    also: tuple[tuple[str, str], ...] = ()


class Rows:
    """The rows of a list, of which some of thousands are shown: made when they are.

    Kept with their card for all readers, so that those shown at first are made once (a
    tenth of a rerun of `/calls`).
    """

    def __init__(
        self,
        listed: Callable[[], pd.DataFrame | Sequence[Any]],
        row_of: Callable[[Any], Row],
    ) -> None:
        """Take what is listed, asked for once, and what makes a row of each of it.

        Of a frame `row_of` gets the rows as `data.rows.each` gives them.
        """
        self._listed = cache.later(listed)
        self._row_of = row_of
        self._begin: dict[int, list[Row]] = {}

    def __len__(self) -> int:
        """How many rows there are."""
        return len(self._listed())

    def first(self, number: int) -> list[Row]:
        """Return so many rows, or all if there are not so many."""
        made = self._begin.get(number)
        if made is None:
            listed = self._listed()
            made = [
                self._row_of(row)
                for row in (
                    each(listed.iloc[:number])
                    if isinstance(listed, pd.DataFrame)
                    else listed[:number]
                )
            ]
            if number <= MOST_KEPT:
                self._begin[number] = made
        return made


# So many rows of a list are shown at first, and so many more at each wish for more.
FIRST_ROWS = 5
# A button for so few more rows would take their place.
FEW_ROWS = 2
MORE_ROWS = 100
# So many stay made: each list begins with fewer.
MOST_KEPT = 40
# In pixels: a date in words with the sign of a button.
LABEL_WIDTH = 200


def record_list(
    rows: Sequence[Row] | Rows,
    choose: Callable[[str], None],
    *,
    key: str,
    label_width: int = LABEL_WIDTH,
    first: int = FIRST_ROWS,
) -> None:
    """Show records as a list with a button each, which opens the record.

    Args:
        rows: in their order.
        choose: called with the id of a record whose button was pressed.
        key: of the list.
        label_width: of the buttons, in pixels; the default holds a date in words. On
            a phone the words stand below their button (`page.css`).
        first: so many are shown before the reader asks for more.
    """
    shown = int(st.session_state.get(f"rows.{key}", first))
    if len(rows) - shown <= FEW_ROWS:
        shown = len(rows)
    made = rows.first(shown) if isinstance(rows, Rows) else rows[:shown]
    # Keyed by all words: no row ever shows those of another, nor, in a browser that
    # translates the page, its own of before. The rules of the page make a grid of it,
    # so that no row needs a box of its own: each element costs the server 0.1 ms.
    told = "\n".join(f"{row.record_id} {row.text}" for row in made)
    with st.container(key=key, gap="xsmall"):
        with st.container(key=f"rows_{key}_{zlib.crc32(told.encode()):x}"):
            for row in made:
                named = f"{key}_{row.record_id}"
                _label(row, named, choose, label_width)
                if row.also:
                    with st.container(gap="xsmall"):
                        st.markdown(row.text)
                        _also(row, named, choose)
                else:
                    st.markdown(row.text)
        _more(len(rows) - shown, shown, key)


def _label(row: Row, named: str, choose: Callable[[str], None], width: int) -> None:
    """The button that opens a row, or its words where nothing is opened."""
    opened = row.record_id if row.opens is None else row.opens
    if not opened:
        st.markdown(row.label, width=width)
        return
    st.button(
        row.label,
        key=f"open_{named}",
        icon=":material/chevron_right:",
        icon_position="right",
        type="tertiary",
        on_click=choose,
        args=(opened,),
        width=width,
    )


def _also(row: Row, named: str, choose: Callable[[str], None]) -> None:
    """Offer the further records of a row; those of one name bear their id as well."""
    often = Counter(label for _, label in row.also)
    labels = {
        record_id: f":material/fact_check: {label}"
        + (f" ({escape(record_id)})" if often[label] > 1 else "")
        for record_id, label in row.also
    }
    widgets.pick(f"also_{named}", row.label, labels, choose, told=False)


def _more(rest: int, shown: int, key: str) -> None:
    """Offer the next rows of a list, of which `rest` are left."""
    if rest <= 0:
        return
    more = min(rest, MORE_ROWS)
    st.button(
        tn("shell.show_rest", rest)
        if more == rest
        else tn("shell.show_more", more, rest=fmt.number(rest)),
        key=f"more_{key}",
        on_click=_show,
        args=(f"rows.{key}", shown + more),
    )


def _show(key: str, rows: int) -> None:
    st.session_state[key] = rows
