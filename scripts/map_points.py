"""Points inside the shapes: where a label stands, and where a click is caught.

The browser selects the nearest point of a chart, never a filled area. So each state
carries a grid of points that are not seen. Along the borders between two states they
lie in mirrored rows, so that the nearest point is one of the state that was clicked.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

import shapely
from shapely import Point
from shapely.geometry.base import BaseGeometry

SPACING = 24
"""Map units between the points inside a state."""

BORDER_SPACING = 10
BORDER_OFFSET = 7
"""Map units between the points along a border, and from the border to them."""


class Label(NamedTuple):
    """Centre and radius, in map units, of the largest circle inside a shape."""

    x: int
    y: int
    radius: float


def label_point(shape: BaseGeometry) -> Label:
    """The roomiest place of a shape."""
    line = shapely.maximum_inscribed_circle(shape, tolerance=0.5)
    (x, y), _ = line.coords
    return Label(round(x), round(y), round(line.length, 1))


def hit_points(shape: BaseGeometry, others: BaseGeometry) -> list[tuple[int, int]]:
    """The points that catch clicks on a state; `others` are all other states.

    Each island has one at least, and the first one is the label's.
    """
    label = label_point(shape)
    found = [(label.x, label.y)]
    offset = min(BORDER_OFFSET, label.radius / 2)
    inner = shape.buffer(-offset)
    border = inner.boundary.intersection(others.buffer(offset + 2))
    for line in shapely.get_parts(shapely.line_merge(border)):
        steps = max(1, round(line.length / BORDER_SPACING))
        for step in range(steps + 1):
            point = line.interpolate(step / steps, normalized=True)
            found.append((round(point.x), round(point.y)))
    away = shape.difference(others.buffer(offset + SPACING / 2))
    found += [p for p in _grid(shape.bounds) if away.contains(Point(p))]
    for island in shapely.get_parts(shape):
        if not any(island.covers(Point(p)) for p in found):
            point = island.representative_point()
            found.append((round(point.x), round(point.y)))
    return list(dict.fromkeys(found))


def _grid(bounds: tuple[float, ...]) -> Iterator[tuple[int, int]]:
    """A hexagonal grid of whole units over a rectangle."""
    west, south, east, north = (int(v) for v in bounds)
    height = round(SPACING * 0.866)
    for row in range(south // height, north // height + 1):
        shift = SPACING // 2 if row % 2 else 0
        for column in range(west // SPACING, east // SPACING + 1):
            yield column * SPACING + shift, row * height
