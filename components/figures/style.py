"""One look for all charts: semantic colours, hatches, layout, mode bar.

Background and font colours are left to the app's theme, which knows light and dark;
explicit colours are the six that keep 3:1 on both backgrounds. No meaning rests on
colour alone: each code also has a hatch or a symbol.
"""

from __future__ import annotations

import datetime as dt
import textwrap
from collections.abc import Iterable
from typing import Any

from components.figures.spec import Spec, Trace, merge, scatter

BLUE = "#0072B2"
VERMILION = "#D55E00"
GREEN = "#009E73"
PINK = "#CC79A7"
GREY = "#6B6B6B"
BROWN = "#B35900"

KIND_COLOUR = {
    "call": BLUE,
    "video_call": GREEN,
    "joint_call": VERMILION,
    "meeting": PINK,
}
KIND_HATCH = {"call": "", "video_call": ".", "joint_call": "/", "meeting": "x"}
KIND_SYMBOL = {
    "call": "circle",
    "video_call": "diamond",
    "joint_call": "triangle-up",
    "meeting": "square",
}

COVERAGE_HATCH = {"complete": "", "high": "/", "medium": "-", "low": ".", "none": "/"}
COVERAGE_FILL = {
    "complete": "rgba(0, 114, 178, 0.95)",
    "high": "rgba(0, 114, 178, 0.75)",
    "medium": "rgba(0, 114, 178, 0.55)",
    "low": "rgba(0, 114, 178, 0.40)",
    "none": "rgba(107, 107, 107, 0.18)",
}

# Bands lie behind the marks: faint enough for text on both backgrounds.
GAP_FILL = "rgba(179, 89, 0, 0.14)"
UNCOVERED_FILL = COVERAGE_FILL["none"]

# What Streamlit passes on to Plotly for every chart.
# Zooming is off, and the full screen would stretch what is drawn for its height, so
# that one button is left.
CONFIG: dict[str, Any] = {
    "displaylogo": False,
    "scrollZoom": False,
    "modeBarButtons": [["toImage"]],
}


def layout(height: int, **extra: Any) -> dict[str, Any]:
    """Return the layout that every chart starts from.

    Args:
        height: in pixels.
        extra: further settings; those of the same name are changed level by level.
    """
    base: dict[str, Any] = {
        "height": height,
        "margin": {"l": 8, "r": 8, "t": 8, "b": 8},
        "hoverlabel": {"align": "left"},
        "dragmode": False,
        "legend": {
            "orientation": "h",
            "x": 0,
            "xanchor": "left",
            "y": -0.12,
            "yanchor": "top",
            "itemclick": False,
            "itemdoubleclick": False,
            "traceorder": "normal",
        },
    }
    return merge(base, extra)


def escape(text: str) -> str:
    """Make text from data safe inside Plotly labels, which read some HTML."""
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")


# An image for taking away, in pixels. A map would stand lost in a wide one.
IMAGE_WIDTH = 1100
MAP_IMAGE_WIDTH = 760

# On every machine, and narrow enough for a legend on a phone.
IMAGE_FONT = "Arial, Helvetica, sans-serif"

_STAMP_LINE = 14
# Average width of a letter of the stamp, in pixels, rounded up.
_STAMP_LETTER = 5.6


def image_width(figure: Spec) -> int:
    """Return how wide the image of a chart is saved, in pixels."""
    upright = figure["layout"].get("yaxis", {})
    return MAP_IMAGE_WIDTH if "scaleanchor" in upright else IMAGE_WIDTH


def stamp(figure: Spec, title: str, text: str) -> tuple[Spec, dict[str, int]]:
    """Write title, source, version and date into the image, below the chart.

    What is saved from the mode bar then says what it is. The screen says it already,
    around the chart and in letters that fit it: there the stamp lies just below the
    edge, and only the image, which is higher by the height of the stamp, holds it.

    The legend goes above the chart: below, it would be as high as the screen is
    narrow.

    Returns:
        The figure with its stamp, and `width` and `height` of the image in which the
        stamp is seen.
    """
    frame = figure["layout"]
    width = image_width(figure)
    letters = int((width - 24) / _STAMP_LETTER)
    heading, lines = textwrap.wrap(title, letters), textwrap.wrap(text, letters)
    room = _STAMP_LINE * (len(heading) + len(lines)) + 6
    height = frame["height"] + room
    below = max(frame["margin"]["b"], _below(frame.get("xaxis", {})))
    stamped = {
        "height": height,
        "margin": {"b": below + room},
        "title": {
            "text": "<br>".join(
                [f"<b>{escape(line)}</b>" for line in heading]
                + [
                    f'<span style="font-weight:400">{escape(line)}</span>'
                    for line in lines
                ]
            ),
            "font": {"size": 11},
            "x": 0,
            "xref": "container",
            "xanchor": "left",
            "y": 1,
            "yref": "container",
            "yanchor": "top",
            # Plotly sets the first line half a line above its place.
            "pad": {"l": 12, "t": height + _STAMP_LINE, "r": 0, "b": 0},
            "automargin": False,
        },
        # The app's own typeface is not there when a browser turns the chart into an
        # image: a legend measured with it would be cut.
        "legend": {
            "y": 1.0,
            "yanchor": "bottom",
            "x": 0,
            "xanchor": "left",
            "font": {"family": IMAGE_FONT},
        },
    }
    size = {"width": width, "height": height + room}
    return figure | {"layout": merge(frame, stamped)}, size


def _below(axis: dict[str, Any]) -> int:
    """Return the room that ticks and title of the lower axis need, in pixels."""
    if axis.get("visible") is False or axis.get("showticklabels") is False:
        room = 6
    else:
        names = axis.get("ticktext", ())
        room = 10 + 15 * max((text.count("<br>") + 1 for text in names), default=1)
    return room + (24 if axis.get("title", {}).get("text") else 0)


def row_label(y: float, text: str, yshift: int) -> dict[str, Any]:
    """Return a label above a row's marks, at the left edge: fit for a phone.

    Labels beside the axis would take half of a narrow screen.
    """
    return {
        "x": 0,
        "xref": "paper",
        "xanchor": "left",
        "y": y,
        "yshift": yshift,
        "text": text,
        "showarrow": False,
        "align": "left",
    }


def rules(heights: list[float]) -> list[dict[str, Any]]:
    """Return faint level lines across the chart, for `layout.shapes`."""
    line = {"width": 1, "color": "rgba(128,128,128,.25)"}
    across = {"type": "line", "xref": "x domain", "x0": 0, "x1": 1, "line": line}
    return [across | {"y0": height, "y1": height} for height in heights]


def upright(x: Any, spans: Iterable[tuple[float, float]]) -> Trace:
    """Draw a dashed upright line at `x` in pieces, so that labels stay free of it."""
    y = [height for low, high in spans for height in (low, high, None)]
    return scatter(
        x=[None if height is None else x for height in y],
        y=y,
        mode="lines",
        line={"color": GREY, "width": 1.5, "dash": "3px,2px"},
        hoverinfo="skip",
        showlegend=False,
    )


def marked_day(day: dt.date) -> dict[str, Any]:
    """Return a dotted upright line through the whole chart, for `layout.shapes`."""
    return {
        "type": "line",
        "x0": day,
        "x1": day,
        "xref": "x",
        "y0": 0,
        "y1": 1,
        "yref": "y domain",
        "line": {"color": GREY, "width": 2, "dash": "dot"},
    }


def midpoint(first: dt.date, last: dt.date) -> dt.datetime:
    """Return the middle of a stretch of days, both included."""
    start = dt.datetime.combine(first, dt.time())
    return start + (last - first + dt.timedelta(days=1)) / 2


def band(
    start: dt.date,
    end: dt.date,
    top: float,
    *,
    fill: str,
    hatch: str,
    hover: str,
    line: str = "solid",
) -> Trace:
    """Draw a labelled stretch of time from the axis up to `top`, behind the marks."""
    return scatter(
        x=[start, start, end, end, start],
        y=[0, top, top, 0, 0],
        mode="lines",
        fill="toself",
        fillcolor=fill,
        fillpattern={"shape": hatch, "fgcolor": GREY, "size": 7, "solidity": 0.1}
        if hatch
        else None,
        line={"color": GREY, "width": 1, "dash": line},
        hoverinfo="text",
        hoveron="fills",
        text=hover,
        showlegend=False,
    )
