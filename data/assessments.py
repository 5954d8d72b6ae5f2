"""Choosing expert assessments: records joined once, facets with counts, search.

Pure derivations of the tables `assessments`, `experts`, `affiliations` and
`assessment_topics`. The records are plain objects and not a frame: there are some
hundred and fifty, and a view counts them a dozen ways, for each of which a frame
takes milliseconds and a loop microseconds. What chosen assessments add up to is in
`data.assessment_views`.
"""

from __future__ import annotations

import datetime as dt
from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass

from data.load import Dataset
from data.rows import each
from data.search import fold

# Stands for an empty country, which no source states.
UNKNOWN = "unknown"

# Who speaks in office and not as an expert: views, not expert analysis.
IN_OFFICE = ("official", "parliamentarian")

# Kind of affiliation of people with whom no institution is named.
NONE_STATED = "none_stated"

# What the table prints where no source says who funds or controls an institution.
NOT_ESTABLISHED = "not established"

# Where people work, in the order in which it is told: institutions in member states
# of the EU, in Russia, in Ukraine, in the UK or the US, elsewhere, not established.
REGIONS = ("EU", "RUS", "UKR", "GBR_USA", "other", UNKNOWN)
_REGION_OF: Mapping[str, str] = {
    "RUS": "RUS",
    "UKR": "UKR",
    "GBR": "GBR_USA",
    "USA": "GBR_USA",
}

# Which attribute of an assessment each facet of the filter looks at.
FACETS: Mapping[str, str] = {
    "positions": "position",
    "questions": "question",
    "kinds": "affiliation_kind",
    "countries": "country",
    "affiliations": "affiliation_id",
    "expert_kinds": "expert_kind",
    "topics": "topics",
    "languages": "original_language",
}


@dataclass(frozen=True)
class Assessment:
    """One assessment with its expert, affiliation and topics.

    The fields are those of the tables. `country` is that of the affiliation, or
    `unknown`; `region` groups it (see `REGIONS`); `control` says who funds it; `seed`
    tells whether one of the two Izvestia articles quotes it; `haystack` is searched.
    """

    assessment_id: str
    date: dt.date
    date_precision: str
    date_as_recorded: str
    expert: str
    expert_kind: str
    role: str
    affiliation_id: str
    affiliation: str
    affiliation_kind: str
    country: str
    region: str
    control: str
    question: str
    position: str
    topics: tuple[str, ...]
    summary: str
    wording: str
    source_id: str
    locator: str
    original_language: str
    translated: str
    seed: bool
    haystack: str

    @property
    def named(self) -> bool:
        """Whether an institution is named, and not only a person."""
        return self.affiliation_kind != NONE_STATED

    @property
    def year(self) -> int:
        """Year of the assessment, which every date has."""
        return self.date.year


@dataclass(frozen=True)
class AssessmentFilter:
    """What a view of assessments shows; empty tuples mean no restriction.

    Years are inclusive. `officials` lets in office-holders and members of parliament
    (`IN_OFFICE`), whose views are not expert analysis. `seeds` keeps the assessments
    of the two articles that the project started from, such people included.
    """

    first_year: int
    last_year: int
    kinds: tuple[str, ...] = ()
    countries: tuple[str, ...] = ()
    affiliations: tuple[str, ...] = ()
    expert_kinds: tuple[str, ...] = ()
    questions: tuple[str, ...] = ()
    positions: tuple[str, ...] = ()
    topics: tuple[str, ...] = ()
    languages: tuple[str, ...] = ()
    text: str = ""
    officials: bool = False
    seeds: bool = False


def collect(dataset: Dataset) -> tuple[Assessment, ...]:
    """Return every assessment, newest first, those of one day by id."""
    experts = {row.expert_id: row for row in each(dataset.table("experts"))}
    affiliations = {r.affiliation_id: r for r in each(dataset.table("affiliations"))}
    seeds = set(dataset.table("seed_facts")["source_id"])
    actors = dataset.actors
    members = frozenset(actors.loc[actors["eu_member"], "actor_id"])
    topics: dict[str, tuple[str, ...]] = {}
    for link in each(dataset.table("assessment_topics")):
        earlier = topics.get(link.assessment_id, ())
        topics[link.assessment_id] = (*earlier, link.topic_id)
    found = []
    for row in each(dataset.assessments):
        expert, institution = experts[row.expert_id], affiliations[row.affiliation_id]
        searched = (
            *(expert.name, expert.name_as_printed, row.role_as_printed),
            *(institution.name, institution.name_as_printed),
            *(row.summary, row.wording),
        )
        found.append(
            Assessment(
                assessment_id=row.assessment_id,
                date=row.date.date(),
                date_precision=row.date_precision,
                date_as_recorded=row.date_as_recorded,
                expert=expert.name,
                expert_kind=expert.kind,
                role=row.role_as_printed,
                affiliation_id=row.affiliation_id,
                affiliation=institution.name,
                affiliation_kind=institution.kind,
                country=institution.actor_id or UNKNOWN,
                region=_region(institution.actor_id, members),
                control=institution.funding_or_control,
                question=row.question,
                position=row.position,
                topics=topics.get(row.assessment_id, ()),
                summary=row.summary,
                wording=row.wording,
                source_id=row.source_id,
                locator=row.locator,
                original_language=row.original_language,
                translated=row.translated,
                seed=row.source_id in seeds,
                haystack=fold(" ".join(searched)),
            )
        )
    return tuple(sorted(found, key=lambda a: (-a.date.toordinal(), a.assessment_id)))


def _region(country: str, members: frozenset[str]) -> str:
    if not country:
        return UNKNOWN
    return "EU" if country in members else _REGION_OF.get(country, "other")


def codes(dataset: Dataset, facet: str) -> tuple[str, ...]:
    """Return the codes that a facet can take, in the order of links and lists.

    That is the declared order; countries and affiliations come by name, languages by
    frequency.

    Raises:
        KeyError: no such facet.
    """
    declared = {
        "kinds": ("affiliations", "kind"),
        "expert_kinds": ("experts", "kind"),
        "questions": ("assessments", "question"),
        "positions": ("assessments", "position"),
    }
    if facet in declared:
        return dataset.package.field(*declared[facet]).enum
    if facet == "topics":
        return tuple(sorted(set(dataset.table("assessment_topics")["topic_id"])))
    if facet == "affiliations":
        return tuple(
            dataset.table("affiliations").sort_values("name")["affiliation_id"]
        )
    if facet == "languages":
        spoken = Counter(dataset.assessments["original_language"])
        return tuple(sorted(spoken, key=lambda code: (-spoken[code], code)))
    if facet != "countries":
        raise KeyError(facet)
    stated = set(dataset.table("affiliations")["actor_id"])
    actors = dataset.actors.sort_values("name")["actor_id"]
    return (*(code for code in actors if code in stated), UNKNOWN)


def values(assessment: Assessment, facet: str) -> tuple[str, ...]:
    """Return the codes of one assessment in a facet: several only for topics."""
    value = getattr(assessment, FACETS[facet])
    return value if isinstance(value, tuple) else (value,)


_Test = Callable[[Assessment], bool]


def _tests(view: AssessmentFilter) -> dict[str, _Test]:
    """Return, by field of the filter that restricts, the test that a record passes.

    `officials` stands for leaving office-holders out, `first_year` for the period.
    """
    tests: dict[str, _Test] = {}
    if not (view.officials or view.seeds):
        tests["officials"] = lambda a: a.expert_kind not in IN_OFFICE
    if view.seeds:
        tests["seeds"] = lambda a: a.seed
    for facet in FACETS:
        if chosen := frozenset(getattr(view, facet)):
            tests[facet] = _in_facet(facet, chosen)
    if words := fold(view.text).split():
        tests["text"] = lambda a: all(word in a.haystack for word in words)
    tests["first_year"] = lambda a: view.first_year <= a.year <= view.last_year
    return tests


def _in_facet(facet: str, chosen: frozenset[str]) -> _Test:
    return lambda a: not chosen.isdisjoint(values(a, facet))


def select(
    assessments: Iterable[Assessment], view: AssessmentFilter
) -> tuple[Assessment, ...]:
    """Return the assessments of a view, in the order given."""
    tests = _tests(view).values()
    return tuple(a for a in assessments if all(test(a) for test in tests))


def failures(
    assessments: Iterable[Assessment], view: AssessmentFilter
) -> list[tuple[Assessment, frozenset[str]]]:
    """Return each assessment with the names of the filters that keep it out."""
    tests = _tests(view)
    return [
        (a, frozenset(name for name, test in tests.items() if not test(a)))
        for a in assessments
    ]


def facet_counts(
    assessments: Sequence[Assessment], view: AssessmentFilter
) -> dict[str, Counter[str]]:
    """Count assessments by code of each facet, under all the other filters.

    A facet's own choice does not change its counts: they say what choosing a code
    gives. An assessment counts once for each of its topics.
    """
    counts: dict[str, Counter[str]] = {facet: Counter() for facet in FACETS}
    for assessment, failed in failures(assessments, view):
        for facet in FACETS:
            if failed <= {facet}:
                counts[facet].update(values(assessment, facet))
    return counts


def year_counts(
    assessments: Sequence[Assessment], view: AssessmentFilter
) -> Counter[int]:
    """Count assessments by year, under all filters but the period."""
    return Counter(
        a.year for a, failed in failures(assessments, view) if failed <= {"first_year"}
    )


def emptied_by(
    assessments: Sequence[Assessment], view: AssessmentFilter
) -> tuple[str, ...]:
    """Name the filters whose removal alone would bring assessments back.

    Returns:
        Field names of `AssessmentFilter`: `officials` where office-holders are left
        out, `first_year` for the period. Empty when no single filter is to blame.
    """
    alone = {failed for _, failed in failures(assessments, view) if len(failed) == 1}
    return tuple(name for name in _tests(view) if frozenset({name}) in alone)
