"""What SECURITY.md says is so, as far as files can show it."""

from __future__ import annotations

import re
import tomllib

import pytest

from tests.support.paths import REPOSITORY

STATIC = REPOSITORY / "static"

# What the server hands out with a type that no browser runs as a page.
INERT = {
    ".atom", ".csv", ".json", ".parquet", ".png", ".svg", ".woff2", ".zip",
}  # fmt: skip

SERVED = sorted(path for path in STATIC.rglob("*") if not path.is_dir())


@pytest.fixture(scope="module")
def said():
    text = (REPOSITORY / "SECURITY.md").read_text(encoding="utf-8")
    return " ".join(text.split())


@pytest.fixture(scope="module")
def server():
    text = (REPOSITORY / ".streamlit" / "config.toml").read_text(encoding="utf-8")
    return tomllib.loads(text)["server"]


def test_the_limits_are_those_of_the_settings(said, server):
    assert f"for {server['disconnectedSessionTTL']} s after its tab is closed" in said
    assert f"{server['maxMessageSize']} MB at most" in said


def test_nothing_is_switched_off_that_guards(server):
    """These are on by default: the document counts on them."""
    assert server.get("enableXsrfProtection", True)
    assert server.get("enableCORS", True)
    assert not server.get("enableAgentApi", False)


def test_what_is_handed_out_is_no_page_and_no_program():
    assert SERVED
    for path in SERVED:
        name = path.relative_to(STATIC).as_posix()
        assert path.suffix in INERT, name
        assert not path.is_symlink(), name
        assert not any(part.startswith(".") for part in name.split("/")), name


@pytest.mark.parametrize(
    "path", [p for p in SERVED if p.suffix == ".svg"], ids=lambda p: p.name
)
def test_a_drawing_that_is_handed_out_runs_and_asks_for_nothing(path):
    text = path.read_text(encoding="utf-8").replace('xmlns="http://www.w3.org/', "")
    assert not re.search(r"<script|\bon\w+=|https?:|javascript:|<foreignObject", text)
