"""The answer for one actor on one day: colour, marks, or the kind of no answer.

Builds on the verdicts of `data.stance_rule` and adds the steps that mark a colour
without changing it: staleness (7) and dissent within the government (8).
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date
from enum import StrEnum

from data.stance_model import NO_STATEMENT, Actor, Statement, side
from data.stance_rule import (
    ELIGIBLE,
    OUT_OF_LINE,
    WEAK_DAYS,
    Verdict,
    judge,
    line_verdict,
)

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
    verdicts = judge(actor, as_of)
    by_verdict: dict[Verdict, Statement] = {}
    for s in actor.statements:
        if s.statement_id in verdicts:
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
        return replace(blank, nothing_kinds=_nothing_kinds(actor, verdicts, as_of))
    return replace(
        blank,
        fill=decider.stance,
        statement_id=decider.statement_id,
        contested_with=_dissent(actor, decider, verdicts),
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
    actor: Actor, decider: Statement, verdicts: dict[str, Verdict]
) -> tuple[str, ...]:
    """Step 8: rows of other principals that disagree, newest first."""
    if actor.is_institution:
        return ()
    seen = {decider.speaker}
    dissenting = []
    for s in reversed(actor.statements):
        if verdicts.get(s.statement_id) not in ELIGIBLE or s.speaker in seen:
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
    actor: Actor, verdicts: dict[str, Verdict], as_of: date
) -> tuple[NothingKind, ...]:
    """Every kind of no answer that applies, in order of precedence."""
    found = {
        _nothing_kind(actor, s, verdicts[s.statement_id], as_of)
        for s in actor.statements
        if s.statement_id in verdicts
    } - {None}
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
