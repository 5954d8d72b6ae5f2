"""Releases of the data: each stays as a frozen file with its checksum in a list.

`static/data/v1/` holds the newest data of major version 1 and moves on; a release
never changes, so that what somebody cited can be fetched and checked later.
"""

from __future__ import annotations

import csv
import hashlib
import io
import json
import zipfile
from collections.abc import Iterable, Mapping
from dataclasses import asdict, dataclass
from pathlib import Path

from data.schema import DataError

LIST = "releases.json"


@dataclass(frozen=True)
class Release:
    """One frozen version; `date` is ISO, `file` lies beside the list."""

    version: str
    date: str
    file: str
    bytes: int
    sha256: str


def read_releases(folder: Path) -> list[Release]:
    """Read the list in a folder, the newest release first.

    Raises:
        OSError: there is no list.
        DataError: it is damaged.
    """
    return releases_of((folder / LIST).read_bytes())


def releases_of(raw: bytes) -> list[Release]:
    """Read the list as it is written, the newest release first.

    Raises:
        DataError: it is damaged.
    """
    try:
        return [Release(**entry) for entry in json.loads(raw)["releases"]]
    except (ValueError, KeyError, TypeError) as error:
        raise DataError(LIST, "this is no list of releases") from error


def check_releases(folder: Path) -> None:
    """Compare each listed file with its size and checksum.

    Raises:
        DataError: a file is missing or is not the one that was released.
        OSError: there is no list.
    """
    for release in read_releases(folder):
        path = folder / release.file
        if not path.is_file():
            raise DataError(release.file, "the file of this release is missing")
        if _checksum(path.read_bytes()) != release.sha256:
            raise DataError(release.file, "this is not the file that was released")


def released_records(
    folder: Path, made: Release, keys: Mapping[str, str]
) -> dict[str, frozenset[str]]:
    """Return the ids of the records that a release holds.

    Args:
        folder: where releases lie.
        made: the release.
        keys: by table the column that holds the ids.

    Returns:
        Ids by table; none for a table that the release did not have.

    Raises:
        DataError: the file of the release is missing or cannot be read.
    """
    found = {}
    try:
        with zipfile.ZipFile(folder / made.file) as archive:
            names = set(archive.namelist())
            for table, key in keys.items():
                path = f"csv/{table}.csv"
                text = archive.read(path).decode("utf-8-sig") if path in names else ""
                rows = csv.DictReader(io.StringIO(text, newline=""))
                found[table] = frozenset(row[key] for row in rows)
    except (OSError, KeyError, zipfile.BadZipFile) as error:
        reason = "the file of this release cannot be read"
        raise DataError(made.file, reason) from error
    return found


def release(folder: Path, version: str, date: str, package: Path) -> Release:
    """Freeze a package as a version, and put it on top of the list.

    Releasing the same bytes again changes nothing.

    Args:
        folder: where releases lie.
        version: of the data, such as 1.1.0.
        date: ISO day of the version.
        package: the zip to be kept.

    Raises:
        DataError: the version was released with other bytes.
    """
    raw = package.read_bytes()
    made = Release(version, date, package.name, len(raw), _checksum(raw))
    known = read_releases(folder) if (folder / LIST).is_file() else []
    for earlier in known:
        if earlier.version == version:
            if earlier.sha256 != made.sha256:
                message = f"{version} is released: give changed data a new version"
                raise DataError(package.name, message)
            return earlier
    folder.mkdir(parents=True, exist_ok=True)
    (folder / package.name).write_bytes(raw)
    _write(folder, [made, *known])
    return made


def _write(folder: Path, releases: Iterable[Release]) -> None:
    text = json.dumps({"releases": [asdict(r) for r in releases]}, indent=2)
    (folder / LIST).write_text(text + "\n", encoding="utf-8")


def _checksum(raw: bytes) -> str:
    return hashlib.sha256(raw).hexdigest()
