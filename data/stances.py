"""Statements by actor and day: the map of any day, its history, and who differs.

Contacts that count as statements come from here, too; they are derived, never typed.
"""

from __future__ import annotations

import datetime as dt
from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, fields, replace
from datetime import date, timedelta
from enum import StrEnum
from functools import lru_cache
from itertools import groupby
from statistics import median, median_high
from typing import Any

import pandas as pd

from data.evidence import pages_by_record
from data.fill_rule import (
    CORE_SCOPES,
    ELIGIBLE,
    EXPIRY_DAYS,
    NO_STATEMENT,
    OUT_OF_LINE,
    SCALE,
    WEAK_DAYS,
    Actor,
    Fill,
    Statement,
    Tenure,
    Verdict,
    bounding_post,
    fill_of,
    in_order,
    judge,
    line_verdict,
    side,
)
from data.load import Dataset
from data.rows import each

ACTS_FROM = dt.date(2022, 1, 1)

_DAY = timedelta(days=1)

# Whose contacts are acts of their state or EU body, the weightier post first.
_POSTS = ("institution_head", "head_of_state", "head_of_government")

VISIT = "meeting"


@lru_cache(maxsize=8)
def said(dataset: Dataset) -> pd.DataFrame:
    """Return the coded statements together with the acts.

    Returns:
        The columns of `statements`, `act` (whether the row is a contact) and, of a
        contact, `kind`, `place` and `other_participants`; sorted by `statement_id`.
        An act's `statement_id` is its `contact_id`, its summary and remarks are
        empty, and it has no coders.
    """
    of_contacts = dict.fromkeys(("kind", "place", "other_participants"), "")
    statements = dataset.table("statements").assign(act=False, **of_contacts)
    acts = acts_of(dataset.contacts, dataset.governments, statements)
    acts = acts.reindex(columns=statements.columns, fill_value="")
    both = pd.concat([statements, acts.astype(statements.dtypes)])
    return both.sort_values("statement_id", ignore_index=True)


def acts_of(
    contacts: pd.DataFrame, governments: pd.DataFrame, statements: pd.DataFrame
) -> pd.DataFrame:
    """Return the contacts that count as a statement.

    Left out are contacts that the Russian side alone asked for, unless they were a
    visit, and those of a person and day for which a statement that can count is
    coded: that one stands. A joint call counts for each European side.

    Returns:
        statement_id (the contact's id), actor_id, date, date_precision, speaker,
        office, office_level, in_european_council, scope, stance, basis, confidence,
        contested, act, kind, place and other_participants.
    """
    late = contacts[contacts["date"] >= pd.Timestamp(ACTS_FROM)]
    own = late[(late["initiator"] != "russia") | (late["kind"] == VISIT)]
    held = own.merge(in_office(own, governments), on="contact_id")
    can_count = statements[
        (statements["basis"] == "direct")
        & statements["scope"].isin(CORE_SCOPES)
        & statements["stance"].isin(SCALE)
    ]
    coded = pd.MultiIndex.from_frame(can_count[["actor_id", "speaker", "date"]])
    person = pd.MultiIndex.from_frame(held[["actor_id", "counterpart", "date"]])
    held = held[~person.isin(coded)]
    level = held["post"].replace("institution_head", "other")
    return pd.DataFrame(
        {
            "statement_id": held["contact_id"],
            "actor_id": held["actor_id"],
            "date": held["date"],
            "date_precision": held["date_precision"],
            "speaker": held["counterpart"],
            "office": held["office"],
            "office_level": level,
            "in_european_council": held["in_european_council"],
            "scope": "leader_call",
            "stance": "initiates",
            "basis": "direct",
            "confidence": held["confidence"],
            "contested": False,
            "act": True,
            "kind": held["kind"],
            "place": held["place"],
            "other_participants": held["other_participants"],
        }
    )


def in_office(contacts: pd.DataFrame, governments: pd.DataFrame) -> pd.DataFrame:
    """Return the post that the counterpart of each contact held on its day.

    Returns:
        contact_id, post and in_european_council, one row a contact; contacts whose
        counterpart was no head of state, of government or of an EU institution are
        missing.
    """
    pairs = contacts[["contact_id", "actor_id", "counterpart", "date"]].merge(
        governments[governments["post"].isin(_POSTS)],
        left_on=["actor_id", "counterpart"],
        right_on=["actor_id", "holder"],
    )
    until = pairs["end"].fillna(pd.Timestamp.max.normalize())
    pairs = pairs[(pairs["start"] <= pairs["date"]) & (pairs["date"] < until)]
    rank = pairs["post"].map(_POSTS.index)
    pairs = pairs.assign(rank=rank).sort_values(["contact_id", "rank"], kind="stable")
    first = pairs.drop_duplicates("contact_id")
    return first[["contact_id", "post", "in_european_council"]]


# Its flags stand in a table of their own.
_STATEMENT_FIELDS = [f.name for f in fields(Statement) if f.name != "flags"]
_TENURE_FIELDS = [
    "tenure_id",
    "actor_id",
    "post",
    "holder",
    "start",
    "end",
    "uncertain_after",
    "in_european_council",
]


def read_actors(
    statements: pd.DataFrame, flags: pd.DataFrame, governments: pd.DataFrame
) -> dict[str, Actor]:
    """Group the tables by actor: states first, then EU institutions, by id.

    `flags` is the table `statement_flags`: one row per statement and flag.

    The actors are those of `governments`. A statement of an actor that holds no
    post there raises ValueError, since no line could ever be found for it.
    """
    flagged: dict[str, set[str]] = defaultdict(set)
    for row in each(flags[["statement_id", "flag"]]):
        flagged[row.statement_id].add(row.flag)
    said = [
        _statement(row, frozenset(flagged.get(row.statement_id, ())))
        for row in each(statements[_STATEMENT_FIELDS])
    ]
    tenures = read_tenures(governments)
    by_actor = {
        actor_id: tuple(group)
        for actor_id, group in groupby(tenures, key=lambda t: t.actor_id)
    }
    unknown = sorted({s.actor_id for s in said} - by_actor.keys())
    if unknown:
        raise ValueError(f"statements of actors without any post: {unknown}")
    spoken: dict[str, list[Statement]] = defaultdict(list)
    for s in said:
        spoken[s.actor_id].append(s)
    actors = [
        Actor(
            actor_id=actor_id,
            statements=tuple(sorted(spoken[actor_id], key=in_order)),
            tenures=held,
            is_institution=any(t.post == "institution_head" for t in held),
        )
        for actor_id, held in by_actor.items()
    ]
    actors.sort(key=lambda a: (a.is_institution, a.actor_id))
    return {a.actor_id: a for a in actors}


def read_tenures(governments: pd.DataFrame) -> list[Tenure]:
    """Tenures by actor, post and start.

    Rows of the same holder that follow without a break are one tenure: a later
    cabinet under the same head is the same line.
    """
    rows = [_tenure(row) for row in each(governments[_TENURE_FIELDS])]
    rows.sort(key=lambda t: (t.actor_id, t.post, t.start, t.tenure_ids))
    merged: list[Tenure] = []
    for row in rows:
        before = merged[-1] if merged else None
        if before is not None and _continues(before, row):
            merged[-1] = replace(
                row,
                tenure_ids=before.tenure_ids + row.tenure_ids,
                start=before.start,
            )
        else:
            merged.append(row)
    return merged


def _continues(before: Tenure, after: Tenure) -> bool:
    return (
        (before.actor_id, before.post, before.holder)
        == (after.actor_id, after.post, after.holder)
        and before.end is not None
        and after.start <= before.end
    )


def _statement(row: Any, flags: frozenset[str]) -> Statement:
    return Statement(
        statement_id=row.statement_id,
        actor_id=row.actor_id,
        date=row.date.date(),
        speaker=row.speaker,
        office_level=row.office_level,
        in_european_council=bool(row.in_european_council),
        scope=row.scope,
        stance=row.stance,
        basis=row.basis,
        confidence=row.confidence,
        flags=flags,
    )


def _tenure(row: Any) -> Tenure:
    return Tenure(
        tenure_ids=(row.tenure_id,),
        actor_id=row.actor_id,
        post=row.post,
        holder=row.holder,
        start=row.start.date(),
        end=_date_or_none(row.end),
        uncertain_after=_date_or_none(row.uncertain_after),
        in_european_council=bool(row.in_european_council),
    )


def _date_or_none(value: pd.Timestamp) -> date | None:
    """A date, or None for an empty cell."""
    return None if pd.isna(value) else value.date()


POST_ORDER = (
    "institution_head",
    "head_of_state",
    "head_of_government",
    "foreign_minister",
)


UNKNOWN = "(unknown)"
"""What the table says where nothing stored names the holder of a post."""


@dataclass(frozen=True, slots=True)
class Holder:
    """Who holds a post on a day.

    `uncertain` says that nothing stored shows the holder in office on that day.
    """

    tenure: Tenure
    uncertain: bool


def office_holders(
    governments: pd.DataFrame, actor_id: str, as_of: date
) -> list[Holder]:
    """The holders of the actor's posts on a day, the highest post first."""
    return _held(_tenures(governments, actor_id), as_of)


def uncertain_posts(actors: Iterable[Actor], as_of: date) -> list[Holder]:
    """The posts of which nothing stored shows who holds them on a day.

    In the order of the actors, the highest post of each first.
    """
    return [
        holder
        for actor in actors
        for holder in _held(actor.tenures, as_of)
        if holder.uncertain or holder.tenure.holder == UNKNOWN
    ]


def _held(tenures: Iterable[Tenure], as_of: date) -> list[Holder]:
    held = [t for t in tenures if t.holds_on(as_of)]
    held.sort(key=lambda t: POST_ORDER.index(t.post))
    return [
        Holder(t, t.uncertain_after is not None and as_of > t.uncertain_after)
        for t in held
    ]


def ended_lines(governments: pd.DataFrame, actor_id: str, as_of: date) -> list[Tenure]:
    """The actor's governments that had ended by a day, the latest first.

    Statements made under them no longer colour the actor.
    """
    lines = _lines(_tenures(governments, actor_id))
    return [t for t in lines if t.end is not None and t.end <= as_of][::-1]


def _lines(tenures: Iterable[Tenure]) -> list[Tenure]:
    """Tenures of the post that bounds the actor's governments, oldest first."""
    held = list(tenures)
    bounding = bounding_post(held)
    return sorted((t for t in held if t.post == bounding), key=lambda t: t.start)


def lines_begun(index: StanceIndex, actor_id: str, last: date) -> list[Tenure]:
    """The actor's governments up to a day, but for the first on record, oldest first.

    Each is a change of government: what was said before it no longer colours.
    """
    lines = _lines(index.actors[actor_id].tenures)
    return [t for t in lines[1:] if t.start <= last]


def _tenures(governments: pd.DataFrame, actor_id: str) -> list[Tenure]:
    return read_tenures(governments[governments["actor_id"] == actor_id])


CACHED_DAYS = 512
"""Days kept per index: ten years of months, and room for single days."""


@dataclass(frozen=True, slots=True)
class RowVerdict:
    """Why one row decides or was passed over, with the facts to say so in words.

    `government` is the tenure that bounds the row (its government at the time),
    `in_office` the one that bounds the line on the day asked about. `contests`
    marks the rows that make the fill contested.
    """

    statement_id: str
    date: date
    verdict: Verdict
    age_days: int
    contests: bool
    government: Tenure | None
    in_office: Tenure | None


class StanceIndex:
    """Statements and offices by actor, with the answers cached by day."""

    def __init__(
        self,
        statements: pd.DataFrame,
        flags: pd.DataFrame,
        governments: pd.DataFrame,
        whole: StanceIndex | None = None,
    ) -> None:
        """Index the tables; states come first, then EU institutions, by id.

        Args:
            statements: the table, or what is shown of it.
            flags: the table `statement_flags`.
            governments: the table.
            whole: the index of the whole record, where some of it is hidden. Fills
                then say where it answers otherwise.
        """
        self.actors: dict[str, Actor] = read_actors(statements, flags, governments)
        self.whole = whole or self
        self._on = lru_cache(maxsize=CACHED_DAYS)(self._compute)

    def on(self, as_of: date) -> tuple[Fill, ...]:
        """The fills of all actors on `as_of`, in the order of `actors`."""
        return self._on(as_of)

    def fill(self, actor_id: str, as_of: date) -> Fill:
        """The fill of one actor; raises KeyError for an unknown one."""
        answer = fill_of(self.actors[actor_id], as_of)
        if self.whole is self:
            return answer
        return _compared(answer, self.whole.fill(actor_id, as_of))

    @property
    def states(self) -> tuple[str, ...]:
        """Ids of the member states, in order."""
        return tuple(a for a, v in self.actors.items() if not v.is_institution)

    def _compute(self, as_of: date) -> tuple[Fill, ...]:
        return tuple(self.fill(actor_id, as_of) for actor_id in self.actors)


def _compared(shown: Fill, whole: Fill) -> Fill:
    """Mark what is shown where the whole record gives another position."""
    if shown.position == whole.position:
        return shown
    return replace(shown, whole_position=whole.position)


def explain(index: StanceIndex, actor_id: str, as_of: date) -> list[RowVerdict]:
    """Every row of the actor dated up to `as_of`, newest first, with its verdict."""
    actor = index.actors[actor_id]
    verdicts = judge(actor, as_of)
    contesting = fill_of(actor, as_of).contested_with
    return [
        RowVerdict(
            statement_id=s.statement_id,
            date=s.date,
            verdict=verdicts[s.statement_id],
            age_days=(as_of - s.date).days,
            contests=s.statement_id in contesting,
            government=actor.tenure_of(s),
            in_office=actor.tenure_on(actor.bounding_post(s), as_of),
        )
        for s in reversed(actor.statements)
        if s.date <= as_of
    ]


THIN_SHARE = 0.25
"""A year is thin with fewer core statements than this share of the median year."""

_LAPSED = (Verdict.COORDINATION_LAPSED, Verdict.SPOKESPERSON_LAPSED)


class ChangeReason(StrEnum):
    """What the rule did between two days, in order of precedence."""

    NEW_STATEMENT = "new_statement"
    """The later day's deciding row was made after the earlier day."""
    EXPIRY = "expiry"
    """On the later day the row that would decide is too old to colour."""
    GOVERNMENT_CHANGE = "government_change"
    """The earlier day's deciding row belongs to another government by the later
    day, or the later day's row did not count before its speaker took office."""
    WEAK_LAPSE = "weak_lapse"
    """The earlier day's deciding row was a weak one and no longer counts."""


class Shift(StrEnum):
    """In which way a position changed, by the order of the scale; no distance.

    Only the first three compare like with like: a position on either day.
    """

    TOWARDS = "towards"
    """Nearer to talks."""
    AWAY = "away"
    SAME_SIDE = "same_side"
    """Between asking for talks and having begun them."""
    GAINED = "gained"
    """No position before, one after."""
    LOST = "lost"
    """A position before, none after."""
    HIDDEN = "hidden"
    """What answers on one of the days is hidden, so that nothing can be said."""


UNCHANGED = "unchanged"
"""The same position on both days."""
NEITHER = "neither"
"""No position on either day."""

MOVES = (Shift.TOWARDS, Shift.AWAY, Shift.SAME_SIDE)


@dataclass(frozen=True, slots=True)
class Change:
    """An actor whose fill differs between two days.

    `reasons` holds all that apply, the one that explains the later fill first.
    """

    actor_id: str
    before: Fill
    after: Fill
    reasons: tuple[ChangeReason, ...]

    @property
    def reason(self) -> ChangeReason:
        """The reason that explains the later fill."""
        return self.reasons[0]

    @property
    def shift(self) -> Shift:
        """In which way the position changed."""
        if self.before.hidden or self.after.hidden:
            return Shift.HIDDEN
        if self.before.fill == NO_STATEMENT:
            return Shift.GAINED
        if self.after.fill == NO_STATEMENT:
            return Shift.LOST
        if side(self.before.fill) == side(self.after.fill):
            return Shift.SAME_SIDE
        nearer = SCALE.index(self.after.fill) < SCALE.index(self.before.fill)
        return Shift.TOWARDS if nearer else Shift.AWAY


@dataclass(frozen=True, slots=True)
class Comparison:
    """A group of actors on two days, like with like.

    `known` counts those with a counted position on both days, `changes` are those
    whose fill differs, by shift. Every shift has an entry.
    """

    known: int
    changes: Mapping[Shift, tuple[Change, ...]]

    @property
    def unchanged(self) -> int:
        """How many of the known hold the same position on both days."""
        return self.known - sum(len(self.changes[shift]) for shift in MOVES)


def compare(
    index: StanceIndex, earlier: date, later: date, *, institutions: bool = False
) -> Comparison:
    """Compare the member states, or the EU institutions, on two days.

    Raises:
        ValueError: `later` lies before `earlier`.
    """
    found = [
        c
        for c in changes(index, earlier, later)
        if c.after.is_institution == institutions
    ]
    known = sum(
        before.is_institution == institutions
        and NO_STATEMENT not in (before.fill, after.fill)
        for before, after in zip(index.on(earlier), index.on(later), strict=True)
    )
    return Comparison(
        known, {s: tuple(c for c in found if c.shift is s) for s in Shift}
    )


def changes(index: StanceIndex, earlier: date, later: date) -> list[Change]:
    """The actors whose fill differs between two days, in the index's order.

    Raises ValueError where `later` lies before `earlier`. A new statement with
    the same code is not a change.
    """
    if later < earlier:
        raise ValueError(f"{later} lies before {earlier}")
    return [
        Change(
            before.actor_id,
            before,
            after,
            _reasons(index.actors[before.actor_id], before, after),
        )
        for before, after in zip(index.on(earlier), index.on(later), strict=True)
        if before.fill != after.fill
    ]


def _reasons(actor: Actor, before: Fill, after: Fill) -> tuple[ChangeReason, ...]:
    found = set()
    later, earlier = _deciding(actor, after), _deciding(actor, before)
    if later and later.date > before.as_of:
        found.add(ChangeReason.NEW_STATEMENT)
    elif later:
        then = _verdict(actor, later, before.as_of)
        if then in OUT_OF_LINE:
            found.add(ChangeReason.GOVERNMENT_CHANGE)
    if after.expired_statement_id:
        found.add(ChangeReason.EXPIRY)
    if earlier:
        now = _verdict(actor, earlier, after.as_of)
        if now in OUT_OF_LINE:
            found.add(ChangeReason.GOVERNMENT_CHANGE)
        elif now in _LAPSED:
            found.add(ChangeReason.WEAK_LAPSE)
    return tuple(reason for reason in ChangeReason if reason in found)


def _deciding(actor: Actor, fill: Fill) -> Statement | None:
    """The statement that colours the actor in a fill."""
    if fill.age_days is None:
        return None
    day = fill.as_of - timedelta(days=fill.age_days)
    same_day = actor.between(day - _DAY, day)
    return next(s for s in same_day if s.statement_id == fill.statement_id)


def _verdict(actor: Actor, statement: Statement, day: date) -> Verdict:
    """What became of one statement on a day that is not before it."""
    rows = [*actor.telling(day), statement]
    return judge(actor, day, rows)[statement.statement_id]


def event_days(index: StanceIndex, first: date, last: date) -> list[date]:
    """The days in a span on which a fill or its marks can change, ascending.

    Between two of them everything but the age stays as it is.
    """
    return [d for d in _all_event_days(index) if first <= d <= last]


@lru_cache(maxsize=8)
def _all_event_days(index: StanceIndex) -> list[date]:
    """The same without bounds; once for an index."""
    return _event_days(index.actors.values())


def _event_days(actors: Iterable[Actor]) -> list[date]:
    days: set[date] = set()
    for actor in actors:
        for said_on in {s.date for s in actor.statements}:
            days.add(said_on)
            days.add(said_on + timedelta(days=WEAK_DAYS + 1))
            days.add(said_on + timedelta(days=EXPIRY_DAYS + 1))
        for tenure in actor.tenures:
            days.add(tenure.start)
            if tenure.end is not None:
                days.add(tenure.end)
            if tenure.uncertain_after is not None:
                days.add(tenure.uncertain_after + timedelta(days=1))
    return sorted(days)


@dataclass(frozen=True, slots=True)
class Run:
    """A stretch of days, both included, on which an actor had one position."""

    first: date
    last: date
    stance: str


def runs(index: StanceIndex, actor_id: str, first: date, last: date) -> list[Run]:
    """How the actor was coloured from day to day, oldest first.

    Days without a position are in no run.
    """
    actor = index.actors[actor_id]
    own = [d for d in _event_days([actor]) if first < d <= last]
    starts = [first, *own] if first <= last else []
    found: list[Run] = []
    for start, following in zip(starts, [*own, last + _DAY], strict=False):
        stance, end = fill_of(actor, start).fill, following - _DAY
        if stance == NO_STATEMENT:
            continue
        before = found[-1] if found else None
        if before and before.stance == stance and start - before.last == _DAY:
            found[-1] = replace(before, last=end)
        else:
            found.append(Run(start, end, stance))
    return found


def month_days(first: date, last: date) -> list[date]:
    """The last day of each month from `first` on, and `last` for its own month."""
    ends = pd.date_range(first, last, freq="ME")
    days = [end.date() for end in ends]
    return days if days and days[-1] == last else [*days, last]


HIDDEN = "hidden"
"""Stands for a position in `distribution`: what answers is hidden."""


def distribution(index: StanceIndex, days: Sequence[date]) -> pd.DataFrame:
    """How many of the member states hold each position on each day.

    Columns: `day`, `month` (its first day), `stance` (the scale, `hidden`,
    `no_statement`), `count` (states). Every position has a row on every day, so
    that the counts of a day add up to the number of states.
    """
    rows = []
    for day in days:
        counts = Counter(
            HIDDEN if f.hidden else f.fill
            for f in index.on(day)
            if not f.is_institution
        )
        rows += [
            {
                "day": pd.Timestamp(day),
                "month": pd.Timestamp(day.replace(day=1)),
                "stance": stance,
                "count": counts[stance],
            }
            for stance in (*SCALE, HIDDEN, NO_STATEMENT)
        ]
    return pd.DataFrame(rows, columns=["day", "month", "stance", "count"])


def deciders(index: StanceIndex, days: Iterable[date]) -> tuple[str, ...]:
    """Ids of the statements that colour a member state on one of the days, sorted."""
    found = {
        f.statement_id for day in days for f in index.on(day) if not f.is_institution
    }
    return tuple(sorted(found - {""}))


@lru_cache(maxsize=8)
def count_said(index: StanceIndex) -> tuple[int, int]:
    """How many statements and acts there are of states, and of EU bodies."""
    said = Counter[bool]()
    for actor in index.actors.values():
        said[actor.is_institution] += sum(bool(s.speaker) for s in actor.statements)
    return said[False], said[True]


@lru_cache(maxsize=8)
def core_counts(index: StanceIndex) -> Mapping[int, int]:
    """Core statements per year (step 1 of the rule), years without any included."""
    years = Counter(
        s.date.year
        for actor in index.actors.values()
        for s in actor.statements
        if s.is_candidate
    )
    if not years:
        return {}
    return {year: years[year] for year in range(min(years), max(years) + 1)}


def thin_years(index: StanceIndex) -> tuple[int, ...]:
    """Years with so few core statements that their picture is thin.

    The measure is the median year of the same index (`THIN_SHARE` of it), so that
    it moves with the data.
    """
    counts = core_counts(index)
    if not counts:
        return ()
    limit = THIN_SHARE * median(counts.values())
    return tuple(year for year, n in counts.items() if n < limit)


RECENT_DAYS = 31
"""Length of the stretch before a day that counts as lately."""

THIN_STATES = 0.25
"""A day is thin when fewer than this share of the states has a new statement."""

SUPPLY_MONTHS = 12
"""So many months back the supply of statements is counted."""


@dataclass(frozen=True, slots=True)
class Recency:
    """What a day's picture rests on.

    `speaking` counts the member states with a new statement that can count (step 1
    of the rule) in the last `RECENT_DAYS` days, hidden ones included; `states` are
    all member states. At least half of the colours are `median_age` days old or
    more; None where nothing is coloured.
    """

    speaking: int
    states: int
    median_age: int | None

    @property
    def thin(self) -> bool:
        """Whether too few states have a new statement for a fresh picture."""
        return self.speaking < THIN_STATES * self.states


def recency(index: StanceIndex, as_of: date) -> Recency:
    """Say how fresh the member states' colours are on a day."""
    before = as_of - timedelta(days=RECENT_DAYS)
    speaking = sum(
        any(s.is_candidate for s in index.whole.actors[actor].between(before, as_of))
        for actor in index.states
    )
    return Recency(speaking, len(index.states), _median_age(index.on(as_of)))


def _median_age(fills: Iterable[Fill]) -> int | None:
    ages = [
        f.age_days for f in fills if not f.is_institution and f.age_days is not None
    ]
    return median_high(ages) if ages else None


@lru_cache(maxsize=8)
def supply(index: StanceIndex, last: date) -> Mapping[date, int]:
    """Statements that can count, by month, up to the last day of the collection.

    Keys are the first days of the last `SUPPLY_MONTHS` months, ascending, months
    without any included. Hidden statements are counted: they were found.
    """
    months = [last.year * 12 + last.month - 1 - n for n in range(SUPPLY_MONTHS)]
    found = Counter(
        s.date.replace(day=1)
        for actor in index.whole.actors.values()
        for s in actor.statements
        if s.is_candidate and s.date <= last
    )
    firsts = [date(month // 12, month % 12 + 1, 1) for month in reversed(months)]
    return {first: found[first] for first in firsts}


COUNTS = "counts"
"""The words make the colour one with which another minister disagrees."""

SUPERSEDED = "superseded"
"""Later words of the same speaker count in their place."""

NOT_LATEST = "not_latest"
"""At an EU body only the latest words count, whoever said them."""

PRESIDENT = "president"
"""A head of state without a seat in the European Council does not decide."""


@dataclass(frozen=True, slots=True)
class Differing:
    """A statement that takes another side than the one that colours.

    `reason` is `COUNTS`, or why it does not count: `SUPERSEDED`, `NOT_LATEST`, or
    what `obstacle` gives.
    """

    statement: Statement
    reason: str


def obstacle(statement: Statement, verdict: Verdict) -> str:
    """Why a statement does not decide: `PRESIDENT`, or the verdict on it."""
    passed_over = verdict in (Verdict.NAMED_BESIDE, Verdict.NOT_PRINCIPAL)
    if passed_over and statement.office_level == "head_of_state":
        return PRESIDENT
    return str(verdict)


def differing(actor: Actor, as_of: date) -> list[Differing]:
    """Statements of others that differ from the deciding one, newest first.

    Others are all who spoke for the actor in the same line but the deciding speaker.
    Their words are on the scale and in a core scope, on whatever basis, and at most
    `WEAK_DAYS` days older than the deciding ones. Empty without a colour.
    """
    fill = fill_of(actor, as_of)
    decider = _deciding(actor, fill)
    if decider is None:
        return []
    near = actor.between(decider.date - timedelta(days=WEAK_DAYS + 1), as_of)
    verdicts = judge(actor, as_of, [*actor.telling(as_of), *near])
    found = []
    for s in reversed(near):
        if (
            s.is_core
            and s.speaker != decider.speaker
            and side(s.stance) != side(decider.stance)
            and line_verdict(actor, s, as_of) not in OUT_OF_LINE
        ):
            reason = obstacle(s, verdicts[s.statement_id])
            if s.statement_id in fill.contested_with:
                reason = COUNTS
            elif verdicts[s.statement_id] in ELIGIBLE:
                reason = NOT_LATEST if actor.is_institution else SUPERSEDED
            found.append(Differing(s, reason))
    return found


_COPY = "aggregator_or_mirror"
_UNOWNED = "unknown"

# Acts are contacts, and stand among the statements.
_TOLD = ("statements", "contacts")


@lru_cache(maxsize=8)
def on_one_weak_page(dataset: Dataset) -> frozenset[str]:
    """Return the ids of the statements and contacts that rest on one weak page alone.

    Two pages of one weak publisher are two pages.
    """
    weak = weak_pages(dataset)
    return frozenset(
        record
        for table in _TOLD
        for record, ids in pages_by_record(dataset, table).items()
        if len(ids) == 1 and ids[0] in weak
    )


def weak_pages(dataset: Dataset) -> frozenset[str]:
    """Return the ids of the pages whose word alone is weak.

    Their publisher is a relay or a copy, or nobody knows who controls it.
    """
    publishers = dataset.publishers
    weak = (publishers["control"] == _UNOWNED) | (publishers["kind"] == _COPY)
    sources = dataset.sources
    theirs = sources["publisher_id"].isin(publishers.loc[weak, "publisher_id"])
    return frozenset(sources.loc[theirs, "source_id"])


def languages(dataset: Dataset, records: Collection[str]) -> Counter[str]:
    """Count the pages of statements and contacts by language, each page once."""
    behind = [pages_by_record(dataset, table) for table in _TOLD]
    wanted = set().union(*(by.get(record, ()) for record in records for by in behind))
    sources = dataset.sources
    return Counter(sources.loc[sources["source_id"].isin(wanted), "language"].tolist())
