"""Every fault of the tables, by file, row and field.

A file is first looked at column by column, each different cell once: most files are
sound, and large ones repeat themselves (measured: a thousand times today's records load
in a quarter of the time). Only a file that looks doubtful is gone through cell by cell
with the standard library, which tells of each cell in which line it stands. Loading
stops at the first fault; validation lists all. No cell may hold a line break, so that
record number n stands in line n + 2 (the header is line 1).
"""

from __future__ import annotations

import csv
import datetime as dt
import io
import math
import re
import unicodedata
from collections.abc import Callable, Iterator, Mapping
from types import MappingProxyType

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
from pyarrow import csv as columns

from data.escape import is_address, not_in_names, unseen
from data.schema import DataError, Field, Package, Table

_OPEN_QUOTE = "a quotation mark is not closed, or the file is cut off"

# A longer cell is no text of anybody: a quotation took in what follows. The standard
# library's reader has a limit, too, but any module may move that one.
LONGEST = 2**17
_TOO_LONG = f"a cell holds more than {LONGEST} signs: is a quotation mark not closed?"

_BARE_CR = "a line ends in CR alone: save the file with LF at the line ends"
_SEPARATORS = {";": "semicolons", "\t": "tabulators", "|": "bars"}

# By this a field is declared as an address of the web.
_ADDRESS = "^https?://"

# Columns that name somebody or something, in any table (see `escape.not_in_names`).
NAMES = frozenset(
    {
        *("name", "name_as_printed", "label", "cited_name", "counterpart", "holder"),
        *("speaker", "person", "person_office", "named_by", "russian_counterpart"),
        *("other_participants", "office", "place", "role_as_printed"),
    }
)

# Without these there is nothing to show; every other table may be empty.
FILLED = ("actors", "contact_sources", "contacts", "coverage", "publishers", "sources")


def faults(raw: bytes, table: Table) -> Iterator[DataError]:
    """Every fault of the file of one table, in the order of the file.

    What makes the rest unreadable (the encoding, the header) is the last that is
    found. References to other tables are not looked at.
    """
    if _is_sound(raw, table):
        return
    try:
        text = raw.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        row = raw.count(b"\n", 0, error.start) + 1
        reason = "the file is not UTF-8 text: save it as UTF-8"
        yield DataError(table.file, reason, row=row)
        return
    if "\r" in text and "\n" not in text:
        yield DataError(table.file, _BARE_CR)
        return
    yield from _faults_of_records(table, text)


# Bytes that no sound file holds, but for LF at the line ends.
_DOUBTFUL = bytes([*range(0x0A), *range(0x0B, 0x20), 0x7F])


def _is_sound(raw: bytes, table: Table) -> bool:
    """Whether a file has no fault for sure; where it is not sure, that it may have."""
    if raw.startswith(b"\xef\xbb\xbf") or not raw.endswith(b"\n"):
        return False
    if len(raw.translate(None, _DOUBTFUL)) != len(raw) or _has_odd_quotes(raw):
        return False
    try:
        cells = columns.read_csv(
            pa.py_buffer(raw),
            columns.ReadOptions(use_threads=False, block_size=len(raw) + 1),
            columns.ParseOptions(newlines_in_values=True, ignore_empty_lines=False),
            columns.ConvertOptions(
                column_types=dict.fromkeys(table.names, pa.string()),
                strings_can_be_null=False,
            ),
        )
    except pa.ArrowInvalid:
        return False
    # Fewer records than lines: a quotation took in the end of a line.
    if cells.column_names != list(table.names) or not cells.num_rows:
        return False
    if cells.num_rows + 1 != raw.count(b"\n"):
        return False
    return _keys_differ(table, cells) and not any(
        cell_fault(field, cell) or len(cell) > LONGEST
        for field, column in zip(table.fields, cells.columns, strict=True)
        for cell in pc.unique(column).to_pylist()
    )


def _has_odd_quotes(raw: bytes) -> bool:
    """Whether a line has an odd number of quotation marks."""
    signs = np.frombuffer(raw, dtype=np.uint8)
    ends = np.flatnonzero(signs == ord("\n"))
    # How many marks stand before the end of each line.
    marks = np.searchsorted(np.flatnonzero(signs == ord('"')), ends)
    return bool((marks % 2).any())


def _keys_differ(table: Table, cells: pa.Table) -> bool:
    """Whether no primary key and no unique cell occurs twice."""
    parts = [cells.column(name) for name in table.primary_key]
    key = parts[0] if len(parts) == 1 else pc.binary_join_element_wise(*parts, "/")
    if pc.count_distinct(key).as_py() < cells.num_rows:
        return False
    unique = [cells.column(field.name) for field in table.fields if field.unique]
    filled = [column.filter(pc.not_equal(column, "")) for column in unique]
    return all(pc.count_distinct(c).as_py() == len(c) for c in filled)


def line_of(index: object) -> int:
    """The line in the file of the record with that number, counted from 0."""
    return int(str(index)) + 2


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


def _faults_of_records(table: Table, text: str) -> Iterator[DataError]:
    # Cut as the CSV reader cuts: at LF, CR LF and a CR alone.
    lines = list(io.StringIO(text, newline=""))
    for number, line in enumerate(lines, start=1):
        if line.endswith("\r"):
            yield DataError(table.file, _BARE_CR, row=number)
    records = _records(lines)
    _, _, header = next(records, (1, "", None))
    if fault := _header_fault(table, header):
        yield DataError(table.file, fault, row=1 if header else None)
        return
    keys, number = _Keys(table), 1
    for number, written, cells in records:
        if written.count('"') % 2:
            yield DataError(table.file, _OPEN_QUOTE, row=number)
            continue
        if cells is None or any(len(cell) > LONGEST for cell in cells):
            yield DataError(table.file, _TOO_LONG, row=number)
            continue
        yield from _row_faults(table, number, cells)
        if len(cells) == len(table.fields):
            yield from keys.faults(number, cells)
    if number == 1 and table.name in FILLED:
        yield DataError(table.file, "the table holds no rows")


def _records(lines: list[str]) -> Iterator[tuple[int, str, list[str] | None]]:
    """Each record with the line in which it begins and as it is written.

    The header is the first. None stands for the cells of a record that is too long for
    the reader, which is then the last. This is as lenient with quotation marks as
    pyarrow, which reads the values.
    """
    records = csv.reader(lines)
    start = 0
    while True:
        cells: list[str] | None = None
        try:
            cells = next(records)
        except StopIteration:
            return
        except csv.Error:
            pass
        yield start + 1, "".join(lines[start : records.line_num]), cells
        if cells is None:
            return
        start = records.line_num


def _header_fault(table: Table, header: list[str] | None) -> str | None:
    if header is None:
        return "the file is empty"
    if header == list(table.names):
        return None
    if len(header) == 1 and (found := re.search(r"[;\t|]", header[0])):
        what = _SEPARATORS[found[0]]
        return f"the columns are separated by {what}: save the file with commas"
    if not set(header) & set(table.names):
        return "no column has a declared name: is the header missing?"
    twice = [name for name in table.names if header.count(name) > 1]
    if twice:
        return f"columns that stand twice: {', '.join(twice)}"
    missing = [name for name in table.names if name not in header]
    if missing:
        return f"missing columns: {', '.join(missing)}"
    unknown = [name for name in header if name not in table.names]
    if unknown:
        return f"unknown columns: {', '.join(unknown)}"
    moved = next(n for n, name in enumerate(table.names) if header[n] != name)
    wanted = f"where {table.names[moved]} is declared"
    return f"column {moved + 1} is {header[moved]}, {wanted}"


def _row_faults(table: Table, line: int, cells: list[str]) -> Iterator[DataError]:
    if not cells:
        yield DataError(table.file, "the line is empty: remove it", row=line)
    elif len(cells) != len(table.fields):
        reason = (
            f"{len(table.fields)} cells are expected, {len(cells)} found: "
            "a text with commas stands in quotation marks"
        )
        yield DataError(table.file, reason, row=line)
    else:
        for field, cell in zip(table.fields, cells, strict=True):
            if fault := cell_fault(field, cell):
                yield DataError(table.file, fault, row=line, field=field.name)


def cell_fault(field: Field, cell: str) -> str | None:
    """What is wrong with one cell by itself; None where nothing is."""
    if not cell.strip() and field.required:
        return "a required value is missing"
    if sign := unseen(cell):
        return _unseen_fault(sign)
    if not cell or (not cell.strip() and field.type not in _TYPES):
        return None
    if field.type in _TYPES:
        is_valid, wanted = _TYPES[field.type]
        if not is_valid(cell):
            return f"{cell!r} is not {wanted}"
    if field.name in NAMES and (signs := not_in_names(cell)):
        return f"a name does not hold {signs!r}"
    return _constraint_fault(field, cell)


def _unseen_fault(sign: str) -> str:
    if sign in "\r\n":
        return "a cell holds a line break"
    what = f"U+{ord(sign):04X}"
    if unicodedata.category(sign) == "Cc":
        return f"a cell holds the control character {what}"
    if sign == "\ufffd":
        return f"a cell holds {what}, which stands where a letter was lost"
    return f"a cell holds {what}, which is not seen but changes how the text is read"


def _constraint_fault(field: Field, cell: str) -> str | None:
    if field.enum and cell not in field.enum:
        return f"{cell!r} is not one of {', '.join(field.enum)}"
    if field.pattern and not re.fullmatch(field.pattern, cell):
        return f"{cell!r} does not match {field.pattern}"
    if field.pattern and field.pattern.startswith(_ADDRESS) and not is_address(cell):
        return f"{cell!r} is not an address of the web that leads where it says"
    if field.minimum is not None and float(cell) < field.minimum:
        return f"{cell} is less than {field.minimum:g}"
    if field.maximum is not None and float(cell) > field.maximum:
        return f"{cell} is more than {field.maximum:g}"
    return None


class _Keys:
    """What the primary key and the unique fields held in the rows so far."""

    def __init__(self, table: Table) -> None:
        self._table = table
        at = {name: position for position, name in enumerate(table.names)}
        self._key = [at[name] for name in table.primary_key]
        self._unique = [(at[f.name], f.name) for f in table.fields if f.unique]
        self._first: dict[tuple[str, str], int] = {}

    def faults(self, line: int, cells: list[str]) -> Iterator[DataError]:
        """The keys of one row that an earlier row has already."""
        key = "/".join(cells[position] for position in self._key)
        held = [("the key ", self._table.primary_key[0], key)]
        held += [("", name, cells[at]) for at, name in self._unique if cells[at]]
        for what, name, value in held:
            first = self._first.setdefault((what + name, value), line)
            if first != line:
                reason = f"{what}{value!r} occurs twice, first in row {first}"
                yield DataError(self._table.file, reason, row=line, field=name)


def _is_date(cell: str) -> bool:
    if not re.fullmatch(r"[0-9]{4}-[0-9]{2}-[0-9]{2}", cell):
        return False
    try:
        dt.date.fromisoformat(cell)
    except ValueError:
        return False
    return True


def _is_number(cell: str) -> bool:
    # So many digits that they are no number any more would be read as infinite.
    return re.fullmatch(r"-?[0-9]+(\.[0-9]+)?", cell) is not None and math.isfinite(
        float(cell)
    )


def _is_integer(cell: str) -> bool:
    return re.fullmatch(r"-?[0-9]{1,18}", cell) is not None


# Test and wording by type; a text or a list can be anything.
_TYPES: Mapping[str, tuple[Callable[[str], bool], str]] = MappingProxyType(
    {
        "integer": (_is_integer, "a whole number of at most 18 digits"),
        "number": (_is_number, "a number"),
        "boolean": (lambda cell: cell in ("true", "false"), "true or false"),
        "date": (_is_date, "a day of the calendar as YYYY-MM-DD"),
    }
)
