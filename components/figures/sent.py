"""What the browser is sent of a figure: the same chart, said in fewer bytes.

A figure of ours is written to be read: by its tests, by the printed brief, by whoever
changes it. Plotly understands it shorter: the chart of calls by quarters takes 9.7 KB
instead of 22, the time line of leaders 31 instead of 46; the map, which is nearly all
outlines and packed before, 41 instead of 43. That is less for the server to write at
each rerun and less for the browser to read.

The measures know nothing of what a chart shows. `tests/figures/test_sent.py` undoes
them for the charts of all pages that have some, and compares.
"""

from __future__ import annotations

import base64
import datetime as dt
import json
import math
import os.path
import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from typing import Any

import numpy as np
from plotly.basedatatypes import BaseFigure

from components.figures.spec import Figure, Spec, Trace, merge

# Streamlit takes `False` for a missing value, and puts panning in its place where marks
# can be chosen: a swipe over the chart would then not scroll the page. A word that
# Plotly does not know passes, and makes Plotly ask the template instead.
NO_DRAGGING = "none"

# The template that Streamlit gives a figure takes 3.4 KB of each, for traces that we do
# not draw. The look of text, ground and axes is added by the browser, whatever the
# template; this is what else it holds for ours.
THEME: Spec = {
    "data": {"scatter": [{"marker": {"line": {"width": 0}}}]},
    "layout": {"dragmode": False},
}

# A day is written as the number of days since then.
FIRST_DAY = dt.datetime(2000, 1, 1)  # noqa: DTZ001

# A share of a thousand pixels to a hundredth of one: letters on the map are smoothed
# otherwise where they move by a fortieth of a pixel.
DECIMALS = 5

_AXIS = re.compile(r"([xy])axis(\d*)")


class Drawn(BaseFigure):  # type: ignore[misc]
    """A figure as Streamlit takes it, which hands over the specification as it is.

    Given a dictionary, `st.plotly_chart` builds Plotly's objects from it and checks
    every value, at each rerun and for each chart. Of an object of this class it asks
    `to_dict` alone, and takes the answer as checked.
    """

    def __init__(self, spec: Spec) -> None:
        # Without the class above: its constructor builds what is avoided here.
        self._spec = spec

    def to_dict(self) -> Spec:
        """Return what the browser is sent, made once for a figure that is kept."""
        spec = self._spec
        if not isinstance(spec, Figure):
            return packed(spec)
        if spec.sent is None:
            spec.sent = packed(spec)
        return spec.sent


def packed(figure: Spec) -> Spec:
    """Return the specification of the same chart in fewer bytes, in the app's theme."""
    layout = dict(figure["layout"])
    theme = merge(THEME, layout.pop("template", {}))
    theme = {part: dict(theme[part]) for part in theme}
    layout["dragmode"] = NO_DRAGGING
    if not layout.get("showlegend", True):
        layout.pop("legend", None)
    days = _day_axes(figure)
    hovered = not str(layout.get("hovermode", "")).startswith("x")
    data = [_trace(trace, days, hovered=hovered) for trace in figure["data"]]
    for kind in {trace.get("type", "scatter") for trace in data}:
        own = dict((theme["data"].get(kind) or [{}])[0])
        same = [trace for trace in data if trace.get("type", "scatter") == kind]
        theme["data"][kind] = [_said_once(same, own)]
    for name, single in (("annotations", "annotation"), ("shapes", "shape")):
        if items := layout.get(name):
            items = [_placed(item, days) for item in items]
            theme["layout"][f"{single}defaults"] = _said_once(items, {})
            layout[name] = items
    for name in days:
        layout[_long(name)] = _linear(layout[_long(name)])
    return {"data": data, "layout": _rounded(layout | {"template": theme})}


def _trace(trace: Trace, days: set[str], *, hovered: bool) -> Trace:
    made = {
        name: value
        for name, value in trace.items()
        # A press comes back with the number of the mark, and its code is looked up in
        # the figure: the codes of contacts were 2.6 KB on the time line of leaders.
        if name != "customdata" and (name, value) != ("type", "scatter")
    }
    for name in "xy":
        if trace.get(f"{name}axis", name) in days:
            made[name] = [_day(value) for value in trace[name]]
    if trace.get("hoverinfo") == "skip":
        made.pop("hovertext", None)
    elif hovered and trace.get("hoverinfo") == "text":
        _template_of_hover(made)
    for name in ("textfont", "marker"):
        if name in made:
            made[name] = {k: _one_for_all(v) for k, v in made[name].items()}
    y = made.get("y")
    if trace["type"] == "scatter" and isinstance(y, list) and _is_level(y):
        # Plotly takes a step of 0 for none given.
        del made["y"]
        made |= {"y0": y[0], "dy": 1e-9}
    for name in "xy":
        if isinstance(made.get(name), list):
            made[name] = _numbers(made[name])
    return made


def _one_for_all(values: Any) -> Any:
    """Return the value itself where all marks have the same."""
    if isinstance(values, list) and values and all(v == values[0] for v in values):
        return values[0]
    return values


def _is_level(values: list[Any]) -> bool:
    return len(values) > 3 and values[0] is not None and len(set(values)) == 1


def _template_of_hover(trace: Trace) -> None:
    """Say once how the texts of all marks begin and end.

    A third of the texts, 1.9 KB for the strokes of single contacts on `/calls`.
    """
    texts = trace.get("hovertext")
    if not isinstance(texts, list) or len(texts) < 2 or not all(texts):
        return
    if len(set(texts)) == 1:
        trace["hovertext"] = texts[0]
        return
    before = os.path.commonprefix(texts)  # noqa: RUF071
    texts = [text[len(before) :] for text in texts]
    ends = [text[::-1] for text in texts]
    after = os.path.commonprefix(ends)[::-1]  # noqa: RUF071
    saved = (len(before) + len(after)) * len(texts)
    if saved < 100 or "%{" in before + after:
        return
    trace["hovertext"] = [text[: len(text) - len(after)] for text in texts]
    trace["hovertemplate"] = f"{before}%{{hovertext}}{after}<extra></extra>"
    del trace["hoverinfo"]


def _numbers(values: list[Any]) -> Any:
    """Return numbers as Plotly's packed numbers, where those are shorter.

    A number takes one to five bytes instead of four to twenty.
    """
    if not values or not all(type(v) in (int, float, type(None)) for v in values):
        return values
    values = _rounded(values)
    packing = _packing(values)
    data = np.array([math.nan if v is None else v for v in values], f"<{packing}")
    short = {
        "dtype": packing,
        "bdata": base64.b64encode(data.tobytes()).decode(),
    }
    return min(values, short, key=lambda v: len(json.dumps(v, separators=(",", ":"))))


def _packing(values: list[Any]) -> str:
    """Name the smallest packing; a gap between lines can be told by fractions only."""
    if all(type(v) is int for v in values):
        low, high = min(values), max(values)
        for name, least, most in (
            ("u1", 0, 255),
            ("i1", -128, 127),
            ("i2", -32_768, 32_767),
        ):
            if least <= low and high <= most:
                return name
        return "f8"
    return "f4"


def _rounded(value: Any) -> Any:
    """Return the same with no more decimals than can be seen."""
    kind = type(value)
    if kind is float:
        short = round(value, DECIMALS)
        return int(short) if short.is_integer() else short
    if kind is dict:
        return {name: _rounded(inside) for name, inside in value.items()}
    if kind is list:
        return [_rounded(inside) for inside in value]
    return value


def _said_once(items: list[dict[str, Any]], own: dict[str, Any]) -> dict[str, Any]:
    """Move what most of the items say, and all say something of, to their template.

    The notes and shapes of a chart are half as long so.

    Args:
        items: traces of one kind, notes or shapes; changed in place.
        own: what their template says already.
    """
    if len(items) < 2:
        return own
    defaults = own
    seen = [dict(_leaves(item)) for item in items]
    for path in seen[0]:
        if not all(path in leaves for leaves in seen) or _at(own, path) is not None:
            continue
        (value, times), *_ = Counter(leaves[path] for leaves in seen).most_common(1)
        if times < 2:
            continue
        defaults = merge(defaults, _nested(path, value))
        for n, leaves in enumerate(seen):
            if leaves[path] == value:
                items[n] = _without(items[n], path)
    return defaults


def _leaves(
    settings: Mapping[str, Any], path: tuple[str, ...] = ()
) -> Iterator[tuple[tuple[str, ...], Any]]:
    """Give every single setting with the names that lead to it, lists left out."""
    for name, value in settings.items():
        if isinstance(value, dict) and "bdata" not in value:
            yield from _leaves(value, (*path, name))
        elif not isinstance(value, (list, dict)) and name not in _OWN:
            yield (*path, name), value


# Settings that no template may hold.
_OWN = {"type", "name", "hovertext", "text", "y0", "dy"}


def _at(settings: Mapping[str, Any], path: Iterable[str]) -> Any:
    value: Any = settings
    for name in path:
        value = value.get(name) if isinstance(value, dict) else None
    return value


def _nested(path: tuple[str, ...], value: Any) -> dict[str, Any]:
    for name in reversed(path):
        value = {name: value}
    made: dict[str, Any] = value
    return made


def _without(settings: dict[str, Any], path: tuple[str, ...]) -> dict[str, Any]:
    first, *rest = path
    left = dict(settings)
    inside = _without(left[first], tuple(rest)) if rest else None
    if inside:
        left[first] = inside
    else:
        del left[first]
    return left


def _day_axes(figure: Spec) -> set[str]:
    """Name the axes of days on which numbers can stand for days.

    A day takes three to five bytes instead of 13. It has to be an axis whose names are
    given: Plotly would write numbers at the others. Bars have a width in milliseconds.
    """
    found = {
        match[1] + match[2]
        for name, axis in figure["layout"].items()
        if (match := _AXIS.fullmatch(name))
        and axis.get("type") == "date"
        and "tickvals" in axis
        and "range" in axis
    }
    return found - {
        trace.get(f"{letter}axis", letter)
        for trace in figure["data"]
        for letter in "xy"
        if trace["type"] != "scatter" or letter not in trace
    }


def _long(axis: str) -> str:
    return f"{axis[0]}axis{axis[1:]}"


def _linear(axis: dict[str, Any]) -> dict[str, Any]:
    given = {name: [_day(v) for v in axis[name]] for name in ("range", "tickvals")}
    return axis | given | {"type": "linear"}


def _placed(item: dict[str, Any], days: set[str]) -> dict[str, Any]:
    """Return a note or a shape with its days as numbers."""
    made = dict(item)
    for name, value in item.items():
        if name in _PLACES and item.get(f"{name[0]}ref", name[0]) in days:
            made[name] = _day(value)
    return made


_PLACES = ("x", "x0", "x1", "y", "y0", "y1")


def _day(written: Any) -> Any:
    """Return the days since the first day, or what is no day as it is."""
    if not isinstance(written, str):
        return written
    moment = dt.datetime.fromisoformat(written)
    return (moment - FIRST_DAY) / dt.timedelta(days=1)
