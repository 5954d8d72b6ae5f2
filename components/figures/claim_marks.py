"""Marks of stated totals and of ours, on rows given in pixels."""

from __future__ import annotations

from typing import Any

import pandas as pd

from components import format as fmt
from components.figures import style
from components.text import t
from data.rows import each

# Symbol of a stated total by operator; every one is told apart without colour.
SYMBOLS = {
    "exact": "circle",
    "about": "circle-open",
    "at_least": "line-ns-open",
}
SIGN = {"~": "≈ ", ">": "> ", ">=": "≥ ", "=": ""}
FORM = {"=": "exact", "~": "about", ">": "at_least", ">=": "at_least"}

# Where a number stands beside its mark, clear of the largest.
_SIDES: dict[str, dict[str, Any]] = {
    "left": {"xanchor": "right", "xshift": -11},
    "right": {"xanchor": "left", "xshift": 11},
    "above": {"yanchor": "bottom", "yshift": 6},
    "below": {"yanchor": "top", "yshift": -6},
}


def stated(operator: str, value: float) -> str:
    """Write a stated total with its operator: "≈ 20", "> 75", "≥ 100", "20"."""
    return SIGN[operator] + fmt.number(value)


def own(value: float) -> str:
    """Write our own figure: whole contacts, tenths of hours."""
    return fmt.number(value, int(value % 1 > 0))


def stated_marks(rows: pd.DataFrame, form: str) -> dict[str, Any]:
    """Trace of the totals that were stated in one of the forms of `SYMBOLS`."""
    return {
        "type": "scatter",
        "x": rows["value"].astype(float).tolist(),
        "y": rows["y"].tolist(),
        "mode": "markers",
        "marker": {
            "symbol": SYMBOLS[form],
            "size": 15,
            "color": style.VERMILION,
            "line": {"width": 3, "color": style.VERMILION},
        },
        "customdata": rows["claim_id"].tolist(),
        "hovertext": rows["sentence"].tolist(),
        "hoverinfo": "text",
        "showlegend": False,
    }


def own_marks(rows: pd.DataFrame) -> dict[str, Any]:
    """Trace of our own figures."""
    return {
        "type": "scatter",
        "x": rows["ours"].astype(float).tolist(),
        "y": rows["y"].tolist(),
        "mode": "markers",
        "marker": {
            "symbol": "diamond",
            "size": 10,
            "color": style.BLUE,
            "line": {"width": 1, "color": "#FFFFFF"},
        },
        "customdata": rows["claim_id"].tolist(),
        "hovertext": rows["sentence"].tolist(),
        "hoverinfo": "text",
        "showlegend": False,
    }


def numbers(rows: pd.DataFrame, x: str, y: str) -> list[dict[str, Any]]:
    """Both numbers of each row, on the far sides of their marks.

    A lower bound has its number above: its arrow takes the side.
    """
    placed = []
    for row in each(rows):
        value, ours = float(row.value), float(row.ours)
        bound = FORM[row.operator] == "at_least"
        beyond = ours > value
        side = "above" if bound else "left" if beyond else "right"
        placed.append((side, value, row.y, stated(row.operator, row.value)))
        side = ("below" if bound else "right") if beyond else "left"
        placed.append((side, ours, row.y, own(ours)))
    return [
        {
            "x": where,
            "y": height,
            "xref": x,
            "yref": y,
            "text": text,
            "font": {"size": 11},
            "showarrow": False,
        }
        | _SIDES[side]
        for side, where, height, text in placed
    ]


def connectors(rows: pd.DataFrame, x: str, y: str) -> list[dict[str, Any]]:
    """A thin line from our figure to the stated one, as long as they differ."""
    return [
        {
            "type": "line",
            "layer": "below",
            "xref": x,
            "yref": y,
            "x0": float(row.ours),
            "x1": float(row.value),
            "y0": row.y,
            "y1": row.y,
            "line": {"color": style.GREY, "width": 2, "dash": "dot"},
        }
        for row in each(rows[rows["ours"] != rows["value"]])
    ]


def arrows(rows: pd.DataFrame, x: str, y: str, end: float) -> list[dict[str, Any]]:
    """A lower bound points into the open: no end of it was stated."""
    return [
        {
            "x": end,
            "ax": float(row.value),
            "y": row.y,
            "ay": row.y,
            "xref": x,
            "axref": x,
            "yref": y,
            "ayref": y,
            "arrowhead": 2,
            "arrowwidth": 2,
            "arrowcolor": style.VERMILION,
            "text": "",
        }
        for row in each(rows[rows["operator"].map(FORM) == "at_least"])
    ]


def key() -> str:
    """Name the marks in words.

    A legend would be one entry a line on a phone, and push the chart to the right.
    """

    def mark(glyph: str, colour: str) -> str:
        return f'<span style="color:{colour}">{glyph}</span>'

    return t(
        "calls.claims_key",
        exact=mark("●", style.VERMILION),
        about=mark("○", style.VERMILION),
        at_least=mark("|→", style.VERMILION),
        ours=mark("◆", style.BLUE),
    )
