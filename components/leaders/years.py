"""Counts by lane and year, three kinds of nothing kept apart."""

from __future__ import annotations

import pandas as pd

from components import format as fmt
from components.cards import Card, chart_card, source_line
from components.figures import lane_years as figures
from components.leaders.view import COLUMN, LeadersView, captions, sentence
from components.registry import PageSpec
from components.text import t, tn
from data import leaders


def years_card(page: PageSpec, view: LeadersView) -> None:
    """How many contacts each lane holds in each year, and what each number is worth."""
    years = leaders.by_year(
        view.lanes,
        view.selected,
        view.data.coverage,
        view.data.reported_counts,
        view.filter.start,
        view.filter.end,
        view.data.cutoff("contacts"),
    )
    captioned = captions(view)
    names = {actor: captioned[actor] for actor in view.lanes["actor_id"]}
    totals = dict(zip(view.lanes["actor_id"], view.lanes["n"], strict=True))
    labelled = {a: tn("leaders.lane", int(totals[a]), name=n) for a, n in names.items()}
    table = _table(years, names)
    chart_card(
        page,
        Card(
            key="leaders_years_chart",
            table_key="leaders_years_table",
            title=_title(years, len(names)),
            sentence=sentence(view),
            sources=source_line(view.data, "contacts", view.selected["contact_id"]),
            shown=len(view.selected),
            total=len(view.data.contacts),
            subject="leaders-years",
            table=table,
            labels={
                COLUMN: t("leaders.column"),
                "period": t("calls.grain_year"),
                "n": t(f"calls.column_{view.filter.rule}"),
                "status": t("calls.column_status"),
                "doubtful": t("calls.column_doubtful"),
            },
            notes=(t("leaders.note_years"),),
        ),
        figures.fig_years(years, labelled),
        figures.alt_years(years, names),
    )


def _title(years: pd.DataFrame, lanes: int) -> str:
    """Name the year in which most lanes hold a contact; the latest of equals."""
    holding = years[years["n"].fillna(0) > 0].groupby("period").size()
    if holding.empty:
        return t("leaders.years_title_none")
    most = int(holding.max())
    peak = holding.index[holding == most].max()
    return tn("leaders.years_title", most, year=peak, m=fmt.number(lanes))


def _table(years: pd.DataFrame, names: dict[str, str]) -> pd.DataFrame:
    return pd.DataFrame(
        {
            COLUMN: years["actor_id"].map(names),
            "period": years["period"],
            "n": years["n"],
            "status": [t(f"calls.status_{code}") for code in years["status"]],
            "doubtful": [
                t("shell.yes") if doubt else t("shell.no")
                for doubt in years["doubtful"]
            ],
        }
    )
