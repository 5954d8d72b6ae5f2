"""Figures as data: what Plotly draws, written as dictionaries and lists.

A chart function returns a `Spec`. It never builds Plotly's own objects: those check
every property as it is set, which took most of the time of a rerun. Whether all
properties exist is checked by a test instead (`tests/figures/test_specs.py`).
"""

from __future__ import annotations

import base64
import datetime as dt
import re
from collections.abc import Mapping, Sequence
from typing import Any

import numpy as np
import pandas as pd

from components.figures import palette

Spec = dict[str, Any]
"""A figure or a part of one: a list of traces as `data`, and a `layout`."""

Trace = dict[str, Any]

# Lists of a layout to which every part of a figure may add.
_JOINED = ("shapes", "annotations")

_PLAIN = {str, int, float, bool, type(None)}


class Figure(dict[str, Any]):
    """A whole figure; what the browser is sent of it (`sent`) is made once and kept."""

    sent: Spec | None = None


def scatter(**settings: Any) -> Trace:
    """Return a trace of marks, lines, text or filled areas."""
    return {"type": "scatter", **settings}


def bar(**settings: Any) -> Trace:
    """Return a trace of bars."""
    return {"type": "bar", **settings}


def part(
    data: Sequence[Trace] = (),
    shapes: Sequence[dict[str, Any]] = (),
    annotations: Sequence[dict[str, Any]] = (),
) -> Spec:
    """Return a part of a figure, to be joined to others by `figure`."""
    return {
        "data": list(data),
        "layout": {"shapes": list(shapes), "annotations": list(annotations)},
    }


def figure(*parts: Spec, layout: Mapping[str, Any]) -> Figure:
    """Join parts into one figure of plain values, ready to be written as JSON.

    Args:
        parts: traces, shapes and annotations, those behind first.
        layout: the settings of the whole; its shapes and annotations come last.
    """
    whole: dict[str, Any] = {}
    for settings in (*(p["layout"] for p in parts), layout):
        whole = merge(whole, settings)
    return Figure(
        data=[plain(trace) for p in parts for trace in p["data"]],
        layout=_inked(plain({k: v for k, v in whole.items() if k not in _JOINED or v})),
    )


# Smaller letters are hard to read, and at 12 px the platform's grey would be too faint.
FONT_SIZE = 13
SMALL = 12

_AXIS = re.compile(r"[xy]axis\d*")


def _inked(layout: dict[str, Any]) -> dict[str, Any]:
    """Give every text of a chart a colour that can be read, where it has none.

    The theme would write ticks, titles of axes and notes in a grey of 3.7:1.
    """
    strong = {"color": palette.TEXT, "size": FONT_SIZE}
    ink = merge({"font": strong}, layout)
    hover: dict[str, Any] = {"font": strong}
    hover |= {"bgcolor": palette.GROUND, "bordercolor": palette.OUTLINE}
    ink["hoverlabel"] = merge(hover, ink.get("hoverlabel", {}))
    faint = {"color": palette.MUTED, "size": SMALL}
    for name in filter(_AXIS.fullmatch, layout):
        if layout[name].get("visible") is False:
            continue
        base: dict[str, Any] = {"tickfont": faint, "gridcolor": palette.GRID}
        if "title" in layout[name]:
            base["title"] = {"font": faint}
        ink[name] = merge(base, layout[name])
    if "legend" in layout:
        ink["legend"] = merge({"font": {"color": palette.TEXT}}, layout["legend"])
    if "annotations" in layout:
        ink["annotations"] = [
            merge({"font": strong}, note) for note in layout["annotations"]
        ]
    return ink


def merge(base: Mapping[str, Any], changes: Mapping[str, Any]) -> dict[str, Any]:
    """Return `base` with `changes`, level by level; shapes and annotations add up."""
    merged = dict(base)
    for name, value in changes.items():
        before = merged.get(name)
        if isinstance(value, Mapping) and isinstance(before, Mapping):
            merged[name] = merge(before, value)
        elif name in _JOINED and before is not None:
            merged[name] = [*before, *value]
        else:
            merged[name] = value
    return merged


def plain(value: Any) -> Any:
    """Return a value as JSON knows it: days as ISO text, arrays and columns as lists.

    Settings without a value are left out, as Plotly leaves them out.
    """
    kind = type(value)
    if kind in _PLAIN:
        return value
    if isinstance(value, Mapping):
        return {k: plain(v) for k, v in value.items() if v is not None}
    if isinstance(value, (list, tuple)):
        # Long lists hold nothing but numbers or text, as a rule.
        if set(map(type, value)) <= _PLAIN:
            return list(value)
        return [plain(v) for v in value]
    if isinstance(value, dt.date):
        return value.isoformat()
    if isinstance(value, np.generic):
        return value.item()
    if isinstance(value, (np.ndarray, pd.Series)):
        return plain(value.tolist())
    message = f"a figure cannot hold {kind.__name__}"
    raise TypeError(message)


def whole_numbers(values: Sequence[int]) -> dict[str, str]:
    """Return whole numbers up to 32,767 in Plotly's own packing: half as long."""
    packed = np.array(values, "<i2").tobytes()
    return {"dtype": "i2", "bdata": base64.b64encode(packed).decode()}
