"""The table of what grows, and the command that writes a package."""

from __future__ import annotations

import os
import sys
from pathlib import Path

import pytest

from benchmarks import growth
from data.load import load
from data.schema import DATA_DIRECTORY


def test_figures_stand_beside_those_of_today():
    measured = {1: {"load, s": 0.5, "pages": 20.0}, 100: {"load, s": 1.0}}
    text = growth.table(measured)
    assert "| load, s | 0.5 | 1.0 (2.0 ×)" in text
    assert "not in time" in text, "a figure that one factor lacks"


def test_views_are_not_seen_twice():
    for path, views in growth.VIEWS.items():
        assert len(set(views)) == len(views) > growth.WARM, path


def test_the_package_read_is_the_one_before_once_more(monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setenv("OPEN_LINE_DATA", "one")
    with growth.reading(Path("other")):
        assert os.environ["OPEN_LINE_DATA"] == "other"
    assert os.environ["OPEN_LINE_DATA"] == "one"


def test_the_command_writes_a_package(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(sys, "argv", ["growth", "2", str(tmp_path)])
    growth.main()
    once, twice = load(DATA_DIRECTORY), load(tmp_path)
    assert len(twice.contacts) == 2 * len(once.contacts)
