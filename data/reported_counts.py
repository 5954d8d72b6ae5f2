"""Totals that others stated, beside our own count for the same days.

Our count is always recomputed from the contacts; `our_measure` of the table
`reported_counts` says how.
"""

from __future__ import annotations

import pandas as pd

from data import contacts as counting

# Claims over fewer days than this are tallies of a crisis week, shown on demand.
LONG_SPAN_DAYS = 150
# Totals over more days than a leap year has stand apart: beside them, differences
# within a year could not be seen.
LONGEST_YEAR_DAYS = 366

# What is drawn on an axis of its own, in this order.
PANELS = ("within_year", "several_years", "hours")


def our_count(claim: pd.Series, contacts: pd.DataFrame) -> float | None:
    """Recompute our figure for one claim.

    Args:
        claim: a row of `reported_counts`.
        contacts: the whole table.

    Returns:
        A number of contacts, or hours for `duration_hours`; None where the contacts
        can not tell (`scrape_items`, `none`).
    """
    measure = claim["our_measure"]
    chosen = counting.between(contacts, claim["period_start"], claim["period_end"])
    chosen = chosen[chosen["actor_id"] == claim["actor_id"]]
    if claim["counterpart"]:
        chosen = chosen[chosen["counterpart"] == claim["counterpart"]]
    if measure == "duration_hours":
        return round(counting.documented_hours(chosen)[0], 1)
    if measure == "meeting":
        return float((chosen["kind"] == "meeting").sum())
    if measure in counting.RULE_KINDS:
        return float(len(counting.apply_rule(chosen, measure)))
    return None


def holds(operator: str, stated: float, ours: float) -> bool:
    """Tell whether our figure is compatible with what was stated.

    "About" is taken as within a tenth; the other operators are exact.
    """
    if operator == "~":
        return abs(ours - stated) <= stated / 10
    return {"=": ours == stated, ">": ours > stated, ">=": ours >= stated}[operator]


def excess(operator: str, stated: float, ours: float) -> float:
    """Say how many more were stated than we have; negative: fewer.

    For `>` it is the least that the claim allows, one more than the number named.
    """
    return stated - ours + (operator == ">")


def _counted(claim: pd.Series) -> str:
    """Say what a claim counts: `calls`, `meetings`, `contacts` (both) or `hours`."""
    if claim["our_measure"] == "meeting":
        return "meetings"
    return str(claim["measure"])


def _panel(claim: pd.Series) -> str:
    if claim["measure"] == "hours":
        return "hours"
    long = claim["days"] > LONGEST_YEAR_DAYS
    return "several_years" if long else "within_year"


def compare(reported: pd.DataFrame, contacts: pd.DataFrame) -> pd.DataFrame:
    """Put each claim beside our own count.

    Returns:
        The columns of `reported_counts` plus `ours` (missing where it can not be
        told), `agrees` and `excess` (missing likewise), `days` (length of the
        period), `long_span`, `counted` (`calls`, `meetings`, `contacts` or `hours`)
        and `panel` (one of `PANELS`); ordered by period.
    """
    frame = reported.copy()
    ours = [our_count(claim, contacts) for _, claim in frame.iterrows()]
    frame["ours"] = pd.array(ours, dtype="Float64")
    frame["agrees"] = pd.array(
        [
            None if mine is None else holds(operator, float(stated), mine)
            for operator, stated, mine in zip(
                frame["operator"], frame["value"], ours, strict=True
            )
        ],
        dtype="boolean",
    )
    frame["excess"] = pd.array(
        [
            None if mine is None else excess(operator, float(stated), mine)
            for operator, stated, mine in zip(
                frame["operator"], frame["value"], ours, strict=True
            )
        ],
        dtype="Float64",
    )
    frame["days"] = (frame["period_end"] - frame["period_start"]).dt.days + 1
    frame["long_span"] = frame["days"] >= LONG_SPAN_DAYS
    frame["counted"] = [_counted(claim) for _, claim in frame.iterrows()]
    frame["panel"] = [_panel(claim) for _, claim in frame.iterrows()]
    return frame.sort_values(["period_start", "period_end", "claim_id"]).reset_index(
        drop=True
    )


def in_reading_order(compared: pd.DataFrame, seeds: frozenset[str]) -> pd.DataFrame:
    """Order claims for readers: by panel, then by what they are about.

    Claims about the same days stand together; those days come first that a seed
    article speaks of, and its claim before the others on them.

    Args:
        compared: from `compare`.
        seeds: source ids of the seed articles.
    """
    days = ["subject", "period_start", "period_end"]
    seed = compared["source_id"].isin(seeds)
    keys = compared.assign(
        panel_rank=compared["panel"].map(PANELS.index),
        other_days=~seed.groupby([compared[d] for d in days]).transform("any"),
        other=~seed,
        shorter=-compared["days"],
    )
    order = keys.sort_values(
        [
            "panel_rank",
            "other_days",
            "period_start",
            "shorter",
            "subject",
            "other",
            "claim_id",
        ]
    ).index
    return compared.loc[order].reset_index(drop=True)


def rivals(reported: pd.DataFrame, claim_id: str) -> pd.DataFrame:
    """Return totals of the same thing that others stated for about the same days.

    About the same: the days that both speak of are at least two fifths of the
    longer period. "About 20 in 2022" and "20 by June 2022" are rivals; "more than 75
    since 2017" is a rival of neither.

    Args:
        reported: the table `reported_counts`.
        claim_id: the claim whose rivals are wanted.

    Raises:
        IndexError: no claim has this id.
    """
    claim = reported[reported["claim_id"] == claim_id].iloc[0]
    others: pd.DataFrame = reported[
        (reported["subject"] == claim["subject"])
        & (reported["measure"] == claim["measure"])
        & (reported["claim_id"] != claim_id)
    ]
    start = others["period_start"].clip(lower=claim["period_start"])
    end = others["period_end"].clip(upper=claim["period_end"])
    shared = (end - start).dt.days + 1
    length = (claim["period_end"] - claim["period_start"]).days + 1
    longer = ((others["period_end"] - others["period_start"]).dt.days + 1).clip(
        lower=length
    )
    near: pd.DataFrame = others[shared * 5 >= longer * 2]
    return near.sort_values(["period_start", "period_end", "claim_id"])
