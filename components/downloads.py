"""Taking a view away: exactly the rows shown, as CSV, JSON or Parquet."""

from __future__ import annotations

from collections.abc import Callable

import pandas as pd
import streamlit as st

from components import cache, state
from components.registry import PageSpec
from components.text import language, set_language, t
from data import export

Writer = Callable[[pd.DataFrame], bytes]

_MORE: tuple[tuple[str, Writer, str], ...] = (
    ("json", export.to_json, "application/json"),
    ("parquet", export.to_parquet, "application/vnd.apache.parquet"),
)


def more_formats(page: PageSpec, frame: pd.DataFrame, subject: str, key: str) -> None:
    """Offer the rows of a view as JSON and Parquet, beside the button for CSV."""
    with st.container(width="content"):
        _more(language(), page, frame, subject, key)


# A fragment: opening it runs this alone, and not the page. A run of its own also
# has to be told the reader's language.
@st.fragment
def _more(
    code: str, page: PageSpec, frame: pd.DataFrame, subject: str, key: str
) -> None:
    set_language(code)
    opened = st.popover(
        t("shell.more_formats"), type="tertiary", key=f"more_{key}", on_change="rerun"
    )
    if opened.open:
        with opened:
            for suffix, write, mime in _MORE:
                _button(page, frame, subject, key, suffix, write, mime)


def csv(page: PageSpec, frame: pd.DataFrame, subject: str, key: str) -> None:
    """Offer the rows of a view as CSV."""
    _button(page, frame, subject, key, "csv", export.to_csv, "text/csv")


def _button(
    page: PageSpec,
    frame: pd.DataFrame,
    subject: str,
    key: str,
    suffix: str,
    write: Writer,
    mime: str,
) -> None:
    """Draw one button; the file is written only when it is asked for."""
    query = state.view_query(page.params, cache.contract())
    version = cache.dataset().version
    st.download_button(
        t(f"shell.download_{suffix}"),
        data=lambda: write(frame),
        file_name=export.file_name(subject, version, query, suffix),
        mime=mime,
        key=f"{suffix}_{key}",
        on_click="ignore",
        icon=":material/download:",
        type="tertiary",
    )
