"""Totals that others stated, as differences from ours: one row each."""

from __future__ import annotations

from typing import Any

import pandas as pd

from components import format as fmt
from components.figures import palette, style
from components.figures.spec import Spec, Trace, figure, part, scatter
from components.text import t
from data.rows import each

# Symbol of a stated total by its form; every one is told apart without colour.
SYMBOLS = {
    "exact": "circle",
    "about": "circle-open",
    "at_least": "triangle-right",
}
SIGN = {"~": "≈ ", ">": "> ", ">=": "≥ ", "=": ""}
FORM = {"=": "exact", "~": "about", ">": "at_least", ">=": "at_least"}

# In pixels: a row with its name above its mark, the heading of an axis, and what stands
# above the first row.
ROW, HEADING, ABOVE = 44, 34, 4

# The marks leave the right to both numbers.
MARKS = 0.7


def stated(operator: str, value: float) -> str:
    """Write a stated total with its operator: "≈ 20", "> 75", "≥ 100", "20"."""
    return SIGN[operator] + fmt.number(value)


def own(value: float) -> str:
    """Write our own figure: whole contacts, tenths of hours."""
    return fmt.number(value, int(value % 1 > 0))


def fig_differences(
    claims: pd.DataFrame,
    names: list[str],
    verdicts: list[str],
    sentences: list[str],
) -> Spec:
    """Draw how many more or fewer each claim says than we list; hours apart.

    Args:
        claims: those with our own figure, from
            `data.reported_counts.in_reading_order`; top row first.
        names: what is counted, when, and who says so, one a row.
        verdicts: what the difference is, in a word or two, one a row.
        sentences: the whole claim and our figure in words, one a row.
    """
    rows = claims.assign(name=names, verdict=verdicts, sentence=sentences)
    hours = rows["counted"] == "hours"
    groups = [group for group in (rows[~hours], rows[hours]) if len(group)]
    total = sum(HEADING + ROW * len(group) for group in groups)
    parts, layout, top = [], {}, float(total)
    for number, group in enumerate(groups, start=1):
        axis = "" if number == 1 else str(number)
        span = HEADING + ROW * len(group)
        low, high = _range(group)
        layout[f"xaxis{axis}"] = {
            "domain": [0, MARKS],
            "range": [low, high],
            "anchor": f"y{axis}",
            "visible": False,
            "fixedrange": True,
        }
        layout[f"yaxis{axis}"] = {
            "domain": [(top - span) / total, top / total],
            "range": [0, span],
            "anchor": f"x{axis}",
            "visible": False,
            "fixedrange": True,
        }
        parts.append(_group(group, axis, span))
        top -= span
    return figure(
        *parts,
        layout=style.layout(
            total + ABOVE + 8,
            margin={"l": 4, "r": 4, "t": ABOVE, "b": 4},
            showlegend=False,
            hovermode="closest",
            **layout,
        ),
    )


def _range(group: pd.DataFrame) -> tuple[float, float]:
    """Both ends of an axis: room for words beside the farthest marks."""
    low = min(0.0, float(group["excess"].min()))
    high = max(0.0, float(group["excess"].max()))
    width = max(high - low, 1.0)
    return low - 0.35 * width, high + 0.45 * width


def _group(group: pd.DataFrame, axis: str, span: int) -> Spec:
    """The rows of one axis below its heading, with the line of our own list."""
    x, y = f"x{axis}", f"y{axis}"
    traces: list[Trace] = []
    shapes: list[dict[str, Any]] = []
    zero = {
        "type": "line",
        "xref": x,
        "yref": y,
        "x0": 0,
        "x1": 0,
        "y0": 0,
        "y1": span - HEADING,
        "line": {"color": palette.OUTLINE, "width": 1.5},
    }
    shapes.append(zero)
    hours = bool((group["counted"] == "hours").all())
    notes = [
        _words(
            t("calls.same_as_ours"), x, y, 0, span - HEADING + 2, "center", "bottom"
        ),
        _words(
            t(f"calls.they_and_we_{'hours' if hours else 'contacts'}"),
            "paper",
            y,
            1,
            span - HEADING + 2,
            "right",
            "bottom",
        ),
    ]
    for place, row in enumerate(each(group)):
        upper = span - HEADING - ROW * place
        level, name = upper - ROW * 0.72, upper - ROW * 0.26
        shapes.append(
            {
                "type": "line",
                "xref": "paper",
                "yref": y,
                "x0": 0,
                "x1": 1,
                "y0": upper - ROW,
                "y1": upper - ROW,
                "line": {"color": palette.GRID, "width": 1},
            }
        )
        notes.append(
            _words(row.name, "paper", y, 0, name, "left", "middle", palette.TEXT)
        )
        notes.append(
            _words(
                t(
                    "calls.they_and_we",
                    stated=stated(row.operator, row.value),
                    ours=own(row.ours),
                ),
                "paper",
                y,
                1,
                level,
                "right",
                "middle",
                palette.TEXT,
            )
        )
        colour = palette.OUTLINE if row.agrees else palette.TEXT
        excess = float(row.excess)
        form = FORM[row.operator]
        traces.append(
            scatter(
                x=[0, excess],
                y=[level, level],
                xaxis=x,
                yaxis=y,
                mode="lines",
                line={"color": colour, "width": 3},
                hoverinfo="skip",
            )
        )
        traces.append(
            scatter(
                x=[excess],
                y=[level],
                xaxis=x,
                yaxis=y,
                mode="markers",
                marker={
                    "symbol": SYMBOLS[form],
                    "size": 13,
                    "color": colour,
                    "line": {"color": colour, "width": 2},
                },
                customdata=[row.claim_id],
                hovertext=row.sentence,
                hoverinfo="text",
            )
        )
        left = excess < 0
        notes.append(
            _words(
                row.verdict, x, y, excess, level, "right" if left else "left", "middle"
            )
            | {"xshift": -11 if left else 11}
        )
    return part(traces, shapes, notes)


def _words(
    text: str,
    x_axis: str,
    y_axis: str,
    x: float,
    y: float,
    side: str,
    level: str,
    colour: str = palette.MUTED,
) -> dict[str, Any]:
    return {
        "text": text,
        "xref": x_axis,
        "yref": y_axis,
        "x": x,
        "y": y,
        "xanchor": side,
        "yanchor": level,
        "showarrow": False,
        # The line of our list must not strike the words through.
        "bgcolor": palette.GROUND,
        "borderpad": 0,
        "font": {"color": colour, "size": 13 if colour == palette.TEXT else 12},
    }


def alt_differences(sentences: list[str]) -> str:
    """Say each claim in words, in the order of the rows."""
    return t("calls.alt_conflicts", claims="; ".join(sentences))
