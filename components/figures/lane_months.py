"""Contacts by lane before and after the invasion, as pairs of bars."""

from __future__ import annotations

import pandas as pd
import plotly.graph_objects as go

from components import format as fmt
from components.figures import style
from components.text import t
from data.rows import each

ROW_PIXELS = 46
# Offsets of a lane's two bars from its line, and their thickness.
SIDES = {"before": (-0.02, style.BLUE, ""), "after": (-0.28, style.VERMILION, "/")}
THICKNESS = 0.22


def fig_sides(
    sides: pd.DataFrame, labels: dict[str, str], names: dict[str, str]
) -> go.Figure:
    """Draw two bars a lane, with their numbers; a true zero prints its 0.

    Args:
        sides: from `data.leaders.before_and_after`, top row first.
        labels: actor id → label of its row.
        names: `before` and `after` → name in the legend.
    """
    rows = [len(sides) - i for i in range(len(sides))]
    figure = go.Figure()
    for side, (offset, colour, hatch) in SIDES.items():
        figure.add_trace(
            go.Bar(
                x=sides[side].astype(int).tolist(),
                y=[row + offset for row in rows],
                width=THICKNESS,
                orientation="h",
                name=names[side],
                marker={
                    "color": colour,
                    "line": {"width": 1, "color": "rgba(128,128,128,0.9)"},
                    "pattern": {
                        "shape": hatch,
                        "bgcolor": colour,
                        "fgcolor": "#FFFFFF",
                        "solidity": 0.25,
                        "size": 6,
                    },
                },
                text=[fmt.number(n) for n in sides[side]],
                textposition="outside",
                textfont={"size": 12},
                constraintext="none",
                cliponaxis=False,
                hovertext=[
                    t(
                        "leaders.side_hover",
                        name=labels[row.actor_id],
                        side=names[side],
                        n=fmt.number(getattr(row, side)),
                        who=style.escape(getattr(row, f"who_{side}")),
                    )
                    for row in each(sides)
                ],
                hoverinfo="text",
            )
        )
    for row, actor in zip(rows, sides["actor_id"], strict=True):
        figure.add_annotation(
            x=0,
            xref="paper",
            xanchor="left",
            y=row + 0.3,
            text=style.escape(labels[actor]),
            showarrow=False,
        )
    most = int(max(sides["before"].max(), sides["after"].max(), 1))
    figure.update_layout(
        style.layout(
            90 + ROW_PIXELS * len(sides),
            barmode="overlay",
            xaxis={"range": [0, most * 1.12], "visible": False, "fixedrange": True},
            yaxis={
                "range": [0.5, len(sides) + 0.6],
                "visible": False,
                "fixedrange": True,
            },
        )
    )
    figure.update_layout(legend={"y": -8 / (ROW_PIXELS * len(sides))})
    return figure


def alt_sides(
    sides: pd.DataFrame, labels: dict[str, str], names: dict[str, str]
) -> str:
    """Say both numbers of each lane."""
    parts = [
        t(
            "leaders.alt_side",
            name=labels[row.actor_id],
            before=fmt.number(row.before),
            after=fmt.number(row.after),
        )
        for row in each(sides)
    ]
    return t(
        "leaders.alt_sides",
        before=names["before"],
        after=names["after"],
        lanes="; ".join(parts),
    )
