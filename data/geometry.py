"""The shapes and the tiles of the map, as `scripts/build_map.py` stored them.

Coordinates are whole map units (see `Shapes.unit_m`) in EPSG:3035, counted from the
south-west corner of the drawn window. Nothing is projected at run time.
"""

from __future__ import annotations

import csv
import io
import json
import math
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import accumulate
from pathlib import Path

from data.load import Dataset
from data.manifest import read_file
from data.schema import DataError

GEO_DIR = Path(__file__).parent / "geo"
SHAPES = "eu27.json"
TILES = "tiles.csv"

"""Map units of free room around a point that a three-letter code needs."""

Coordinates = tuple[int | None, ...]
"""One axis of one or more rings; None lies between two rings."""


@dataclass(frozen=True, slots=True)
class Shape:
    """One member state.

    `x` and `y` are its closed rings. `label` is the middle of the largest circle
    inside it and `radius` that circle's. `hit_x` and `hit_y` are points inside it
    that catch clicks, since a browser selects points and not areas.
    """

    actor_id: str
    x: Coordinates
    y: Coordinates
    label: tuple[int, int]
    radius: float
    hit_x: tuple[int, ...]
    hit_y: tuple[int, ...]

    def edge(self, smallest: int) -> tuple[Coordinates, Coordinates]:
        """The largest ring, and all others as wide or high as `smallest` units."""
        rings = _split(self.x, self.y)
        kept = [
            (x, y)
            for place, (x, y) in enumerate(rings)
            if place == 0 or max(max(x) - min(x), max(y) - min(y)) >= smallest
        ]
        return _joined([x for x, _ in kept]), _joined([y for _, y in kept])


@dataclass(frozen=True, slots=True)
class Shapes:
    """The window, the neutral land without borders, and the states by id.

    The neutral land is one outline whose parts are joined by seams of no width: to
    be filled, not stroked. Without gaps it can be sent as typed numbers, at a third
    of the size.
    """

    width: int
    height: int
    unit_m: int
    neutral_x: tuple[int, ...]
    neutral_y: tuple[int, ...]
    states: dict[str, Shape]


@dataclass(frozen=True, slots=True)
class Tile:
    """One state's place in the tile grid; row 0 is the northernmost."""

    actor_id: str
    column: int
    row: int


def load_shapes(path: Path = GEO_DIR / SHAPES) -> Shapes:
    """Read the shapes; raises DataError where the file is missing or damaged."""
    return _shapes(read_file(path, path.name))


_MALFORMED = (
    ValueError,
    KeyError,
    TypeError,
    IndexError,
    AttributeError,
    RecursionError,
)


def _shapes(raw: bytes) -> Shapes:
    try:
        stored = json.loads(raw)
        neutral_x, neutral_y = _seamed(stored["neutral"])
        states = {}
        for actor_id, record in stored["states"].items():
            x, y = _rings(record["rings"])
            hit_x, hit_y = _points(record["hits"])
            label_x, label_y = record["label"]
            states[actor_id] = Shape(
                actor_id=actor_id,
                x=x,
                y=y,
                label=(label_x, label_y),
                radius=record["radius"],
                hit_x=hit_x,
                hit_y=hit_y,
            )
        return Shapes(
            width=stored["width"],
            height=stored["height"],
            unit_m=stored["unit_m"],
            neutral_x=neutral_x,
            neutral_y=neutral_y,
            states=states,
        )
    except _MALFORMED as error:
        raise DataError(SHAPES, f"the file is damaged ({error})") from error


def load_tiles(path: Path = GEO_DIR / TILES) -> tuple[Tile, ...]:
    """Read the tile grid; raises DataError where the file is missing or damaged."""
    return _tiles(read_file(path, path.name))


def _tiles(raw: bytes) -> tuple[Tile, ...]:
    try:
        rows = csv.DictReader(io.StringIO(raw.decode(), newline=""))
        return tuple(
            Tile(row["actor_id"], int(row["column"]), int(row["row"])) for row in rows
        )
    except (ValueError, KeyError, TypeError, csv.Error) as error:
        raise DataError(TILES, f"the file is damaged ({error})") from error


def shapes_of(dataset: Dataset) -> Shapes | None:
    """The shapes of the member states, or None where a state has none.

    Raises:
        DataError: the file of the package is damaged.
    """
    found = _shapes(dataset.beside[f"{GEO_DIR.name}/{SHAPES}"])
    return found if _members(dataset) <= set(found.states) else None


def tiles_of(dataset: Dataset) -> tuple[Tile, ...]:
    """The tile of each member state; side by side in rows where no grid is stored.

    Raises:
        DataError: the file of the package is damaged.
    """
    members = _members(dataset)
    found = _tiles(dataset.beside[f"{GEO_DIR.name}/{TILES}"])
    if members <= {tile.actor_id for tile in found}:
        return found
    wide = math.ceil(math.sqrt(len(members)))
    names = dataset.actors.set_index("actor_id")["name"]
    return tuple(
        Tile(actor_id, place % wide, place // wide)
        for place, actor_id in enumerate(sorted(members, key=names.__getitem__))
    )


def _members(dataset: Dataset) -> set[str]:
    """The member states of which a post is on record: the others have no position."""
    actors = dataset.actors
    held = set(dataset.governments["actor_id"])
    return set(actors.loc[actors["eu_member"], "actor_id"]) & held


def _points(steps: Sequence[int]) -> tuple[tuple[int, ...], tuple[int, ...]]:
    """Undo the step encoding: the first point, then steps from point to point."""
    return tuple(accumulate(steps[::2])), tuple(accumulate(steps[1::2]))


def _split(x: Coordinates, y: Coordinates) -> list[tuple[list[int], list[int]]]:
    """Rings one by one, as they stand between None and None."""
    rings: list[tuple[list[int], list[int]]] = [([], [])]
    for across, up in zip(x, y, strict=True):
        if across is None or up is None:
            rings.append(([], []))
        else:
            rings[-1][0].append(across)
            rings[-1][1].append(up)
    return rings


def _joined(rings: Sequence[Sequence[int]]) -> Coordinates:
    """One axis of several rings, with None between two."""
    joined: list[int | None] = []
    for ring in rings:
        joined += [*([None] if joined else []), *ring]
    return tuple(joined)


def _rings(stored: Sequence[Sequence[int]]) -> tuple[Coordinates, Coordinates]:
    """Close each ring and join them, with None between two."""
    all_x: list[int | None] = []
    all_y: list[int | None] = []
    for steps in stored:
        x, y = _points(steps)
        gap = [None] if all_x else []
        all_x += [*gap, *x, x[0]]
        all_y += [*gap, *y, y[0]]
    return tuple(all_x), tuple(all_y)


def _seamed(
    stored: Sequence[Sequence[int]],
) -> tuple[tuple[int, ...], tuple[int, ...]]:
    """Join closed rings into one outline that returns to its start after each."""
    all_x: list[int] = []
    all_y: list[int] = []
    for steps in stored:
        x, y = _points(steps)
        all_x += [*x, x[0], *all_x[:1]]
        all_y += [*y, y[0], *all_y[:1]]
    return tuple(all_x), tuple(all_y)
