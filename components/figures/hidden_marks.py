"""What stands in the place of a number where the reader hid all that was counted."""

from __future__ import annotations

from collections.abc import Callable

import pandas as pd

from components.figures import style
from components.figures.spec import Trace, scatter
from components.text import t, tn


def hidden_marks(
    counts: pd.DataFrame, label: Callable[[str], str], *, written: bool
) -> list[Trace]:
    """Mark the periods whose contacts are all hidden, so that none reads as a zero.

    Args:
        counts: from `data.contacts.counts_by_period`.
        label: code of a period → its name.
        written: whether there is room for words; else a cross stands there.

    Returns:
        One trace, or none where nothing is hidden.
    """
    rows = counts[counts["status"] == "hidden"]
    if rows.empty:
        return []
    words = [tn("calls.hidden_mark", int(n)) for n in rows["hidden"]]
    return [
        scatter(
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
    ]
