"""A chart as a picture to take away: what it is on top, what it rests on below."""

from __future__ import annotations

import textwrap
from dataclasses import dataclass
from typing import Any

from components.figures import palette
from components.figures.spec import Spec, merge
from components.figures.style import escape

# In pixels. A map would stand lost in a wide picture.
WIDTH, MAP_WIDTH = 1100, 760
_MARGIN = 24

# On every machine: a picture can not bring its typeface along.
FONT = "Arial, Helvetica, sans-serif"

# Sizes of letters, with the height of a line and about the width of a letter.
_TITLE = 22, 28, 11.6
_SENTENCE = 14, 19, 7.4
_SMALL = 12, 16, 6.3

# A line of the legend, the sign before a name with the space after it, numbers at an
# axis with its name.
_LEGEND_LINE, _LEGEND_SIGN, _TICKS = 24, 70, 60


@dataclass(frozen=True)
class Words:
    """What a picture says beside its chart.

    `title` is the finding, `sentence` the filters; `below` are what marks mean, what
    it rests on, version, licence, address and day of access, a line each.
    """

    title: str
    sentence: str
    below: tuple[str, ...]


def picture(figure: Spec, words: Words) -> Spec:
    """Return a figure as it is saved: in light colours, with its words around it.

    Args:
        figure: as drawn on the screen.
        words: what stands above and below it.
    """
    drawn = palette.resolved(figure)
    layout = drawn["layout"]
    width = MAP_WIDTH if "scaleanchor" in layout.get("yaxis", {}) else WIDTH
    room = width - 2 * _MARGIN
    title = _lines(words.title, room, _TITLE)
    sentence = _lines(words.sentence, room, _SENTENCE)
    below = [line for part in words.below for line in _lines(part, room, _SMALL)]
    margin = {"l": 8, "r": 8, "t": 8, "b": 8} | layout.get("margin", {})
    words_end = 16 + len(title) * _TITLE[1] + len(sentence) * _SENTENCE[1] + 12
    # A legend below the chart would stand in the words there.
    lines = _legend_lines(drawn, room)
    above = words_end + lines * _LEGEND_LINE
    left, right = _sides(layout, margin)
    under = len(below) * _SMALL[1] + 28
    axis_room = 0 if layout.get("xaxis", {}).get("visible") is False else 30
    beneath = max(margin["b"], axis_room)
    height = layout["height"] + above + under + axis_room
    if lines:
        # Of the room for a legend that moved, ticks of two lines are left.
        beneath = max(min(margin["b"], _TICKS), axis_room)
        height += beneath - margin["b"] - axis_room
    top = margin["t"] + above
    bottom = beneath + under
    plot = height - top - bottom
    colours = palette.colours("light")
    texts = [
        _text("<br>".join(map(_bold, title)), 1, top - 14, _TITLE[0], colours),
        _text(
            "<br>".join(map(escape, sentence)),
            1,
            top - 18 - len(title) * _TITLE[1],
            _SENTENCE[0],
            colours,
        ),
        _text(
            "<br>".join(map(escape, below)),
            0,
            -(bottom - under) - 8,
            _SMALL[0],
            colours,
            faint=True,
        ),
    ]
    for text in texts:
        text["xshift"] = _MARGIN - left
    legend: dict[str, Any] = {"x": 0, "xref": "paper"}
    if lines:
        legend |= {"yref": "container", "y": 1 - words_end / height, "yanchor": "top"}
    template = layout.get("template", {})
    return drawn | {
        "layout": merge(
            layout,
            {
                "width": width,
                "height": height,
                "margin": {
                    "l": left,
                    "r": right,
                    "t": top,
                    "b": bottom,
                    "autoexpand": False,
                },
                "paper_bgcolor": colours[palette.GROUND],
                "plot_bgcolor": colours[palette.GROUND],
                "font": {"family": FONT},
                "template": {"data": template.get("data", {}), "layout": {}},
                "legend": legend,
                "annotations": texts,
            },
        )
        | {"meta": {"plot": plot}}
    }


def _legend_lines(figure: Spec, room: float) -> int:
    """Return how many lines a legend takes that has no place of its own on top."""
    layout = figure["layout"]
    legend = layout.get("legend", {})
    names = [
        trace.get("name", "")
        for trace in figure["data"]
        if trace.get("showlegend") is not False
    ]
    shown = layout.get("showlegend", len(names) > 1)
    if not shown or (legend.get("yanchor") == "bottom" and legend.get("y") == 1):
        return 0
    # All entries are as wide as the widest.
    widest = max(len(name) for name in names) * _SMALL[2] + _LEGEND_SIGN
    return -(-len(names) // max(1, int(room / widest)))


def _sides(layout: dict[str, Any], margin: dict[str, float]) -> tuple[float, float]:
    """Return the margins at both sides; the screen makes room for ticks as it draws."""
    axis = layout.get("yaxis", {})
    ticks = axis.get("visible") is not False and axis.get("showticklabels") is not False
    least = _TICKS if ticks and margin["l"] < _TICKS else _MARGIN
    # Long names of rows end at the very edge.
    left = margin["l"] + _MARGIN if margin["l"] > _TICKS else least
    return left, max(margin["r"], _MARGIN)


def _lines(text: str, room: float, size: tuple[int, int, float]) -> list[str]:
    return textwrap.wrap(text, int(room / size[2]))


def _bold(line: str) -> str:
    return f"<b>{escape(line)}</b>"


def _text(
    text: str,
    y: int,
    shift: float,
    size: int,
    colours: dict[str, str],
    *,
    faint: bool = False,
) -> dict[str, Any]:
    """Words at the left edge, so many pixels above or below the plot."""
    return {
        "text": text,
        "xref": "paper",
        "yref": "paper",
        "x": 0,
        "y": y,
        "xanchor": "left",
        "yanchor": "top",
        "yshift": shift,
        "align": "left",
        "showarrow": False,
        "font": {
            "family": FONT,
            "size": size,
            "color": colours[palette.MUTED if faint else palette.TEXT],
        },
    }
