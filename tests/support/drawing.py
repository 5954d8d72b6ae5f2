"""Specifications of figures, read with Plotly's own objects."""

from __future__ import annotations

import base64
import datetime as dt
from collections.abc import Mapping

import numpy as np
import plotly.graph_objects as go

from components.figures.spec import Spec


def checked(spec: Spec) -> go.Figure:
    """Build a figure from a specification, to read it by attribute.

    Raises:
        ValueError: where Plotly knows no such property, or not with such a value.
    """
    return go.Figure(spec)


def day(written: str) -> dt.date:
    """Read a day of a specification, with or without an hour."""
    return dt.datetime.fromisoformat(written).date()


def unpacked(numbers: Mapping[str, str]) -> list[int]:
    """Read numbers that a specification holds packed."""
    packed = base64.b64decode(numbers["bdata"])
    unpacked: list[int] = np.frombuffer(packed, numbers["dtype"]).tolist()
    return unpacked
