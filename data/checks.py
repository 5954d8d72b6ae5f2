"""Checks of tables as read: constraints, keys, references.

Vectorised, so that every start of the app can afford them. They only tell whether a
table is sound; `diagnose` then finds the fault. No cell holds a line break, so that
record number n stands in line n + 2 (the header is line 1).
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping

import pyarrow as pa
import pyarrow.compute as pc

from data.errors import DataError
from data.schema import Field, Package, Table


def line_of(index: object) -> int:
    """The line in the file of the record with that number, counted from 0."""
    return int(str(index)) + 2


def is_sound(table: Table, rows: pa.Table) -> bool:
    """Whether there are rows that keep every constraint and have distinct keys."""
    return (
        rows.num_rows > 0
        and all(
            _is_field_sound(field, rows.column(field.name)) for field in table.fields
        )
        and _are_keys_distinct(table, rows)
    )


def reference_faults(
    package: Package, tables: Mapping[str, pa.Table]
) -> Iterator[DataError]:
    """Every reference that leads nowhere, between the tables that are given."""
    for table in package.tables.values():
        for key in table.foreign_keys:
            if table.name not in tables or key.table not in tables:
                continue
            column = tables[table.name].column(key.field)
            found = pc.is_in(column, value_set=tables[key.table].column(key.target))
            lost = pc.invert(pc.or_(found, pc.equal(column, "")))
            for index in pc.indices_nonzero(lost).to_pylist():
                reason = f"{column[index].as_py()!r} is not in the table {key.table}"
                yield DataError(table.file, reason, row=line_of(index), field=key.field)


def _is_field_sound(field: Field, column: pa.ChunkedArray) -> bool:
    given = _given(field, column)
    if field.required and not _all(given):
        return False
    if field.unique:
        values = column.filter(given)
        if pc.count_distinct(values).as_py() != len(values):
            return False
    # A missing value keeps every constraint but `required`.
    return all(
        _all(pc.or_(pc.fill_null(good, True), pc.invert(given)))
        for good in _constraints(field, column)
    )


def _given(field: Field, column: pa.ChunkedArray) -> pa.ChunkedArray:
    if pa.types.is_string(field.arrow_type):
        return pc.not_equal(pc.utf8_trim_whitespace(column), "")
    return pc.is_valid(column)


def _all(good: pa.ChunkedArray) -> bool:
    return bool(pc.all(good).as_py())


def _constraints(field: Field, column: pa.ChunkedArray) -> Iterator[pa.ChunkedArray]:
    if field.enum:
        yield pc.is_in(column, value_set=pa.array(field.enum))
    if field.pattern:
        yield pc.match_substring_regex(column, pattern=f"^(?:{field.pattern})$")
    if field.type == "number":
        yield pc.is_finite(column)
    if field.minimum is not None:
        yield pc.greater_equal(column, field.minimum)
    if field.maximum is not None:
        yield pc.less_equal(column, field.maximum)


def _are_keys_distinct(table: Table, rows: pa.Table) -> bool:
    parts = [pc.cast(rows.column(name), pa.string()) for name in table.primary_key]
    key = pc.binary_join_element_wise(*parts, "/") if len(parts) > 1 else parts[0]
    return bool(pc.count_distinct(key).as_py() == rows.num_rows)
