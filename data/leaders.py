"""Counterparts side by side: who is known to have been in contact, and who fell silent.

Every statement about a time without contact says what was searched of it.
"""

from __future__ import annotations

import datetime as dt
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, replace
from itertools import pairwise
from typing import Any

import numpy as np
import pandas as pd
import pyarrow as pa
import pyarrow.compute as pc

from data import contacts as counting
from data.contacts import EXACT
from data.coverage import SEARCHED, SOLID, Coverage, Stretches
from data.rows import among, each, numbers

# The grade at which an empty stretch says nothing: contacts of those days are chance
# finds.
CHANCE = "low"

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


def groups(
    actors: pd.DataFrame, contacts: pd.DataFrame, coverage: Coverage
) -> tuple[Group, ...]:
    """Return the EU states that need no lane of their own.

    These are members without any contact, searched for one unbroken stretch of days
    that no lane with contacts lacks: they are told in one line. A state without
    contact that was searched for other days gets a lane, since its coverage says
    something more.
    """
    met = set(contacts["actor_id"])
    spans = [coverage.runs(a, SEARCHED) for a in coverage.searched if a in met]
    first = max(runs[0][0] for runs in spans)
    last = min(runs[-1][1] for runs in spans)
    members = set(actors.loc[actors["eu_member"], "actor_id"])
    alike: dict[tuple[dt.date, dt.date], list[str]] = {}
    for actor in sorted(members & set(coverage.searched) - met):
        stretches = coverage.runs(actor, SEARCHED)
        if len(stretches) == 1 and first <= stretches[0][0] and stretches[0][1] <= last:
            alike.setdefault(stretches[0], []).append(actor)
    return tuple(
        Group(tuple(found), start, end) for (start, end), found in sorted(alike.items())
    )


def lanes(
    actors: pd.DataFrame,
    contacts: pd.DataFrame,
    coverage: Coverage,
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
    wanted = set(chosen) or set(coverage.searched) - grouped
    rows = actors[actors["actor_id"].isin(wanted)]
    comparator = ~rows["eu_member"] & (rows["kind"] == "state")
    return rows[["actor_id", "name"]].assign(comparator=comparator)


def by_lane(
    lanes: pd.DataFrame,
    selected: pd.DataFrame,
    hidden: pd.DataFrame,
    otherwise: pd.DataFrame,
    coverage: Coverage,
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
    held: dict[str, list[dict[str, Any]]] = {}
    for pair in _pairs(selected):
        held.setdefault(pair["actor_id"], []).append(pair)
    gone, others = numbers(hidden["actor_id"]), numbers(otherwise["actor_id"])
    for lane in each(lanes):
        own = held.get(lane.actor_id, [])
        days = days_by_grade(coverage.between(lane.actor_id, start, end))
        rows.append(
            {
                "actor_id": lane.actor_id,
                "name": lane.name,
                "comparator": lane.comparator,
                "n": sum(pair["n"] for pair in own),
                "n_hidden": gone[lane.actor_id],
                "n_otherwise": others[lane.actor_id],
                "first": min((pair["first"] for pair in own), default=pd.NaT),
                "last": max((pair["last"] for pair in own), default=pd.NaT),
                "counterparts": AND.join(pair["counterpart"] for pair in own),
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


def _pairs(contacts: pd.DataFrame) -> list[dict[str, Any]]:
    """Each person of each lane in the order of contacts: number, first and last day.

    By numbers: grouping by Arrow would load 15 MB of libraries for this alone.
    """
    if contacts.empty:
        return []
    lanes, actors = pd.factorize(contacts["actor_id"])
    people, names = pd.factorize(contacts["counterpart"])
    pairs = lanes * len(names) + people
    order = np.argsort(pairs, kind="stable")
    starts = np.flatnonzero(np.diff(pairs[order], prepend=-1))
    days = contacts["date"].to_numpy()[order]
    found = zip(
        order[starts].tolist(),
        pairs[order[starts]].tolist(),
        np.diff(starts, append=len(order)).tolist(),
        np.minimum.reduceat(days, starts).tolist(),
        np.maximum.reduceat(days, starts).tolist(),
        strict=True,
    )
    return [
        {
            "actor_id": actors[pair // len(names)],
            "counterpart": names[pair % len(names)],
            "n": n,
            "first": first,
            "last": last,
        }
        for _, pair, n, first, last in sorted(found)
    ]


def days_by_grade(stretches: Stretches) -> dict[str, int]:
    """Add up days searched well (`solid`), with gaps or thinly (`thin`), not at all.

    Args:
        stretches: from `Coverage.between`.
    """
    days = {"solid": 0, "thin": 0, "unsearched": 0}
    for row in stretches:
        name = "unsearched" if row.completeness == "none" else "thin"
        name = "solid" if row.well else name
        days[name] += row.days
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
    coverage: Coverage,
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
    actors = pa.array(selected["actor_id"])
    found = []
    for actor in actor_ids:
        stretches = coverage.between(actor, start, end)
        parts = [part for part in stretches if part.completeness == CHANCE]
        if not parts:
            continue
        own = selected[pc.equal(actors, actor).to_numpy(zero_copy_only=False)]
        found += [
            Fragment(actor, part.start, part.end, part.basis)
            for part in parts
            if not counting.between(own, part.start, part.end).empty
        ]
    return tuple(found)


def by_year(
    lanes: pd.DataFrame,
    selected: pd.DataFrame,
    hidden: pd.DataFrame,
    left_out: pd.DataFrame,
    coverage: Coverage,
    reported: pd.DataFrame,
    start: dt.date,
    end: dt.date,
    last_day: dt.date,
) -> pd.DataFrame:
    """Count each lane's contacts by year, with three kinds of nothing kept apart.

    Args:
        lanes: from `lanes`.
        selected: contacts of the view.
        hidden: contacts that the view would hold but for what they rest on.
        left_out: contacts of the same days and rule that other filters leave out.
        coverage: the whole table.
        reported: the whole table `reported_counts`.
        start: first day of the view.
        end: last day of the view.
        last_day: last day that the data speak of.

    Returns:
        The columns of `data.contacts.counts_by_period` (grain year) plus actor_id,
        `n_hidden` and `doubtful`, lanes in the order given.
    """
    tallied = counting.every_tallied_year(reported)
    held, gone, passed = map(_years, (selected, hidden, left_out))
    rows: list[counting.Period] = []
    told: list[tuple[str, bool, int]] = []
    nothing: Counter[str] = Counter()
    for actor in lanes["actor_id"]:
        counts = counting.periods_told(
            held.get(actor, nothing),
            nothing,
            passed.get(actor, nothing),
            coverage.between(actor, start, end),
            "year",
            start,
            end,
            last_day,
        )
        years, unseen = tallied.get(actor, frozenset()), gone.get(actor, nothing)
        rows += counts
        told += [
            (
                actor,
                counting.is_doubtful(row.completeness, row.start.year, years),
                unseen[row.period],
            )
            for row in counts
        ]
    beside = pd.DataFrame(told, columns=["actor_id", "doubtful", "n_hidden"])
    return pd.concat([counting.framed(rows), beside], axis=1)


def _years(contacts: pd.DataFrame) -> dict[str, Counter[str]]:
    """Count the contacts of each counterpart by the code of their year."""
    days = contacts["date"].to_numpy()
    lanes, actors = pd.factorize(contacts["actor_id"])
    return {
        str(actor): counting.by_period(days[lanes == lane], "year")
        for lane, actor in enumerate(actors)
    }


# The full-scale invasion of Ukraine began that day: the hinge between the diplomacy
# of the winter before it and the calls of the war.
INVASION = dt.date(2022, 2, 24)


@dataclass(frozen=True)
class Window:
    """Days on which every lane was searched, cut where the invasion began."""

    start: dt.date
    end: dt.date
    cut: dt.date = INVASION

    @property
    def before(self) -> tuple[dt.date, dt.date]:
        """First and last day before the invasion."""
        return self.start, self.cut - dt.timedelta(days=1)

    @property
    def after(self) -> tuple[dt.date, dt.date]:
        """First and last day from the invasion on."""
        return self.cut, self.end

    @property
    def months(self) -> tuple[tuple[dt.date, dt.date], ...]:
        """First and last day of each month; the month of the invasion is cut in two."""
        found = []
        for first, last in (self.before, self.after):
            for month in pd.period_range(first, last, freq="M"):
                start, end = month.start_time.date(), month.end_time.date()
                found.append((max(start, first), min(end, last)))
        return tuple(found)


def common_window(coverage: Coverage, actor_ids: list[str]) -> Window | None:
    """Return the days around the invasion on which every lane was searched well.

    Returns:
        The longest unbroken stretch that holds the invasion and the day before it;
        None where a lane was not searched then.
    """
    start, end = dt.date.min, dt.date.max
    for actor in actor_ids:
        stretches = coverage.runs(actor, SOLID)
        around = [run for run in stretches if run[0] < INVASION <= run[1]]
        if not around:
            return None
        first, last = around[0]
        start, end = max(start, first), min(end, last)
    return Window(start, end)


def before_and_after(
    lanes: pd.DataFrame, counted: pd.DataFrame, window: Window
) -> pd.DataFrame:
    """Count each lane's contacts on either side of the invasion.

    Args:
        lanes: from `lanes`.
        counted: contacts under the counting rule, whatever the other filters.
        window: from `common_window`.

    Returns:
        One row a lane, comparators last, then most contacts first: actor_id, name,
        comparator, `before`, `after`, `who_before`, `who_after` (counterparts, in
        order of time).
    """
    frame = lanes.copy()
    for side, (start, end) in (("before", window.before), ("after", window.after)):
        part = counting.between(counted, start, end).sort_values("date")
        sizes = part.groupby("actor_id").size()
        people = part.groupby("actor_id")["counterpart"].agg(
            lambda names: AND.join(dict.fromkeys(names))
        )
        frame[side] = frame["actor_id"].map(sizes).fillna(0).astype("Int64")
        frame[f"who_{side}"] = [people.get(actor, "") for actor in frame["actor_id"]]
    total = frame["before"] + frame["after"]
    order = frame.assign(total=total).sort_values(
        ["comparator", "total", "after", "name"],
        ascending=[True, False, False, True],
        kind="stable",
    )
    return order.drop(columns="total").reset_index(drop=True)


def by_month(
    lanes: pd.DataFrame, counted: pd.DataFrame, window: Window
) -> pd.DataFrame:
    """Count each lane's contacts month by month around the invasion.

    Args:
        lanes: from `before_and_after`.
        counted: contacts under the counting rule, whatever the other filters.
        window: from `common_window`; every day of it was searched, so that 0 is none.

    Returns:
        One row a lane and month: actor_id, start, end (inclusive days), `n`.
    """
    rows = [
        (actor, start, end, found[actor])
        for start, end in window.months
        for found in [Counter(counting.between(counted, start, end)["actor_id"])]
        for actor in lanes["actor_id"]
    ]
    return pd.DataFrame(rows, columns=["actor_id", "start", "end", "n"])


def leading(sides: pd.DataFrame, side: str) -> pd.DataFrame:
    """Rows of `before_and_after` with the most contacts on a side; empty if none."""
    most = sides[side].max()
    leads: pd.DataFrame = sides[(sides[side] == most) & (sides[side] > 0)]
    return leads


@dataclass(frozen=True)
class Silence:
    """A stretch of a lane without a listed contact.

    `resumed` is the day of the contact that ended it, None where none is listed
    since. `until` is that day, or the last day that was searched. `precisions` are
    those of `last` and `until`. `solid_to` is the last day up to which the search was
    good without a break, from the last contact on. `thin`, `chance` (the worst of the
    thin) and `unsearched` count days in between.
    """

    actor_id: str
    last: dt.date
    last_contact_id: str
    counterpart: str
    resumed: dt.date | None
    next_contact_id: str
    until: dt.date
    precisions: tuple[str, str]
    solid_to: dt.date
    thin: int
    chance: int
    unsearched: int

    @property
    def days(self) -> int:
        """Days from the last contact to the next, or to the end of the search."""
        return (self.until - self.last).days

    @property
    def exact(self) -> bool:
        """Whether both of its days are known to the day."""
        return set(self.precisions) == {EXACT}

    @property
    def ends(self) -> tuple[str, ...]:
        """Ids of the contact before it and, where there is one, of that after it."""
        return tuple(i for i in (self.last_contact_id, self.next_contact_id) if i)

    @property
    def ground(self) -> str:
        """What the silence rests on.

        `unsearched`: some days were not searched, so that it is not established;
        `chance`: it ended, and on some of its days contacts came to light by chance
        alone, so that it is not established either; `thin`: searched from the start
        without finding much; `turned_thin`: searched well at first, thinly later;
        `searched`: searched well throughout.
        """
        if self.unsearched:
            return "unsearched"
        if self.resumed and self.chance:
            return "chance"
        if not self.thin:
            return "searched"
        return "turned_thin" if self.solid_to > self.last else "thin"


@dataclass(frozen=True)
class Never:
    """A lane without any contact under the rule, from the first day searched for it.

    `unsearched` counts the days from `start` to `end` on which nobody searched.
    """

    actor_id: str
    start: dt.date
    end: dt.date
    unsearched: int


def of_lane(
    contacts: pd.DataFrame, coverage: Coverage, actor_id: str, shortest: int
) -> tuple[Silence | Never, ...]:
    """Return a lane's long silences, and what follows its last contact.

    Args:
        contacts: contacts under the counting rule.
        coverage: the whole table.
        actor_id: the lane; it must have been searched at some time.
        shortest: days that a pause between two contacts must last to be a silence.
            The stretch after the last contact is returned whatever its length.

    Returns:
        The silences in order of time, the open one last; or one `Never`.
    """
    stretches = coverage.runs(actor_id, SEARCHED)
    start, known_to = stretches[0][0], stretches[-1][1]
    own = contacts[contacts["actor_id"] == actor_id].sort_values("date")
    if own.empty:
        days = days_by_grade(coverage.between(actor_id, start, known_to))
        return (Never(actor_id, start, known_to, days["unsearched"]),)
    found = []
    for before, after in pairwise(each(own)):
        if (after.date - before.date).days >= shortest:
            found.append(_silence(coverage, before, after, known_to))
    *_, last = each(own)
    return (*found, _silence(coverage, last, None, known_to))


def left_out(contacts: pd.DataFrame, counted: pd.DataFrame) -> dict[str, list[dt.date]]:
    """Return the days of each lane's contacts that the counting rule leaves out.

    A lane without calls may still have meetings: that is no silence of leaders.

    Args:
        contacts: the whole table.
        counted: those under the counting rule.
    """
    rest = contacts[~among(contacts["contact_id"], counted["contact_id"])]
    days: dict[str, list[dt.date]] = {}
    for actor, day in zip(
        rest["actor_id"].tolist(), rest["date"].tolist(), strict=True
    ):
        days.setdefault(actor, []).append(day.date())
    return days


def _silence(
    coverage: Coverage, before: object, after: object | None, known_to: dt.date
) -> Silence:
    last: dt.date = before.date.date()  # type: ignore[attr-defined]
    resumed: dt.date | None = after.date.date() if after else None  # type: ignore[attr-defined]
    day = dt.timedelta(days=1)
    actor: str = before.actor_id  # type: ignore[attr-defined]
    end = resumed - day if resumed else known_to
    stretches = coverage.between(actor, last + day, end)
    days = days_by_grade(stretches)
    return Silence(
        actor_id=actor,
        last=last,
        last_contact_id=before.contact_id,  # type: ignore[attr-defined]
        counterpart=before.counterpart,  # type: ignore[attr-defined]
        resumed=resumed,
        next_contact_id=after.contact_id if after else "",  # type: ignore[attr-defined]
        until=resumed or known_to,
        precisions=(
            before.date_precision,  # type: ignore[attr-defined]
            after.date_precision if after else EXACT,  # type: ignore[attr-defined]
        ),
        solid_to=_solid_to(stretches, last),
        thin=days["thin"],
        chance=sum(part.days for part in stretches if part.completeness == CHANCE),
        unsearched=days["unsearched"],
    )


def _solid_to(stretches: Stretches, last: dt.date) -> dt.date:
    """Last day of the good search that follows a contact without a break."""
    reached = last
    for row in stretches:
        if not row.well:
            break
        reached = row.end
    return reached


# The answer begins with the first full year of the war: until then a crisis of some
# months had nearly everybody call, most of them for the last time.
SINCE = dt.date(INVASION.year + 1, 1, 1)

# How an office is recorded that the leader had left by the day of the contact.
FORMER = "former "


@dataclass(frozen=True)
class Leader:
    """One leader in contact.

    `contact_ids` are in order of time, one an event. `last` is the day of the last
    contact, `last_id`, known as exactly as `precision` says. `unsure` counts those of
    less than high confidence.
    """

    actor_id: str
    name: str
    contact_ids: tuple[str, ...]
    last: dt.date
    last_id: str
    precision: str
    unsure: int

    @property
    def n(self) -> int:
        """How many contacts are known."""
        return len(self.contact_ids)


@dataclass(frozen=True)
class Searched:
    """EU states and bodies by how well the days of the answer were searched for them.

    `well`: more than half of the days; `thinly`: more than half, yet not so well;
    `briefly`: fewer days; `never`: on no day. Each holds ids in the order of the table
    of actors.
    """

    well: tuple[str, ...]
    thinly: tuple[str, ...]
    briefly: tuple[str, ...]
    never: tuple[str, ...]


def leaders_since(
    contacts: pd.DataFrame, actor_ids: set[str], start: dt.date, end: dt.date
) -> tuple[Leader, ...]:
    """Return the leaders of some actors who had contact, most contacts first.

    Args:
        contacts: contacts of any kind; those of people who had left office are left
            out, and several rows of one event count once.
        actor_ids: whose leaders.
        start: first day that counts.
        end: last day that counts.
    """
    chosen = counting.between(contacts, start, end)
    chosen = chosen[
        chosen["actor_id"].isin(actor_ids) & ~chosen["office"].str.startswith(FORMER)
    ]
    chosen = chosen.sort_values(["date", "contact_id"]).drop_duplicates(
        ["actor_id", "counterpart", "event_id"]
    )
    found = []
    for (actor, name), own in chosen.groupby(["actor_id", "counterpart"]):
        last = own.iloc[-1]
        found.append(
            Leader(
                actor_id=str(actor),
                name=str(name),
                contact_ids=tuple(own["contact_id"]),
                last=last["date"].date(),
                last_id=str(last["contact_id"]),
                precision=str(last["date_precision"]),
                unsure=int((own["confidence"] != "high").sum()),
            )
        )
    # The latest of equals first; names only settle what is left.
    return tuple(sorted(found, key=lambda x: (-x.n, -x.last.toordinal(), x.name)))


def with_last_of(
    found: tuple[Leader, ...], every: tuple[Leader, ...]
) -> tuple[Leader, ...]:
    """Give leaders the last contact that the whole record knows of each.

    Args:
        found: leaders in the contacts that are shown.
        every: leaders in all contacts.
    """
    known = {(leader.actor_id, leader.name): leader for leader in every}
    return tuple(
        replace(
            leader, last=whole.last, last_id=whole.last_id, precision=whole.precision
        )
        for leader in found
        for whole in [known[leader.actor_id, leader.name]]
    )


def of_eu(actors: pd.DataFrame) -> set[str]:
    """Return the ids of the member states and the bodies of the EU."""
    return set(
        actors.loc[
            actors["eu_member"] | (actors["kind"] == "eu_institution"), "actor_id"
        ]
    )


def searched_since(
    coverage: Coverage, actor_ids: list[str], start: dt.date, end: dt.date
) -> Searched:
    """Part actors by how well these days were searched for them.

    Args:
        coverage: the whole table.
        actor_ids: whom to part; the order stays.
        start: first day.
        end: last day.
    """
    parts: dict[str, list[str]] = {
        grade: [] for grade in ("well", "thinly", "briefly", "never")
    }
    for actor in actor_ids:
        days = days_by_grade(coverage.between(actor, start, end))
        if 2 * days["solid"] > sum(days.values()):
            parts["well"].append(actor)
        elif 2 * (days["solid"] + days["thin"]) > sum(days.values()):
            parts["thinly"].append(actor)
        elif days["solid"] + days["thin"]:
            parts["briefly"].append(actor)
        else:
            parts["never"].append(actor)
    return Searched(**{name: tuple(found) for name, found in parts.items()})


def out_of_office(contacts: pd.DataFrame) -> pd.DataFrame:
    """Keep the contacts of people who had left their office by that day."""
    gone: pd.DataFrame = contacts[contacts["office"].str.startswith(FORMER)]
    return gone
