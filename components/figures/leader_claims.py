"""Stated totals beside ours, one row a leader however many have stated one."""

from __future__ import annotations

from dataclasses import dataclass

import pandas as pd

from components.figures import style
from components.figures.spec import Spec, Trace, figure, part, scatter
from components.text import t

# One unit of the vertical axis is one pixel.
MARK = 15
STEP = 19
LABEL = 22
SPACE = 12

# Operator of a claim → symbol, and the name of the symbol in the legend.
SYMBOLS = {
    "=": ("circle", "leaders.claim_exact"),
    "~": ("circle-open", "leaders.claim_about"),
    ">": ("triangle-right-open", "leaders.claim_at_least"),
    ">=": ("triangle-right-open", "leaders.claim_at_least"),
}


@dataclass(frozen=True)
class Row:
    """One leader: `label` stands above the marks, one for each of `claim_ids`."""

    label: str
    claim_ids: tuple[str, ...]


def fig_claims(claims: pd.DataFrame, rows: list[Row], hovers: dict[str, str]) -> Spec:
    """Draw every stated total of a leader in one row; ours stands inside or beside.

    Totals that say the same stand above one another, so that none is hidden.

    Args:
        claims: rows of `data.counts.compare` that have a figure of ours.
        rows: top row first; every claim is in one of them.
        hovers: claim id → what is said of it.
    """
    own = claims.set_index("claim_id")
    heights, labels, height = _places(own, rows)
    traces = _differences(own, heights)
    for name in dict.fromkeys(name for _, name in SYMBOLS.values()):
        signs = [sign for sign, (_, n) in SYMBOLS.items() if n == name]
        chosen = [c for c in heights if own.loc[c, "operator"] in signs]
        if not chosen:
            continue
        traces.append(
            scatter(
                x=own.loc[chosen, "value"].astype(float).tolist(),
                y=[heights[claim] for claim in chosen],
                mode="markers",
                name=t(name),
                marker={
                    "symbol": SYMBOLS[signs[0]][0],
                    "size": MARK,
                    "color": style.VERMILION,
                    "line": {"width": 2, "color": style.VERMILION},
                },
                customdata=chosen,
                hovertext=[hovers[claim] for claim in chosen],
                hoverinfo="text",
            )
        )
    traces.append(
        scatter(
            x=own.loc[list(heights), "ours"].astype(float).tolist(),
            y=list(heights.values()),
            mode="markers",
            name=t("leaders.claim_ours"),
            marker={
                "symbol": "diamond",
                "size": 9,
                "color": style.BLUE,
                "line": {"width": 1, "color": "#FFFFFF"},
            },
            customdata=list(heights),
            hovertext=[hovers[claim] for claim in heights],
            hoverinfo="text",
        )
    )
    names = [
        style.row_label(y, style.escape(row.label), 0)
        for row, y in zip(rows, labels, strict=True)
    ]
    widest = float(max(own["value"].max(), own["ours"].max()))
    return figure(
        part(traces, annotations=names),
        layout=style.layout(
            100 + height,
            xaxis={
                "range": [0, widest * 1.06],
                "fixedrange": True,
                "title": {"text": t("calls.unit_contacts")},
            },
            yaxis={"range": [0, height], "visible": False, "fixedrange": True},
        ),
    )


def _places(
    own: pd.DataFrame, rows: list[Row]
) -> tuple[dict[str, float], list[float], int]:
    """Return heights of the claims, of the rows' labels, and of the whole."""
    heights: dict[str, float] = {}
    labels = []
    floor = 0
    for row in reversed(rows):
        part = own.loc[list(row.claim_ids)]
        level = part.groupby("value").cumcount()
        for claim, step in level.items():
            heights[str(claim)] = floor + SPACE + STEP * (step + 0.5)
        tall = STEP * (int(level.max()) + 1)
        labels.append(floor + SPACE + tall + LABEL / 2)
        floor += SPACE + tall + LABEL
    return heights, labels[::-1], floor


def _differences(own: pd.DataFrame, heights: dict[str, float]) -> list[Trace]:
    """Join what was stated and what we itemise where the two differ."""
    x: list[float | None] = []
    y: list[float | None] = []
    values, counts = own["value"].astype(float), own["ours"].astype(float)
    for claim, height in heights.items():
        stated, ours = values[claim], counts[claim]
        if stated != ours:
            x += [stated, ours, None]
            y += [height, height, None]
    if not x:
        return []
    return [
        scatter(
            x=x,
            y=y,
            mode="lines",
            line={"color": style.GREY, "width": 2},
            hoverinfo="skip",
            showlegend=False,
        )
    ]


def alt_claims(rows: list[Row]) -> str:
    """Say what stands in each row."""
    return t("leaders.alt_claims", rows="; ".join(row.label for row in rows))
