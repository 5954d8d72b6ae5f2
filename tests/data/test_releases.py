"""Releases: frozen files, a list with checksums, and no version used twice."""

from __future__ import annotations

import hashlib
import zipfile

import pytest

from data import publish, releases
from data.schema import DataError, package
from tests.support.paths import REPOSITORY

KEPT = REPOSITORY / "static" / "data" / "releases"
NEWEST = REPOSITORY / "static" / "data" / "v1"


@pytest.fixture
def made(tmp_path):
    """A folder with one release, and a second package that is not released."""
    first, second = tmp_path / "x-1.0.0.zip", tmp_path / "x-1.1.0.zip"
    first.write_bytes(b"one")
    second.write_bytes(b"two")
    folder = tmp_path / "kept"
    releases.release(folder, "1.0.0", "2026-01-01", first)
    return folder, first, second


def test_the_committed_releases_are_the_files_that_were_released():
    releases.check_releases(KEPT)
    listed = {release.file for release in releases.read_releases(KEPT)}
    assert listed == {path.name for path in KEPT.glob("*.zip")}


def test_each_release_says_its_own_version():
    for release in releases.read_releases(KEPT):
        with zipfile.ZipFile(KEPT / release.file) as archive:
            assert f'"version": "{release.version}"' in archive.read(
                "datapackage.json"
            ).decode("utf-8")


def test_data_of_a_released_version_have_not_moved_on():
    """Changed data need a new version: what is cited must stay what it was."""
    for release in releases.read_releases(KEPT):
        if release.version == package().version:
            newest = (NEWEST / publish.zip_name(package())).read_bytes()
            assert hashlib.sha256(newest).hexdigest() == release.sha256


def test_a_release_stands_first_and_stays(made):
    folder, first, second = made
    releases.release(folder, "1.1.0", "2026-02-01", second)
    kept = releases.read_releases(folder)
    assert [r.version for r in kept] == ["1.1.0", "1.0.0"]
    assert (folder / first.name).read_bytes() == b"one"
    assert kept[1].sha256 == hashlib.sha256(b"one").hexdigest()


def test_the_same_bytes_can_be_released_again(made):
    folder, first, _ = made
    before = (folder / releases.LIST).read_bytes()
    releases.release(folder, "1.0.0", "2026-01-01", first)
    assert (folder / releases.LIST).read_bytes() == before


def test_other_bytes_need_another_version(made):
    folder, first, _ = made
    first.write_bytes(b"changed")
    with pytest.raises(DataError, match="new version"):
        releases.release(folder, "1.0.0", "2026-01-01", first)
    assert (folder / first.name).read_bytes() == b"one"


@pytest.mark.parametrize("damage", ["missing", "changed"])
def test_a_damaged_release_is_named(made, damage):
    folder, first, _ = made
    path = folder / first.name
    path.unlink() if damage == "missing" else path.write_bytes(b"onE")
    with pytest.raises(DataError, match=first.name):
        releases.check_releases(folder)
