"""The stance map: the 27 as filled shapes over neutral land."""

from __future__ import annotations

from collections.abc import Sequence

from components.figures import stance_style as look
from components.figures import style
from components.figures.spec import Spec, Trace, figure, part, scatter, whole_numbers
from data.geometry import Shape, Shapes

HEIGHT = 540
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
    marks: Sequence[look.StateMark],
    legend: look.Label,
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
    for position in look.POSITIONS:
        drawn = [shapes.states[m.actor_id] for m in marks if m.position == position]
        if drawn:
            traces.append(_fill(position, legend(position), drawn))
    picked = shapes.states.get(chosen)
    if picked is not None:
        traces += look.outline(*picked.edge(_SMALLEST_EDGE))
    traces.append(_letters(marks, shapes))
    traces += [
        look.target(
            m,
            whole_numbers(shapes.states[m.actor_id].hit_x),
            whole_numbers(shapes.states[m.actor_id].hit_y),
        )
        for m in marks
    ]
    return figure(part(traces), layout=look.layout(HEIGHT, *WINDOW))


def _land(shapes: Shapes) -> Trace:
    return scatter(
        x=whole_numbers(shapes.neutral_x),
        y=whole_numbers(shapes.neutral_y),
        mode="lines",
        fill="toself",
        fillcolor=look.LAND_FILL,
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
    return look.area(position, name, x, y)


def _letters(marks: Sequence[look.StateMark], shapes: Shapes) -> Trace:
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
        textfont=look.LETTERS,
        marker={
            "symbol": "circle-open",
            "color": style.GREY,
            "opacity": 1,
            "size": [1 if s.label_fits else 16 for s in placed],
            "line": {"width": 1.5},
        },
        hoverinfo="skip",
    )
