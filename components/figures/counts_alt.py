"""What the chart of contacts per period shows, in words for those who do not see it."""

from __future__ import annotations

import pandas as pd

from components import format as fmt
from components.figures.calls import MANY_PERIODS, period_label
from components.text import t, tn
from data.contacts import Gap
from data.rows import each

# Of periods that tie, more are counted, not named.
MOST_NAMED = 6


def alt_counts(
    counts: pd.DataFrame,
    gap: Gap | None,
    rule_label: str,
    counterpart: str,
    *,
    narrowed: bool = False,
) -> str:
    """Say in words what `fig_counts` draws: every number when there are few.

    Args:
        counts: from `counts_by_period`.
        gap: the gap that is labelled, or None.
        rule_label: what is counted.
        counterpart: who speaks with Putin.
        narrowed: whether filters beside period and rule leave contacts out.
    """
    covered = counts[counts["n"].notna()]
    highest = covered[covered["n"] == covered["n"].max()]
    parts = [t("calls.alt_what", rule=rule_label, name=counterpart)]
    if len(covered):
        key = "calls.alt_passing" if narrowed else "calls.alt_counts"
        parts.append(
            t(
                key,
                start=fmt.date(covered["start"].min()),
                end=fmt.date(covered["searched_to"].max()),
                total=fmt.number(int(covered["n"].sum())),
            )
        )
    if hidden := int(counts["hidden"].sum()):
        parts.append(tn("calls.alt_hidden_too", hidden))
    if len(highest) and highest["n"].iloc[0] > 0 and len(covered) > 1:
        parts.append(
            t(
                "calls.alt_highest",
                period=fmt.join(period_label(code) for code in highest["period"])
                if len(highest) <= MOST_NAMED
                else tn("calls.alt_periods", len(highest)),
                n=fmt.number(highest["n"].iloc[0]),
            )
        )
    if 0 < len(covered) <= MANY_PERIODS:
        parts.append(
            "; ".join(
                f"{period_label(row.period)}: {fmt.number(row.n)}"
                for row in each(covered)
            )
            + "."
        )
    if gap is not None:
        parts.append(
            t(
                "calls.alt_gap",
                start=fmt.date(gap.start),
                end=fmt.date(gap.end),
                days=fmt.number(gap.days),
            )
        )
    for status in ("hidden", "not_covered", "partly_covered"):
        rows = counts[counts["status"] == status]
        if len(rows):
            periods = fmt.join(period_label(code) for code in rows["period"])
            parts.append(t(f"calls.alt_periods_{status}", periods=periods))
    return " ".join(parts)
