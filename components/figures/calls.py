"""Chart of contacts per period, over a strip of coverage.

Every function takes prepared frames (see `data.contacts`, `data.counts`) and
returns a figure or its alternative text, computed from the same frames.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable

import pandas as pd

from components import format as fmt
from components.figures import style
from components.figures.bands import bands
from components.figures.coverage_strip import coverage_strip
from components.figures.hidden_marks import hidden_marks
from components.figures.spec import Spec, Trace, bar, figure, part, scatter
from components.figures.time_axis import calendar_axis
from components.text import t
from data.contacts import Gap
from data.coverage import grade_runs
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
    hidden = hidden_marks(counts, period_label, written=len(counts) <= MANY_PERIODS)
    ticks = _ticks(counts, doubtful)
    day = dt.timedelta(days=1)
    return figure(
        bands(stretches, gap, start, end, top),
        part(_bars(counts, by_kind, kind_label)),
        part([_totals(counts, gap), *hidden]),
        coverage_strip(grade_runs(stretches), completeness_label),
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


def _bars(
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
                        "color": "rgba(128,128,128,0.9)",
                    },
                    "pattern": {
                        "shape": style.KIND_HATCH[kind],
                        "bgcolor": colour,
                        "fgcolor": "#FFFFFF",
                        "solidity": 0.25,
                        "size": 8,
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


def _totals(counts: pd.DataFrame, gap: Gap | None) -> Trace:
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
        "marker": {"symbol": "circle", "size": 3, "color": style.GREY},
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


def _ticks(counts: pd.DataFrame, doubtful: pd.Series) -> list[tuple[dt.datetime, str]]:
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
    axis, _ = calendar_axis(start, end)
    named = []
    for tick, text in zip(axis["tickvals"], axis["ticktext"], strict=True):
        # The year stands once, and with it the mark of doubt.
        marked = text.endswith(str(tick.year)) and tick.year in doubted
        key = "calls.doubt_mark" if text == str(tick.year) else "calls.doubt_beside"
        named.append((tick, t(key, period=text) if marked else text))
    return named
