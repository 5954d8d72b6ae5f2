"""Stated totals beside ours: two marks in a row, joined where they differ.

`fig_reported_counts` has one row per claim and an axis per unit, `fig_claims` one row
per leader. One unit of the vertical axis is one pixel. An operator has the same symbol
in both.
"""

from __future__ import annotations

import textwrap
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import pandas as pd

from components import format as fmt
from components.figures import palette, style
from components.figures.spec import Spec, Trace, figure, merge, part, scatter
from components.text import t
from data.reported_counts import PANELS
from data.rows import each

# Symbol of a stated total by its form; every one is told apart without colour.
SYMBOLS = {
    "exact": "circle",
    "about": "circle-open",
    "at_least": "triangle-right-open",
}
NAME = {
    "exact": "leaders.claim_exact",
    "about": "leaders.claim_about",
    "at_least": "leaders.claim_at_least",
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

# Rows are named beside their marks, in lines that leave half a phone to the marks.
LABEL_WIDTH = 24
NAMES = 142
VERDICTS = 62
LINE = 15
LEAST_ROW = 38
HEADING = 30
AXIS = 48
KEY = 40

# Heights of a row per leader: a level of marks, the label above, the space between.
STEP = 19
LABEL = 22
SPACE = 12


def stated(operator: str, value: float) -> str:
    """Write a stated total with its operator: "≈ 20", "> 75", "≥ 100", "20"."""
    return SIGN[operator] + fmt.number(value)


def own(value: float) -> str:
    """Write our own figure: whole contacts, tenths of hours."""
    return fmt.number(value, int(value % 1 > 0))


def row_label(what: str, who: str) -> str:
    """Wrap the name of a row: what is counted in bold, who says so below."""
    heading = [style.escape(line) for line in textwrap.wrap(what, LABEL_WIDTH)]
    rest = [style.escape(line) for line in textwrap.wrap(who, LABEL_WIDTH)]
    return "<br>".join([f"<b>{line}</b>" for line in heading] + rest)


def fig_reported_counts(
    claims: pd.DataFrame,
    row_labels: list[str],
    verdicts: list[str],
    sentences: list[str],
    headings: Mapping[str, str],
) -> Spec:
    """Draw each stated total beside ours, one row a claim, joined where they differ.

    Args:
        claims: those with our own figure, from
            `data.reported_counts.in_reading_order`; top
            row first.
        row_labels: from `row_label`, one a row.
        verdicts: what the difference is, in a word or two, one a row.
        sentences: the whole claim and our figure in words, one a row.
        headings: name of each panel, by its code in `data.reported_counts.PANELS`.
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
    traces = [
        _stated_marks(rows[forms == form], form, 3) | {"xaxis": x, "yaxis": left}
        for form in SYMBOLS
        if (forms == form).any()
    ]
    traces.append(_own_marks(rows, 10) | {"xaxis": x, "yaxis": right})
    traces = [trace | {"showlegend": False} for trace in traces]
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
    notes = [title_above, *_numbers(rows, x, left), *_arrows(rows, x, left, end)]
    drawn = part(traces, _connectors(rows, x, left), notes)
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


def alt_reported_counts(sentences: list[str]) -> str:
    """Say each claim, our count and the difference in words."""
    return t("calls.alt_conflicts", claims="; ".join(sentences))


@dataclass(frozen=True)
class Row:
    """One leader: `label` stands above the marks, one for each of `claim_ids`."""

    label: str
    claim_ids: tuple[str, ...]


def fig_claims(claims: pd.DataFrame, rows: list[Row], hovers: dict[str, str]) -> Spec:
    """Draw every stated total of a leader in one row; ours stands inside or beside.

    Totals that say the same stand above one another, so that none is hidden.

    Args:
        claims: rows of `data.reported_counts.compare` that have a figure of ours.
        rows: top row first; every claim is in one of them.
        hovers: claim id → what is said of it.
    """
    by_id = claims.set_index("claim_id", drop=False)
    heights, labels, height = _places(by_id, rows)
    drawn = by_id.loc[list(heights)].assign(
        y=list(heights.values()), sentence=[hovers[claim] for claim in heights]
    )
    forms = drawn["operator"].map(FORM)
    traces = [
        *_differences(drawn),
        *(
            _stated_marks(drawn[forms == form], form, 2) | {"name": t(NAME[form])}
            for form in SYMBOLS
            if (forms == form).any()
        ),
        _own_marks(drawn, 9) | {"name": t("leaders.claim_ours")},
    ]
    names = [
        style.row_label(y, style.escape(row.label), 0)
        for row, y in zip(rows, labels, strict=True)
    ]
    widest = float(max(drawn["value"].max(), drawn["ours"].max()))
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
    by_id: pd.DataFrame, rows: list[Row]
) -> tuple[dict[str, float], list[float], int]:
    """Return heights of the claims, of the rows' labels, and of the whole."""
    heights: dict[str, float] = {}
    labels = []
    floor = 0
    for row in reversed(rows):
        level = by_id.loc[list(row.claim_ids)].groupby("value").cumcount()
        for claim, step in level.items():
            heights[str(claim)] = floor + SPACE + STEP * (step + 0.5)
        tall = STEP * (int(level.max()) + 1)
        labels.append(floor + SPACE + tall + LABEL / 2)
        floor += SPACE + tall + LABEL
    return heights, labels[::-1], floor


def _differences(claims: pd.DataFrame) -> list[Trace]:
    """Join what was stated and what we itemise where the two differ."""
    apart = claims[claims["value"] != claims["ours"]]
    x = [n for row in each(apart) for n in (float(row.value), float(row.ours), None)]
    y = [height for row in each(apart) for height in (row.y, row.y, None)]
    if not x:
        return []
    return [
        scatter(
            x=x,
            y=y,
            mode="lines",
            line={"color": palette.OUTLINE, "width": 2},
            hoverinfo="skip",
            showlegend=False,
        )
    ]


def alt_claims(rows: list[Row]) -> str:
    """Say what stands in each row."""
    return t("leaders.alt_claims", rows="; ".join(row.label for row in rows))


def _stated_marks(claims: pd.DataFrame, form: str, line: int) -> Trace:
    """Return the marks of the totals that were stated in one of the forms.

    Args:
        claims: columns claim_id, value, y, sentence.
        form: a key of `SYMBOLS`.
        line: how thick the marks are drawn, in pixels.
    """
    return scatter(
        x=claims["value"].astype(float).tolist(),
        y=claims["y"].tolist(),
        mode="markers",
        marker={
            "symbol": SYMBOLS[form],
            "size": 15,
            "color": palette.TEXT,
            "line": {"width": line, "color": palette.TEXT},
        },
        customdata=claims["claim_id"].tolist(),
        hovertext=claims["sentence"].tolist(),
        hoverinfo="text",
    )


def _own_marks(claims: pd.DataFrame, size: int) -> Trace:
    """Return the marks of our own figures, `size` in pixels."""
    return scatter(
        x=claims["ours"].astype(float).tolist(),
        y=claims["y"].tolist(),
        mode="markers",
        marker={
            "symbol": "diamond",
            "size": size,
            "color": palette.CALL,
            "line": {"width": 1, "color": "#FFFFFF"},
        },
        customdata=claims["claim_id"].tolist(),
        hovertext=claims["sentence"].tolist(),
        hoverinfo="text",
    )


def _numbers(rows: pd.DataFrame, x: str, y: str) -> list[dict[str, Any]]:
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


def _connectors(rows: pd.DataFrame, x: str, y: str) -> list[dict[str, Any]]:
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
            "line": {"color": palette.OUTLINE, "width": 2, "dash": "dot"},
        }
        for row in each(rows[rows["ours"] != rows["value"]])
    ]


def _arrows(rows: pd.DataFrame, x: str, y: str, end: float) -> list[dict[str, Any]]:
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
            # Clear of the mark that it leaves from.
            "startstandoff": 9,
            "arrowwidth": 2,
            "arrowcolor": palette.TEXT,
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
        exact=mark("●", palette.TEXT),
        about=mark("○", palette.TEXT),
        at_least=mark("▷→", palette.TEXT),
        ours=mark("◆", palette.CALL),
    )
