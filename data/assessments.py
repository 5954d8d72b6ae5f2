"""Assessments by experts and by people in office: filters, groups, people."""

from __future__ import annotations

import datetime as dt
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cache, cached_property, lru_cache
from operator import attrgetter
from typing import Any

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from data.facets import Codes, Facet, Mask, Passed, chosen, coded, facets
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

# Where people work, in the order in which it is told: institutions in member states of
# the union, in the leader's own state, in Ukraine, in the UK or the US, elsewhere, not
# established.
LEADERS_STATE = "RUS"
REGIONS = ("EU", LEADERS_STATE, "UKR", "GBR_USA", "other", UNKNOWN)

# The same for those at an institution; the others state none, and count apart.
WORKPLACES = (*REGIONS, NONE_STATED)

_REGION_OF: Mapping[str, str] = {
    "UKR": "UKR",
    "GBR": "GBR_USA",
    "USA": "GBR_USA",
}


@dataclass(frozen=True, slots=True)
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
    def workplace(self) -> str:
        """Region of the institution: one of `WORKPLACES`."""
        return self.region if self.named else NONE_STATED

    @property
    def year(self) -> int:
        """Year of the assessment, which every date has."""
        return self.date.year


# A field of an assessment, or what gives something else of one.
Of = str | Callable[[Assessment], Any]


# What each of some assessments holds: each value once, and for each assessment the
# place of its own.
Column = tuple[list[Any], NDArray[np.int32]]


def _column(cells: Iterable[Any], n: int) -> Column:
    places: dict[Any, int] = {}
    held = (places.setdefault(cell, len(places)) for cell in cells)
    codes = np.fromiter(held, dtype=np.int32, count=n)
    return list(places), codes


class Assessments(tuple[Assessment, ...]):
    """Assessments that are counted and chosen by columns of numbers.

    A part of others shares their columns: what a field holds is looked up once for all
    views, not once a view and assessment.
    """

    _whole: Assessments | None = None
    _places: NDArray[np.intp]
    _columns: dict[Of, Column]

    @classmethod
    def of(cls, assessments: Iterable[Assessment]) -> Assessments:
        """Return assessments as such, themselves where they are."""
        return assessments if isinstance(assessments, cls) else cls(assessments)

    def at(self, places: NDArray[np.intp]) -> Assessments:
        """Return those at some places, in the order of the places."""
        if len(places) == len(self) and (places == np.arange(len(self))).all():
            return self
        whole = self if self._whole is None else self._whole
        if whole is not self:
            places = self._places[places]
        part = Assessments(whole._objects[places].tolist())
        part._whole, part._places = whole, places
        return part

    @cached_property
    def _objects(self) -> NDArray[np.object_]:
        """The same as an array, of which parts are taken five times as fast."""
        objects = np.empty(len(self), dtype=object)
        objects[:] = self
        return objects

    def where(self, kept: Mask) -> Assessments:
        """Return those for which a mask is set, in their order."""
        return self.at(np.flatnonzero(kept))

    def having(self, of: Of, value: Any) -> Assessments:
        """Return those with a value in a field, in their order."""
        return self.where(self.has(of, value.__eq__))

    @cached_property
    def ids(self) -> pd.Series:
        """Their ids, as a column of text."""
        if self._whole is not None:
            return self._whole.ids.take(self._places)
        return pd.Series([a.assessment_id for a in self], dtype="str")

    def column(self, of: Of) -> Column:
        """Return the values of a field, and for each assessment the place of its own.

        Values that only others of the whole hold may be among them.
        """
        if self._whole is not None:
            values, codes = self._whole.column(of)
            return values, codes[self._places]
        if not hasattr(self, "_columns"):
            self._columns = {}
        if of not in self._columns:
            get = attrgetter(of) if isinstance(of, str) else of
            self._columns[of] = _column(map(get, self), len(self))
        return self._columns[of]

    def has(self, of: Of, wanted: Callable[[Any], bool]) -> Mask:
        """Return which have a value that is wanted; asked once a value."""
        values, codes = self.column(of)
        passing = np.fromiter(map(wanted, values), dtype=bool, count=len(values))
        return passing[codes]

    def counted(self, *of: Of) -> Counter[Any]:
        """Count the values of a field, or those of several together as tuples.

        In the order in which they first occur, as a counter of the values has them.
        """
        columns = [self.column(field) for field in of]
        shape = [max(len(values), 1) for values, _ in columns]
        together = np.ravel_multi_index([codes for _, codes in columns], shape)
        different, first, numbers = np.unique(
            together, return_index=True, return_counts=True
        )
        order = np.argsort(first)
        places = [axis.tolist() for axis in np.unravel_index(different[order], shape)]
        found = [
            [values[place] for place in held]
            for (values, _), held in zip(columns, places, strict=True)
        ]
        keys = found[0] if len(of) == 1 else zip(*found, strict=True)
        return Counter(dict(zip(keys, numbers[order].tolist(), strict=True)))

    def parted(self, of: Of) -> dict[Any, Assessments]:
        """Part them by the values of a field, in the order in which these occur."""
        values, codes = self.column(of)
        order = np.argsort(codes, kind="stable")
        ends = np.flatnonzero(np.diff(codes[order])) + 1
        parts = [part for part in np.split(order, ends) if len(part)]
        parts.sort(key=lambda part: int(part[0]))
        return {values[codes[part[0]]]: self.at(part) for part in parts}


@lru_cache(maxsize=8)
def _countries(dataset: Dataset) -> Codes:
    """Countries of affiliations by name, then `unknown`."""
    stated = set(dataset.table("affiliations")["actor_id"])
    actors = dataset.actors.sort_values("name")["actor_id"]
    return (*(code for code in actors if code in stated), UNKNOWN)


@lru_cache(maxsize=8)
def _affiliations(dataset: Dataset) -> Codes:
    """Ids of affiliations by name."""
    return tuple(dataset.table("affiliations").sort_values("name")["affiliation_id"])


@lru_cache(maxsize=8)
def _topics(dataset: Dataset) -> Codes:
    return tuple(sorted(dataset.table("assessment_topics")["topic_id"].unique()))


@lru_cache(maxsize=8)
def _languages(dataset: Dataset) -> Codes:
    """Languages of what was said, the most frequent first."""
    spoken = Counter(dataset.assessments["original_language"].tolist())
    return tuple(sorted(spoken, key=lambda code: (-spoken[code], code)))


@dataclass(frozen=True)
class AssessmentFilter:
    """What a view of assessments shows; empty tuples mean no restriction.

    Years are inclusive. `officials` lets in office-holders and members of parliament
    (`IN_OFFICE`), whose views are not expert analysis. `seeds` keeps the assessments
    of the two articles that the project started from, such people included.
    """

    first_year: int
    last_year: int
    positions: Codes = coded("position", "assessments")
    questions: Codes = coded(
        "question",
        "assessments",
        values="questions assessed, as in the table `assessments`",
    )
    kinds: Codes = coded(
        "kind",
        "affiliations",
        key="affiliation_kind",
        row="affiliation_kind",
        values="kinds of affiliation, as in the table `affiliations`",
    )
    countries: Codes = coded(
        "country",
        "affiliations",
        "actor_id",
        key="affiliation_country",
        row="country",
        unknown=UNKNOWN,
        listed=_countries,
        values="country codes of affiliations, or `unknown`",
    )
    affiliations: Codes = coded(
        "affiliation",
        "assessments",
        "affiliation_id",
        listed=_affiliations,
        values="ids of affiliations, as in the table `affiliations`",
    )
    expert_kinds: Codes = coded(
        "expert_kind",
        "experts",
        "kind",
        row="expert_kind",
        values="kinds of expert, as in the table `experts`",
    )
    topics: Codes = coded(
        "topic",
        "assessment_topics",
        "topic_id",
        key="assessment_topic",
        row="topics",
        listed=_topics,
        values="topic ids, as in the table `topics`",
    )
    languages: Codes = coded(
        "original_language",
        "assessments",
        listed=_languages,
        values="language codes of the words assessed",
    )
    text: str = ""
    officials: bool = False
    seeds: bool = False


FACETS: Mapping[str, Facet] = {found.field: found for found in facets(AssessmentFilter)}


def collect(dataset: Dataset) -> Assessments:
    """Return every assessment, newest first, those of one day by id."""
    experts = {row.expert_id: row for row in each(dataset.table("experts"))}
    affiliations = {r.affiliation_id: r for r in each(dataset.table("affiliations"))}
    seeds = set(dataset.table("seed_facts")["source_id"])
    actors = dataset.actors
    members = frozenset(actors.loc[actors["eu_member"], "actor_id"])
    leader = dataset.package.setting.leader_actor
    topics: dict[str, tuple[str, ...]] = {}
    for link in each(dataset.table("assessment_topics")):
        earlier = topics.get(link.assessment_id, ())
        topics[link.assessment_id] = (*earlier, link.topic_id)
    # Equal texts and days are one object, however many assessments have them.
    folded, day_of = cache(fold), cache(pd.Timestamp.date)
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
                date=day_of(row.date),
                date_precision=row.date_precision,
                date_as_recorded=row.date_as_recorded,
                expert=expert.name,
                expert_kind=expert.kind,
                role=row.role_as_printed,
                affiliation_id=row.affiliation_id,
                affiliation=institution.name,
                affiliation_kind=institution.kind,
                country=institution.actor_id or UNKNOWN,
                region=_region(institution.actor_id, members, leader),
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
                haystack=folded(" ".join(searched)),
            )
        )
    return Assessments(
        sorted(found, key=lambda a: (-a.date.toordinal(), a.assessment_id))
    )


def _region(country: str, members: frozenset[str], leader: str) -> str:
    if not country:
        return UNKNOWN
    if country == leader:
        return LEADERS_STATE
    return "EU" if country in members else _REGION_OF.get(country, "other")


def codes(dataset: Dataset, facet: str) -> tuple[str, ...]:
    """Return the codes that a facet can take, in the order of links and lists.

    Raises:
        KeyError: no such facet.
    """
    return FACETS[facet].codes(dataset)


def values(assessment: Assessment, facet: str) -> tuple[str, ...]:
    """Return the codes of one assessment in a facet: several only for topics."""
    value = getattr(assessment, FACETS[facet].row)
    return value if isinstance(value, tuple) else (value,)


def _passed(assessments: Assessments, view: AssessmentFilter) -> Passed:
    """Test assessments by each filter that restricts a view.

    `officials` stands for leaving office-holders out, `first_year` for the period.
    """
    has = assessments.has
    tests: dict[str, Mask] = {}
    if not (view.officials or view.seeds):
        tests["officials"] = ~has("expert_kind", IN_OFFICE.__contains__)
    if view.seeds:
        tests["seeds"] = has("seed", bool)
    for facet, codes in chosen(view).items():
        tests[facet.field] = has(facet.row, _holding(facet, frozenset(codes)))
    if words := fold(view.text).split():
        tests["text"] = has("haystack", lambda text: all(w in text for w in words))
    tests["first_year"] = has("year", _within(view))
    return Passed(len(assessments), tests)


def _holding(facet: Facet, codes: frozenset[str]) -> Callable[[Any], bool]:
    """What tells whether a value is chosen; of several topics one has to be."""
    if facet.row == "topics":
        return lambda topics: not codes.isdisjoint(topics)
    return codes.__contains__


def _within(view: AssessmentFilter) -> Callable[[int], bool]:
    return lambda year: view.first_year <= year <= view.last_year


def select(assessments: Sequence[Assessment], view: AssessmentFilter) -> Assessments:
    """Return the assessments of a view, in the order given."""
    every = Assessments.of(assessments)
    return every.where(_passed(every, view).kept())


def facet_counts(
    assessments: Sequence[Assessment], view: AssessmentFilter
) -> dict[str, Counter[str]]:
    """Count assessments by code of each facet, under all the other filters.

    A facet's own choice does not change its counts: they say what choosing a code
    gives. An assessment counts once for each of its topics.
    """
    every = Assessments.of(assessments)
    passed = _passed(every, view)
    found: dict[str, Counter[str]] = {}
    # Most facets restrict nothing, and count the same assessments.
    whole = every.where(passed.kept())
    for name, facet in FACETS.items():
        narrows = name in passed.by_filter
        kept = every.where(passed.kept(but=name)) if narrows else whole
        counts = kept.counted(facet.row)
        if facet.row == "topics":
            touched: Counter[str] = Counter()
            for topics, n in counts.items():
                touched.update(dict.fromkeys(topics, n))
            counts = touched
        found[name] = counts
    return found


def year_counts(
    assessments: Sequence[Assessment], view: AssessmentFilter
) -> Counter[int]:
    """Count assessments by year, under all filters but the period."""
    every = Assessments.of(assessments)
    return every.where(_passed(every, view).kept(but="first_year")).counted("year")


def emptied_by(
    assessments: Sequence[Assessment], view: AssessmentFilter
) -> tuple[str, ...]:
    """Name the filters whose removal alone would bring assessments back.

    Returns:
        Field names of `AssessmentFilter`: `officials` where office-holders are left
        out, `first_year` for the period. Empty when no single filter is to blame.
    """
    return _passed(Assessments.of(assessments), view).emptied_by()


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
    assessments: Assessments
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


# Between a question and a region in a code that names both.
AND = "/"

# How positions are broken down in the chart; by region within each question, so that
# no sum goes across questions.
BREAKDOWNS: Mapping[str, Callable[[Assessment], str]] = {
    "question": attrgetter("question"),
    "region": lambda a: f"{a.question}{AND}{a.workplace}",
    "kind": attrgetter("affiliation_kind"),
    "country": attrgetter("country"),
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
    members = Assessments.of(selected).parted(GROUPS[by])
    groups = [Group(str(code), held, len(held)) for code, held in members.items()]
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
            part, left = (Assessments(half) for half in (left[:room], left[room:]))
            laid[-1].append(Group(group.code, part, group.total))
            room -= len(part)
    return tuple(tuple(page) for page in laid)


def tally(selected: Sequence[Assessment], by: str) -> pd.DataFrame:
    """Count positions by question, region, kind of affiliation, country or half-year.

    Returns:
        Columns `code`, `position`, `n`; only what occurs.

    Raises:
        KeyError: `by` is not a key of `BREAKDOWNS`.
    """
    counts = Assessments.of(selected).counted(BREAKDOWNS[by], "position")
    rows = [(*pair, n) for pair, n in sorted(counts.items())]
    return pd.DataFrame(rows, columns=["code", "position", "n"])


def codes_drawn(selected: Sequence[Assessment], by: str) -> tuple[str, ...]:
    """Return the codes of a breakdown in the order in which they are drawn.

    Half-years run in time, and one without an assessment keeps its place; kinds and
    countries come by size, what is not stated last; regions in their order, question
    by question.
    """
    if by == "region":
        asked = codes_drawn(selected, "question")
        every = (
            f"{question}{AND}{place}" for question in asked for place in WORKPLACES
        )
        present = Assessments.of(selected).counted(BREAKDOWNS[by])
        return tuple(code for code in every if code in present)
    totals = Assessments.of(selected).counted(BREAKDOWNS[by])
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
    alike = Assessments.of(selected).counted("question", "position", "region")
    for (question, position, region), n in alike.items():
        tally = found.setdefault(question, QuestionTally(question, Counter(), {}))
        tally.positions[position] += n
        if position != NO_POSITION:
            tally.regions.setdefault(region, Counter())[position] += n
    order = codes_drawn(selected, "question")
    return tuple(found[question] for question in order)


def concentration(selected: Sequence[Assessment]) -> tuple[Concentration, ...]:
    """Name the country and the kind that make up more than 60 % of a view, if any.

    A single assessment is no view to warn about.
    """
    if len(selected) < _SMALLEST_VIEW:
        return ()
    found = []
    for facet, field in (("countries", "country"), ("kinds", "affiliation_kind")):
        code, n = Assessments.of(selected).counted(field).most_common(1)[0]
        if n / len(selected) > LARGEST_SHARE:
            found.append(Concentration(facet, code, n, n / len(selected)))
    return tuple(found)


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

    assessments: Assessments

    @property
    def positions(self) -> Counter[str]:
        """Number of assessments by position."""
        return self.assessments.counted("position")

    @property
    def people(self) -> int:
        """Number of different people."""
        return len(self.assessments.counted("expert"))

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
