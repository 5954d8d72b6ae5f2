"""The chart of positions."""

from __future__ import annotations

import pandas as pd

from components.figures import diverging, palette
from components.figures.diverging import fig_over_time
from tests.support.drawing import checked

COUNTS = pd.DataFrame(
    [("a", "favourable", 3), ("a", "opposed", 1), ("b", "favourable", 2)],
    columns=["code", "position", "n"],
)


def name(code: str) -> str:
    return code.upper()


def texts(figure) -> list[str]:
    return [note.text for note in figure.layout.annotations]


def test_for_is_left_of_the_line_and_against_right_of_it():
    figure = checked(diverging.fig_positions(COUNTS, ("a", "b", "c"), name, name))
    drawn = {
        trace.name: dict(zip(trace.customdata, trace.x, strict=True))
        for trace in figure.data
    }
    assert drawn == {
        "FAVOURABLE": {"a|favourable": -3, "b|favourable": -2},
        "OPPOSED": {"a|opposed": 1},
    }
    assert figure.layout.barmode == "relative"


def test_every_row_is_labelled_an_empty_one_too_nearer_to_its_own_bar():
    figure = checked(diverging.fig_positions(COUNTS, ("a", "b", "c"), name, name))
    place = {n.text: n.y for n in figure.layout.annotations if n.text[:3] == "<b>"}
    assert list(place) == ["<b>A</b>", "<b>B</b>", "<b>C</b>"]
    bars = dict(zip(figure.data[0].customdata, figure.data[0].y, strict=True))
    half = figure.data[0].width / 2
    own = bars["b|favourable"] - half - place["<b>B</b>"]
    # A label is 17 pixels high and stands above its bar.
    other = place["<b>B</b>"] - 17 - (bars["a|favourable"] + half)
    assert 0 < 2 * own < other


def test_who_takes_no_position_is_a_number_at_the_right():
    counts = pd.concat(
        [COUNTS, pd.DataFrame([("b", "descriptive", 7)], columns=COUNTS.columns)]
    )
    figure = checked(diverging.fig_positions(counts, ("a", "b"), name, name))
    assert {trace.name for trace in figure.data} == {"FAVOURABLE", "OPPOSED"}
    column = [n for n in figure.layout.annotations if (n.xref, n.x) == ("paper", 1)]
    assert [n.text for n in column] == ["take no<br>position", "0", "7"]
    assert "7 DESCRIPTIVE" in diverging.alt_positions(counts, ("a", "b"), name, name)


def test_a_number_too_large_for_its_segment_stands_beside_the_bar():
    rows = [("a", "favourable", 40), ("a", "conditional", 1), ("a", "sceptical", 1)]
    rows += [("b", "sceptical", 1), ("b", "opposed", 2)]
    counts = pd.DataFrame(rows, columns=COUNTS.columns)
    figure = checked(diverging.fig_positions(counts, ("a", "b"), name, name))
    inside = {
        mark: text
        for trace in figure.data
        for mark, text in zip(trace.customdata, trace.text, strict=True)
        if text
    }
    assert inside == {"a|favourable": "40"}
    beside = {(n.x, n.text) for n in figure.layout.annotations if n.xshift in (4, -4)}
    # One at the end of its bar needs no sign.
    assert beside == {(-41, "± 1"), (1, "1"), (3, "? 1 · – 2")}


def test_rows_in_blocks_stand_below_the_heading_of_theirs():
    blocks = {"First <i>": ["a"], "Second": ["b", "c"]}
    figure = checked(
        diverging.fig_in_blocks(COUNTS, blocks, name, lambda c: f"at {c}", name)
    )
    place = {note.text: note.y for note in figure.layout.annotations}
    order = ["<b>First &lt;i&gt;</b>", "at a", "<b>Second</b>", "at b", "at c"]
    assert [text for text in place if text in order] == order
    assert sorted(order, key=place.__getitem__) == order
    bars = {
        mark: (y, x)
        for trace in figure.data
        for mark, y, x in zip(trace.customdata, trace.y, trace.x, strict=True)
    }
    assert bars["b|favourable"] == (place["at b"], -2)
    assert bars["a|opposed"] == (place["at a"], 1)
    assert figure.layout.yaxis.range[0] == figure.layout.height > place["at c"]


def test_positions_differ_in_colour_and_sign():
    for marks in (palette.ASSESSMENT_COLOUR, palette.ASSESSMENT_SIGN):
        assert len(set(marks.values())) == len(marks) == 5
    inner = [palette.ASSESSMENT_COLOUR[p] for p in diverging.LEFT + diverging.RIGHT]
    assert set(inner) == set(palette.SCALE[1:]), "steps of the scale of states"


def test_a_mark_leads_to_its_row_and_position():
    figure = checked(diverging.fig_positions(COUNTS, ("a", "b"), name, name))
    assert list(figure.data[0].customdata) == ["a|favourable", "b|favourable"]


def test_names_can_not_turn_into_markup():
    figure = checked(
        diverging.fig_positions(COUNTS, ("a", "b"), lambda c: f"<i>{c}", name)
    )
    assert texts(figure)[0] == "<b>&lt;i&gt;a</b>"


def test_the_background_is_left_to_the_theme():
    layout = checked(diverging.fig_positions(COUNTS, ("a", "b"), name, name)).layout
    assert layout.paper_bgcolor is None
    assert layout.plot_bgcolor is None
    assert layout.font.color == palette.TEXT


def test_the_alternative_text_says_every_count():
    alt = diverging.alt_positions(COUNTS, ("a", "b", "c"), name, name)
    assert "6 in all" in alt
    assert "A: 3 FAVOURABLE and 1 OPPOSED; B: 2 FAVOURABLE; C: none" in alt


def test_both_sides_have_their_heads_also_where_one_position_is_held():
    one = COUNTS[COUNTS["position"] == "opposed"]
    figure = checked(diverging.fig_positions(one, ("a",), name, name))
    heads = ["FAVOURABLE", "CONDITIONAL", "SCEPTICAL", "OPPOSED"]
    assert [text for text in texts(figure) if text in heads] == heads
    swatches = [s.fillcolor for s in figure.layout.shapes if s.type == "rect"]
    colours = [palette.ASSESSMENT_COLOUR[head.lower()] for head in heads]
    assert swatches == colours
    late = IN_TIME[IN_TIME["position"] == "opposed"]
    assert checked(fig_over_time(late, HALVES, name, name)).layout.showlegend


def test_numbers_that_do_not_fit_are_left_to_the_browser_to_hide():
    figure = checked(diverging.fig_positions(COUNTS, ("a", "b"), name, name))
    assert [list(trace.text) for trace in figure.data] == [["3", "2"], ["1"]]
    assert figure.layout.uniformtext.mode == "hide"


HALVES = ("2022", "2022-H1", "2022-H2", "2023-H1")
IN_TIME = pd.DataFrame(
    [("2022", "opposed", 1), ("2022-H1", "opposed", 2), ("2023-H1", "favourable", 3)],
    columns=["code", "position", "n"],
)


def test_columns_stand_in_time_with_their_counts():
    figure = checked(fig_over_time(IN_TIME, HALVES, name, name))
    columns = {
        trace.name: dict(zip(trace.x, trace.y, strict=True)) for trace in figure.data
    }
    assert columns == {"FAVOURABLE": {3: 3}, "OPPOSED": {0: 1, 1: 2}}
    assert list(figure.layout.xaxis.ticktext) == ["?", "H1", "H2", "H1"]


def test_an_empty_half_year_says_so_instead_of_showing_a_zero():
    figure = checked(fig_over_time(IN_TIME, HALVES, name, name))
    notes = {note.x: note.text for note in figure.layout.annotations if note.y == 0}
    assert notes[2] == "none collected"
    totals = [n.text for n in figure.layout.annotations if n.text.startswith("<b>")]
    assert totals == ["<b>1</b>", "<b>2</b>", "<b>3</b>"]


def test_each_year_is_written_once_below_the_middle_of_its_columns():
    figure = checked(fig_over_time(IN_TIME, HALVES, name, name))
    years = {
        note.text: note.x for note in figure.layout.annotations if note.yref == "paper"
    }
    assert years == {"2022": 1.0, "2023": 3.0}
