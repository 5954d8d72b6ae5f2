"""Institutions and people in chosen assessments: who speaks, and who moved.

Counts describe this collection. Whether somebody moved is only asked of what was
assessed in different months, since many dates are known to the month alone.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Sequence
from dataclasses import dataclass

from data.assessment_views import grouped
from data.assessments import NOT_ESTABLISHED, Assessment

# Assesses something without taking a position on talking.
NO_POSITION = "descriptive"

# A date known at least to the month: 2022-03.
_MONTH = 7


@dataclass(frozen=True)
class Appearance:
    """What one person says in one source, on behalf of one institution."""

    assessments: tuple[Assessment, ...]

    @property
    def roles(self) -> tuple[str, ...]:
        """Roles as the source prints them, each once."""
        return tuple(dict.fromkeys(a.role for a in self.assessments))


@dataclass(frozen=True)
class Institution:
    """One affiliation with all its assessments in a view, newest first."""

    assessments: tuple[Assessment, ...]

    @property
    def positions(self) -> Counter[str]:
        """Number of assessments by position."""
        return Counter(a.position for a in self.assessments)

    @property
    def people(self) -> int:
        """Number of different people."""
        return len({a.expert for a in self.assessments})

    @property
    def named(self) -> bool:
        """Whether an institution is named; else people without one stand together."""
        return self.assessments[0].named

    @property
    def established(self) -> bool:
        """Whether a source says who funds or controls it."""
        return self.assessments[0].control != NOT_ESTABLISHED


@dataclass(frozen=True)
class Revisited:
    """One question that one person assessed in several months, oldest first."""

    assessments: tuple[Assessment, ...]

    @property
    def moved(self) -> bool:
        """Whether no position of the last month was already held in the first."""
        first, last = self.assessments[0], self.assessments[-1]
        held = {a.position for a in self.assessments if _month(a) == _month(first)}
        now = {a.position for a in self.assessments if _month(a) == _month(last)}
        return held.isdisjoint(now)


def appearances(assessments: Sequence[Assessment]) -> tuple[Appearance, ...]:
    """Put together what one person says in one source, in the order given."""
    found: dict[tuple[str, ...], list[Assessment]] = defaultdict(list)
    for a in assessments:
        key = (a.expert, a.affiliation_id, a.source_id, a.date_as_recorded)
        found[key].append(a)
    return tuple(Appearance(tuple(together)) for together in found.values())


def institutions(assessments: Sequence[Assessment]) -> tuple[Institution, ...]:
    """Return the affiliations in a view, in the order in which the list has them."""
    return tuple(
        Institution(group.assessments) for group in grouped(assessments, "affiliation")
    )


def revisited(assessments: Sequence[Assessment]) -> tuple[Revisited, ...]:
    """Return who took a position on one question in more than one month.

    Those who moved come first, then by name. Descriptive assessments take no
    position, and a date known to the year alone has no place among months: both are
    left out.
    """
    found: dict[tuple[str, str], list[Assessment]] = defaultdict(list)
    for a in assessments:
        if a.position != NO_POSITION and len(a.date_as_recorded) >= _MONTH:
            found[a.expert, a.question].append(a)
    courses = [
        Revisited(tuple(sorted(taken, key=lambda a: (a.date, a.assessment_id))))
        for taken in found.values()
        if len({_month(a) for a in taken}) > 1
    ]
    return tuple(sorted(courses, key=lambda c: (not c.moved, c.assessments[0].expert)))


def _month(assessment: Assessment) -> str:
    return assessment.date_as_recorded[:_MONTH]
