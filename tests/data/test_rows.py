"""Rows as objects, and which ids are among those known."""

from __future__ import annotations

import pandas as pd
import pytest

from data.rows import among, each

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
