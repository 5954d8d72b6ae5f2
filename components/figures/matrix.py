"""Numbers in a grid: a disc where there are some, a sign where there are none.

`fig_topics` has a row per topic, with bands over empty years; `fig_months` has a row
per leader. What a table of leaders and years says of each is here as well.
"""

from __future__ import annotations

import datetime as dt
import textwrap
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from itertools import groupby
from typing import Any

import pandas as pd

from components import format as fmt
from components import spans
from components.figures import palette, style
from components.figures.spec import Spec, Trace, figure, part, scatter
from components.text import t, tn
from data.rows import each

Label = Callable[[str], str]

TOPIC_ROW = 32
# Names of topics beside their rows, in pixels and in letters of a line.
NAMES = 108
NAME_WIDTH = 17
# What is filtered or hidden is neither silence nor a lack of search: a rim alone.
_FILL = {
    "searched_empty": style.GAP_FILL,
    "none_passes": palette.GROUND,
    "hidden": palette.GROUND,
}


@dataclass(frozen=True)
class Cell:
    """One number: its row by code, its column by place, and what is written.

    `n` is missing where nothing was counted.
    """

    row: str
    column: int
    n: int | None
    text: str
    hover: str


def _discs(
    cells: Sequence[Cell], row_of: Mapping[str, int], least: int, growth: int
) -> Trace:
    """Draw a disc with its number for each cell; the area grows with the number.

    Args:
        cells: with a number above 0.
        row_of: code of a row → its height.
        least: size of the smallest disc, in pixels.
        growth: how much larger the largest is.
    """
    most = max((cell.n or 0 for cell in cells), default=1)
    return scatter(
        x=[cell.column for cell in cells],
        y=[row_of[cell.row] for cell in cells],
        mode="markers+text",
        marker={
            "size": [least + growth * ((cell.n or 0) / most) ** 0.5 for cell in cells],
            "color": palette.CALL,
            "opacity": 1,
        },
        text=[cell.text for cell in cells],
        textfont={"color": palette.TEXT_ON[palette.CALL], "size": 12},
        hovertext=[cell.hover for cell in cells],
        hoverinfo="text",
    )


def fig_topics(topics: pd.DataFrame, years: pd.DataFrame, topic_label: Label) -> Spec:
    """Draw how many contacts touched a topic, by year, below the contacts of the year.

    A year with contacts, none of which touched the topic, holds a 0. Years without
    any contact, and years that nobody searched, are bands that say so.

    Args:
        topics: from `data.contacts.topics_by_year`, cut to the topics to draw.
        years: from `data.contacts.counts_by_period`, by year.
        topic_label: code of a topic → its name.
    """
    order = list(dict.fromkeys(topics["topic_id"]))
    place = {int(year): i for i, year in enumerate(years["period"])}
    row_of = {topic: len(order) - i for i, topic in enumerate(order)}
    totals = topics.groupby("topic_id")["n"].sum()
    names = [_named(topic_label(topic), fmt.number(totals[topic])) for topic in order]
    lines, labels = _empty_years(years, len(order))
    rules = [_rule(row + 0.5) for row in range(1, len(order) + 1)]
    traces = [
        _topic_discs(topics, place, row_of, topic_label),
        _zeros(topics, years, place, row_of),
        _all_contacts(years, len(order) + 1),
    ]
    return figure(
        part(traces, [*lines, *rules], labels),
        layout=style.layout(
            TOPIC_ROW * (len(order) + 1) + 50,
            margin={"l": NAMES, "r": 8, "t": 8, "b": 42},
            showlegend=False,
            xaxis={
                "tickvals": list(place.values()),
                "ticktext": [str(year) for year in place],
                "range": [-0.5, len(place) - 0.5],
                # On a phone ten years have room upright only.
                "autotickangles": [0, 90],
                "showgrid": False,
                "zeroline": False,
                "fixedrange": True,
            },
            yaxis={
                "range": [0.5, len(order) + 1.5],
                "tickvals": [len(order) + 1, *row_of.values()],
                "ticktext": [f"<b>{t('calls.all_contacts')}</b>", *names],
                "showgrid": False,
                "zeroline": False,
                "fixedrange": True,
            },
        ),
    )


def _named(name: str, total: str) -> str:
    """Write a name in short lines, and its total behind it."""
    lines = textwrap.wrap(t("calls.lane", kind=name, n=total), NAME_WIDTH)
    written = "<br>".join(map(style.escape, lines))
    return f"{written.removesuffix(total)}<b>{total}</b>"


def _rule(y: float) -> dict[str, Any]:
    return {
        "type": "line",
        "layer": "below",
        "xref": "paper",
        "x0": 0,
        "x1": 1,
        "y0": y,
        "y1": y,
        "line": {"color": palette.GRID, "width": 1},
    }


def _topic_discs(
    topics: pd.DataFrame,
    place: dict[int, int],
    row_of: dict[str, int],
    topic_label: Label,
) -> Trace:
    cells = [
        Cell(
            row.topic_id,
            place[row.year],
            row.n,
            fmt.number(row.n),
            tn(
                "calls.topic_hover",
                int(row.n),
                topic=style.escape(topic_label(row.topic_id)),
                year=row.year,
            ),
        )
        for row in each(topics)
    ]
    ids = [f"{row.topic_id} {row.year}" for row in each(topics)]
    return _discs(cells, row_of, 15, 8) | {"customdata": ids}


def _zeros(
    topics: pd.DataFrame,
    years: pd.DataFrame,
    place: dict[int, int],
    row_of: dict[str, int],
) -> Trace:
    """Contacts in the year, none of which is recorded to have touched the topic."""
    touched = set(zip(topics["topic_id"], topics["year"], strict=True))
    busy = [int(row.period) for row in each(years[years["n"].fillna(0) > 0])]
    empty = [
        (place[year], row)
        for topic, row in row_of.items()
        for year in busy
        if (topic, year) not in touched
    ]
    return scatter(
        x=[x for x, _ in empty],
        y=[y for _, y in empty],
        mode="text",
        text=[fmt.number(0)] * len(empty),
        textfont={"size": 12, "color": palette.MUTED},
        hoverinfo="skip",
    )


def _all_contacts(years: pd.DataFrame, row: int) -> Trace:
    """The contacts of each year, of which the topics below are a part."""
    return scatter(
        x=list(range(len(years))),
        y=[row] * len(years),
        mode="text",
        text=[
            _contacts(year) if pd.isna(year.n) else f"<b>{_contacts(year)}</b>"
            for year in each(years)
        ],
        textfont={"size": 12},
        hovertext=[
            t(
                "calls.year_hover",
                year=year.period,
                n=_contacts(year),
                status=t(f"calls.status_{year.status}"),
            )
            for year in each(years)
        ],
        hoverinfo="text",
    )


def _contacts(year: Any) -> str:
    """The contacts of a year, or the sign that none were counted."""
    return t("calls.cell_not_covered") if pd.isna(year.n) else fmt.number(year.n)


def _nothing(year: Any) -> str:
    """What to say in the place of topics of a year; empty where it has contacts."""
    if year.status == "not_covered":
        return t("calls.not_covered_mark")
    if year.status == "hidden":
        return tn("calls.hidden_mark", int(year.hidden))
    if year.n > 0:
        return ""
    if year.status == "none_passes":
        return t("calls.none_passes_mark")
    if year.status == "partly_covered":
        return t("calls.none_up_to", day=fmt.day_and_month(year.searched_to))
    return t("calls.none_found")


def _empty_years(
    years: pd.DataFrame, rows: int
) -> tuple[list[dict[str, Any]], list[dict[str, Any]]]:
    """One band for neighbouring years without contacts, for one and the same reason."""
    marked = list(enumerate(each(years)))
    bands, labels = [], []
    for (text, status, _), group in groupby(marked, key=_reason):
        if not text:
            continue
        indices = [i for i, _ in group]
        found = status == "searched_empty"
        bands.append(
            {
                "type": "rect",
                "layer": "below",
                "x0": indices[0] - 0.45,
                "x1": indices[-1] + 0.45,
                "y0": 0.55,
                "y1": rows + 0.45,
                "fillcolor": _FILL.get(status, style.UNCOVERED_FILL),
                "line": {
                    "color": palette.GAP if found else palette.OUTLINE,
                    "width": 1,
                    "dash": "dash" if found else "dot",
                },
            }
        )
        labels.append(
            {
                "x": (indices[0] + indices[-1]) / 2,
                "y": (rows + 1) / 2,
                "text": text,
                "textangle": -90,
                "font": {
                    "size": 12,
                    "color": palette.GAP if found else palette.TEXT,
                },
                "showarrow": False,
            }
        )
    return bands, labels


def _reason(placed: tuple[int, Any]) -> tuple[str, str, int]:
    """What neighbouring years must share to stand in one band; numbers never do."""
    place, year = placed
    return _nothing(year), year.status, place if year.status == "hidden" else 0


def alt_topics(topics: pd.DataFrame, years: pd.DataFrame, topic_label: Label) -> str:
    """Name the most frequent topics of the view with their totals, and empty years."""
    totals = topics.groupby("topic_id", sort=False)["n"].sum()
    leading = fmt.join(
        f"{topic_label(str(topic))}: {fmt.number(n)}"
        for topic, n in totals.head(5).items()
    )
    told = tn("calls.alt_topics", len(totals), leading=leading)
    empty = [
        t("calls.alt_empty_year", year=year.period, reason=_nothing(year))
        for year in each(years)
        if _nothing(year)
    ]
    return " ".join([told, *empty])


ROW_PIXELS = 44


def _fig_matrix(
    cells: list[Cell],
    rows: dict[str, str],
    beside: dict[str, str],
    columns: list[str],
    divider: tuple[float, str],
) -> Spec:
    """Draw a numbered disc for each count, and a 0 where there is none.

    Args:
        cells: one a row and column.
        rows: actor id → label of its row, top row first.
        beside: actor id → what stands at the right end of that label.
        columns: labels of the columns.
        divider: where an upright line stands between columns, and its label.
    """
    place = {actor: len(rows) - i for i, actor in enumerate(rows)}
    none = [cell for cell in cells if not cell.n]
    signs = scatter(
        x=[cell.column for cell in none],
        y=[place[cell.row] for cell in none],
        mode="text",
        text=[cell.text for cell in none],
        textfont={"size": 12, "color": palette.MUTED},
        hovertext=[cell.hover for cell in none],
        hoverinfo="text",
    )
    discs = _discs([cell for cell in cells if cell.n], place, 17, 9)
    traces = [trace | {"showlegend": False} for trace in (discs, signs)]
    labels = []
    for actor, label in rows.items():
        named = style.row_label(place[actor] + 0.46, style.escape(label), 0)
        sums = {**named, "text": beside[actor], "x": 1, "xanchor": "right"}
        labels += [named, sums]
    rules = style.rules([row - 0.32 for row in place.values()])
    lines, marked = _divider(*divider, len(rows))
    return figure(
        part(traces, [*rules, lines], [*labels, marked]),
        layout=style.layout(
            44 + int(ROW_PIXELS * (len(rows) + 0.7)),
            margin={"l": 4, "r": 4, "t": 4, "b": 40},
            xaxis={
                "tickvals": list(range(len(columns))),
                "ticktext": columns,
                "range": [-0.6, len(columns) - 0.4],
                "showgrid": False,
                "zeroline": False,
                "fixedrange": True,
                "tickangle": 0,
            },
            yaxis={
                "range": [0.6, len(rows) + 1.3],
                "visible": False,
                "fixedrange": True,
            },
        ),
    )


def _divider(x: float, label: str, rows: int) -> tuple[dict[str, Any], dict[str, Any]]:
    """One line through all rows, behind their labels, and what it marks above it."""
    line = {
        "type": "line",
        "layer": "below",
        "x0": x,
        "x1": x,
        "y0": 0.6,
        "y1": rows + 0.85,
        "line": {"color": palette.OUTLINE, "width": 1.5},
    }
    note = {
        "x": x,
        "y": rows + 1.05,
        "text": label,
        "font": {"color": palette.MUTED},
        "showarrow": False,
    }
    return line, note


def only_hidden(years: pd.DataFrame) -> pd.Series:
    """Tell which numbers would be a zero only because contacts are hidden."""
    return (years["n"].fillna(0) == 0) & (years["n_hidden"] > 0)


def cell(row: Any) -> str:
    """Write one year: "12", "≥ 3" (may miss some), "none found", "not searched".

    Args:
        row: a row of `data.leaders.by_year`.
    """
    if row.n_hidden and (pd.isna(row.n) or not row.n):
        return t("leaders.cell_hidden", n=fmt.number(row.n_hidden))
    if row.status == "not_covered":
        return t("leaders.cell_not_covered")
    if row.status == "none_passes":
        return t("leaders.cell_none_passes")
    number = fmt.number(int(row.n))
    if row.doubtful or row.status == "partly_covered":
        return t("leaders.cell_doubtful", n=number) if row.n else t("leaders.cell_none")
    return number


def status_label(row: Any) -> str:
    """Say what a number is worth, and how many contacts are hidden."""
    only = pd.isna(row.n) or not row.n
    if row.n_hidden and only:
        return tn("leaders.status_hidden", row.n_hidden)
    status = t(f"calls.status_{row.status}")
    if row.n_hidden:
        return tn("leaders.status_hidden_too", row.n_hidden, status=status)
    return status


def alt_years(years: pd.DataFrame, labels: dict[str, str]) -> str:
    """Say each lane's years: numbers, then every kind of nothing by its own name."""
    own: dict[str, list[Any]] = {actor: [] for actor in labels}
    for row in each(years):
        if row.actor_id in own:
            own[row.actor_id].append(row)
    parts = [
        t("leaders.alt_lane_years", name=label, cells="; ".join(_told(own[actor])))
        for actor, label in labels.items()
    ]
    return t("leaders.alt_years", lanes=" ".join(parts))


def _told(own: list[Any]) -> list[str]:
    """Say one lane's years, those alike together."""
    told = [
        t(
            "leaders.alt_year_doubtful" if row.doubtful else "leaders.alt_year",
            year=row.period,
            n=fmt.number(row.n),
        )
        for row in own
        if not pd.isna(row.n) and row.n
    ]
    told = [fmt.join(told)] if told else []
    alike: dict[str, list[int]] = {}
    for row in own:
        if pd.isna(row.n) or not row.n:
            kind = "hidden" if row.n_hidden else row.status
            kind += "_doubtful" if kind == "searched_empty" and row.doubtful else ""
            alike.setdefault(kind, []).append(int(row.period))
    told += [
        t(f"leaders.alt_{kind}", years=_spans(found)) for kind, found in alike.items()
    ]
    return told


def _spans(years: list[int]) -> str:
    """Print years, those that follow one another as a span: "2017 to 2020 and 2023"."""
    found: list[list[int]] = []
    for year in years:
        if found and year == found[-1][-1] + 1:
            found[-1].append(year)
        else:
            found.append([year])
    return fmt.join(spans.years(span[0], span[-1]) for span in found)


def month_label(start: dt.date, end: dt.date) -> str:
    """Name a month on the axis: "Nov", "Jan 2022", or "Feb 1–23" where it is cut."""
    name = fmt.short_month(start.month)
    if start.day > 1 or (end + dt.timedelta(days=1)).day > 1:
        return t("leaders.month_part", month=name, first=start.day, last=end.day)
    if start.month == 1:
        return t("leaders.month_year", month=name, year=start.year)
    return name


def fig_months(
    months: pd.DataFrame,
    labels: dict[str, str],
    sums: dict[str, str],
    cut: tuple[dt.date, str],
) -> Spec:
    """Draw a numbered disc for each month with contacts; 0 is a true zero.

    Args:
        months: from `data.leaders.by_month`.
        labels: actor id → label of its row, top row first.
        sums: actor id → its numbers before and after, in words.
        cut: the day that parts before from after, and its label.
    """
    spans = list(dict.fromkeys(zip(months["start"], months["end"], strict=True)))
    cells = [
        Cell(
            row.actor_id,
            spans.index((row.start, row.end)),
            row.n,
            fmt.number(row.n),
            t(
                "leaders.month_hover",
                name=style.escape(labels[row.actor_id]),
                start=fmt.date(row.start),
                end=fmt.date(row.end),
                n=fmt.number(row.n),
            ),
        )
        for row in each(months)
    ]
    day, label = cut
    before = sum(start < day for start, _ in spans)
    columns = [month_label(*span) for span in spans]
    return _fig_matrix(cells, labels, sums, columns, (before - 0.5, label))


def alt_months(
    sides: pd.DataFrame, labels: dict[str, str], names: dict[str, str]
) -> str:
    """Say each lane's numbers on either side of the invasion.

    Args:
        sides: from `data.leaders.before_and_after`.
        labels: actor id → name.
        names: `before` and `after` → the days that they stand for.
    """
    parts = [
        t(
            "leaders.alt_side",
            name=labels[row.actor_id],
            before=fmt.number(row.before),
            after=fmt.number(row.after),
        )
        for row in each(sides)
    ]
    return t(
        "leaders.alt_sides",
        before=names["before"],
        after=names["after"],
        lanes="; ".join(parts),
    )
