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


def test_for_is_left_of_the_line_and_against_right_of_it():
    figure = checked(diverging.fig_positions(COUNTS, ("a", "b", "c"), name, name))
    drawn = {
        trace.name: dict(zip(trace.y, trace.x, strict=True)) for trace in figure.data
    }
    assert drawn == {"FAVOURABLE": {0: -3, 1: -2}, "OPPOSED": {0: 1}}
    assert figure.layout.barmode == "relative"


def test_every_row_is_labelled_with_its_numbers_an_empty_one_too():
    figure = checked(diverging.fig_positions(COUNTS, ("a", "b", "c"), name, name))
    labels = [note.text for note in figure.layout.annotations][:3]
    assert labels[0].startswith("<b>A</b>  +3 | –1")
    assert labels[1].startswith("<b>B</b>  +2")
    assert labels[2].startswith("<b>C</b>")


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
    assert "<i>" not in figure.layout.annotations[0].text


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
    heads = [note.text for note in figure.layout.annotations][-2:]
    assert heads == ["FAVOURABLE   CONDITIONAL", "SCEPTICAL   OPPOSED"]
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
