"""The public copies of the data: current, exact, and the same in every format."""

from __future__ import annotations

import hashlib
import io
import json
import zipfile

import frictionless
import pandas as pd
import pyarrow as pa
import pytest
from pyarrow import parquet

from data import feeds, news, publish
from data.load import load
from data.schema import DATA_DIRECTORY, DataError, package
from tests.support.paths import REPOSITORY

COMMITTED = REPOSITORY / "static" / "data" / "v1"
TABLES = list(package().tables)


@pytest.fixture(scope="module")
def built(tmp_path_factory):
    target = tmp_path_factory.mktemp("public")
    return target, publish.build(target)


def _files(folder):
    return {
        path.relative_to(folder).as_posix(): path.read_bytes()
        for path in folder.rglob("*")
        if path.is_file()
    }


def test_the_committed_copies_are_current(built):
    target, _ = built
    fresh, committed = _files(target), _files(COMMITTED)
    assert fresh.keys() == committed.keys(), "run `make data`"
    stale = [path for path, raw in fresh.items() if committed[path] != raw]
    assert not stale, "run `make data`"


def test_building_again_changes_nothing_and_clears_what_is_no_longer_made(tmp_path):
    publish.build(tmp_path)
    before = _files(tmp_path)
    (tmp_path / "csv" / "gone.csv").write_text("a\n1\n", encoding="utf-8")
    publish.build(tmp_path)
    assert _files(tmp_path) == before


def test_the_index_tells_sizes_checksums_and_rows(built, dataset):
    target, files = built
    assert publish.read_index((target / publish.INDEX).read_bytes()) == files
    listed = {file.path for file in files}
    assert listed == set(_files(target)) - {publish.INDEX}
    for file in files:
        raw = (target / file.path).read_bytes()
        assert file.bytes == len(raw)
        assert file.sha256 == hashlib.sha256(raw).hexdigest()
        if file.table:
            assert file.rows == len(dataset.table(file.table))
    index = json.loads((target / publish.INDEX).read_text(encoding="utf-8"))
    assert index["version"] == dataset.version


def test_the_feeds_are_published_with_their_media_types(built, dataset):
    target, files = built
    types = {
        file.path: file.mediatype for file in files if file.path.startswith("feed")
    }
    assert types == {
        feeds.ATOM_FILE: "application/atom+xml",
        feeds.JSON_FILE: "application/feed+json",
    }
    expected = feeds.files(dataset.package, news.entries(dataset))
    for path in types:
        assert (target / path).read_bytes() == expected[path]


def test_the_address_of_a_copy_goes_into_its_feeds_alone(tmp_path, built):
    publish.build(tmp_path, address="https://example.org")
    without, whole = _files(built[0]), _files(tmp_path)
    changed = {path for path, raw in whole.items() if without[path] != raw}
    assert changed == {feeds.ATOM_FILE, feeds.JSON_FILE, publish.INDEX}
    assert b"https://example.org/?record=" in whole[feeds.ATOM_FILE]


def test_csv_is_the_table_byte_for_byte(built):
    target, _ = built
    for name, table in package().tables.items():
        source = (DATA_DIRECTORY / table.path).read_bytes()
        assert (target / f"csv/{name}.csv").read_bytes() == source


@pytest.mark.parametrize("name", TABLES)
def test_parquet_and_json_hold_what_the_table_holds(built, dataset, name):
    target, _ = built
    rows = parquet.read_table(target / f"parquet/{name}.parquet")
    table = package().table(name)
    assert rows.schema.names == list(table.names)
    assert rows.schema.types == table.arrow_schema.types
    records = json.loads((target / f"json/{name}.json").read_text(encoding="utf-8"))
    assert [list(record) for record in records] == [list(table.names)] * len(records)
    frame = dataset.table(name)
    for field in table.fields:
        missing = frame[field.name].isna() | (frame[field.name] == "")
        if field.type == "date":
            expected = frame[field.name].dt.date.tolist()
        else:
            expected = frame[field.name].tolist()
        expected = [
            None if gone else cell for gone, cell in zip(missing, expected, strict=True)
        ]
        assert rows.column(field.name).to_pylist() == expected
        if field.type == "date":
            expected = [day and day.isoformat() for day in expected]
        assert [record[field.name] for record in records] == expected


def test_parquet_says_what_it_is_and_can_be_checked(built):
    target, _ = built
    path = target / "parquet/contacts.parquet"
    meta = parquet.read_schema(path).metadata
    assert meta[b"version"] == package().version.encode()
    assert meta[b"license"] == b"CC-BY-4.0"
    rows = parquet.read_table(path, page_checksum_verification=True)
    assert rows.schema.field("date").type == pa.date32()
    damaged = bytearray(path.read_bytes())
    damaged[200] ^= 0xFF
    with pytest.raises(OSError, match="CRC"):
        parquet.read_table(io.BytesIO(damaged), page_checksum_verification=True)


def test_the_descriptor_names_size_checksum_and_origin_of_each_file(built):
    target, _ = built
    raw = json.loads((target / "datapackage.json").read_text(encoding="utf-8"))
    assert raw["$schema"] == "https://datapackage.org/profiles/2.0/datapackage.json"
    for name in ("licenses", "contributors", "created", "version", "sources"):
        assert raw[name]
    assert (target / raw["sources"][0]["path"]).is_file()
    for resource in raw["resources"]:
        file = (target / resource["path"]).read_bytes()
        assert resource["bytes"] == len(file)
        assert resource["hash"] == f"sha256:{hashlib.sha256(file).hexdigest()}"
        assert (resource["format"], resource["mediatype"]) == ("csv", "text/csv")
        assert resource["encoding"] == "utf-8"


def test_a_validator_notices_a_changed_copy(tmp_path):
    publish.build(tmp_path)
    path = tmp_path / "csv" / "topics.csv"
    path.write_bytes(path.read_bytes() + b"zz-new,New,a topic\n")
    report = frictionless.validate(str(tmp_path / "datapackage.json"), type="package")
    assert {"hash-count", "byte-count"} & {kind for (kind,) in report.flatten(["type"])}


def test_the_folder_validates(built):
    target, _ = built
    report = frictionless.validate(str(target / "datapackage.json"), type="package")
    assert report.valid, report.flatten(["name", "rowNumber", "message"])


def test_the_zip_validates_elsewhere(built, tmp_path):
    target, _ = built
    with zipfile.ZipFile(target / publish.zip_name(package())) as archive:
        names = archive.namelist()
        assert names == sorted(names)
        assert {info.date_time for info in archive.infolist()} == {
            (1980, 1, 1, 0, 0, 0)
        }
        archive.extractall(tmp_path)
    expected = {"datapackage.json", "LICENSE", "README.md"}
    expected |= {f"csv/{name}.csv" for name in TABLES}
    expected |= {f"parquet/{name}.parquet" for name in TABLES}
    assert set(names) == expected
    report = frictionless.validate(str(tmp_path / "datapackage.json"), type="package")
    assert report.valid, report.flatten(["name", "rowNumber", "message"])
    assert len(report.tasks) == len(TABLES)
    readme = (tmp_path / "README.md").read_text(encoding="utf-8")
    for word in [*TABLES, package().version, package().license_title, "read_parquet"]:
        assert word in readme
    contacts = pd.read_parquet(tmp_path / "parquet/contacts.parquet")
    assert f"`contacts` | {len(contacts)} |" in readme


def test_the_example_of_the_readme_gives_the_worked_answers(built):
    """Research notes: remote contacts with France, 20 in 2022 and 73 in all."""
    target, _ = built
    contacts = pd.read_csv(target / "csv/contacts.csv", parse_dates=["date"])
    france = contacts[contacts["actor_id"] == "FRA"]
    remote = france[france["kind"].isin(["call", "video_call", "joint_call"])]
    years = remote.groupby(remote["date"].dt.year).size()
    assert (years[2022], years.sum()) == (20, 73)


def test_a_text_that_would_run_as_a_formula_is_not_published(copy, tmp_path):
    copy.put("corrections", 2, reason='=HYPERLINK("http://x.test")')
    target = tmp_path / "public"
    with pytest.raises(DataError, match="formula") as caught:
        publish.build(target, copy.root)
    assert (caught.value.file, caught.value.row) == ("corrections.csv", 2)
    assert caught.value.field == "reason"
    assert not target.exists()


def test_an_operator_alone_is_no_formula():
    operators = load(DATA_DIRECTORY).reported_counts["operator"]
    assert (operators == "=").any()


def test_every_kind_of_address_is_documented():
    text = (REPOSITORY / "docs" / "data-files.md").read_text(encoding="utf-8")
    for path in _files(COMMITTED):
        pattern = path.replace(package().version, "<version>")
        if "/" in path:
            folder, _, file = path.partition("/")
            pattern = f"{folder}/<table>.{file.rpartition('.')[2]}"
        assert f"`<app>/app/static/data/v1/{pattern}`" in text
