"""Find the cell that keeps a file from being read.

The fast reader says that a file is damaged but not where. This one goes through it
cell by cell with the standard library, only after the fast one has failed.
"""

from __future__ import annotations

import csv
import datetime as dt
import io
import re
from collections.abc import Callable, Iterator, Mapping
from types import MappingProxyType

from data.errors import DataError
from data.schema import Field, Table


def _is_date(cell: str) -> bool:
    if not re.fullmatch(r"\d{4}-\d{2}-\d{2}", cell):
        return False
    try:
        dt.date.fromisoformat(cell)
    except ValueError:
        return False
    return True


def _is_number(cell: str) -> bool:
    try:
        float(cell)
    except ValueError:
        return False
    return "_" not in cell


def _is_integer(cell: str) -> bool:
    return re.fullmatch(r"[+-]?\d+", cell.strip()) is not None


# Test and wording by type; a text or a list can be anything.
_TYPES: Mapping[str, tuple[Callable[[str], bool], str]] = MappingProxyType(
    {
        "integer": (_is_integer, "a whole number"),
        "number": (_is_number, "a number"),
        "boolean": (lambda cell: cell in ("yes", "no"), "yes or no"),
        "date": (_is_date, "a date of the form YYYY-MM-DD"),
    }
)


def diagnose(raw: bytes, table: Table, message: str) -> DataError:
    """Return the error that names the first fault of a file that cannot be read.

    Args:
        raw: The bytes of the file.
        table: What the file should be.
        message: What the fast reader said, for a fault that is not found here.
    """
    try:
        text = raw.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        row = raw.count(b"\n", 0, error.start) + 1
        return DataError(table.file, "the file is not UTF-8 text", row=row)
    lines = csv.reader(io.StringIO(text, newline=""), strict=True)
    try:
        return _first_fault(table, lines, message)
    except csv.Error as error:
        return DataError(table.file, f"malformed row ({error})", row=lines.line_num)


def _first_fault(table: Table, lines: Iterator[list[str]], message: str) -> DataError:
    header = next(lines, None)
    if header is None:
        return DataError(table.file, "the file is empty")
    if header != list(table.names):
        return DataError(table.file, _header_fault(table, header), row=1)
    for number, cells in enumerate(lines, start=2):
        if len(cells) != len(header):
            reason = f"{len(header)} cells are expected, {len(cells)} found"
            return DataError(table.file, reason, row=number)
        for field, cell in zip(table.fields, cells, strict=True):
            fault = _cell_fault(field, cell)
            if fault:
                return DataError(table.file, fault, row=number, field=field.name)
    return DataError(table.file, f"the file cannot be read ({message})")


def _header_fault(table: Table, header: list[str]) -> str:
    missing = [name for name in table.names if name not in header]
    if missing:
        return f"missing columns: {', '.join(missing)}"
    unknown = [name for name in header if name not in table.names]
    if unknown:
        return f"unknown columns: {', '.join(unknown)}"
    return f"the columns are not in the order {', '.join(table.names)}"


def _cell_fault(field: Field, cell: str) -> str | None:
    if "\n" in cell or "\r" in cell:
        return "a cell holds a line break"
    if not cell or field.type not in _TYPES:
        return None
    is_valid, wanted = _TYPES[field.type]
    return None if is_valid(cell) else f"{cell!r} is not {wanted}"
