"""From repeats to one table: medians, ratios within a repeat, bars met or not."""

from __future__ import annotations

import json

import pytest

from benchmarks import report
from benchmarks.process import _clock
from benchmarks.report import Bar, Taken

REPEATS = [
    [
        Taken("rerun", "ms", 20.0, Bar(2.5), 10.0),
        Taken("size", "KB", 36.0, Bar(most=40)),
    ],
    [
        Taken("rerun", "ms", 90.0, Bar(2.5), 30.0),
        Taken("size", "KB", 36.0, Bar(most=40)),
    ],
    [Taken("rerun", "ms", 20.0, Bar(2.5), 10.0), Taken("wrong", "", 1, Bar(most=0))],
]


def test_each_repeat_is_compared_with_the_floor_beside_it():
    rerun, size, wrong = report.rows(REPEATS)
    assert (rerun.ours, rerun.floor, rerun.ratio) == (20, 10, 2)
    assert (size.ours, size.floor, size.ratio) == (36, None, None)
    assert wrong.ours == 1


@pytest.mark.parametrize(
    ("bar", "value", "ratio", "met"),
    [
        (Bar(0.65), 30, 0.65, True),
        (Bar(0.65), 30, 0.66, False),
        (Bar(most=15), 15, None, True),
        (Bar(most=15), 15.1, 0.1, False),
        (Bar(0.65), 30, None, None),
        (Bar(), 30, 0.1, None),
        (Bar(most=0), 1, None, False),
    ],
)
def test_a_bar_is_met_up_to_its_value(bar, value, ratio, met):
    assert bar.met(value, ratio) is met


def test_the_table_says_what_where_and_whether_the_bar_is_met():
    rows = report.rows(REPEATS)
    text = report.table(report.HEAD, [row.cells for row in rows])
    lines = [[c.strip() for c in line.split("|")[1:-1]] for line in text.splitlines()]
    assert lines[0] == list(report.HEAD)
    assert lines[2] == ["rerun", "10 ms", "20 ms", "2.00 ×", "≤ 2.5 ×", "yes"]
    assert lines[3] == ["size", "", "36 KB", "", "≤ 40 KB", "yes"]
    assert lines[4] == ["wrong", "", "1", "", "≤ 0", "NO"]
    assert len({len(line) for line in text.splitlines()}) == 1, "columns are aligned"
    assert report.verdict(rows) == "2 of 3 bars are met."


@pytest.mark.parametrize(
    ("value", "written"),
    [(1234.5, "1,234"), (20, "20"), (19.96, "20.0"), (3.14, "3.1"), (0.05, "0.05")],
)
def test_values_have_the_digits_that_they_bear(value, written):
    assert report.number(value) == written


def test_quantiles():
    values = [float(n) for n in range(100, 0, -1)]
    assert report.quantile(values, 50) == 50.5
    assert report.quantile(values, 95) == 96
    assert report.quantile([7.0], 95) == 7


def test_the_machine_is_described():
    assert "Streamlit" in report.machine()
    assert "cores of " in report.machine()


def test_figures_are_kept_as_json(tmp_path):
    path = tmp_path / "figures.json"
    report.write(path, "here", REPEATS)
    kept = json.loads(path.read_text(encoding="utf-8"))
    assert kept["machine"] == "here"
    assert kept["repeats"][0][0] == {
        "what": "rerun",
        "unit": "ms",
        "ours": 20.0,
        "bar": {"times": 2.5, "most": None},
        "floor": 10.0,
    }


@pytest.mark.parametrize(
    ("text", "seconds"),
    [("0:01.50", 1.5), ("02:03", 123), ("1:02:03", 3723), ("2-00:00:01", 172801)],
)
def test_cpu_time_is_read_as_ps_prints_it(text, seconds):
    assert _clock(text) == seconds


def test_what_is_no_time_is_an_error():
    with pytest.raises(ValueError, match="nonsense"):
        _clock("nonsense")
