"""What was checked last: no other byte is shown, each file that changed is named."""

from __future__ import annotations

import json
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from data import manifest
from data.manifest import (
    MANIFEST,
    listed_files,
    read_manifest,
    rules,
    write_manifest,
)
from data.schema import DATA_DIRECTORY, DataError, package, read_package
from data.validate import load_shown, main
from tests.support.package import seal
from tests.support.paths import REPOSITORY

SEED, FLIPS = 20261126, 200


@pytest.fixture
def sealed(copy):
    """A copy of the package with its map and a manifest of its own."""
    return seal(copy)


@pytest.fixture
def site(tmp_path):
    """A copy of the data and the public files with the code that loads them."""
    for name in ("data", "static"):
        ignored = shutil.ignore_patterns("__pycache__")
        shutil.copytree(REPOSITORY / name, tmp_path / "site" / name, ignore=ignored)
    return tmp_path / "site"


def _refused(root):
    with pytest.raises(DataError) as caught:
        load_shown(root)
    return caught.value


def test_the_committed_manifest_is_current():
    known = read_manifest(DATA_DIRECTORY)
    assert known.version == package().version
    assert list(known.faults()) == [], "run `make data`"
    assert known.rules == rules(), "the rules are others: run `make data`"
    tables = {table.path for table in package().tables.values()}
    assert tables | {"datapackage.json", *manifest.GEOMETRY} == set(known.files)
    served = (p for p in (REPOSITORY / "static").rglob("*") if p.is_file())
    assert {p.relative_to(REPOSITORY / "static").as_posix() for p in served} == set(
        known.public
    ), "run `make data`"


# In a process of its own, since which folder is ours is where the code lies.
_FLIP = """
import random, sys
from pathlib import Path
from data.manifest import MANIFEST, name_of, read_manifest
from data.schema import DATA_DIRECTORY, DataError
from data.validate import load_shown
known = read_manifest(DATA_DIRECTORY)
places = {DATA_DIRECTORY / MANIFEST: MANIFEST}
places |= {place: name for place, _, name in known._places()}
chosen = random.Random(int(sys.argv[1]))
missed = []
for _ in range(int(sys.argv[2])):
    place = chosen.choice(sorted(places))
    raw = place.read_bytes()
    at = chosen.randrange(len(raw))
    flipped = raw[at] ^ chosen.randrange(1, 256)
    place.write_bytes(raw[:at] + bytes([flipped]) + raw[at + 1:])
    try:
        load_shown()
        missed.append(f"{places[place]}:{at}")
    except DataError as error:
        if error.file != places[place]:
            missed.append(f"{places[place]}:{at} told as {error}")
    place.write_bytes(raw)
load_shown()
print(missed)
"""


def test_every_flipped_byte_of_any_file_is_named(site):
    run = subprocess.run(
        [sys.executable, "-c", _FLIP, str(SEED), str(FLIPS)],
        cwd=site,
        env={"PYTHONDONTWRITEBYTECODE": "1"},
        capture_output=True,
        text=True,
        check=False,
    )
    assert (run.stdout, run.stderr) == ("[]\n", "")


def _cut(raw):
    return raw[: len(raw) // 2]


def _last_row_gone(raw):
    return raw[: raw.rstrip(b"\n").rfind(b"\n") + 1]


def _swapped_digits(raw):
    return raw.replace(b"2025-07-01", b"2025-07-11", 1)


@pytest.mark.parametrize("damage", [_cut, _last_row_gone, _swapped_digits])
@pytest.mark.parametrize("name", ["contacts", "contact_topics", "reported_counts"])
def test_what_stays_plausible_is_refused(sealed, name, damage):
    path = sealed.path(name)
    raw = path.read_bytes()
    assert damage(raw) != raw
    path.write_bytes(damage(raw))
    assert _refused(sealed.root).file == f"{name}.csv"


def test_two_files_that_were_swapped_are_refused(sealed):
    one, other = sealed.root / "geo/tiles.csv", sealed.path("topics")
    first, second = one.read_bytes(), other.read_bytes()
    one.write_bytes(second)
    other.write_bytes(first)
    assert _refused(sealed.root).file == "topics.csv"


def test_a_missing_map_of_a_package_that_had_one_is_no_other_map(sealed):
    (sealed.root / "geo/tiles.csv").unlink()
    error = _refused(sealed.root)
    assert str(error) == "tiles.csv: the file is missing"


def test_what_a_rule_finds_is_told_first_with_row_and_field(sealed):
    sealed.put("contacts", 5, date="1 July 2025")
    error = _refused(sealed.root)
    assert (error.file, error.row, error.field) == ("contacts.csv", 5, "date")


def test_a_copy_that_is_as_it_was_tells_the_row(site):
    code = (
        "from data.schema import DataError\nfrom data.validate import load_shown\n"
        "try: load_shown()\nexcept DataError as e: print(e.file, e.row)"
    )

    def told():
        run = [sys.executable, "-c", code]
        return subprocess.run(
            run, cwd=site, capture_output=True, text=True, check=True
        ).stdout.strip()

    for place, name in (
        (site / "data/tables/contacts.csv", "contacts.csv"),
        (site / "static/data/v1/csv/contacts.csv", "static/data/v1/csv/contacts.csv"),
    ):
        raw = place.read_bytes()
        lines = raw.split(b"\n")
        row = next(n for n, text in enumerate(lines, 1) if b"2025-07-01" in text)
        place.write_bytes(raw.replace(b"2025-07-01", b"2025-07-02"))
        assert told() == f"{name} {row}"
        place.write_bytes(raw)
    assert told() == ""


def test_a_manifest_of_other_rules_does_not_spare_the_rules(sealed, monkeypatch):
    sealed.put("contacts", 5, date="1 July 2025")
    seal(sealed)
    assert read_manifest(sealed.root).is_by_these_rules
    monkeypatch.setattr(manifest, "rules", lambda: "others")
    error = _refused(sealed.root)
    assert (error.file, error.row, error.field) == ("contacts.csv", 5, "date")


def test_ours_must_have_a_manifest_and_a_package_of_others_need_none(site, copy):
    assert read_manifest(copy.root) is None
    assert load_shown(copy.root).seal == ""
    (site / "data" / MANIFEST).unlink()
    run = subprocess.run(
        [sys.executable, "-m", "data.validate"],
        cwd=site,
        capture_output=True,
        text=True,
        check=False,
    )
    assert run.returncode == 1
    assert run.stdout == f"{MANIFEST}:-:-: the file is missing; run `make data`\n"


def test_a_damaged_manifest_is_named(sealed):
    path = sealed.root / MANIFEST
    raw = path.read_bytes()
    for damaged in (b"", raw[:-1], raw + b"\n", raw.replace(b"1.3.0", b"1.3.1")):
        assert damaged != raw
        path.write_bytes(damaged)
        assert _refused(sealed.root).file == MANIFEST


def test_an_edit_is_told_from_damage(sealed, capsys):
    assert main(["--root", str(sealed.root)]) == 0
    assert capsys.readouterr().out == "The data package is valid.\n"
    line = sealed.line_of("contacts", "contact_id", "fra-2025-07-01-call")
    sealed.put("contacts", line, note="Two hours.")
    assert main(["--root", str(sealed.root)]) == 0
    told = capsys.readouterr().out
    command = f"python -m data.validate --seal --root {sealed.root}"
    assert "valid" in told
    assert command in told
    assert "contacts.csv" in told
    assert command in str(_refused(sealed.root))
    assert main(["--root", str(sealed.root), "--seal"]) == 0
    assert capsys.readouterr().out == "The data package is valid.\n"
    assert load_shown(sealed.root).seal
    sealed.put("contacts", line, kind="fax")
    assert main(["--root", str(sealed.root), "--seal"]) == 1
    assert "contacts:" in capsys.readouterr().out
    assert _refused(sealed.root).row == line


def test_what_was_checked_is_the_same_as_what_is_checked_again(sealed):
    once, again = load_shown(sealed.root), load_shown_by_rules(sealed)
    assert once.package == again.package
    for name, frame in once.frames.items():
        assert frame.equals(again.frames[name]), name


def load_shown_by_rules(sealed):
    (sealed.root / MANIFEST).unlink()
    return load_shown(sealed.root)


def test_a_manifest_is_replaced_at_once(sealed):
    before = read_manifest(sealed.root).seal
    seal(sealed)
    assert read_manifest(sealed.root).seal == before
    assert [p.name for p in sealed.root.glob(".*")] == []
    assert json.loads((sealed.root / MANIFEST).read_bytes())["seal"] == before


def test_a_file_changed_while_the_rules_were_asked_is_not_listed(sealed):
    declared = read_package(sealed.root)
    before = read_manifest(sealed.root).seal
    checked = listed_files(sealed.root, declared)
    sealed.put("contacts", 5, date="2025-07-11")
    with pytest.raises(DataError, match=r"contacts\.csv: .* was changed while"):
        write_manifest(sealed.root, declared, checked)
    assert read_manifest(sealed.root).seal == before


def test_the_rules_are_those_of_the_code_that_runs(site):
    code = (
        "from data.manifest import rules\nfrom pathlib import Path\n"
        "one = rules()\nPath('data/rules.py').write_text('')\nassert rules() == one"
    )
    subprocess.run([sys.executable, "-c", code], cwd=site, check=True)


def test_files_are_replaced_at_once_and_those_that_stay_are_left_alone(
    tmp_path, monkeypatch
):
    same, other, new = (tmp_path / name for name in ("same", "other", "in/new"))
    same.write_bytes(b"1")
    other.write_bytes(b"1")
    before, seen = manifest.stamp(same), []
    moved = Path.replace

    def move(self, target):
        # All are written before the first of them is where it is read.
        seen.append([path.exists() for path in (tmp_path / ".other.new", other)])
        return moved(self, target)

    monkeypatch.setattr(Path, "replace", move)
    manifest.replace({same: b"1", other: b"2", new: b"3"})
    assert manifest.stamp(same) == before
    assert (other.read_bytes(), new.read_bytes()) == (b"2", b"3")
    assert seen == [[True, True], [False, True]]
    assert sorted(p.name for p in tmp_path.rglob(".*")) == []
