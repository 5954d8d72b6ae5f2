"""What the browser is sent of a chart says what the figure says.

The measures of `components.figures.sent` are undone here, by what Plotly documents of
templates, packed numbers and hover texts, and the result is held to the figure.
"""

from __future__ import annotations

import datetime as dt
import json
import math
from typing import Any

import pytest

from components.figures import sent, spec, style
from tests.figures.test_specs import VIEWS
from tests.support import running
from tests.support.drawing import checked, unpacked
from tests.support.running import run

MARK = {"type": "scatter", "mode": "markers", "hoverinfo": "text"}


def _filled(item: dict[str, Any], defaults: dict[str, Any]) -> dict[str, Any]:
    """Give an item what its template says and it does not."""
    made = dict(item)
    for name, value in defaults.items():
        if isinstance(value, dict):
            made[name] = _filled(made.get(name, {}), value)
        else:
            made.setdefault(name, value)
    return made


def _list(values: Any) -> Any:
    if isinstance(values, dict) and "bdata" in values:
        return [None if math.isnan(v) else v for v in unpacked(values)]
    return values


def _hover(trace: dict[str, Any]) -> Any:
    template, texts = trace.get("hovertemplate"), trace.get("hovertext")
    if template is None:
        return texts
    assert template.endswith("<extra></extra>")
    whole = template.removesuffix("<extra></extra>")
    return [whole.replace("%{hovertext}", text) for text in texts]


def _spread(value: Any, n: int) -> list[Any]:
    return value if isinstance(value, list) else [value] * n


def _number(value: Any) -> Any:
    if isinstance(value, str):
        try:
            moment = dt.datetime.fromisoformat(value)
        except ValueError:
            return value
        return (moment - dt.datetime(2000, 1, 1)).total_seconds() / 86_400  # noqa: DTZ001
    return value


def _same(found: Any, meant: Any) -> bool:
    """Whether both say the same: days as days, numbers to four decimals."""
    if isinstance(meant, dict):
        return all(_same(found[name], value) for name, value in meant.items())
    if isinstance(meant, list):
        return len(found) == len(meant) and all(map(_same, found, meant))
    found, meant = _number(found), _number(meant)
    if isinstance(meant, float) and not isinstance(found, str):
        return math.isclose(found, meant, rel_tol=1e-6, abs_tol=1e-3)
    return found == meant


def _trace_says(found: dict[str, Any], meant: dict[str, Any]) -> None:
    meant = {k: v for k, v in meant.items() if k != "customdata"}
    hover, hovered = meant.pop("hovertext", None), meant.pop("hoverinfo", None)
    if isinstance(hover, list) and hovered != "skip":
        assert _spread(_hover(found), len(hover)) == hover
    if "hovertemplate" not in found and hovered:
        assert found["hoverinfo"] == hovered
    for name in "xy":
        values = meant.pop(name, None)
        if values is None:
            continue
        values = _list(values)
        have = _list(found.get(name))
        if have is None:
            assert found["dy"] < 1e-6
            have = [found["y0"]] * len(values)
        assert _same(have, values), name
    for name in ("marker", "textfont"):
        for key, value in meant.pop(name, {}).items():
            have = found[name][key]
            spread = isinstance(value, list) and not isinstance(have, list)
            assert _same([have] * len(value) if spread else have, value), (name, key)
    assert _same({"type": "scatter"} | found, meant)


def says(packed: spec.Spec, figure: spec.Spec) -> None:
    """Hold what is sent to the figure, setting by setting."""
    template = packed["layout"]["template"]
    own = figure["layout"].get("template", {}).get("data", {})
    for found, meant in zip(packed["data"], figure["data"], strict=True):
        kind = meant["type"]
        whole = _filled(meant, (own.get(kind) or [{}])[0])
        _trace_says(_filled(found, (template["data"].get(kind) or [{}])[0]), whole)
    layout = dict(figure["layout"])
    for name, defaults in (
        ("shapes", "shapedefaults"),
        ("annotations", "annotationdefaults"),
    ):
        meant = layout.pop(name, [])
        items = packed["layout"].get(name, [])
        filled = [_filled(i, template["layout"].get(defaults, {})) for i in items]
        assert _same(filled, meant)
    if layout.get("showlegend") is False:
        layout.pop("legend", None)
    for name in ("template", "dragmode"):
        layout.pop(name, None)
    for name, axis in layout.items():
        if isinstance(axis, dict) and axis.get("type") == "date" and "tickvals" in axis:
            layout[name] = axis | {"type": "linear"}
    assert _same(packed["layout"], layout)


@pytest.mark.parametrize(
    ("stem", "query"),
    [
        *VIEWS,
        *(
            (stem, {"view": view})
            for stem, views in {
                "calls": ("reported", "topics"),
                "stances": ("changes", "history", "tiles", "scale"),
                "leaders": ("axis", "window"),
                "sources": ("ownership",),
            }.items()
            for view in views
        ),
        ("who", {"id": "FRA"}),
    ],
)
def test_what_is_sent_says_what_the_figure_says(stem, query):
    assert not run(stem, query).exception
    cards = [card for card in running.SHOWN.values() if card.figure is not None]
    for card in cards:
        figure = card.figure
        packed = sent.packed(figure)
        says(packed, figure)
        short, long = (len(json.dumps(s)) for s in (packed, figure))
        assert short < long + 300, card.key
        packed["layout"].pop("dragmode")
        checked(packed)


def test_a_figure_is_packed_once():
    figure = spec.figure(spec.part([spec.bar(y=[1])]), layout=style.layout(300))
    assert sent.Drawn(figure).to_dict() is sent.Drawn(figure).to_dict()


@pytest.mark.parametrize(
    "wrong",
    [
        {"hovertemplate": "1 %{hovertext}, b.<extra></extra>"},
        {"hovertext": ["1", "2"]},
        {"x": [1.01] * 9},
    ],
)
def test_another_chart_is_told_apart(wrong):
    texts = [f"On day {n}, one call. Select to open." for n in range(9)]
    trace = spec.scatter(x=[1.0] * 9, y=[0.5] * 9, hovertext=texts, hoverinfo="text")
    figure = spec.figure(spec.part([trace]), layout=style.layout(300))
    says(sent.packed(figure), figure)
    packed = sent.packed(figure)
    packed["data"][0] |= wrong
    with pytest.raises(AssertionError):
        says(packed, figure)


def test_how_all_texts_begin_and_end_is_said_once():
    texts = [f"On day {n}, one call. Select to open." for n in range(9)]
    trace = MARK | {"x": list(range(9)), "y": [0.5] * 9, "hovertext": texts}
    (packed,) = sent.packed(spec.figure(spec.part([trace]), layout={}))["data"]
    assert packed["hovertext"] == list("012345678")
    assert packed["hovertemplate"] == (
        "On day %{hovertext}, one call. Select to open.<extra></extra>"
    )
    assert "y" not in packed
    # Where a press on the chart names all marks of a day, Plotly writes other texts.
    other = spec.figure(spec.part([trace]), layout={"hovermode": "x"})
    assert sent.packed(other)["data"][0]["hovertext"] == texts


def test_days_are_numbers_only_where_the_axis_is_named():
    trace = MARK | {"x": ["2000-01-02", "2000-01-03T12:00:00"], "y": [1, 2]}
    axis = {"type": "date", "range": ["2000-01-01", "2001-01-01"]}
    named = axis | {"tickvals": ["2000-07-01"], "ticktext": ["2000"]}
    line = {"type": "line", "x0": "2000-01-05", "x1": "2000-01-05", "y0": 0, "y1": 1}
    one = sent.packed(spec.figure(spec.part([trace], [line]), layout={"xaxis": named}))
    assert one["data"][0]["x"] == [1, 2.5]
    assert one["layout"]["shapes"][0]["x0"] == 4
    assert one["layout"]["xaxis"]["type"] == "linear"
    two = sent.packed(spec.figure(spec.part([trace]), layout={"xaxis": axis}))
    assert two["data"][0]["x"] == trace["x"]
    assert two["layout"]["xaxis"]["type"] == "date"
