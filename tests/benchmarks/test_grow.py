"""Packages that grow: valid, as large as asked for, always the same."""

from __future__ import annotations

from pathlib import Path

import pandas as pd
import pytest

from benchmarks.grow import LINKS, grow
from data.load import Dataset, load
from data.validate import validate

FACTOR = 3


@pytest.fixture(scope="module")
def grown(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("grown")
    grow(FACTOR, folder)
    return folder


def test_a_grown_package_is_valid(grown: Path):
    assert validate(grown) == []


def test_records_and_their_links_grow_and_nothing_else(grown: Path, dataset: Dataset):
    growing = {name for table, links in LINKS.items() for name in (table, *links)}
    for name, frame in load(grown).frames.items():
        times = FACTOR if name in growing else 1
        assert len(frame) == times * len(dataset.frames[name]), name


def test_dates_are_spread_over_the_same_years(grown: Path, dataset: Dataset):
    for table in LINKS:
        before, after = dataset.table(table)["date"], load(grown).table(table)["date"]
        years = before.dt.year.value_counts() * FACTOR
        pd.testing.assert_series_equal(after.dt.year.value_counts(), years)
        assert after.nunique() > before.nunique(), table


def test_the_same_factor_gives_the_same_files(grown: Path, tmp_path: Path):
    grow(FACTOR, tmp_path)
    for path in sorted(grown.rglob("*.csv")):
        again = tmp_path / path.relative_to(grown)
        assert again.read_bytes() == path.read_bytes(), path.name


def test_grown_once_the_package_is_the_same(tmp_path: Path, dataset: Dataset):
    grow(1, tmp_path)
    for table in dataset.package.tables.values():
        before = (dataset.root / table.path).read_bytes()
        assert (tmp_path / table.path).read_bytes() == before, table.name


def test_a_package_cannot_shrink(tmp_path: Path):
    with pytest.raises(ValueError, match="1 at least"):
        grow(0, tmp_path)
