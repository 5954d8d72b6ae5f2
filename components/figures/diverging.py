"""Positions of experts: for to the left of a line, against to its right."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from itertools import groupby
from typing import Any

import pandas as pd

from components import format as fmt
from components.figures import palette, style
from components.figures.spec import Spec, Trace, bar, figure, part
from components.text import t
from data.assessments import NO_POSITION

Label = Callable[[str], str]

# From the line outwards.
LEFT = ("conditional", "favourable")
RIGHT = ("sceptical", "opposed")

# In pixels, as is the upright axis: what a row takes with its label above the bar and
# with its label beside it, how thick the bars are, the heading of a block, and the
# heads of both sides.
_ROW, _BAR, _LABEL = 52, 22, 3
_THIN_ROW, _THIN_BAR = 28, 22
_BLOCK = 38
_HEAD = 44
_SWATCH = 11

# In pixels: left and right of the bars, for labels beside them and for those who take
# no position.
_BESIDE = 104
_NO_POSITION = 42

# In pixels: half the room of the bars on a narrow phone, and what a number needs. Where
# a segment is smaller there, its number stands beside the bar.
_HALF, _THIN_HALF = 140, 92
_DIGITS = 12

FITTING_NUMBERS = {"minsize": 12, "mode": "hide"}


@dataclass(frozen=True)
class _Rows:
    """Where the bars stand: the middle of each by its code, from above in pixels."""

    place: Mapping[str, float]
    thickness: int
    height: int
    half: int


def fig_positions(
    counts: pd.DataFrame,
    codes: Sequence[str],
    row_label: Label,
    position_label: Label,
) -> Spec:
    """Draw one bar a row: who is for left of the line, who is against right of it.

    Those who take no position are a number at the right.

    Args:
        counts: columns code, position, n (see `data.assessments.tally`).
        codes: the rows from top to bottom; one without counts stays empty.
        row_label: code of a row → its name, above the bar.
        position_label: code of a position → its name with its sign.
    """
    place = {code: _HEAD + (n + 1) * _ROW - _BAR / 2 for n, code in enumerate(codes)}
    rows = _Rows(place, _BAR, _HEAD + len(codes) * _ROW + 6, _HALF)
    names = [
        _note(
            f"<b>{style.escape(row_label(code))}</b>",
            y - _BAR / 2 - _LABEL,
            x=0,
            xanchor="center",
            yanchor="bottom",
        )
        for code, y in place.items()
    ]
    return _diverging(counts, rows, names, 2, row_label, position_label)


def fig_in_blocks(
    counts: pd.DataFrame,
    blocks: Mapping[str, Sequence[str]],
    row_label: Label,
    short_label: Label,
    position_label: Label,
) -> Spec:
    """Draw the same bars in blocks, each with its heading, rows named at the left.

    Args:
        counts: columns code, position, n (see `data.assessments.tally`).
        blocks: heading → the codes of its rows.
        row_label: code of a row → its whole name.
        short_label: code of a row → its name within its block.
        position_label: code of a position → its name with its sign.
    """
    place: dict[str, float] = {}
    names = []
    y = float(_HEAD)
    for heading, codes in blocks.items():
        y += _BLOCK
        names.append(
            _note(
                f"<b>{style.escape(heading)}</b>",
                y - _LABEL,
                x=0,
                xref="paper",
                xshift=-_BESIDE,
                xanchor="left",
                yanchor="bottom",
            )
        )
        for code in codes:
            place[code] = y + _THIN_ROW / 2
            names.append(
                _note(
                    style.escape(short_label(code)),
                    place[code],
                    x=0,
                    xref="paper",
                    xshift=-_BESIDE,
                    xanchor="left",
                    yanchor="middle",
                )
            )
            y += _THIN_ROW
    rows = _Rows(place, _THIN_BAR, int(y) + 6, _THIN_HALF)
    return _diverging(counts, rows, names, _BESIDE, row_label, position_label)


def _diverging(
    counts: pd.DataFrame,
    rows: _Rows,
    names: list[dict[str, Any]],
    left: int,
    row_label: Label,
    position_label: Label,
) -> Spec:
    number = {
        (str(row.code), str(row.position)): int(row.n)  # type: ignore[arg-type]
        for row in counts.itertuples()
    }
    # Beside the longest bar a number may have to stand.
    reach = 1.15 * max(
        (
            sum(number.get((code, p), 0) for p in side)
            for code in rows.place
            for side in (LEFT, RIGHT)
        ),
        default=0,
    )
    reach = max(reach, 1)
    fits = _DIGITS * reach / rows.half
    bars = []
    notes = [*names, *_heads(position_label)]
    for side, positions in ((-1, LEFT), (1, RIGHT)):
        for position in positions:
            held = counts[counts["position"] == position]
            if len(held):
                bars.append(
                    _segments(
                        held, position, side, rows, fits, row_label, position_label
                    )
                )
        notes += [
            note
            for code in rows.place
            if (note := _beside(code, side, positions, number, rows, fits))
        ]
    notes += [
        _note(
            fmt.number(number.get((code, NO_POSITION), 0)),
            y,
            x=1,
            xref="paper",
            xshift=_NO_POSITION - 2,
            xanchor="right",
            yanchor="middle",
            font={"color": palette.MUTED, "size": 13},
        )
        for code, y in rows.place.items()
    ]
    return figure(
        part(bars, annotations=notes),
        layout=style.layout(
            rows.height,
            barmode="relative",
            showlegend=False,
            margin={"l": left, "r": _NO_POSITION, "t": 0, "b": 0},
            uniformtext=FITTING_NUMBERS,
            xaxis={"range": [-reach, reach], "visible": False, "fixedrange": True},
            yaxis={"range": [rows.height, 0], "visible": False, "fixedrange": True},
            shapes=[*_lines(rows), *_swatches()],
        ),
    )


def _note(text: str, y: float, **placed: Any) -> dict[str, Any]:
    return {"text": text, "y": y, "showarrow": False, "font": {"size": 13}} | placed


def _lines(rows: _Rows) -> list[dict[str, Any]]:
    """The line between both sides, at each bar."""
    reach = rows.thickness / 2 + 3
    return [
        {
            "type": "line",
            "x0": 0,
            "x1": 0,
            "y0": y - reach,
            "y1": y + reach,
            "line": {"color": palette.TEXT, "width": 1.5},
        }
        for y in rows.place.values()
    ]


# Of the heads of each side from above: the outer position, then the inner one.
_HEAD_LINES = (_HEAD - 34, _HEAD - 16)


def _heads(position_label: Label) -> list[dict[str, Any]]:
    """The heads of both sides, and of those who take no position."""
    return [
        *(
            _note(
                position_label(position),
                y,
                x=0,
                xshift=side * (_SWATCH + 12),
                xanchor="right" if side < 0 else "left",
                yanchor="middle",
                font={"color": palette.MUTED, "size": 12},
            )
            for side, position, y in _heads_placed()
        ),
        _note(
            t("experts.head_none"),
            sum(_HEAD_LINES) / 2,
            x=1,
            xref="paper",
            xshift=_NO_POSITION - 2,
            xanchor="right",
            yanchor="middle",
            align="right",
            font={"color": palette.MUTED, "size": 12},
        ),
    ]


def _heads_placed() -> list[tuple[int, str, float]]:
    return [
        (side, position, y)
        for side, positions in ((-1, LEFT[::-1]), (1, RIGHT))
        for position, y in zip(positions, _HEAD_LINES, strict=True)
    ]


def _swatches() -> list[dict[str, Any]]:
    """The colour of each position beside its head."""
    return [
        {
            "type": "rect",
            "xsizemode": "pixel",
            "xanchor": 0,
            "x0": side * 8,
            "x1": side * (8 + _SWATCH),
            "y0": y - _SWATCH / 2,
            "y1": y + _SWATCH / 2,
            "fillcolor": palette.ASSESSMENT_COLOUR[position],
            "line": {"width": 1, "color": palette.OUTLINE},
        }
        for side, position, y in _heads_placed()
    ]


def _beside(
    code: str,
    side: int,
    positions: Sequence[str],
    number: Mapping[tuple[str, str], int],
    rows: _Rows,
    fits: float,
) -> dict[str, Any] | None:
    """Write at the end of a bar the numbers for which its segments are too small.

    Each with its sign, but one at the very end of the bar, which speaks for itself.
    """
    held = [p for p in positions if number.get((code, p))]
    small = [p for p in held if number[code, p] < fits]
    if not small:
        return None
    if small == held[-1:]:
        text = fmt.number(number[code, small[0]])
    else:
        text = " · ".join(
            t(
                "experts.row_count",
                sign=palette.ASSESSMENT_SIGN[position],
                n=fmt.number(number[code, position]),
            )
            for position in small[::side]
        )
    return _note(
        text,
        rows.place[code],
        x=side * sum(number[code, p] for p in held),
        xshift=side * 4,
        xanchor="right" if side < 0 else "left",
        yanchor="middle",
        font={"size": 12},
    )


def _segments(
    held: pd.DataFrame,
    position: str,
    side: int,
    rows: _Rows,
    fits: float,
    row_label: Label,
    position_label: Label,
) -> Trace:
    look = segment(held, position, position_label(position), row_label)
    return bar(
        orientation="h",
        x=[side * n for n in held["n"]],
        y=[rows.place[code] for code in held["code"]],
        width=rows.thickness,
        customdata=[f"{code}|{position}" for code in held["code"]],
        **look
        | {
            "text": [
                text if n >= fits else ""
                for text, n in zip(look["text"], held["n"], strict=True)
            ]
        },
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
        "textfont": {
            "color": palette.TEXT_ON[palette.ASSESSMENT_COLOUR[position]],
            "size": 12,
        },
        "marker": marker(position),
        "hovertext": [
            t("experts.hover", name=group_label(code), position=name, n=fmt.number(n))
            for code, n in zip(rows["code"], rows["n"], strict=True)
        ],
        "hoverinfo": "text",
    }


def marker(position: str) -> dict[str, Any]:
    """Colour and outline of the segments of a position."""
    return {
        "color": palette.ASSESSMENT_COLOUR[position],
        "line": {"width": 1, "color": palette.OUTLINE},
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
                for p in palette.ASSESSMENT_COLOUR
                if (code, p) in number
            )
            or t("experts.alt_none"),
        )
        for code in codes
    ]
    return t("experts.alt", total=int(counts["n"].sum()), rows="; ".join(rows))


_TIME_HEIGHT = 380

# Room for the tick labels and, under them, the years.
_YEAR_SHIFT = -34

# Below both, as a part of the height of the columns.
_LEGEND = -0.19


def fig_over_time(
    counts: pd.DataFrame,
    codes: Sequence[str],
    column_label: Label,
    position_label: Label,
) -> Spec:
    """Draw one column a half-year, made up of the positions, with their numbers.

    A half-year without an assessment is marked as such: none was collected.

    Args:
        counts: columns code, position, n (see `data.assessments.tally`).
        codes: the columns in time; `2022-H1`, or `2022` where no more is known.
        column_label: code of a column → its name.
        position_label: code of a position → its name.
    """
    totals = {
        str(code): int(n) for code, n in counts.groupby("code")["n"].sum().items()
    }
    place = {code: index for index, code in enumerate(codes)}
    tallest = max(totals.values(), default=1)
    by_position = [
        (p, counts[counts["position"] == p]) for p in palette.ASSESSMENT_COLOUR
    ]
    bars = [
        bar(
            x=[place[code] for code in rows["code"]],
            y=rows["n"].tolist(),
            width=0.78,
            **segment(rows, position, position_label(position), column_label),
        )
        for position, rows in by_position
        if not rows.empty
    ]
    return figure(
        part(bars, annotations=[*_column_numbers(place, totals), *_years(codes)]),
        layout=style.layout(
            _TIME_HEIGHT,
            barmode="stack",
            showlegend=True,
            legend={"y": _LEGEND},
            uniformtext=FITTING_NUMBERS,
            margin={"l": 8, "r": 8, "t": 8, "b": 56},
            xaxis={
                "range": [-0.6, len(codes) - 0.4],
                "tickmode": "array",
                "tickvals": list(place.values()),
                "ticktext": [
                    t(f"experts.axis_{code.partition('-')[2] or 'none'}")
                    for code in codes
                ],
                "showgrid": False,
                "zeroline": False,
                "fixedrange": True,
            },
            yaxis={
                "range": [0, tallest * 1.12],
                "title": {"text": t("experts.axis_number")},
                "rangemode": "tozero",
                "nticks": 6,
                "fixedrange": True,
            },
        ),
    )


def _column_numbers(
    place: dict[str, int], totals: dict[str, int]
) -> list[dict[str, Any]]:
    """Write the number above each column, and in an empty one why it is empty."""
    return [
        {
            "x": index,
            "y": totals.get(code, 0),
            "text": f"<b>{fmt.number(totals[code])}</b>"
            if code in totals
            else t("experts.none_collected"),
            "textangle": 0 if code in totals else -90,
            "showarrow": False,
            "yanchor": "bottom",
        }
        for code, index in place.items()
    ]


def _years(codes: Sequence[str]) -> list[dict[str, Any]]:
    """Write each year once, under the middle of its columns."""
    placed = groupby(enumerate(codes), key=lambda pair: pair[1][:4])
    found = []
    for year, columns in placed:
        indices = [index for index, _ in columns]
        found.append(
            {
                "x": (indices[0] + indices[-1]) / 2,
                "y": 0,
                "yref": "paper",
                "yshift": _YEAR_SHIFT,
                "text": year,
                "showarrow": False,
                "yanchor": "middle",
            }
        )
    return found
