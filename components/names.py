"""Names that lead to the page of whom they name."""

from __future__ import annotations

from urllib.parse import urlencode

import streamlit as st

from components import cache, registry, state
from components.markdown import escape
from components.text import SOURCE_LANGUAGE, language
from data.people import people, slug


def way(label: str, key: str, place: str) -> None:
    """Draw the way to the page of a person, state or institution.

    Within that page it is a button: the platform follows a link to the page that is
    open, but leaves the address as it was.

    Args:
        label: what it says; Markdown is escaped already.
        key: id of whom it leads to.
        place: keeps the keys of ways to the same one apart.
    """
    if state.page() == "who":
        st.button(
            label,
            key=f"way_{place}_{key}",
            type="tertiary",
            on_click=_open,
            args=(key,),
        )
    else:
        st.page_link(registry.page("who").path, label=label, query_params={"id": key})


def _open(key: str) -> None:
    state.assign("who_q", "")
    state.assign("record", "")
    state.assign("who_id", key)


def linked(name: str) -> str:
    """Return the Markdown of a name, as a link where the person has a page."""
    key = slug(name)
    if key not in people(cache.full()):
        return escape(name)
    query = {"id": key}
    if language() != SOURCE_LANGUAGE:
        query["lang"] = language()
    return f"[{escape(name)}](who?{urlencode(query)})"
