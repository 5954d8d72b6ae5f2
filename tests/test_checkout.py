"""A clone holds what was committed, byte for byte, whatever git does to line ends."""

from __future__ import annotations

import subprocess
from pathlib import Path

import pytest

from tests.support.paths import REPOSITORY

WINDOWS = ("-c", "core.autocrlf=true", "-c", "core.eol=crlf")


def _git(*arguments: str, text: str = "") -> str:
    run = subprocess.run(
        ["git", *arguments],
        cwd=REPOSITORY,
        input=text.encode(),
        capture_output=True,
        check=True,
    )
    return run.stdout.decode()


@pytest.fixture
def committed():
    """Path → id of its bytes, for all files that git knows."""
    if not (REPOSITORY / ".git").exists():
        pytest.skip("a copy without git has no attributes")
    entries = [line.split("\t") for line in _git("ls-files", "-sz").split("\0") if line]
    return {path: kept.split()[1] for kept, path in entries}


def test_a_clone_on_windows_has_the_bytes_of_every_file(committed, tmp_path):
    _git(*WINDOWS, "checkout-index", "--all", f"--prefix={tmp_path.as_posix()}/")
    paths = "\n".join((tmp_path / path).as_posix() for path in committed)
    hashes = _git("hash-object", "--no-filters", "--stdin-paths", text=paths).split()
    found = dict(zip(committed, hashes, strict=True))
    assert {path for path in committed if found[path] != committed[path]} == set()


def test_what_a_shell_runs_ends_its_lines_with_lf(committed):
    scripts = {".ci/run", "Makefile"} | {p for p in committed if p.endswith(".sh")}
    for name in sorted(scripts):
        assert b"\r" not in (REPOSITORY / name).read_bytes(), name


@pytest.mark.parametrize("suffix", [".png", ".zip", ".parquet"])
def test_what_is_no_text_is_never_changed(committed, suffix):
    names = [path for path in committed if Path(path).suffix == suffix]
    said = _git("check-attr", "-z", "text", "--stdin", "-z", text="\0".join(names))
    values = said.rstrip("\0").split("\0")[2::3]
    assert len(values) == len(names) > 0
    assert set(values) == {"unset"}
