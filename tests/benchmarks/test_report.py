"""From runs to a table: medians, ranges, ratios within the same run."""

from __future__ import annotations

import json

import pytest

from benchmarks import report
from benchmarks.process import _clock
from benchmarks.report import Spread

FLOOR = [{"warm ms": 10.0, "rerun / ms": 5.0}, {"warm ms": 20.0, "rerun / ms": 5.0}]
OWN = [
    {"warm ms": 20.0, "rerun / ms": 10.0, "rerun /calls ms": 15.0, "map KB": 36.0},
    {"warm ms": 60.0, "rerun / ms": 10.0, "rerun /calls ms": 25.0, "map KB": 36.0},
]


def test_each_run_is_compared_with_the_floor_beside_it():
    ratios = report.ratios(OWN, FLOOR)
    assert ratios["warm ms"] == Spread(2.5, 2.0, 3.0)
    assert ratios["rerun /calls ms"] == Spread(4.0, 3.0, 5.0), "the floor's only page"
    assert "map KB" not in ratios


def test_the_table_shows_every_figure_with_its_range():
    text = report.table({"bare": FLOOR, "own": OWN}, "bare", "own")
    lines = {line.split("  ")[0]: line for line in text.splitlines()}
    assert "40 (20–60)" in lines["warm ms"]
    assert lines["warm ms"].endswith("2.5")
    assert lines["rerun /calls ms"].endswith("4.0")
    assert lines["map KB"].endswith("36")


def test_figures_are_kept_as_json(tmp_path):
    path = tmp_path / "figures.json"
    report.write(path, {"bare": FLOOR})
    kept = json.loads(path.read_text(encoding="utf-8"))
    assert kept["runs"]["bare"] == FLOOR
    assert kept["cores"] >= 1


@pytest.mark.parametrize(
    ("text", "seconds"),
    [("0:01.50", 1.5), ("02:03", 123), ("1:02:03", 3723), ("2-00:00:01", 172801)],
)
def test_cpu_time_is_read_as_ps_prints_it(text, seconds):
    assert _clock(text) == seconds


def test_what_is_no_time_is_an_error():
    with pytest.raises(ValueError, match="nonsense"):
        _clock("nonsense")
