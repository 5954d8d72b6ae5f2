"""What stands above the chart: what the page holds, the seed preset, warnings."""

from __future__ import annotations

import streamlit as st

from components import cache, state
from components import format as fmt
from components.experts import words
from components.experts.facets import FILTER_PARAMS
from components.experts.listing import LIST_ANCHOR
from components.experts.view import ExpertsView, narrowed
from components.text import t, tn
from data.assessments import LARGEST_SHARE, concentration, revisited


def intro(view: ExpertsView) -> None:
    """Say what is collected, and offer the two seed articles in one click."""
    st.markdown(t("experts.intro"))
    if view.filter.seeds:
        total = sum(a.seed for a in view.whole)
        gone = total - sum(a.seed for a in view.every)
        hidden = t("experts.seeds_hidden", n=fmt.number(gone)) if gone else ""
        shown = fmt.number(len(view.selected))
        st.info(
            tn("experts.seeds_shown", total, shown=shown, hidden=hidden),
            icon=":material/article:",
        )
        st.button(
            t("experts.seeds_leave"),
            key="seeds_leave",
            icon=":material/close:",
            type="tertiary",
            on_click=_preset,
            args=(False,),
        )
        return
    st.button(
        tn("experts.seeds_enter", sum(a.seed for a in view.every)),
        key="seeds_enter",
        icon=":material/article:",
        type="tertiary",
        on_click=_preset,
        args=(True,),
    )


def _preset(on: bool) -> None:
    """Show all of the two seed articles, or all of the collection."""
    names = tuple(name for group in FILTER_PARAMS.values() for name in group)
    state.reset(names, cache.contract())
    state.assign("seeds", on)


def active_filters(view: ExpertsView) -> None:
    """One button a filter that narrows the view, to take it away.

    On a phone the sidebar is folded away, and a reader would not know of them.
    """
    narrowing = narrowed(view)
    if not narrowing:
        return
    with st.container(horizontal=True, key="active_filters"):
        for field, printed in narrowing:
            st.button(
                printed,
                key=f"without_{field}",
                icon=":material/close:",
                help=t("experts.take_away"),
                on_click=state.reset,
                args=(FILTER_PARAMS[field], cache.contract()),
            )


def contents(view: ExpertsView) -> None:
    """Links to the sections of the page, which is long."""
    anchors = ["experts_chart", "affiliations", LIST_ANCHOR, "courses", "experts"]
    if not revisited(view.selected):
        anchors.remove("courses")
    links = " · ".join(
        f"[{t(f'experts.go_{anchor}')}](#{anchor})" for anchor in anchors
    )
    st.markdown(t("experts.contents", links=links))


def warnings(view: ExpertsView) -> None:
    """Name the country and the kind that make up most of the view."""
    for found in concentration(view.selected):
        st.warning(
            t(
                f"experts.concentrated_{found.facet}",
                name=words.FACET_LABELS[found.facet](found.code),
                share=fmt.percent(found.share),
                n=fmt.number(found.n),
                total=fmt.number(len(view.selected)),
                limit=fmt.percent(LARGEST_SHARE),
            ),
            icon=":material/balance:",
        )
