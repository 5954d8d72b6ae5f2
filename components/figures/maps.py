"""Where the states stand: filled shapes over land, or tiles of the same size.

What a position looks like here holds for every chart of positions.

A fill can not be clicked: a browser selects points. So each state also has
invisible points, close enough to each other that one of them is always near, and
their trace names the state in `legendgroup` (a name for each point would double
the size of the figure).
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

from components import format as fmt
from components.figures import palette, style
from components.figures.spec import Spec, Trace, figure, part, scatter, whole_numbers
from components.text import t
from data.fill_rule import SCALE, NothingKind
from data.geometry import Shape, Shapes, Tile

Label = Callable[[str], str]

HIDDEN = "hidden"
"""Stands for a position where the record that answers is hidden."""

NO_ANSWER = tuple(str(kind) for kind in NothingKind)

POSITIONS = (*SCALE, HIDDEN, *NO_ANSWER)
"""What a state may show, in the order of the legend."""

MARKS = {"old": "†", "one_page": "°", "disagrees": "*"}
"""What may weaken a position, with the sign for it on the map."""

# No answer is drawn as firmly as an answer, in the one grey that stands out from
# both backgrounds; land without meaning hardly does.
NOTHING_FILL = palette.GROUND
LAND_FILL = "rgba(128, 128, 128, 0.13)"
BORDER = "rgba(255, 255, 255, 0.9)"
CASING = "#FFFFFF"

# Dark letters in a light halo are readable on every fill, hatched or not.
_HALO = ",".join(
    f"{x}px {y}px 1px #FFF" for x, y in ((1, 1), (1, -1), (-1, 1), (-1, -1)) * 2
)
LETTERS = {"color": "#1A2027", "size": 12, "shadow": _HALO, "weight": 600}

# Twice the distance from any place in a state to its nearest point, in pixels.
REACH = 40


@dataclass(frozen=True, slots=True)
class StateMark:
    """One state as drawn: its position, the letters on it, the text beside it.

    `position` is one of `POSITIONS`; `letters` is the country code with the signs of
    `marks`, which are keys of `MARKS`.
    """

    actor_id: str
    position: str
    letters: str
    name: str
    hover: str
    marks: tuple[str, ...] = ()


def alt_map(marks: Sequence[StateMark], day: str, legend: Label) -> str:
    """Describe the map or the tiles: who holds which position, with which marks."""
    groups = [
        t(
            "stances.alt_group",
            position=legend(position),
            names=fmt.join(m.name for m in marks if m.position == position),
        )
        for position in POSITIONS
        if any(m.position == position for m in marks)
    ]
    told = [t("stances.alt_map", date=day, groups="; ".join(groups))]
    for mark in MARKS:
        if names := [m.name for m in marks if mark in m.marks]:
            told.append(t(f"stances.alt_{mark}", names=fmt.join(names)))
    return " ".join(told)


def pattern(position: str) -> dict[str, Any]:
    """Return the hatch of a position, with the colour behind it."""
    return {
        "shape": style.STANCE_HATCH.get(position, ""),
        "bgcolor": palette.POSITION_COLOUR.get(position, NOTHING_FILL),
        "fgcolor": "#FFFFFF",
        "size": 8,
        "solidity": 0.3,
    }


def area(
    position: str,
    name: str,
    x: Sequence[float | None],
    y: Sequence[float | None],
) -> Trace:
    """Fill closed rings, joined with None, in the look of a position."""
    return scatter(
        x=list(x),
        y=list(y),
        mode="lines",
        fill="toself",
        fillcolor=palette.POSITION_COLOUR.get(position, NOTHING_FILL),
        fillpattern=pattern(position),
        line={"color": BORDER, "width": 1},
        hoverinfo="skip",
        name=name,
        showlegend=True,
    )


def target(mark: StateMark, x: Any, y: Any) -> Trace:
    """The points that catch clicks, and show the text beside the state."""
    return scatter(x=x, y=y, legendgroup=mark.actor_id, text=mark.hover)


def outline(x: Sequence[float | None], y: Sequence[float | None]) -> list[Trace]:
    """The edge of the state that was picked: dark in a light casing.

    One of the two stands out from either background, and from every fill.
    """
    return [
        scatter(
            x=list(x),
            y=list(y),
            mode="lines",
            line={"color": colour, "width": width},
            hoverinfo="skip",
        )
        for colour, width in ((CASING, 5), (LETTERS["color"], 2))
    ]


def layout(
    height: int,
    x_range: Sequence[float],
    y_range: Sequence[float],
) -> dict[str, Any]:
    """Axes of equal scale without ticks, and points that nobody sees."""
    hidden = {"visible": False, "fixedrange": True}
    return style.layout(
        height,
        legend={"y": -0.01, "font": {"size": 11}},
        # Its own template: the default one is as large as a tenth of the map.
        template={
            "data": {
                "scatter": [
                    scatter(
                        mode="markers",
                        marker={"size": 1, "opacity": 0},
                        showlegend=False,
                        hoverinfo="text",
                    )
                ]
            }
        },
        hovermode="closest",
        hoverdistance=REACH,
        xaxis={**hidden, "range": list(x_range), "constrain": "domain"},
        yaxis={
            **hidden,
            "range": list(y_range),
            "scaleanchor": "x",
            "constrain": "domain",
            "constraintoward": "middle",
        },
    )


MAP_HEIGHT = 540
"""Pixels: as wide as high beside the panel, and no taller than a phone can use."""

# The stored land reaches beyond what is shown: from Ireland to Cyprus, from Crete
# to Lapland, and a little room around them.
WINDOW = (24, 992), (8, 978)

# Map units, some ten pixels: islands below it would be all outline, and Greece has
# thirty of them to send.
_SMALLEST_EDGE = 24

# Letters that would lie on each other stand beside their place, over the sea or
# over land without meaning.
_BESIDE = {
    "BEL": "middle left",
    "EST": "middle right",
    "HRV": "bottom right",
    "LTU": "middle right",
    "LUX": "bottom center",
    "LVA": "middle right",
    "MLT": "middle right",
    "NLD": "top left",
    "PRT": "middle left",
    "SVN": "middle left",
}


def fig_map(
    shapes: Shapes,
    marks: Sequence[StateMark],
    legend: Label,
    chosen: str = "",
) -> Spec:
    """Draw the map.

    Args:
        shapes: the outlines.
        marks: one a state.
        legend: position → its name with the number of states.
        chosen: id of the state to stand out, or "".
    """
    traces = [_land(shapes)]
    for position in POSITIONS:
        drawn = [shapes.states[m.actor_id] for m in marks if m.position == position]
        if drawn:
            traces.append(_fill(position, legend(position), drawn))
    picked = shapes.states.get(chosen)
    if picked is not None:
        traces += outline(*picked.edge(_SMALLEST_EDGE))
    traces.append(_letters(marks, shapes))
    traces += [
        target(
            m,
            whole_numbers(shapes.states[m.actor_id].hit_x),
            whole_numbers(shapes.states[m.actor_id].hit_y),
        )
        for m in marks
    ]
    return figure(part(traces), layout=layout(MAP_HEIGHT, *WINDOW))


def _land(shapes: Shapes) -> Trace:
    return scatter(
        x=whole_numbers(shapes.neutral_x),
        y=whole_numbers(shapes.neutral_y),
        mode="lines",
        fill="toself",
        fillcolor=LAND_FILL,
        line={"width": 0},
        hoverinfo="skip",
    )


def _fill(position: str, name: str, drawn: Sequence[Shape]) -> Trace:
    x: list[int | None] = []
    y: list[int | None] = []
    for shape in drawn:
        gap = [None] if x else []
        x += [*gap, *shape.x]
        y += [*gap, *shape.y]
    return area(position, name, x, y)


def _letters(marks: Sequence[StateMark], shapes: Shapes) -> Trace:
    """Country codes inside the shapes; beside a ring where a shape is too small."""
    placed = [shapes.states[m.actor_id] for m in marks]
    return scatter(
        x=[s.label[0] for s in placed],
        y=[s.label[1] for s in placed],
        mode="markers+text",
        text=[m.letters for m in marks],
        textposition=[
            _BESIDE.get(
                s.actor_id, "middle center" if s.label_fits else "bottom center"
            )
            for s in placed
        ],
        textfont=LETTERS,
        marker={
            "symbol": "circle-open",
            "color": palette.OUTLINE,
            "opacity": 1,
            "size": [1 if s.label_fits else 16 for s in placed],
            "line": {"width": 1.5},
        },
        hoverinfo="skip",
    )


TILES_HEIGHT = 520


def fig_tiles(
    tiles: Sequence[Tile],
    marks: Sequence[StateMark],
    legend: Label,
    chosen: str = "",
) -> Spec:
    """Draw each state as a square of the same size, roughly where it lies.

    Args:
        tiles: the grid.
        marks: one a state.
        legend: position → its name with the number of states.
        chosen: id of the state to stand out, or "".
    """
    place = {tile.actor_id: (tile.column, -tile.row) for tile in tiles}
    traces = []
    for position in POSITIONS:
        drawn = [m.actor_id for m in marks if m.position == position]
        if drawn:
            x, y = _squares([place[actor_id] for actor_id in drawn])
            traces.append(area(position, legend(position), x, y))
    if chosen in place:
        traces += outline(*_squares([place[chosen]]))
    traces.append(
        scatter(
            x=[place[m.actor_id][0] for m in marks],
            y=[place[m.actor_id][1] for m in marks],
            mode="text",
            text=[m.letters for m in marks],
            textfont=LETTERS,
            hoverinfo="skip",
        )
    )
    traces += [target(m, [place[m.actor_id][0]], [place[m.actor_id][1]]) for m in marks]
    columns = [x for x, _ in place.values()]
    rows = [y for _, y in place.values()]
    window = (
        [min(columns) - 0.6, max(columns) + 0.6],
        [min(rows) - 0.6, max(rows) + 0.6],
    )
    return figure(part(traces), layout=layout(TILES_HEIGHT, *window))


def _squares(
    places: Sequence[tuple[int, int]],
) -> tuple[list[float | None], list[float | None]]:
    """Closed squares around grid points, with None between two."""
    x: list[float | None] = []
    y: list[float | None] = []
    for column, row in places:
        gap = [None] if x else []
        x += [*gap, *(column + step for step in (-0.46, -0.46, 0.46, 0.46, -0.46))]
        y += [*gap, *(row + step for step in (-0.46, 0.46, 0.46, -0.46, -0.46))]
    return x, y
