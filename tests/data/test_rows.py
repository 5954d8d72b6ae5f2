"""Rows as objects, and which ids are among those known."""

from __future__ import annotations

from collections import Counter

import numpy as np
import pandas as pd
import pytest

from data.rows import among, each, numbers, where

# One frame of few rows, one of many, and one put together of two.
SMALL = pd.DataFrame({"name": ["a", "", "b"], "n": [1, 2, 3]})
LARGE = pd.DataFrame({"name": [f"{n % 7}" for n in range(3_000)], "n": range(3_000)})
JOINED = pd.concat([LARGE, SMALL], ignore_index=True)


@pytest.mark.parametrize("frame", [SMALL, LARGE, JOINED], ids=["few", "many", "joined"])
def test_rows_hold_the_values_of_the_frame(frame):
    assert list(map(tuple, each(frame))) == list(frame.itertuples(index=False))


def test_equal_texts_of_many_rows_are_one_object():
    names = [row.name for row in each(LARGE)]
    assert len({id(name) for name in names}) == 7


@pytest.mark.parametrize(
    "known", [SMALL["name"], JOINED["name"], SMALL["name"].head(0)]
)
def test_ids_are_found_as_pandas_finds_them(known):
    found = among(JOINED["name"], known)
    pd.testing.assert_series_equal(found, JOINED["name"].isin(known), check_names=False)


@pytest.mark.parametrize("wanted", [[], [0], [1, 2], [0, 2], [0, 1, 2]])
def test_a_mask_gives_its_rows(wanted: list[int]) -> None:
    mask = np.isin(np.arange(3), wanted)
    pd.testing.assert_frame_equal(where(SMALL, mask), SMALL.iloc[wanted])


def test_rows_that_follow_each_other_are_not_copied() -> None:
    part = where(LARGE, (LARGE["n"] >= 1_000).to_numpy())
    assert np.shares_memory(part["n"].to_numpy(), LARGE["n"].to_numpy())


def test_values_are_counted() -> None:
    assert numbers(JOINED["name"]) == Counter(JOINED["name"].tolist())
