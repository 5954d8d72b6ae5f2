"""The line of tools below a card: sources, how to read, download, cite, share, table.

What they hold is made when it is asked for. The line is a fragment: opening a tool runs
this line alone, and not the page.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

import streamlit as st

from components import cite, downloads, tables
from components.cards import Card
from components.markdown import escape
from components.registry import PageSpec
from components.text import language, set_language, t


def line(spec: PageSpec, card: Card, link: str) -> None:
    """Draw the tools of a card that is completed.

    Args:
        spec: its page.
        card: what they work on: exactly what is shown.
        link: the address of the view.
    """
    _line(language(), spec, card, link)


# A run of its own has to be told the reader's language.
@st.fragment
def _line(code: str, spec: PageSpec, card: Card, link: str) -> None:
    set_language(code)
    with st.container(horizontal=True, vertical_alignment="center", gap="small"):
        with _tool("sources", card.clause, card.key) as opened:
            if opened:
                st.markdown(card.sources)
                st.caption(card.records.counted)
        if card.figure is not None or card.reading:
            with _tool("reading", t("shell.how_to_read"), card.key) as opened:
                if opened:
                    _reading(card)
        with _tool("download", t("shell.download"), card.key) as opened:
            if opened:
                downloads.menu(spec, card, link)
        with _tool("cite", t("cite.button"), card.key) as opened:
            if opened:
                cite.view(card.subject, card.title, card.sentence, link)
        with _tool("share", t("shell.share"), card.key) as opened:
            if opened:
                st.markdown(t("shell.copy_link_help"))
                st.code(link, language=None, wrap_lines=True)
        if card.table_key:
            _table_button(card)
    if card.table_key and st.session_state.get(f"table.{card.key}"):
        tables.twin(
            card.table,
            card.labels,
            key=card.table_key,
            alt=t("shell.table_alt", title=card.title),
        )


@contextmanager
def _tool(kind: str, label: str, key: str) -> Iterator[bool]:
    """A menu that opens below its button; yields whether it is open."""
    opened = st.popover(label, type="tertiary", key=f"{kind}_{key}", on_change="rerun")
    with opened:
        yield bool(opened.open)


def _reading(card: Card) -> None:
    """Explain the marks, and say the chart in words."""
    for note in card.reading:
        st.markdown(note)
    if card.alt:
        st.markdown(f"**{t('shell.in_words')}** {escape(card.alt)}")


def _table_button(card: Card) -> None:
    shown = bool(st.session_state.get(f"table.{card.key}"))
    st.button(
        t("shell.hide_table" if shown else "shell.as_table"),
        key=f"table_{card.key}",
        type="tertiary",
        on_click=_toggle,
        args=(f"table.{card.key}", not shown),
    )


def _toggle(key: str, shown: bool) -> None:
    st.session_state[key] = shown
