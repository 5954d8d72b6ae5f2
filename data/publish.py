"""The public copies of the data: what others fetch without opening the app.

`build` writes one folder: every table as CSV, JSON and Parquet, the descriptor with
paths relative to itself, the package as a zip, and an index with sizes and
checksums. The same data and the same pyarrow give the same bytes, so that a test
can tell when the committed copies are out of date.

One form holds in all three formats: dates are ISO 8601 (in Parquet: dates), a list
is one text whose items are joined by ";". A missing value is an empty cell in CSV
and null in JSON and Parquet.
"""

from __future__ import annotations

import datetime as dt
import hashlib
import io
import json
import zipfile
from collections.abc import Iterable, Mapping
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.compute as pc
from pyarrow import parquet

from data import package_readme
from data.load import Dataset, read
from data.rules import texts_are_no_formulas
from data.schema import DATA_DIRECTORY, DESCRIPTOR, Package, Table
from data.validate import load_checked

INDEX = "index.json"

MEDIA_TYPES = {
    "csv": "text/csv",
    "json": "application/json",
    "parquet": "application/vnd.apache.parquet",
    "zip": "application/zip",
}

SOURCES_TITLE = "Every fact names its source pages; all of them are listed here"

# A zip stores the time of each file; a fixed one keeps the bytes the same.
_ZIP_TIME = (1980, 1, 1, 0, 0, 0)
_ZIP_MODE = 0o644 << 16


@dataclass(frozen=True)
class Published:
    """One file that others may fetch; `path` is relative to the index.

    `table` is empty and `rows` 0 for files that hold more than one table.
    """

    path: str
    format: str
    table: str
    rows: int
    bytes: int
    sha256: str
    mediatype: str


def zip_name(declared: Package) -> str:
    """Name of the package as one file, with its version."""
    return f"{declared.name}-{declared.version}.zip"


def build(target: Path, root: Path = DATA_DIRECTORY) -> list[Published]:
    """Write all public copies of the data in `root` below `target`.

    Files of an earlier build that are no longer made are removed.

    Raises:
        DataError: a table is damaged, or a cell would run as a formula.
    """
    dataset = load_checked(root)
    _refuse_formulas(dataset)
    declared = dataset.package
    contents = _contents(declared, root)
    files = [_published(declared, path, raw) for path, raw in contents.items()]
    contents[INDEX] = _index(declared, files)
    for path, raw in contents.items():
        (target / path).parent.mkdir(parents=True, exist_ok=True)
        (target / path).write_bytes(raw)
    for old in sorted(target.rglob("*")):
        if old.is_file() and old.relative_to(target).as_posix() not in contents:
            old.unlink()
    return files


def read_index(folder: Path) -> list[Published]:
    """Read what a folder of public copies holds.

    Raises:
        OSError: there is no index.
    """
    raw = json.loads((folder / INDEX).read_text(encoding="utf-8"))
    return [Published(**entry) for entry in raw["files"]]


def _contents(declared: Package, root: Path) -> dict[str, bytes]:
    """The files by path, but for the index."""
    tables = {table.name: read(root, table) for table in declared.tables.values()}
    contents: dict[str, bytes] = {}
    for name, table in declared.tables.items():
        contents[f"csv/{name}.csv"] = (root / table.path).read_bytes()
    for name, rows in tables.items():
        contents[f"parquet/{name}.parquet"] = to_parquet(
            declared, declared.table(name), rows
        )
    contents[DESCRIPTOR] = _descriptor(root, contents)
    contents[zip_name(declared)] = _zip(
        contents
        | {
            "LICENSE": (DATA_DIRECTORY / "LICENSE").read_bytes(),
            "README.md": package_readme.build(
                declared, {name: rows.num_rows for name, rows in tables.items()}
            ).encode(),
        }
    )
    for name, rows in tables.items():
        contents[f"json/{name}.json"] = to_json(rows)
    return dict(sorted(contents.items()))


def _refuse_formulas(dataset: Dataset) -> None:
    """Check that no text of the data would run as a formula in a spreadsheet.

    The public copies must stay exact, so nothing is neutralised in them: the data
    may hold no such text.
    """
    for fault in texts_are_no_formulas(dataset):
        raise fault


def _with_nulls(rows: pa.Table) -> pa.Table:
    """Replace empty text by null: in these formats nothing is nothing."""
    for position, field in enumerate(rows.schema):
        if pa.types.is_string(field.type):
            column = rows.column(position)
            empty = pc.equal(column, "")
            nulled = pc.if_else(empty, pa.scalar(None, pa.string()), column)
            rows = rows.set_column(position, field, nulled)
    return rows


def to_parquet(declared: Package, table: Table, rows: pa.Table) -> bytes:
    """Write a table with the declared types; the file says what it is."""
    about = {
        "title": f"{declared.title}: {table.title}",
        "description": table.description,
        "version": declared.version,
        "license": declared.license_name,
    }
    schema = pa.schema(
        [
            field.with_metadata({"description": table.field(field.name).description})
            for field in rows.schema
        ],
        metadata=about,
    )
    target = io.BytesIO()
    parquet.write_table(
        _with_nulls(rows).cast(schema),
        target,
        compression="zstd",
        write_page_checksum=True,
    )
    return target.getvalue()


def to_json(rows: pa.Table) -> bytes:
    """Write a table as an array of records, one a line."""
    lines = (
        json.dumps(record, ensure_ascii=False, default=_iso)
        for record in _with_nulls(rows).to_pylist()
    )
    return ("[\n" + ",\n".join(lines) + "\n]\n").encode()


def _iso(value: object) -> str:
    if isinstance(value, dt.date):
        return value.isoformat()
    message = f"{type(value).__name__} has no form in JSON"
    raise TypeError(message)


def _descriptor(root: Path, contents: Mapping[str, bytes]) -> bytes:
    """The descriptor, its paths leading to the copies beside it.

    Size and checksum of each file are added, which a validator compares, and where
    the data comes from.
    """
    raw = json.loads((root / DESCRIPTOR).read_text(encoding="utf-8"))
    for resource in raw["resources"]:
        path = f"csv/{resource['name']}.csv"
        resource["path"] = path
        resource["bytes"] = len(contents[path])
        resource["hash"] = f"sha256:{hashlib.sha256(contents[path]).hexdigest()}"
    raw["sources"] = [{"title": SOURCES_TITLE, "path": "csv/sources.csv"}]
    return _dump(raw)


def _index(declared: Package, files: Iterable[Published]) -> bytes:
    return _dump(
        {
            "name": declared.name,
            "title": declared.title,
            "version": declared.version,
            "created": declared.created.isoformat(),
            "license": declared.license_url,
            "files": [asdict(file) for file in files],
        }
    )


def _dump(value: Any) -> bytes:
    return (json.dumps(value, ensure_ascii=False, indent=2) + "\n").encode()


def _zip(contents: dict[str, bytes]) -> bytes:
    """Pack files in the order of their names, under fixed times.

    Stored, not deflated: Python may be built with one of several deflaters, whose
    bytes differ. The Parquet files are compressed by themselves.
    """
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w", zipfile.ZIP_STORED) as archive:
        for path, raw in sorted(contents.items()):
            entry = zipfile.ZipInfo(path, _ZIP_TIME)
            entry.external_attr = _ZIP_MODE
            # Otherwise the system that packs it is written down.
            entry.create_system = 3
            archive.writestr(entry, raw)
    return target.getvalue()


def _published(declared: Package, path: str, raw: bytes) -> Published:
    kind = path.rsplit(".", 1)[-1]
    table = Path(path).stem if "/" in path else ""
    rows = 0
    if table:
        rows = _rows_of(kind, raw)
    return Published(
        path=path,
        format=kind,
        table=table,
        rows=rows,
        bytes=len(raw),
        sha256=hashlib.sha256(raw).hexdigest(),
        mediatype=MEDIA_TYPES[kind],
    )


def _rows_of(kind: str, raw: bytes) -> int:
    if kind == "parquet":
        return int(parquet.read_metadata(io.BytesIO(raw)).num_rows)
    # One record a line in both: under a header, or between two brackets.
    return raw.count(b"\n") - (1 if kind == "csv" else 2)
