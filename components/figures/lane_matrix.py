"""Numbers by lane and period: a disc where there are contacts, a sign where not."""

from __future__ import annotations

from dataclasses import dataclass

from components.figures import style
from components.figures.spec import Spec, figure, part, scatter

ROW_PIXELS = 46
# Above the first row, for the label of the divider.
DIVIDER = 0.5


@dataclass(frozen=True)
class Cell:
    """One number: the row's actor id, the column's place, and what is written.

    `n` is missing where nothing was counted.
    """

    row: str
    column: int
    n: int | None
    text: str
    hover: str


def fig_matrix(
    cells: list[Cell],
    rows: dict[str, str],
    columns: list[str],
    divider: tuple[float, str] | None = None,
) -> Spec:
    """Draw a numbered disc for each count, and its sign alone where there is none.

    Args:
        cells: one a row and column.
        rows: actor id → label of its row, top row first.
        columns: labels of the columns.
        divider: where an upright line stands between columns, and its label.
    """
    place = {actor: len(rows) - i for i, actor in enumerate(rows)}
    some = [cell for cell in cells if cell.n]
    most = max((cell.n or 0 for cell in some), default=1)
    sizes = [17 + 9 * ((cell.n or 0) / most) ** 0.5 for cell in some]
    traces = []
    for chosen, marker in (
        (some, {"size": sizes, "color": style.BLUE, "opacity": 1}),
        ([cell for cell in cells if not cell.n], None),
    ):
        traces.append(
            scatter(
                x=[cell.column for cell in chosen],
                y=[place[cell.row] for cell in chosen],
                mode="markers+text" if marker else "text",
                marker=marker,
                text=[cell.text for cell in chosen],
                textfont={"color": "#FFFFFF", "size": 11} if marker else {"size": 12},
                hovertext=[cell.hover for cell in chosen],
                hoverinfo="text",
                showlegend=False,
            )
        )
    labels = [
        style.row_label(place[actor] + 0.42, style.escape(label), 0)
        for actor, label in rows.items()
    ]
    rules = style.rules([row - 0.36 for row in place.values()])
    above = 0.75 + (DIVIDER if divider else 0)
    return figure(
        part(traces, rules, labels),
        _divider(*divider, place) if divider else part(),
        layout=style.layout(
            40 + int(ROW_PIXELS * (len(rows) + above - 0.75)),
            xaxis={
                "tickvals": list(range(len(columns))),
                "ticktext": columns,
                "range": [-0.6, len(columns) - 0.4],
                "showgrid": False,
                "zeroline": False,
                "fixedrange": True,
                "tickangle": 0,
                "tickfont": {"size": 11},
            },
            yaxis={
                "range": [0.55, len(rows) + above],
                "visible": False,
                "fixedrange": True,
            },
        ),
    )


def _divider(x: float, label: str, place: dict[str, int]) -> Spec:
    """Draw the line beside the numbers of each row: labels of rows stay free of it."""
    spans = ((row - 0.36, row + 0.22) for row in place.values())
    note = {
        "x": x,
        "y": max(place.values()) + 0.95,
        "text": label,
        "showarrow": False,
    }
    return part([style.upright(x, spans)], annotations=[note])
