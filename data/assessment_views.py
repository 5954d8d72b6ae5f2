"""What chosen assessments add up to: groups, pages, counts, concentration.

Counts describe this collection, never opinion among experts; no mean of positions
is computed.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

import pandas as pd

from data.assessments import UNKNOWN, Assessment

# Attribute of an assessment for each way of grouping.
GROUPS: Mapping[str, str] = {
    "affiliation": "affiliation_id",
    "country": "country",
    "position": "position",
    "question": "question",
    "year": "year",
}

# A view in which one country or kind has a larger share than this carries a warning.
LARGEST_SHARE = 0.6

_SMALLEST_VIEW = 2


@dataclass(frozen=True)
class Group:
    """Assessments under one heading; `total` counts the group on all its pages."""

    code: str
    assessments: tuple[Assessment, ...]
    total: int


@dataclass(frozen=True)
class Concentration:
    """One code that makes up most of a view; `facet` is `countries` or `kinds`."""

    facet: str
    code: str
    n: int
    share: float


def half_year(assessment: Assessment) -> str:
    """Return the half-year of an assessment: 2022-H1; 2022 where no more is known."""
    if assessment.date_as_recorded == str(assessment.year):
        return str(assessment.year)
    return f"{assessment.year}-H{1 if assessment.date.month <= 6 else 2}"


# How positions are broken down in the chart.
BREAKDOWNS: Mapping[str, Callable[[Assessment], str]] = {
    "question": lambda a: a.question,
    "kind": lambda a: a.affiliation_kind,
    "country": lambda a: a.country,
    "time": half_year,
}


def grouped(
    selected: Sequence[Assessment], by: str, order: Sequence[str] = ()
) -> list[Group]:
    """Split assessments into groups, in the order in which they are read.

    Args:
        selected: assessments, newest first.
        by: a key of `GROUPS`.
        order: declared order of the codes, for positions and questions.

    Returns:
        Positions and questions keep `order`, years go from the newest; affiliations
        and countries from the largest, by name, and what is not stated comes last.

    Raises:
        KeyError: `by` is not a key of `GROUPS`.
    """
    members: dict[str, list[Assessment]] = defaultdict(list)
    for assessment in selected:
        members[str(getattr(assessment, GROUPS[by]))].append(assessment)
    groups = [Group(code, tuple(rows), len(rows)) for code, rows in members.items()]
    if by == "year":
        return sorted(groups, key=lambda group: group.code, reverse=True)
    if order:
        return sorted(groups, key=lambda group: order.index(group.code))
    return sorted(groups, key=lambda group: _place(by, group))


def _place(by: str, group: Group) -> tuple[bool, int, str]:
    if by == "affiliation":
        first = group.assessments[0]
        not_stated = first.affiliation_kind == "none_stated"
        return (not_stated, -group.total, first.affiliation)
    return (group.code == UNKNOWN, -group.total, group.code)


def pages(groups: Sequence[Group], size: int) -> tuple[tuple[Group, ...], ...]:
    """Spread groups over pages of at most `size` assessments, in order.

    A group that fits on one page is not torn; a larger one continues on the next.
    """
    laid: list[list[Group]] = [[]]
    room = size
    for group in groups:
        if room < group.total <= size:
            laid.append([])
            room = size
        left = group.assessments
        while left:
            if not room:
                laid.append([])
                room = size
            part, left = left[:room], left[room:]
            laid[-1].append(Group(group.code, part, group.total))
            room -= len(part)
    return tuple(tuple(page) for page in laid)


def tally(selected: Sequence[Assessment], by: str) -> pd.DataFrame:
    """Count positions by question, kind of affiliation, country or half-year.

    Returns:
        Columns `code`, `position`, `n`; only what occurs.

    Raises:
        KeyError: `by` is not a key of `BREAKDOWNS`.
    """
    code = BREAKDOWNS[by]
    counts = Counter((code(a), a.position) for a in selected)
    rows = [(*pair, n) for pair, n in sorted(counts.items())]
    return pd.DataFrame(rows, columns=["code", "position", "n"])


def codes_drawn(selected: Sequence[Assessment], by: str) -> tuple[str, ...]:
    """Return the codes of a breakdown in the order in which they are drawn.

    Half-years run in time, and one without an assessment keeps its place; kinds and
    countries come by size, what is not stated last.
    """
    totals = Counter(BREAKDOWNS[by](a) for a in selected)
    if by != "time":
        return tuple(sorted(totals, key=lambda c: (c == UNKNOWN, -totals[c], c)))
    dated = sorted(code for code in totals if "-" in code)
    if not dated:
        return tuple(sorted(totals))
    years = range(int(dated[0][:4]), int(dated[-1][:4]) + 1)
    halves = [f"{year}-H{half}" for year in years for half in (1, 2)]
    between = {code for code in halves if dated[0] <= code <= dated[-1]}
    return tuple(sorted(between | set(totals)))


@dataclass(frozen=True)
class QuestionTally:
    """What the assessments of one question add up to; no sum goes across questions.

    `positions` counts all positions; `regions` holds those of each region in which
    somebody takes one (all but `descriptive`).
    """

    question: str
    positions: Counter[str]
    regions: dict[str, Counter[str]]


def by_question(selected: Sequence[Assessment]) -> tuple[QuestionTally, ...]:
    """Count positions question by question, the most assessed first."""
    found: dict[str, QuestionTally] = {}
    for a in selected:
        tally = found.setdefault(a.question, QuestionTally(a.question, Counter(), {}))
        tally.positions[a.position] += 1
        if a.position != "descriptive":
            tally.regions.setdefault(a.region, Counter())[a.position] += 1
    order = codes_drawn(selected, "question")
    return tuple(found[question] for question in order)


def concentration(selected: Sequence[Assessment]) -> tuple[Concentration, ...]:
    """Name the country and the kind that make up more than 60 % of a view, if any.

    A single assessment is no view to warn about.
    """
    if len(selected) < _SMALLEST_VIEW:
        return ()
    found = []
    for facet, codes in (
        ("countries", [a.country for a in selected]),
        ("kinds", [a.affiliation_kind for a in selected]),
    ):
        code, n = Counter(codes).most_common(1)[0]
        if n / len(selected) > LARGEST_SHARE:
            found.append(Concentration(facet, code, n, n / len(selected)))
    return tuple(found)
