"""The filters of the experts page in the sidebar, with live counts."""

from __future__ import annotations

import streamlit as st

from components import cache, filters, state
from components import format as fmt
from components.experts import words
from components.text import t
from data import assessments
from data.assessments import FACETS, AssessmentFilter
from data.load import Dataset

# Which query parameters each field of the filter comes from; `first_year` stands
# for both ends of the period.
FILTER_PARAMS = {
    "positions": ("position",),
    "questions": ("question",),
    "kinds": ("affiliation_kind",),
    "countries": ("affiliation_country",),
    "affiliations": ("affiliation",),
    "expert_kinds": ("expert_kind",),
    "topics": ("assessment_topic",),
    "languages": ("original_language",),
    "text": ("assessment_q",),
    "officials": ("officials",),
    "seeds": ("seeds",),
    "first_year": ("from", "to"),
}

# Labellers of the facets with so few codes that all can stay in sight.
_IN_SIGHT = {
    "positions": words.marked_position,
    "questions": words.short_question,
    "kinds": words.kind,
}


def current_filter() -> AssessmentFilter:
    """Read the filters that the sidebar and the URL hold."""
    single = {
        name: state.value(keys[0])
        for name, keys in FILTER_PARAMS.items()
        if len(keys) == 1
    }
    return AssessmentFilter(
        first_year=state.value("from"), last_year=state.value("to"), **single
    )


def search_box(_data: Dataset) -> None:
    """Search names, institutions and summaries."""
    filters.free_text(
        "assessment_q",
        t("experts.facet_text"),
        t("experts.search_example"),
        t("experts.search_help"),
    )


def facet_boxes(data: Dataset) -> None:
    """One list a facet, each code with the number that choosing it would show."""
    every = cache.derived("assessments", assessments.collect)
    view = current_filter()
    if years := assessments.year_counts(every, view):
        st.caption(
            " · ".join(
                t("experts.counted", name=str(year), n=fmt.number(years[year]))
                for year in sorted(years)
            )
        )
    counts = assessments.facet_counts(every, view)
    for facet in FACETS:
        _facet_box(data, facet, counts[facet], getattr(view, facet))


def _facet_box(
    data: Dataset, facet: str, counts: dict[str, int], chosen: tuple[str, ...]
) -> None:
    """Leave out codes that would show nothing, but never one that is chosen.

    Where no code is left, choosing can not help, and the facet goes.
    """
    present = [
        code
        for code in assessments.codes(data, facet)
        if counts.get(code) or code in chosen
    ]
    if not present:
        return
    label = _IN_SIGHT.get(facet, words.FACET_LABELS[facet])
    name, title = FILTER_PARAMS[facet][0], t(f"experts.facet_{facet}")

    def counted(code: str) -> str:
        n = fmt.number(counts.get(code, 0))
        return t("experts.counted", name=label(code), n=n)

    if facet in _IN_SIGHT:
        filters.any_in_sight(name, title, present, counted)
    else:
        filters.any_of(name, title, present, counted, t("shell.all"), live=True)


def switches(_data: Dataset) -> None:
    """Let in office-holders; narrow to the two seed articles."""
    filters.switch(
        "officials",
        t("experts.facet_officials"),
        t("experts.officials_help"),
        disabled=state.value("seeds"),
    )
    filters.switch("seeds", t("experts.facet_seeds"), t("experts.seeds_help"))
