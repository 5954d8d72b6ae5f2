"""What one person says in one source, under the heading of its group."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlsplit

import streamlit as st

from components import cache, labels, records
from components import format as fmt
from components.experts import words
from components.figures.bars import POSITION_SYMBOL
from components.markdown import escape, link
from components.text import t, tn
from data import evidence
from data.assessments import NOT_ESTABLISHED, UNKNOWN, Appearance, Assessment, Group
from data.load import Dataset
from data.rows import each

# Streamlit's names for the hues of `POSITION_COLOUR`.
_BADGE = {
    "favourable": "blue",
    "conditional": "green",
    "sceptical": "orange",
    "opposed": "violet",
    "descriptive": "gray",
}


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


def heading(group: Group, by: str) -> None:
    """Name a group; an institution with its kind, country, control or funding."""
    first = group.assessments[0]
    name = {
        "affiliation": lambda: first.affiliation,
        "country": lambda: words.country(group.code),
        "position": lambda: words.marked_position(group.code),
        "question": lambda: words.question(group.code),
        "year": lambda: group.code,
    }[by]()
    st.markdown(
        tn("experts.group", group.total, name=escape(name), shown=_shown(group))
    )
    if by != "affiliation":
        return
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


def _shown(group: Group) -> str:
    """Say how many of a large group stand on this page."""
    n = len(group.assessments)
    return "" if n == group.total else t("experts.group_part", n=fmt.number(n))


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


def appearance(said: Appearance, by: str) -> None:
    """Who speaks in which source, and below it each assessment with its record."""
    first = said.assessments[0]
    who = t(
        "experts.card_who",
        expert=escape(first.expert),
        role=escape("; ".join(said.roles)),
        date=escape(words.day(first)),
    )
    lines = [who, f":small[{_source(first)}]"]
    if by != "affiliation":
        lines.insert(1, f":small[{_institution(first)}]")
    st.markdown("  \n".join(lines))
    for assessment in said.assessments:
        _item(assessment)


def _item(assessment: Assessment) -> None:
    """One assessment: position, question, own words, place, and its evidence."""
    badge = (
        f":{_BADGE[assessment.position]}-badge["
        f"{POSITION_SYMBOL[assessment.position]} {words.position(assessment.position)}]"
    )
    what = t(
        "experts.card_what", badge=badge, question=words.question(assessment.question)
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
        on_click=records.request,
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
