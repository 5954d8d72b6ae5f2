"""Statements of a state on a time axis, on the scale from open to closed."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterable, Sequence
from typing import Any

import pandas as pd

from components import format as fmt
from components.figures import palette, style
from components.figures.spec import Spec, Trace, figure, part, scatter
from components.text import t
from data.fill_rule import CORE_SCOPES, SCALE, Tenure
from data.rows import each
from data.stances import UNKNOWN, Run

Label = Callable[[str], str]


def levels(days: Iterable[dt.date], apart: dt.timedelta) -> list[int]:
    """Give each of some days, in order, the lowest level at which there is room.

    Args:
        days: in order of time.
        apart: marks of one level stand at least so far from one another.
    """
    latest: list[dt.date] = []
    found = []
    for day in days:
        free = (i for i, last in enumerate(latest) if day - last >= apart)
        level = next(free, len(latest))
        latest[level : level + 1] = [day]
        found.append(level)
    return found


SCOPES = (*CORE_SCOPES, "peace_talks", "normalisation")
"""Lanes from top to bottom; the core ones, which colour the map, first."""

# The levels from top to bottom; what is no position stands below them.
LEVELS = (*SCALE, "")
# In pixels: between two levels, below the lowest, and a line of names at the top.
_LEVEL, _MARGIN, _NAMES = 42, 44, 17

# On a phone the chart is so wide, in pixels, and a letter of 12 px takes so much.
_PHONE, _LETTER = 340, 6.2
# Half a mark and the space beside it, in pixels on a phone.
_BESIDE = 10


# What is told of a statement: rows with all columns take three times as long to make.
_TOLD = ["date", "date_precision", "speaker", "stance", "scope"]


def fig_timeline(
    statements: pd.DataFrame,
    deciding: str,
    as_of: dt.date,
    last: dt.date,
    stance_label: Label,
    scope_label: Label,
    held: Sequence[Run] = (),
    governments: Sequence[Tenure] = (),
) -> Spec:
    """Draw a dot a statement on the scale, on the line of what coloured the map.

    The deciding one is ringed. What is about other topics than those that colour the
    map is hollow. Speakers are named where there is room, the newest first.

    Args:
        statements: the actor's rows of the table, without status rows.
        deciding: id of the deciding statement, or "".
        as_of: the day of the map; statements after it never colour it.
        last: the day on which the data ends, and the axis.
        stance_label: code → its name.
        scope_label: scope → its name.
        held: the position from day to day, up to the day of the map.
        governments: those that came into office, each an upright line.
    """
    earliest = min(statements["date"].min().date(), as_of)
    # No stump of a year of which nothing is shown.
    first = max(earliest - dt.timedelta(days=45), earliest.replace(month=1, day=1))
    levels = [
        stance
        for stance in LEVELS
        if stance or not statements["stance"].isin(SCALE).all()
    ]
    height = {stance: len(levels) - place for place, stance in enumerate(levels)}
    end = last + dt.timedelta(days=20)
    marks = [_line(held, height)] if held else []
    for stance in levels:
        on_scale = statements["stance"].isin(SCALE)
        rows = statements[statements["stance"] == stance if stance else ~on_scale]
        if rows.empty:
            continue
        colour = palette.POSITION_COLOUR.get(stance, palette.OUTLINE)
        core = rows["scope"].isin(CORE_SCOPES)
        marks.append(
            scatter(
                x=rows["date"].dt.date.tolist(),
                y=[height[stance]] * len(rows),
                mode="markers",
                cliponaxis=False,
                marker={
                    "symbol": ["circle" if c else "circle-open" for c in core],
                    "color": colour,
                    "size": 14,
                    "opacity": 1,
                    "line": {
                        "width": [1 if c else 3 for c in core],
                        "color": [palette.OUTLINE if c else colour for c in core],
                    },
                },
                customdata=rows["statement_id"].tolist(),
                hovertext=[
                    _statement_hover(row, stance_label(row.stance), scope_label)
                    for row in each(rows[_TOLD])
                ],
                hoverinfo="text",
            )
        )
    marks += _ring(statements[statements["statement_id"] == deciding], height)
    names = [
        {
            "xref": "paper",
            "x": 0,
            "xanchor": "left",
            "y": height[stance] + 0.42,
            "text": t(
                "stances.level",
                sign=palette.POSITION_SIGN.get(stance, "○"),
                stance=stance_label(stance) if stance else t("stances.no_position"),
            ),
            "showarrow": False,
            # Upright lines end at the name, and do not cross it.
            "bgcolor": palette.GROUND,
            "borderpad": 0,
            "font": {"color": palette.MUTED, "size": 12},
        }
        for stance in levels
    ]
    taken = {
        height[stance]: [(0.0, _width(str(note["text"])))]
        for stance, note in zip(levels, names, strict=True)
    }
    names += _speakers(statements, deciding, height, taken, (first, end))
    shown = [g for g in governments if first < g.start <= end]
    heads, lines_of_names = _heads(shown, as_of, (first, end), len(levels) + 0.7)
    axis, lines = style.calendar_axis(first, end)
    return figure(
        part(
            marks,
            [*lines, *(_begun(g.start) for g in shown), style.marked_day(as_of)],
            [*names, *heads],
        ),
        layout=style.layout(
            _MARGIN + _LEVEL * len(levels) + _NAMES * lines_of_names,
            showlegend=False,
            hovermode="closest",
            xaxis=axis,
            yaxis={
                "range": [0.5, len(levels) + 0.7 + lines_of_names * _NAMES / _LEVEL],
                "tickvals": list(height.values()),
                "showticklabels": False,
                "zeroline": False,
                "fixedrange": True,
            },
        ),
    )


def _line(held: Sequence[Run], height: dict[str, int]) -> Trace:
    """The position from day to day; broken where there was none."""
    days: list[dt.date | None] = []
    at: list[int | None] = []
    for before, run in zip([None, *held], held, strict=False):
        if before and run.first - before.last > dt.timedelta(days=1):
            days.append(None)
            at.append(None)
        days += [run.first, run.last]
        at += [height[run.stance]] * 2
    return scatter(
        x=days,
        y=at,
        mode="lines",
        line={"color": palette.OUTLINE, "width": 2, "shape": "hv"},
        connectgaps=False,
        hoverinfo="skip",
    )


Span = tuple[float, float]


def _width(text: str) -> float:
    return len(text) * _LETTER


def _at(day: dt.date, axis: tuple[dt.date, dt.date]) -> float:
    """Where a day lies, in pixels on a phone."""
    return _PHONE * (day - axis[0]) / (axis[1] - axis[0])


def _free(span: Span, taken: Iterable[Span]) -> bool:
    inside = span[0] >= 0 and span[1] <= _PHONE
    return inside and all(_apart(span, other) for other in taken)


def _speakers(
    statements: pd.DataFrame,
    deciding: str,
    height: dict[str, int],
    taken: dict[int, list[Span]],
    axis: tuple[dt.date, dt.date],
) -> list[dict[str, Any]]:
    """Names above their marks, where they meet no other name on a phone.

    Each speaker is named once a level: the deciding statement first, then the newest.
    """
    notes, named = [], set()
    order = statements[_TOLD].assign(first=statements["statement_id"] == deciding)
    for row in each(order.sort_values(["first", "date"], ascending=False)):
        level = height[row.stance if row.stance in SCALE else ""]
        if (level, row.speaker) in named:
            continue
        at, half = _at(row.date.date(), axis), _width(row.speaker) / 2
        middle = min(at, _PHONE - half)
        span = (middle - half, middle + half)
        if at < _BESIDE or not _free(span, taken[level]):
            continue
        taken[level].append(span)
        named.add((level, row.speaker))
        aligned = "center" if middle == at else "right"
        notes.append(
            {
                "x": row.date.date(),
                "xanchor": aligned,
                "xshift": 0 if aligned == "center" else _BESIDE,
                "y": level + (0.56 if row.first else 0.44),
                "text": style.escape(row.speaker),
                "showarrow": False,
                "bgcolor": palette.GROUND,
                "borderpad": 0,
                "font": {"size": 12},
            }
        )
    return notes


def _begun(day: dt.date) -> dict[str, Any]:
    """An upright line through the chart on the day on which a government began."""
    return style.marked_day(day) | {
        "line": {"color": palette.MUTED, "width": 1, "dash": "dash"}
    }


def _heads(
    governments: Sequence[Tenure],
    as_of: dt.date,
    axis: tuple[dt.date, dt.date],
    bottom: float,
) -> tuple[list[dict[str, Any]], int]:
    """Names at the top of the upright lines, in as many rows as they need.

    Returns:
        The names, and how many rows they take.
    """
    told = [(as_of, t("stances.timeline_day", date=fmt.date(as_of)), palette.TEXT)]
    told += [
        (g.start, style.escape(g.holder), palette.MUTED)
        for g in reversed(governments)
        if g.holder != UNKNOWN
    ]
    rows: list[list[Span]] = []
    notes = []
    for day, text, colour in told:
        at, width = _at(day, axis), _width(text) + 6
        right = at + width <= _PHONE
        span = (at, at + width) if right else (at - width, at)
        free = (n for n, row in enumerate(rows) if all(_apart(span, s) for s in row))
        row = next(free, len(rows))
        rows[row : row + 1] = [[*(rows[row] if row < len(rows) else ()), span]]
        notes.append(
            {
                "x": day,
                "xanchor": "left" if right else "right",
                "xshift": 3 if right else -3,
                "y": bottom + (row + 0.5) * _NAMES / _LEVEL,
                "yanchor": "middle",
                "text": text,
                "showarrow": False,
                "bgcolor": palette.GROUND,
                "borderpad": 0,
                "font": {"size": 12, "color": colour},
            }
        )
    return notes, len(rows)


def _apart(one: Span, other: Span) -> bool:
    return one[1] <= other[0] or other[1] <= one[0]


def _ring(row: pd.DataFrame, height: dict[str, int]) -> list[Trace]:
    """A ring around the statement that colours the map."""
    if row.empty:
        return []
    return [
        scatter(
            x=row["date"].dt.date.tolist(),
            y=[height[stance] for stance in row["stance"]],
            mode="markers",
            marker={
                "symbol": "circle-open",
                "size": 26,
                "opacity": 1,
                "color": palette.TEXT,
                "line": {"width": 2},
            },
            hoverinfo="skip",
        )
    ]


def _statement_hover(row: Any, stance: str, scope_label: Label) -> str:
    return t(
        "stances.timeline_hover",
        date=fmt.imprecise_date(row.date.date(), row.date_precision),
        speaker=style.escape(row.speaker),
        stance=stance,
        scope=style.escape(scope_label(row.scope)),
    )


def alt_timeline(
    statements: pd.DataFrame,
    name: str,
    stance_label: Label,
    scope_label: Label,
    governments: Sequence[Tenure] = (),
) -> str:
    """List the statements by scope, oldest first, and the changes of government."""
    lanes = [
        t(
            "stances.alt_lane",
            scope=scope_label(scope),
            statements=", ".join(
                t(
                    "stances.alt_statement",
                    stance=stance_label(row.stance),
                    date=fmt.imprecise_date(row.date.date(), row.date_precision),
                )
                for row in each(statements.loc[statements["scope"] == scope, _TOLD])
            ),
        )
        for scope in SCOPES
        if (statements["scope"] == scope).any()
    ]
    told = t("stances.alt_timeline", name=name, lanes="; ".join(lanes))
    changes = [
        t("stances.alt_government", holder=g.holder, date=fmt.date(g.start))
        for g in governments
        if g.holder != UNKNOWN
    ]
    if not changes:
        return told
    return f"{told} {t('stances.alt_governments', changes=', '.join(changes))}"
