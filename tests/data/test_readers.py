"""The published package as readers see it that share no code with the project.

Every reader gets every cell of every table, with its type. Where a reader is not
installed its test is skipped: `make readers` installs those that can be.
"""

from __future__ import annotations

import functools
import json
import os
import shutil
import subprocess
import sys

import jsonschema
import pandas as pd
import pytest

from data import publish
from data.schema import DATA_DIRECTORY, DESCRIPTOR, package
from tests.support.paths import READERS, REPOSITORY

SCRIPTS = REPOSITORY / "tests" / "readers"
PROFILE = SCRIPTS / "datapackage-2.0.json"
OLDER_PYTHON = READERS / "python" / "bin" / "python"
MODULES = READERS / "node_modules"

# What frictionless for R takes: its own list, without `list`.
TYPES_OF_R = {
    "string", "number", "integer", "boolean", "object", "array", "date", "time",
    "datetime", "year", "yearmonth", "duration", "geopoint", "geojson", "any",
}  # fmt: skip


@pytest.fixture(scope="module")
def published(tmp_path_factory):
    folder = tmp_path_factory.mktemp("published")
    publish.build(folder)
    return folder / DESCRIPTOR


@functools.cache
def _r_can_read() -> bool:
    if not (rscript := shutil.which("Rscript")):
        return False
    asked = "quit(status = !all(c('frictionless', 'jsonlite') %in% .packages(TRUE)))"
    return subprocess.run([rscript, "-e", asked], check=False).returncode == 0


def _python(path, reader):
    return [str(path), str(SCRIPTS / "read.py"), reader]


def _node():
    return [shutil.which("node") or "", str(SCRIPTS / "read.cjs")]


# By name: whether it is here, and how it is called.
CALLS = {
    "frictionless 5.21": (
        lambda: True,
        lambda: _python(sys.executable, "frictionless"),
    ),
    "frictionless 5.16": (
        OLDER_PYTHON.exists,
        lambda: _python(OLDER_PYTHON, "frictionless"),
    ),
    "datapackage for Python": (
        OLDER_PYTHON.exists,
        lambda: _python(OLDER_PYTHON, "datapackage"),
    ),
    "datapackage for JavaScript": (
        lambda: shutil.which("node") and (MODULES / "datapackage").exists(),
        _node,
    ),
    "frictionless for R": (
        _r_can_read,
        lambda: ["Rscript", str(SCRIPTS / "read.R")],
    ),
}


def _cells(dataset, name):
    """The rows of a table as `read.py` prints them."""
    frame = dataset.table(name)
    columns = []
    for field in package().table(name).fields:
        column = frame[field.name]
        if field.type == "date":
            column = column.dt.strftime("%Y-%m-%d")
        columns.append(
            [
                None if pd.isna(cell) or cell == "" else cell
                for cell in column.astype(object)
            ]
        )
    return [list(row) for row in zip(*columns, strict=True)]


@pytest.mark.parametrize("name", CALLS)
def test_a_reader_gets_every_cell(name, published, dataset):
    installed, command = CALLS[name]
    if not installed():
        pytest.skip(f"{name} is not installed: `make readers` installs what can be")
    done = subprocess.run(
        [*command(), str(published)],
        capture_output=True,
        text=True,
        encoding="utf-8",
        env={**os.environ, "NODE_PATH": str(MODULES), "PYTHONUTF8": "1"},
        check=False,
    )
    assert done.returncode == 0, done.stderr[-2000:]
    found = json.loads(done.stdout)
    assert list(found) == list(package().tables)
    for table, rows in found.items():
        assert rows == _cells(dataset, table), table


@pytest.mark.parametrize("which", ["ours", "published"])
def test_the_descriptor_keeps_to_the_published_profile(which, published):
    path = published if which == "published" else DATA_DIRECTORY / DESCRIPTOR
    raw = json.loads(path.read_text(encoding="utf-8"))
    profile = json.loads(PROFILE.read_text(encoding="utf-8"))
    assert raw["$schema"].rpartition("/")[2] == "datapackage.json"
    validator = jsonschema.Draft7Validator(profile)
    assert [error.message for error in validator.iter_errors(raw)] == []
    raw["resources"][0]["schema"]["fields"][0]["type"] = "list"
    assert not validator.is_valid(raw)


@pytest.mark.parametrize("resource", package().tables)
def test_the_descriptor_keeps_to_what_r_demands(resource):
    """Rules of frictionless for R, since R itself is seldom there to be asked."""
    raw = json.loads((DATA_DIRECTORY / DESCRIPTOR).read_text(encoding="utf-8"))
    (declared,) = (r for r in raw["resources"] if r["name"] == resource)
    assert declared["type"] == "table"
    # Versions for the first edition of the standard demand this name of it.
    assert declared.get("profile") == "tabular-data-resource"
    assert declared.get("dialect") == {"delimiter": ","}
    assert declared["encoding"] == "utf-8"
    for field in declared["schema"]["fields"]:
        assert field["type"] in TYPES_OF_R, field["name"]
        # It knows the words of the standard alone, and makes NA of all others.
        assert not {"trueValues", "falseValues"} & field.keys(), field["name"]
