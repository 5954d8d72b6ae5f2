"""How the 27 divide over time, month by month."""

from __future__ import annotations

import datetime as dt

import pandas as pd

from components import cache
from components import format as fmt
from components.cards import Card, chart_card
from components.figures import area as figures
from components.params import STANCES_FROM
from components.registry import PageSpec
from components.stances import comparing
from components.stances.statement import counted, rests_on
from components.stances.view import StancesView, position_label, stance_index
from components.text import t, tn
from data.fill_rule import NO_STATEMENT, SCALE
from data.load import Dataset
from data.stances import (
    HIDDEN,
    compare,
    core_counts,
    deciders,
    distribution,
    month_days,
    thin_years,
)


def _days(data: Dataset) -> list[dt.date]:
    return month_days(STANCES_FROM, data.last_day("stances"))


def _months(data: Dataset) -> pd.DataFrame:
    return distribution(stance_index(), _days(data))


def distribution_card(page: PageSpec, view: StancesView) -> None:
    """Draw the number of states by position at the end of each month."""
    counts = cache.derived("stance_months", _months)
    drawn = deciders(view.index, _days(view.data))
    core = core_counts(view.index.whole)
    thin = thin_years(view.index.whole)
    chart_card(
        page,
        Card(
            key="distribution_chart",
            table_key="distribution_table",
            title=finding(view),
            sentence=sentence(view),
            sources=rests_on(view, drawn),
            **counted(len(drawn), view.count_said(institutions=False)),
            subject="stance-distribution",
            table=distribution_table(counts),
            labels=_labels(),
            notes=(
                t("stances.history_note"),
                *(tn("stances.thin_year", core[year], year=year) for year in thin),
            ),
        ),
        figures.fig_distribution(
            counts, len(view.states), view.as_of, thin, _stance_or_silent
        ),
        figures.alt_distribution(counts, _stance_or_silent),
    )


def finding(view: StancesView) -> str:
    """For how many states a position is known, and for how many a year before.

    Where the number grew, the collection did: that is no move of any state.
    """
    now, before = _known(view, view.as_of), _year_before(view.as_of)
    words = {"n": fmt.number(now), "states": fmt.number(len(view.states))}
    if before < STANCES_FROM:
        return t("stances.history_title", **words)
    then = _known(view, before)
    if cache.hiding():
        way = "hiding"
    elif now == then:
        way = "same"
    else:
        way = "grew" if now > then else "fell"
    return t(f"stances.history_{way}", then=fmt.number(then), **words)


def sentence(view: StancesView) -> str:
    """What the states known a year before as well did, and what the chart shows."""
    before = _year_before(view.as_of)
    base = t("stances.history_sentence")
    if before < STANCES_FROM:
        return base
    compared = compare(view.index, before, view.as_of)
    return f"{comparing.alike(compared, before, view.as_of)} {base}"


def _known(view: StancesView, day: dt.date) -> int:
    fills = view.index.on(day)
    return sum(f.fill != NO_STATEMENT and not f.is_institution for f in fills)


def _year_before(day: dt.date) -> dt.date:
    """The same day a year earlier; the 28th for 29 February."""
    if (day.month, day.day) == (2, 29):
        return day.replace(year=day.year - 1, day=28)
    return day.replace(year=day.year - 1)


def _stance_or_silent(stance: str) -> str:
    return t("stances.silent") if stance == NO_STATEMENT else position_label(stance)


def _labels() -> dict[str, str]:
    stances = (*SCALE, HIDDEN, NO_STATEMENT)
    return {stance: _stance_or_silent(stance) for stance in stances} | {
        "month": t("stances.month"),
        "known": t("stances.known"),
    }


def distribution_table(counts: pd.DataFrame) -> pd.DataFrame:
    """One row a month: states with a known position, then one column a position.

    The column of what is hidden is there only where something is.
    """
    wide = counts.pivot_table(index="month", columns="stance", values="count")
    wide = wide[[*SCALE, HIDDEN, NO_STATEMENT]].astype("Int64").reset_index()
    wide["month"] = wide["month"].dt.strftime("%Y-%m")
    wide.insert(1, "known", wide[list(SCALE)].sum(axis=1))
    wide.columns.name = None
    return wide if wide[HIDDEN].any() else wide.drop(columns=HIDDEN)
