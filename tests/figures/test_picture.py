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


@pytest.mark.parametrize("field", range(3))
def test_words_are_no_markup(field):
    words = [HOSTILE, HOSTILE, (HOSTILE,)]
    made = picture.picture(chart(), picture.Words(*words))
    assert "<script>" not in made["layout"]["annotations"][-3 + field]["text"]
