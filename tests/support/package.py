"""Copies of the data package that a test may damage."""

from __future__ import annotations

import csv
import shutil
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from data.manifest import listed_files, write_manifest
from data.schema import DATA_DIRECTORY, package, read_package

Rows = list[dict[str, str]]


@dataclass(frozen=True)
class Copy:
    """A copy of the data package that a test may damage."""

    root: Path

    def path(self, table: str) -> Path:
        return self.root / package().table(table).path

    def rewrite(self, table: str, change: Callable[[Rows], None]) -> None:
        """Let `change` edit the rows of a table in place."""
        with self.path(table).open(encoding="utf-8", newline="") as file:
            reader = csv.DictReader(file)
            names, rows = list(reader.fieldnames or ()), list(reader)
        change(rows)
        with self.path(table).open("w", encoding="utf-8", newline="") as file:
            writer = csv.DictWriter(file, names, lineterminator="\n")
            writer.writeheader()
            writer.writerows(rows)

    def put(self, table: str, row: int, /, **cells: str) -> None:
        """Overwrite cells of the record in line `row` of the file."""
        self.rewrite(table, lambda rows: rows[row - 2].update(cells))

    def line_of(self, table: str, field: str, value: str) -> int:
        """Line of the first record with that value."""
        with self.path(table).open(encoding="utf-8", newline="") as file:
            for line, record in enumerate(csv.DictReader(file), start=2):
                if record[field] == value:
                    return line
        raise LookupError(f"{table}.{field} = {value}")


def copy_package(root: Path) -> Copy:
    """Copy the descriptor and all tables to `root`."""
    (root / "tables").mkdir(parents=True)
    for path in ["datapackage.json", *(t.path for t in package().tables.values())]:
        target = root / path
        target.parent.mkdir(parents=True, exist_ok=True)
        shutil.copy(DATA_DIRECTORY / path, target)
    return Copy(root)


def seal(copy: Copy) -> Copy:
    """Give a copy the map and a manifest of its own, as a package that was checked."""
    if not (copy.root / "geo").exists():
        shutil.copytree(DATA_DIRECTORY / "geo", copy.root / "geo")
    declared = read_package(copy.root)
    write_manifest(copy.root, declared, listed_files(copy.root, declared))
    return copy


# Damages a copy, and says in which line that shows.
Damage = Callable[[Copy], int]


def edit(table: str, field: str, value: str, /, **cells: str) -> Damage:
    """Change the record whose `field` is `value`, and say where it stands."""

    def damage(copy: Copy) -> int:
        line = copy.line_of(table, field, value)
        copy.put(table, line, **cells)
        return line

    return damage


def without(table: str, field: str, value: str) -> Damage:
    """Take away the rows of a link table, and say where its owner stands."""
    owner = {
        "contact_sources": "contacts",
        "envoy_name_sources": "envoy_names",
        "event_sources": "events",
        "seed_fact_checks": "seed_facts",
        "seed_fact_records": "seed_fact_checks",
        "source_cites": "sources",
        "statement_sources": "statements",
        "working_contact_sources": "working_contacts",
    }[table]

    def damage(copy: Copy) -> int:
        def drop(rows: Rows) -> None:
            rows[:] = [row for row in rows if row[field] != value]

        copy.rewrite(table, drop)
        return copy.line_of(owner, field, value)

    return damage
