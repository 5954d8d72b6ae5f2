"""The tables as they are written, for recounts that share no code with the project."""

from __future__ import annotations

import csv
from functools import cache

from data.schema import DATA_DIRECTORY, package


@cache
def raw(table: str) -> tuple[dict[str, str], ...]:
    """The rows of a table, each cell as its text."""
    path = DATA_DIRECTORY / package().table(table).path
    with path.open(encoding="utf-8", newline="") as file:
        return tuple(csv.DictReader(file))
