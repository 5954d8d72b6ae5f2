"""Contacts by lane and year as numbered discs, with three kinds of nothing."""

from __future__ import annotations

import pandas as pd
import plotly.graph_objects as go

from components import format as fmt
from components.figures import style
from components.text import t
from data.rows import each

ROW_PIXELS = 46


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
    row_of = {actor: len(labels) - i for i, actor in enumerate(labels)}
    periods = sorted(set(years["period"]))
    figure = go.Figure()
    some = years["n"].fillna(0) > 0
    for chosen, found in ((years[some], True), (years[~some], False)):
        most = int(chosen["n"].max()) if found and len(chosen) else 1
        figure.add_trace(
            go.Scatter(
                x=[periods.index(period) for period in chosen["period"]],
                y=[row_of[actor] for actor in chosen["actor_id"]],
                mode="markers+text" if found else "text",
                marker={
                    "size": [17 + 9 * (n / most) ** 0.5 for n in chosen["n"]],
                    "color": style.BLUE,
                    "opacity": 1,
                }
                if found
                else None,
                text=[
                    cell(row.n, row.status, doubtful=row.doubtful)
                    for row in each(chosen)
                ],
                textfont={"color": "#FFFFFF", "size": 11} if found else {"size": 12},
                hovertext=[
                    t(
                        "leaders.year_hover",
                        name=labels[row.actor_id],
                        year=row.period,
                        n=cell(row.n, row.status, doubtful=row.doubtful),
                        status=t(f"calls.status_{row.status}"),
                    )
                    for row in each(chosen)
                ],
                hoverinfo="text",
                showlegend=False,
            )
        )
    for actor, row in row_of.items():
        figure.add_annotation(
            x=0,
            xref="paper",
            xanchor="left",
            y=row + 0.42,
            text=style.escape(labels[actor]),
            showarrow=False,
        )
        figure.add_hline(
            y=row - 0.36, line={"width": 1, "color": "rgba(128,128,128,.25)"}
        )
    figure.update_layout(
        style.layout(
            40 + ROW_PIXELS * len(labels),
            xaxis={
                "tickvals": list(range(len(periods))),
                "ticktext": periods,
                "range": [-0.6, len(periods) - 0.4],
                "showgrid": False,
                "zeroline": False,
                "fixedrange": True,
                "tickangle": 0,
                "tickfont": {"size": 11},
            },
            yaxis={
                "range": [0.55, len(labels) + 0.75],
                "visible": False,
                "fixedrange": True,
            },
        )
    )
    return figure


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
