"""Chart of stated totals beside ours: one row a claim, one axis a unit."""

from __future__ import annotations

import textwrap
from collections.abc import Mapping

import pandas as pd

from components.figures import style
from components.figures.claim_marks import (
    FORM,
    SYMBOLS,
    arrows,
    connectors,
    key,
    numbers,
    own_marks,
    stated_marks,
)
from components.figures.spec import Spec, figure, merge, part
from components.text import t
from data.counts import PANELS

# Rows are named beside their marks, in lines that leave half a phone to the marks.
LABEL_WIDTH = 24
NAMES = 142
VERDICTS = 62
LINE = 15
LEAST_ROW = 38
HEADING = 30
AXIS = 48
KEY = 40


def row_label(what: str, who: str) -> str:
    """Wrap the name of a row: what is counted in bold, who says so below."""
    heading = [style.escape(line) for line in textwrap.wrap(what, LABEL_WIDTH)]
    rest = [style.escape(line) for line in textwrap.wrap(who, LABEL_WIDTH)]
    return "<br>".join([f"<b>{line}</b>" for line in heading] + rest)


def fig_conflicts(
    claims: pd.DataFrame,
    row_labels: list[str],
    verdicts: list[str],
    sentences: list[str],
    headings: Mapping[str, str],
) -> Spec:
    """Draw each stated total beside ours, one row a claim, joined where they differ.

    Args:
        claims: from `data.counts.in_reading_order`, those with our own figure; top
            row first.
        row_labels: from `row_label`, one a row.
        verdicts: what the difference is, in a word or two, one a row.
        sentences: the whole claim and our figure in words, one a row.
        headings: name of each panel, by its code in `data.counts.PANELS`.
    """
    panels = [p for p in PANELS if p in set(claims["panel"])]
    heights = [
        max(LEAST_ROW, LINE * (label.count("<br>") + 1) + 10) for label in row_labels
    ]
    rows = claims.assign(
        label=row_labels, verdict=verdicts, sentence=sentences, height=heights
    )
    # The last axis lies in the margin, where every chart has it.
    total = sum(heights) + len(panels) * HEADING + (len(panels) - 1) * AXIS
    parts = []
    top = total
    for number, panel in enumerate(panels):
        own_rows = rows[rows["panel"] == panel].copy()
        span = int(own_rows["height"].sum())
        # One unit of a vertical axis is one pixel.
        own_rows["y"] = span - own_rows["height"].cumsum() + own_rows["height"] / 2
        upper, lower = top - HEADING, top - HEADING - span
        parts.append(
            _panel(
                own_rows,
                number,
                domain=(lower / total, upper / total) if total else (0, 1),
                heading=headings[panel],
                title=t(f"calls.unit_{'hours' if panel == 'hours' else 'contacts'}"),
            )
        )
        top = lower - AXIS
    words = {
        "text": key(),
        "x": 0,
        "xref": "paper",
        "xanchor": "left",
        "xshift": 8 - NAMES,
        "y": 1,
        "yref": "paper",
        "yanchor": "bottom",
        "yshift": 4,
        "align": "left",
        "font": {"size": 11},
        "showarrow": False,
    }
    return figure(
        *parts,
        part(annotations=[words]),
        layout=style.layout(
            total + KEY + AXIS,
            margin={"l": NAMES, "r": VERDICTS, "t": KEY, "b": AXIS},
            showlegend=False,
        ),
    )


def _panel(
    rows: pd.DataFrame,
    number: int,
    *,
    domain: tuple[float, float],
    heading: str,
    title: str,
) -> Spec:
    """Draw the rows of one unit on axes of their own: names left, verdicts right."""
    x, left, right = (
        _axis("x", number),
        _axis("y", 2 * number),
        _axis("y", 2 * number + 1),
    )
    widest = float(max(rows["value"].max(), rows["ours"].max()))
    # Room for a number on a phone, and for an arrow to be seen.
    end = widest * 1.6
    vertical = {
        "range": [0, float(rows["height"].sum())],
        "tickvals": rows["y"].tolist(),
        "showgrid": False,
        "zeroline": False,
        "fixedrange": True,
        "ticks": "",
        "tickfont": {"size": 11},
    }
    axes = {
        _layout_name(x): {
            "range": [-widest * 0.12, end],
            "tickvals": _ticks(widest),
            "domain": [0, 1],
            "anchor": left,
            "fixedrange": True,
            "zeroline": False,
            "title": {"text": title, "standoff": 4},
        },
        _layout_name(left): vertical
        | {"domain": domain, "ticktext": rows["label"].tolist(), "anchor": x},
        _layout_name(right): vertical
        | {
            "overlaying": left,
            "side": "right",
            "anchor": x,
            "ticktext": rows["verdict"].tolist(),
        },
    }
    forms = rows["operator"].map(FORM)
    chosen = [(form, rows[forms == form]) for form in SYMBOLS]
    traces = [
        stated_marks(part_of, form) | {"xaxis": x, "yaxis": left}
        for form, part_of in chosen
        if len(part_of)
    ]
    traces.append(own_marks(rows) | {"xaxis": x, "yaxis": right})
    title_above = {
        "text": f"<b>{style.escape(heading)}</b>",
        "x": 0,
        "xref": "paper",
        "xanchor": "left",
        "y": domain[1],
        "yref": "paper",
        "yanchor": "bottom",
        "xshift": 8 - NAMES,
        "yshift": 4,
        "showarrow": False,
    }
    notes = [title_above, *numbers(rows, x, left), *arrows(rows, x, left, end)]
    drawn = part(traces, connectors(rows, x, left), notes)
    return merge(drawn, {"layout": axes})


def _axis(letter: str, number: int) -> str:
    """Reference to the axis with a number from 0: "x", "x2", …."""
    return letter if number == 0 else f"{letter}{number + 1}"


def _layout_name(axis: str) -> str:
    """Name of an axis in the layout: "x2" → "xaxis2"."""
    return f"{axis[0]}axis{axis[1:]}"


def _ticks(widest: float) -> list[int]:
    """At most five round numbers from 0: a phone has room for no more."""
    step = next(s for s in (1, 2, 5, 10, 20, 25, 50, 100, 200) if widest / s < 5)
    return list(range(0, int(widest * 1.2) + 1, step))


def alt_conflicts(sentences: list[str]) -> str:
    """Say each claim, our count and the difference in words."""
    return t("calls.alt_conflicts", claims="; ".join(sentences))
