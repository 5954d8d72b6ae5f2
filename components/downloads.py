"""Taking a view away: the rows shown as files, the chart as a picture."""

from __future__ import annotations

from collections.abc import Callable

import pandas as pd
import streamlit as st

from components import naming, picture
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


def menu(spec: PageSpec, card: Card) -> None:
    """Offer the rows of a card that is completed, and its chart as a picture.

    Args:
        spec: its page.
        card: the card.
    """
    name = naming.name(card.subject, spec)
    for suffix, write, mime in _FORMATS:
        _button(name, card.table, card.key, suffix, write, mime)
    if card.figure is not None:
        picture.buttons(card, naming.link(spec), name)


def _button(
    name: str,
    frame: pd.DataFrame,
    key: str,
    suffix: str,
    write: Writer,
    mime: str,
) -> None:
    """Draw one button; the file is written only when it is asked for."""
    st.download_button(
        t(f"shell.download_{suffix}"),
        data=lambda: write(frame),
        file_name=f"{name}.{suffix}",
        mime=mime,
        key=f"{suffix}_{key}",
        on_click="ignore",
        icon=":material/download:",
        type="tertiary",
    )
