"""A valid package with many times today's contacts, statements and assessments.

Each record is copied with its links to sources, topics and flags. A copy has a key of
its own and another day of the same year, on which the same person held the same post
and contacts were searched for; all else stays, the sources included. So every rule
holds, and every page shows the same mix of records, only more of them. Nothing is
drawn by chance: the same factor gives the same files.
"""

from __future__ import annotations

import csv
import datetime as dt
import shutil
from collections.abc import Mapping
from pathlib import Path

import pandas as pd

from data.load import Dataset, load
from data.reported_counts import our_count
from data.rows import each
from data.schema import DATA_DIRECTORY, DESCRIPTOR, Table
from data.stances import ACTS_FROM

# Shapes and tiles of the map, which stand beside the tables.
MAP = "geo"

# The link tables that grow with each table.
LINKS = {
    "contacts": ("contact_sources", "contact_topics"),
    "statements": ("statement_sources", "statement_flags"),
    "assessments": ("assessment_topics",),
}

# Steps that spread points evenly however many there are: the fractions of the
# multiples of an irrational number, one for copies and one for rows.
_BY_COPY, _BY_ROW = (5**0.5 - 1) / 2, 2**0.5 - 1

Row = dict[str, str]

# The days on which a record may lie, first and last, by its key.
Spans = Mapping[str, tuple[dt.date, dt.date]]


def grow(factor: int, folder: Path, root: Path = DATA_DIRECTORY) -> None:
    """Write a package with `factor` times the records of the one in `root`.

    Args:
        factor: how often each record is there; 1 copies the package.
        folder: made where it is missing; files in it are overwritten.
        root: folder of a valid package.

    Raises:
        ValueError: the factor is less than 1.
        DataError: the package in `root` has a fault.
    """
    if factor < 1:
        message = f"the factor is {factor}, and must be 1 at least"
        raise ValueError(message)
    dataset = load(root)
    folder.mkdir(parents=True, exist_ok=True)
    shutil.copy(root / DESCRIPTOR, folder / DESCRIPTOR)
    if (root / MAP).is_dir():
        shutil.copytree(root / MAP, folder / MAP, dirs_exist_ok=True)
    owners = {link: name for name, links in LINKS.items() for link in links}
    spans = {
        "contacts": _spans_of_contacts(dataset),
        "statements": _spans_of_statements(dataset),
        "assessments": _spans_of_assessments(dataset),
    }
    for name, table in dataset.package.tables.items():
        rows = _read(root, table)
        if name in LINKS or name in owners:
            key = dataset.package.table(owners.get(name, name)).primary_key[0]
            rows = _copies(rows, key, factor, spans.get(name, {}))
        _write(folder, table, rows)
    _count_anew(folder, dataset.package.table("reported_counts"))


def _copies(rows: list[Row], key: str, factor: int, spans: Spans) -> list[Row]:
    """Each row as often as wanted, the first time as it is."""
    # All contacts of one event move together.
    together = [row.get("event_id", row[key]) for row in rows]
    number = {name: place for place, name in enumerate(dict.fromkeys(together))}
    grown = list(rows)
    for copy in range(1, factor):
        for row, group in zip(rows, together, strict=True):
            made = {**row, key: _named(row[key], copy)}
            if "event_id" in row:
                made["event_id"] = _named(row["event_id"], copy)
            if spans:
                place = (copy * _BY_COPY + number[group] * _BY_ROW) % 1
                made |= _moved(row, spans[row[key]], place)
            grown.append(made)
    return grown


def _named(key: str, copy: int) -> str:
    return f"{key}-x{copy:04}"


def _moved(row: Row, span: tuple[dt.date, dt.date], place: float) -> Row:
    """The date of a copy: `place` runs from 0, the first day of the span, to 1."""
    first, last = span
    day = first + dt.timedelta(days=int(place * ((last - first).days + 1)))
    recorded = row.get("date_as_recorded", "")
    # Where less than a day is known, the rest of the date is 01.
    if row["date_precision"] == "year" or len(recorded) == len("2022"):
        day = day.replace(month=1, day=1)
    elif row["date_precision"] == "month" or len(recorded) == len("2022-02"):
        day = day.replace(day=1)
    # That day may lie before the span; the record's own does not.
    moved = {"date": str(day) if day >= first else row["date"]}
    if recorded:
        moved["date_as_recorded"] = moved["date"][: len(recorded)]
    return moved


def _spans_of_contacts(dataset: Dataset) -> Spans:
    """Days of each contact: those on which all contacts of its event may lie."""
    contacts = dataset.contacts
    coverage = dataset.table("coverage")
    covered = coverage[coverage["completeness"] != "none"]
    leading = dataset.governments[dataset.governments["post"] != "foreign_minister"]
    bound = set(dataset.governments["actor_id"])
    span: dict[str, tuple[dt.date, dt.date]] = {}
    for row in each(contacts):
        day = row.date.date()
        allowed = [_year_of(day, dataset.last_day("contacts"))]
        allowed += _around(
            day, covered[covered["actor_id"] == row.actor_id], "period_start"
        )
        if row.actor_id in bound and day >= ACTS_FROM:
            held = leading[leading["actor_id"] == row.actor_id]
            allowed += _around(day, held[held["holder"] == row.counterpart], "start")[
                :1
            ]
        earlier = span.get(row.event_id, allowed[0])
        span[row.event_id] = _shared([earlier, *allowed])
    pairs = zip(contacts["contact_id"], contacts["event_id"], strict=True)
    return {contact: span[event] for contact, event in pairs}


def _spans_of_statements(dataset: Dataset) -> Spans:
    """Days of each statement: those on which its speaker held the office."""
    governments = dataset.governments
    spans = {}
    for row in each(dataset.statements):
        day = row.date.date()
        held = governments[
            (governments["actor_id"] == row.actor_id)
            & (governments["holder"] == row.speaker)
            & (governments["post"] == row.office_level)
        ]
        year = _year_of(day, dataset.last_day("stances"))
        spans[row.statement_id] = _shared([year, *_around(day, held, "start")[:1]])
    return spans


def _spans_of_assessments(dataset: Dataset) -> Spans:
    """Days of each assessment: those of its year."""
    last = dataset.last_day("assessments")
    return {
        row.assessment_id: _year_of(row.date.date(), last)
        for row in each(dataset.assessments)
    }


def _year_of(day: dt.date, last: dt.date) -> tuple[dt.date, dt.date]:
    """First and last day of a year, as far as the collection goes."""
    return dt.date(day.year, 1, 1), min(dt.date(day.year, 12, 31), last)


def _around(
    day: dt.date, periods: pd.DataFrame, start: str
) -> list[tuple[dt.date, dt.date]]:
    """First and last day of the periods that hold a day.

    A period of coverage holds its last day, a tenure ends on the day after.
    """
    end, after = ("end", 1) if start == "start" else ("period_end", 0)
    found = []
    for first, last in zip(periods[start], periods[end], strict=True):
        ends = dt.date.max if pd.isna(last) else last.date() - dt.timedelta(days=after)
        if first.date() <= day <= ends:
            found.append((first.date(), ends))
    return found


def _shared(spans: list[tuple[dt.date, dt.date]]) -> tuple[dt.date, dt.date]:
    """First and last of the days that all spans have."""
    return max(first for first, _ in spans), min(last for _, last in spans)


def _count_anew(folder: Path, table: Table) -> None:
    """Write our counts beside those that others stated, of the contacts there now."""
    dataset = load(folder)
    rows = _read(folder, table)
    for row, (_, claim) in zip(rows, dataset.reported_counts.iterrows(), strict=True):
        counted = our_count(claim, dataset.contacts)
        if counted is not None:
            row["our_count"] = f"{counted:.1f}".removesuffix(".0")
    _write(folder, table, rows)


def _read(root: Path, table: Table) -> list[Row]:
    with (root / table.path).open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def _write(folder: Path, table: Table, rows: list[Row]) -> None:
    """Write the rows sorted by key, numbers as numbers."""
    numbers = {field.name for field in table.fields if field.type == "integer"}

    def key(row: Row) -> tuple[str | int, ...]:
        cells = ((name, row[name]) for name in table.primary_key)
        return tuple(int(cell) if name in numbers else cell for name, cell in cells)

    ordered = sorted(rows, key=key)
    path = folder / table.path
    path.parent.mkdir(parents=True, exist_ok=True)
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, table.names, lineterminator="\n")
        writer.writeheader()
        writer.writerows(ordered)
