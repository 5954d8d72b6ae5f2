"""The list of assessments in groups, page by page."""

from __future__ import annotations

import streamlit as st

from components import filters, state
from components import format as fmt
from components.experts.card import appearance, heading
from components.experts.view import ExpertsView
from components.text import t, tn
from data import assessments
from data.assessments import GROUPS, appearances, grouped, pages

# Cards on one page of the list: more would slow every rerun.
PAGE_SIZE = 15

LIST_ANCHOR = "list"

# Groups whose order the descriptor declares.
_DECLARED = {"position": "positions", "question": "questions"}


def list_section(view: ExpertsView) -> None:
    """The assessments of the view, grouped as the reader chose."""
    st.header(t(f"experts.list_{view.group}"), anchor=LIST_ANCHOR)
    filters.side_by_side(
        "group",
        t("experts.group_by"),
        tuple(GROUPS),
        lambda code: t(f"experts.group_{code}"),
    )
    order = (
        assessments.codes(view.data, _DECLARED[view.group])
        if view.group in _DECLARED
        else ()
    )
    groups = grouped(view.selected, view.group, order)
    laid = pages(groups, PAGE_SIZE)
    current = min(state.value("list_page"), len(laid))
    before = sum(
        len(group.assessments) for page in laid[: current - 1] for group in page
    )
    here = sum(len(group.assessments) for group in laid[current - 1])
    st.markdown(
        tn(
            "experts.listed",
            len(view.selected),
            first=fmt.number(before + 1),
            last=fmt.number(before + here),
            groups=tn("experts.n_groups", len(groups)),
        )
    )
    # Above: who turned a page below the list would be left at the end of the next.
    if len(laid) > 1:
        filters.pager("list_page", len(laid))
    for group in laid[current - 1]:
        with st.container(border=True):
            heading(group, view.group)
            for said in appearances(group.assessments):
                appearance(said, view.group)
    if len(laid) > 1:
        st.markdown(f"[{t('experts.list_start')}](#{LIST_ANCHOR})")
