"""Contacts with Putin: which of them count, when they were, and how well was searched.

The counting rules and filters, years, quarters and months, the longest time without a
contact, and topics. How well was searched: `data.coverage`.
"""

from __future__ import annotations

import datetime as dt
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import NamedTuple

import numpy as np
import pandas as pd
import pyarrow as pa
import pyarrow.compute as pc
from numpy.typing import NDArray

from data.coverage import COMPLETENESS, Stretches
from data.evidence import contact_topics as topics_touched
from data.facets import Codes, Mask, Passed, chosen, coded, in_columns
from data.rows import among, each, where

# Length in months.
GRAINS = {"year": 12, "quarter": 3, "month": 1}


def period_code(day: dt.date, grain: str) -> str:
    """Name the period of a day: "2022", "2022-Q1" or "2022-03"."""
    if grain == "year":
        return str(day.year)
    if grain == "quarter":
        return f"{day.year}-Q{(day.month + 2) // 3}"
    return f"{day.year}-{day.month:02}"


def periods(
    grain: str, start: dt.date, end: dt.date
) -> Iterator[tuple[str, dt.date, dt.date]]:
    """Yield each period that touches these days: its code, first and last day in it."""
    months = GRAINS[grain]
    first = start
    while first <= end:
        # Months counted from the year 0, so that December has a next one.
        following = ((first.year * 12 + first.month - 1) // months + 1) * months
        begins = dt.date(following // 12, following % 12 + 1, 1)
        last = begins - dt.timedelta(days=1)
        yield period_code(first, grain), first, min(last, end)
        first = begins


# Which kinds each counting rule counts. `bilateral` also asks for the format.
RULE_KINDS = {
    "bilateral": ("call", "video_call"),
    "remote": ("call", "video_call", "joint_call"),
    "all": ("call", "video_call", "joint_call", "meeting"),
}
RULES = tuple(RULE_KINDS)

# A shorter pause is part of ordinary traffic and gets no band of its own.
SHORTEST_GAP_DAYS = 365

# The precision of a day that is known; others are written as they are known.
EXACT = "day"


@dataclass(frozen=True)
class ContactFilter:
    """What a view of contacts shows; empty tuples mean no restriction.

    `start` and `end` are inclusive days. `initiators` may hold `unknown`, which
    stands for an empty cell.
    """

    start: dt.date
    end: dt.date
    rule: str = "remote"
    kinds: Codes = coded("kind", "contacts", values="kinds of contact: {codes}")
    formats: Codes = coded("format", "contacts")
    topics: Codes = coded(
        "topic",
        "contact_topics",
        "topic_id",
        link="contact_id",
        listed=topics_touched,
        values="topic ids, as in the table `topics`",
    )
    initiators: Codes = coded("initiator", "contacts", unknown="unknown")
    confidences: Codes = coded("confidence", "contacts")

    @property
    def narrowing(self) -> Codes:
        """Names of the fields that restrict the view beside period and rule."""
        return tuple(facet.field for facet in chosen(self))


@dataclass(frozen=True)
class Gap:
    """The longest stretch without a contact between two listed ones.

    `precisions` are those of `start` and `end`.
    """

    start: dt.date
    end: dt.date
    first_contact_id: str
    next_contact_id: str
    precisions: tuple[str, str]

    @property
    def days(self) -> int:
        """Days from the contact before to the contact after."""
        return (self.end - self.start).days

    @property
    def exact(self) -> bool:
        """Whether both of its days are known to the day."""
        return set(self.precisions) == {EXACT}


def apply_rule(contacts: pd.DataFrame, rule: str) -> pd.DataFrame:
    """Keep the contacts that a counting rule counts.

    Raises:
        KeyError: no such rule.
    """
    return where(contacts, _counted(contacts, rule))


def _counted(contacts: pd.DataFrame, rule: str) -> Mask:
    counted = contacts["kind"].isin(RULE_KINDS[rule])
    if rule == "bilateral":
        counted &= contacts["format"] == "bilateral"
    return counted.to_numpy()


def between(contacts: pd.DataFrame, start: dt.date, end: dt.date) -> pd.DataFrame:
    """Keep the contacts dated from `start` to `end`, both included."""
    return where(contacts, _dated(contacts, start, end))


def _dated(contacts: pd.DataFrame, start: dt.date, end: dt.date) -> Mask:
    days = pd.Timestamp(start), pd.Timestamp(end)
    return contacts["date"].between(*days).to_numpy()


def with_topics(contact_topics: pd.DataFrame, topics: tuple[str, ...]) -> set[str]:
    """Return ids of contacts that had at least one of `topics` on the agenda."""
    chosen = contact_topics["topic_id"].isin(topics)
    return set(contact_topics.loc[chosen, "contact_id"])


def select(
    contacts: pd.DataFrame, contact_topics: pd.DataFrame, view: ContactFilter
) -> pd.DataFrame:
    """Return the contacts of a view, newest last."""
    return in_time(where(contacts, _passed(contacts, contact_topics, view).kept()))


def in_time(contacts: pd.DataFrame) -> pd.DataFrame:
    """Order contacts by day, those of one day by id; no copy where they are."""
    days, ids = contacts["date"].to_numpy(), pa.array(contacts["contact_id"])
    if (days[1:] >= days[:-1]).all():
        rising = pc.greater_equal(ids[1:], ids[:-1]).to_numpy(zero_copy_only=False)
        if ((days[1:] > days[:-1]) | rising).all():
            return contacts
    # The table is in the order of ids, and to sort texts takes longest.
    ordered = contacts["contact_id"].is_monotonic_increasing
    keys = ["date"] if ordered else ["date", "contact_id"]
    return contacts.sort_values(keys, kind="stable")


def _passed(
    contacts: pd.DataFrame, contact_topics: pd.DataFrame, view: ContactFilter
) -> Passed:
    """Test contacts by each filter, the rule and the period last."""
    links = {"contact_topics": contact_topics}
    return Passed(
        len(contacts),
        in_columns(contacts, view, links)
        | {
            "rule": _counted(contacts, view.rule),
            "start": _dated(contacts, view.start, view.end),
        },
    )


def left_out(
    contacts: pd.DataFrame, found: pd.DataFrame, view: ContactFilter
) -> pd.DataFrame:
    """Keep the contacts of a view's days and rule that its other filters leave out.

    Args:
        contacts: all that could be found.
        found: those that pass every filter.
        view: the filters.
    """
    listed = between(apply_rule(contacts, view.rule), view.start, view.end)
    return listed[~among(listed["contact_id"], found["contact_id"])]


def emptied_by(
    contacts: pd.DataFrame, contact_topics: pd.DataFrame, view: ContactFilter
) -> tuple[str, ...]:
    """Name the filters whose removal alone would bring contacts back.

    Returns:
        Field names of `ContactFilter`; `rule` stands for widening to `all`, `start`
        for the whole period. Empty when no single filter is to blame.
    """
    return _passed(contacts, contact_topics, view).emptied_by()


def longest_gap(contacts: pd.DataFrame) -> Gap | None:
    """Return the longest gap between two successive contacts, if a year or more."""
    ordered = in_time(contacts[["date", "contact_id", "date_precision"]])
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
        (before["date_precision"], following["date_precision"]),
    )


def tallied_years(reported: pd.DataFrame, actor_id: str) -> frozenset[int]:
    """Years whose calls somebody else has counted from 1 January to 31 December.

    Such a tally is what our own list of that year can be tested against.
    """
    return every_tallied_year(reported).get(actor_id, frozenset())


def every_tallied_year(reported: pd.DataFrame) -> dict[str, frozenset[int]]:
    """The years of `tallied_years` by actor; who has none is not there."""
    columns = ["actor_id", "measure", "period_start", "period_end"]
    found: dict[str, set[int]] = {}
    for claim in each(reported[columns]):
        if (
            claim.measure == "calls"
            and (claim.period_start.month, claim.period_start.day) == (1, 1)
            and (claim.period_end.month, claim.period_end.day) == (12, 31)
            and claim.period_start.year == claim.period_end.year
        ):
            found.setdefault(claim.actor_id, set()).add(claim.period_start.year)
    return {actor: frozenset(years) for actor, years in found.items()}


def counts_by_period(
    selected: pd.DataFrame,
    stretches: Stretches,
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
        stretches: what `Coverage.between` returned for the same days.
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
        for a part, as in the first and the running year). Where all contacts are
        hidden it is `hidden`, and where contacts are known of which none passes the
        filters, `none_passes`. Under `not_covered` and `hidden` n is missing, not 0.
    """
    found, unseen, passed_over = (
        Counter[str]() if part is None else by_period(part["date"].to_numpy(), grain)
        for part in (selected, hidden, left_out)
    )
    rows = periods_told(
        found, unseen, passed_over, stretches, grain, start, end, cutoff
    )
    return framed(rows)


class Period(NamedTuple):
    """A row of `counts_by_period`; `n` is None where it is missing."""

    period: str
    start: dt.date
    end: dt.date
    searched_to: dt.date
    n: int | None
    status: str
    completeness: str
    hidden: int


def framed(rows: Sequence[Period]) -> pd.DataFrame:
    """Return periods as a frame."""
    frame = pd.DataFrame(rows, columns=list(Period._fields))
    return frame.astype({"n": "Int64"})


def periods_told(
    found: Counter[str],
    unseen: Counter[str],
    passed_over: Counter[str],
    stretches: Stretches,
    grain: str,
    start: dt.date,
    end: dt.date,
    cutoff: dt.date,
) -> list[Period]:
    """The rows of `counts_by_period`, from contacts counted by `by_period`."""
    rows = []
    for code, first, last in periods(grain, start, end):
        n = found[code]
        touched = [s for s in stretches if s.start <= last and s.end >= first]
        searched = [s for s in touched if s.completeness != "none"]
        complete = _worst([s.completeness for s in searched])
        # Days of the first period before the view begins were not searched.
        begun = first.day == 1 and (first.month - 1) % GRAINS[grain] == 0
        partly = len(searched) < len(touched) or last > cutoff or not begun
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
        searched_to = min(max((s.end for s in searched), default=last), last)
        counted = None if status in {"not_covered", "hidden"} else n
        told = (code, first, last, searched_to, counted, status, complete)
        rows.append(Period(*told, hidden=unseen[code]))
    return rows


def by_period(days: NDArray[np.datetime64], grain: str) -> Counter[str]:
    """Count days by the code of their period."""
    found: Counter[str] = Counter()
    # A month lies in its period as a whole.
    months = days.astype("datetime64[M]")
    different, counts = np.unique(months, return_counts=True)
    for month, n in zip(different.tolist(), counts.tolist(), strict=True):
        found[period_code(month, grain)] += n
    return found


def kinds_by_period(selected: pd.DataFrame, grain: str) -> pd.DataFrame:
    """Count the selected contacts per period and kind.

    Returns:
        Columns period (code as in `counts_by_period`), kind, n; only what occurs.
    """
    days = selected["date"].to_numpy()
    rows = [
        (period, kind, n)
        for kind in selected["kind"].unique()
        for period, n in by_period(days[selected["kind"] == kind], grain).items()
    ]
    frame = pd.DataFrame(sorted(rows), columns=["period", "kind", "n"])
    return frame.astype({"period": "str", "kind": "str", "n": "int64"})


def _worst(completeness: list[str]) -> str:
    return max(completeness, key=COMPLETENESS.index, default="none")


def doubtful(counts: pd.DataFrame, tallied: frozenset[int]) -> pd.Series:
    """Tell which periods may miss contacts, and are marked for it.

    A period is doubtful when its coverage is below `high`, or is only `high` and
    nobody else's count of the year exists to test ours against. A period searched for
    a part is judged by that part.
    """
    rows = zip(counts["completeness"], counts["start"], strict=True)
    told = [is_doubtful(grade, start.year, tallied) for grade, start in rows]
    return pd.Series(told, index=counts.index, dtype="bool")


def is_doubtful(completeness: str, year: int, tallied: frozenset[int]) -> bool:
    """Tell whether a period of a year may miss contacts; see `doubtful`."""
    if completeness == "high":
        return year not in tallied
    return completeness not in {"complete", "none"}


def documented_hours(contacts: pd.DataFrame) -> tuple[float, int, int]:
    """Sum published durations.

    Returns:
        Hours, the number of contacts with a published duration, and of all.
    """
    minutes = contacts["duration_min"].dropna()
    return float(minutes.sum()) / 60, len(minutes), len(contacts)


def topics_by_year(
    selected: pd.DataFrame, contact_topics: pd.DataFrame
) -> pd.DataFrame:
    """Count the selected contacts that touched a topic, by year.

    Returns:
        Columns topic_id, year, n (contacts; one contact counts once for each of its
        topics), most frequent topics first.
    """
    years = selected[["contact_id"]].assign(year=selected["date"].dt.year)
    joined = contact_topics.merge(years, on="contact_id")
    table = joined.groupby(["topic_id", "year"]).size().reset_index(name="n")
    total = table.groupby("topic_id")["n"].sum()
    table["total"] = table["topic_id"].map(total)
    table = table.sort_values(
        ["total", "topic_id", "year"], ascending=[False, True, True]
    )
    return table.drop(columns="total").reset_index(drop=True)
