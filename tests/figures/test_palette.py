"""The colours: one meaning each, told apart by every eye, readable in both themes."""

from __future__ import annotations

import json
from itertools import combinations

import pytest
from coloraide import Color

from components.figures import palette
from tests.support.running import run

THEMES = pytest.mark.parametrize("theme", ["light", "dark"])
SIGHTS = pytest.mark.parametrize("sight", [None, "protan", "deutan", "tritan"])

# CIEDE2000 between any two steps of the scale of positions.
LEAST = {"light": 20, "dark": 15}


def seen(colour: str, sight: str | None) -> Color:
    """A colour as somebody sees it."""
    return Color(colour).filter(sight) if sight else Color(colour)


@THEMES
@SIGHTS
def test_two_positions_never_look_alike(theme, sight):
    named = palette.colours(theme)
    steps = [seen(named[step], sight) for step in palette.SCALE]
    for one, other in combinations(steps, 2):
        assert one.delta_e(other, method="2000") >= LEAST[theme]


@THEMES
def test_letters_can_be_read_on_every_fill(theme):
    named = palette.colours(theme)
    for fill, letters in palette.TEXT_ON.items():
        assert Color(named[fill]).contrast(named[letters]) >= 4.5, fill


@THEMES
def test_words_stand_out_from_ground_and_field(theme):
    named = palette.colours(theme)
    for word in (palette.TEXT, palette.MUTED, palette.GAP):
        assert Color(named[word]).contrast(named[palette.GROUND]) >= 4.5, word
    for word in (palette.TEXT, palette.MUTED):
        assert Color(named[word]).contrast(named[palette.FIELD]) >= 4.5, word


@THEMES
def test_marks_and_outlines_stand_out_from_the_ground(theme):
    """What is paler has an outline, which tells its shape."""
    named = palette.colours(theme)
    for mark in (palette.CALL, palette.MEETING, palette.OUTLINE, palette.GAP):
        assert Color(named[mark]).contrast(named[palette.GROUND]) >= 3, mark


@THEMES
def test_badges_have_the_colours_of_the_scale(theme):
    """Their hues are set by the theme under Streamlit's own names."""
    chosen = palette.settings(theme)
    named = palette.colours(theme)
    for position, hue in palette.POSITION_BADGE.items():
        colour = palette.POSITION_COLOUR[position]
        assert chosen[f"{hue}BackgroundColor"] == named[colour]
        assert chosen[f"{hue}TextColor"] == named[palette.TEXT_ON[colour]]
    for position, hue in palette.ASSESSMENT_BADGE.items():
        if hue != "gray":
            colour = palette.ASSESSMENT_COLOUR[position]
            assert chosen[f"{hue}BackgroundColor"] == named[colour]


def test_each_theme_has_a_colour_for_every_placeholder():
    assert palette.colours("light").keys() == palette.colours("dark").keys()
    light = palette.colours("light")
    assert len({light[step] for step in palette.SCALE}) == 5


def test_a_resolved_figure_holds_no_placeholder():
    figure = {"data": [{"marker": {"color": list(palette.SCALE)}}], "layout": {}}
    written = json.dumps(palette.resolved(figure, "dark"))
    assert not [p for p in palette.colours("dark") if p in written]


VIEWS = [
    ("overview", {}),
    ("calls", {}),
    ("calls", {"view": "reported"}),
    ("calls", {"view": "topics", "rule": "all"}),
    ("calls", {"grain": "month", "evidence": "independent"}),
    ("stances", {"state": "DEU"}),
    ("stances", {"view": "history"}),
    ("stances", {"view": "tiles"}),
    ("experts", {}),
    ("experts", {"by": "time"}),
    ("leaders", {"view": "axis"}),
    ("leaders", {"view": "window"}),
    ("leaders", {"view": "years"}),
    ("sources", {}),
]

# Nothing that is seen has them.
UNSEEN = {"rgba(0,0,0,0)"}


def painted(node: object, key: str = ""):
    """Every colour that a figure names, of whatever property."""
    if isinstance(node, dict):
        for name, value in node.items():
            yield from painted(value, name)
    elif isinstance(node, list):
        for value in node:
            yield from painted(value, key)
    elif isinstance(node, str) and key.lower().endswith("color"):
        yield node


def sizes(node: object, key: str = ""):
    """Every size of letters that a figure names."""
    if isinstance(node, dict):
        for name, value in node.items():
            if name == "size" and key.endswith("font"):
                yield from value if isinstance(value, list) else [value]
            yield from sizes(value, name)
    elif isinstance(node, list):
        for value in node:
            yield from sizes(value, key)


@pytest.mark.parametrize(("stem", "query"), VIEWS)
def test_every_colour_of_a_chart_is_the_theme_s_and_no_letter_is_small(stem, query):
    page = run(stem, query)
    assert not page.exception
    charts = page.get("plotly_chart")
    assert charts
    known = set(palette.colours("light")) | UNSEEN
    for chart in charts:
        sent = json.loads(chart.proto.spec)
        sent["layout"].pop("template")
        assert set(painted(sent)) <= known, chart.key
        assert min(sizes(sent)) >= 12, chart.key
