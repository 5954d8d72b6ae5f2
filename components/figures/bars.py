"""Stacked bars: contacts per period, positions of experts, pages by ownership.

Every function takes prepared frames and returns a figure or its alternative text,
computed from the same frames.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Mapping, Sequence
from itertools import groupby
from typing import Any

import pandas as pd

from components import format as fmt
from components.figures import palette, style
from components.figures.spec import Spec, Trace, bar, figure, part, scatter
from components.text import t, tn
from data.contacts import Gap, grade_runs
from data.rows import each

Label = Callable[[str], str]

# Beyond this many periods one tick a year is enough, and bars carry no numbers.
MANY_PERIODS = 14
NUMBERED_PERIODS = 45


def period_label(code: str) -> str:
    """Write a period code for people: 2022-Q1 → "Q1 2022", 2022-03 → "Mar 2022"."""
    year, _, rest = code.partition("-")
    if not rest:
        return year
    if rest.startswith("Q"):
        return t("calls.quarter", quarter=rest[1:], year=year)
    return f"{fmt.short_month(int(rest))} {year}"


def fig_counts(
    counts: pd.DataFrame,
    by_kind: pd.DataFrame,
    doubtful: pd.Series,
    stretches: pd.DataFrame,
    gap: Gap | None,
    kind_label: Label,
    completeness_label: Label,
    unit: str,
) -> Spec:
    """Draw contacts per period, stacked by kind, over a strip of coverage.

    Args:
        counts: from `counts_by_period`.
        by_kind: columns period, kind, n.
        doubtful: from `doubtful`, aligned with `counts`.
        stretches: from `coverage_between`, for the same days.
        gap: the gap to label, or None.
        kind_label: code of a kind → its name.
        completeness_label: code of a coverage grade → its name.
        unit: what the vertical axis counts.
    """
    highest = float(counts["n"].fillna(0).max() or 0)
    top = max(highest * 1.18, 1.5)
    start, end = counts["start"].min(), counts["end"].max()
    hidden = style.hidden_marks(
        counts, period_label, written=len(counts) <= MANY_PERIODS
    )
    ticks = _period_ticks(counts, doubtful)
    day = dt.timedelta(days=1)
    return figure(
        style.bands(stretches, gap, start, end, top),
        part(_kind_bars(counts, by_kind, kind_label)),
        part([_period_numbers(counts, gap), *hidden]),
        style.coverage_strip(grade_runs(stretches), completeness_label),
        layout=style.layout(
            460,
            # Upright beside the axis, the title would take a tenth of a phone's width.
            legend={"title": {"text": unit, "side": "top"}},
            barmode="stack",
            showlegend=True,
            bargap=0.15,
            xaxis={
                "type": "date",
                "range": [start, end + day],
                "tickvals": [tick for tick, _ in ticks],
                "ticktext": [text for _, text in ticks],
                "anchor": "y2",
                "tickangle": 0,
                "tickfont": {"size": 11},
                "showgrid": False,
                "fixedrange": True,
            },
            yaxis={
                "domain": [0.13, 1],
                "range": [0, top],
                "tickformat": "d",
                # Between whole contacts there is nothing to mark.
                **({"dtick": 1} if highest <= 5 else {"nticks": 6}),
                "fixedrange": True,
            },
            yaxis2={
                "domain": [0, 0.06],
                "range": [0, 1],
                "visible": False,
                "fixedrange": True,
            },
        ),
    )


def _kind_bars(
    counts: pd.DataFrame, by_kind: pd.DataFrame, kind_label: Label
) -> list[Trace]:
    bars = []
    place = counts.set_index("period")
    for kind, colour in style.KIND_COLOUR.items():
        rows = by_kind[by_kind["kind"] == kind]
        if rows.empty:
            continue
        spans = place.loc[rows["period"]]
        lengths = [
            (last - first + dt.timedelta(days=1)).total_seconds() * 1000
            for first, last in zip(spans["start"], spans["end"], strict=True)
        ]
        name = kind_label(kind)
        bars.append(
            bar(
                x=[
                    style.midpoint(first, last)
                    for first, last in zip(spans["start"], spans["end"], strict=True)
                ],
                y=rows["n"].tolist(),
                width=[length * 0.78 for length in lengths],
                name=name,
                marker={
                    "color": colour,
                    # A rim would be most of a bar that is two pixels wide.
                    "line": {
                        "width": int(len(counts) <= NUMBERED_PERIODS),
                        "color": palette.OUTLINE,
                    },
                },
                customdata=rows["period"].tolist(),
                hovertext=[
                    t("calls.bar_hover", period=period_label(p), kind=name, n=n)
                    for p, n in zip(rows["period"], rows["n"], strict=True)
                ],
                hoverinfo="text",
            )
        )
    return bars


def _period_numbers(counts: pd.DataFrame, gap: Gap | None) -> Trace:
    """Print each period's number; a searched and empty one prints its zero.

    Where periods are many, the band of the gap speaks for those that lie in it, and
    beyond `NUMBERED_PERIODS` a dot on the axis stands for a zero.
    """
    shown = counts[counts["n"].notna()]
    many = len(counts) > MANY_PERIODS
    if many and gap is not None:
        within = (shown["start"] > gap.start) & (shown["end"] < gap.end)
        shown = shown[~(within & (shown["n"] == 0))]
    dots = len(counts) > NUMBERED_PERIODS
    if dots:
        shown = shown[shown["n"] == 0]
    numbers = {
        "mode": "text",
        "text": [
            fmt.number(n) if many and not n else f"<b>{fmt.number(n)}</b>"
            for n in shown["n"]
        ],
        "textposition": "top center",
        "textfont": {"size": 14 if not many else 11 if len(counts) <= 30 else 9},
    }
    zeros = {
        "mode": "markers",
        "marker": {"symbol": "circle", "size": 3, "color": palette.OUTLINE},
    }
    return scatter(
        x=[
            style.midpoint(first, last)
            for first, last in zip(shown["start"], shown["searched_to"], strict=True)
        ],
        y=shown["n"].tolist(),
        hovertext=[
            t(
                "calls.zero_hover",
                period=period_label(row.period),
                status=t(f"calls.status_{row.status}"),
            )
            for row in each(shown)
        ],
        hoverinfo="text" if dots else "skip",
        showlegend=False,
        cliponaxis=False,
        **(zeros if dots else numbers),
    )


def _period_ticks(
    counts: pd.DataFrame, doubtful: pd.Series
) -> list[tuple[dt.datetime, str]]:
    if len(counts) <= MANY_PERIODS:
        short = len({day.year for day in counts["start"]}) == 1
        ticks = []
        for row, doubt in zip(each(counts), doubtful, strict=True):
            label = period_label(row.period)
            if short and "-" in row.period:
                label = label.rsplit(" ", 1)[0]
            mark = t("calls.doubt_mark", period=label) if doubt else label
            if row.status == "partly_covered":
                day = fmt.day_and_month(row.searched_to)
                beside = t("calls.doubt_beside", period=label) if doubt else label
                mark = t("calls.partial_mark", period=beside, day=day)
            ticks.append((style.midpoint(row.start, row.end), mark))
        return ticks
    start, end = counts["start"].min(), counts["end"].max()
    doubted = {day.year for day in counts.loc[doubtful, "start"]}
    axis, _ = style.calendar_axis(start, end)
    named = []
    for tick, text in zip(axis["tickvals"], axis["ticktext"], strict=True):
        # The year stands once, and with it the mark of doubt.
        marked = text.endswith(str(tick.year)) and tick.year in doubted
        key = "calls.doubt_mark" if text == str(tick.year) else "calls.doubt_beside"
        named.append((tick, t(key, period=text) if marked else text))
    return named


# Of periods that tie, more are counted, not named.
MOST_NAMED = 6


def alt_counts(
    counts: pd.DataFrame,
    gap: Gap | None,
    rule_label: str,
    counterpart: str,
    *,
    narrowed: bool = False,
) -> str:
    """Say in words what `fig_counts` draws: every number when there are few.

    Args:
        counts: from `counts_by_period`.
        gap: the gap that is labelled, or None.
        rule_label: what is counted.
        counterpart: who speaks with Putin.
        narrowed: whether filters beside period and rule leave contacts out.
    """
    covered = counts[counts["n"].notna()]
    highest = covered[covered["n"] == covered["n"].max()]
    parts = [t("calls.alt_what", rule=rule_label, name=counterpart)]
    if len(covered):
        key = "calls.alt_passing" if narrowed else "calls.alt_counts"
        parts.append(
            t(
                key,
                start=fmt.date(covered["start"].min()),
                end=fmt.date(covered["searched_to"].max()),
                total=fmt.number(int(covered["n"].sum())),
            )
        )
    if hidden := int(counts["hidden"].sum()):
        parts.append(tn("calls.alt_hidden_too", hidden))
    if len(highest) and highest["n"].iloc[0] > 0 and len(covered) > 1:
        parts.append(
            t(
                "calls.alt_highest",
                period=fmt.join(period_label(code) for code in highest["period"])
                if len(highest) <= MOST_NAMED
                else tn("calls.alt_periods", len(highest)),
                n=fmt.number(highest["n"].iloc[0]),
            )
        )
    if 0 < len(covered) <= MANY_PERIODS:
        parts.append(
            "; ".join(
                f"{period_label(row.period)}: {fmt.number(row.n)}"
                for row in each(covered)
            )
            + "."
        )
    if gap is not None:
        parts.append(
            t(
                "calls.alt_gap",
                start=fmt.date(gap.start),
                end=fmt.date(gap.end),
                days=fmt.number(gap.days),
            )
        )
    for status in ("hidden", "not_covered", "partly_covered"):
        rows = counts[counts["status"] == status]
        if len(rows):
            periods = fmt.join(period_label(code) for code in rows["period"])
            parts.append(t(f"calls.alt_periods_{status}", periods=periods))
    return " ".join(parts)


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
        counts: columns code, position, n (see `data.assessments.tally`).
        codes: the rows from top to bottom; one without counts stays empty.
        row_label: code of a row → its name.
        position_label: code of a position → its name.
    """
    totals = counts.groupby("code")["n"].sum().to_dict()
    place = {code: index for index, code in enumerate(codes)}
    longest = max(totals.values(), default=1)
    by_position = [
        (p, counts[counts["position"] == p]) for p in palette.ASSESSMENT_COLOUR
    ]
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


# In pixels: a bar with its label above it, and what stands below all bars.
ROW_HEIGHT = 36
BELOW = 24
BAR_WIDTH = 0.34

# Media of states, owners that nobody knows, and all others.
_CONTROL_COLOUR = {
    "state_controlled": palette.CALL,
    "pro_kremlin_network": palette.CALL,
    "unknown": palette.FIELD,
}


def fig_ownership(table: pd.DataFrame, control_label: Label, kind_label: Label) -> Spec:
    """Draw one bar an ownership code, the longest on top.

    Args:
        table: control, kind, n (from `data.sources.by_control_and_kind`).
        control_label: code of `control` → its name.
        kind_label: code of a kind, or `other` → its name.
    """
    totals = table.groupby("control", sort=False)["n"].sum()
    counts = {str(code): int(n) for code, n in totals.items()}
    place = {code: len(counts) - n for n, code in enumerate(counts)}
    kinds = {
        str(code): fmt.join(
            t("sources.alt_kind", kind=kind_label(row.kind), n=fmt.number(int(row.n)))
            for row in each(rows)
        )
        for code, rows in table.groupby("control", sort=False)
    }
    bars = bar(
        x=list(counts.values()),
        y=list(place.values()),
        width=BAR_WIDTH,
        orientation="h",
        marker={
            "color": [_CONTROL_COLOUR.get(code, palette.JOINT) for code in counts],
            "line": {"width": 1, "color": palette.OUTLINE},
        },
        customdata=list(counts),
        hovertext=[
            tn(
                "sources.alt_control",
                n,
                control=control_label(code),
                kinds=kinds[code],
            )
            for code, n in counts.items()
        ],
        hoverinfo="text",
    )
    labels = [
        {
            "x": 0,
            "xref": "paper",
            "xanchor": "left",
            "y": place[code],
            "yshift": ROW_HEIGHT * BAR_WIDTH / 2 + 10,
            "text": style.escape(
                t(
                    "sources.lane",
                    control=control_label(code),
                    n=fmt.number(n),
                )
            ),
            "showarrow": False,
        }
        for code, n in counts.items()
    ]
    return figure(
        part([bars], annotations=labels),
        layout=style.layout(
            ROW_HEIGHT * len(counts) + BELOW,
            showlegend=False,
            margin={"l": 2, "r": 8, "t": 4, "b": 4},
            xaxis={"visible": False, "rangemode": "tozero", "fixedrange": True},
            yaxis={
                "range": [0.6, len(counts) + 0.85],
                "visible": False,
                "fixedrange": True,
            },
        ),
    )


def alt_ownership(table: pd.DataFrame, control_label: Label, kind_label: Label) -> str:
    """Say how many pages each ownership code has, and of which kinds."""
    parts = []
    for control, rows in table.groupby("control", sort=False):
        kinds = fmt.join(
            t(
                "sources.alt_kind",
                kind=kind_label(row.kind),
                n=fmt.number(int(row.n)),
            )
            for row in each(rows)
        )
        parts.append(
            tn(
                "sources.alt_control",
                int(rows["n"].sum()),
                control=control_label(str(control)),
                kinds=kinds,
            )
        )
    return t("sources.alt", controls=" ".join(parts))
