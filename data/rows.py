"""Rows of a frame as objects, without the type union of every possible cell."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pandas as pd


def each(frame: pd.DataFrame) -> Iterator[Any]:
    """Yield the rows of a frame as named tuples, without its index.

    What a column holds is declared by the descriptor; the stubs of pandas can not
    know that, and would ask for a cast at each use.
    """
    return frame.itertuples(index=False)
