"""What the sections of the stance map share, derived once a run."""

from __future__ import annotations

import datetime as dt
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import pandas as pd

from components import cache, labels, state
from components import format as fmt
from components.params import STANCES_FROM
from components.text import t, tn
from components.typography import curled
from data.load import Dataset
from data.rows import each
from data.stance_fill import Fill
from data.stance_hiding import differing
from data.stance_model import NO_STATEMENT, SCALE
from data.stance_recency import Recency, recency
from data.stance_rule import WEAK_DAYS
from data.stances import StanceIndex

# Streamlit's names for the hues of badges, nearest to those of the map.
_BADGE = {
    "initiates": "blue",
    "supports": "green",
    "conditional": "violet",
    "cautious": "orange",
    "opposes": "red",
}


@dataclass(frozen=True)
class StancesView:
    """Everything that the sections of the page share, derived once a run.

    `earlier` is the day that the map's day, `as_of`, is compared with. `actor` is
    the chosen state or EU body, or "". `scopes` are those whose statements are
    listed; they never touch a colour. `fills` and `names` go by actor, `rows` are
    the statements by id.
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
        """The actor's statements within the scopes, newest first.

        Rows that only record a search are left out: they are no statements. The
        deciding one is always there.
        """
        frame = self.data.statements
        listed = frame["scope"].isin(self.scopes) if self.scopes else True
        deciding = frame["statement_id"] == self.fills[actor].statement_id
        own = (frame["actor_id"] == actor) & (frame["speaker"] != "")
        chosen = frame[own & (listed | deciding)]
        return chosen.sort_values(["date", "statement_id"], ascending=False)


def _build_index(data: Dataset) -> StanceIndex:
    return StanceIndex(
        data.table("statements"),
        data.table("statement_flags"),
        data.table("governments"),
    )


def _rows(data: Dataset) -> dict[str, Any]:
    return {row.statement_id: row for row in each(data.statements)}


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
        rows=cache.derived("stance_rows", _rows),
        names={a: labels.translated(stored[a]) for a in index.actors},
        recency=recency(index, as_of),
    )


def position_of(fill: Fill) -> str:
    """Code of what a fill shows: its stance, or the kind of no answer."""
    return str(fill.nothing_kind or fill.fill)


def position_label(position: str) -> str:
    """Name of a position: a code of the scale, or a kind of no answer."""
    if position in _BADGE:
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
    return f":{_BADGE.get(position, 'gray')}-badge[{position_label(position)}]"


def marks(fill: Fill) -> str:
    """Signs of a fill that is contested or stale, as on the map."""
    return ("*" if fill.contested else "") + ("†" if fill.stale else "")


def badges(fill: Fill) -> str:
    """Markdown of a fill's position and of its marks, each a word on its hue."""
    words = [badge(position_of(fill))]
    if fill.contested:
        words.append(t("stances.badge_contested"))
    if fill.stale:
        words.append(t("stances.badge_stale"))
    return " ".join(words)


def said_on(row: Any) -> str:
    """Date of a statement, only as exactly as it is known."""
    return fmt.imprecise_date(row.date.date(), row.date_precision)


def finding(view: StancesView) -> str:
    """State how the member states divide on the day, in the order of the scale."""
    held = Counter(fill.fill for fill in view.states)
    if held[NO_STATEMENT] == len(view.states):
        return t("stances.finding_none", date=fmt.date(view.as_of))
    return t(
        "stances.finding",
        states=fmt.number(len(view.states)),
        **{stance: fmt.number(held[stance]) for stance in (*SCALE, NO_STATEMENT)},
    )


def sentence(view: StancesView) -> str:
    """Say which day, what the colours mean, and what the switch changes of them."""
    base = t("stances.sentence", date=fmt.date(view.as_of))
    if not cache.hiding():
        return base
    whole = cache.derived("stance_index", _build_index, whole=True)
    changed = [
        view.names[fill.actor_id]
        for fill, _ in differing(whole, view.index, view.as_of)
        if not fill.is_institution
    ]
    if not changed:
        return t("stances.sentence_unchanged", base=base)
    names = fmt.join(changed)
    return tn("stances.sentence_hidden", len(changed), base=base, names=names)
