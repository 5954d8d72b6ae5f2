"""Where each actor stands on talking with Moscow, as of any day.

`StanceIndex` is built once from the tables `statements`, `statement_flags` and
`governments`; its `on` answers for all actors on a day, and `explain` says of every
row why it decides or does not. Nothing here reads a clock or a file.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date
from functools import lru_cache

import pandas as pd

from data.stance_fill import Fill, fill_of
from data.stance_model import Actor, Tenure
from data.stance_read import read_actors
from data.stance_rule import Verdict, judge

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


def fills(
    statements: pd.DataFrame,
    flags: pd.DataFrame,
    governments: pd.DataFrame,
    as_of: date,
) -> tuple[Fill, ...]:
    """The fills of all actors on one day; for many days keep a `StanceIndex`."""
    return StanceIndex(statements, flags, governments).on(as_of)


def fill_frame(rows: Iterable[Fill]) -> pd.DataFrame:
    """One row per fill, for tables and downloads; lists are joined with `;`."""
    return pd.DataFrame(
        {
            "actor_id": f.actor_id,
            "as_of": pd.Timestamp(f.as_of),
            "fill": f.fill,
            "statement_id": f.statement_id,
            "contested": f.contested,
            "stale": f.stale,
            "age_days": f.age_days,
            "deciding_scope": f.deciding_scope,
            "flags": ";".join(f.flags),
            "contested_with": ";".join(f.contested_with),
            "beside_statement_id": f.beside_statement_id,
            "beside_stance": f.beside_stance,
            "expired_statement_id": f.expired_statement_id,
            "stale_reasons": ";".join(f.stale_reasons),
            "nothing_kind": f.nothing_kind or "",
        }
        for f in rows
    ).astype({"age_days": "Int64"})


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
