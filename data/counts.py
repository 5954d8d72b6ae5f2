"""Totals that others stated, beside our own count for the same days.

Our count is always recomputed from the contacts; `our_measure` of the table
`reported_counts` says how.
"""

from __future__ import annotations

import pandas as pd

from data import contacts as counting

# Claims over fewer days than this are tallies of a crisis week, shown on demand.
LONG_SPAN_DAYS = 150


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


def compare(reported: pd.DataFrame, contacts: pd.DataFrame) -> pd.DataFrame:
    """Put each claim beside our own count.

    Returns:
        The columns of `reported_counts` plus `ours` (missing where it can not be
        told), `agrees` (missing likewise), `days` (length of the period) and
        `long_span`; ordered by period.
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
    frame["days"] = (frame["period_end"] - frame["period_start"]).dt.days + 1
    frame["long_span"] = frame["days"] >= LONG_SPAN_DAYS
    return frame.sort_values(["period_start", "period_end", "claim_id"]).reset_index(
        drop=True
    )
