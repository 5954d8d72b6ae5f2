"""The frame of the method page: contents, headings, paragraphs, small tables."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import pandas as pd
import streamlit as st

from components import brief
from components.text import t

SECTIONS = (
    "weak_spots",
    "about",
    "nothing",
    "counting",
    "coverage",
    "evidence",
    "codebook",
    "fill_rule",
    "agreement",
    "experts",
    "borders",
    "accessibility",
    "correct",
)
"""In the order of the page; each is an anchor, and part of a public link."""

_CONTENTS_COLUMNS = 3


def contents() -> None:
    """Say what the page is for and link to its sections."""
    st.markdown(t("method.intro"))
    lines = [
        t("method.contents_line", title=t(f"method.{name}"), anchor=anchor(name))
        for name in SECTIONS
    ]
    each = -(-len(lines) // _CONTENTS_COLUMNS)
    columns = st.columns(_CONTENTS_COLUMNS)
    for column, start in zip(columns, range(0, len(lines), each), strict=True):
        column.markdown("\n".join(lines[start : start + each]))


def anchor(section: str) -> str:
    """Name of a section in the address, after the `#`."""
    return section.replace("_", "-")


def heading(section: str) -> None:
    """Print a section's heading under its anchor; it is a chapter of the brief."""
    brief.chapter(t(f"method.{section}"))
    st.header(t(f"method.{section}"), anchor=anchor(section), divider="gray")


def subheading(title: str) -> None:
    """Print a heading below that of a section."""
    brief.say(f"### {title}")
    st.subheader(title)


def prose(text: str) -> None:
    """Print Markdown, on the page and in its brief."""
    brief.say(text)
    st.markdown(text)


def definitions(meanings: Mapping[str, str]) -> None:
    """Print terms with their meaning: a table would leave half of its width empty."""
    prose(
        "\n".join(
            t("method.definition", term=term, meaning=meaning)
            for term, meaning in meanings.items()
        )
    )


def table(columns: Sequence[str], rows: Sequence[Sequence[str]], alt: str) -> None:
    """Print a small table whose cells are Markdown."""
    frame = pd.DataFrame(rows, columns=list(columns))
    brief.say(frame)
    st.table(
        frame,
        hide_index=True,
        border="horizontal",
        alt=alt,
    )
