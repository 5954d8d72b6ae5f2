from __future__ import annotations

import pytest

from data.load import Dataset, load
from data.stances import StanceIndex, said


@pytest.fixture(scope="session")
def dataset() -> Dataset:
    return load()


@pytest.fixture(scope="session")
def index(dataset: Dataset) -> StanceIndex:
    return StanceIndex(
        said(dataset),
        dataset.table("statement_flags"),
        dataset.table("governments"),
    )
