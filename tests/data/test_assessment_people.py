"""Who speaks in a view: sources told once, institutions, and who moved."""

from __future__ import annotations

from dataclasses import replace

import pytest

from data.assessments import (
    Assessment,
    AssessmentFilter,
    appearances,
    collect,
    institutions,
    revisited,
    select,
)
from data.load import Dataset

EVERYTHING = AssessmentFilter(2017, 2026)


@pytest.fixture(scope="session")
def experts_only(dataset: Dataset) -> tuple[Assessment, ...]:
    return select(collect(dataset), EVERYTHING)


def _said(template: Assessment, recorded: str, position: str) -> Assessment:
    day = f"{recorded}-01-01"[:10]
    return replace(
        template,
        date=template.date.fromisoformat(day),
        date_as_recorded=recorded,
        position=position,
    )


def test_what_a_person_says_in_one_source_is_one_appearance(experts_only):
    valdai = [a for a in experts_only if a.affiliation_id == "valdai"]
    said = [
        (x.assessments[0].expert, x.assessments[0].source_id, len(x.assessments))
        for x in appearances(valdai)
    ]
    assert said == [
        ("Gábor Stier", "nsn-2026-02-05", 1),
        ("Andrei Kortunov", "izvestia-2026-02", 4),
        ("Andrei Kortunov", "tv-zvezda-2026-01-14", 1),
        ("Oleg Barabanov", "pravda-network-2025-07-01", 1),
    ]


def test_appearances_lose_no_assessment_and_keep_the_order(experts_only):
    together = [a for x in appearances(experts_only) for a in x.assessments]
    assert sorted(a.assessment_id for a in together) == sorted(
        a.assessment_id for a in experts_only
    )
    first = [x.assessments[0] for x in appearances(experts_only)]
    assert first == sorted(first, key=experts_only.index)


def test_all_of_an_appearance_shares_what_is_printed_once(dataset):
    for said in appearances(collect(dataset)):
        for shared in ("affiliation", "date", "original_language", "translated"):
            assert len({getattr(a, shared) for a in said.assessments}) == 1


def test_each_role_of_an_appearance_is_named_once(dataset):
    (said,) = [x for x in appearances(collect(dataset)) if "Observo" in x.roles[0]]
    assert len(said.roles) == len(set(said.roles)) == 2


def test_the_index_sums_to_the_view(experts_only):
    held = institutions(experts_only)
    assert len(held) == len({a.affiliation_id for a in experts_only}) == 89
    assert sum(i.positions.total() for i in held) == 153
    assert sum(i.established for i in held) == 19
    assert sum(i.named for i in held) == 74
    valdai = held[0]
    assert valdai.assessments[0].affiliation_id == "valdai"
    assert valdai.people == 3
    assert valdai.established


def test_who_moved_in_the_collection(experts_only):
    courses = revisited(experts_only)
    assert len(courses) == 8
    assert [c.assessments[0].expert for c in courses if c.moved] == [
        "Kristi Raik",
        "Sergey Fedorov",
    ]


@pytest.mark.parametrize(
    ("said", "moved"),
    [
        ([("2022-02", "favourable"), ("2025-07-02", "sceptical")], [True]),
        ([("2022-02", "favourable"), ("2025-07-02", "favourable")], [False]),
        # One of the positions of the last month was already held.
        (
            [
                ("2022-02", "favourable"),
                ("2025-07", "favourable"),
                ("2025-07", "sceptical"),
            ],
            [False],
        ),
        # Within one month nobody can tell which came first.
        ([("2022-02", "favourable"), ("2022-02-20", "sceptical")], []),
        # Takes no position; known to the year alone.
        ([("2022-02", "favourable"), ("2025-07-02", "descriptive")], []),
        ([("2022", "favourable"), ("2025-07-02", "sceptical")], []),
    ],
)
def test_moving_is_only_told_from_positions_in_different_months(
    experts_only, said, moved
):
    view = [_said(experts_only[0], *what) for what in said]
    assert [course.moved for course in revisited(view)] == moved
