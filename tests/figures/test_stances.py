"""The figures of the stance map: what is drawn, in which look, at which size."""

from __future__ import annotations

import datetime as dt

import plotly.io
import pytest

from components.figures import area, maps, palette, style, timeline
from components.figures.spec import Drawn
from components.stances.view import position_of
from data.fill_rule import NO_STATEMENT, SCALE
from data.geometry import load_shapes, load_tiles
from data.stances import StanceIndex, distribution, month_days, said
from tests.support.drawing import checked, unpacked

MOST_BYTES = 40_000
DAYS = ("2022-01-01", "2022-06-30", "2023-12-31", "2025-07-31", "2026-07-05")


@pytest.fixture(scope="module")
def shapes():
    return load_shapes()


@pytest.fixture(scope="module")
def index(dataset):
    tables = ("statement_flags", "governments")
    return StanceIndex(said(dataset), *(dataset.table(name) for name in tables))


@pytest.fixture
def marks(index, dataset):
    """Marks of the states on a day, with texts as long as the page's."""
    names = dict(zip(dataset.actors["actor_id"], dataset.actors["name"], strict=True))

    def on(day: str) -> list[maps.StateMark]:
        return [
            maps.StateMark(
                actor_id=f.actor_id,
                position=position_of(f),
                letters=f.actor_id[:2],
                name=names[f.actor_id],
                hover=f"<b>{names[f.actor_id]}</b><br>".ljust(110, "x"),
            )
            for f in index.on(dt.date.fromisoformat(day))
            if not f.is_institution
        ]

    return on


def legend(position: str) -> str:
    return f"{position}: 10"


def fills_of(figure):
    return [trace for trace in figure.data if trace.fillpattern.bgcolor]


@pytest.mark.parametrize("day", DAYS)
def test_the_map_draws_each_state_once_in_the_look_of_its_position(day, marks, shapes):
    drawn = marks(day)
    figure = checked(maps.fig_map(shapes, drawn, legend))
    areas = fills_of(figure)
    assert [a.name for a in areas] == [
        legend(p) for p in maps.POSITIONS if any(m.position == p for m in drawn)
    ]
    for piece in areas:
        position = piece.name.partition(":")[0]
        pieces = sum(
            list(shapes.states[m.actor_id].x).count(None) + 1
            for m in drawn
            if m.position == position
        )
        assert list(piece.x).count(None) + 1 == pieces
        colour = palette.POSITION_COLOUR.get(position, maps.NOTHING_FILL)
        assert piece.fillpattern.bgcolor == piece.fillcolor == colour
        assert piece.fillpattern.shape == style.STANCE_HATCH.get(position, "")
        assert piece.showlegend
    assert len({m.actor_id for m in drawn}) == len(drawn) == len(shapes.states) == 27


@pytest.mark.parametrize("day", DAYS)
def test_every_state_has_points_to_click(day, marks, shapes):
    figure = checked(maps.fig_map(shapes, marks(day), legend))
    targets = figure.data[-27:]
    assert [t.legendgroup for t in targets] == [m.actor_id for m in marks(day)]
    for target in targets:
        shape = shapes.states[target.legendgroup]
        assert unpacked(target.x) == list(shape.hit_x)
        assert unpacked(target.y) == list(shape.hit_y)
        assert target.text
    template = figure.layout.template.data.scatter[0]
    assert template.marker.opacity == 0
    assert template.marker.size == 1, "points of equal size: the nearest one wins"


@pytest.mark.parametrize("day", DAYS)
@pytest.mark.parametrize("chosen", ["", "FIN", "NLD", "GRC"])
def test_the_map_is_small_on_the_wire(day, chosen, marks, shapes):
    figure = Drawn(maps.fig_map(shapes, marks(day), legend, chosen))
    sent = plotly.io.to_json(figure.to_dict(), validate=False)
    assert len(sent.encode()) <= MOST_BYTES


def outlines(figure):
    return [t for t in figure.data if t.mode == "lines" and t.line.width > 1]


@pytest.mark.parametrize("chosen", ["MLT", "FRA", "CYP", "GRC"])
def test_the_chosen_state_is_outlined_for_both_backgrounds(chosen, marks, shapes):
    figure = checked(maps.fig_map(shapes, marks(DAYS[-1]), legend, chosen))
    casing, edge = outlines(figure)
    for line in (casing, edge):
        shape = shapes.states[chosen]
        mainland = shape.x.index(None) if None in shape.x else len(shape.x)
        assert list(line.x)[:mainland] == list(shape.x[:mainland])
        assert list(line.y)[:mainland] == list(shape.y[:mainland])
    assert casing.line.width > edge.line.width
    assert casing.line.color != edge.line.color
    assert not figure.layout.annotations, "nothing covers the neighbours"
    letters = next(t for t in figure.data if t.text and "+text" in (t.mode or ""))
    assert len(letters.text) == 27, "the chosen one keeps its letters"


@pytest.mark.parametrize("chosen", ["", "EU-COMMISSION"])
def test_what_is_not_on_the_map_is_not_outlined(chosen, marks, shapes):
    assert not outlines(checked(maps.fig_map(shapes, marks(DAYS[-1]), legend, chosen)))
    tiles = load_tiles()
    assert not outlines(checked(maps.fig_tiles(tiles, marks(DAYS[-1]), legend, chosen)))


def test_the_window_holds_every_state(shapes):
    (west, east), (south, north) = maps.WINDOW
    for shape in shapes.states.values():
        xs = [x for x in shape.x if x is not None]
        ys = [y for y in shape.y if y is not None]
        assert west < min(xs) <= max(xs) < east, shape.actor_id
        assert south < min(ys) <= max(ys) < north, shape.actor_id


@pytest.mark.parametrize("day", DAYS)
def test_the_tiles_are_27_squares_that_can_be_clicked(day, marks):
    figure = checked(maps.fig_tiles(load_tiles(), marks(day), legend, "POL"))
    squares = sum(list(area.x).count(None) + 1 for area in fills_of(figure))
    assert squares == 27
    assert {t.legendgroup for t in figure.data[-27:]} == {
        m.actor_id for m in marks(day)
    }


def test_no_two_positions_look_alike():
    looks = {
        (palette.POSITION_COLOUR.get(p), style.STANCE_HATCH.get(p))
        for p in maps.POSITIONS
    }
    assert len(looks) == len(maps.POSITIONS)
    none = [p for p in maps.POSITIONS if p not in SCALE]
    assert len({style.STANCE_HATCH.get(p) for p in none}) == len(none) == 7
    scale_hatches = {style.STANCE_HATCH.get(p) for p in SCALE}
    assert len(scale_hatches) == len(SCALE), "told apart without any colour"
    assert set(style.STANCE_SYMBOL) >= set(SCALE)


def test_the_alternative_text_names_every_state(marks):
    text = maps.alt_map(marks(DAYS[-1]), "5 July 2026", legend)
    for mark in marks(DAYS[-1]):
        assert mark.name in text
    assert "5 July 2026" in text


def test_the_distribution_adds_up_to_the_states(index, dataset):
    last = dataset.cutoff("stances")
    counts = distribution(index, month_days(dt.date(2022, 1, 1), last))
    figure = checked(area.fig_distribution(counts, 27, last, (2023,), str))
    *areas, line = figure.data
    assert [t.name for t in areas] == [*SCALE, NO_STATEMENT]
    for column in zip(*(t.y for t in areas), strict=True):
        assert sum(column) == 27
    for trace in areas:
        assert bool(trace.fillpattern.bgcolor) == (trace.name in SCALE)
    assert not line.stackgroup
    known = zip(*(t.y for t in areas if t.name in SCALE), strict=True)
    assert list(line.y) == [sum(column) for column in known]
    known_at_the_end = [a.text for a in figure.layout.annotations if a.x == str(last)]
    assert known_at_the_end == [f"known: {line.y[-1]} of 27"]
    thin = [s for s in figure.layout.shapes if s.type == "rect"]
    assert [(s.x0, s.x1) for s in thin] == [("2023-01-01", "2023-12-31")]
    told = area.alt_distribution(counts, str)
    assert f"July 2026: Position known {line.y[-1]}, " in told
    assert "January 2022: Position known " in told


def test_what_is_hidden_is_drawn_between_the_known_and_the_silent(index, dataset):
    rows = said(dataset)
    shown = rows[rows["confidence"] != "low"].iloc[::2]
    flags, governments = (
        dataset.table(name) for name in ("statement_flags", "governments")
    )
    part = StanceIndex(shown, flags, governments, index)
    last = dataset.cutoff("stances")
    counts = distribution(part, month_days(dt.date(2022, 1, 1), last))
    figure = checked(area.fig_distribution(counts, 27, last, (), str))
    *areas, _ = figure.data
    assert [t.name for t in areas] == [*SCALE, "hidden", NO_STATEMENT]
    for column in zip(*(t.y for t in areas), strict=True):
        assert sum(column) == 27


def test_the_timeline_marks_what_decides_and_what_came_later(dataset):
    rows = dataset.statements
    rows = rows[rows["actor_id"] == "DEU"]
    day = dt.date(2025, 7, 31)
    figure = checked(
        timeline.fig_timeline(
            rows, "deu-2025-06-28-merz", day, dataset.cutoff("stances"), str, str
        )
    )
    drawn = {}
    for trace in figure.data:
        if trace.customdata is not None:
            drawn |= dict(zip(trace.customdata, trace.marker.symbol, strict=True))
    assert set(drawn) == set(rows["statement_id"])
    for statement_id, date in zip(rows["statement_id"], rows["date"], strict=True):
        assert drawn[statement_id].endswith("open") == (date.date() > day)
    (ring,) = [t for t in figure.data if t.customdata is None]
    assert list(ring.x) == ["2025-06-28"]
    assert "28 June 2025" in timeline.alt_timeline(rows, "Germany", str, str)
