"""Where the states stand: filled shapes over land, or tiles of the same size.

What a position looks like here holds for every chart of positions.

A fill can not be clicked: a browser selects points. So each state also has
invisible points, close enough to each other that one of them is always near, and
their trace names the state in `legendgroup` (a name for each point would double
the size of the figure).
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
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

# No answer has the ground of the page below its hatch.
NOTHING_FILL = palette.GROUND

# Letters that lie beside their shape, in a halo of the ground.
_HALO = ",".join(
    f"{x}px {y}px 1px {palette.GROUND}" for x, y in ((1, 1), (1, -1), (-1, 1), (-1, -1))
)
LETTERS = {"size": 13, "weight": 600}

# Twice the distance from any place in a state to its nearest point, in pixels.
REACH = 40


@dataclass(frozen=True, slots=True)
class StateMark:
    """One state as drawn: its position, the letters on it, the text beside it.

    `position` is one of `POSITIONS`; `letters` is the country code with the sign of the
    position; `marks` are keys of `MARKS`.
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


def pattern(position: str) -> dict[str, Any] | None:
    """Return the hatch of what is no position; positions have none."""
    if position in palette.POSITION_COLOUR:
        return None
    return {
        "shape": "x" if position == HIDDEN else "/",
        "bgcolor": NOTHING_FILL,
        "fgcolor": palette.OUTLINE,
        "size": 7,
        "solidity": 0.12,
    }


def colour_of(position: str) -> str:
    """Return the fill of a position."""
    return palette.POSITION_COLOUR.get(position, NOTHING_FILL)


def letter_colour(position: str) -> str:
    """Return the colour of letters on the fill of a position."""
    return palette.TEXT_ON[colour_of(position)]


def area(
    position: str,
    x: Sequence[float | None],
    y: Sequence[float | None],
    *,
    old: bool = False,
    **extra: Any,
) -> Trace:
    """Fill closed rings, joined with None, in the look of a position.

    Args:
        position: one of `POSITIONS`.
        x: places of the rings.
        y: likewise.
        old: whether it rests on old words, which a broken outline tells.
        extra: further settings of the trace.
    """
    line: dict[str, Any] = {"color": palette.OUTLINE, "width": 1}
    if old:
        line = {"color": palette.TEXT, "width": 1.5, "dash": "2px,3px"}
    return scatter(
        x=list(x),
        y=list(y),
        mode="lines",
        fill="toself",
        fillcolor=colour_of(position),
        fillpattern=pattern(position),
        line=line,
        hoverinfo="skip",
        **extra,
    )


def looks(marks: Sequence[StateMark]) -> list[tuple[str, bool, list[StateMark]]]:
    """Group states by what they look like: position, and whether on old words."""
    found = []
    for position in POSITIONS:
        for old in (False, True):
            alike = [
                m for m in marks if m.position == position and ("old" in m.marks) == old
            ]
            if alike:
                found.append((position, old, alike))
    return found


def target(mark: StateMark, x: Any, y: Any) -> Trace:
    """The points that catch clicks, and show the text beside the state.

    Nobody sees them, so only the least number is drawn (0 would mean all); the browser
    finds the others as well. That is 900 of the 1,100 paths of the map, which is drawn
    again in half the time.
    """
    drawn = {"maxdisplayed": 1}
    return scatter(x=x, y=y, legendgroup=mark.actor_id, text=mark.hover, marker=drawn)


def outline(x: Sequence[float | None], y: Sequence[float | None]) -> list[Trace]:
    """The edge of the state that was picked: strong, in a casing of the ground."""
    return [
        scatter(
            x=list(x),
            y=list(y),
            mode="lines",
            line={"color": colour, "width": width},
            hoverinfo="skip",
        )
        for colour, width in ((palette.GROUND, 6), (palette.TEXT, 3))
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
        showlegend=False,
        margin={"l": 2, "r": 2, "t": 2, "b": 2},
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
            "constraintoward": "top",
            "domain": [0, 1 - BAR_HEIGHT / height],
        },
        xaxis2={**hidden, "anchor": "y2", "range": [0, 1]},
        yaxis2={
            **hidden,
            "anchor": "x2",
            "range": [0, BAR_HEIGHT],
            "domain": [1 - BAR_HEIGHT / height, 1],
        },
    )


# In pixels: the bar of all positions above the states.
BAR_HEIGHT = 76
_CELL = 22, 46


def scale_bar(marks: Sequence[StateMark]) -> Spec:
    """Draw all states as one bar, from open to closed: key and result in one."""
    held = [(p, sum(m.position == p for m in marks)) for p in SCALE]
    silent = len(marks) - sum(n for _, n in held)
    cells = [*held, (NO_ANSWER[0], silent)]
    low, high = _CELL
    traces, left = [], 0.0
    words: list[tuple[float, float, str, str, str]] = []
    for position, n in cells:
        if not n:
            continue
        right = round(left + n / len(marks), 4)
        traces.append(
            area(
                position,
                [left, right, right, left, left],
                [low, low, high, high, low],
                xaxis="x2",
                yaxis="y2",
            )
        )
        middle = round((left + right) / 2, 4)
        sign = palette.POSITION_SIGN.get(position, "○")
        inside = position in SCALE
        colour = letter_colour(position) if inside else palette.TEXT
        # A hatch would strike the number through.
        halo = "none" if inside else _HALO
        words += [
            (middle, (low + high) / 2, f"<b>{fmt.number(n)}</b>", colour, halo),
            (middle, low / 2, sign, palette.TEXT, "none"),
        ]
        left = right
    written = scatter(
        x=[x for x, *_ in words],
        y=[y for _, y, *_ in words],
        text=[text for *_, text, _, _ in words],
        textfont={
            "size": 13,
            "color": [colour for *_, colour, _ in words],
            "shadow": [halo for *_, halo in words],
        },
        mode="text",
        xaxis="x2",
        yaxis="y2",
        hoverinfo="skip",
    )
    ends = [
        {
            "xref": "x2",
            "yref": "y2",
            "x": x,
            "xanchor": side,
            "y": high + 14,
            "text": words_at_end,
            "showarrow": False,
            "font": {"color": palette.MUTED, "size": 13},
        }
        for x, side, words_at_end in (
            (0, "left", t("stances.more_open")),
            (1, "right", t("stances.less_open")),
        )
    ]
    return part([*traces, written], annotations=ends)


MAP_HEIGHT, PHONE_HEIGHT = 680, 450
"""Pixels, with the bar above it."""

# The stored land reaches beyond what is shown: from Ireland to Cyprus, from Crete
# to Lapland, and a little room around them.
WINDOW = (24, 992), (8, 978)

# Map units, some ten pixels: islands below it would be all outline, and Greece has
# thirty of them to send.
_SMALLEST_EDGE = 24

# Where letters stand that their own shape has no room for, in units of the map; a line
# leads to the shape.
_BESIDE = {
    "CYP": (947, 56),
    "DNK": (366, 590),
    "EST": (752, 674),
    "GRC": (612, 112),
    "HRV": (624, 250),
    "LTU": (752, 570),
    "LVA": (772, 622),
    "SVN": (502, 256),
}


@dataclass(frozen=True, slots=True)
class Inset:
    """Small states drawn larger in a frame: which, how much, where on the map.

    `centre` is the place on the map that comes to lie at `middle`; `half` are half the
    width and half the height of the frame.
    """

    actor_ids: tuple[str, ...]
    factor: float
    centre: tuple[float, float]
    middle: tuple[float, float]
    half: tuple[float, float]

    def x(self, places: Sequence[float | None]) -> list[float | None]:
        """Move places across."""
        return self._moved(places, 0)

    def y(self, places: Sequence[float | None]) -> list[float | None]:
        """Move places up."""
        return self._moved(places, 1)

    def _moved(self, places: Sequence[float | None], way: int) -> list[float | None]:
        shift = self.middle[way] - self.centre[way] * self.factor
        return [None if p is None else round(p * self.factor + shift) for p in places]


# In an inset, letters that their shape has no room for stand beside it.
_ASIDE = {"LUX": (52, 8), "MLT": (44, 0)}

INSETS = (
    Inset(("BEL", "LUX", "NLD"), 2.4, (368, 453), (156, 790), (130, 142)),
    Inset(("MLT",), 5, (543, 46), (414, 52), (76, 36)),
    Inset(("CYP",), 2, (949, 101), (918, 210), (64, 52)),
)


def fig_map(
    shapes: Shapes,
    marks: Sequence[StateMark],
    chosen: str = "",
    *,
    phone: bool = False,
) -> Spec:
    """Draw the map.

    Args:
        shapes: the outlines.
        marks: one a state.
        chosen: id of the state to stand out, or "".
        phone: whether it is drawn as wide as a phone.
    """
    by_id = {m.actor_id: m for m in marks}
    traces = [_land(shapes)]
    traces += [
        _fill(position, [shapes.states[m.actor_id] for m in alike], old=old)
        for position, old, alike in looks(marks)
    ]
    traces += [piece for inset in INSETS for piece in _inset(inset, shapes, by_id)]
    picked = shapes.states.get(chosen)
    if picked is not None:
        traces += outline(*picked.edge(_SMALLEST_EDGE))
    traces += _letters(marks, shapes)
    traces += [_hits(m, shapes.states[m.actor_id]) for m in marks]
    height = PHONE_HEIGHT if phone else MAP_HEIGHT
    return figure(scale_bar(marks), part(traces), layout=layout(height, *WINDOW))


def _inset(inset: Inset, shapes: Shapes, by_id: Mapping[str, StateMark]) -> list[Trace]:
    """The states of an inset on the ground, larger."""
    (x, y), (across, up) = inset.middle, inset.half
    corners = ((-1, -1), (-1, 1), (1, 1), (1, -1), (-1, -1))
    ground = scatter(
        x=[x + across * i for i, _ in corners],
        y=[y + up * j for _, j in corners],
        mode="lines",
        fill="toself",
        fillcolor=palette.GROUND,
        line={"color": palette.OUTLINE, "width": 1},
        hoverinfo="skip",
    )
    states = []
    for actor_id in inset.actor_ids:
        mark, shape = by_id[actor_id], shapes.states[actor_id]
        old = "old" in mark.marks
        moved = inset.x(shape.x), inset.y(shape.y)
        states.append(area(mark.position, *moved, old=old))
    return [ground, *states]


def _placed(mark: StateMark, shape: Shape) -> tuple[float, float, bool]:
    """Where the letters of a state stand, and whether on its own fill."""
    for inset in INSETS:
        if mark.actor_id in inset.actor_ids:
            (x,), (y,) = inset.x([shape.label[0]]), inset.y([shape.label[1]])
            right, up = _ASIDE.get(mark.actor_id, (0, 0))
            return float(x or 0) + right, float(y or 0) + up, not (right or up)
    if mark.actor_id in _BESIDE:
        return *_BESIDE[mark.actor_id], False
    return shape.label[0], shape.label[1], True


def _hits(mark: StateMark, shape: Shape) -> Trace:
    """The points of a state, of its letters and of its inset: all of them choose it."""
    x, y = list(shape.hit_x), list(shape.hit_y)
    left, up, _ = _placed(mark, shape)
    for aside in (-16, 0, 16):
        x.append(round(left) + aside)
        y.append(round(up))
    for inset in INSETS:
        if mark.actor_id in inset.actor_ids:
            x += [round(p) for p in inset.x(shape.hit_x) if p is not None]
            y += [round(p) for p in inset.y(shape.hit_y) if p is not None]
    return target(mark, whole_numbers(x), whole_numbers(y))


def _land(shapes: Shapes) -> Trace:
    return scatter(
        x=whole_numbers(shapes.neutral_x),
        y=whole_numbers(shapes.neutral_y),
        mode="lines",
        fill="toself",
        fillcolor=palette.LAND,
        line={"width": 0},
        hoverinfo="skip",
    )


def _fill(position: str, drawn: Sequence[Shape], *, old: bool) -> Trace:
    x: list[int | None] = []
    y: list[int | None] = []
    for shape in drawn:
        gap = [None] if x else []
        x += [*gap, *shape.x]
        y += [*gap, *shape.y]
    return area(position, x, y, old=old)


def _letters(marks: Sequence[StateMark], shapes: Shapes) -> list[Trace]:
    """Code and sign of each state: on its fill, or beside it at the end of a line."""
    placed = [(m, *_placed(m, shapes.states[m.actor_id])) for m in marks]
    beside = [(m, x, y) for m, x, y, inside in placed if not inside]
    far = [item for item in beside if item[0].actor_id in _BESIDE]
    ends = [shapes.states[m.actor_id].label for m, _, _ in far]
    pairs = [(x, y, *end) for (_, x, y), end in zip(far, ends, strict=True)]
    lines = scatter(
        x=[p for x, _, end, _ in pairs for p in (x, end, None)],
        y=[p for _, y, _, end in pairs for p in (y, end, None)],
        mode="lines",
        line={"color": palette.OUTLINE, "width": 1},
        hoverinfo="skip",
    )
    own = [(m, x, y) for m, x, y, inside in placed if inside]
    return [
        lines,
        _words(own, [letter_colour(m.position) for m, _, _ in own]),
        _words(beside, palette.TEXT, shadow=_HALO),
        # Letters on a hatch would be struck through.
        _words(
            [(m, x, y) for m, x, y in own if m.position not in SCALE],
            palette.TEXT,
            shadow=_HALO,
        ),
    ]


def _words(
    placed: Sequence[tuple[StateMark, float, float]], colour: Any, **font: Any
) -> Trace:
    return scatter(
        x=[x for _, x, _ in placed],
        y=[y for _, _, y in placed],
        mode="text",
        text=[m.letters for m, _, _ in placed],
        textfont={**LETTERS, "color": colour, **font},
        hoverinfo="skip",
    )


TILES_HEIGHT, SMALL_TILES = 560, 330


def fig_tiles(
    tiles: Sequence[Tile],
    marks: Sequence[StateMark],
    chosen: str = "",
    *,
    small: bool = False,
) -> Spec:
    """Draw each state as a square of the same size, roughly where it lies.

    Args:
        tiles: the grid.
        marks: one a state.
        chosen: id of the state to stand out, or "".
        small: whether for a narrow place.
    """
    place = {tile.actor_id: (tile.column, -tile.row) for tile in tiles}
    traces = []
    for position, old, alike in looks(marks):
        x, y = _squares([place[m.actor_id] for m in alike])
        traces.append(area(position, x, y, old=old))
    if chosen in place:
        traces += outline(*_squares([place[chosen]]))
    placed = [
        (replace(m, letters=line), place[m.actor_id][0], place[m.actor_id][1] + up)
        for m in marks
        for line, up in _lines(m.letters)
    ]
    traces += [
        _words(
            [item for item in placed if (item[0].position in SCALE) == coloured],
            [
                letter_colour(m.position)
                for m, _, _ in placed
                if (m.position in SCALE) == coloured
            ],
            **({} if coloured else {"shadow": _HALO}),
        )
        for coloured in (True, False)
    ]
    traces += [target(m, [place[m.actor_id][0]], [place[m.actor_id][1]]) for m in marks]
    columns = [x for x, _ in place.values()]
    rows = [y for _, y in place.values()]
    window = (
        [min(columns) - 0.6, max(columns) + 0.6],
        [min(rows) - 0.6, max(rows) + 0.6],
    )
    height = SMALL_TILES if small else TILES_HEIGHT
    return figure(scale_bar(marks), part(traces), layout=layout(height, *window))


def _lines(letters: str) -> list[tuple[str, float]]:
    """The code of a tile and its sign, each with its place above the middle.

    As one text of two lines they would stand further apart than a small tile is high.
    """
    code, _, sign = letters.partition("<br>")
    return [(code, 0.21), (sign, -0.21)] if sign else [(code, 0)]


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
