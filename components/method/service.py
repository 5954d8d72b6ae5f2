"""What readers can rely on and do: accessibility, and how to mend a row."""

from __future__ import annotations

import streamlit as st

from components.method.layout import heading
from components.text import t


def accessibility() -> None:
    """What is there for readers with disabilities, and what falls short."""
    heading("accessibility")
    st.markdown(t("method.accessibility_has"))
    st.markdown(t("method.accessibility_lacks"))


def correct() -> None:
    """How to add or correct a row."""
    heading("correct")
    st.markdown(t("method.correct_steps"))
