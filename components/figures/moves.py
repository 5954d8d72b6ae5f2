"""Positions on two days, one row each: arrows on the scale from open to closed."""

from __future__ import annotations

import textwrap
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from components.figures import palette, style
from components.figures.spec import Spec, Trace, figure, part, scatter
from components.text import t
from data.fill_rule import SCALE
from data.stances import MOVES, Shift

Label = Callable[[str], str]

# In pixels. Names of two lines need a taller row.
ROW, TALL_ROW, HEAD, SCALE_HEAD = 24, 36, 34, 46
NAMES = 118
_NAME_LETTERS = 17


@dataclass(frozen=True)
class Move:
    """One actor on two days.

    `before` and `after` are codes of the scale, or "" without a position; the ids are
    those of the statements that decide. `told` says both positions in words, `said`
    who spoke.
    """

    name: str
    shift: Shift
    before: str
    after: str
    before_id: str
    after_id: str
    told: str
    said: str


def fig_moves(
    moves: Sequence[Move], heads: Mapping[Shift, str], stance_label: Label
) -> Spec:
    """Draw a row an actor, in groups by the way it went.

    Only those with a position on both days have an arrow: a new or lost position is
    no move, and stands alone (large and small).

    Args:
        moves: in any order; those of a group keep theirs.
        heads: heading of each group that has rows.
        stance_label: code → its name.
    """
    place = SCALE_HEAD
    notes, rows, lines = [], [], []
    for shift, head in heads.items():
        # The heading stands at the foot of its room, near its rows.
        notes.append(_name(f"<b>{style.escape(head)}</b>", place + HEAD - 13))
        place += HEAD
        for move in moves:
            if move.shift is not shift:
                continue
            name = textwrap.wrap(
                move.name, _NAME_LETTERS, break_long_words=False, break_on_hyphens=False
            )
            height = ROW if len(name) == 1 else TALL_ROW
            middle = place + height / 2
            text = "<br>".join(style.escape(line) for line in name)
            notes.append(_name(text, middle))
            if shift in MOVES:
                lines.append(_arrow(move, middle))
            rows.append((move, middle))
            place += height
    return figure(
        part(
            [*_starts(rows), *_ends(rows)],
            _columns(place),
            [*_scale_names(stance_label), *notes, *lines],
        ),
        layout=style.layout(
            place + 8,
            margin={"l": NAMES, "r": 12, "t": 0, "b": 8},
            showlegend=False,
            hovermode="closest",
            xaxis={
                "range": [-0.5, len(SCALE) - 0.5],
                "visible": False,
                "fixedrange": True,
            },
            # A step is a pixel.
            yaxis={"range": [place, 0], "visible": False, "fixedrange": True},
        ),
    )


def _name(text: str, y: float) -> dict[str, Any]:
    return {
        "xref": "paper",
        "x": 0,
        "xshift": -NAMES,
        "xanchor": "left",
        "align": "left",
        "y": y,
        "yanchor": "middle",
        "text": text,
        "showarrow": False,
    }


def _scale_names(stance_label: Label) -> list[dict[str, Any]]:
    """Names of the five steps; every other one lower, so that they fit a phone."""
    return [
        {
            "x": step,
            "y": 12 + 17 * (step % 2),
            "yanchor": "middle",
            "text": t(
                "stances.level",
                sign=palette.POSITION_SIGN[stance],
                stance=style.escape(stance_label(stance)),
            ),
            "showarrow": False,
            "font": {"size": 12, "color": palette.MUTED},
        }
        for step, stance in enumerate(SCALE)
    ]


def _columns(bottom: float) -> list[dict[str, Any]]:
    return [
        {
            "type": "line",
            "layer": "below",
            "x0": step,
            "x1": step,
            "y0": SCALE_HEAD - 6 if step % 2 else SCALE_HEAD - 22,
            "y1": bottom,
            "line": {"width": 1, "color": palette.GRID},
        }
        for step in range(len(SCALE))
    ]


def _arrow(move: Move, y: float) -> dict[str, Any]:
    return {
        "x": SCALE.index(move.after),
        "y": y,
        "ax": SCALE.index(move.before),
        "ay": y,
        "axref": "x",
        "ayref": "y",
        "showarrow": True,
        "arrowhead": 2,
        "arrowwidth": 2,
        "arrowcolor": palette.OUTLINE,
        "standoff": 12,
        "startstandoff": 7,
        "text": "",
    }


def _starts(rows: list[tuple[Move, float]]) -> list[Trace]:
    """Small marks at the positions of the earlier day."""
    held = [(move, y) for move, y in rows if move.before]
    if not held:
        return []
    return [
        _marks(held, [m.before for m, _ in held], [m.before_id for m, _ in held])
        | {
            "mode": "markers",
            "marker": {
                "symbol": "circle",
                "size": 12,
                "opacity": 1,
                "color": [palette.POSITION_COLOUR[m.before] for m, _ in held],
                "line": {"width": 1, "color": palette.OUTLINE},
            },
        }
    ]


def _ends(rows: list[tuple[Move, float]]) -> list[Trace]:
    """Marks with their sign at the positions of the later day."""
    held = [(move, y) for move, y in rows if move.after]
    if not held:
        return []
    colours = [palette.POSITION_COLOUR[m.after] for m, _ in held]
    return [
        _marks(held, [m.after for m, _ in held], [m.after_id for m, _ in held])
        | {
            "mode": "markers+text",
            "marker": {
                "symbol": "circle",
                "size": 20,
                "opacity": 1,
                "color": colours,
                "line": {"width": 1, "color": palette.OUTLINE},
            },
            "text": [palette.POSITION_SIGN[m.after] for m, _ in held],
            "textposition": "middle center",
            "textfont": {
                "size": 12,
                "color": [palette.TEXT_ON[colour] for colour in colours],
            },
        }
    ]


def _marks(held: list[tuple[Move, float]], stances: list[str], ids: list[str]) -> Trace:
    return scatter(
        x=[SCALE.index(stance) for stance in stances],
        y=[y for _, y in held],
        customdata=ids,
        hovertext=[
            t(
                "stances.move_hover",
                name=style.escape(move.name),
                told=style.escape(move.told),
                said=style.escape(move.said),
            )
            for move, _ in held
        ],
        hoverinfo="text",
    )


def alt_moves(
    moves: Sequence[Move], heads: Mapping[Shift, str], start: str, end: str
) -> str:
    """Name every row by group, with its positions in words."""
    groups = "; ".join(
        t(
            "stances.alt_moves_group",
            head=head,
            moves=", ".join(
                t("stances.alt_move", name=m.name, told=m.told)
                for m in moves
                if m.shift is shift
            ),
        )
        for shift, head in heads.items()
    )
    return t("stances.alt_moves", start=start, end=end, groups=groups)
