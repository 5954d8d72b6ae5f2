"""The line of tools below a card: sources, how to read, download, cite, share, table.

What they hold is made when it is asked for. The line is a fragment: opening a tool runs
this line alone, and not the page.
"""

from __future__ import annotations

from collections.abc import Callable

import streamlit as st

from components import cache, cite, downloads, naming, state, tables
from components.cards import Card
from components.markdown import escape, plain
from components.registry import PageSpec
from components.text import language, set_language, t
from data.escape import html

ALL = ("sources", "reading", "download", "cite", "share", "table")
FEW = ("sources", "table")


def line(
    spec: PageSpec,
    card: Card,
    link: str,
    wanted: tuple[str, ...] = ALL,
    before: Callable[[], object] | None = None,
) -> None:
    """Draw the tools of a card that is completed.

    Args:
        spec: its page.
        card: what they work on: exactly what is shown.
        link: the address of the view.
        wanted: which of them.
        before: draws what stands before them in the line.
    """
    _line(language(), spec, card, link, wanted, before)


# A run of its own has to be told the reader's language.
@st.fragment
def _line(
    code: str,
    spec: PageSpec,
    card: Card,
    link: str,
    wanted: tuple[str, ...],
    before: Callable[[], object] | None,
) -> None:
    set_language(code)
    state.keep_up()
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
        "share": (t("shell.share"), lambda: _share(spec, card, link)),
    }
    if card.figure is None and not card.reading:
        drawn.pop("reading")
    with st.container(horizontal=True, vertical_alignment="center", gap="small"):
        if before:
            before()
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


# What stands around a chart in a frame, and a frame without a chart; in pixels.
AROUND_CHART, WITHOUT_CHART = 320, 600
HEIGHTS = (300, 2000)
THEMES = ("reader", "light", "dark")


def _share(spec: PageSpec, card: Card, link: str) -> None:
    """Offer the link of the view, and the card alone as a frame for another page."""
    st.markdown(t("shell.copy_link_help"))
    st.code(link, language=None, wrap_lines=True)
    st.markdown(t("shell.embed_help"))
    theme = st.radio(
        t("shell.embed_theme"),
        THEMES,
        format_func=_theme,
        horizontal=True,
        key=f"embed_theme_{card.key}",
    )
    room = card.figure["layout"]["height"] + AROUND_CHART if card.figure else 0
    height = st.number_input(
        t("shell.embed_height"),
        *HEIGHTS,
        min(int(room) or WITHOUT_CHART, HEIGHTS[1]),
        step=50,
        key=f"embed_height_{card.key}",
    )
    code = snippet(spec, card, theme, int(height))
    st.code(code, language="html", wrap_lines=True)
    st.caption(t("shell.embed_sandbox"))


def _theme(code: str) -> str:
    return t(f"shell.embed_{code}")


def snippet(spec: PageSpec, card: Card, theme: str, height: int) -> str:
    """Return the HTML that puts one card into another page.

    Args:
        spec: the page that shows the card.
        card: the card.
        theme: a code of `THEMES`.
        height: of the frame, in pixels.
    """
    query = state.view_query((*spec.params, "lang"), cache.contract())
    query |= {"card": card.key, "embed": "true"}
    if theme in {"light", "dark"}:
        query["embed_options"] = f"{theme}_theme"
    address = html(naming.address(spec, query))
    title = html(plain(card.headline or card.title))
    return (
        f'<iframe src="{address}" title="{title}" width="100%" height="{height}" '
        'style="border: 0" loading="lazy"></iframe>'
    )


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
