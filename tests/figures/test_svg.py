"""Charts drawn for paper, without a browser."""

import re
from xml.etree import ElementTree

import pandas as pd
import pytest

from components.figures import svg
from tests.support import running
from tests.support.running import run

VIEWS = [
    ("overview", {}),
    ("calls", {}),
    ("calls", {"rule": "all", "grain": "month", "view": "topics"}),
    ("calls", {"view": "reported"}),
    ("stances", {"view": "changes"}),
    ("stances", {"view": "history", "asof": "2024-08-29"}),
    ("stances", {"view": "tiles"}),
    ("experts", {"by": "time"}),
    ("leaders", {"view": "axis"}),
    ("leaders", {"view": "window"}),
    ("sources", {}),
]


@pytest.mark.parametrize("width", [358, 680])
@pytest.mark.parametrize(("stem", "query"), VIEWS)
def test_every_chart_can_be_drawn(stem, query, width):
    assert not run(stem, query).exception
    drawn = [c for c in running.SHOWN.values() if c.figure is not None]
    assert drawn
    for card in drawn:
        picture = svg.drawn(card.figure, width, card.alt)
        assert ElementTree.fromstring(picture).get("aria-label") == card.alt
        marks = picture.partition("viewBox")[2]
        assert not re.search(r"#0000\d\d|nan,|,nan|\"nan\"|\"None\"", marks)


def test_the_bars_are_the_numbers_of_the_table():
    run("calls", {"rule": "all"})
    card = running.SHOWN["calls_chart"]
    root = ElementTree.fromstring(svg.drawn(card.figure, 680))
    bars = [r for r in root.iter() if r.get("data-value")]
    total = pd.to_numeric(card.table["n"]).sum()
    assert sum(float(bar.get("data-value")) for bar in bars) == total
    unit = {
        round(float(bar.get("height")) / float(bar.get("data-value")), 0)
        for bar in bars
    }
    assert len(unit) == 1


@pytest.mark.parametrize(
    "trace",
    [
        {"type": "pie"},
        {
            "type": "scatter",
            "x": [1],
            "y": [1],
            "mode": "markers",
            "marker": {"symbol": "star"},
        },
        {"type": "scatter", "x": [1], "y": [1], "line": {"shape": "spline"}},
    ],
)
def test_what_can_not_be_drawn_raises(trace):
    layout = {"height": 100, "margin": {}}
    with pytest.raises(ValueError, match="a "):
        svg.drawn({"data": [trace], "layout": layout}, 680)
