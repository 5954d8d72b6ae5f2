"""CITATION.cff: as it is written, and as the converter of the format makes of it."""

from __future__ import annotations

import json
import subprocess

import pytest
import yaml

from data.schema import package
from tests.support.paths import READERS, REPOSITORY

FILE = REPOSITORY / "CITATION.cff"
CONVERTER = READERS / "cff" / "bin" / "cffconvert"

needs_converter = pytest.mark.skipif(
    not CONVERTER.exists(), reason="cffconvert is not installed: `make readers`"
)


def _converted(*arguments):
    done = subprocess.run(
        [str(CONVERTER), *arguments, "--infile", str(FILE)],
        capture_output=True,
        text=True,
        encoding="utf-8",
        check=False,
    )
    assert done.returncode == 0, done.stdout + done.stderr
    return done.stdout


def test_the_licence_is_that_of_the_data_and_the_code_has_its_own():
    """A list of licences would mean that either may be chosen."""
    cited = yaml.safe_load(FILE.read_text(encoding="utf-8"))
    assert (cited["type"], cited["license"]) == ("dataset", package().license_name)
    (code,) = cited["references"]
    assert (code["type"], code["license"]) == ("software", "MIT")
    assert (REPOSITORY / "LICENSE").read_text(encoding="utf-8").startswith("MIT")


def test_it_says_what_the_descriptor_says():
    cited, declared = yaml.safe_load(FILE.read_text(encoding="utf-8")), package()
    assert cited["version"] == declared.version
    assert cited["date-released"] == declared.created.isoformat()
    assert cited["title"] == declared.title
    assert [author["name"] for author in cited["authors"]] == list(declared.authors)


@needs_converter
def test_it_is_valid():
    assert "valid" in _converted("--validate")


@needs_converter
def test_no_converted_form_offers_the_data_under_another_licence():
    for form in ("schema.org", "codemeta"):
        written = json.loads(_converted("--format", form))
        assert (
            written["license"] == f"https://spdx.org/licenses/{package().license_name}"
        )
        assert written["version"] == package().version
    for form in ("bibtex", "ris", "apalike", "endnote"):
        written = _converted("--format", form)
        assert "MIT" not in written
        assert package().title in written
