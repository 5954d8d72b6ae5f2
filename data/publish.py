"""The public copies of the data: what others fetch without opening the app.

`build` writes one folder: every table as CSV, JSON and Parquet, the descriptor with
paths relative to itself, the package as a zip, what is new as a feed, and an index
with sizes and checksums. The same data and the same pyarrow give the same bytes, so
that a test can tell when the committed copies are out of date.

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
from types import MappingProxyType
from typing import Any

import pyarrow as pa
import pyarrow.compute as pc

from data import feeds, news
from data.load import Dataset, read
from data.manifest import replace
from data.rules import texts_are_no_formulas
from data.schema import DATA_DIRECTORY, DESCRIPTOR, Package, Table
from data.validate import load_checked

_TEXT = """# {title}

Version {version}, {created}. {description}

Collected up to: {cutoffs}. For contacts this is the first day that is not covered
any more: what happened from then on is unknown, not zero.

## What is in here

| File | Content |
|---|---|
| `datapackage.json` | Every table and field: type, meaning, codes, keys |
| `csv/` | The tables, UTF-8 with ISO 8601 dates |
| `parquet/` | The same tables, typed, with the meaning of each field in the file |
| `LICENSE` | Licence of the data |

| Table | Rows | Content |
|---|---|---|
{tables}

## Conventions

- An empty cell is a missing value (null in Parquet).
- A list is one cell whose items are joined by `;`.
- Booleans are written `true` and `false` in CSV.
- A date whose `date_precision` is not `day` holds placeholders (`01`): do not print
  them as days.
- A day outside every period of `coverage`, or inside one whose completeness is
  `none`, was not searched. Do not read it as zero.
- In `contacts`, a joint call has one row per counterpart country and one `event_id`.
  Count distinct `event_id` across countries, and rows within one country.
- The stance map rests on `statements`, and from 2022 on on the `contacts` of heads of
  state or government of member states and of the President of the European Council
  as well: each counts as a statement `initiates`, unless {country} alone asked for it
  and it was no meeting, or a statement of that person and day is coded already.
- Text cells hold no spreadsheet formulas. The `=` in `reported_counts.operator` is
  an operator.

## Reading it

```python
import pandas as pd

contacts = pd.read_parquet("parquet/contacts.parquet")
contacts = pd.read_csv("csv/contacts.csv", parse_dates=["date"])

# Calls, video calls and joint calls with one counterpart, by year
own = contacts[contacts["actor_id"] == "{counterpart}"]
remote = own[own["kind"].isin(["call", "video_call", "joint_call"])]
print(remote.groupby(remote["date"].dt.year).size())
```

```r
library(frictionless)
contacts <- read_resource(read_package("datapackage.json"), "contacts")
```

Validate it with `frictionless validate datapackage.json`.

## Licence and citation

{licence}, {licence_url}. Titles of source pages and short quotations remain with
their authors.

Please cite: {author}. {year}. {title}. Data version {version}.
"""


def readme(declared: Package, rows: Mapping[str, int]) -> str:
    """Write the README of one version; `rows` counts the rows of each table."""
    return _TEXT.format(
        title=declared.title,
        country=declared.setting.country,
        counterpart=declared.setting.main_counterpart,
        version=declared.version,
        created=declared.created.isoformat(),
        year=declared.created.year,
        description=declared.description,
        cutoffs=", ".join(f"{name} {day}" for name, day in declared.cutoffs.items()),
        tables="\n".join(
            f"| `{table.name}` | {rows[table.name]} | {table.description} |"
            for table in declared.tables.values()
        ),
        licence=declared.license_title,
        licence_url=declared.license_url,
        author=", ".join(declared.authors),
    )


INDEX = "index.json"

MEDIA_TYPES = {
    feeds.ATOM_FILE: "application/atom+xml",
    feeds.JSON_FILE: "application/feed+json",
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


def build(
    target: Path,
    root: Path = DATA_DIRECTORY,
    address: str = "",
    beside: Mapping[Path, bytes] = MappingProxyType({}),
) -> list[Published]:
    """Write all public copies of the data in `root` below `target`.

    Files of an earlier build that are no longer made are removed.

    Args:
        target: folder of the copies.
        root: folder of the data.
        address: where the copy of the app is served, for links of the feed; they are
            relative without it.
        beside: other files that are served, to be written in the same moment.

    Raises:
        DataError: a table is damaged, or a cell would run as a formula.
    """
    dataset = load_checked(root)
    _refuse_formulas(dataset)
    declared = dataset.package
    contents = _contents(declared, root)
    contents |= feeds.files(declared, news.entries(dataset), address)
    files = [_published(declared, path, raw) for path, raw in contents.items()]
    contents[INDEX] = _index(declared, files)
    replace({target / path: raw for path, raw in contents.items()} | dict(beside))
    for old in sorted(target.rglob("*")):
        if old.is_file() and old.relative_to(target).as_posix() not in contents:
            old.unlink()
    return files


def read_index(raw: bytes) -> list[Published]:
    """Read which public copies there are, from the index that `build` wrote."""
    return [Published(**entry) for entry in json.loads(raw)["files"]]


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
            "README.md": readme(
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
    # Imported here: pages that only list the files would carry it.
    from pyarrow import parquet

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
        mediatype=MEDIA_TYPES.get(path) or MEDIA_TYPES[kind],
    )


def _rows_of(kind: str, raw: bytes) -> int:
    if kind == "parquet":
        from pyarrow import parquet

        return int(parquet.read_metadata(io.BytesIO(raw)).num_rows)
    # One record a line in both: under a header, or between two brackets.
    return raw.count(b"\n") - (1 if kind == "csv" else 2)
