"""Taking a view away: the rows shown as files, the chart as a picture."""

from __future__ import annotations

import re
from collections.abc import Callable

import pandas as pd
import streamlit as st

from components import cache, picture, state
from components.cards import Card
from components.registry import PageSpec
from components.text import t
from data import export

Writer = Callable[[pd.DataFrame], bytes]

_FORMATS: tuple[tuple[str, Writer, str], ...] = (
    ("csv", export.to_csv, "text/csv"),
    ("json", export.to_json, "application/json"),
    ("parquet", export.to_parquet, "application/vnd.apache.parquet"),
)


def menu(spec: PageSpec, card: Card, link: str) -> None:
    """Offer the rows of a card that is completed, and its chart as a picture.

    Args:
        spec: its page.
        card: the card.
        link: the address of the view, which the picture bears.
    """
    for suffix, write, mime in _FORMATS:
        _button(spec, card.table, card.subject, card.key, suffix, write, mime)
    if card.figure is not None:
        query = state.view_query(spec.filters, cache.contract())
        version = cache.dataset().version
        name = file_name(card.subject, version, query, "png").removesuffix(".png")
        picture.buttons(card, link, name)


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
