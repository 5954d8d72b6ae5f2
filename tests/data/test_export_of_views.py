"""A filtered view as JSON and Parquet: exact, typed, nothing for nothing."""

from __future__ import annotations

import datetime as dt
import io
import json

import pandas as pd
from pyarrow import parquet

from data.export import to_csv, to_json, to_parquet

VIEW = pd.DataFrame(
    {
        "name": pd.array(["=1+1", "Zoë “&{}”", ""], dtype="str"),
        "date": pd.to_datetime(["2025-07-01", None, "2022-09-11"]),
        "n": pd.array([1, None, -3], dtype="Int64"),
        "share": [0.5, float("nan"), -1.0],
        "mixed": pd.array(["a", 2, None], dtype=object),
        "seen": [True, False, True],
    },
    index=[7, 8, 9],
)


def test_json_is_exact_with_iso_dates_and_null():
    assert json.loads(to_json(VIEW)) == [
        {
            "name": "=1+1",
            "date": "2025-07-01",
            "n": 1,
            "share": 0.5,
            "mixed": "a",
            "seen": True,
        },
        {
            "name": "Zoë “&{}”",
            "date": None,
            "n": None,
            "share": None,
            "mixed": "2",
            "seen": False,
        },
        {
            "name": None,
            "date": "2022-09-11",
            "n": -3,
            "share": -1.0,
            "mixed": None,
            "seen": True,
        },
    ]


def test_parquet_keeps_types_and_days():
    rows = parquet.read_table(
        io.BytesIO(to_parquet(VIEW)), page_checksum_verification=True
    )
    assert rows.column("date").to_pylist()[0] == dt.date(2025, 7, 1)
    assert rows.column("n").to_pylist() == [1, None, -3]
    assert rows.column("name").to_pylist() == ["=1+1", "Zoë “&{}”", None]
    assert rows.column_names == list(VIEW.columns)


def test_only_the_file_for_spreadsheets_neutralises():
    assert b"'=1+1" in to_csv(VIEW)


def test_an_empty_view_is_an_empty_list():
    assert json.loads(to_json(VIEW.head(0))) == []
    assert parquet.read_table(io.BytesIO(to_parquet(VIEW.head(0)))).num_rows == 0
