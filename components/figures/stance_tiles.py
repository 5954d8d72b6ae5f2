"""The tile grid: each state a square of the same size, roughly where it lies."""

from __future__ import annotations

from collections.abc import Sequence

from components.figures import stance_style as look
from components.figures.spec import Spec, figure, part, scatter
from data.geometry import Tile

HEIGHT = 520


def fig_tiles(
    tiles: Sequence[Tile],
    marks: Sequence[look.StateMark],
    legend: look.Label,
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
    for position in look.POSITIONS:
        drawn = [m.actor_id for m in marks if m.position == position]
        if drawn:
            x, y = _squares([place[actor_id] for actor_id in drawn])
            traces.append(look.area(position, legend(position), x, y))
    if chosen in place:
        traces += look.outline(*_squares([place[chosen]]))
    traces.append(
        scatter(
            x=[place[m.actor_id][0] for m in marks],
            y=[place[m.actor_id][1] for m in marks],
            mode="text",
            text=[m.letters for m in marks],
            textfont=look.LETTERS,
            hoverinfo="skip",
        )
    )
    traces += [
        look.target(m, [place[m.actor_id][0]], [place[m.actor_id][1]]) for m in marks
    ]
    columns = [x for x, _ in place.values()]
    rows = [y for _, y in place.values()]
    window = (
        [min(columns) - 0.6, max(columns) + 0.6],
        [min(rows) - 0.6, max(rows) + 0.6],
    )
    return figure(part(traces), layout=look.layout(HEIGHT, *window))


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
