"""What the sections of the stance map share."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import pandas as pd

from components import cache, labels, state
from components import format as fmt
from components.figures.maps import HIDDEN, MARKS
from components.figures.palette import POSITION_BADGE, POSITION_SIGN
from components.filters import STANCES_FROM
from components.markdown import curled
from components.text import t
from data.fill_rule import WEAK_DAYS, Fill
from data.load import Dataset
from data.rows import each
from data.stances import (
    Recency,
    StanceIndex,
    count_said,
    on_one_weak_page,
    recency,
    said,
)

# Streamlit's names for the hues of badges, nearest to those of the map.
FOR_TALKS = ("initiates", "supports")
AGAINST_TALKS = ("opposes",)


@dataclass(frozen=True, eq=False)
class StancesView:
    """Everything that the sections of the page share.

    `earlier` is the day that the map's day, `as_of`, is compared with. `actor` is
    the chosen state or EU body, or "". `scopes` are those whose statements are
    listed; they never touch a colour. `fills` and `names` go by actor, `rows` are
    the statements and acts by id; an act has the `kind` of the contact.
    """

    data: Dataset
    index: StanceIndex
    as_of: dt.date
    earlier: dt.date
    actor: str
    scopes: tuple[str, ...]
    fills: Mapping[str, Fill]
    rows: Mapping[str, Any]
    names: Mapping[str, str]
    recency: Recency

    @property
    def states(self) -> list[Fill]:
        """Fills of the member states, by id."""
        return [f for f in self.fills.values() if not f.is_institution]

    @property
    def institutions(self) -> list[Fill]:
        """Fills of the EU bodies, by id."""
        return [f for f in self.fills.values() if f.is_institution]

    def statements_of(self, actor: str) -> pd.DataFrame:
        """The actor's statements and acts within the scopes, newest first.

        Rows that only record a search are left out: they are no statements. The
        deciding one is always there.
        """
        own = cache.derived("statements_by_actor", _by_actor)[actor]
        if not self.scopes:
            return own
        deciding = own["statement_id"] == self.fills[actor].statement_id
        return own[own["scope"].isin(self.scopes) | deciding]

    def hidden_of(self, actor: str) -> int:
        """How many statements of the actor up to the day are hidden in this view."""
        shown, whole = (
            len(index.actors[actor].until(self.as_of))
            for index in (self.index, self.index.whole)
        )
        return whole - shown

    def count_said(self, *, institutions: bool = True) -> int:
        """How many statements and acts are on record, hidden ones included.

        Args:
            institutions: whether those of EU bodies are counted with those of states.
        """
        of_states, of_bodies = count_said(self.index.whole)
        return of_states + of_bodies if institutions else of_states


def _build_index(data: Dataset) -> StanceIndex:
    whole = data is cache.full()
    return StanceIndex(
        said(data),
        data.table("statement_flags"),
        data.table("governments"),
        None if whole else cache.derived("stance_index", _build_index, whole=True),
    )


def spoken(data: Dataset) -> pd.DataFrame:
    """Return statements and acts (`data.stances.said`); an act has its `kind`."""
    kinds = data.contacts.set_index("contact_id")["kind"]
    frame = said(data)
    return frame.assign(kind=frame["statement_id"].map(kinds).where(frame["act"], ""))


def _by_actor(data: Dataset) -> dict[str, pd.DataFrame]:
    """Statements and acts of each actor, newest first."""
    frame = said(data)
    frame = frame[frame["speaker"] != ""].sort_values(
        ["date", "statement_id"], ascending=False
    )
    return {actor: frame[frame["actor_id"] == actor] for actor in stance_index().actors}


def stance_rows(data: Dataset) -> dict[str, Any]:
    """Statements and acts by id."""
    return {row.statement_id: row for row in each(spoken(data))}


def stance_index() -> StanceIndex:
    """Return the statements indexed for the fill rule, built once per process."""
    return cache.derived("stance_index", _build_index)


def view_of(data: Dataset) -> StancesView:
    """Derive the page's view from the URL and the controls."""
    as_of = state.value("asof")
    since = state.value("since") or max(
        as_of - dt.timedelta(days=WEAK_DAYS), STANCES_FROM
    )
    return view_on(data, as_of, since, state.value("state"), state.value("scope"))


@cache.kept
def view_on(
    data: Dataset,
    as_of: dt.date,
    earlier: dt.date,
    actor: str = "",
    scopes: tuple[str, ...] = (),
) -> StancesView:
    """Derive the view of a day, compared with another; see `StancesView`."""
    index = stance_index()
    stored = dict(zip(data.actors["actor_id"], data.actors["name"], strict=True))
    return StancesView(
        data=data,
        index=index,
        # Two days in the wrong order are still two days to compare.
        as_of=as_of,
        earlier=earlier,
        actor=actor,
        scopes=scopes,
        fills={f.actor_id: f for f in index.on(as_of)},
        rows=cache.derived("stance_rows", stance_rows),
        names={a: labels.translated(stored[a]) for a in index.actors},
        recency=recency(index, as_of),
    )


def position_of(fill: Fill) -> str:
    """Code of what a fill shows: its stance, a kind of no answer, or `hidden`."""
    return HIDDEN if fill.hidden else fill.position


def position_label(position: str) -> str:
    """Name of a position: a code of the scale, a kind of no answer, or `hidden`."""
    if position in POSITION_BADGE:
        return labels.code("statements", "stance", position)
    return t(f"stances.nothing_{position}")


def stance_label(stance: str) -> str:
    """Name of a stance as coded."""
    return labels.code("statements", "stance", stance)


def scope_label(scope: str) -> str:
    """Name of a scope."""
    return curled(labels.code("statements", "scope", scope))


def badge(position: str) -> str:
    """Markdown of a position: its word on its hue."""
    sign = f"{POSITION_SIGN[position]} " if position in POSITION_SIGN else ""
    hue = POSITION_BADGE.get(position, "gray")
    return f":{hue}-badge[{sign}{position_label(position)}]"


def marks_of(fill: Fill) -> tuple[str, ...]:
    """What weakens a colour, as keys of `MARKS`; empty without a colour."""
    weak = on_one_weak_page(cache.full())
    found = {
        "old": fill.stale,
        "one_page": fill.statement_id in weak,
        "disagrees": fill.contested,
    }
    return tuple(mark for mark in MARKS if found[mark])


def signs(fill: Fill) -> str:
    """The signs of a fill's marks, as on the map."""
    return "".join(MARKS[mark] for mark in marks_of(fill))


def badges(fill: Fill) -> str:
    """Markdown of a fill's position and of its marks, each a word on its hue."""
    words = [t(f"stances.badge_{mark}") for mark in marks_of(fill)]
    return " ".join([badge(position_of(fill)), *words])


def said_on(row: Any) -> str:
    """Date of a statement, only as exactly as it is known."""
    return fmt.imprecise_date(row.date.date(), row.date_precision)
