"""Figures as data: what Plotly draws, written as dictionaries and lists.

A chart function returns a `Spec`. It never builds Plotly's own objects: those check
every property as it is set, which took most of the time of a rerun. Whether all
properties exist is checked by a test instead (`tests/figures/test_specs.py`).
"""

from __future__ import annotations

import base64
import datetime as dt
from collections.abc import Mapping, Sequence
from functools import cache
from typing import Any

import numpy as np
import pandas as pd
import plotly.io
from plotly.basedatatypes import BaseFigure

Spec = dict[str, Any]
"""A figure or a part of one: a list of traces as `data`, and a `layout`."""

Trace = dict[str, Any]

# Lists of a layout to which every part of a figure may add.
_JOINED = ("shapes", "annotations")

_PLAIN = {str, int, float, bool, type(None)}


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


def figure(*parts: Spec, layout: Mapping[str, Any]) -> Spec:
    """Join parts into one figure of plain values, ready to be written as JSON.

    Args:
        parts: traces, shapes and annotations, those behind first.
        layout: the settings of the whole; its shapes and annotations come last.
    """
    whole: dict[str, Any] = {}
    for settings in (*(p["layout"] for p in parts), layout):
        whole = merge(whole, settings)
    return {
        "data": [plain(trace) for p in parts for trace in p["data"]],
        "layout": plain({k: v for k, v in whole.items() if k not in _JOINED or v}),
    }


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
        """Return the specification, in the app's theme where it has none."""
        layout = self._spec["layout"]
        theme = layout.get("template") or _template(plotly.io.templates.default)
        return self._spec | {"layout": layout | {"template": theme}}


@cache
def _template(name: str) -> dict[str, Any]:
    theme: dict[str, Any] = plotly.io.templates[name].to_plotly_json()
    return theme
