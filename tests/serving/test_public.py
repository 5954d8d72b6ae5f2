"""Public files that are not as they were checked are not handed out, by either way."""

from __future__ import annotations

import shutil
import urllib.error
import urllib.request

import pytest

from tests.support.paths import REPOSITORY
from tests.support.server import PREFIX, serve

CHANGED = "data/v1/csv/contacts.csv"
GONE = "data/v1/parquet/contacts.parquet"
WHOLE = "data/v1/csv/topics.csv"
STRANGE = "data/v1/csv/other.csv"


@pytest.fixture(scope="module")
def site(tmp_path_factory):
    """A copy of the app, of which a test may damage files."""
    copy = tmp_path_factory.mktemp("site") / "app"
    for name in ("components", "data", "pages", "static", ".streamlit"):
        ignored = shutil.ignore_patterns("__pycache__")
        shutil.copytree(REPOSITORY / name, copy / name, ignore=ignored)
    for name in ("dashboard.py", "serve.py"):
        shutil.copy(REPOSITORY / name, copy / name)
    return copy


def _ask(server, prefix, name):
    asked = urllib.request.Request(f"{server.url}{prefix}/app/static/{name}")
    try:
        with urllib.request.urlopen(asked) as answer:
            return answer.status, answer.read()
    except urllib.error.HTTPError as error:
        return error.code, error.read()


@pytest.mark.parametrize(
    ("entry", "prefix"),
    [("dashboard.py", ""), ("serve.py", ""), ("serve.py", "/dash")],
)
def test_what_was_not_checked_is_not_handed_out(site, tmp_path, entry, prefix):
    static = site / "static"
    raw = {name: (static / name).read_bytes() for name in (CHANGED, GONE, WHOLE)}
    environment = {PREFIX: prefix.strip("/")} if prefix else {}
    with serve(tmp_path / "log", environment, site / entry) as server:
        assert all(
            _ask(server, prefix, name) == (200, whole) for name, whole in raw.items()
        )
        try:
            (static / CHANGED).write_bytes(raw[CHANGED].replace(b"2025", b"2024", 1))
            (static / GONE).unlink()
            (static / STRANGE).write_bytes(raw[WHOLE])
            status, told = _ask(server, prefix, CHANGED)
            assert status == 503
            assert b"2024" not in told
            assert _ask(server, prefix, GONE)[0] == 503
            assert _ask(server, prefix, STRANGE)[0] == 404
            assert _ask(server, prefix, WHOLE) == (200, raw[WHOLE])
            assert _ask(server, prefix, CHANGED)[0] == 503
        finally:
            (static / STRANGE).unlink()
            for name, whole in raw.items():
                (static / name).write_bytes(whole)
        assert _ask(server, prefix, CHANGED) == (200, raw[CHANGED])
        told = [x for x in server.log.splitlines() if "event=file_refused" in x]
        assert len(told) == 2
        assert f"file=static/{CHANGED}" in told[0]
        assert server.complaints() == []


def test_a_damaged_manifest_lets_nothing_out(site, tmp_path):
    manifest = site / "data" / "manifest.json"
    whole = manifest.read_bytes()
    with serve(tmp_path / "log", {}, site / "dashboard.py") as server:
        try:
            manifest.write_bytes(whole[:-1])
            assert _ask(server, "", WHOLE)[0] == 503
        finally:
            manifest.write_bytes(whole)
        assert _ask(server, "", WHOLE)[0] == 200
