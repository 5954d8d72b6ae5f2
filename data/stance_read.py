"""Read statements, their flags, and governments into the records of the rule."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import replace
from datetime import date
from itertools import groupby
from typing import Any

import pandas as pd

from data.stance_model import Actor, Statement, Tenure
from data.stance_rule import rank

_STATEMENT_FIELDS = [
    "statement_id",
    "actor_id",
    "date",
    "speaker",
    "office_level",
    "in_european_council",
    "scope",
    "stance",
    "basis",
    "confidence",
]
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
    for row in _records(flags, ["statement_id", "flag"]):
        flagged[row["statement_id"]].add(row["flag"])
    said = [
        _statement(row, frozenset(flagged[row["statement_id"]]))
        for row in _records(statements, _STATEMENT_FIELDS)
    ]
    tenures = read_tenures(governments)
    by_actor = {
        actor_id: tuple(group)
        for actor_id, group in groupby(tenures, key=lambda t: t.actor_id)
    }
    unknown = sorted({s.actor_id for s in said} - by_actor.keys())
    if unknown:
        raise ValueError(f"statements of actors without any post: {unknown}")
    actors = [
        Actor(
            actor_id=actor_id,
            statements=tuple(
                sorted(
                    (s for s in said if s.actor_id == actor_id),
                    key=lambda s: (s.date, -rank(s), s.statement_id),
                )
            ),
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
    rows = [_tenure(row) for row in _records(governments, _TENURE_FIELDS)]
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


def _records(frame: pd.DataFrame, fields: list[str]) -> Iterable[Mapping[str, Any]]:
    records: list[dict[str, Any]] = frame[fields].to_dict("records")  # type: ignore[assignment]
    return records


def _statement(row: Mapping[str, Any], flags: frozenset[str]) -> Statement:
    return Statement(
        statement_id=row["statement_id"],
        actor_id=row["actor_id"],
        date=row["date"].date(),
        speaker=row["speaker"],
        office_level=row["office_level"],
        in_european_council=bool(row["in_european_council"]),
        scope=row["scope"],
        stance=row["stance"],
        basis=row["basis"],
        confidence=row["confidence"],
        flags=flags,
    )


def _tenure(row: Mapping[str, Any]) -> Tenure:
    return Tenure(
        tenure_ids=(row["tenure_id"],),
        actor_id=row["actor_id"],
        post=row["post"],
        holder=row["holder"],
        start=row["start"].date(),
        end=_date_or_none(row["end"]),
        uncertain_after=_date_or_none(row["uncertain_after"]),
        in_european_council=bool(row["in_european_council"]),
    )


def _date_or_none(value: pd.Timestamp) -> date | None:
    """A date, or None for an empty cell."""
    return None if pd.isna(value) else value.date()
