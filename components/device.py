"""What the reader's browser says of itself."""

from __future__ import annotations

import streamlit as st

from components import cache


def is_phone() -> bool:
    """Whether the browser calls itself a phone's.

    A chart keeps its height whatever its width: on a phone a map as high as on a desk
    would stand above an empty place. A narrow window on a desk keeps that place.
    """
    cache.pure("the reader's browser")
    return "Mobi" in st.context.headers.get("User-Agent", "")
