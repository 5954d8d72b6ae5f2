"""Chart of the experts page: positions, counted by kind, country or half-year."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Any

import pandas as pd

from components import format as fmt
from components.figures import style
from components.figures.spec import Spec, Trace, bar, figure, part
from components.text import t

Label = Callable[[str], str]

# Positions in the order of the code-book; `descriptive` takes none and comes last.
POSITION_COLOUR: Mapping[str, str] = {
    "favourable": style.BLUE,
    "conditional": style.GREEN,
    "sceptical": style.VERMILION,
    "opposed": style.PINK,
    "descriptive": style.GREY,
}
POSITION_HATCH: Mapping[str, str] = {
    "favourable": "",
    "conditional": "/",
    "sceptical": "\\",
    "opposed": "x",
    "descriptive": ".",
}
POSITION_SYMBOL: Mapping[str, str] = {
    "favourable": "▲",
    "conditional": "◆",
    "sceptical": "▼",
    "opposed": "✕",
    "descriptive": "○",
}

# Pixels a row takes with its label above the bar, less where there are many rows,
# and the legend under all.
_ROW, _NARROW_ROW = 46, 39
_FEW_ROWS = 12
_FRAME = 96

# What the numbers inside segments look like; the browser leaves out those that would
# have to be smaller to fit.
NUMBER_FONT = {
    "color": "#FFFFFF",
    "size": 12,
    "weight": 700,
    "shadow": "0 0 3px #000000, 0 0 3px #000000",
}
FITTING_NUMBERS = {"minsize": 12, "mode": "hide"}


def fig_positions(
    counts: pd.DataFrame,
    codes: Sequence[str],
    row_label: Label,
    position_label: Label,
) -> Spec:
    """Draw one bar a row, made up of the positions, with their numbers.

    Args:
        counts: columns code, position, n (see `data.assessment_views.tally`).
        codes: the rows from top to bottom; one without counts stays empty.
        row_label: code of a row → its name.
        position_label: code of a position → its name.
    """
    totals = counts.groupby("code")["n"].sum().to_dict()
    place = {code: index for index, code in enumerate(codes)}
    longest = max(totals.values(), default=1)
    by_position = [(p, counts[counts["position"] == p]) for p in POSITION_COLOUR]
    bars = [
        _segments(rows, position, place, row_label, position_label)
        for position, rows in by_position
        if not rows.empty
    ]
    labels = [
        {
            "x": 0,
            "y": index - 0.28,
            "text": t(
                "experts.row",
                name=style.escape(row_label(code)),
                n=fmt.number(totals.get(code, 0)),
            ),
            "showarrow": False,
            "xref": "paper",
            "xanchor": "left",
            "yanchor": "bottom",
            "font": {"size": 13},
        }
        for code, index in place.items()
    ]
    return figure(
        part(bars, annotations=labels),
        layout=style.layout(
            (_ROW if len(codes) <= _FEW_ROWS else _NARROW_ROW) * len(codes) + _FRAME,
            barmode="stack",
            showlegend=True,
            bargap=0.5,
            uniformtext=FITTING_NUMBERS,
            xaxis={
                "range": [0, longest * 1.02],
                "visible": False,
                "fixedrange": True,
            },
            yaxis={
                "range": [len(codes) - 0.6, -0.85],
                "visible": False,
                "fixedrange": True,
            },
            legend={"y": 0, "title": {"text": ""}},
        ),
    )


def _segments(
    rows: pd.DataFrame,
    position: str,
    place: Mapping[str, int],
    row_label: Label,
    position_label: Label,
) -> Trace:
    return bar(
        orientation="h",
        x=rows["n"].tolist(),
        y=[place[code] for code in rows["code"]],
        width=0.46,
        customdata=[f"{code}|{position}" for code in rows["code"]],
        **segment(rows, position, position_label(position), row_label),
    )


def segment(
    rows: pd.DataFrame, position: str, name: str, group_label: Label
) -> dict[str, Any]:
    """Name, numbers, look and hover text of the segments of one position.

    Args:
        rows: columns code and n, one a segment.
        position: their position.
        name: its name for readers.
        group_label: code of a group → its name.
    """
    return {
        "name": name,
        "text": [fmt.number(n) for n in rows["n"]],
        "textposition": "inside",
        "insidetextanchor": "middle",
        "textangle": 0,
        "textfont": NUMBER_FONT,
        "marker": marker(position),
        "hovertext": [
            t("experts.hover", name=group_label(code), position=name, n=fmt.number(n))
            for code, n in zip(rows["code"], rows["n"], strict=True)
        ],
        "hoverinfo": "text",
    }


def marker(position: str) -> dict[str, Any]:
    """Colour and hatch of the segments of a position."""
    colour = POSITION_COLOUR[position]
    return {
        "color": colour,
        "line": {"width": 1, "color": "rgba(128,128,128,0.9)"},
        "pattern": {
            "shape": POSITION_HATCH[position],
            "bgcolor": colour,
            "fgcolor": "rgba(255, 255, 255, 0.45)",
            "solidity": 0.15,
            "size": 9,
        },
    }


def alt_positions(
    counts: pd.DataFrame,
    codes: Sequence[str],
    row_label: Label,
    position_label: Label,
) -> str:
    """Say the counts of each row in words."""
    number = {(row.code, row.position): row.n for row in counts.itertuples()}
    rows = [
        t(
            "experts.alt_row",
            name=row_label(code),
            counts=fmt.join(
                t("experts.alt_count", position=position_label(p), n=number[code, p])
                for p in POSITION_COLOUR
                if (code, p) in number
            )
            or t("experts.alt_none"),
        )
        for code in codes
    ]
    return t("experts.alt", total=int(counts["n"].sum()), rows="; ".join(rows))
