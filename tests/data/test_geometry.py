from __future__ import annotations

import json
from pathlib import Path

import pytest
import shapely
from pyproj import Transformer
from shapely import MultiPolygon, Point, Polygon

from data.geometry import GEO_DIR, Shape, Shapes, load_shapes, load_tiles
from data.schema import DataError

MAX_BYTES = 24_000

CITIES = {
    "Berlin": (13.40, 52.52, "DEU"),
    "Warsaw": (21.01, 52.23, "POL"),
    "Helsinki": (24.94, 60.25, "FIN"),
    "Mariehamn": (19.94, 60.20, "FIN"),
    "Nicosia": (33.36, 35.17, "CYP"),
    "Kyrenia": (33.32, 35.30, "CYP"),
    "Famagusta": (33.90, 35.13, "CYP"),
    "Larnaca": (33.60, 34.97, "CYP"),
    "Naxxar": (14.44, 35.91, "MLT"),
    "Luxembourg": (6.13, 49.65, "LUX"),
    "Madrid": (-3.70, 40.42, "ESP"),
    "Palma": (2.80, 39.60, "ESP"),
    "Ajaccio": (8.95, 42.00, "FRA"),
    "Heraklion": (25.00, 35.20, "GRC"),
    "Rhodes": (28.00, 36.20, "GRC"),
    "Kuressaare": (22.50, 58.40, "EST"),
    "Odense": (10.40, 55.40, "DNK"),
    "Visby": (18.45, 57.50, "SWE"),
    "Timișoara": (21.23, 45.75, "ROU"),
    "Kaliningrad": (21.00, 54.60, None),
    "Pristina": (21.16, 42.66, None),
    "Simferopol": (34.10, 45.00, None),
    "Geneva": (7.00, 46.60, None),
    "Belfast": (-6.40, 54.60, None),
    "Ankara": (32.85, 39.93, None),
}
"""Longitude, latitude (moved inland where a town lies on the shore), and state."""


@pytest.fixture(scope="module")
def shapes() -> Shapes:
    return load_shapes()


def rings(shape: Shape) -> list[Polygon]:
    found: list[list[tuple[int, int]]] = [[]]
    for x, y in zip(shape.x, shape.y, strict=True):
        if x is None or y is None:
            found.append([])
        else:
            found[-1].append((x, y))
    return [Polygon(ring) for ring in found]


@pytest.fixture(scope="module")
def areas(shapes: Shapes) -> dict[str, MultiPolygon]:
    return {code: MultiPolygon(rings(s)) for code, s in shapes.states.items()}


@pytest.fixture(scope="module")
def neutral() -> MultiPolygon:
    stored = json.loads((GEO_DIR / "eu27.json").read_text(encoding="utf-8"))
    parts = []
    for steps in stored["neutral"]:
        x = y = 0
        ring = []
        for dx, dy in zip(steps[::2], steps[1::2], strict=True):
            x, y = x + dx, y + dy
            ring.append((x, y))
        parts.append(Polygon(ring))
    return MultiPolygon(parts)


def test_the_27_have_a_shape_and_a_tile(shapes: Shapes) -> None:
    assert len(shapes.states) == 27
    tiles = load_tiles()
    assert [t.actor_id for t in tiles] == sorted(shapes.states)
    assert len({(t.column, t.row) for t in tiles}) == 27


def test_tiles_mirror_the_map(shapes: Shapes) -> None:
    by_id = {t.actor_id: t for t in load_tiles()}
    assert by_id["PRT"].column < by_id["ESP"].column < by_id["ITA"].column
    assert by_id["FIN"].row < by_id["EST"].row < by_id["LVA"].row < by_id["LTU"].row
    assert by_id["DEU"].column < by_id["POL"].column
    assert by_id["MLT"].row > by_id["ITA"].row


def test_the_file_is_small() -> None:
    assert (GEO_DIR / "eu27.json").stat().st_size < MAX_BYTES


def test_neighbours_share_their_borders(
    areas: dict[str, MultiPolygon], neutral: MultiPolygon
) -> None:
    coverage = [*areas.values(), neutral]
    assert all(shape.is_valid for shape in coverage)
    assert shapely.coverage_is_valid(coverage)


def test_no_slivers_open_between_states(areas: dict[str, MultiPolygon]) -> None:
    # San Marino and the Vatican are too small to draw; nothing else is enclosed.
    mainland = max(
        shapely.get_parts(
            shapely.coverage_union_all(
                [
                    areas[c]
                    for c in (
                        "AUT",
                        "CZE",
                        "DEU",
                        "POL",
                        "SVK",
                        "HUN",
                        "SVN",
                        "ITA",
                        "FRA",
                        "BEL",
                        "LUX",
                        "NLD",
                    )
                ]
            )
        ),
        key=lambda p: p.area,
    )
    assert [Polygon(hole).area for hole in mainland.interiors] == [
        pytest.approx(41285 / (shapes_unit() ** 2), rel=0.2)
    ]


def shapes_unit() -> float:
    return load_shapes().unit_m / 1000


@pytest.mark.parametrize("city", CITIES)
def test_cities_lie_in_their_state(
    city: str,
    shapes: Shapes,
    areas: dict[str, MultiPolygon],
    neutral: MultiPolygon,
) -> None:
    longitude, latitude, state = CITIES[city]
    stored = json.loads((GEO_DIR / "eu27.json").read_text(encoding="utf-8"))
    west, south = stored["origin"]
    x, y = Transformer.from_crs(4326, 3035, always_xy=True).transform(
        longitude, latitude
    )
    point = Point((x - west) / shapes.unit_m, (y - south) / shapes.unit_m)
    # One unit is the rounding of the map.
    near = [code for code, area in areas.items() if area.distance(point) < 1]
    assert near == ([state] if state else [])
    assert neutral.contains(point) == (state is None)


def test_cyprus_is_whole(areas: dict[str, MultiPolygon], shapes: Shapes) -> None:
    assert len(areas["CYP"].geoms) == 1
    square_km = areas["CYP"].area * (shapes.unit_m / 1000) ** 2
    assert square_km == pytest.approx(9251, rel=0.1)


def test_overseas_land_is_left_out(
    shapes: Shapes, areas: dict[str, MultiPolygon]
) -> None:
    square_km = {c: a.area * (shapes.unit_m / 1000) ** 2 for c, a in areas.items()}
    assert square_km["FRA"] == pytest.approx(551_500, rel=0.03)
    assert square_km["ESP"] == pytest.approx(498_500, rel=0.03)
    assert square_km["PRT"] == pytest.approx(89_100, rel=0.04)


def test_everything_lies_in_the_window(shapes: Shapes) -> None:
    for shape in shapes.states.values():
        assert all(0 <= x <= shapes.width for x in shape.x if x is not None)
        assert all(0 <= y <= shapes.height for y in shape.y if y is not None)
    assert min(shapes.neutral_x) >= 0
    assert max(shapes.neutral_x) <= shapes.width


def test_labels_stand_inside(shapes: Shapes, areas: dict[str, MultiPolygon]) -> None:
    for code, shape in shapes.states.items():
        assert areas[code].distance(Point(shape.label)) < 1
        assert (shape.hit_x[0], shape.hit_y[0]) == shape.label
    small = {code for code, s in shapes.states.items() if s.radius < 11}
    assert small == {"CYP", "LUX", "MLT"}


def test_the_nearest_point_is_one_of_the_state_that_was_clicked(
    shapes: Shapes, areas: dict[str, MultiPolygon]
) -> None:
    points = {
        (x, y): code
        for code, shape in shapes.states.items()
        for x, y in zip(shape.hit_x, shape.hit_y, strict=True)
    }
    tree = shapely.STRtree([Point(p) for p in points])
    owners = list(points.values())
    right = asked = 0
    for code, area in areas.items():
        west, south, east, north = (int(v) for v in area.bounds)
        grid = [
            Point(x, y)
            for x in range(west, east + 1, 4)
            for y in range(south, north + 1, 4)
        ]
        inside = [p for p in grid if area.contains(p)]
        if not inside:
            continue
        found = [owners[i] == code for i in tree.nearest(inside)]
        right += sum(found)
        asked += len(found)
        assert sum(found) / len(found) > 0.88, code
    assert right / asked > 0.98


def test_a_damaged_file_is_one_clear_error(tmp_path: Path) -> None:
    damaged = tmp_path / "eu27.json"
    damaged.write_text('{"neutral": []', encoding="utf-8")
    with pytest.raises(DataError, match=r"eu27\.json"):
        load_shapes(damaged)
    with pytest.raises(DataError, match=r"tiles\.csv"):
        load_tiles(tmp_path / "tiles.csv")


def test_the_edge_leaves_out_small_islands_alone(shapes: Shapes) -> None:
    for shape in shapes.states.values():
        assert shape.edge(0) == (shape.x, shape.y)
        x, y = shape.edge(12)
        assert len(x) == len(y)
        assert x[0] == x[x.index(None) - 1 if None in x else -1], "closed"
    corsica = shapes.states["FRA"].edge(12)[0]
    assert corsica.count(None) == 1
    assert shapes.states["MLT"].edge(12)[0].count(None) == 0
