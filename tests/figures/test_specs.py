"""Every specification that is sent to the browser holds what Plotly knows.

Charts are written as dictionaries, which nothing checks while the app runs.
"""

from __future__ import annotations

import datetime as dt
import json

import numpy as np
import pandas as pd
import pytest

from components.figures import palette, spec, style
from components.figures.sent import NO_DRAGGING, Drawn
from tests.support.drawing import checked
from tests.support.running import run

DAY = dt.date(2022, 2, 24)

VIEWS = [
    *(
        ("overview", query)
        for query in ({}, {"from": "2023", "to": "2024"}, {"evidence": "independent"})
    ),
    *(
        ("calls", query)
        for query in (
            {},
            {"rule": "bilateral", "grain": "month", "from": "2021", "to": "2022"},
            {"rule": "all", "grain": "quarter"},
            {"rule": "all", "grain": "month", "evidence": "independent"},
            {"topic": "syria"},
            {"kind": "meeting"},
            {"evidence": "not_state_only"},
            {"confidence": "medium", "initiator": "disputed"},
        )
    ),
    *(
        ("stances", query)
        for query in (
            {},
            {"asof": "2022-03-31", "state": "FRA"},
            {"view": "tiles", "state": "DEU"},
            {"asof": "2024-08-29", "since": "2023-01-01"},
            {"evidence": "not_state_only", "state": "DNK"},
            {"scope": "peace_talks", "state": "POL"},
        )
    ),
    *(
        ("experts", query)
        for query in (
            {},
            {"by": "country", "group": "expert"},
            {"by": "time"},
            {"evidence": "independent"},
        )
    ),
    *(
        ("leaders", query)
        for query in (
            {},
            {"rule": "all"},
            {"from": "2019", "to": "2019"},
            {"evidence": "independent", "rule": "all"},
        )
    ),
    *(("sources", query) for query in ({}, {"control": "unknown", "country": "RUS"})),
]


@pytest.mark.parametrize(("stem", "query"), VIEWS)
def test_every_figure_of_a_page_is_valid(stem, query):
    page = run(stem, query)
    assert not page.exception
    for chart in page.get("plotly_chart"):
        sent = json.loads(chart.proto.spec)
        # Not Plotly's: it makes Plotly ask the template, which has no dragging.
        assert sent["layout"].pop("dragmode") == NO_DRAGGING
        assert sent["layout"]["template"]["layout"]["dragmode"] is False
        drawn = checked(sent)
        assert drawn.data, chart.key
        assert drawn.layout.height, chart.key


@pytest.mark.parametrize(
    "wrong",
    [
        {"colour": palette.CALL},
        {"marker": {"symbl": "circle"}},
        {"marker": {"symbol": "no such mark"}},
        {"type": "scater"},
    ],
)
def test_a_wrong_trace_is_found(wrong):
    trace = spec.scatter(x=[1], y=[2]) | wrong
    with pytest.raises(ValueError, match="Invalid"):
        checked(spec.figure(spec.part([trace]), layout=style.layout(300)))


@pytest.mark.parametrize(
    "wrong", [{"heigth": 300}, {"xaxis": {"nosuch": 1}}, {"shapes": [{"kind": "rect"}]}]
)
def test_a_wrong_layout_is_found(wrong):
    with pytest.raises(ValueError, match="Invalid"):
        checked(spec.figure(layout=style.layout(300, **wrong)))


def test_values_are_plain():
    made = spec.plain(
        {
            "day": DAY,
            "days": (style.midpoint(DAY, DAY), None),
            "column": pd.Series(pd.to_datetime(["2022-02-24"])),
            "array": np.array([1, 2]),
            "number": np.float64(1.5),
            "nothing": None,
            "inside": [{"nothing": None, "kept": 0}],
        }
    )
    assert made == {
        "day": "2022-02-24",
        "days": ["2022-02-24T12:00:00", None],
        "column": ["2022-02-24T00:00:00"],
        "array": [1, 2],
        "number": 1.5,
        "inside": [{"kept": 0}],
    }
    with pytest.raises(TypeError, match="set"):
        spec.plain({"x": {1}})


def test_parts_add_shapes_and_notes_and_change_settings_level_by_level():
    one = spec.part([spec.bar(y=[1])], [{"type": "line"}], [{"text": "a"}])
    two = spec.part([spec.scatter(y=[2])], annotations=[{"text": "b"}])
    made = spec.figure(
        one, two, layout=style.layout(300, legend={"y": 0}, shapes=[{"type": "rect"}])
    )
    assert [trace["type"] for trace in made["data"]] == ["bar", "scatter"]
    layout = made["layout"]
    assert [note["text"] for note in layout["annotations"]] == ["a", "b"]
    assert [shape["type"] for shape in layout["shapes"]] == ["line", "rect"]
    assert (layout["legend"]["y"], layout["legend"]["x"]) == (0, 0)
    assert "shapes" not in spec.figure(two, layout=style.layout(300))["layout"]


def test_what_streamlit_takes_is_the_specification_in_the_theme_of_the_app():
    plain = spec.figure(spec.part([spec.bar(y=[1])]), layout=style.layout(300))
    taken = Drawn(plain).to_dict()
    assert taken["data"] == plain["data"]
    assert taken["layout"].pop("template")["layout"] == {"dragmode": False}
    assert taken["layout"] == plain["layout"] | {"dragmode": NO_DRAGGING}
    own = {"data": {"bar": [{"width": 0.5}]}}
    given = spec.figure(layout=style.layout(300, template=own))
    assert (
        Drawn(given).to_dict()["layout"]["template"]["data"]["bar"]
        == own["data"]["bar"]
    )
