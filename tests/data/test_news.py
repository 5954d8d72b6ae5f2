"""What is new: additions by release, corrections by record, newest first."""

from __future__ import annotations

import csv
import datetime as dt
import io
import json
import zipfile

import pytest

from data import news, releases
from data.evidence import RECORD_KINDS
from data.load import load
from data.schema import DataError, package
from tests.support.paths import REPOSITORY
from tests.support.tables import raw

KEPT = REPOSITORY / "static" / "data" / "releases"
KEYS = {kind.table: kind.key for kind in RECORD_KINDS}


def _released(version):
    """Ids of a kept release by table, read without the project's code."""
    found = {}
    with zipfile.ZipFile(KEPT / f"open-line-{version}.zip") as archive:
        for table, key in KEYS.items():
            path = f"csv/{table}.csv"
            text = archive.read(path).decode() if path in archive.namelist() else ""
            found[table] = {row[key] for row in csv.DictReader(io.StringIO(text))}
    return found


@pytest.fixture(scope="module")
def entries(dataset):
    return news.entries(dataset)


def test_every_record_stood_in_the_first_release_or_has_a_row_once():
    first = _released("1.0.0")
    noted = [(row["table_name"], row["record_id"]) for row in raw("additions")]
    assert len(noted) == len(set(noted))
    for table, key in KEYS.items():
        now = {row[key] for row in raw(table)}
        added = {record for name, record in noted if name == table}
        assert added == now - first[table], "run `make data`"


def test_an_addition_has_the_first_release_that_holds_it():
    second = _released("1.1.0")
    for row in raw("additions"):
        released = row["record_id"] in second[row["table_name"]]
        assert (row["version"] == "1.1.0") == released
        assert row["date"] == ("2026-11-25" if released else "2026-11-26")


def test_additions_are_noted_from_the_releases_alone(copy):
    written = copy.path("additions").read_bytes()
    header = written.splitlines(keepends=True)[0]
    copy.path("additions").write_bytes(header)
    news.note_additions(copy.root, KEPT)
    assert copy.path("additions").read_bytes() == written
    news.note_additions(copy.root, KEPT)
    assert copy.path("additions").read_bytes() == written


def test_a_new_record_joins_with_the_present_version_and_keeps_it(copy):
    def twice(rows):
        rows.insert(1, rows[0] | {"envoy_name_id": "costa-2026-05-27"})

    copy.rewrite("envoy_names", twice)
    news.note_additions(copy.root, KEPT)
    descriptor = copy.root / "datapackage.json"
    told = json.loads(descriptor.read_text(encoding="utf-8"))
    descriptor.write_text(
        json.dumps(told | {"version": "1.4.0", "created": "2026-12-24T00:00:00Z"}),
        encoding="utf-8",
    )
    news.note_additions(copy.root, KEPT)
    with copy.path("additions").open(encoding="utf-8") as file:
        rows = {row["record_id"]: row for row in csv.DictReader(file)}
    assert rows["costa-2026-05-27"]["version"] == package().version
    assert rows["costa-2026-05-27"]["date"] == package().created.isoformat()


def test_a_record_that_is_gone_is_no_news(copy):
    def drop(rows):
        del rows[0]

    gone = raw("envoy_names")[0]["envoy_name_id"]
    copy.rewrite("envoy_names", drop)
    news.note_additions(copy.root, KEPT)
    assert gone not in copy.path("additions").read_text(encoding="utf-8")


def test_without_releases_nothing_is_claimed_to_be_new(copy, tmp_path):
    before = copy.path("additions").read_bytes()
    news.note_additions(copy.root, tmp_path / "none")
    assert copy.path("additions").read_bytes() == before


def test_a_damaged_release_is_named(copy, tmp_path):
    package_file = tmp_path / "x.zip"
    package_file.write_bytes(b"no zip")
    releases.release(tmp_path / "kept", "1.0.0", "2026-01-01", package_file)
    with pytest.raises(DataError, match=r"x\.zip"):
        news.note_additions(copy.root, tmp_path / "kept")


def test_the_newest_comes_first(entries):
    days = [entry.date for entry in entries]
    assert days == sorted(days, reverse=True)
    for day in set(days):
        versions = [news.numbered(e.version) for e in entries if e.date == day]
        assert versions == sorted(versions, reverse=True)
    assert news.numbered("1.10.0") > news.numbered("1.9.3")


def test_every_addition_and_every_correction_is_told(entries):
    added = [e for e in entries if e.kind == news.ADDED]
    assert {(e.table, e.record_id) for e in added} == {
        (row["table_name"], row["record_id"]) for row in raw("additions")
    }
    corrected = {
        (e.version, e.table, e.record_id): e
        for e in entries
        if e.kind == news.CORRECTED
    }
    for row in raw("corrections"):
        key = (row["version"], row["table_name"], row["record_id"])
        assert row["field"] in corrected[key].fields
        assert row["reason"] in corrected[key].text
    assert len(corrected) == len(entries) - len(added)
    assert news.counts(entries) == {"added": len(added), "corrected": len(corrected)}


def test_an_entry_names_the_record_and_says_what_it_holds(entries):
    told = {(e.kind, e.record_id): e for e in entries}
    bonne = told["added", "fra-2026-02-03-bonne"]
    assert bonne.name == "Emmanuel Bonne, about 2026-02-03"
    assert bonne.text.startswith("Went to Moscow")
    call = told["added", "usa-2026-07-04-call"]
    assert (call.name, call.day) == ("Donald Trump, 2026-07-04", dt.date(2026, 7, 4))
    assert told["added", "gbr-2025-01-powell"].name == "Jonathan Powell, 2025-01"
    assert all(entry.name and entry.text for entry in entries)


def test_only_public_records_open(dataset, entries):
    for entry in entries:
        key = KEYS.get(entry.table)
        known = key is not None and entry.record_id in set(
            dataset.table(entry.table)[key]
        )
        assert entry.opens == known


def test_tables_are_those_with_news(dataset, entries):
    assert set(news.tables(dataset)) == {entry.table for entry in entries}


def test_a_copy_without_news_has_none(copy):
    copy.rewrite("additions", lambda rows: rows.__delitem__(slice(1, None)))
    copy.rewrite("corrections", lambda rows: rows.__delitem__(slice(1, None)))
    assert len(news.entries(load(copy.root))) == 2
