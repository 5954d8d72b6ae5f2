"""What the choice of evidence takes away, in words.

Every card says it, and with the card its citation and its part of the brief: a number
that stands for a part of the record must not travel without saying so.
"""

from __future__ import annotations

import streamlit as st

from components import cache
from components import format as fmt
from components.text import t, tn
from data import evidence


def ids(table: str) -> frozenset[str]:
    """Return the ids of the records of a table that this run leaves out."""
    return evidence.hidden(cache.full(), cache.evidence(), table)


def sentence(table: str, here: int | None = None, shown: int = 0) -> str:
    """Say how many records of a table are hidden, and how many of the view.

    Args:
        table: a table whose records can be hidden.
        here: how many of them the view would show; None where that says nothing.
        shown: how many records the view does show.

    Returns:
        A sentence; "" where nothing is hidden by choice.
    """
    if not cache.hiding():
        return ""
    gone = _gone(table)
    if here is None:
        return t("shell.hidden", choice=_choice(), hidden=gone)
    return t(
        "shell.hidden_here",
        choice=_choice(),
        hidden=gone,
        here=tn("shell.of_this_view", shown + here, hidden=fmt.number(here))
        if here
        else t("shell.none_of_this_view"),
    )


def over_the_whole(table: str) -> str:
    """Say that hidden records count here: a pause or a gap must not come of hiding."""
    if not cache.hiding():
        return ""
    return t("shell.hidden_counts", choice=_choice(), hidden=_gone(table))


def notice() -> None:
    """Say above the page what is hidden on it, table by table."""
    if cache.hiding():
        st.info(
            t(
                "shell.hidden_notice",
                choice=_choice(),
                hidden=fmt.join(map(_gone, evidence.HIDEABLE)),
            ),
            icon=":material/visibility_off:",
        )


def _choice() -> str:
    return t(f"shell.choice_{cache.evidence()}")


def _gone(table: str) -> str:
    """Print how many records of a table are hidden: "20 of 173 contacts"."""
    every = len(cache.full().table(table))
    return t(
        "shell.of",
        n=fmt.number(len(ids(table))),
        m=tn(f"shell.records_{table}", every),
    )
