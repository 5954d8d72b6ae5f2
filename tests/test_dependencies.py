"""What serves readers is locked, sound, licensed, and the same everywhere."""

from __future__ import annotations

import asyncio
import re
import socket
import subprocess
import sys
from collections.abc import Iterator
from importlib.metadata import requires, version

import pytest
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name
from packaging.version import Version
from streamlit.web import bootstrap
from streamlit.web.server.starlette import starlette_server

from scripts.build_licences import LICENCES, LOCK, build, locked
from tests.support.paths import REPOSITORY

# The first version without the advisories known to us, and the newest of these.
FIRST_SOUND = {
    "anyio": ("4.14.2", "CVE-2026-63374"),
    "h11": ("0.16.0", "CVE-2025-43859"),
    "idna": ("3.15", "CVE-2026-45409"),
    "jinja2": ("3.1.6", "CVE-2025-27516"),
    "pillow": ("12.2.0", "CVE-2026-40192"),
    "protobuf": ("6.33.5", "CVE-2026-0994"),
    "pyarrow": ("23.0.1", "CVE-2026-25087"),
    "python-multipart": ("0.0.27", "CVE-2026-42561"),
    "requests": ("2.33.0", "CVE-2026-25645"),
    "starlette": ("1.3.0", "PYSEC-2026-248"),
    "streamlit": ("1.54.0", "CVE-2026-33682"),
    "urllib3": ("2.7.0", "CVE-2026-44431"),
}

# Streamlit accepts older versions of these than the first sound ones: where a host
# installs requirements.txt and not the lock, that file must pin them.
LET_THROUGH = {"pyarrow", "python-multipart", "starlette", "streamlit"}

# Licences that ask nothing of the code that uses the package.
PERMISSIVE = {
    "0BSD", "Apache-2.0", "BSD", "BSD-2-Clause", "BSD-3-Clause", "CC0-1.0", "ISC",
    "MIT", "MIT-CMU", "PSF-2.0", "Zlib",
}  # fmt: skip
# Binds who changes its own files alone, and nobody here does.
OF_ITS_OWN_FILES = {"certifi": "MPL-2.0"}

LOCKED = list(locked(LOCK.read_text(encoding="utf-8")))
HERE = [each for each in LOCKED if each.is_for_this_system]


def _readable() -> list[Requirement]:
    lines = (REPOSITORY / "requirements.txt").read_text(encoding="utf-8").splitlines()
    return [Requirement(line) for line in lines if line and not line.startswith("#")]


def test_the_lock_holds_what_the_readable_file_asks_for():
    """Written again with `make lock` after each change of requirements.txt."""
    asked = {(each.name, str(each.specifier), str(each.marker)) for each in _readable()}
    kept = {
        (each.name, f"=={each.version}", str(each.requirement.marker))
        for each in LOCKED
    }
    assert asked - kept == set(), "run make lock"


def test_every_file_that_may_be_installed_is_known_by_its_hash():
    for each in LOCKED:
        assert str(each.requirement.specifier) == f"=={each.version}", each.name
        assert each.hashes, each.name
        for known in each.hashes:
            assert re.fullmatch(r"sha256:[0-9a-f]{64}", known), each.name


def _wanted(name: str, extras: frozenset[str] = frozenset()) -> Iterator[Requirement]:
    """What an installed package asks for on this system."""
    for line in requires(name) or ():
        asked = Requirement(line)
        environments = [{"extra": extra} for extra in extras or {""}]
        if asked.marker is None or any(map(asked.marker.evaluate, environments)):
            yield asked


def test_the_lock_holds_all_that_is_installed_and_nothing_else():
    kept = {canonicalize_name(each.name): Version(each.version) for each in HERE}
    open_requirements = _readable()
    found: set[str] = set()
    while open_requirements:
        asked = open_requirements.pop()
        if asked.marker is not None and not asked.marker.evaluate({"extra": ""}):
            continue
        name = canonicalize_name(asked.name)
        assert name in kept, f"{asked} is not locked: run make lock"
        assert asked.specifier.contains(kept[name], prereleases=True), str(asked)
        if name not in found:
            found.add(name)
            open_requirements += _wanted(name, frozenset(asked.extras))
    assert set(kept) - found == set(), "run make lock"


def test_the_tests_run_with_what_is_locked():
    assert {each.name: version(each.name) for each in HERE} == {
        each.name: each.version for each in HERE
    }


@pytest.mark.parametrize("package", FIRST_SOUND)
def test_an_installation_can_not_end_below_the_first_sound_version(package):
    least, advisory = FIRST_SOUND[package]
    kept = [each for each in LOCKED if each.name == package]
    assert kept, f"{package} is not locked"
    for each in kept:
        assert Version(each.version) >= Version(least), f"{package} has {advisory}"


@pytest.mark.parametrize("package", sorted(LET_THROUGH))
def test_what_streamlit_lets_through_is_pinned_where_people_read_it(package):
    pinned = {each.name for each in _readable()}
    _, advisory = FIRST_SOUND[package]
    assert package in pinned, f"{package} may be resolved to one with {advisory}"


@pytest.mark.skipif(sys.platform == "win32", reason="uvloop is not for Windows")
def test_an_answer_does_not_wait_until_the_one_before_was_acknowledged():
    """What uvloop is here for: Streamlit uses it, and it sends each packet at once."""

    async def accepted() -> int:
        found = asyncio.get_running_loop().create_future()

        def met(_: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
            ours = writer.get_extra_info("socket")
            found.set_result(ours.getsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY))
            writer.close()

        listening = starlette_server._bind_socket("127.0.0.1", 0, 1)
        server = await asyncio.start_server(met, sock=listening)
        async with server:
            _, writer = await asyncio.open_connection(*listening.getsockname())
            result = await found
            writer.close()
            return result

    loop = bootstrap._get_uvloop_loop_factory()
    assert loop is not None, "Streamlit does not find uvloop"
    with asyncio.Runner(loop_factory=loop) as runner:
        assert runner.run(accepted()) == 1


def _rows() -> dict[str, str]:
    lines = LICENCES.read_text(encoding="utf-8").splitlines()
    cells = [line.strip("| ").split(" | ") for line in lines if line.startswith("| ")]
    return {name: licence for name, licence, _ in cells[1:]}


def test_the_page_of_licences_is_what_the_packages_say():
    names = {each.name for each in LOCKED}
    assert set(_rows()) == names, "run make licences"
    if {each.name for each in HERE} == names:
        assert LICENCES.read_text(encoding="utf-8") == build(), "run make licences"


def test_no_licence_binds_the_code_here():
    for name, licence in _rows().items():
        parts = set(re.split(r" AND | OR ", licence))
        assert parts <= PERMISSIVE | {OF_ITS_OWN_FILES.get(name)}, f"{name}: {licence}"


WORKFLOWS = sorted((REPOSITORY / ".github" / "workflows").glob("*.yml"))


def _valid(schema: str, *paths: str) -> None:
    checked = subprocess.run(
        [sys.executable, "-m", "check_jsonschema", "--builtin-schema", schema, *paths],
        capture_output=True,
        text=True,
        check=False,
    )
    assert checked.returncode == 0, checked.stdout + checked.stderr


def test_the_workflows_are_ones():
    assert WORKFLOWS
    _valid("vendor.github-workflows", *map(str, WORKFLOWS))


def test_the_update_bot_can_read_its_settings():
    _valid("vendor.dependabot", str(REPOSITORY / ".github" / "dependabot.yml"))


@pytest.mark.parametrize("path", WORKFLOWS, ids=lambda path: path.name)
def test_a_workflow_runs_only_known_code_and_may_only_read(path):
    text = path.read_text(encoding="utf-8")
    used = re.findall(r"uses: *(.+)", text)
    assert used
    for each in used:
        assert re.fullmatch(r"[\w./-]+@[0-9a-f]{40} # v[\d.]+", each), each
    assert re.findall(r"permissions:\n(.*)\n", text) == ["  contents: read"]
    assert "pull_request_target" not in text


def test_the_tests_run_on_all_versions_of_python_that_are_promised():
    text = (REPOSITORY / ".github" / "workflows" / "ci.yml").read_text(encoding="utf-8")
    assert 'python: ["3.11", "3.12", "3.13", "3.14"]' in text
    assert "run: .ci/run" in text
