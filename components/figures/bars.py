"""Bars: contacts per period, and pages by ownership.

Every function takes prepared frames and returns a figure or its alternative text,
computed from the same frames.
"""

from __future__ import annotations

import datetime as dt
import math
import textwrap
from bisect import bisect_right
from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
import pandas as pd

from components import format as fmt
from components import spans
from components.figures import palette, style
from components.figures.spec import Spec, Trace, bar, figure, part, scatter
from components.text import t, tn
from data.contacts import Gap
from data.coverage import Stretches, grade_runs
from data.events import Event
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


# What a kind of contact counts as in the bars: two tones, and a third for meetings.
TONES = {
    "two_way": (palette.CALL, ("call", "video_call")),
    "joint": (palette.JOINT, ("joint_call",)),
    "meeting": (palette.MEETING, ("meeting",)),
}

# Width of a bar, where the distance of two is 1.
BAR = 0.72

# Heights in pixels: of the chart, of a small one, and of what stands above the bars and
# below the lowest line.
HEIGHT, SMALL_HEIGHT, ABOVE, UNDER = 504, 250, 30, 40
# Right of the axis, so that a phone has room for what stands under its last year.
SIDE = 8

# The name of a stretch shorter than this part of the axis stands in short lines, of at
# most so many letters: on a phone it would reach into the next name.
SHORT_STRETCH, SHORT_LINE = 0.25, 9


class Places:
    """Places of days on an axis on which every period is equally long.

    The n-th period reaches from n - 0.5 to n + 0.5, and its days lie evenly in it.
    """

    def __init__(self, counts: pd.DataFrame) -> None:
        self.starts = [_day(day) for day in counts["start"]]
        self.ends = [_day(day) for day in counts["end"]]

    def __call__(self, day: dt.date, share: float = 0.5) -> float:
        """Return where a day lies; `share` of it is passed (0 its beginning)."""
        first, last = self.starts[0], self.ends[-1]
        day = min(max(_day(day), first), last)
        n = self.number(day)
        length = (self.ends[n] - self.starts[n]).days + 1
        return n - 0.5 + ((day - self.starts[n]).days + share) / length

    def number(self, day: dt.date) -> int:
        """Return in the how manieth period a day lies, counted from 0."""
        return max(bisect_right(self.starts, _day(day)) - 1, 0)

    @property
    def edges(self) -> tuple[float, float]:
        """Both ends of the axis."""
        return -0.5, len(self.starts) - 0.5


def _day(day: dt.date) -> dt.date:
    return day.date() if isinstance(day, dt.datetime) else day


def fig_counts(
    counts: pd.DataFrame,
    by_kind: pd.DataFrame,
    doubtful: pd.Series,
    stretches: Stretches,
    gap: Gap | None,
    contacts: pd.DataFrame,
    completeness_label: Label,
    *,
    events: Sequence[Event] = (),
    small: bool = False,
) -> Spec:
    """Draw contacts per period, and below them each by its day and what was searched.

    Args:
        counts: from `counts_by_period`.
        by_kind: columns period, kind, n.
        doubtful: from `doubtful`, aligned with `counts`.
        stretches: from `Coverage.between`, for the same days.
        gap: the gap to label, or None.
        contacts: those counted, with contact_id, date and kind.
        completeness_label: code of a coverage grade → its name.
        events: days that readers know, all of them on the axis.
        small: the bars alone, for a narrow place.
    """
    highest = float(counts["n"].fillna(0).max() or 0)
    top = max(highest * 1.16, 1.5)
    place = Places(counts)
    written = len(counts) <= MANY_PERIODS
    hidden = style.hidden_marks(counts, period_label, written=written)
    ticks = _period_ticks(counts, doubtful, place)
    axis = {"range": list(place.edges), "showgrid": False, "zeroline": False}
    parts = [
        _unsearched(stretches, place, top),
        part(_tone_bars(counts, by_kind)),
        part([_period_numbers(counts, gap, place), *hidden]),
        _bracket(gap, place, top, counts),
    ]
    if not small:
        parts += [
            style.event_marks(events, place, place.edges, "y2"),
            _strip(contacts, counts, place),
            _completeness(stretches, place, completeness_label),
        ]
    return figure(
        *parts,
        layout=style.layout(
            SMALL_HEIGHT if small else HEIGHT,
            margin={"l": 4, "r": SIDE, "t": ABOVE, "b": 40 if small else UNDER},
            barmode="stack",
            showlegend=True,
            legend={"y": 1.0, "yanchor": "bottom", "x": 0, "xanchor": "left"},
            xaxis={
                **axis,
                "tickvals": [tick for tick, _ in ticks],
                "ticktext": [text for _, text in ticks],
                "anchor": "y",
                "tickangle": 0,
                "ticks": "",
                "fixedrange": True,
            },
            yaxis={
                "domain": [0, 1] if small else [0.387, 1],
                "range": [0, top],
                "visible": False,
                "fixedrange": True,
            },
            yaxis2={
                "domain": [0.19, 0.25],
                "range": [0, 1],
                "visible": False,
                "fixedrange": True,
            },
            yaxis3={
                "domain": [0, 0.04],
                "range": [0, 1],
                "visible": False,
                "fixedrange": True,
            },
            shapes=[
                {
                    "type": "line",
                    "xref": "x domain",
                    "x0": 0,
                    "x1": 1,
                    "y0": 0,
                    "y1": 0,
                    "line": {"width": 1, "color": palette.OUTLINE},
                }
            ],
        ),
    )


@dataclass(frozen=True)
class Panel:
    """The bars of one counterpart among several.

    Attributes:
        name: of the counterpart.
        counts: from `counts_by_period`.
        by_kind: columns period, kind, n.
        stretches: from `Coverage.between`, for the same days.
        doubtful: from `doubtful`, aligned with `counts`.
    """

    name: str
    counts: pd.DataFrame
    by_kind: pd.DataFrame
    stretches: Stretches
    doubtful: pd.Series


# In pixels: a panel with its name above it.
PANEL_HEIGHT = 190


def fig_panels(panels: Sequence[Panel]) -> Spec:
    """Draw the bars of several counterparts below each other, on the same scales.

    Args:
        panels: all for the same periods.
    """
    highest = max(float(panel.counts["n"].fillna(0).max() or 0) for panel in panels)
    top = max(highest * 1.3, 1.5)
    share = 1 / len(panels)
    place = Places(panels[0].counts)
    parts, axes = [], {}
    for n, panel in enumerate(panels):
        axis = f"y{n + 1}" if n else "y"
        high = 1 - n * share
        axes[f"yaxis{n + 1}" if n else "yaxis"] = {
            "domain": [high - share * 0.86, high - share * 0.12],
            "range": [0, top],
            "visible": False,
            "fixedrange": True,
        }
        # A name in the legend stands for the bars of all panels.
        traces = [
            trace | {"yaxis": axis, "legendgroup": trace["name"], "showlegend": not n}
            for trace in _tone_bars(panel.counts, panel.by_kind)
        ]
        numbers = _period_numbers(panel.counts, None, place, panel.doubtful)
        numbers = numbers | {"yaxis": axis}
        base = {
            "type": "line",
            "xref": "x domain",
            "x0": 0,
            "x1": 1,
            "yref": axis,
            "y0": 0,
            "y1": 0,
            "line": {"width": 1, "color": palette.OUTLINE},
        }
        name = {
            "x": 0,
            "xref": "paper",
            "xanchor": "left",
            "y": 1,
            "yref": f"{axis} domain",
            "yanchor": "bottom",
            "text": f"<b>{style.escape(panel.name)}</b>",
            "showarrow": False,
        }
        parts += [
            _unsearched(panel.stretches, place, top, axis),
            part([*traces, numbers], [base], [name]),
        ]
    # The years are those of all panels: doubt is marked at the numbers.
    nowhere = pd.Series(data=False, index=panels[0].counts.index)
    ticks = _period_ticks(panels[0].counts, nowhere, place)
    return figure(
        *parts,
        layout=style.layout(
            PANEL_HEIGHT * len(panels) + ABOVE + UNDER,
            margin={"l": 4, "r": SIDE, "t": ABOVE, "b": UNDER},
            barmode="stack",
            showlegend=True,
            legend={"y": 1.0, "yanchor": "bottom", "x": 0, "xanchor": "left"},
            xaxis={
                "range": list(place.edges),
                "showgrid": False,
                "zeroline": False,
                "tickvals": [tick for tick, _ in ticks],
                "ticktext": [text for _, text in ticks],
                "anchor": f"y{len(panels)}",
                "tickangle": 0,
                "ticks": "",
                "fixedrange": True,
            },
            **axes,
        ),
    )


def _unsearched(
    stretches: Stretches, place: Places, top: float, axis: str = ""
) -> Spec:
    """A plain field over days that nobody searched, with words: no bar, and no zero.

    It is as high as the chart, or as the panel of `axis`.
    """
    shapes, notes = [], []
    low, high = place.edges
    for row in (s for s in stretches if s.completeness == "none"):
        left, right = place(row.start, 0), place(row.end, 1)
        shapes.append(
            {
                "type": "rect",
                "layer": "below",
                "x0": left,
                "x1": right,
                "yref": f"{axis} domain" if axis else "paper",
                "y0": 0,
                "y1": 1,
                "fillcolor": palette.FIELD,
                "line": {"width": 0},
            }
        )
        if right - left > (high - low) * 0.03:
            notes.append(
                {
                    "x": (left + right) / 2,
                    "y": top * 0.96,
                    "yref": axis or "y",
                    "text": t("calls.not_covered_mark"),
                    "showarrow": False,
                    "textangle": 0 if right - left > (high - low) * 0.15 else -90,
                    "yanchor": "top",
                    "font": {"color": palette.MUTED, "size": 12},
                }
            )
    return part(shapes=shapes, annotations=notes)


def _tone_bars(counts: pd.DataFrame, by_kind: pd.DataFrame) -> list[Trace]:
    number = {code: n for n, code in enumerate(counts["period"])}
    bars = []
    for tone, (colour, kinds) in TONES.items():
        summed: Counter[str] = Counter()
        for row in each(by_kind):
            if row.kind in kinds:
                summed[row.period] += row.n
        if not summed:
            continue
        name = t(f"calls.tone_{tone}")
        bars.append(
            bar(
                x=[number[code] for code in summed],
                y=list(summed.values()),
                width=BAR,
                name=name,
                marker={
                    "color": colour,
                    # A rim would be most of a bar that is two pixels wide.
                    "line": {
                        "width": int(len(counts) <= NUMBERED_PERIODS),
                        "color": palette.OUTLINE,
                    },
                },
                customdata=list(summed),
                hovertext=[
                    t("calls.bar_hover", period=period_label(code), kind=name, n=n)
                    for code, n in summed.items()
                ],
                hoverinfo="text",
            )
        )
    return bars


def _period_numbers(
    counts: pd.DataFrame,
    gap: Gap | None,
    place: Places,
    doubtful: pd.Series | None = None,
) -> Trace:
    """Print each period's number; a searched and empty one prints its zero.

    Numbers of `doubtful` periods are marked, as far as there is room; without it the
    axis marks them.

    The most stands largest, and a zero in the gap has the colour of silence. Where
    periods are many, the bracket of the gap speaks for those that lie in it, and
    beyond `NUMBERED_PERIODS` a dot on the axis stands for a zero.
    """
    many, dots = len(counts) > MANY_PERIODS, len(counts) > NUMBERED_PERIODS
    shown: list[tuple[Any, bool, bool]] = []
    doubts = [False] * len(counts) if doubtful is None else doubtful.tolist()
    for row, doubt in zip(each(counts), doubts, strict=True):
        if pd.isna(row.n) or (dots and row.n):
            continue
        inside = gap is not None and gap.start < row.start and row.end < gap.end
        if not (many and inside and not row.n):
            shown.append((row, inside and not row.n, doubt))
    size = 12 if many else 15
    most = max((row.n for row, *_ in shown), default=0)
    quiet = [silent for _, silent, _ in shown]
    texts = [
        fmt.number(row.n) if many and not row.n else f"<b>{fmt.number(row.n)}</b>"
        for row, *_ in shown
    ]
    if not many:
        texts = [
            t("calls.doubt_number", number=text) if doubt else text
            for text, (*_, doubt) in zip(texts, shown, strict=True)
        ]
    numbers = {
        "mode": "text",
        "text": texts,
        "textposition": "top center",
        "textfont": {
            "size": [
                size + 5 if row.n and row.n == most and not many else size
                for row, *_ in shown
            ],
            "color": [palette.GAP if silent else palette.TEXT for silent in quiet],
        },
    }
    zeros = {
        "mode": "markers",
        "marker": {"symbol": "circle", "size": 3, "color": palette.OUTLINE},
    }
    return scatter(
        x=[(place(row.start, 0) + place(row.searched_to, 1)) / 2 for row, *_ in shown],
        y=[row.n for row, *_ in shown],
        hovertext=[
            t(
                "calls.zero_hover",
                period=period_label(row.period),
                status=t(f"calls.status_{row.status}"),
            )
            for row, *_ in shown
        ],
        hoverinfo="text" if dots else "skip",
        showlegend=False,
        cliponaxis=False,
        **(zeros if dots else numbers),
    )


def _bracket(gap: Gap | None, place: Places, top: float, counts: pd.DataFrame) -> Spec:
    """Label the gap, over the periods in which nothing stands."""
    if gap is None:
        return part()
    left, right = place(gap.start), place(gap.end)
    low, high = place.edges
    if right - left < (high - low) * 0.02:
        return part()
    # Above the bars of the periods that it spans, if any contact lies in them.
    inside = counts["n"].iloc[math.ceil(left) : math.floor(right) + 1].fillna(0)
    highest = float(inside.max()) if len(inside) else 0.0
    height = (
        max(top * 0.3, min(highest + top * 0.16, top * 0.8)) if highest else top * 0.3
    )
    before = counts["n"].iloc[round(max(left, 0))]
    if before == before and before > height:
        # The bar of the last contact is higher than the bracket: it begins beside it.
        left = max(left, min(round(left) + BAR / 2 + 0.02, right))
    line = {"color": palette.GAP, "width": 2.5}
    bar_ends = [(left, right, height, height)]
    bar_ends += [(x, x, height * 0.88, height * 1.12) for x in (left, right)]
    shapes = [
        {"type": "line", "x0": x0, "x1": x1, "y0": y0, "y1": y1, "line": line}
        for x0, x1, y0, y1 in bar_ends
    ]
    narrow = right - left < (high - low) * style.NARROW
    note = {
        "x": (left + right) / 2,
        "y": height * 1.08,
        "yanchor": "bottom",
        "text": style.gap_label(gap, narrow=narrow),
        "showarrow": False,
        "font": {"color": palette.GAP, "size": 13},
    }
    return part(shapes=shapes, annotations=[note])


# A stroke is too thin for a rim: its colour stands out from the ground by itself.
_STROKE_COLOUR = {
    "two_way": palette.CALL,
    "joint": palette.OUTLINE,
    "meeting": palette.MEETING,
}


# Of more contacts than this no stroke could be told from the next: there is one a day,
# or a week where days are more than this.
MOST_STROKES = 400


@dataclass(frozen=True)
class _Stroke:
    """A stroke of the strip: its day, what a click on it chooses, what it says."""

    day: dt.date
    mark: str
    told: str


def _strokes(
    rows: pd.DataFrame, tone: str, step: int, period_of: Callable[[dt.date], str]
) -> list[_Stroke]:
    """The strokes of contacts of one tone, in the order of time.

    With a `step` of 0 there is one a contact, and a click on it opens its record. Else
    there is one for each `step` days with a contact, on the first such day, and a click
    lists the contacts of its bar.
    """
    kind = t(f"calls.tone_{tone}")
    days = rows["date"].to_numpy().astype("datetime64[D]")
    if not step:
        told = zip(days.tolist(), rows["contact_id"].tolist(), strict=True)
        return [
            _Stroke(day, mark, t("calls.stroke_hover", date=fmt.date(day), kind=kind))
            for day, mark in told
        ]
    # Days are counted from a Thursday; a week begins on Monday.
    blocks = (days.astype("int64") + 3) // step
    _, first, numbers = np.unique(blocks, return_index=True, return_counts=True)
    said = "calls.stroke_day" if step == 1 else "calls.stroke_week"
    return [
        _Stroke(day, period_of(day), tn(said, n, date=fmt.date(day), kind=kind))
        for day, n in zip(days[first].tolist(), numbers.tolist(), strict=True)
    ]


def _strip(contacts: pd.DataFrame, counts: pd.DataFrame, place: Places) -> Spec:
    """A stroke for every contact on its day, or for all of a day or week."""
    step = 0
    if len(contacts) > MOST_STROKES:
        step = 1 if contacts["date"].nunique() <= MOST_STROKES else 7
    codes = counts["period"].tolist()
    traces = []
    for tone, (_, kinds) in TONES.items():
        colour = _STROKE_COLOUR[tone]
        rows = contacts.loc[contacts["kind"].isin(kinds), ["date", "contact_id"]]
        if rows.empty:
            continue
        strokes = _strokes(rows, tone, step, lambda day: codes[place.number(day)])
        traces.append(
            scatter(
                x=[place(stroke.day) for stroke in strokes],
                y=[0.5] * len(strokes),
                yaxis="y2",
                mode="markers",
                marker={
                    "symbol": "line-ns",
                    "size": 22,
                    "color": colour,
                    "line": {"width": 2, "color": colour},
                },
                customdata=[stroke.mark for stroke in strokes],
                hovertext=[stroke.told for stroke in strokes],
                hoverinfo="text",
                showlegend=False,
            )
        )
    return part(traces, [], [_caption(t("calls.strip_days"), "y2", 1.0)])


def _caption(text: str, axis: str, y: float) -> dict[str, Any]:
    return {
        "x": 0,
        "xref": "paper",
        "xanchor": "left",
        "y": y,
        "yref": axis,
        "yanchor": "bottom",
        "yshift": 1,
        "text": text,
        "showarrow": False,
        "font": {"color": palette.MUTED, "size": 12},
    }


# How complete the list is: the surer, the firmer the stroke.
_STROKE = {
    "complete": {"width": 6, "dash": "solid"},
    "high": {"width": 3, "dash": "solid"},
    "medium": {"width": 2, "dash": "dash"},
    "low": {"width": 2, "dash": "dot"},
}


def _completeness(
    stretches: Stretches, place: Places, completeness_label: Label
) -> Spec:
    """A line of strokes: how complete the list is believed to be, grade by grade."""
    traces, notes = [], [_caption(t("calls.strip_complete"), "y3", 1.0)]
    low, high = place.edges
    for row in grade_runs(stretches):
        if row.completeness == "none":
            continue
        left, right = place(row.start, 0), place(row.end, 1)
        name = completeness_label(row.completeness)
        traces.append(
            scatter(
                x=[left, right],
                y=[0.5, 0.5],
                yaxis="y3",
                mode="lines",
                line={"color": palette.OUTLINE, **_STROKE[row.completeness]},
                hoverinfo="text",
                hovertext=name,
                showlegend=False,
            )
        )
        if right - left > (high - low) * style.NAMED_STRETCH:
            short = right - left < (high - low) * SHORT_STRETCH
            lines = textwrap.wrap(name, SHORT_LINE) if short else [name]
            # At the left edge a name that is wider than its stretch would be cut.
            first = short and left == low
            notes.append(
                {
                    "x": left if first else (left + right) / 2,
                    "xanchor": "left" if first else "center",
                    "align": "left" if first else "center",
                    "y": 0,
                    "yref": "y3",
                    "yanchor": "top",
                    "text": "<br>".join(lines),
                    "showarrow": False,
                    "font": {"color": palette.MUTED, "size": 12},
                }
            )
    return part(traces, annotations=notes)


def _period_ticks(
    counts: pd.DataFrame, doubtful: pd.Series, place: Places
) -> list[tuple[float, str]]:
    if len(counts) <= MANY_PERIODS:
        short = len({day.year for day in counts["start"]}) == 1
        ticks = []
        for n, (row, doubt) in enumerate(zip(each(counts), doubtful, strict=True)):
            label = period_label(row.period)
            if short and "-" in row.period:
                label = label.rsplit(" ", 1)[0]
            mark = t("calls.doubt_mark", period=label) if doubt else label
            if row.status == "partly_covered" and _day(row.searched_to) < _day(row.end):
                day = fmt.day_and_month(row.searched_to)
                beside = t("calls.doubt_beside", period=label) if doubt else label
                mark = t("calls.partial_mark", period=beside, day=day)
            ticks.append((float(n), mark))
        return ticks
    start, end = counts["start"].min(), counts["end"].max()
    doubted = {day.year for day in counts.loc[doubtful, "start"]}
    axis, _ = style.calendar_axis(start, end)
    named = []
    for tick, text in zip(axis["tickvals"], axis["ticktext"], strict=True):
        # The year stands once, and with it the mark of doubt.
        marked = text.endswith(str(tick.year)) and tick.year in doubted
        key = "calls.doubt_mark" if text == str(tick.year) else "calls.doubt_beside"
        named.append((place(tick), t(key, period=text) if marked else text))
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
                start=fmt.imprecise_date(gap.start, gap.precisions[0]),
                end=fmt.imprecise_date(gap.end, gap.precisions[1]),
                days=spans.days(gap.days, exact=gap.exact),
            )
        )
    for status in ("hidden", "not_covered", "partly_covered"):
        rows = counts[counts["status"] == status]
        if len(rows):
            periods = fmt.join(period_label(code) for code in rows["period"])
            parts.append(t(f"calls.alt_periods_{status}", periods=periods))
    return " ".join(parts)


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
