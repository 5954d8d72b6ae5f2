"""Widgets whose value is a canonical code kept in the URL (see `components.state`).

Labels may change with the language; the code does not, since the widget's key holds
the language and its value is copied to and from the canonical one.
"""

from __future__ import annotations

import datetime as dt
import zlib
from collections.abc import Callable, Sequence
from typing import Any

import streamlit as st

from components import state
from components.params import MAX_TEXT, tidy
from components.text import language

Label = Callable[[str], str]


def _seed(name: str, value: object, variant: str = "") -> str:
    """Give the widget the canonical value and return its key.

    On another page the browser builds the widget anew from its default, and would
    send that back as if the reader had chosen it: there the value is given even
    where the session already holds it.
    """
    key = f"{name}.{language()}{variant}"
    drawn_on = f"drawn.{key}"
    moved = st.session_state.get(drawn_on) != state.page()
    if moved or st.session_state.get(key) != value:
        st.session_state[key] = value
    st.session_state[drawn_on] = state.page()
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
    name: str,
    label: str,
    options: Sequence[str],
    format_label: Label,
    placeholder: str,
    *,
    live: bool = False,
) -> None:
    """Choose any number of codes; none means all.

    With `live`, labels may change from run to run, such as those with counts. The
    browser sends choices back as labels, and would send the old ones: then a change
    of labels makes a new widget, which starts from the canonical codes.
    """
    variant = _variant(options, format_label) if live else ""
    key = _seed(name, list(state.value(name)), variant)
    st.multiselect(
        label,
        options,
        format_func=format_label,
        key=key,
        placeholder=placeholder,
        on_change=_take,
        args=(name, key, _in_order(options)),
    )


def any_in_sight(
    name: str, label: str, options: Sequence[str], format_label: Label
) -> None:
    """Choose any number of a few codes that all stay in sight; none means all.

    A box each, whose labels may change from run to run: what the browser sends back
    is a yes or no, and no label.
    """
    chosen = state.value(name)
    with st.container(gap="xsmall"):
        st.markdown(f":small[{label}]")
        for code in options:
            key = _seed(f"{name}.{code}", code in chosen)
            st.checkbox(
                format_label(code),
                key=key,
                on_change=_tick,
                args=(name, code, key, tuple(options)),
            )


def _tick(name: str, code: str, key: str, options: tuple[str, ...]) -> None:
    others = (c for c in state.value(name) if c != code)
    chosen = (*others, code) if st.session_state[key] else tuple(others)
    state.assign(name, _in_order(options)(chosen))


def _variant(options: Sequence[str], format_label: Label) -> str:
    """Return a part of a widget's key that changes with its labels."""
    shown = "\n".join(map(format_label, options))
    return f".{zlib.crc32(shown.encode())}"


def _in_order(options: Sequence[str]) -> Callable[[Sequence[str]], tuple[str, ...]]:
    """Return what puts chosen codes into the order of their options.

    Codes that are no option are left out: a client may send any.
    """
    return lambda chosen: tuple(code for code in options if code in chosen)


def side_by_side(
    name: str, label: str, options: Sequence[str], format_label: Label
) -> None:
    """Choose one code out of a few, in a row above what it changes."""
    key = _seed(name, state.value(name))
    st.radio(
        label,
        options,
        format_func=format_label,
        key=key,
        horizontal=True,
        on_change=_take,
        args=(name, key),
    )


def pager(name: str, pages: int) -> None:
    """Turn the pages of a list; a page beyond the last shows the last.

    The widget can not be given a value later than at its birth, so that each page
    has its own.
    """
    page = min(state.value(name), pages)
    key = f"{name}.{page}.{pages}"
    st.pagination(pages, default=page, key=key, on_change=_take, args=(name, key))


def switch(name: str, label: str, help_text: str, *, disabled: bool = False) -> None:
    """Turn a flag on or off."""
    key = _seed(name, state.value(name))
    st.toggle(
        label,
        key=key,
        help=help_text,
        disabled=disabled,
        on_change=_take,
        args=(name, key),
    )


def free_text(name: str, label: str, placeholder: str, help_text: str) -> None:
    """Type a few words to look for."""
    key = _seed(name, state.value(name))
    st.text_input(
        label,
        key=key,
        max_chars=MAX_TEXT,
        placeholder=placeholder,
        help=help_text,
        icon=":material/search:",
        on_change=_take,
        args=(name, key, tidy),
    )


def day_of(
    name: str, label: str, lowest: dt.date, highest: dt.date, shown: dt.date
) -> None:
    """Choose a day; `shown` stands there while the parameter holds none."""
    key = _seed(name, state.value(name) or shown)
    st.date_input(
        label,
        key=key,
        min_value=lowest,
        max_value=highest,
        format="YYYY-MM-DD",
        on_change=_take,
        args=(name, key, lambda day: day or shown),
    )


def one_or_none(
    name: str, label: str, options: Sequence[str], format_label: Label, placeholder: str
) -> None:
    """Choose one code from a long list that can be typed in, or none."""
    key = _seed(name, state.value(name) or None)
    st.selectbox(
        label,
        options,
        index=None,
        format_func=format_label,
        key=key,
        placeholder=placeholder,
        on_change=_take,
        args=(name, key, lambda chosen: chosen or ""),
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
