"""Checks of a table as read: rows, constraints, and keys.

Vectorised, so that every start of the app can afford them. Each fault is raised as
a DataError that names the file, the line and the field. No cell holds a line break,
so that record number n stands in line n + 2 (the header is line 1).
"""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from data.errors import DataError
from data.schema import Field, Package, Table

FIRST_LINE = 2


def check_table(table: Table, rows: pa.Table) -> None:
    """Check that there are rows, then every constraint, then the primary key.

    Raises:
        DataError: The first fault in the order of the fields.
    """
    if rows.num_rows == 0:
        raise DataError(table.file, "the table holds no rows")
    for field in table.fields:
        column = rows.column(field.name).combine_chunks()
        given = _given(field, column)
        _check_required(table, field, given)
        _check_values(table, field, column, given)
    _check_primary_key(table, rows)


def check_foreign_keys(package: Package, tables: Mapping[str, pa.Table]) -> None:
    """Check that every reference between tables leads to a record.

    Raises:
        DataError: The first reference that leads nowhere.
    """
    for table in package.tables.values():
        for key in table.foreign_keys:
            column = tables[table.name].column(key.field)
            found = pc.is_in(column, value_set=tables[key.table].column(key.target))
            found = pc.or_(found, pc.equal(column, ""))
            _raise_first(
                table, table.field(key.field), column, found,
                f"{{value}} is not in the table {key.table}",
            )  # fmt: skip


def _given(field: Field, column: pa.Array) -> pa.Array:
    if pa.types.is_string(field.arrow_type):
        return pc.not_equal(column, "")
    return pc.is_valid(column)


def _check_required(table: Table, field: Field, given: pa.Array) -> None:
    if field.required:
        _raise_first(table, field, None, given, "a required value is missing")


def _check_values(
    table: Table, field: Field, column: pa.Array, given: pa.Array
) -> None:
    for good, reason in _constraints(field, column):
        kept = pc.or_(pc.fill_null(good, False), pc.invert(given))
        _raise_first(table, field, column, kept, reason)
    if field.unique:
        values = column.filter(given)
        if pc.count_distinct(values).as_py() != len(values):
            kept = pc.or_(_first_of_its_kind(column), pc.invert(given))
            _raise_first(table, field, column, kept, "{value} occurs twice")


def _constraints(field: Field, column: pa.Array) -> list[tuple[pa.Array, str]]:
    checks = []
    if field.enum:
        codes = pa.array(field.enum)
        listed = ", ".join(field.enum)
        checks.append(
            (pc.is_in(column, value_set=codes), f"{{value}} is not one of {listed}")
        )
    if field.pattern:
        matched = pc.match_substring_regex(column, pattern=f"^(?:{field.pattern})$")
        checks.append((matched, f"{{value}} does not match {field.pattern}"))
    if field.type == "number":
        checks.append((pc.is_finite(column), "{value} is not a finite number"))
    if field.minimum is not None:
        low = pc.greater_equal(column, field.minimum)
        checks.append((low, f"{{value}} is less than {field.minimum:g}"))
    if field.maximum is not None:
        high = pc.less_equal(column, field.maximum)
        checks.append((high, f"{{value}} is more than {field.maximum:g}"))
    return checks


def _check_primary_key(table: Table, rows: pa.Table) -> None:
    names = table.primary_key
    key = rows.column(names[0]).combine_chunks()
    if len(names) > 1:
        parts = [pc.cast(rows.column(name), pa.string()) for name in names]
        key = pc.binary_join_element_wise(*parts, "/").combine_chunks()
    if pc.count_distinct(key).as_py() == len(key):
        return
    _raise_first(
        table, table.field(names[0]), key, _first_of_its_kind(key),
        "the key {value} occurs twice",
    )  # fmt: skip


def _first_of_its_kind(column: pa.Array) -> pa.Array:
    codes = column.dictionary_encode().indices.to_numpy(zero_copy_only=False)
    first = np.zeros(len(codes), dtype=bool)
    first[np.unique(codes, return_index=True)[1]] = True
    return pa.array(first)


def _raise_first(
    table: Table,
    field: Field,
    column: pa.Array | None,
    good: pa.Array,
    reason: str,
) -> None:
    """Raise for the first row where `good` is false; `{value}` names its cell."""
    index = pc.index(good, False).as_py()
    if index < 0:
        return
    if column is not None:
        value = column[index].as_py()
        shown = repr(value) if isinstance(value, str) else str(value)
        reason = reason.replace("{value}", shown)
    raise DataError(table.file, reason, row=index + FIRST_LINE, field=field.name)
