"""The line of tools below a card: sources, how to read, download, cite, share, table.

What they hold is made when it is asked for, and stands below the line. The line is no
fragment: a page that readers have seen takes 10 ms, and a fragment 0.3 at every rerun.
"""

from __future__ import annotations

from collections.abc import Callable

import streamlit as st

from components import cache, cite, downloads, naming, state, tables
from components.cards import Card
from components.markdown import escape, plain
from components.registry import PageSpec
from components.text import t
from data.escape import html

ALL = ("sources", "reading", "download", "cite", "share", "table")
FEW = ("sources", "table")

# By the code of each tool: its name, and what draws what it holds.
Tools = dict[str, tuple[str, Callable[[], object]]]

# In pixels: what a tool holds is text, but for the table.
WIDTH = 640


def line(
    spec: PageSpec,
    card: Card,
    link: str,
    wanted: tuple[str, ...] = ALL,
    answer: tuple[str, str] | None = None,
) -> None:
    """Draw the tools of a card that is completed.

    Args:
        spec: its page.
        card: what they work on: exactly what is shown.
        link: the address of the view.
        wanted: which of them.
        answer: a sentence to be copied, and the address of the view in which it stands.
    """
    drawn: Tools = {
        "sources": (card.clause, lambda: _sources(card)),
        "reading": (t("shell.how_to_read"), lambda: _reading(card)),
        "download": (t("shell.download"), lambda: downloads.menu(spec, card)),
        "cite": (t("cite.button"), lambda: _cite(spec, card)),
        "share": (t("shell.share"), lambda: _share(spec, card, link)),
        "table": (t("shell.as_table"), lambda: _table(card)),
    }
    if card.figure is None and not card.reading:
        drawn.pop("reading")
    if not card.table_key:
        drawn.pop("table")
    tools = {kind: tool for kind, tool in drawn.items() if kind in wanted}
    if answer:
        tools = _copying(*answer) | tools
    _draw(card.key, tools)


def copy(text: str, link: str, key: str) -> None:
    """Offer a sentence with its source, to be copied in one go.

    Args:
        text: Markdown is taken off.
        link: the address of the view in which it stands.
        key: of the tool.
    """
    _draw(key, _copying(text, link))


def _draw(key: str, tools: Tools) -> None:
    """Draw the names of tools in a row, and below it what the chosen one holds.

    They are one element: a pop-over each took the server three times as long and four
    times the bytes (0.75 ms and 1.5 KB for six), twice on a page and at every rerun.
    """
    opened = st.pills(
        t("shell.tools"),
        tuple(tools),
        format_func=lambda kind: tools[kind][0],
        key=f"tools_{key}",
        label_visibility="collapsed",
    )
    # A client that is no browser may name any.
    if opened not in tools:
        return
    _, draw = tools[opened]
    if opened == "table":
        draw()
        return
    with st.container(key=f"{opened}_{key}", border=True, width=WIDTH):
        draw()


def _copying(text: str, link: str) -> Tools:
    label = f":material/content_copy: {t('cite.sentence')}"
    return {"copy": (label, lambda: cite.sentence(text, link))}


def _cite(spec: PageSpec, card: Card) -> None:
    title = card.headline or card.title
    cite.view(spec, card.subject, title, card.sentence)


def _table(card: Card) -> None:
    tables.twin(
        card.table,
        card.labels,
        key=card.table_key,
        alt=t("shell.table_alt", title=card.title),
    )


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
