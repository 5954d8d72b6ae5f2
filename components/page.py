"""One page in one run: what it has drawn so far, for its brief."""

from __future__ import annotations

from dataclasses import dataclass, field

import pandas as pd
import streamlit as st

from components.brief import Collection
from components.registry import PageSpec


@dataclass(frozen=True)
class Page:
    """A page that is being drawn.

    `spec` is its entry in the registry, `collected` what its brief will print: all
    that the methods of the page have drawn, in that order.
    """

    spec: PageSpec
    title: str
    collected: Collection = field(default_factory=Collection)

    def chapter(self, title: str, anchor: str) -> None:
        """Print the heading of a section of text; it begins a chapter of the brief."""
        self.collected.chapter(title)
        st.header(title, anchor=anchor, divider="gray")

    def subheading(self, title: str) -> None:
        """Print a heading below that of a chapter."""
        self.collected.say(f"### {title}")
        st.subheader(title)

    def say(self, text: str) -> None:
        """Print Markdown."""
        self.collected.say(text)
        st.markdown(text)

    def tabulate(self, frame: pd.DataFrame, alt: str) -> None:
        """Print a small table whose cells are Markdown; `alt` is its description."""
        self.collected.say(frame)
        st.table(frame, hide_index=True, border="horizontal", alt=alt)
