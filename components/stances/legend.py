"""What the positions mean, how many states hold each, and the limits of the map."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping

import streamlit as st

from components import cache
from components import format as fmt
from components.figures.map import HIDDEN, NO_ANSWER
from components.markdown import curled, escape
from components.registry import page
from components.stances.offices import unsure
from components.stances.view import StancesView, badge, position_of
from components.text import t, tn
from data.fill_rule import SCALE


def legend(view: StancesView) -> None:
    """Definitions from the code-book with counts; kinds of no answer as one group."""
    held = Counter(position_of(fill) for fill in view.states)
    book = view.data.table("codebook")
    stances = book[book["field"] == "stance"].set_index("code")["definition"]
    with st.expander(
        t("stances.legend_title"),
        expanded=True,
        icon=":material/legend_toggle:",
        key="legend",
    ):
        _lines(held, {code: escape(curled(str(stances[code]))) for code in SCALE})
        if cache.hiding():
            _lines(held, {HIDDEN: t("stances.why_hidden_short")})
        silent = sum(held[kind] for kind in NO_ANSWER)
        st.markdown(tn("stances.legend_nothing", silent))
        _lines(held, {kind: t(f"stances.why_{kind}_short") for kind in NO_ANSWER})


def _lines(held: Counter[str], meaning: Mapping[str, str]) -> None:
    """Each position with its number of states, its look on the map, its meaning."""
    with st.container(gap="xsmall"):
        for code, words in meaning.items():
            st.markdown(
                tn(
                    "stances.legend_line",
                    held[code],
                    badge=badge(code),
                    look=t(f"stances.look_{code}"),
                    meaning=words,
                )
            )


def limits(view: StancesView) -> None:
    """The border policy and what the map can not say, with the way to the method."""
    st.caption(t("stances.borders"))
    st.caption(t("stances.limits"))
    if posts := unsure(view.index, view.names, view.as_of):
        st.caption(t("stances.unsure", date=fmt.date(view.as_of), posts=posts))
    st.page_link(
        page("method").path,
        label=t("stances.to_method"),
        icon=page("method").icon,
    )
