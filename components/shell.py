"""The frame of every page: configuration, navigation, shared filters, footer.

`run()` serves the entry point. A page also calls `ensure()` first: as long as a
`pages/` folder stands beside the entry point, Streamlit answers the very first
request of a process by running the page alone, and `ensure()` then starts again.
"""

from __future__ import annotations

import functools
import re
from base64 import b64encode
from collections.abc import AsyncGenerator, Iterator
from contextlib import asynccontextmanager, contextmanager, suppress
from contextvars import ContextVar
from importlib import import_module
from pathlib import Path
from typing import Literal

import streamlit as st
from plotly.validator_cache import ValidatorCache
from streamlit.navigation.page import Page as StreamlitPage

from components import (
    brief,
    cache,
    cite,
    hiding,
    log,
    naming,
    overview,
    registry,
    spans,
    state,
    text,
    widgets,
)
from components import format as fmt
from components.page import TEXT_WIDTH, Page
from components.record import panel
from components.registry import PAGES
from components.text import t
from data.load import DataError, Dataset
from data.manifest import LOGO
from data.setting import UNNAMED

_MARK = "/app/static/favicon.png"

_framed: ContextVar[bool] = ContextVar("framed", default=False)


def prepare() -> None:
    """Load what every reader needs, once, as the server starts.

    The first reader would wait for it: libraries, data, the charts of the start page
    (977 ms for a first view where a bare app took 78, now 128). A damaged table stops
    no server: every page says what is wrong with it.
    """
    # Streamlit imports these when it draws the first chart.
    import_module("plotly.tools")
    # What Plotly read to check the theme's template, 8 MB; nothing here is checked by
    # it again. Asked for all the same, it is read again.
    ValidatorCache._json_cache = None
    # These belong to the code that runs; what is copied over them may not.
    text.read()
    brief.templates()
    _style()
    with suppress(DataError):
        cache.contract()
        overview.prepare()


@asynccontextmanager
async def lasting(_: object) -> AsyncGenerator[None]:
    """Last as long as the server does; at its end the log tells how memory served."""
    yield
    cache.tell_kept()


def run() -> None:
    """Draw the frame and the page that the URL names."""
    current = _frame()
    token = _framed.set(True)
    try:
        current.run()
    except DataError as error:
        _show_damage(error)
    except Exception as error:
        # The reader is shown that it failed, not what: that stands in the log.
        kind = type(error).__name__
        log.event("page_failed", page=current.url_path or "overview", error=kind)
        raise
    finally:
        _framed.reset(token)


def ensure() -> None:
    """Start again from the entry point if a page was run alone.

    The first call of every page. That there is a menu tells the platform to run pages
    from the entry point from now on. A page that went on alone would give its widgets
    other ids than later runs do, and lose the first thing that the reader does.
    """
    if not _framed.get():
        text.set_language(_requested_language())
        _menu()
        st.rerun()


def _menu(
    position: Literal["top", "hidden"] = "top",
) -> tuple[StreamlitPage, dict[str, StreamlitPage]]:
    """Declare the pages; return the one that the URL names, and all by their stems."""
    shown = text.setting().pages
    pages = {
        spec.stem: st.Page(
            spec.path,
            title=t(f"nav.{spec.stem}"),
            url_path=spec.url_path,
            default=spec.default,
            help=t(f"nav.{spec.stem}_help"),
            visibility="visible" if registry.in_menu(spec, shown) else "hidden",
        )
        for spec in PAGES
    }
    return st.navigation(list(pages.values()), position=position), pages


def _frame() -> StreamlitPage:
    text.set_language(_requested_language())
    alone = "card" in st.query_params
    damage, own_logo, notices = None, None, []
    try:
        data = cache.begin()
        own_logo = data.beside.get(LOGO)
    except DataError as error:
        damage = error
    current, pages = _menu(position="hidden" if alone else "top")
    spec = next(
        s for s in PAGES if pages[s.stem] is current or s.url_path == current.url_path
    )
    if damage is None:
        # At once after the menu: the browser takes the new page and its query as one
        # step back only where both reach it together.
        notices = state.sync(spec, cache.contract())
    st.set_page_config(
        # A bookmark or a row of tabs must tell the pages apart.
        page_title=t("shell.name")
        if spec.default
        else t("shell.tab_title", page=current.title),
        # By its address: a file is read and decoded anew at every rerun.
        page_icon=_MARK,
        layout="wide",
        # Three answers side by side want the width; what filters them can be opened.
        initial_sidebar_state="collapsed" if spec.default else "auto",
    )
    if not alone:
        st.logo(_logo(own_logo), size="large")
    if damage is not None:
        _show_damage(damage)
        st.stop()
    if stale := cache.fault():
        st.warning(_stale(stale.error, data), icon=":material/sync_problem:")
    widgets.go()
    for notice in notices:
        st.warning(notice, icon=":material/link_off:")
    if "evidence" in spec.params:
        cache.choose_evidence(state.value("evidence"))
    hiding.notice()
    if not alone:
        widgets.render(spec)
    panel.open_requested(data)
    return current


def _logo(own: bytes | None) -> str:
    """Return mark and name of the site for the reader's theme: a picture or an address.

    Ours is named by its address, which the browser asks for once; a file would be sent
    along with every rerun (7 KB of 31).

    Before the browser has named the theme, letters that follow the reader's system.
    Another site has its own, from the package as it was loaded, or the mark alone.
    """
    if text.setting().site != UNNAMED.site:
        # As an address it can be no name of a file, whatever it holds.
        return f"data:image/svg+xml;base64,{b64encode(own).decode()}" if own else _MARK
    theme = st.context.theme.type
    name = f"logo-{theme}.svg" if theme in {"light", "dark"} else "logo.svg"
    return f"/app/static/{name}"


@functools.cache
def _style() -> str:
    """The rules of `page.css`, without the comments: no browser reads those."""
    rules = (Path(__file__).parent / "page.css").read_text("utf-8")
    return f"<style>{re.sub(r'/[*].*?[*]/', '', rules, flags=re.DOTALL)}</style>"


def _requested_language() -> str:
    """Read the language before anything is written; a bad value means English."""
    requested = st.query_params.get("lang") or state.held_language()
    known = text.available_languages()
    return requested if requested in known else text.SOURCE_LANGUAGE


def _stale(error: DataError, data: Dataset) -> str:
    """Say that older data are shown than lie on the server, since those are damaged."""
    return t(
        "shell.stale",
        version=data.version,
        file=f"`{error.file}`",
        row=f", {t('shell.row', row=error.row)}" if error.row else "",
    )


def _show_damage(error: DataError) -> None:
    """Say which file is damaged, where and how to mend it, instead of any chart."""
    st.title(t("shell.damaged_title"))
    st.error(t("shell.damaged", file=error.file), icon=":material/error:")
    st.code(str(error), language=None, wrap_lines=True)
    st.markdown(t("shell.damaged_advice"))


@contextmanager
def page(stem: str, question: str = "") -> Iterator[Page]:
    """Frame what a page draws: its question above, below it how old its data are.

    Args:
        stem: names the page in the registry.
        question: what the page asks, where that depends on its filters.

    Yields:
        The page, to draw its cards and text on.
    """
    spec, title = registry.page(stem), question or t(f"{stem}.title")
    if alone := state.value("card"):
        with _alone(Page(spec, title, alone=alone, stage=st.container())) as begun:
            yield begun
        return
    begun = Page(spec, title)
    st.html(_style())
    with st.container(key="on_paper"):
        url, button = naming.link(begun.spec), t("brief.button")
        st.markdown(t("shell.on_paper", url=url, button=button))
    _head(begun)
    yield begun
    _end(begun)


@contextmanager
def _alone(page: Page) -> Iterator[Page]:
    """Frame one card, to stand in another page: the card, its source, the way back.

    What the page draws beside its cards is kept from sight, not from running: its tabs
    decide which card is drawn.
    """
    st.html(_style())
    with st.container(key="beside_card"):
        yield page
    with st.container(key="card_end"):
        if not page.found:
            st.title(page.title, anchor=False)
            st.warning(t("shell.no_such_card", card=page.alone))
        st.markdown(
            t(
                "shell.card_source",
                title=cache.full().package.title,
                version=cache.full().version,
                url=page.link,
            )
        )


def _head(page: Page) -> None:
    """The page's question, and beside it the box that searches everything."""
    with st.container(horizontal=True, vertical_alignment="center", key="page_head"):
        st.title(page.title)
        widgets.search_everything()


def _end(page: Page) -> None:
    """Close a page: brief, age of the data, version, the other languages."""
    data, spec = cache.full(), page.spec
    with st.container(horizontal=True, vertical_alignment="center", key="page_end"):
        st.caption(
            " ".join(
                [
                    spans.line(data, spec.subjects, cite.today()),
                    t("shell.version", version=data.version),
                ]
            ),
            width=TEXT_WIDTH,
        )
        if not spec.hidden:
            st.page_link(registry.page("new").path, label=t("shell.whats_new"))
        brief.buttons(spec, page.title, naming.link(spec), page.collected)
        query = state.view_query(spec.params, cache.contract())
        for code in text.available_languages():
            if code != text.language():
                st.page_link(
                    spec.path,
                    label=fmt.own_name(code),
                    icon=":material/translate:",
                    query_params=query | {"lang": code},
                )
