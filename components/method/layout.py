"""The frame of the method page: contents, headings, paragraphs, small tables."""

from __future__ import annotations

from collections.abc import Sequence

import pandas as pd
import streamlit as st

from components.text import t

SECTIONS = (
    "nothing",
    "counting",
    "coverage",
    "codebook",
    "fill_rule",
    "agreement",
    "experts",
    "weak_spots",
    "borders",
    "accessibility",
    "correct",
)
"""In the order of the page; each is an anchor, and part of a public link."""


def contents() -> None:
    """Say what the page is for and link to its sections."""
    st.markdown(t("method.intro"))
    st.markdown(
        "\n".join(
            t("method.contents_line", title=t(f"method.{name}"), anchor=anchor(name))
            for name in SECTIONS
        )
    )


def anchor(section: str) -> str:
    """Name of a section in the address, after the `#`."""
    return section.replace("_", "-")


def heading(section: str) -> None:
    """Print a section's heading under its anchor."""
    st.header(t(f"method.{section}"), anchor=anchor(section), divider="gray")


def table(columns: Sequence[str], rows: Sequence[Sequence[str]], alt: str) -> None:
    """Print a small table whose cells are Markdown."""
    st.table(
        pd.DataFrame(rows, columns=list(columns)),
        hide_index=True,
        border="horizontal",
        alt=alt,
    )
