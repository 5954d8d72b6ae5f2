"""Loading: the real package, typed; a file that is missing or cannot be read."""

from __future__ import annotations

import datetime as dt
import subprocess
import sys

import pandas as pd
import pytest

from data.load import DataError, default_root, load
from data.schema import DATA_DIRECTORY

# At least what the research collected: nothing may get lost.
COLLECTED = {
    "affiliations": 81,
    "assessments": 151,
    "codebook": 29,
    "contact_sources": 408,
    "contacts": 155,
    "coverage": 70,
    "event_sources": 12,
    "events": 6,
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
    assert dataset.version == "1.3.0"
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
        "actors", "contacts", "reported_counts", "statements",
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
