"""The fill rule for one actor on one day: a verdict for every dated row.

Source of the rule: the code-book and the fill rule on the method page. The steps
run in this order, and a row's verdict names the first step that it fails:

1. candidates (basis, scope, scale), 2. line (the government in office on the day),
3. principals, 4. weak rows, 5. decision, 6. expiry.

Staleness (7) and dissent (8) do not change a verdict; see `data.stances`.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from enum import StrEnum

from data.stance_model import (
    CORE_SCOPES,
    DECLINED_COMMENT,
    NO_STATEMENT,
    Actor,
    Statement,
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


def judge(actor: Actor, day: date) -> dict[str, Verdict]:
    """Give the verdict on each statement of `actor` dated up to `day`.

    Keys are statement ids, oldest first. Rows after `day` are not looked at.
    """
    rows = [s for s in actor.statements if s.date <= day]
    verdicts = {s.statement_id: _first_steps(actor, s, day) for s in rows}
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
    return max(statements, key=lambda s: (s.date, -rank(s), s.statement_id))


def _first_steps(actor: Actor, statement: Statement, day: date) -> Verdict:
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
    return line_verdict(actor, statement, day)


def line_verdict(actor: Actor, statement: Statement, day: date) -> Verdict:
    """Step 2 alone: `DECIDES` if the row belongs to the government of `day`."""
    in_office = actor.tenure_on(actor.bounding_post(statement), day)
    if statement.office_level == "designate":
        own = actor.tenure_of(statement)
        if own is not None and own == in_office:
            return Verdict.DECIDES
        if own is None or own.start > day:
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
