"""Contacts by lane and year, with three kinds of nothing."""

from __future__ import annotations

import pandas as pd
import plotly.graph_objects as go

from components import format as fmt
from components.figures import style
from components.figures.lane_matrix import Cell, fig_matrix
from components.text import t
from data.rows import each


def cell(n: object, status: str, *, doubtful: bool) -> str:
    """Write one year of a lane: "12", "0", "4*" (part), "3†" (doubtful), "–"."""
    if status == "not_covered":
        return t("leaders.cell_not_covered")
    number = fmt.number(int(str(n)))
    if status == "partly_covered":
        return t("leaders.cell_part", n=number)
    return t("leaders.cell_doubtful", n=number) if doubtful else number


def fig_years(years: pd.DataFrame, labels: dict[str, str]) -> go.Figure:
    """Draw a numbered disc for each year with contacts, and a sign for each without.

    Args:
        years: from `data.leaders.by_year`.
        labels: actor id → label of its row, top row first.
    """
    periods = sorted(set(years["period"]))
    cells = []
    for row in each(years):
        text = cell(row.n, row.status, doubtful=row.doubtful)
        hover = t(
            "leaders.year_hover",
            name=style.escape(labels[row.actor_id]),
            year=row.period,
            n=text,
            status=t(f"calls.status_{row.status}"),
        )
        n = None if pd.isna(row.n) else int(row.n)
        cells.append(Cell(row.actor_id, periods.index(row.period), n, text, hover))
    return fig_matrix(cells, labels, periods)


def alt_years(years: pd.DataFrame, labels: dict[str, str]) -> str:
    """Say each lane's years that hold contacts, and which years are not covered."""
    parts = []
    for actor, label in labels.items():
        own = years[years["actor_id"] == actor]
        found = own[own["n"].fillna(0) > 0]
        cells = fmt.join(
            t("leaders.alt_year", year=row.period, n=fmt.number(row.n))
            for row in each(found)
        )
        key = "leaders.alt_lane_years" if cells else "leaders.alt_lane_empty"
        parts.append(t(key, name=label, cells=cells))
    uncovered = int((years["status"] == "not_covered").sum())
    return t(
        "leaders.alt_years", lanes=" ".join(parts), uncovered=fmt.number(uncovered)
    )
