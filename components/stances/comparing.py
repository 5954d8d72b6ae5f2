"""Two days compared in words, like with like: the same states on both."""

from __future__ import annotations

import datetime as dt
from collections import Counter
from collections.abc import Sequence

from components import format as fmt
from components.text import t, tn
from data.stances import MOVES, Change, Comparison, Shift


def _number(n: int) -> str:
    return fmt.number(n) if n else t("stances.none")


def title(states: Comparison) -> str:
    """How many of the states known on both days moved, and which way."""
    if not states.known:
        return t("stances.changes_nobody")
    towards, away = (len(states.changes[s]) for s in (Shift.TOWARDS, Shift.AWAY))
    if not towards and not away:
        return tn("stances.changes_still", states.known)
    return tn(
        "stances.changes_title",
        states.known,
        towards=_number(towards),
        away=_number(away),
    )


def sentence(
    states: Comparison, bodies: Comparison, start: dt.date, end: dt.date
) -> str:
    """What the states and EU bodies known on both days did, and who is not alike."""
    if start == end:
        return alike(states, start, end)
    told = (alike(states, start, end), unlike(states), _bodies(bodies))
    return " ".join(part for part in told if part)


def alike(states: Comparison, start: dt.date, end: dt.date) -> str:
    """Of the states with a counted position on both days, what each did."""
    days = {"start": fmt.date(start), "end": fmt.date(end)}
    if start == end:
        return t("stances.alike_same_day", day=days["end"])
    if not states.known:
        return t("stances.alike_nobody", **days)
    return tn("stances.alike", states.known, moves=_moves(states), **days)


def _bodies(bodies: Comparison) -> str:
    if not bodies.known:
        return t("stances.bodies_nobody")
    return tn("stances.bodies_alike", bodies.known, moves=_moves(bodies))


def _moves(compared: Comparison) -> str:
    parts = [
        tn(f"stances.moved_{shift}", len(compared.changes[shift]))
        for shift in MOVES
        if compared.changes[shift]
    ]
    if compared.unchanged:
        parts.append(tn("stances.unmoved", compared.unchanged))
    return fmt.join(parts)


def unlike(states: Comparison) -> str:
    """Who has a counted position on one of the days only, and why; "" if nobody."""
    parts = [
        tn(
            f"stances.only_{shift}",
            len(states.changes[shift]),
            reasons=_reasons(states.changes[shift]),
        )
        for shift in (Shift.GAINED, Shift.LOST)
        if states.changes[shift]
    ]
    if hidden := len(states.changes[Shift.HIDDEN]):
        parts.append(tn("stances.left_out_hidden", hidden))
    return " ".join(parts)


def _reasons(changes: Sequence[Change]) -> str:
    """The reasons that explain the later day, each with its number."""
    counts = Counter(change.reason for change in changes)
    return ", ".join(
        t("stances.reason_count", reason=t(f"stances.reason_{reason}"), n=fmt.number(n))
        for reason, n in sorted(counts.items(), key=lambda item: (-item[1], item[0]))
    )
