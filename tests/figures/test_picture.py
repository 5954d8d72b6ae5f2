"""Pictures to take away: what they say above and below the chart, in which colours."""

from __future__ import annotations

import json

import pytest

from components.figures import palette, picture, spec, style
from tests.support.drawing import checked

WORDS = picture.Words(
    "Putin and Macron spoke 20 times in 2022",
    "Calls, by year.",
    ("What a mark means.", "Source: Open Line. " * 20, "https://line.test/calls"),
)
# In pixels.
SENTENCE_LINE = 19

HOSTILE = "<script>alert(1)</script><a href='x'>"


def chart(**layout):
    bar = spec.bar(x=[1, 2], y=[3, 4], marker={"color": palette.CALL})
    return spec.figure(spec.part([bar]), layout=style.layout(300, **layout))


def test_title_and_sentence_stand_above_and_the_rest_below():
    made = checked(picture.picture(chart(), WORDS)).layout
    title, sentence, below = made.annotations[-3:]
    assert title.text == f"<b>{WORDS.title}</b>"
    assert title.font.size >= 16
    assert sentence.text == WORDS.sentence
    assert (title.y, sentence.y, below.y) == (1, 1, 0)
    assert title.yshift > sentence.yshift > 0 > below.yshift
    for part in ("What a mark means.", "Open Line", "https://line.test/calls"):
        assert part in below.text
    lines = below.text.split("<br>")
    assert max(map(len, lines)) * 6.3 <= made.width


def test_nothing_lies_outside_of_the_picture():
    made = checked(picture.picture(chart(), WORDS)).layout
    assert made.margin.t > made.annotations[-3].yshift
    lines = made.annotations[-1].text.count("<br>") + 1
    assert made.margin.b >= -made.annotations[-1].yshift + lines * 16
    assert made.height - made.margin.t - made.margin.b > 150


def test_a_picture_is_light_whatever_the_reader_s_theme():
    made = picture.picture(chart(), WORDS)
    written = json.dumps(made)
    assert not [p for p in palette.colours("light") if p in written]
    light = palette.colours("light")
    assert made["layout"]["paper_bgcolor"] == light[palette.GROUND]
    assert light[palette.CALL] in written


def test_a_map_is_narrower():
    wide = picture.picture(chart(), WORDS)["layout"]["width"]
    upright = chart(yaxis={"scaleanchor": "x"})
    assert picture.picture(upright, WORDS)["layout"]["width"] < wide


def test_a_legend_below_the_chart_moves_above_it():
    named = [
        spec.bar(x=[1, 2], y=[3, n], name=name, marker={"color": palette.CALL})
        for n, name in enumerate(("Call", "Video call", "Conference call"))
    ]
    below = spec.figure(
        spec.part(named), layout=style.layout(300, showlegend=True, margin={"b": 60})
    )
    made = checked(picture.picture(below, WORDS)).layout
    legend = made.legend
    assert (legend.yref, legend.yanchor) == ("container", "top")
    sentence_ends = made.margin.t - made.annotations[-2].yshift + SENTENCE_LINE
    top = (1 - legend.y) * made.height
    assert sentence_ends <= top
    assert top + 24 <= made.margin.t
    alone = spec.figure(spec.part(named[:1]), layout=style.layout(300))
    assert checked(picture.picture(alone, WORDS)).layout.legend.yref is None


@pytest.mark.parametrize("left", [8, 108])
def test_words_begin_at_the_edge_of_the_picture_not_of_the_plot(left):
    made = checked(picture.picture(chart(margin={"l": left}), WORDS)).layout
    assert made.margin.l >= max(left, 24)
    assert {made.margin.l + text.xshift for text in made.annotations[-3:]} == {24}


@pytest.mark.parametrize("field", range(3))
def test_words_are_no_markup(field):
    words = [HOSTILE, HOSTILE, (HOSTILE,)]
    made = picture.picture(chart(), picture.Words(*words))
    assert "<script>" not in made["layout"]["annotations"][-3 + field]["text"]
