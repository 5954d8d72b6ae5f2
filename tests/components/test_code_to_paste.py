"""The code that the data tab prints runs as printed, on the files as they are built."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from components.sources.downloads import LANGUAGES, written
from data import publish
from data.schema import package
from tests.support.paths import READERS

# How each language is run: where it is, and the arguments before a file of code.
_SQL = "import duckdb, sys; print(duckdb.sql(open(sys.argv[1]).read()).fetchall())"
RUN = {
    "pandas": [sys.executable],
    "r": [shutil.which("Rscript") or ""],
    "duckdb": [str(READERS / "python" / "bin" / "python"), "-c", _SQL],
    "shell": [shutil.which("sh") or ""],
}


@pytest.fixture(scope="module")
def code(tmp_path_factory):
    folder = tmp_path_factory.mktemp("public")
    publish.build(folder)
    name = publish.zip_name(package())
    plain, fetched = (f"{base}/" for base in (folder, folder.as_uri()))
    # Only the shell asks for an address where the others read a file as well.
    counted = package().setting.main_counterpart
    shell = written(fetched, name, counted)["shell"]
    return written(plain, name, counted) | {"shell": shell}


def _run(language, code, folder):
    file = folder / "pasted"
    file.write_text(code[language], encoding="utf-8")
    tools = os.pathsep.join([str(Path(sys.executable).parent), os.environ["PATH"]])
    return subprocess.run(
        [*RUN[language], str(file)],
        cwd=folder,
        env={**os.environ, "PATH": tools},
        capture_output=True,
        text=True,
        check=False,
    )


def _skip_without(language):
    if not Path(RUN[language][0]).is_file():
        pytest.skip(f"nothing here runs {language}: see `make readers`")
    if language == "shell" and not (shutil.which("curl") and shutil.which("unzip")):
        pytest.skip("curl or unzip is not here")


@pytest.mark.parametrize("language", LANGUAGES)
def test_code_runs_as_printed(language, code, tmp_path):
    _skip_without(language)
    done = _run(language, code, tmp_path)
    assert done.returncode == 0, done.stderr
    if language == "shell":
        assert done.stdout.count("VALID") == len(package().tables)
        return
    # Research notes: remote contacts with France, 20 in 2022 and 73 in all.
    counts = _counts(language, done.stdout)
    assert (counts["2022"], sum(counts.values())) == (20, 73)


def _counts(language, printed):
    if language == "r":
        # A heading of years, and their numbers below, in blocks.
        lines = [line.split() for line in printed.splitlines() if line.strip()]
        years = [word for line in lines[::2] for word in line]
        numbers = [int(word) for line in lines[1::2] for word in line]
        return dict(zip(years, numbers, strict=True))
    found = re.findall(r"(20\d\d)\D+(\d+)", printed)
    return {year: int(number) for year, number in found}
