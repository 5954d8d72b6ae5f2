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
    above = 16 + len(title) * _TITLE[1] + len(sentence) * _SENTENCE[1] + 12
    under = len(below) * _SMALL[1] + 28
    axis_room = 0 if layout.get("xaxis", {}).get("visible") is False else 30
    top = margin["t"] + above
    bottom = max(margin["b"], axis_room) + under
    height = layout["height"] + above + under + axis_room
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
    template = layout.get("template", {})
    return drawn | {
        "layout": merge(
            layout,
            {
                "width": width,
                "height": height,
                "margin": {
                    "l": max(margin["l"], _MARGIN),
                    "r": max(margin["r"], _MARGIN),
                    "t": top,
                    "b": bottom,
                    "autoexpand": False,
                },
                "paper_bgcolor": colours[palette.GROUND],
                "plot_bgcolor": colours[palette.GROUND],
                "font": {"family": FONT},
                "template": {"data": template.get("data", {}), "layout": {}},
                "annotations": texts,
            },
        )
        | {"meta": {"plot": plot}}
    }


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
