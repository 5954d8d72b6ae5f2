"""Outlines for the map: simplified together, in whole map units, still valid."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise

import shapely
from shapely import LineString, MultiPolygon, Polygon
from shapely.geometry.base import BaseGeometry

from scripts.map_land import FRAME, polygons
from scripts.topojson import Point

UNIT = 4_200
"""Metres per map unit: coordinates are whole units, 0–1000 from west to east."""

TOLERANCE = 11_000
"""Simplification in metres; triangles smaller than its square disappear."""

NEUTRAL_TOLERANCE = 8_000
"""How far in metres a coast of the neutral land may move on top of that."""

MIN_ISLAND = 90e6
"""Square metres below which a state's island is dropped."""


def simplify(
    states: dict[str, BaseGeometry], neutral: BaseGeometry
) -> tuple[dict[str, BaseGeometry], BaseGeometry]:
    """Drop small islands, simplify all borders together, and round to units."""
    kept = {code: large_parts(shape) for code, shape in states.items()}
    *shapes, land = shapely.coverage_simplify([*kept.values(), neutral], TOLERANCE)
    borders = {point for shape in shapes for point in corners(shape)}
    land = MultiPolygon([coarser(part, borders) for part in polygons(land)])
    rounded = [to_units(shape) for shape in (*shapes, land)]
    *shapes, land = [
        mended(
            shape,
            {p for other in rounded if other is not shape for p in corners(other)},
        )
        for shape in rounded
    ]
    return dict(zip(kept, shapes, strict=True)), land


def coarser(part: Polygon, borders: set[Point]) -> Polygon:
    """Neutral land with coarser coasts, and its borders with the states kept."""
    ring = list(part.exterior.coords)[:-1]
    fixed = [i for i, point in enumerate(ring) if point in borders]
    if not fixed:
        return Polygon(LineString([*ring, ring[0]]).simplify(NEUTRAL_TOLERANCE))
    ring = ring[fixed[0] :] + ring[: fixed[0]] + [ring[fixed[0]]]
    stops = [i for i, point in enumerate(ring) if point in borders]
    corners: list[Point] = []
    for start, stop in pairwise(stops):
        run = LineString(ring[start : stop + 1]).simplify(NEUTRAL_TOLERANCE)
        corners += list(run.coords)[:-1]
    return Polygon(corners)


def corners(shape: BaseGeometry) -> Iterator[Point]:
    """All corners of a shape."""
    for part in polygons(shape):
        yield from part.exterior.coords


def large_parts(shape: BaseGeometry) -> MultiPolygon:
    """The parts of a state that are drawn: its largest, and islands of some size."""
    parts = sorted(polygons(shape), key=lambda p: -p.area)
    # Gozo is below the limit, but Malta is hard enough to see.
    minimum = MIN_ISLAND if parts[0].area > 1e9 else 0.0
    return MultiPolygon([parts[0], *(p for p in parts[1:] if p.area >= minimum)])


def to_units(shape: BaseGeometry) -> MultiPolygon:
    """Whole map units from the frame's south-west corner; enclaves are dropped.

    The holes that vanish are San Marino and the Vatican: smaller than a mark on
    the map. An island that shrinks to a line vanishes too.
    """
    parts = []
    for part in polygons(shape):
        ring = without_repeats([unit_point(p) for p in part.exterior.coords[:-1]])
        if len(ring) > 2 and Polygon(ring).area > 0:
            parts.append(Polygon(ring))
    return MultiPolygon(parts)


def unit_point(point: Point) -> tuple[int, int]:
    """A point of the projection in whole map units."""
    west, south, _, _ = FRAME
    return round((point[0] - west) / UNIT), round((point[1] - south) / UNIT)


def without_repeats(ring: list[tuple[int, int]]) -> list[tuple[int, int]]:
    """The ring without points that repeat the one before."""
    return [
        p for before, p in zip([ring[-1], *ring[:-1]], ring, strict=True) if p != before
    ]


def mended(shape: MultiPolygon, others: set[Point]) -> MultiPolygon:
    """The shape without the coast points by which rounding made it touch itself.

    Points that it shares with `others` stay, so that no gap opens at a border. An
    islet that rounding pushed into its neighbour is dropped.
    """
    parts: list[Polygon] = []
    for part in sorted(polygons(shape), key=lambda p: -p.area):
        outline = part
        while not outline.is_valid:
            outline = best_without_one(outline, others)
        if MultiPolygon([*parts, outline]).is_valid:
            parts.append(outline)
    return MultiPolygon(parts)


def best_without_one(part: Polygon, others: set[Point]) -> Polygon:
    """The valid outline, or else the least changed, with one coast point less."""
    ring = list(part.exterior.coords)[:-1]
    options = [
        Polygon(ring[:i] + ring[i + 1 :])
        for i, point in enumerate(ring)
        if point not in others
    ]
    return min(options, key=lambda p: (not p.is_valid, abs(p.area - part.area)))
