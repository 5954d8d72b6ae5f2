"""The line of tools below a card: sources, how to read, download, cite, share, table.

What they hold is made when it is asked for. The line is a fragment: opening a tool runs
this line alone, and not the page.
"""

from __future__ import annotations

from collections.abc import Callable

import streamlit as st

from components import cite, downloads, tables
from components.cards import Card
from components.markdown import escape
from components.registry import PageSpec
from components.text import language, set_language, t

ALL = ("sources", "reading", "download", "cite", "share", "table")
FEW = ("sources", "table")


def line(spec: PageSpec, card: Card, link: str, wanted: tuple[str, ...] = ALL) -> None:
    """Draw the tools of a card that is completed.

    Args:
        spec: its page.
        card: what they work on: exactly what is shown.
        link: the address of the view.
        wanted: which of them.
    """
    _line(language(), spec, card, link, wanted)


# A run of its own has to be told the reader's language.
@st.fragment
def _line(
    code: str, spec: PageSpec, card: Card, link: str, wanted: tuple[str, ...]
) -> None:
    set_language(code)
    drawn: dict[str, tuple[str, Callable[[], object]]] = {
        "sources": (card.clause, lambda: _sources(card)),
        "reading": (t("shell.how_to_read"), lambda: _reading(card)),
        "download": (
            t("shell.download"),
            lambda: downloads.menu(spec, card),
        ),
        "cite": (
            t("cite.button"),
            lambda: cite.view(
                spec, card.subject, card.headline or card.title, card.sentence
            ),
        ),
        "share": (t("shell.share"), lambda: _share(link)),
    }
    if card.figure is None and not card.reading:
        drawn.pop("reading")
    with st.container(horizontal=True, vertical_alignment="center", gap="small"):
        for kind, (label, draw) in drawn.items():
            if kind in wanted:
                _tool(kind, label, card.key, draw)
        if card.table_key and "table" in wanted:
            _table_button(card)
    if card.table_key and st.session_state.get(f"table.{card.key}"):
        tables.twin(
            card.table,
            card.labels,
            key=card.table_key,
            alt=t("shell.table_alt", title=card.title),
        )


def _tool(kind: str, label: str, key: str, draw: Callable[[], object]) -> None:
    """A menu that opens below its button; what it holds is made only then."""
    opened = st.popover(label, type="tertiary", key=f"{kind}_{key}", on_change="rerun")
    if opened.open:
        with opened:
            draw()


def _sources(card: Card) -> None:
    """Say who is speaking, and how many records are shown."""
    st.markdown(card.sources)
    st.caption(card.records.counted)


def _share(link: str) -> None:
    st.markdown(t("shell.copy_link_help"))
    st.code(link, language=None, wrap_lines=True)


def _reading(card: Card) -> None:
    """Explain the marks, and say the chart in words."""
    for note in filter(None, (card.marks, *card.reading)):
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
