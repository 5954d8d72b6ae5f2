"""Taking a view away: exactly the rows shown, as CSV, JSON or Parquet."""

from __future__ import annotations

import re
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


IMAGE_FORMATS = ("png", "svg")


def image_format() -> str:
    """Format in which the button in a chart's corner saves its image."""
    return str(st.session_state.get("image.format", IMAGE_FORMATS[0]))


def more_formats(
    spec: PageSpec,
    frame: pd.DataFrame,
    subject: str,
    key: str,
    *,
    image: bool = False,
) -> None:
    """Offer the rows of a view as JSON and Parquet, beside the button for CSV.

    With `image`, where the card holds a chart, the format of its image is chosen here.
    """
    with st.container(width="content"):
        _more(language(), spec, frame, subject, key, image=image)


# A fragment: opening it runs this alone, and not the page. A run of its own also
# has to be told the reader's language.
@st.fragment
def _more(
    code: str,
    spec: PageSpec,
    frame: pd.DataFrame,
    subject: str,
    key: str,
    *,
    image: bool,
) -> None:
    set_language(code)
    opened = st.popover(
        t("shell.more_formats"), type="tertiary", key=f"more_{key}", on_change="rerun"
    )
    if opened.open:
        with opened:
            for suffix, write, mime in _MORE:
                _button(spec, frame, subject, key, suffix, write, mime)
            if image:
                _choose_image(key)


def _choose_image(key: str) -> None:
    """Choose the format of chart images; it holds for every chart of the session."""
    widget = f"image_{key}"
    st.session_state[widget] = image_format()
    st.radio(
        t("shell.image_format"),
        IMAGE_FORMATS,
        format_func=str.upper,
        key=widget,
        horizontal=True,
        help=t("shell.image_help"),
        on_change=_take_image,
        args=(widget,),
    )
    if st.session_state.pop("image.changed", False):
        # The charts stand outside this fragment.
        st.rerun()


def _take_image(widget: str) -> None:
    st.session_state["image.format"] = st.session_state[widget]
    st.session_state["image.changed"] = True


def csv(spec: PageSpec, frame: pd.DataFrame, subject: str, key: str) -> None:
    """Offer the rows of a view as CSV."""
    _button(spec, frame, subject, key, "csv", export.to_csv, "text/csv")


def _button(
    spec: PageSpec,
    frame: pd.DataFrame,
    subject: str,
    key: str,
    suffix: str,
    write: Writer,
    mime: str,
) -> None:
    """Draw one button; the file is written only when it is asked for."""
    query = state.view_query(spec.params, cache.contract())
    version = cache.dataset().version
    st.download_button(
        t(f"shell.download_{suffix}"),
        data=lambda: write(frame),
        file_name=file_name(subject, version, query, suffix),
        mime=mime,
        key=f"{suffix}_{key}",
        on_click="ignore",
        icon=":material/download:",
        type="tertiary",
    )


def file_name(subject: str, version: str, query: dict[str, str], suffix: str) -> str:
    """Name a file after what is in it: subject, data version and filters.

    `{"rule": "bilateral", "from": "2021"}` gives
    `open-line-1.0.0_calls_rule-bilateral_from-2021.csv`.
    """
    parts = [f"open-line-{version}", subject]
    parts += [f"{name}-{value}" for name, value in query.items()]
    stem = "_".join(re.sub(r"[^A-Za-z0-9.,-]+", "-", part) for part in parts)
    return f"{stem[:150]}.{suffix}"
