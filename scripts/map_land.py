"""The land of the map: read from the atlas, sorted, projected, dissolved.

Member states keep every point that they share with a neighbour. All other land
becomes one area.
"""

from __future__ import annotations

import json
import subprocess
import tarfile
import tempfile
from pathlib import Path
from typing import Any

import shapely
from pyproj import Transformer
from shapely import MultiPolygon, Polygon, box
from shapely.geometry.base import BaseGeometry

from scripts.topojson import decode

MEMBERS = {
    "040": "AUT",
    "056": "BEL",
    "100": "BGR",
    "191": "HRV",
    "196": "CYP",
    "203": "CZE",
    "208": "DNK",
    "233": "EST",
    "246": "FIN",
    "250": "FRA",
    "276": "DEU",
    "300": "GRC",
    "348": "HUN",
    "372": "IRL",
    "380": "ITA",
    "428": "LVA",
    "440": "LTU",
    "442": "LUX",
    "470": "MLT",
    "528": "NLD",
    "616": "POL",
    "620": "PRT",
    "642": "ROU",
    "703": "SVK",
    "705": "SVN",
    "724": "ESP",
    "752": "SWE",
}
"""Numeric ISO 3166-1 code in the atlas → the code used throughout the data."""

JOINED = {"N. Cyprus": "CYP", "Åland": "FIN"}
"""Areas that the atlas lists apart and that are part of a member state."""

OVERSEAS = box(-11.5, 34.3, 35.5, 71.5)
"""Longitude and latitude that a part of a member state must touch to be drawn.

Leaves out the Canaries, Madeira, the Azores, and all land beyond the Atlantic and
in the Indian Ocean.
"""

FRAME = (2_450_000, 1_250_000, 6_650_000, 5_420_000)
"""The drawn window in EPSG:3035 metres: west, south, east, north."""

MIN_NEUTRAL_ISLAND = 900e6
"""Square metres below which a neutral island is dropped."""

CYPRUS_SEAM = 6_000
"""Half the width in metres of the seam that is closed inside Cyprus."""

NEUTRAL = shapely.segmentize(box(-35, 20, 75, 85), 1)
"""Longitude and latitude within which other land is read at all.

With a corner at each degree, since its edges are curves on the map.
"""


def fetch_atlas() -> dict[str, Any]:
    """Fetch the atlas from the npm registry that npm is set up with."""
    with tempfile.TemporaryDirectory() as folder:
        subprocess.run(
            ["npm", "pack", "world-atlas@2.0.2", "--silent"], cwd=folder, check=True
        )
        archive = next(Path(folder).glob("*.tgz"))
        with tarfile.open(archive) as tar:
            member = tar.extractfile("package/countries-50m.json")
            if member is None:
                raise FileNotFoundError("countries-50m.json is not in the package")
            atlas: dict[str, Any] = json.load(member)
            return atlas


def read_land(
    topology: dict[str, Any],
) -> tuple[dict[str, list[Polygon]], list[Polygon]]:
    """Split the atlas into parts of member states and parts of other land."""
    states: dict[str, list[Polygon]] = {code: [] for code in MEMBERS.values()}
    neutral: list[Polygon] = []
    for feature in decode(topology, "countries"):
        code = MEMBERS.get(feature.numeric_code) or JOINED.get(feature.name)
        for part in feature.parts:
            if code is None:
                neutral.append(unwrapped(part))
            elif code is not None and part.intersects(OVERSEAS):
                states[code].append(part)
    return states, neutral


def unwrapped(part: Polygon) -> Polygon:
    """The part without a jump at the date line, which Russia's mainland crosses."""
    west, _, east, _ = part.bounds
    if east - west < 180:
        return part
    return shapely.transform(
        part, lambda x, y: ([v % 360 for v in x], y), interleaved=False
    )


def project(
    states: dict[str, list[Polygon]], neutral: list[Polygon]
) -> tuple[dict[str, BaseGeometry], BaseGeometry]:
    """Project to EPSG:3035, dissolve the neutral land and clip it to the frame."""
    to_laea = Transformer.from_crs(4326, 3035, always_xy=True)

    def projected(parts: list[Polygon]) -> BaseGeometry:
        return shapely.union_all(
            [
                shapely.transform(
                    part, lambda x, y: to_laea.transform(x, y), interleaved=False
                )
                for part in parts
            ]
        )

    shapes = {code: projected(parts) for code, parts in states.items()}
    shapes["CYP"] = whole(shapes["CYP"])
    clipped = [p for part in neutral for p in polygons(part.intersection(NEUTRAL))]
    land = projected(clipped)
    land = land.intersection(box(*FRAME)).difference(shapes["CYP"])
    return shapes, without_slivers(land)


def whole(island: BaseGeometry) -> Polygon:
    """Close the seam and the holes inside an island that the atlas divides."""
    closed = island.buffer(CYPRUS_SEAM, join_style="mitre").buffer(
        -CYPRUS_SEAM, join_style="mitre"
    )
    largest = max(polygons(island.union(closed)), key=lambda p: p.area)
    return Polygon(largest.exterior)


def without_slivers(land: BaseGeometry) -> MultiPolygon:
    """Neutral land without small islands, and without holes but the states."""
    return MultiPolygon([p for p in polygons(land) if p.area >= MIN_NEUTRAL_ISLAND])


def polygons(shape: BaseGeometry) -> list[Polygon]:
    """The polygons of any geometry; lines and points are left out."""
    parts = getattr(shape, "geoms", [shape])
    return [p for p in parts if isinstance(p, Polygon) and not p.is_empty]
