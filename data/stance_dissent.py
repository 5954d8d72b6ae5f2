"""Who else of the same government, or the same EU body, takes another side.

A colour rests on one statement. Whoever else holds an office there and says
otherwise is named beside it, whether or not their words count against it.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from data.stance_fill import fill_of
from data.stance_model import Actor, Statement, side
from data.stance_rule import (
    ELIGIBLE,
    OUT_OF_LINE,
    WEAK_DAYS,
    Verdict,
    judge,
    line_verdict,
)

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
    verdicts = judge(actor, as_of)
    decider = next(
        (s for s in actor.statements if s.statement_id == fill.statement_id), None
    )
    if decider is None:
        return []
    found = []
    for s in reversed(actor.statements):
        if (
            s.statement_id in verdicts
            and s.is_core
            and s.speaker != decider.speaker
            and side(s.stance) != side(decider.stance)
            and (decider.date - s.date).days <= WEAK_DAYS
            and line_verdict(actor, s, as_of) not in OUT_OF_LINE
        ):
            reason = obstacle(s, verdicts[s.statement_id])
            if s.statement_id in fill.contested_with:
                reason = COUNTS
            elif verdicts[s.statement_id] in ELIGIBLE:
                reason = NOT_LATEST if actor.is_institution else SUPERSEDED
            found.append(Differing(s, reason))
    return found
