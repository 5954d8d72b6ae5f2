"""The rule of a record with many statements asks few of them, and answers the same."""

from __future__ import annotations

from datetime import date, timedelta
from pathlib import Path

import pytest

from benchmarks.grow import grow
from data.fill_rule import Actor, fill_of
from data.load import Dataset, load
from data.stances import StanceIndex, said

DAYS = [date(2022, 2, 1) + timedelta(days=47 * n) for n in range(36)]


@pytest.fixture(scope="module")
def grown(tmp_path_factory: pytest.TempPathFactory) -> Dataset:
    folder: Path = tmp_path_factory.mktemp("grown")
    grow(8, folder)
    return load(folder)


def _actors(data: Dataset) -> list[Actor]:
    tables = data.table("statement_flags"), data.table("governments")
    return list(StanceIndex(said(data), *tables).actors.values())


def test_answer_rests_on_few_statements(dataset: Dataset, grown: Dataset) -> None:
    """Eight times the statements are hardly more to be asked."""
    last = DAYS[-1]
    before, now = (
        sum(len(actor.telling(last)) for actor in _actors(data))
        for data in (dataset, grown)
    )
    assert sum(len(a.until(last)) for a in _actors(grown)) > 3 * now
    assert now < 3 * before


def test_few_statements_answer_as_all_do(
    grown: Dataset, monkeypatch: pytest.MonkeyPatch
) -> None:
    """What colours, what stands beside it and every kind of nothing are the same."""
    actors = _actors(grown)
    by_few = [fill_of(actor, day) for actor in actors for day in DAYS]
    monkeypatch.setattr(Actor, "telling", Actor.until)
    by_all = [fill_of(actor, day) for actor in actors for day in DAYS]
    assert by_few == by_all
    assert {f.fill for f in by_all} > {"supports", "opposes", "no_statement"}
    assert {kind for f in by_all for kind in f.nothing_kinds}
