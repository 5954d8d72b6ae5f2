"""The list of assessments in groups, and who assessed a question more than once."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any
from urllib.parse import urlsplit

import pandas as pd
import streamlit as st

from components import cache, labels, state, widgets
from components import format as fmt
from components.cards import Card
from components.experts import words
from components.experts.view import ExpertsView, sentence
from components.figures.palette import ASSESSMENT_SIGN
from components.markdown import escape, link
from components.names import linked
from components.page import said
from components.record import panel
from components.text import t, tn
from data import assessments, evidence
from data.assessments import (
    GROUPS,
    NOT_ESTABLISHED,
    UNKNOWN,
    WORKPLACES,
    Appearance,
    Assessment,
    Group,
    Revisited,
    appearances,
    grouped,
    revisited,
)
from data.load import Dataset
from data.rows import each
from data.search import fold


@dataclass(frozen=True)
class _Evidence:
    """Source pages with publishers by id, and those on each affiliation's control."""

    pages: Mapping[str, Any]
    control: Mapping[str, list[Any]]


def _evidence(data: Dataset) -> _Evidence:
    sources = evidence.with_publishers(data, data.sources)
    pages = {row.source_id: row for row in each(sources)}
    control: dict[str, list[Any]] = {}
    for claim in each(data.table("affiliation_sources")):
        control.setdefault(claim.affiliation_id, []).append(pages[claim.source_id])
    return _Evidence(pages, control)


def _known() -> _Evidence:
    return cache.derived("expert_evidence", _evidence)


def name_of(group: Group, by: str) -> str:
    """Name a group."""
    first = group.assessments[0]
    return {
        "affiliation": lambda: first.affiliation,
        "country": lambda: words.country(group.code),
        "position": lambda: words.marked_position(group.code),
        "question": lambda: words.question(group.code),
        "year": lambda: group.code,
    }[by]()


def heading(group: Group, by: str) -> None:
    """Tell an institution's kind, country, control or funding."""
    if by != "affiliation":
        return
    first = group.assessments[0]
    place = t(
        "experts.institution",
        kind=words.kind(first.affiliation_kind),
        country=words.country(first.country),
    )
    # Not a caption: its links would be too pale to read.
    told = t("experts.institution_control", place=place, control=control(first))
    st.markdown(
        f":small[{told}]",
        help=t("experts.control_help") if first.control == NOT_ESTABLISHED else None,
    )


def control(assessment: Assessment) -> str:
    """Who funds or controls the institution, with links to who says so."""
    if assessment.control == NOT_ESTABLISHED:
        return t("experts.control_not_established")
    pages = _known().control.get(assessment.affiliation_id, [])
    return t(
        "experts.control",
        control=escape(assessment.control),
        sources="; ".join(link(page.title, page.url) for page in pages),
    )


def appearance(spoken: Appearance, by: str) -> None:
    """Who speaks in which source, and below it each assessment with its record."""
    first = spoken.assessments[0]
    who = t(
        "experts.card_who",
        expert=linked(first.expert),
        role=escape("; ".join(spoken.roles)),
        date=escape(words.day(first)),
    )
    lines = [who, f":small[{_source(first)}]"]
    if by != "affiliation":
        lines.insert(1, f":small[{_institution(first)}]")
    # By its id: what is drawn in place of another would keep translated words of it.
    with st.container(key=f"said_{by}_{first.assessment_id}"):
        st.markdown("  \n".join(lines))
        for assessment in spoken.assessments:
            _item(assessment)


def _item(assessment: Assessment) -> None:
    """One assessment: position, question, own words, place, and its evidence."""
    what = t(
        "experts.card_what",
        badge=words.badge(assessment.position),
        question=words.question(assessment.question),
    )
    where = t(
        "experts.card_where",
        place=escape(words.place(assessment.locator)),
        topics=", ".join(map(labels.topic, assessment.topics)),
    )
    words_column, button_column = st.columns([7, 1], vertical_alignment="top")
    words_column.markdown(f"{what}  \n{_said(assessment)}  \n:small[{where}]")
    button_column.button(
        t("shell.evidence"),
        key=f"assessment_{assessment.assessment_id}",
        type="tertiary",
        icon=":material/fact_check:",
        on_click=panel.request,
        args=(assessment.assessment_id,),
    )


def _said(assessment: Assessment) -> str:
    summary = escape(assessment.summary)
    if not assessment.wording:
        return summary
    return t("experts.card_quoted", summary=summary, wording=escape(assessment.wording))


def _institution(assessment: Assessment) -> str:
    return t(
        "experts.card_institution",
        name=escape(assessment.affiliation),
        kind=words.kind(assessment.affiliation_kind),
        country=words.country(assessment.country),
        control=control(assessment),
    )


def _source(assessment: Assessment) -> str:
    """The page with its publisher, who owns that, and in what language it was."""
    page = _known().pages[assessment.source_id]
    return t(
        f"experts.source_{assessment.translated}",
        title=link(page.title, page.url),
        publisher=escape(labels.speaker(assessment.source_id)),
        country=words.country(page.publisher_actor_id or UNKNOWN),
        owner=_owner(page),
        language=fmt.language_name(assessment.original_language),
    )


def _owner(page: Any) -> str:
    """Ownership of a publisher, and on what that judgement rests."""
    if page.publisher_control == UNKNOWN:
        return t("experts.owner_unknown")
    ownership = labels.code("publishers", "control", page.publisher_control)
    if page.publisher_control_basis == "stored":
        url = page.publisher_control_source_url
        site = urlsplit(url).hostname or url
        return t("experts.owner_stored", control=ownership, source=link(site, url))
    return t("experts.owner_general", control=ownership)


# Groups on one page of the list, folded.
PAGE_SIZE = 8

# Groups whose order the descriptor declares.
_DECLARED = {"position": "positions", "question": "questions"}

# So many positions stand as one sign each; of more, each sign has its number.
_SIGNS = 4


def list_section(view: ExpertsView) -> None:
    """The assessments of the view, in groups as the reader chose, each folded."""
    groups = ordered(view)
    laid = [groups[n : n + PAGE_SIZE] for n in range(0, len(groups), PAGE_SIZE)]
    current = min(state.value("list_page"), len(laid))
    widgets.segments("group", t("experts.group_by"), tuple(GROUPS), _group_name)
    told = _told(view, len(groups))
    with said("title_list", told):
        st.subheader(told, anchor="list")
    shown = laid[current - 1]
    titles = [_fold_title(group, view.group) for group in shown]
    block = ""
    with said("groups", "\n".join(titles), gap="xsmall"):
        for group, title in zip(shown, titles, strict=True):
            if view.group == "affiliation" and (own := _block(group)) != block:
                block = own
                st.markdown(t("experts.block", region=words.region(block)))
            _folded(group, title, view.group, alone=len(groups) == 1)
    if len(laid) > 1:
        widgets.pager("list_page", len(laid))


@cache.kept
def _told(view: ExpertsView, groups: int) -> str:
    """Count what is listed; who states no institution is counted apart."""
    if view.group != "affiliation":
        return tn(
            "experts.listed",
            len(view.selected),
            groups=tn(f"experts.n_{view.group}", groups),
        )
    named = view.selected.where(view.selected.has("named", bool))
    places = len(named.counted("affiliation_id"))
    told = tn("experts.listed_at", len(named), places=tn("experts.n_places", places))
    alone = len(view.selected) - len(named)
    return told + tn("experts.listed_alone", alone) if alone else told


@cache.kept
def ordered(view: ExpertsView) -> tuple[Group, ...]:
    """The groups of a view in order: institutions by region and name.

    Who states none stands last: that is no institution.
    """
    declared = (
        assessments.codes(view.data, _DECLARED[view.group])
        if view.group in _DECLARED
        else ()
    )
    groups = grouped(view.selected, view.group, declared)
    if view.group != "affiliation":
        return tuple(groups)

    def key(group: Group) -> tuple[int, str]:
        return WORKPLACES.index(_block(group)), fold(group.assessments[0].affiliation)

    return tuple(sorted(groups, key=key))


def _block(group: Group) -> str:
    return group.assessments[0].workplace


def _group_name(code: str) -> str:
    return t(f"experts.group_{code}")


@cache.kept
def _fold_title(group: Group, by: str) -> str:
    """Name, number and positions of a group."""
    first = group.assessments[0]
    return t(
        "experts.fold" if by != "affiliation" or not first.named else "experts.fold_at",
        name=escape(name_of(group, by)),
        place=escape(words.country(first.country)),
        kind=escape(words.kind(first.affiliation_kind)),
        n=fmt.number(group.total),
        signs=escape(_signs(group)),
    )


def _folded(group: Group, title: str, by: str, *, alone: bool) -> None:
    """A group that opens on demand: its title stands outside."""
    fold_box = st.expander(
        title, expanded=alone, key=f"group_{by}_{group.code}", on_change="rerun"
    )
    if fold_box.open:
        with fold_box:
            heading(group, by)
            for spoken in appearances(group.assessments):
                appearance(spoken, by)


def _signs(group: Group) -> str:
    """The positions of a group, those for talks first."""
    held = group.assessments.counted("position")
    every = [(sign, held[p]) for p, sign in ASSESSMENT_SIGN.items() if held[p]]
    if group.total <= _SIGNS:
        return " ".join(sign for sign, n in every for _ in range(n))
    return "  ".join(
        t("experts.index_count", symbol=sign, n=fmt.number(n)) for sign, n in every
    )


def course_table(courses: tuple[Revisited, ...]) -> pd.DataFrame:
    """One row an assessment of those who took a position more than once."""
    return pd.DataFrame(
        [
            {
                "expert": a.expert,
                "question": words.question(a.question),
                "date_as_recorded": a.date_as_recorded,
                "position": words.position(a.position),
                "moved": t("shell.yes") if course.moved else t("shell.no"),
                "assessment_id": a.assessment_id,
            }
            for course in courses
            for a in course.assessments
        ]
    )


@cache.kept
def courses_card(view: ExpertsView) -> Card | None:
    """The same person on the same question, month by month; none where nobody is."""
    courses = revisited(view.selected)
    if not courses:
        return None
    ids = tuple(a.assessment_id for course in courses for a in course.assessments)
    return Card(
        key="courses",
        title=finding(courses),
        sentence=sentence(view),
        records=replace(view.records, ids=ids, hidden=None),
        sources=t("experts.courses_note"),
        hints=(t("shell.hint_position"),),
        subject="expert-positions-over-time",
        tabled=lambda: (course_table(courses), {}),
        draw=lambda _: _draw_courses(courses),
    )


def finding(courses: tuple[Revisited, ...]) -> str:
    """Say how many assessed one question in several months, how many changed."""
    moved = sum(course.moved for course in courses)
    key = "experts.courses_finding" if moved else "experts.courses_still"
    return tn(key, len(courses), moved=fmt.number(moved))


def _draw_courses(courses: tuple[Revisited, ...]) -> None:
    for course in courses:
        _course(course)


def _course(course: Revisited) -> None:
    """One person and question, and each position in time, which opens its record."""
    first = course.assessments[0]
    key = "experts.course_moved" if course.moved else "experts.course_kept"
    with st.container(gap=None):
        st.markdown(
            t(
                key,
                expert=escape(first.expert),
                affiliation=escape(course.assessments[-1].affiliation),
                question=words.question(first.question),
            )
        )
        with st.container(horizontal=True):
            for assessment in course.assessments:
                st.button(
                    t(
                        "experts.course_step",
                        position=words.marked_position(assessment.position),
                        date=escape(words.day(assessment)),
                    ),
                    key=f"course_{assessment.assessment_id}",
                    type="tertiary",
                    on_click=panel.request,
                    args=(assessment.assessment_id,),
                )
