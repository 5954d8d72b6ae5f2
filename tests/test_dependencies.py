"""No package that serves readers is older than the first without known holes."""

from __future__ import annotations

from importlib.metadata import version

import pytest
from packaging.version import Version

from tests.support.paths import REPOSITORY

# The first version without the advisories known to us, and the newest of these.
FIRST_SOUND = {
    "streamlit": ("1.54.0", "CVE-2026-33682"),
    "starlette": ("1.3.0", "PYSEC-2026-248"),
    "python-multipart": ("0.0.27", "CVE-2026-42561"),
    "pyarrow": ("23.0.1", "CVE-2026-25087"),
}


def _pinned() -> dict[str, str]:
    text = (REPOSITORY / "requirements.txt").read_text(encoding="utf-8")
    return dict(line.split("==") for line in text.splitlines() if "==" in line)


@pytest.mark.parametrize("package", FIRST_SOUND)
def test_an_installation_can_not_end_below_the_first_sound_version(package):
    least, advisory = FIRST_SOUND[package]
    assert package in _pinned(), f"{package} may be resolved to one with {advisory}"
    for found in (_pinned()[package], version(package)):
        assert Version(found) >= Version(least), f"{found} has {advisory}"


def test_the_tests_run_with_what_is_pinned():
    assert {package: version(package) for package in _pinned()} == _pinned()
