"""Whether the descriptor holds together and declares what the app reads.

Only what a table's file cannot show: a field that is missing here is an unknown
column there, but a table that is missing here would simply not be read.
"""

from __future__ import annotations

import re
from pathlib import PurePosixPath

from data.errors import DataError
from data.schema import DESCRIPTOR, Package, Table

# What the app reads by name.
TABLES = (
    "actors", "affiliation_sources", "affiliations", "assessment_topics",
    "assessments", "codebook", "contact_sources", "contact_topics", "contacts",
    "corrections", "coverage", "experts", "governments", "publishers",
    "reported_counts", "seed_facts", "source_cites", "sources", "statement_flags",
    "statement_sources", "statements", "topics",
)  # fmt: skip
CUTOFFS = ("contacts", "stances", "assessments")


def check_declaration(package: Package) -> None:
    """Check the descriptor by itself.

    Raises:
        DataError: The first thing that is missing or leads nowhere.
    """
    for name in TABLES:
        _demand(name in package.tables, f"the table {name} is not declared")
    for subject in CUTOFFS:
        _demand(subject in package.cutoffs, f"the cut-off of {subject} is missing")
    for table in package.tables.values():
        _check_path(table)
        _check_keys(package, table)
        _check_fields(table)


def _check_path(table: Table) -> None:
    path = PurePosixPath(table.path)
    inside = not path.is_absolute() and ".." not in path.parts
    _demand(inside, f"the path of {table.name} leads out of the folder: {table.path}")


def _check_keys(package: Package, table: Table) -> None:
    for name in table.primary_key:
        known = name in table.names
        _demand(known, f"the primary key of {table.name} names no field: {name}")
    for key in table.foreign_keys:
        what = f"the foreign key {table.name}.{key.field}"
        _demand(key.field in table.names, f"{what} is no field")
        _demand(key.table in package.tables, f"{what} names no table: {key.table}")
        known = key.target in package.tables[key.table].names
        _demand(known, f"{what} names no field of {key.table}: {key.target}")


def _check_fields(table: Table) -> None:
    distinct = len(set(table.names)) == len(table.names)
    _demand(distinct, f"the table {table.name} declares a field twice")
    for field in table.fields:
        what = f"{table.name}.{field.name}"
        labelled = tuple(category.value for category in field.categories)
        same = labelled == field.enum
        _demand(same, f"the labels of {what} are not those of its codes")
        for bound in (field.minimum, field.maximum):
            _demand(_is_bound(bound), f"a bound of {what} is no number: {bound!r}")
        try:
            re.compile(field.pattern or "")
        except (re.error, TypeError) as error:
            _demand(False, f"the pattern of {what} is malformed ({error})")


def _is_bound(bound: object) -> bool:
    return bound is None or isinstance(bound, int | float)


def _demand(holds: bool, reason: str) -> None:
    if not holds:
        raise DataError(DESCRIPTOR, reason)
