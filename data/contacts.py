"""Counting contacts: rules, filters, periods, coverage and the gap.

Frames keep the columns of the tables `contacts` and `coverage`; every function is
pure. The rules are those of the design, section 4, and of the code-book.
"""

from __future__ import annotations

import datetime as dt
from collections import Counter
from dataclasses import dataclass, fields, replace
from typing import Any

import pandas as pd

from data.periods import period_code, periods
from data.rows import each

# Which kinds each counting rule counts. `bilateral` also asks for the format.
RULE_KINDS = {
    "bilateral": ("call", "video_call"),
    "remote": ("call", "video_call", "joint_call"),
    "all": ("call", "video_call", "joint_call", "meeting"),
}
RULES = tuple(RULE_KINDS)

# Best first. A bucket is as complete as its least complete stretch.
COMPLETENESS = ("complete", "high", "medium", "low", "none")

# A shorter pause is part of ordinary traffic and gets no band of its own.
SHORTEST_GAP_DAYS = 365


@dataclass(frozen=True)
class ContactFilter:
    """What a view of contacts shows; empty tuples mean no restriction.

    `start` and `end` are inclusive days. `initiators` may hold `unknown`, which
    stands for an empty cell.
    """

    start: dt.date
    end: dt.date
    rule: str = "remote"
    kinds: tuple[str, ...] = ()
    formats: tuple[str, ...] = ()
    topics: tuple[str, ...] = ()
    initiators: tuple[str, ...] = ()
    confidences: tuple[str, ...] = ()

    @property
    def narrowing(self) -> tuple[str, ...]:
        """Names of the fields that restrict the view beside period and rule."""
        return tuple(
            f.name
            for f in fields(self)
            if isinstance(getattr(self, f.name), tuple) and getattr(self, f.name)
        )


@dataclass(frozen=True)
class Gap:
    """The longest stretch without a contact between two listed ones."""

    start: dt.date
    end: dt.date
    first_contact_id: str
    next_contact_id: str

    @property
    def days(self) -> int:
        """Days from the contact before to the contact after."""
        return (self.end - self.start).days


def apply_rule(contacts: pd.DataFrame, rule: str) -> pd.DataFrame:
    """Keep the contacts that a counting rule counts.

    Raises:
        KeyError: no such rule.
    """
    kept = contacts["kind"].isin(RULE_KINDS[rule])
    if rule == "bilateral":
        kept &= contacts["format"] == "bilateral"
    return contacts[kept]


def between(contacts: pd.DataFrame, start: dt.date, end: dt.date) -> pd.DataFrame:
    """Keep the contacts dated from `start` to `end`, both included."""
    return contacts[contacts["date"].between(pd.Timestamp(start), pd.Timestamp(end))]


def with_topics(contact_topics: pd.DataFrame, topics: tuple[str, ...]) -> set[str]:
    """Return ids of contacts that had at least one of `topics` on the agenda."""
    chosen = contact_topics["topic_id"].isin(topics)
    return set(contact_topics.loc[chosen, "contact_id"])


def select(
    contacts: pd.DataFrame, contact_topics: pd.DataFrame, view: ContactFilter
) -> pd.DataFrame:
    """Return the contacts of a view, newest last."""
    kept = between(apply_rule(contacts, view.rule), view.start, view.end)
    for column, wanted in (
        ("kind", view.kinds),
        ("format", view.formats),
        ("confidence", view.confidences),
    ):
        if wanted:
            kept = kept[kept[column].isin(wanted)]
    if view.initiators:
        kept = kept[kept["initiator"].replace("", "unknown").isin(view.initiators)]
    if view.topics:
        kept = kept[kept["contact_id"].isin(with_topics(contact_topics, view.topics))]
    return kept.sort_values(["date", "contact_id"], kind="stable")


def emptied_by(
    contacts: pd.DataFrame, contact_topics: pd.DataFrame, view: ContactFilter
) -> tuple[str, ...]:
    """Name the filters whose removal alone would bring contacts back.

    Returns:
        Field names of `ContactFilter`; `rule` stands for widening to `all`, `start`
        for the whole period. Empty when no single filter is to blame.
    """

    def any_left(candidate: ContactFilter) -> bool:
        return not select(contacts, contact_topics, candidate).empty

    days = contacts["date"].dt.date
    wider = {
        name: replace(view, **dict[str, Any]({name: ()})) for name in view.narrowing
    }
    wider["rule"] = replace(view, rule="all")
    wider["start"] = replace(view, start=days.min(), end=days.max())
    return tuple(name for name, candidate in wider.items() if any_left(candidate))


def longest_gap(contacts: pd.DataFrame) -> Gap | None:
    """Return the longest gap between two successive contacts, if a year or more."""
    ordered = contacts.sort_values(["date", "contact_id"], kind="stable")
    steps = ordered["date"].diff().dt.days
    if steps.isna().all() or steps.max() < SHORTEST_GAP_DAYS:
        return None
    after = int(steps.reset_index(drop=True).idxmax())
    before, following = ordered.iloc[after - 1], ordered.iloc[after]
    return Gap(
        before["date"].date(),
        following["date"].date(),
        before["contact_id"],
        following["contact_id"],
    )


def tallied_years(reported: pd.DataFrame, actor_id: str) -> frozenset[int]:
    """Years whose calls somebody else has counted from 1 January to 31 December.

    Such a tally is what our own list of that year can be tested against.
    """
    columns = ["actor_id", "measure", "period_start", "period_end"]
    return frozenset(
        claim.period_start.year
        for claim in each(reported[columns])
        if (claim.actor_id, claim.measure) == (actor_id, "calls")
        and (claim.period_start.month, claim.period_start.day) == (1, 1)
        and (claim.period_end.month, claim.period_end.day) == (12, 31)
        and claim.period_start.year == claim.period_end.year
    )


def counts_by_period(
    selected: pd.DataFrame,
    stretches: pd.DataFrame,
    grain: str,
    start: dt.date,
    end: dt.date,
    cutoff: dt.date,
    hidden: pd.DataFrame | None = None,
    left_out: pd.DataFrame | None = None,
) -> pd.DataFrame:
    """Count contacts per year, quarter or month, and say what each count is worth.

    Args:
        selected: contacts of the view (column `date`).
        stretches: what `coverage_between` returned for the same days.
        grain: `year`, `quarter` or `month`.
        start: first day of the view.
        end: last day of the view.
        cutoff: last day that the data speaks of.
        hidden: contacts of the view that the reader chose not to see (column
            `date`); None where nothing is hidden.
        left_out: contacts of the same days and rule that other filters leave out
            (column `date`); None where no filter does.

    Returns:
        One row per period that touches the view: `period` (code: 2022, 2022-Q1 or
        2022-03), `start`, `end` (inclusive), `searched_to` (last day searched), `n`,
        `status`, `completeness` and `hidden` (number of contacts hidden).
        `status` keeps three kinds of nothing apart: `counted`, `searched_empty` (a
        true zero), `not_covered` (nobody searched) and `partly_covered` (searched
        for a part, as in the running year). Where all contacts are hidden it is
        `hidden`, and where contacts are known of which none passes the filters,
        `none_passes`. Under `not_covered` and `hidden` n is missing, not 0.
    """
    found = Counter(period_code(day, grain) for day in selected["date"].tolist())
    unseen, passed_over = (
        Counter(period_code(day, grain) for day in part["date"].tolist())
        for part in (selected.iloc[:0] if p is None else p for p in (hidden, left_out))
    )
    # Plain tuples: a frame's filter for each of a hundred months costs far more.
    spans = list(
        zip(
            stretches["start"], stretches["end"], stretches["completeness"], strict=True
        )
    )
    rows = []
    for code, first, last in periods(grain, start, end):
        n = found[code]
        touched = [span for span in spans if span[0] <= last and span[1] >= first]
        searched = [span for span in touched if span[2] != "none"]
        complete = _worst([grade for _, _, grade in searched])
        partly = len(searched) < len(touched) or last > cutoff
        if n == 0 and unseen[code]:
            status = "hidden"
        elif n == 0 and passed_over[code]:
            status = "none_passes"
        elif not searched and n == 0:
            status = "not_covered"
        elif partly:
            status = "partly_covered"
        else:
            status = "counted" if n else "searched_empty"
        searched_to = min(max((s[1] for s in searched), default=last), last)
        rows.append((code, first, last, searched_to, n, status, complete))
    columns = ["period", "start", "end", "searched_to", "n", "status", "completeness"]
    frame = pd.DataFrame(rows, columns=columns)
    frame["hidden"] = [unseen[code] for code in frame["period"]]
    unknown = frame["status"].isin(["not_covered", "hidden"])
    frame["n"] = frame["n"].astype("Int64").mask(unknown)
    return frame


def kinds_by_period(selected: pd.DataFrame, grain: str) -> pd.DataFrame:
    """Count the selected contacts per period and kind.

    Returns:
        Columns period (code as in `counts_by_period`), kind, n; only what occurs.
    """
    found = Counter(
        (period_code(day, grain), kind)
        for day, kind in zip(
            selected["date"].tolist(), selected["kind"].tolist(), strict=True
        )
    )
    rows = [(period, kind, n) for (period, kind), n in sorted(found.items())]
    frame = pd.DataFrame(rows, columns=["period", "kind", "n"])
    return frame.astype({"period": "str", "kind": "str", "n": "int64"})


def _worst(completeness: list[str]) -> str:
    return max(completeness, key=COMPLETENESS.index, default="none")


def doubtful(counts: pd.DataFrame, tallied: frozenset[int]) -> pd.Series:
    """Tell which periods may miss contacts, and are marked for it.

    A period is doubtful when its coverage is below `high`, or is only `high` and
    nobody else's count of the year exists to test ours against. A period searched for
    a part is judged by that part.
    """
    grade = counts["completeness"].map(COMPLETENESS.index)
    years = counts["start"].map(lambda day: day.year)
    untested = (counts["completeness"] == "high") & ~years.isin(tallied)
    return (counts["completeness"] != "none") & (
        (grade > COMPLETENESS.index("high")) | untested
    )


def documented_hours(contacts: pd.DataFrame) -> tuple[float, int, int]:
    """Sum published durations.

    Returns:
        Hours, the number of contacts with a published duration, and of all.
    """
    minutes = contacts["duration_min"].dropna()
    return float(minutes.sum()) / 60, len(minutes), len(contacts)
