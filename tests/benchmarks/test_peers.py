"""The app beside others: the numbers that they draw, and the table that comes out."""

from __future__ import annotations

import asyncio
import csv
import io

from benchmarks.measure import App, alone
from benchmarks.peers.__main__ import (
    CHOSEN,
    COUNTRIES,
    FIGURES,
    HERE,
    YEARS,
    lines,
    made_up,
)
from benchmarks.process import serve


def test_the_numbers_are_as_many_as_the_template_has_and_the_same_each_time():
    text = made_up()
    assert text == made_up()
    rows = list(csv.DictReader(io.StringIO(text)))
    codes = [row["Country Code"] for row in rows]
    assert len(set(codes)) == len(rows) == COUNTRIES
    assert set(CHOSEN) < set(codes)
    assert {"AAA", "AAB", "AAC"} < set(codes), "the browser chooses them"
    assert all(float(row[str(year)]) > 0 for row in rows for year in YEARS)


def test_ours_is_compared_with_the_better_of_the_others():
    one, two, ours = ({name: float(v) for name in FIGURES} for v in (10, 20, 15))
    printed = list(lines([[one, one, one], [two], [ours, ours]]))
    assert [line[0] for line in printed] == list(FIGURES)
    assert printed[0][1:] == ["10 ms", "20 ms", "15 ms", "1.50 ×"]


def test_the_template_runs_and_its_slider_can_be_used(tmp_path):
    table = tmp_path / "gdp.csv"
    table.write_text(made_up(), encoding="utf-8")
    gdp = App(HERE / "gdp.py", {"": ("years",)})
    with serve(gdp.entry, ["--", str(table)]) as served:
        cpu, size = asyncio.run(alone(served, gdp, "", 2))
    assert cpu > 0
    assert size > 1
