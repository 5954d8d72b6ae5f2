"""What the page on sources holds, and links to its parts."""

from __future__ import annotations

import streamlit as st

from components import format as fmt
from components.sources.view import SourcesView
from components.text import t


def contents(view: SourcesView) -> None:
    """Say what everything rests on; link to the sections below."""
    st.markdown(
        t(
            "sources.intro",
            pages=fmt.number(len(view.pages)),
            publishers=fmt.number(view.pages["publisher_id"].nunique()),
            languages=fmt.number(view.pages["language"].nunique()),
        )
    )
    st.markdown(t("sources.contents"))
