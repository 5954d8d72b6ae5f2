"""What stands in the place of a number where the reader hid all that was counted."""

from __future__ import annotations

from collections.abc import Callable

import pandas as pd
import plotly.graph_objects as go

from components.figures import style
from components.text import t, tn


def add_hidden(
    figure: go.Figure,
    counts: pd.DataFrame,
    label: Callable[[str], str],
    *,
    written: bool,
) -> None:
    """Mark the periods whose contacts are all hidden, so that none reads as a zero.

    Args:
        figure: a chart of counts over time, changed in place.
        counts: from `data.contacts.counts_by_period`.
        label: code of a period → its name.
        written: whether there is room for words; else a cross stands there.
    """
    rows = counts[counts["status"] == "hidden"]
    if rows.empty:
        return
    words = [tn("calls.hidden_mark", int(n)) for n in rows["hidden"]]
    figure.add_trace(
        go.Scatter(
            x=[
                style.midpoint(first, last)
                for first, last in zip(rows["start"], rows["end"], strict=True)
            ],
            y=[0] * len(rows),
            mode="text" if written else "markers",
            text=words,
            textposition="top center",
            textfont={"size": 11},
            marker={
                "symbol": "x-thin",
                "size": 6,
                "line": {"width": 1.5, "color": style.GREY},
            },
            hovertext=[
                t("calls.hidden_hover", period=label(period), hidden=text)
                for period, text in zip(rows["period"], words, strict=True)
            ],
            hoverinfo="text",
            showlegend=False,
            cliponaxis=False,
        )
    )
