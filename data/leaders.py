"""Lanes: the counterparts of Putin side by side, each with what was searched.

A lane is one counterpart country or EU body. Lanes were not searched alike: only the
days on which all of them were allow a comparison (see `data.invasion_window`).
"""

from __future__ import annotations

import datetime as dt
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass

import pandas as pd

from data import contacts as counting
from data.coverage import coverage_between
from data.rows import each

# Grades at which an empty stretch speaks for silence rather than for a thin search,
# and the grade at which it says nothing: contacts of those days are chance finds.
SOLID = ("complete", "high")
CHANCE = "low"
SEARCHED = tuple(grade for grade in counting.COMPLETENESS if grade != "none")

# How a table joins the counterparts of one lane.
AND = ", "


@dataclass(frozen=True)
class Group:
    """Further EU states without any contact, searched for the same days alone."""

    actor_ids: tuple[str, ...]
    start: dt.date
    end: dt.date


@dataclass(frozen=True)
class Fragment:
    """Days of a lane on which only a part was entered, and why; see `fragments`."""

    actor_id: str
    start: dt.date
    end: dt.date
    basis: str


@dataclass(frozen=True)
class Tally:
    """Contacts in the lanes, and the events behind them."""

    contacts: int
    events: int
    joint: int


def searched(coverage: pd.DataFrame) -> pd.DataFrame:
    """Rows of `coverage` that say that somebody searched."""
    return coverage[coverage["completeness"].isin(SEARCHED)]


def runs(
    coverage: pd.DataFrame, actor_id: str, grades: tuple[str, ...]
) -> tuple[tuple[dt.date, dt.date], ...]:
    """Return unbroken stretches of days on which an actor was searched so well.

    Args:
        coverage: the whole table.
        actor_id: whose days.
        grades: the grades that count.
    """
    rows = coverage[
        (coverage["actor_id"] == actor_id) & coverage["completeness"].isin(grades)
    ].sort_values("period_start")
    found: list[tuple[dt.date, dt.date]] = []
    for row in each(rows):
        first, last = row.period_start.date(), row.period_end.date()
        if found and first - found[-1][1] == dt.timedelta(days=1):
            found[-1] = (found[-1][0], last)
        else:
            found.append((first, last))
    return tuple(found)


def covered_actors(coverage: pd.DataFrame) -> tuple[str, ...]:
    """Return the ids of all actors that were searched at some time, in order."""
    return tuple(sorted(set(searched(coverage)["actor_id"])))


def groups(
    actors: pd.DataFrame, contacts: pd.DataFrame, coverage: pd.DataFrame
) -> tuple[Group, ...]:
    """Return the EU states that need no lane of their own.

    These are members without any contact, searched for one unbroken stretch of days
    that no lane with contacts lacks: they are told in one line. A state without
    contact that was searched for other days gets a lane, since its coverage says
    something more.
    """
    rows = searched(coverage)
    met = rows["actor_id"].isin(contacts["actor_id"])
    spans = (
        rows[met]
        .groupby("actor_id")
        .agg(start=("period_start", "min"), end=("period_end", "max"))
    )
    first, last = spans["start"].max().date(), spans["end"].min().date()
    members = set(actors.loc[actors["eu_member"], "actor_id"])
    alike: dict[tuple[dt.date, dt.date], list[str]] = {}
    for actor in sorted(members & set(rows.loc[~met, "actor_id"])):
        stretches = runs(coverage, actor, SEARCHED)
        if len(stretches) == 1 and first <= stretches[0][0] and stretches[0][1] <= last:
            alike.setdefault(stretches[0], []).append(actor)
    return tuple(
        Group(tuple(found), start, end) for (start, end), found in sorted(alike.items())
    )


def lanes(
    actors: pd.DataFrame,
    contacts: pd.DataFrame,
    coverage: pd.DataFrame,
    chosen: tuple[str, ...] = (),
) -> pd.DataFrame:
    """Return the lanes to draw: every actor that was searched and is in no group.

    Args:
        actors: the whole table.
        contacts: the whole table: filters must not add or remove a lane.
        coverage: the whole table.
        chosen: ids of actors; where given, these and no others have a lane.

    Returns:
        Columns actor_id, name, comparator (neither an EU member nor an EU body).
    """
    grouped = {a for g in groups(actors, contacts, coverage) for a in g.actor_ids}
    wanted = set(chosen) or set(searched(coverage)["actor_id"]) - grouped
    rows = actors[actors["actor_id"].isin(wanted)]
    comparator = ~rows["eu_member"] & (rows["kind"] == "state")
    return rows[["actor_id", "name"]].assign(comparator=comparator)


def by_lane(
    lanes: pd.DataFrame,
    selected: pd.DataFrame,
    hidden: pd.DataFrame,
    otherwise: pd.DataFrame,
    coverage: pd.DataFrame,
    start: dt.date,
    end: dt.date,
) -> pd.DataFrame:
    """Count the contacts of each lane, and the days that were searched for it.

    Args:
        lanes: from `lanes`.
        selected: contacts of the view.
        hidden: contacts that the view would hold but for what they rest on.
        otherwise: contacts of the same days under any rule and filter.
        coverage: the whole table.
        start: first day of the view.
        end: last day of the view.

    Returns:
        One row a lane, comparators last, then most contacts first: the columns of
        `lanes`, `n`, `n_hidden`, `n_otherwise`, `first`, `last` (days of contacts or
        NaT), `counterparts`, and `solid`, `thin`, `unsearched` (days by coverage).
    """
    rows = []
    held = by_actor(selected)
    gone = Counter(hidden["actor_id"].tolist())
    others = Counter(otherwise["actor_id"].tolist())
    for lane in each(lanes):
        own = held.get(lane.actor_id, selected.iloc[:0])
        days = days_by_grade(coverage_between(coverage, lane.actor_id, start, end))
        rows.append(
            {
                "actor_id": lane.actor_id,
                "name": lane.name,
                "comparator": lane.comparator,
                "n": len(own),
                "n_hidden": gone[lane.actor_id],
                "n_otherwise": others[lane.actor_id],
                "first": own["date"].min(),
                "last": own["date"].max(),
                "counterparts": AND.join(dict.fromkeys(own["counterpart"])),
                **days,
            }
        )
    frame = pd.DataFrame(rows)
    frame[["first", "last"]] = frame[["first", "last"]].astype("datetime64[us]")
    return frame.sort_values(
        ["comparator", "n", "n_otherwise", "name"],
        ascending=[True, False, False, True],
        kind="stable",
    ).reset_index(drop=True)


def by_actor(contacts: pd.DataFrame) -> dict[str, pd.DataFrame]:
    """Part contacts by counterpart; who has none is not there."""
    parts = contacts.groupby("actor_id", sort=False)
    return {str(actor): part for actor, part in parts}


def days_by_grade(stretches: pd.DataFrame) -> dict[str, int]:
    """Add up days searched well (`solid`), thinly, and not at all.

    Args:
        stretches: from `data.coverage.coverage_between`.
    """
    days = {"solid": 0, "thin": 0, "unsearched": 0}
    for row in each(stretches):
        name = "unsearched" if row.completeness == "none" else "thin"
        name = "solid" if row.completeness in SOLID else name
        days[name] += (row.end - row.start).days + 1
    return days


def tally(selected: pd.DataFrame) -> Tally:
    """Count contacts, distinct events, and events that stand in several lanes."""
    sizes = selected.groupby("event_id").size()
    return Tally(len(selected), len(sizes), int((sizes > 1).sum()))


def listed_since(counted: pd.DataFrame, day: dt.date) -> tuple[str, ...]:
    """Return the lanes with a contact on or after a day, in the order of the lanes.

    Args:
        counted: from `by_lane`.
        day: the first day that counts.
    """
    return tuple(counted.loc[counted["last"] >= pd.Timestamp(day), "actor_id"])


def joint_elsewhere(selected: pd.DataFrame) -> int:
    """Count contacts of several leaders that stand in one of the lanes only.

    The lane of the others was not searched for that day, or is none, or they were
    filtered out.
    """
    sizes = selected.groupby("event_id")["event_id"].transform("size")
    return int(((selected["format"] == "multilateral") & (sizes == 1)).sum())


def fragments(
    coverage: pd.DataFrame,
    selected: pd.DataFrame,
    actor_ids: Iterable[str],
    start: dt.date,
    end: dt.date,
) -> tuple[Fragment, ...]:
    """Return the stretches whose contacts are chance finds or a mere part of all.

    A count of these days must not be compared with one of better searched days.

    Args:
        coverage: the whole table.
        selected: contacts of the view.
        actor_ids: the lanes, in the order of the answer.
        start: first day of the view.
        end: last day of the view.
    """
    held = by_actor(selected)
    return tuple(
        Fragment(actor, part.start, part.end, part.basis)
        for actor in actor_ids
        if actor in held
        for part in each(coverage_between(coverage, actor, start, end))
        if part.completeness == CHANCE
        and not counting.between(held[actor], part.start, part.end).empty
    )
