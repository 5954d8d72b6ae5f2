"""How old the data are on the reader's day, in words, on every page."""

from __future__ import annotations

import datetime as dt
import json

import pytest

from components import cite, spans
from components.registry import PAGES
from data.schema import DATA_DIRECTORY

CUTOFFS = {
    name: dt.date.fromisoformat(day)
    for name, day in json.loads(
        (DATA_DIRECTORY / "datapackage.json").read_text(encoding="utf-8")
    )["cutoffs"].items()
}
# That of contacts is the first day that was not searched any more.
LAST = CUTOFFS | {"contacts": CUTOFFS["contacts"] - dt.timedelta(days=1)}
WORDS = {"contacts": "contacts", "stances": "positions", "assessments": "assessments"}


def _day(day):
    return f"{day.day} {day:%B %Y}"


@pytest.mark.parametrize("later", [0, 1, 2, 143, 1_500])
@pytest.mark.parametrize("subject", LAST)
def test_the_age_is_counted_from_the_last_day_searched(dataset, subject, later):
    today = LAST[subject] + dt.timedelta(days=later)
    days = "1 day" if later == 1 else f"{later:,} days"
    expected = f"{WORDS[subject]} to {_day(LAST[subject])} ({days} ago)"
    said = spans.line(dataset, [subject], today)
    assert said == f"Searched: {expected}. What came later is unknown, not zero."


def test_a_clock_that_is_behind_gives_no_age(dataset):
    said = spans.line(dataset, LAST, dt.date(2020, 1, 1))
    assert "ago" not in said
    assert all(_day(day) in said for day in LAST.values())


@pytest.mark.parametrize("spec", PAGES, ids=lambda spec: spec.stem)
def test_every_page_says_how_old_its_data_are(app, monkeypatch, spec):
    day = LAST["contacts"] + dt.timedelta(days=200)
    monkeypatch.setattr(cite, "today", lambda: day)
    said = [caption.value for caption in app(spec.stem).caption]
    line = next(words for words in said if words.startswith("Searched: "))
    for subject in LAST:
        told = f"{WORDS[subject]} to {_day(LAST[subject])}" in line
        assert told == (subject in spec.subjects)
        if told:
            assert f"({(day - LAST[subject]).days:,} days ago)" in line
