"""Decode the polygons of a TopoJSON file; arcs stay shared point for point."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import accumulate
from typing import Any

from shapely import Polygon

Point = tuple[float, float]


@dataclass(frozen=True)
class Feature:
    """One named area: its polygons in longitude and latitude."""

    numeric_code: str
    name: str
    parts: list[Polygon]


def decode(topology: dict[str, Any], layer: str) -> Iterator[Feature]:
    """Yield the areas of one layer."""
    arcs = _arcs(topology)
    for geometry in topology["objects"][layer]["geometries"]:
        groups = geometry["arcs"]
        if geometry["type"] == "Polygon":
            groups = [groups]
        yield Feature(
            numeric_code=str(geometry.get("id", "")),
            name=geometry["properties"]["name"],
            parts=[_polygon(arcs, group) for group in groups],
        )


def _arcs(topology: dict[str, Any]) -> list[list[Point]]:
    """Undo the delta encoding and the quantisation of every arc."""
    (kx, ky), (dx, dy) = (
        topology["transform"]["scale"],
        topology["transform"]["translate"],
    )
    decoded = []
    for arc in topology["arcs"]:
        xs = accumulate(step[0] for step in arc)
        ys = accumulate(step[1] for step in arc)
        decoded.append(
            [(x * kx + dx, y * ky + dy) for x, y in zip(xs, ys, strict=True)]
        )
    return decoded


def _polygon(arcs: list[list[Point]], group: list[list[int]]) -> Polygon:
    exterior, *holes = [_ring(arcs, indices) for indices in group]
    return Polygon(exterior, holes)


def _ring(arcs: list[list[Point]], indices: list[int]) -> list[Point]:
    """Join arcs end to end; a negative index is the arc run backwards."""
    ring: list[Point] = []
    for index in indices:
        arc = arcs[index] if index >= 0 else arcs[~index][::-1]
        ring += arc if not ring else arc[1:]
    return ring
