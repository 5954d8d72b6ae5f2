"""A log that stays short, whatever strangers send."""

from __future__ import annotations

import logging

import pytest

from components import process


@pytest.fixture
def lines(caplog):
    """A logger that says the same seldom, and the records that came through."""
    logger = logging.getLogger("open_line.tests")
    seldom = process.Seldom()
    logger.addFilter(seldom)
    yield logger, caplog
    logger.removeFilter(seldom)


def _fail(kind, said):
    raise kind(said)


def _tell(logger, kind, said):
    try:
        _fail(kind, said)
    except kind:
        logger.exception("Uncaught")


def test_the_same_error_is_told_once_whatever_it_says(lines):
    logger, told = lines
    for n in range(300):
        _tell(logger, ValueError, f"what a stranger wrote, {n}")
    assert len(told.records) == 1
    _tell(logger, TypeError, "another kind")
    assert len(told.records) == 2


def test_what_was_left_out_is_counted(lines, monkeypatch):
    logger, told = lines
    now = [1000.0]
    monkeypatch.setattr(process.time, "monotonic", lambda: now[0])
    for _ in range(4):
        _tell(logger, ValueError, "")
    now[0] += process.SELDOM
    _tell(logger, ValueError, "")
    assert [r.getMessage() for r in told.records] == [
        "Uncaught",
        "Uncaught (3 more of these)",
    ]


def test_the_errors_of_runs_are_among_them():
    process.prepare()
    held = logging.getLogger("streamlit.error_util").filters
    assert any(isinstance(known, process.Seldom) for known in held)
