"""Chart of stated totals beside ours, one row a claim."""

from __future__ import annotations

import html

import pandas as pd
import plotly.graph_objects as go

from components import format as fmt
from components.figures import style
from components.text import t


def stated(operator: str, value: float) -> str:
    """Write a stated total with its operator: "≈ 20", "> 75", "≥ 100", "20"."""
    sign = {"~": "≈ ", ">": "> ", ">=": "≥ ", "=": ""}[operator]
    return sign + fmt.number(value)


def fig_conflicts(claims: pd.DataFrame, row_labels: list[str]) -> go.Figure:
    """Draw each stated total beside ours, one row a claim.

    Args:
        claims: from `data.counts.compare`, one unit only; top row first.
        row_labels: one sentence a row, printed above its marks.
    """
    rows = list(range(len(claims), 0, -1))
    figure = go.Figure()
    exact = claims["operator"] == "="
    about = claims["operator"] == "~"
    lower = claims["operator"].isin([">", ">="])
    values = claims["value"].astype(float)
    for chosen, name, symbol in (
        (exact, t("calls.claim_exact"), "circle"),
        (about, t("calls.claim_about"), "circle-open"),
        (lower, t("calls.claim_at_least"), "line-ns-open"),
    ):
        if not chosen.any():
            continue
        figure.add_trace(
            go.Scatter(
                x=values[chosen].tolist(),
                y=[row for row, keep in zip(rows, chosen, strict=True) if keep],
                mode="markers",
                name=name,
                marker={
                    "symbol": symbol,
                    "size": 15,
                    "color": style.VERMILION,
                    "line": {"width": 3, "color": style.VERMILION},
                },
                hovertext=[
                    label
                    for label, keep in zip(row_labels, chosen, strict=True)
                    if keep
                ],
                hoverinfo="text",
            )
        )
    ours = claims["ours"].notna()
    figure.add_trace(
        go.Scatter(
            x=claims.loc[ours, "ours"].astype(float).tolist(),
            y=[row for row, keep in zip(rows, ours, strict=True) if keep],
            mode="markers",
            name=t("calls.claim_ours"),
            marker={
                "symbol": "diamond",
                "size": 10,
                "color": style.BLUE,
                "line": {"width": 1, "color": "#FFFFFF"},
            },
            hoverinfo="skip",
        )
    )
    widest = float(max(values.max(), claims["ours"].fillna(0).max())) * 1.18
    arrows = [
        {
            "x": widest,
            "ax": value,
            "y": row,
            "ay": row,
            "axref": "x",
            "ayref": "y",
            "xref": "x",
            "yref": "y",
            "arrowhead": 2,
            "arrowwidth": 2,
            "arrowcolor": style.VERMILION,
            "text": "",
        }
        for row, value, is_lower in zip(rows, values, lower, strict=True)
        if is_lower
    ]
    named = [
        style.row_label(row, label, 24)
        for row, label in zip(rows, row_labels, strict=True)
    ]
    style.annotate(figure, arrows + named)
    figure.update_layout(
        style.layout(
            90 + 68 * len(claims),
            xaxis={
                "range": [0, widest],
                "fixedrange": True,
                "title": {"text": t("calls.axis_contacts")},
                "zeroline": True,
            },
            yaxis={
                "range": [0.4, len(claims) + 0.75],
                "visible": False,
                "fixedrange": True,
            },
        )
    )
    figure.update_layout(legend={"y": -60 / (90 + 68 * len(claims))})
    return figure


def alt_conflicts(row_labels: list[str]) -> str:
    """Say each claim and our count in words: the labels without their markup."""
    plain = [html.unescape(label.replace("<br>", ": ")) for label in row_labels]
    return t("calls.alt_conflicts", claims="; ".join(plain))
