"""The frame of every page: configuration, navigation, shared filters, footer.

`run()` serves the entry point. A page also calls `ensure()` first: as long as a
`pages/` folder stands beside the entry point, Streamlit answers the very first
request of a process by running the page alone, and `ensure()` then draws the frame.
"""

from __future__ import annotations

from contextvars import ContextVar
from pathlib import Path

import streamlit as st
from streamlit.navigation.page import Page as StreamlitPage

from components import brief, cache, cite, hiding, registry, spans, state, text, widgets
from components import format as fmt
from components.page import Page
from components.record import panel
from components.registry import PAGES, PageSpec
from components.text import t
from data.load import DataError, Dataset

FAVICON = Path(__file__).parent.parent / "static" / "favicon.png"

_framed: ContextVar[bool] = ContextVar("framed", default=False)


def run() -> None:
    """Draw the frame and the page that the URL names."""
    current = _frame()
    token = _framed.set(True)
    try:
        current.run()
    finally:
        _framed.reset(token)


def ensure() -> None:
    """Draw the frame if nobody did; the first call of every page."""
    if not _framed.get():
        _frame()


def _frame() -> StreamlitPage:
    text.set_language(_requested_language())
    st.set_page_config(
        page_title=t("shell.name"),
        page_icon=str(FAVICON),
        layout="wide",
        initial_sidebar_state="auto",
    )
    pages = {
        spec.stem: st.Page(
            spec.path,
            title=t(f"nav.{spec.stem}"),
            icon=spec.icon,
            url_path=spec.url_path,
            default=spec.default,
            help=t(f"nav.{spec.stem}_help"),
        )
        for spec in PAGES
    }
    current = st.navigation(list(pages.values()), expanded=True)
    spec = next(
        s for s in PAGES if pages[s.stem] is current or s.url_path == current.url_path
    )
    if not spec.default:
        # A bookmark or a row of tabs must tell the pages apart.
        st.set_page_config(page_title=t("shell.tab_title", page=current.title))
    cache.choose_evidence(cache.EVERYTHING)
    try:
        data = cache.full()
    except DataError as error:
        _show_damage(error)
        st.stop()
    notices = state.sync(spec, cache.contract())
    for notice in notices:
        st.warning(notice, icon=":material/link_off:")
    if "evidence" in spec.params:
        cache.choose_evidence(state.value("evidence"))
    hiding.notice()
    widgets.render(spec)
    _offer_languages(spec)
    _show_version(data)
    panel.open_requested(data)
    return current


def _requested_language() -> str:
    """Read the language before anything is written; a bad value means English."""
    requested = st.query_params.get("lang") or st.session_state.get("param.lang", "")
    known = text.available_languages()
    return requested if requested in known else text.SOURCE_LANGUAGE


def _show_damage(error: DataError) -> None:
    """Say which file is damaged, where and how to mend it, instead of any chart."""
    st.title(t("shell.damaged_title"))
    st.error(t("shell.damaged", file=error.file), icon=":material/error:")
    st.code(str(error), language=None, wrap_lines=True)
    st.markdown(t("shell.damaged_advice"))


def _offer_languages(spec: PageSpec) -> None:
    """Lead to the same view in each other language that has catalogues."""
    query = state.view_query(spec.params, cache.contract())
    with st.sidebar:
        for code in text.available_languages():
            if code != text.language():
                st.page_link(
                    spec.path,
                    label=fmt.own_name(code),
                    icon=":material/translate:",
                    query_params=query | {"lang": code},
                )


def _show_version(data: Dataset) -> None:
    with st.sidebar:
        st.caption(
            t(
                "shell.version",
                version=data.version,
                contacts=fmt.short_date(data.last_day("contacts")),
                stances=fmt.short_date(data.last_day("stances")),
            )
        )


def page(stem: str) -> Page:
    """Begin a page: print its title and how old its data are; offer its brief.

    Args:
        stem: names the page in the registry.

    Returns:
        The page, to draw its cards and text on.
    """
    begun = Page(registry.page(stem), t(f"{stem}.title"))
    with st.container(horizontal=True, vertical_alignment="bottom"):
        st.title(begun.title)
        brief.button(begun.spec, begun.title, begun.link, begun.collected)
    st.caption(spans.line(cache.full(), begun.spec.subjects, cite.today()))
    return begun
