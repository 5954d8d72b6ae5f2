"""One clear error for each kind of damage of a file, with its place."""

from __future__ import annotations

import csv
import sys

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from data.check import faults
from data.load import load, typed
from data.schema import DATA_DIRECTORY, DataError, package

TABLES = sorted(package().tables)
WIDTH = len(package().table("contacts").fields)
LINES = (DATA_DIRECTORY / package().table("contacts").path).read_bytes().count(b"\n")


def fails(copy) -> DataError:
    with pytest.raises(DataError) as caught:
        load(copy.root)
    return caught.value


@pytest.mark.parametrize(
    ("table", "row", "cells", "reason"),
    [
        (
            "contacts",
            5,
            {"date": "2022-13-01"},
            "'2022-13-01' is not a day of the calendar",
        ),
        (
            "contacts",
            5,
            {"date": "1 May 2022"},
            "is not a day of the calendar as YYYY-MM-DD",
        ),
        ("contacts", 5, {"duration_min": "long"}, "'long' is not a whole number"),
        ("contacts", 5, {"duration_min": "1.5"}, "'1.5' is not a whole number"),
        ("contacts", 5, {"duration_min": "0"}, "0 is less than 1"),
        ("contact_sources", 5, {"reread": "maybe"}, "'maybe' is not true or false"),
        ("reported_counts", 5, {"value": "about"}, "'about' is not a number"),
        ("reported_counts", 5, {"value": "nan"}, "'nan' is not a number"),
        ("source_cites", 5, {"level": "3"}, "3 is more than 2"),
        ("contacts", 5, {"duration_min": "1 075"}, "is not a whole number"),
        ("contacts", 5, {"duration_min": "9" * 20}, "of at most 18 digits"),
        ("reported_counts", 5, {"our_count": "24,7"}, "'24,7' is not a number"),
        ("contacts", 5, {"kind": ""}, "a required value is missing"),
        ("contacts", 5, {"counterpart": "  "}, "a required value is missing"),
        ("contacts", 5, {"date": ""}, "a required value is missing"),
        ("contacts", 5, {"kind": "fax"}, "'fax' is not one of call, joint_call"),
        ("contacts", 5, {"event_id": "Ev 1"}, "'Ev 1' does not match"),
        ("sources", 5, {"published": "May 2022"}, "'May 2022' does not match"),
        ("contacts", 5, {"actor_id": "XYZ"}, "'XYZ' is not in the table actors"),
        ("contact_sources", 5, {"source_id": "no"}, "'no' is not in the table sources"),
        ("contacts", 5, {"note": "two\nlines"}, "a cell holds a line break"),
        ("contacts", 5, {"note": "a\x00b"}, "holds the control character U+0000"),
        ("contacts", 5, {"note": "a\tb"}, "holds the control character U+0009"),
        ("contacts", 5, {"note": "a\u202eb"}, "U+202E, which is not seen but changes"),
        ("actors", 5, {"name": "a\u200bb"}, "U+200B, which is not seen but changes"),
        ("sources", 5, {"title": "a\ufffdb"}, "stands where a letter was lost"),
        ("sources", 5, {"url": "https://a.test@b.test"}, "not an address of the web"),
        ("sources", 5, {"url": "https://a.test/ b"}, "not an address of the web"),
        ("publishers", 5, {"eu_source_url": 'https://a.test/"'}, "not an address of"),
        ("actors", 5, {"iso2": "AL"}, "'AL' occurs twice"),
    ],
)
def test_bad_cell(copy, table, row, cells, reason):
    copy.put(table, row, **cells)
    error = fails(copy)
    (field,) = cells
    assert (error.file, error.row, error.field) == (f"{table}.csv", row, field)
    assert reason in error.reason
    assert str(error).startswith(f"{table}.csv, row {row}, field {field}: ")


def test_duplicate_key(copy):
    first = copy.line_of("contacts", "contact_id", "fra-2017-05-18-call")
    copy.put("contacts", first + 1, contact_id="fra-2017-05-18-call")
    error = fails(copy)
    assert (error.file, error.row) == ("contacts.csv", first + 1)
    wanted = f"the key 'fra-2017-05-18-call' occurs twice, first in row {first}"
    assert error.reason == wanted


def test_duplicate_key_of_two_fields(copy):
    copy.rewrite("contact_topics", lambda rows: rows.insert(1, dict(rows[0])))
    error = fails(copy)
    assert (error.file, error.row) == ("contact_topics.csv", 3)
    assert "occurs twice" in error.reason


def _drop_column(text: str) -> str:
    return text.replace("contact_id,event_id,", "contact_id,", 1)


def _swap_columns(text: str) -> str:
    return text.replace("contact_id,event_id,", "event_id,contact_id,", 1)


def _rename_column(text: str) -> str:
    return text.replace(",kind,", ",kind,sort,", 1)


def _extra_cell(text: str) -> str:
    lines = text.split("\n")
    lines[3] += ",one more"
    return "\n".join(lines)


def _cut_off(text: str) -> str:
    return text[: text.index("2022-05-27")]


def _blank_line(text: str) -> str:
    lines = text.split("\n")
    lines.insert(3, "")
    return "\n".join(lines)


def _open_quote(text: str) -> str:
    head, _, last = text.rstrip("\n").rpartition(",")
    assert "," not in last
    return f'{head},"{last}\n'


def _endless_quote(text: str) -> str:
    return text + '"' + "x" * 200_000


def _stray_quote(text: str) -> str:
    assert text.split("\n")[3].endswith("listed under France.")
    return text.replace("under France", 'under "France', 1)


@pytest.mark.parametrize(
    ("damage", "row", "reason"),
    [
        (_drop_column, 1, "missing columns: event_id"),
        (_swap_columns, 1, "column 1 is event_id, where contact_id is declared"),
        (_rename_column, 1, "unknown columns: sort"),
        (_extra_cell, 4, f"{WIDTH} cells are expected, {WIDTH + 1} found"),
        (_cut_off, 3, f"{WIDTH} cells are expected, 1 found"),
        (_blank_line, 4, "the line is empty"),
        (_open_quote, 174, "a quotation mark is not closed"),
        (_stray_quote, 4, "a quotation mark is not closed"),
        (_endless_quote, LINES + 1, "a quotation mark is not closed"),
        (lambda text: text.replace(",note\n", ",office\n"), 1, "twice: office"),
        (lambda text: text.split("\n", 1)[1], 1, "is the header missing?"),
        (lambda text: text.replace(",", ";"), 1, "separated by semicolons"),
        (lambda text: text.replace(",", "\t"), 1, "separated by tabulators"),
        (lambda text: text.replace("\n", "\r"), None, "a line ends in CR alone"),
        (lambda text: "", None, "the file is empty"),
        (lambda text: text.split("\n")[0] + "\n", None, "the table holds no rows"),
    ],
)
def test_bad_file(copy, damage, row, reason):
    path = copy.path("contacts")
    path.write_text(damage(path.read_text(encoding="utf-8")), encoding="utf-8")
    error = fails(copy)
    assert (error.file, error.row, error.field) == ("contacts.csv", row, None)
    assert reason in error.reason


@pytest.fixture(params=[2**17, sys.maxsize])
def limit(request):
    """What any module may set for all: the longest cell that the CSV reader takes."""
    before = csv.field_size_limit(request.param)
    yield
    csv.field_size_limit(before)


@pytest.mark.parametrize(
    ("end", "reason"),
    [
        ('"' + "x" * 200_000, "a quotation mark is not closed"),
        ("x" * 200_000 + "\n", "a cell holds more than 131072 signs"),
    ],
)
def test_a_cell_without_end_is_named_whatever_the_reader_takes(
    copy, limit, end, reason
):
    path = copy.path("contacts")
    text = path.read_text(encoding="utf-8")
    path.write_text(text.rstrip("\n") + end, encoding="utf-8")
    error = fails(copy)
    assert (error.row, error.field) == (LINES, None)
    assert error.reason.startswith(reason)


def test_not_utf8(copy):
    path = copy.path("contacts")
    raw = path.read_bytes()
    at = raw.index("Orbán".encode())
    path.write_bytes(raw[:at] + "Orbán".encode("latin-1") + raw[at + 6 :])
    error = fails(copy)
    assert (error.file, error.row) == ("contacts.csv", raw.count(b"\n", 0, at) + 1)
    assert error.reason == "the file is not UTF-8 text: save it as UTF-8"


@pytest.mark.parametrize("name", TABLES)
def test_sound_tables_have_no_fault(name):
    table = package().table(name)
    assert list(faults((DATA_DIRECTORY / table.path).read_bytes(), table)) == []


edits = st.lists(
    st.tuples(
        st.floats(0, 1, exclude_max=True),
        st.integers(0, 40),
        st.sampled_from(
            [
                b"", b",", b'"', b"\n", b"\r", b"\r\n", b"\x00", b"\t", b";", b" ",
                b"\xff", b"-", b"0", b"9" * 20, b"9" * 400, b"1,075", b"2022-02-30",
                b"nan", b"+1", b"1e3", b"yes", b"x", "٣".encode(),
            ]
        ),
    ),
    min_size=1,
    max_size=3,
)  # fmt: skip


def damaged(raw: bytes, changes) -> bytes:
    """The bytes with some cut out and others put in, each at a share of the length."""
    for at, cut, put in changes:
        start = int(at * len(raw))
        raw = raw[:start] + put + raw[start + cut :]
    return raw


@given(st.sampled_from(TABLES), edits)
@example("contact_topics", [(0.3333333333333333, 1, b"\r")])
@settings(max_examples=150, derandomize=True)
def test_what_has_no_fault_is_read_row_by_row(name, changes):
    """The check and pyarrow read alike: a message relies on the line of a record."""
    table = package().table(name)
    raw = damaged((DATA_DIRECTORY / table.path).read_bytes(), changes)
    if not list(faults(raw, table)):
        lines = raw.removesuffix(b"\n").count(b"\n")
        assert typed(raw, table).num_rows == lines


@pytest.mark.parametrize(
    ("table", "field", "cell", "reason"),
    [
        ("contacts", "place", "\t", "a cell holds the control character U+0009"),
        ("contacts", "place", "\n", "a cell holds a line break"),
        ("contacts", "duration_min", "٣٠", "'٣٠' is not a whole number"),
        ("reported_counts", "value", "9" * 400, "is not a number"),
    ],
)
def test_a_cell_that_looks_empty_or_like_a_number(copy, table, field, cell, reason):
    copy.put(table, 5, **{field: cell})
    error = fails(copy)
    assert (error.row, error.field) == (5, field)
    assert reason in error.reason
