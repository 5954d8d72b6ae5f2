"""Loading: the real package, and one clear error for each kind of damage."""

from __future__ import annotations

import datetime as dt
import json
import subprocess
import sys

import pandas as pd
import pytest

from data import declaration
from data.load import DataError, default_root, load
from data.schema import DATA_DIRECTORY, package

# At least what the research collected: nothing may get lost.
COLLECTED = {
    "affiliations": 81,
    "assessments": 151,
    "codebook": 29,
    "contact_sources": 408,
    "contacts": 155,
    "coverage": 70,
    "experts": 101,
    "governments": 153,
    "publishers": 387,
    "reported_counts": 43,
    "seed_facts": 122,
    "source_cites": 396,
    "sources": 720,
    "statement_sources": 221,
    "statements": 161,
    "topics": 32,
}


@pytest.mark.parametrize(("table", "rows"), COLLECTED.items())
def test_nothing_collected_is_lost(dataset, table, rows):
    assert len(dataset.table(table)) >= rows


def test_events_contacts_with_france_and_seed_assessments(dataset):
    contacts = dataset.contacts
    assert contacts["event_id"].nunique() == 160
    assert (contacts["actor_id"] == "FRA").sum() == 89
    seeds = ("izvestia-2026-02", "izvestia-2025-07-02")
    assert dataset.assessments["source_id"].isin(seeds).sum() == 37


def test_columns_are_those_declared_and_typed(dataset):
    dtypes = {
        "string": "str",
        "list": "str",
        "integer": "Int64",
        "number": "float64",
        "boolean": "bool",
        "date": "datetime64[us]",
    }
    for name, table in dataset.package.tables.items():
        frame = dataset.table(name)
        assert list(frame) == list(table.names)
        for field in table.fields:
            assert str(frame[field.name].dtype) == dtypes[field.type], field


def test_missing_values(dataset):
    call = dataset.contacts.set_index("contact_id").loc["fra-2017-05-18-call"]
    assert call["place"] == ""
    assert pd.isna(call["duration_min"])
    assert dataset.contacts["note"].notna().all()
    assert pd.isna(dataset.governments.set_index("holder").loc["Bart De Wever", "end"])


def test_version_and_cutoffs(dataset):
    assert dataset.version == "1.1.0"
    assert dataset.cutoff("contacts") == dt.date(2026, 7, 6)
    assert dataset.cutoff("stances") == dt.date(2026, 7, 5)
    assert dataset.cutoff("assessments") == dt.date(2026, 5, 31)


def test_tables_cannot_be_changed_by_their_readers(dataset):
    frame = dataset.contacts
    frame["kind"] = "damaged"
    frame.loc[0, "note"] = "damaged"
    assert "damaged" not in set(dataset.contacts["kind"])
    assert "damaged" not in set(dataset.contacts["note"])


def test_named_tables_are_the_tables(dataset):
    for name in (
        "actors", "contacts", "coverage", "reported_counts", "statements",
        "governments", "assessments", "sources", "publishers",
    ):  # fmt: skip
        pd.testing.assert_frame_equal(getattr(dataset, name), dataset.table(name))


def test_root_is_chosen_by_environment(monkeypatch, copy):
    monkeypatch.delenv("OPEN_LINE_DATA", raising=False)
    assert default_root() == DATA_DIRECTORY
    monkeypatch.setenv("OPEN_LINE_DATA", str(copy.root))
    assert default_root() == copy.root
    assert load().root == copy.root


def test_loading_imports_neither_app_nor_development_libraries():
    code = (
        "import sys; from data.load import load; load();"
        "print(sorted({'streamlit', 'plotly', 'frictionless'} & set(sys.modules)))"
    )
    result = subprocess.run(
        [sys.executable, "-c", code],
        cwd=DATA_DIRECTORY.parent,
        capture_output=True,
        text=True,
        check=True,
    )
    assert result.stdout.strip() == "[]"


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
        ("contact_sources", 5, {"reread": "maybe"}, "'maybe' is not yes or no"),
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
        (_extra_cell, 4, "19 cells are expected, 20 found"),
        (_cut_off, 3, "19 cells are expected, 1 found"),
        (_blank_line, 4, "the line is empty"),
        (_open_quote, 174, "a quotation mark is not closed"),
        (_stray_quote, 4, "a quotation mark is not closed"),
        (_endless_quote, None, "a quotation mark is not closed"),
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


def test_not_utf8(copy):
    path = copy.path("contacts")
    raw = path.read_bytes()
    at = raw.index("Orbán".encode())
    path.write_bytes(raw[:at] + "Orbán".encode("latin-1") + raw[at + 6 :])
    error = fails(copy)
    assert (error.file, error.row) == ("contacts.csv", raw.count(b"\n", 0, at) + 1)
    assert error.reason == "the file is not UTF-8 text: save it as UTF-8"


def test_missing_table(copy):
    copy.path("contacts").unlink()
    error = fails(copy)
    assert (error.file, error.row) == ("contacts.csv", None)
    assert str(error) == "contacts.csv: the file is missing"


def test_file_that_cannot_be_read(copy):
    # A link to itself, as rights do not bind every user that runs the tests.
    copy.path("contacts").unlink()
    copy.path("contacts").symlink_to("contacts.csv")
    error = fails(copy)
    assert error.file == "contacts.csv"
    assert error.reason.startswith("the file cannot be read (")


def test_folder_in_place_of_a_table(copy):
    copy.path("contacts").unlink()
    copy.path("contacts").mkdir()
    assert "cannot be read" in fails(copy).reason


def test_byte_order_mark_and_windows_line_ends_are_read(copy, dataset):
    path = copy.path("contacts")
    raw = path.read_bytes().replace(b"\n", b"\r\n")
    path.write_bytes(b"\xef\xbb\xbf" + raw)
    pd.testing.assert_frame_equal(load(copy.root).contacts, dataset.contacts)


def test_missing_descriptor(copy):
    (copy.root / "datapackage.json").unlink()
    error = fails(copy)
    assert str(error) == "datapackage.json: the file is missing"


@pytest.mark.parametrize(
    ("text", "row", "reason"),
    [
        ("{\n  no json\n}", 2, "not valid JSON"),
        ("{}", None, "the property licenses is missing"),
        ("[]", None, "a property is malformed"),
        ("\xff", None, "not UTF-8"),
    ],
)
def test_damaged_descriptor(copy, text, row, reason):
    (copy.root / "datapackage.json").write_bytes(text.encode("latin-1"))
    error = fails(copy)
    assert (error.file, error.row) == ("datapackage.json", row)
    assert reason in error.reason


def _first_field(raw):
    return raw["resources"][0]["schema"]["fields"][0]


def _foreign_key(raw):
    return raw["resources"][1]["schema"]["foreignKeys"][0]["reference"]


DECLARED = {
    "unknown type": (lambda raw: _first_field(raw).update(type="fax"), "fax"),
    "no table": (lambda raw: raw.update(resources=[]), "actors is not declared"),
    "table gone": (
        lambda raw: raw["resources"].pop(0),
        "the table actors is not declared",
    ),
    "cut-off gone": (
        lambda raw: raw["cutoffs"].pop("stances"),
        "the cut-off of stances is missing",
    ),
    "cut-off in words": (
        lambda raw: raw["cutoffs"].update(stances="July"),
        "Invalid isoformat string: 'July'",
    ),
    "path out of the folder": (
        lambda raw: raw["resources"][0].update(path="../../secrets.csv"),
        "the path of actors leads out of the folder: ../../secrets.csv",
    ),
    "key of no field": (
        lambda raw: raw["resources"][0]["schema"].update(primaryKey=["fax"]),
        "the primary key of actors names no field: fax",
    ),
    "reference to no table": (
        lambda raw: _foreign_key(raw).update(resource="faxes"),
        "affiliation_sources.affiliation_id names no table: faxes",
    ),
    "reference to no field": (
        lambda raw: _foreign_key(raw).update(fields=["fax"]),
        "names no field of affiliations: fax",
    ),
    "reference from no field": (
        lambda raw: raw["resources"][1]["schema"]["foreignKeys"][0].update(
            fields=["fax"]
        ),
        "affiliation_sources.fax is no field",
    ),
    "field twice": (
        lambda raw: raw["resources"][0]["schema"]["fields"].append(_first_field(raw)),
        "the table actors declares a field twice",
    ),
    "malformed pattern": (
        lambda raw: _first_field(raw)["constraints"].update(pattern="([A"),
        "the pattern of actors.actor_id is malformed",
    ),
    "pattern that is no text": (
        lambda raw: _first_field(raw)["constraints"].update(pattern=3),
        "the pattern of actors.actor_id is malformed",
    ),
    "bound that is no number": (
        lambda raw: _first_field(raw)["constraints"].update(minimum="one"),
        "a bound of actors.actor_id is no number: 'one'",
    ),
    "code without a label": (
        lambda raw: raw["resources"][0]["schema"]["fields"][2]["categories"].pop(),
        "the labels of actors.kind are not those of its codes",
    ),
}


@pytest.mark.parametrize("case", DECLARED)
def test_descriptor_that_does_not_hold_together(copy, case):
    change, reason = DECLARED[case]
    path = copy.root / "datapackage.json"
    raw = json.loads(path.read_text(encoding="utf-8"))
    change(raw)
    path.write_text(json.dumps(raw), encoding="utf-8")
    error = fails(copy)
    assert (error.file, error.row) == ("datapackage.json", None)
    assert reason in error.reason


def test_every_table_that_is_declared_is_demanded():
    assert set(declaration.TABLES) == set(package().tables)
    assert set(declaration.CUTOFFS) == set(package().cutoffs)


def test_package_is_read_once():
    assert package() is package()
