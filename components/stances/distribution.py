"""How the 27 divide over time, month by month."""

from __future__ import annotations

import datetime as dt
from collections import Counter

import pandas as pd

from components import cache
from components import format as fmt
from components.cards import Card, chart_card, source_line
from components.figures import stance_history as figures
from components.params import STANCES_FROM
from components.registry import PageSpec
from components.stances.map_section import counted
from components.stances.view import StancesView, position_label, stance_index
from components.text import t, tn
from data.load import Dataset
from data.stance_fill import Fill
from data.stance_history import core_counts, distribution, month_days, thin_years
from data.stance_model import NO_STATEMENT, SCALE


def _months(data: Dataset) -> pd.DataFrame:
    days = month_days(STANCES_FROM, data.cutoff("stances"))
    return distribution(stance_index(), days)


def distribution_card(page: PageSpec, view: StancesView) -> None:
    """Draw the number of states by position at the end of each month."""
    counts = cache.derived("stance_months", _months)
    statements = view.data.statements
    thin = thin_years(statements)
    chart_card(
        page,
        Card(
            key="distribution_chart",
            table_key="distribution_table",
            title=finding(view),
            sentence=t("stances.history_sentence"),
            sources=source_line(view.data, "statements", statements["statement_id"]),
            **counted(sum(core_counts(statements).values())),
            subject="stance-distribution",
            table=distribution_table(counts),
            labels={"month": t("stances.month"), NO_STATEMENT: _silent_label()}
            | {stance: position_label(stance) for stance in SCALE},
            notes=(
                t("stances.history_note"),
                *(
                    tn("stances.thin_year", core_counts(statements)[year], year=year)
                    for year in thin
                ),
            ),
        ),
        figures.fig_distribution(
            counts, len(view.states), view.as_of, thin, _stance_or_silent
        ),
        figures.alt_distribution(counts, _stance_or_silent),
    )


def finding(view: StancesView) -> str:
    """Compare the day of the map with the same day a year before."""
    open_now, against_now = _sides(view.states)
    end = fmt.date(view.as_of)
    before = _year_before(view.as_of)
    if before < STANCES_FROM:
        return t(
            "stances.history_title_first",
            end=end,
            open=fmt.number(open_now),
            against=fmt.number(against_now),
        )
    open_then, against_then = _sides(
        [f for f in view.index.on(before) if not f.is_institution]
    )
    return t(
        "stances.history_title",
        start=fmt.date(before),
        end=end,
        open=fmt.number(open_now),
        against=fmt.number(against_now),
        open_before=fmt.number(open_then),
        against_before=fmt.number(against_then),
    )


def _year_before(day: dt.date) -> dt.date:
    """The same day a year earlier; the 28th for 29 February."""
    if (day.month, day.day) == (2, 29):
        return day.replace(year=day.year - 1, day=28)
    return day.replace(year=day.year - 1)


def _sides(fills: list[Fill]) -> tuple[int, int]:
    """How many ask for talks or made contact, and how many said no."""
    held = Counter(fill.fill for fill in fills)
    return held["initiates"] + held["supports"], held["opposes"]


def _silent_label() -> str:
    return t("stances.silent")


def _stance_or_silent(stance: str) -> str:
    return _silent_label() if stance == NO_STATEMENT else position_label(stance)


def distribution_table(counts: pd.DataFrame) -> pd.DataFrame:
    """One row a month, one column a position."""
    wide = counts.pivot_table(index="month", columns="stance", values="count")
    wide = wide[[*SCALE, NO_STATEMENT]].astype("Int64").reset_index()
    wide["month"] = wide["month"].dt.strftime("%Y-%m")
    wide.columns.name = None
    return wide
