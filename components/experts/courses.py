"""Who assessed one question in several months, and whether the position moved."""

from __future__ import annotations

import pandas as pd
import streamlit as st

from components import format as fmt
from components import records
from components.cards import Card, card_around
from components.experts import words
from components.experts.view import ExpertsView, sentence
from components.markdown import escape
from components.registry import PageSpec
from components.text import t, tn
from data.assessments import Revisited, revisited


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


def courses_card(page: PageSpec, view: ExpertsView) -> None:
    """The same person on the same question, month by month; none where nobody is."""
    courses = revisited(view.selected)
    if not courses:
        return

    def draw() -> None:
        for course in courses:
            _course(course)

    card_around(
        page,
        Card(
            key="courses",
            table_key="courses_table",
            title=finding(courses),
            sentence=sentence(view),
            sources=t("experts.courses_note"),
            hints=(t("shell.hint_position"),),
            **view.counted
            | {
                "shown": sum(len(course.assessments) for course in courses),
                "hidden": None,
            },
            subject="expert-positions-over-time",
            table=course_table(courses),
            labels={},
        ),
        draw,
        twin=False,
    )


def finding(courses: tuple[Revisited, ...]) -> str:
    """Say how many assessed one question in several months, how many changed."""
    moved = sum(course.moved for course in courses)
    key = "experts.courses_finding" if moved else "experts.courses_still"
    return tn(key, len(courses), moved=fmt.number(moved))


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
                    on_click=records.request,
                    args=(assessment.assessment_id,),
                )
