"""What the sections of the experts page share, derived once a run."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

import streamlit as st

from components import cache, state
from components import format as fmt
from components.experts import words
from components.experts.facets import FILTER_PARAMS, current_filter
from components.markdown import escape
from components.text import t
from data import assessments
from data.assessments import FACETS, Assessment, AssessmentFilter
from data.load import Dataset


@dataclass(frozen=True)
class ExpertsView:
    """Everything that the sections of the page share.

    `every` holds all assessments, newest first, `selected` those of the view; `by`
    is the breakdown of the chart, `group` that of the list.
    """

    data: Dataset
    every: tuple[Assessment, ...]
    filter: AssessmentFilter
    by: str
    group: str
    selected: tuple[Assessment, ...]


def view_of(data: Dataset) -> ExpertsView:
    """Read the filters and choose the assessments."""
    every = cache.derived("assessments", assessments.collect)
    chosen = current_filter()
    _restart_list(chosen, state.value("group"))
    return ExpertsView(
        data=data,
        every=every,
        filter=chosen,
        by=state.value("by"),
        group=state.value("group"),
        selected=assessments.select(every, chosen),
    )


def _restart_list(chosen: AssessmentFilter, group: str) -> None:
    """Go back to the first page when the reader changed what is listed."""
    page = state.value("list_page")
    what, where = st.session_state.get("experts.listed", ((chosen, group), page))
    st.session_state["experts.listed"] = ((chosen, group), page)
    if what != (chosen, group) and where == page != 1:
        state.assign("list_page", 1)
        st.rerun()


def sentence(view: ExpertsView) -> str:
    """Say which assessments are shown, with every filter that narrows them."""
    if view.filter.seeds:
        key = "experts.sentence_seeds"
    elif view.filter.officials:
        key = "experts.sentence_officials"
    else:
        key = "experts.sentence"
    base = t(
        key,
        n=fmt.number(len(view.selected)),
        people=fmt.number(len({a.expert for a in view.selected})),
        start=max(view.filter.first_year, min(a.year for a in view.every)),
        end=view.filter.last_year,
    )
    if narrowing := _narrowing(view.filter):
        return t("experts.narrowed", base=base, filters=narrowing)
    return base


def _narrowing(chosen: AssessmentFilter) -> str:
    """Print the facets and the search: "Country: Russia, France; Search: envoy"."""
    parts = []
    for facet in FACETS:
        if codes := getattr(chosen, facet):
            values = ", ".join(map(words.FACET_LABELS[facet], codes))
            name = t(f"experts.facet_{facet}")
            parts.append(t("shell.filter_value", name=name, values=values))
    if chosen.text:
        name = t("experts.facet_text")
        parts.append(t("shell.filter_value", name=name, values=escape(chosen.text)))
    return "; ".join(parts)


def empty(view: ExpertsView) -> bool:
    """Where nothing is left, name the filter to blame and offer one click back."""
    if view.selected:
        return False
    blamed = assessments.emptied_by(view.every, view.filter)
    if not blamed:
        st.info(t("experts.empty_all"), icon=":material/filter_alt_off:")
        names = tuple(name for group in FILTER_PARAMS.values() for name in group)
        _back_button(t("shell.reset"), state.reset, (names, cache.contract()))
    elif blamed[0] == "officials":
        st.info(t("experts.empty_officials"), icon=":material/filter_alt_off:")
        _back_button(t("experts.show_officials"), state.assign, ("officials", True))
    else:
        name = t(f"experts.facet_{blamed[0]}")
        st.info(t("experts.empty", filter=name), icon=":material/filter_alt_off:")
        arguments = (FILTER_PARAMS[blamed[0]], cache.contract())
        _back_button(t("experts.widen", filter=name), state.reset, arguments)
    return True


def _back_button(
    label: str, action: Callable[..., None], arguments: tuple[object, ...]
) -> None:
    st.button(label, on_click=action, args=arguments, key="widen", type="primary")
