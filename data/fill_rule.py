"""The rule that colours a state on a day: from statements to a position, with reasons.

The method page tells the same in words.
"""

from __future__ import annotations

from bisect import bisect_right
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, fields, replace
from datetime import date
from enum import StrEnum
from functools import cached_property
from operator import attrgetter

SCALE = ("initiates", "supports", "conditional", "cautious", "opposes")
CORE_SCOPES = ("eu_channel", "leader_call")
NO_STATEMENT = "no_statement"
DECLINED_COMMENT = "declined_comment"


def bounding_post(tenures: Iterable[Tenure]) -> str:
    """The post whose holders bound the governments of a state or EU institution.

    It is that of the head of state where no head of government is on record.
    """
    held = {tenure.post for tenure in tenures}
    for post in ("institution_head", "head_of_government", "head_of_state"):
        if post in held:
            return post
    return "head_of_government"


def side(stance: str) -> str:
    """The side of the question that a code of the scale takes.

    Having begun talks and asking for them are one side.
    """
    return "supports" if stance == "initiates" else stance


_DATED = attrgetter("date")


@dataclass(frozen=True, slots=True)
class Statement:
    """The fields of one row of `statements` that the rule reads."""

    statement_id: str
    actor_id: str
    date: date
    speaker: str
    office_level: str
    in_european_council: bool
    scope: str
    stance: str
    basis: str
    confidence: str
    flags: frozenset[str]

    @property
    def is_core(self) -> bool:
        """Whether the row is about talks with Moscow and has a code of the scale."""
        return self.scope in CORE_SCOPES and self.stance in SCALE

    @property
    def is_candidate(self) -> bool:
        """Step 1, without the date."""
        return self.basis == "direct" and self.is_core


@dataclass(frozen=True, slots=True)
class Tenure:
    """One holder of one post without interruption; `end` is the first day after."""

    tenure_ids: tuple[str, ...]
    actor_id: str
    post: str
    holder: str
    start: date
    end: date | None
    uncertain_after: date | None
    in_european_council: bool

    def holds_on(self, day: date) -> bool:
        """Whether the holder is in office on `day`."""
        return self.start <= day and (self.end is None or day < self.end)


_TOLD_APART = {"statement_id", "date"}
# All that the rule reads of a statement beside these.
_READ = attrgetter(
    *(field.name for field in fields(Statement) if field.name not in _TOLD_APART)
)


@dataclass(frozen=True)
class Actor:
    """Everything stored about one state or EU institution, oldest first."""

    actor_id: str
    statements: tuple[Statement, ...]
    tenures: tuple[Tenure, ...]
    is_institution: bool

    def until(self, day: date) -> tuple[Statement, ...]:
        """The statements dated up to `day`, oldest first."""
        return self.statements[: bisect_right(self.statements, day, key=_DATED)]

    def between(self, first: date, last: date) -> tuple[Statement, ...]:
        """The statements dated after `first` and up to `last`, oldest first."""
        start = bisect_right(self.statements, first, key=_DATED)
        return self.statements[start : bisect_right(self.statements, last, key=_DATED)]

    @cached_property
    def _alike(self) -> tuple[tuple[Statement, ...], ...]:
        """The statements that only date and id tell apart, oldest first."""
        found: dict[object, list[Statement]] = defaultdict(list)
        for statement in self.statements:
            found[_READ(statement)].append(statement)
        return tuple(map(tuple, found.values()))

    def telling(self, day: date) -> list[Statement]:
        """The statements up to `day` on which the answer of the rule rests.

        Of those that only date and id tell apart these are the last and the first one.
        What makes a statement count is never lost with a later date: so the last one
        counts if any does, and the first one is of another government if any is.
        There are no more of them where the same people say the same more often.
        """
        found = []
        for alike in self._alike:
            if alike[0].date > day:
                continue
            last = bisect_right(alike, day, key=_DATED) - 1
            found.append(alike[last])
            if last:
                found.append(alike[0])
        return sorted(found, key=in_order)

    def bounding_post(self, statement: Statement) -> str:
        """The post whose holder bounds the line of `statement` (step 2)."""
        if self.is_institution:
            return "institution_head"
        if statement.office_level == "head_of_state":
            return "head_of_state"
        return bounding_post(self.tenures)

    def tenure_on(self, post: str, day: date) -> Tenure | None:
        """The tenure of `post` on `day`; the later one where two overlap."""
        held = [t for t in self.tenures if t.post == post and t.holds_on(day)]
        return held[-1] if held else None

    def tenure_of(self, statement: Statement) -> Tenure | None:
        """The tenure to which a statement belongs, whatever the day asked about.

        A designate's row belongs to the first tenure of the same person that has
        not ended by the date of the row.
        """
        post = self.bounding_post(statement)
        if statement.office_level != "designate":
            return self.tenure_on(post, statement.date)
        for tenure in self.tenures:
            if (
                tenure.post == post
                and tenure.holder == statement.speaker
                and (tenure.end is None or statement.date < tenure.end)
            ):
                return tenure
        return None

    def is_principal(self, statement: Statement) -> bool:
        """Step 3."""
        if self.is_institution:
            return statement.office_level in ("other", "spokesperson")
        return statement.in_european_council or statement.office_level in (
            "foreign_minister",
            "designate",
        )


WEAK_DAYS = 183
"""A weak row counts, and any row stays fresh, up to this age in days."""

EXPIRY_DAYS = 730
"""A deciding row colours up to this age in days."""


class Verdict(StrEnum):
    """What became of one row on one day."""

    DECIDES = "decides"
    EXPIRED = "expired"
    """Would decide, but is older than `EXPIRY_DAYS`."""
    OLDER = "older"
    """Eligible, but a later row is."""
    OUTRANKED = "outranked"
    """Eligible and of the same day as the newest, but of lower rank."""
    STATUS_ROW = "status_row"
    """Records a search without a result; not a statement."""
    DECLINED = "declined"
    """A refusal to comment: off the scale."""
    NOT_CORE_SCOPE = "not_core_scope"
    INFERRED_BASIS = "inferred_basis"
    GROUP_BASIS = "group_basis"
    FORMER_GOVERNMENT = "former_government"
    NOT_YET_IN_OFFICE = "not_yet_in_office"
    """Said by a designate whose own government has not begun."""
    NO_GOVERNMENT = "no_government"
    """No holder of the bounding post is recorded for the day."""
    NAMED_BESIDE = "named_beside"
    """Newest row of a president who is not in the European Council."""
    NOT_PRINCIPAL = "not_principal"
    COORDINATION_LAPSED = "coordination_lapsed"
    """Criticised only a lack of coordination, more than `WEAK_DAYS` ago."""
    SPOKESPERSON_LAPSED = "spokesperson_lapsed"
    SPOKESPERSON_NOT_NEEDED = "spokesperson_not_needed"
    """A principal has a row in the line, so the spokesperson does not count."""


ELIGIBLE = frozenset(
    {Verdict.DECIDES, Verdict.EXPIRED, Verdict.OLDER, Verdict.OUTRANKED}
)
"""Verdicts of rows that passed steps 1–4."""

OUT_OF_LINE = frozenset(
    {Verdict.FORMER_GOVERNMENT, Verdict.NOT_YET_IN_OFFICE, Verdict.NO_GOVERNMENT}
)
"""Verdicts of rows that do not belong to the government in office."""


def rank(statement: Statement) -> int:
    """Precedence among rows of the same day; the lower goes first (step 5)."""
    if statement.in_european_council or statement.office_level == "designate":
        return 0
    return 2 if statement.office_level == "spokesperson" else 1


def in_order(statement: Statement) -> tuple[date, int, str]:
    """The place of a row among those of its actor; the last eligible one decides."""
    return statement.date, -rank(statement), statement.statement_id


def judge(
    actor: Actor, day: date, rows: Sequence[Statement] | None = None
) -> dict[str, Verdict]:
    """Give the verdict on each statement of `actor` dated up to `day`.

    Keys are statement ids, in the order of the rows. Rows after `day` are not looked
    at.

    Args:
        actor: who is judged.
        day: on which.
        rows: the statements up to `day`, or some of them that hold all `telling` ones;
            None for all. The verdict on a row is the same.
    """
    if rows is None:
        rows = actor.until(day)
    in_office = _Offices(actor, day)
    verdicts = {s.statement_id: _first_steps(s, in_office) for s in rows}
    in_line = [s for s in rows if verdicts[s.statement_id] is Verdict.DECIDES]
    principals = [s for s in in_line if actor.is_principal(s)]
    has_principal = bool(principals)
    for s in in_line:
        verdicts[s.statement_id] = _weak_steps(actor, s, day, has_principal)
    _decide([s for s in in_line if verdicts[s.statement_id] in ELIGIBLE], day, verdicts)
    presidents = [
        s
        for s in in_line
        if s.office_level == "head_of_state" and not s.in_european_council
    ]
    if presidents:
        verdicts[newest(presidents).statement_id] = Verdict.NAMED_BESIDE
    return verdicts


def newest(statements: Sequence[Statement]) -> Statement:
    """The row that decides among eligible ones (step 5); needs at least one."""
    return max(statements, key=in_order)


class _Offices:
    """Who is in office on a day: looked up once a post, whatever was said."""

    def __init__(self, actor: Actor, day: date) -> None:
        self.actor, self.day = actor, day
        self._held: dict[bool, Tenure | None] = {}

    def holder(self, statement: Statement) -> Tenure | None:
        """The tenure that bounds the line of a statement on the day."""
        # No more of a statement tells which post that is.
        presidential = statement.office_level == "head_of_state"
        if presidential not in self._held:
            post = self.actor.bounding_post(statement)
            self._held[presidential] = self.actor.tenure_on(post, self.day)
        return self._held[presidential]


def _first_steps(statement: Statement, in_office: _Offices) -> Verdict:
    """Steps 1 and 2; `DECIDES` means passed so far."""
    if statement.stance == NO_STATEMENT:
        return Verdict.STATUS_ROW
    if statement.stance == DECLINED_COMMENT:
        return Verdict.DECLINED
    if statement.scope not in CORE_SCOPES:
        return Verdict.NOT_CORE_SCOPE
    if statement.basis != "direct":
        inferred = statement.basis == "inferred"
        return Verdict.INFERRED_BASIS if inferred else Verdict.GROUP_BASIS
    return _line(statement, in_office)


def line_verdict(actor: Actor, statement: Statement, day: date) -> Verdict:
    """Step 2 alone: `DECIDES` if the row belongs to the government of `day`."""
    return _line(statement, _Offices(actor, day))


def _line(statement: Statement, offices: _Offices) -> Verdict:
    in_office = offices.holder(statement)
    if statement.office_level == "designate":
        own = offices.actor.tenure_of(statement)
        if own is not None and own == in_office:
            return Verdict.DECIDES
        if own is None or own.start > offices.day:
            return Verdict.NOT_YET_IN_OFFICE
        return Verdict.FORMER_GOVERNMENT
    if in_office is None:
        return Verdict.NO_GOVERNMENT
    if statement.date >= in_office.start:
        return Verdict.DECIDES
    return Verdict.FORMER_GOVERNMENT


def _weak_steps(
    actor: Actor, statement: Statement, day: date, has_principal: bool
) -> Verdict:
    """Steps 3 and 4; `DECIDES` means passed so far."""
    lapsed = (day - statement.date).days > WEAK_DAYS
    if actor.is_principal(statement):
        weak = "coordination_only" in statement.flags
        return Verdict.COORDINATION_LAPSED if weak and lapsed else Verdict.DECIDES
    if statement.office_level != "spokesperson":
        return Verdict.NOT_PRINCIPAL
    if lapsed:
        return Verdict.SPOKESPERSON_LAPSED
    return Verdict.SPOKESPERSON_NOT_NEEDED if has_principal else Verdict.DECIDES


def _decide(
    eligible: Sequence[Statement], day: date, verdicts: dict[str, Verdict]
) -> None:
    """Steps 5 and 6: settle the verdicts of the eligible rows in place."""
    if not eligible:
        return
    first = newest(eligible)
    for s in eligible:
        same_day = s.date == first.date
        verdicts[s.statement_id] = Verdict.OUTRANKED if same_day else Verdict.OLDER
    expired = (day - first.date).days > EXPIRY_DAYS
    verdicts[first.statement_id] = Verdict.EXPIRED if expired else Verdict.DECIDES


_POST_OF_LEVEL = {
    "head_of_state": "head_of_state",
    "head_of_government": "head_of_government",
    "foreign_minister": "foreign_minister",
    "other": "institution_head",
}

_WEAK_LEVELS = ("designate", "spokesperson")


class StaleReason(StrEnum):
    """Why a colour is marked as stale."""

    AGE = "age"
    SPEAKER_LEFT = "speaker_left"
    UNCERTAIN_HOLDER = "uncertain_holder"


class NothingKind(StrEnum):
    """The six kinds of no answer, in order of precedence.

    All that apply are in `Fill.nothing_kinds`; the first one is
    `Fill.nothing_kind`. The order runs from what comes nearest to an answer to
    what is furthest from one, and a day without a new row never changes it
    except through age or a change of government.
    """

    EXPIRED = "expired"
    """A row would decide, but is too old to colour."""
    DECLINED = "declined"
    """Asked on the record under this government, and refused."""
    NOT_DECIDING = "not_deciding"
    """Core rows of this government exist, but none that may decide: presidents
    outside the European Council, deputies, inferred or joint texts, lapsed rows."""
    FORMER_GOVERNMENT = "former_government"
    """Core rows exist, but all from another government."""
    NEIGHBOURING = "neighbouring"
    """Only remarks on peace talks or on normalisation."""
    NO_STATEMENT = "no_statement"
    """Nothing found. `Fill.searched_to` tells a search that found nothing from a
    stretch for which nothing is stored."""


@dataclass(frozen=True, slots=True)
class Fill:
    """What colours one actor on one day, and what is said beside the colour.

    `fill` is a code of the scale or `no_statement`. `statement_id` is empty
    unless the fill is on the scale. `age_days` counts from the deciding row.
    `whole_position` is the position by the whole record, where some of it is
    hidden and that makes a difference; else "".
    """

    actor_id: str
    as_of: date
    is_institution: bool
    fill: str
    statement_id: str = ""
    contested_with: tuple[str, ...] = ()
    stale_reasons: tuple[StaleReason, ...] = ()
    age_days: int | None = None
    deciding_scope: str = ""
    flags: tuple[str, ...] = ()
    beside_statement_id: str = ""
    beside_stance: str = ""
    expired_statement_id: str = ""
    nothing_kinds: tuple[NothingKind, ...] = ()
    searched_to: date | None = None
    whole_position: str = ""

    @property
    def position(self) -> str:
        """A code of the scale, or the kind of no answer."""
        return str(self.nothing_kind or self.fill)

    @property
    def hidden(self) -> bool:
        """Whether there is no colour here because what would answer is hidden."""
        return bool(self.whole_position) and self.fill == NO_STATEMENT

    @property
    def contested(self) -> bool:
        """Whether another principal of the same government says otherwise."""
        return bool(self.contested_with)

    @property
    def stale(self) -> bool:
        """Whether the colour is old, or its speaker no longer surely in office."""
        return bool(self.stale_reasons)

    @property
    def nothing_kind(self) -> NothingKind | None:
        """The kind of no answer; None for an actor with a colour."""
        return self.nothing_kinds[0] if self.nothing_kinds else None


def fill_of(actor: Actor, as_of: date) -> Fill:
    """Apply the whole rule to one actor on one day."""
    rows = actor.telling(as_of)
    verdicts = judge(actor, as_of, rows)
    by_verdict: dict[Verdict, Statement] = {}
    for s in rows:
        by_verdict[verdicts[s.statement_id]] = s
    beside = by_verdict.get(Verdict.NAMED_BESIDE)
    expired = by_verdict.get(Verdict.EXPIRED)
    searched = by_verdict.get(Verdict.STATUS_ROW)
    blank = Fill(
        actor_id=actor.actor_id,
        as_of=as_of,
        is_institution=actor.is_institution,
        fill=NO_STATEMENT,
        beside_statement_id=beside.statement_id if beside else "",
        beside_stance=beside.stance if beside else "",
        expired_statement_id=expired.statement_id if expired else "",
        searched_to=searched.date if searched else None,
    )
    decider = by_verdict.get(Verdict.DECIDES)
    if decider is None:
        return replace(
            blank, nothing_kinds=_nothing_kinds(actor, rows, verdicts, as_of)
        )
    return replace(
        blank,
        fill=decider.stance,
        statement_id=decider.statement_id,
        contested_with=_dissent(actor, rows, decider, verdicts),
        stale_reasons=_stale_reasons(actor, decider, as_of),
        age_days=(as_of - decider.date).days,
        deciding_scope=decider.scope,
        flags=_flags(actor, decider),
    )


def _stale_reasons(
    actor: Actor, decider: Statement, as_of: date
) -> tuple[StaleReason, ...]:
    """Step 7."""
    reasons = []
    if (as_of - decider.date).days > WEAK_DAYS:
        reasons.append(StaleReason.AGE)
    post = _POST_OF_LEVEL.get(decider.office_level)
    if decider.office_level == "designate":
        post = actor.bounding_post(decider)
    if post is not None:
        held = [
            t
            for t in actor.tenures
            if t.post == post and t.holder == decider.speaker and t.holds_on(as_of)
        ]
        if not held:
            reasons.append(StaleReason.SPEAKER_LEFT)
        elif held[-1].uncertain_after and as_of > held[-1].uncertain_after:
            reasons.append(StaleReason.UNCERTAIN_HOLDER)
    return tuple(reasons)


def _dissent(
    actor: Actor,
    rows: Sequence[Statement],
    decider: Statement,
    verdicts: dict[str, Verdict],
) -> tuple[str, ...]:
    """Step 8: rows of other principals that disagree, newest first."""
    if actor.is_institution:
        return ()
    seen = {decider.speaker}
    dissenting = []
    for s in reversed(rows):
        if verdicts[s.statement_id] not in ELIGIBLE or s.speaker in seen:
            continue
        seen.add(s.speaker)
        near = (decider.date - s.date).days <= WEAK_DAYS
        if near and side(s.stance) != side(decider.stance):
            dissenting.append(s.statement_id)
    return tuple(dissenting)


def _flags(actor: Actor, decider: Statement) -> tuple[str, ...]:
    """What makes the deciding row weaker than a leader's own, well-sourced words.

    An institution speaks through its spokesperson, so that is no weakness there.
    """
    level = decider.office_level
    weak_levels = ("designate",) if actor.is_institution else _WEAK_LEVELS
    flags = [level] if level in weak_levels else []
    if "coordination_only" in decider.flags:
        flags.append("coordination_only")
    if decider.confidence == "low":
        flags.append("low_confidence")
    return tuple(flags)


def nothing_rows(
    actor: Actor, as_of: date, kind: NothingKind
) -> list[tuple[Statement, Verdict]]:
    """The rows behind a kind of no answer, newest first, each with its verdict.

    Behind `NO_STATEMENT` they are the searches that found nothing.
    """
    verdicts = judge(actor, as_of)
    rows = [
        (s, verdicts[s.statement_id])
        for s in reversed(actor.statements)
        if s.statement_id in verdicts
    ]
    if kind is NothingKind.NO_STATEMENT:
        return [row for row in rows if row[1] is Verdict.STATUS_ROW]
    return [row for row in rows if _nothing_kind(actor, *row, as_of) is kind]


def _nothing_kinds(
    actor: Actor,
    rows: Sequence[Statement],
    verdicts: dict[str, Verdict],
    as_of: date,
) -> tuple[NothingKind, ...]:
    """Every kind of no answer that applies, in order of precedence."""
    found = {_nothing_kind(actor, s, verdicts[s.statement_id], as_of) for s in rows} - {
        None
    }
    if not found or Verdict.STATUS_ROW in verdicts.values():
        found.add(NothingKind.NO_STATEMENT)
    return tuple(kind for kind in NothingKind if kind in found)


def _nothing_kind(
    actor: Actor, statement: Statement, verdict: Verdict, as_of: date
) -> NothingKind | None:
    """What one row that colours nothing contributes; None if nothing."""
    if verdict in ELIGIBLE:
        return NothingKind.EXPIRED
    if verdict is Verdict.STATUS_ROW:
        return None
    if verdict is Verdict.NOT_CORE_SCOPE:
        return NothingKind.NEIGHBOURING
    in_line = line_verdict(actor, statement, as_of) not in OUT_OF_LINE
    if verdict is Verdict.DECLINED:
        return NothingKind.DECLINED if in_line else None
    return NothingKind.NOT_DECIDING if in_line else NothingKind.FORMER_GOVERNMENT
