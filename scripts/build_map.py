"""Build `data/geo/eu27.json`: the shapes of the 27 member states, for the map.

Run `python -m scripts.build_map`. It fetches the npm package `world-atlas`
(Natural Earth 1:50m, public domain) by name, or reads a copy given with `--atlas`.
Needs npm, shapely and pyproj; the app itself needs none of them.

What the shapes are, and are not, is the border policy of the map:

- Only the EU-27 are shapes. All other land is one neutral area without any border.
- Cyprus is drawn whole.
- Land outside Europe is left out: see `OVERSEAS`.
- Neighbours share their border point for point, also after simplification.
"""

from __future__ import annotations

import argparse
import json
from pathlib import Path

import shapely
from shapely.geometry.base import BaseGeometry

from scripts.map_land import FRAME, fetch_atlas, polygons, project, read_land
from scripts.map_outline import UNIT, simplify
from scripts.map_points import hit_points, label_point

TARGET = Path(__file__).parents[1] / "data" / "geo" / "eu27.json"


def main() -> None:
    """Build the file and print its size."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--atlas", type=Path, help="countries-50m.json, if at hand")
    args = parser.parse_args()
    topology = json.loads(args.atlas.read_text()) if args.atlas else fetch_atlas()
    states, neutral = project(*read_land(topology))
    states, neutral = simplify(states, neutral)
    TARGET.parent.mkdir(exist_ok=True)
    text = dump(states, neutral)
    TARGET.write_text(text, encoding="utf-8")
    print(f"{TARGET.name}: {len(text)} bytes, {len(states)} states")


def dump(states: dict[str, BaseGeometry], neutral: BaseGeometry) -> str:
    """The file: one line per state, so that a change of one is a small diff."""
    west, south, east, north = FRAME
    head = {
        "crs": "EPSG:3035",
        "origin": [west, south],
        "unit_m": UNIT,
        "width": round((east - west) / UNIT),
        "height": round((north - south) / UNIT),
        "neutral": rings(neutral),
    }
    lines = [f"{json.dumps(k)}:{compact(v)}" for k, v in head.items()]
    shapes = []
    for code, shape in sorted(states.items()):
        label = label_point(shape)
        others = shapely.union_all([s for c, s in states.items() if c != code])
        record = {
            "rings": rings(shape),
            "label": [label.x, label.y],
            "radius": label.radius,
            "hits": steps(hit_points(shape, others)),
        }
        shapes.append(f"{json.dumps(code)}:{compact(record)}")
    lines.append('"states":{\n' + ",\n".join(shapes) + "\n}")
    return "{\n" + ",\n".join(lines) + "\n}\n"


def rings(shape: BaseGeometry) -> list[list[int]]:
    """Exterior rings, the largest first; none repeats its first point."""
    parts = sorted(polygons(shape), key=lambda p: -p.area)
    return [
        steps([(int(x), int(y)) for x, y in part.exterior.coords[:-1]])
        for part in parts
    ]


def steps(points: list[tuple[int, int]]) -> list[int]:
    """A flat list: the first point, then the step from each point to the next."""
    flat: list[int] = []
    x = y = 0
    for px, py in points:
        flat += [px - x, py - y]
        x, y = px, py
    return flat


def compact(value: object) -> str:
    """JSON without spaces."""
    return json.dumps(value, separators=(",", ":"))


if __name__ == "__main__":
    main()
