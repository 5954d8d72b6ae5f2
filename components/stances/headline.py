"""How the member states divide on a day: title and sentence, with their marks."""

from __future__ import annotations

from collections.abc import Sequence

from components import cache
from components import format as fmt
from components.figures.map import MARKS
from components.stances.view import AGAINST_TALKS, FOR_TALKS, StancesView, marks_of
from components.text import t, tn
from data.fill_rule import NO_STATEMENT, SCALE, Fill


def asking(view: StancesView) -> list[Fill]:
    """The states that ask for talks or have begun them."""
    return [f for f in view.states if f.fill in FOR_TALKS]


def _opposing(view: StancesView) -> list[Fill]:
    return [f for f in view.states if f.fill in AGAINST_TALKS]


def finding(view: StancesView) -> str:
    """State how many states ask for talks or have begun them, and how many oppose.

    What is hidden is part of the statement: it is not a state without a position.
    """
    states, hidden = len(view.states), sum(f.hidden for f in view.states)
    if not hidden and all(f.fill == NO_STATEMENT for f in view.states):
        return t("stances.finding_nobody", states=fmt.number(states))
    told = t(
        "stances.finding",
        asking=tn("stances.asking", len(asking(view)), states=fmt.number(states))
        if asking(view)
        else t("stances.asking_none", states=fmt.number(states)),
        opposing=tn("stances.opposing", len(_opposing(view)))
        if _opposing(view)
        else t("stances.opposing_none"),
    )
    return tn("stances.finding_hidden", hidden, base=told) if hidden else told


def sentence(view: StancesView) -> str:
    """Say how firm the numbers of the title are, which day they are of, what is hidden.

    The marks come first: they are part of the numbers.
    """
    told = [
        t(
            "stances.sentence",
            date=fmt.date(view.as_of),
            states=fmt.number(len(view.states)),
        )
    ]
    if marks := marks_sentence(view):
        told.insert(0, marks)
    if cache.hiding():
        told.append(_hidden(view))
    return " ".join(told)


def marks_sentence(view: StancesView) -> str:
    """Say how many of the numbers in the title bear which mark; "" without numbers."""
    groups = {"asking": asking(view), "opposing": _opposing(view)}
    parts = [
        tn(f"stances.marked_{name}", len(fills), marks=_marked(fills))
        for name, fills in groups.items()
        if fills
    ]
    told = "; ".join(parts)
    return t("stances.marked", parts=told[:1].upper() + told[1:]) if told else ""


def _marked(fills: Sequence[Fill]) -> str:
    """How many of a group bear each mark; of a single one, which marks it bears."""
    held = [marks_of(fill) for fill in fills]
    counts = {mark: sum(mark in marks for marks in held) for mark in MARKS}
    borne = [mark for mark in MARKS if counts[mark]]
    if len(fills) == 1:
        return fmt.join(t(f"stances.it_{mark}") for mark in borne or ["unmarked"])
    if not borne:
        return t("stances.none_marked")
    return fmt.join(
        t(f"stances.all_{mark}")
        if counts[mark] == len(fills)
        else tn(f"stances.some_{mark}", counts[mark])
        for mark in borne
    )


def _hidden(view: StancesView) -> str:
    """What the choice of evidence changes: colours, and reasons for their absence."""
    changed = [f for f in view.states if f.whole_position]
    whole = [f for f in view.index.whole.on(view.as_of) if not f.is_institution]
    colours = sum(f.fill != NO_STATEMENT for f in whole)
    groups = {
        "fallen": [f for f in changed if f.hidden and f.whole_position in SCALE],
        "other": [f for f in changed if not f.hidden],
        "reason": [f for f in changed if f.hidden and f.whole_position not in SCALE],
    }
    parts = [
        tn(
            f"stances.whole_{name}",
            len(fills),
            of=fmt.number(colours),
            names=fmt.join(sorted(view.names[f.actor_id] for f in fills)),
        )
        for name, fills in groups.items()
        if fills
    ]
    if not parts:
        return t("stances.whole_same")
    return t("stances.whole", parts="; ".join(parts))
