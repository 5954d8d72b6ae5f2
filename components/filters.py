"""Widgets whose value is a canonical code kept in the URL (see `components.state`).

Labels may change with the language; the code does not, since the widget's key holds
the language and its value is copied to and from the canonical one.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

import streamlit as st

from components import state
from components.text import language

Label = Callable[[str], str]


def _seed(name: str, value: object) -> str:
    """Give the widget the canonical value and return its key."""
    key = f"{name}.{language()}"
    if st.session_state.get(key) != value:
        st.session_state[key] = value
    return key


def _take(
    name: str, key: str, read: Callable[[Any], Any] = lambda value: value
) -> None:
    state.assign(name, read(st.session_state[key]))


def one_of(
    name: str, label: str, options: Sequence[str], format_label: Label, help_text: str
) -> None:
    """Radio buttons for one code out of a few."""
    key = _seed(name, state.value(name))
    st.radio(
        label,
        options,
        format_func=format_label,
        key=key,
        help=help_text,
        on_change=_take,
        args=(name, key),
    )


def any_of(
    name: str, label: str, options: Sequence[str], format_label: Label, placeholder: str
) -> None:
    """Choose any number of codes; none means all."""
    key = _seed(name, list(state.value(name)))
    order = {code: place for place, code in enumerate(options)}
    st.multiselect(
        label,
        options,
        format_func=format_label,
        key=key,
        placeholder=placeholder,
        on_change=_take,
        args=(name, key, lambda chosen: tuple(sorted(chosen, key=order.__getitem__))),
    )


def year_span(label: str, first: int, last: int) -> None:
    """Slider over whole years, for the parameters `from` and `to`."""
    key = _seed("period", (state.value("from"), state.value("to")))
    st.slider(
        label,
        first,
        last,
        key=key,
        step=1,
        format="%d",
        on_change=_take_span,
        args=(key,),
    )


def _take_span(key: str) -> None:
    start, end = st.session_state[key]
    state.assign("from", start)
    state.assign("to", end)
