"""The figures of the stance map: what is drawn, in which look, at which size."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace

import plotly.io
import pytest

from components.figures import area, maps, moves, palette, timeline
from components.figures.sent import Drawn
from components.stances.view import position_of
from data.fill_rule import CORE_SCOPES, SCALE
from data.geometry import load_shapes, load_tiles
from data.stances import (
    MOVES,
    Shift,
    StanceIndex,
    changes,
    distribution,
    lines_begun,
    month_days,
    runs,
    said,
)
from tests.support.drawing import checked, unpacked

# With the bar of all states, and the small ones drawn twice.
MOST_BYTES = 46_000
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
    """The areas of the states at their place, without those of bar and insets."""
    areas = [
        trace
        for trace in figure.data
        if trace.fill == "toself" and trace.xaxis != "x2" and trace.hoverinfo == "skip"
    ]
    inset = next(
        (
            n
            for n, t in enumerate(areas)
            if t.fillcolor == palette.GROUND and not t.fillpattern.shape
        ),
        len(areas),
    )
    return [t for t in areas[:inset] if t.fillcolor != palette.LAND]


@pytest.mark.parametrize("day", DAYS)
def test_the_map_draws_each_state_once_in_the_look_of_its_position(day, marks, shapes):
    drawn = marks(day)
    areas = fills_of(checked(maps.fig_map(shapes, drawn)))
    looks = maps.looks(drawn)
    assert len(areas) == len(looks)
    for piece, (position, old, alike) in zip(areas, looks, strict=True):
        pieces = sum(list(shapes.states[m.actor_id].x).count(None) + 1 for m in alike)
        assert list(piece.x).count(None) + 1 == pieces
        assert piece.fillcolor == maps.colour_of(position)
        hatched = piece.fillpattern.shape is not None
        assert hatched == (position not in SCALE), "a hatch means that none is held"
        assert (piece.line.dash is not None) == old, "old words: a broken outline"
    assert len({m.actor_id for m in drawn}) == len(drawn) == len(shapes.states) == 27


@pytest.mark.parametrize("day", DAYS)
def test_the_bar_counts_every_state_in_the_order_of_the_scale(day, marks):
    drawn = marks(day)
    bar = [t for t in maps.scale_bar(drawn)["data"] if t["mode"] == "lines"]
    widths = [round((t["x"][1] - t["x"][0]) * 27) for t in bar]
    assert sum(widths) == 27
    held = [sum(m.position == p for m in drawn) for p in SCALE]
    silent = 27 - sum(held)
    assert widths == [n for n in (*held, silent) if n]


@pytest.mark.parametrize("day", DAYS)
def test_every_state_has_points_to_click(day, marks, shapes):
    figure = checked(maps.fig_map(shapes, marks(day)))
    targets = figure.data[-27:]
    assert [t.legendgroup for t in targets] == [m.actor_id for m in marks(day)]
    for target in targets:
        shape = shapes.states[target.legendgroup]
        n = len(shape.hit_x)
        assert unpacked(target.x)[:n] == list(shape.hit_x)
        assert unpacked(target.y)[:n] == list(shape.hit_y)
        assert target.text
    template = figure.layout.template.data.scatter[0]
    assert template.marker.opacity == 0
    assert template.marker.size == 1, "points of equal size: the nearest one wins"


def test_the_letters_of_a_state_choose_it(marks, shapes):
    """Nearer to them than any point of another state; those of Luxembourg were not."""
    figure = checked(maps.fig_map(shapes, marks(DAYS[-1])))
    points = {
        t.legendgroup: list(zip(unpacked(t.x), unpacked(t.y), strict=True))
        for t in figure.data[-27:]
    }
    letters = [t for t in figure.data if t.mode == "text" and t.xaxis != "x2"]
    seen = set()
    for trace in letters:
        for x, y, text in zip(trace.x, trace.y, trace.text, strict=True):
            nearest = min(
                points,
                key=lambda s: min((x - a) ** 2 + (y - b) ** 2 for a, b in points[s]),
            )
            assert nearest.startswith(text[:2]) or text.startswith(nearest[:2])
            seen.add(nearest)
    assert len(seen) == 27


@pytest.mark.parametrize("day", DAYS)
@pytest.mark.parametrize("chosen", ["", "FIN", "NLD", "GRC"])
def test_the_map_is_small_on_the_wire(day, chosen, marks, shapes):
    figure = Drawn(maps.fig_map(shapes, marks(day), chosen))
    sent = plotly.io.to_json(figure.to_dict(), validate=False)
    assert len(sent.encode()) <= MOST_BYTES


def outlines(figure):
    return [t for t in figure.data if t.mode == "lines" and t.line.width > 2]


@pytest.mark.parametrize("chosen", ["MLT", "FRA", "CYP", "GRC"])
def test_the_chosen_state_is_outlined_for_both_backgrounds(chosen, marks, shapes):
    figure = checked(maps.fig_map(shapes, marks(DAYS[-1]), chosen))
    casing, edge = outlines(figure)
    for line in (casing, edge):
        shape = shapes.states[chosen]
        mainland = shape.x.index(None) if None in shape.x else len(shape.x)
        assert list(line.x)[:mainland] == list(shape.x[:mainland])
        assert list(line.y)[:mainland] == list(shape.y[:mainland])
    assert casing.line.width > edge.line.width
    assert casing.line.color != edge.line.color
    letters = [t for t in figure.data if t.mode == "text" and t.xaxis != "x2"]
    drawn = [(x, y) for t in letters for x, y in zip(t.x, t.y, strict=True)]
    assert len(set(drawn)) == 27, "the chosen one keeps its letters"


@pytest.mark.parametrize("chosen", ["", "EU-COMMISSION"])
def test_what_is_not_on_the_map_is_not_outlined(chosen, marks, shapes):
    assert not outlines(checked(maps.fig_map(shapes, marks(DAYS[-1]), chosen)))
    tiles = load_tiles()
    assert not outlines(checked(maps.fig_tiles(tiles, marks(DAYS[-1]), chosen)))


def test_the_window_holds_every_state(shapes):
    (west, east), (south, north) = maps.WINDOW
    for shape in shapes.states.values():
        xs = [x for x in shape.x if x is not None]
        ys = [y for y in shape.y if y is not None]
        assert west < min(xs) <= max(xs) < east, shape.actor_id
        assert south < min(ys) <= max(ys) < north, shape.actor_id


@pytest.mark.parametrize("day", DAYS)
def test_the_tiles_are_27_squares_that_can_be_clicked(day, marks):
    figure = checked(maps.fig_tiles(load_tiles(), marks(day), "POL"))
    squares = sum(list(area.x).count(None) + 1 for area in fills_of(figure))
    assert squares == 27
    assert {t.legendgroup for t in figure.data[-27:]} == {
        m.actor_id for m in marks(day)
    }


def test_letters_stand_within_their_tile(marks):
    """Two lines of 13 px within 30 px, code above sign; a code alone in the middle."""
    signed = [
        replace(mark, letters=f"{mark.actor_id}<br>+" if n % 2 else mark.actor_id)
        for n, mark in enumerate(marks(DAYS[0]))
    ]
    figure = checked(maps.fig_tiles(load_tiles(), signed, small=True))
    drawn = {
        (text, x, round(y, 2))
        for trace in figure.data
        if trace.mode == "text" and trace.xaxis != "x2"
        for text, x, y in zip(trace.text, trace.x, trace.y, strict=True)
    }
    places = {tile.actor_id: (tile.column, -tile.row) for tile in load_tiles()}
    for mark in signed:
        x, y = places[mark.actor_id]
        if "+" in mark.letters:
            assert {(mark.actor_id, x, y + 0.21), ("+", x, y - 0.21)} <= drawn
        else:
            assert (mark.actor_id, x, y) in drawn


def test_positions_differ_by_colour_and_sign_and_none_is_hatched():
    assert list(palette.POSITION_COLOUR) == list(SCALE)
    for looks in (palette.POSITION_COLOUR, palette.POSITION_SIGN):
        assert len({looks[p] for p in SCALE}) == len(SCALE)
    for position in maps.POSITIONS:
        assert (maps.pattern(position) is None) == (position in SCALE)


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
    assert {t.name for t in areas} == set(SCALE)
    above = {t.name for t in areas if max(t.y) > 0}
    below = {t.name for t in areas if min(t.y) < 0}
    assert above == {"initiates", "supports", "conditional"}
    assert below == {"cautious", "opposes"}
    for trace in areas:
        own = counts[counts["stance"] == trace.name]["count"].tolist()
        assert [abs(n) for n in trace.y[:-1]] == own
        assert trace.fillcolor == palette.POSITION_COLOUR[trace.name]
    assert not line.stackgroup
    known = zip(*([abs(n) for n in t.y] for t in areas), strict=True)
    assert list(line.y) == [sum(column) for column in known]
    named = [a.text for a in figure.layout.annotations if a.x == str(last)]
    assert f"known: {line.y[-1]} of 27" in named
    for trace in areas:
        sign = palette.POSITION_SIGN[trace.name]
        assert f"{sign} {trace.name}: {abs(trace.y[-1])}" in named
    thin = [s for s in figure.layout.shapes if s.type == "rect"]
    assert [(s.x0, s.x1) for s in thin] == [("2023-01-01", "2023-12-31")]
    told = area.alt_distribution(counts, str)
    assert f"July 2026: Position known {line.y[-1]}, " in told
    assert "January 2022: Position known " in told


def test_what_is_hidden_is_said_beside_what_is_known(index, dataset):
    rows = said(dataset)
    shown = rows[rows["confidence"] != "low"].iloc[::2]
    flags, governments = (
        dataset.table(name) for name in ("statement_flags", "governments")
    )
    part = StanceIndex(shown, flags, governments, index)
    last = dataset.cutoff("stances")
    counts = distribution(part, month_days(dt.date(2022, 1, 1), last))
    figure = checked(area.fig_distribution(counts, 27, last, (), str))
    hidden = counts[counts["stance"] == "hidden"]["count"].iloc[-1]
    assert hidden > 0
    (told,) = [a.text for a in figure.layout.annotations if "known:" in a.text]
    assert told.endswith(f", {hidden} hidden")


def test_the_timeline_marks_what_decides_and_what_never_can(dataset):
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
    for statement_id, scope in zip(rows["statement_id"], rows["scope"], strict=True):
        assert drawn[statement_id].endswith("open") == (scope not in CORE_SCOPES)
    (ring,) = [t for t in figure.data if t.mode == "markers" and t.customdata is None]
    assert list(ring.x) == ["2025-06-28"]
    assert "28 June 2025" in timeline.alt_timeline(rows, "Germany", str, str)


def test_the_timeline_draws_what_held_and_who_came_into_office(dataset, index):
    rows = said(dataset)
    last = dataset.cutoff("stances")
    for actor in index.actors:
        own = rows[(rows["actor_id"] == actor) & (rows["speaker"] != "")]
        if own.empty:
            continue
        held = runs(index, actor, dt.date(2022, 1, 1), last)
        begun = lines_begun(index, actor, last)
        deciding = index.fill(actor, last).statement_id
        figure = checked(
            timeline.fig_timeline(own, deciding, last, last, str, str, held, begun)
        )
        lines = [t for t in figure.data if t.mode == "lines"]
        assert len(lines) == bool(held)
        if held:
            drawn = {day for day in lines[0].x if day}
            ends = {d.isoformat() for run in held for d in (run.first, run.last)}
            assert drawn == ends
        first = dt.date.fromisoformat(figure.layout.xaxis.range[0])
        dashed = [s.x0 for s in figure.layout.shapes if s.line.dash == "dash"]
        shown = [t for t in begun if t.start > first]
        assert dashed == [t.start.isoformat() for t in shown]
        words = [a.text for a in figure.layout.annotations]
        for tenure in shown:
            assert tenure.holder in words
        told = timeline.alt_timeline(own, actor, str, str, begun)
        for tenure in begun:
            assert tenure.holder in told


def moves_of(index, earlier, later):
    return [
        moves.Move(
            name=c.actor_id,
            shift=c.shift,
            before=c.before.fill if c.before.fill in SCALE else "",
            after=c.after.fill if c.after.fill in SCALE else "",
            before_id=c.before.statement_id,
            after_id=c.after.statement_id,
            told=f"{c.before.position} to {c.after.position}",
            said="Somebody & others",
        )
        for c in changes(index, earlier, later)
    ]


@pytest.mark.parametrize(
    ("earlier", "later"),
    [("2022-06-30", "2024-11-30"), ("2026-01-03", "2026-07-05")],
)
def test_moves_have_an_arrow_and_new_or_lost_positions_none(earlier, later, index):
    drawn = moves_of(index, *map(dt.date.fromisoformat, (earlier, later)))
    heads = {s: f"{s}" for s in Shift if any(m.shift is s for m in drawn)}
    figure = checked(moves.fig_moves(drawn, heads, str))
    arrows = [a for a in figure.layout.annotations if a.showarrow]
    moved = [m for s in heads for m in drawn if m.shift is s and s in MOVES]
    assert [(a.ax, a.x) for a in arrows] == [
        (SCALE.index(m.before), SCALE.index(m.after)) for m in moved
    ]
    marks = {
        id_: (x, y)
        for trace in figure.data
        for id_, x, y in zip(trace.customdata, trace.x, trace.y, strict=True)
    }
    for move in drawn:
        for stance, id_ in ((move.before, move.before_id), (move.after, move.after_id)):
            if stance:
                assert marks[id_][0] == SCALE.index(stance)
    for arrow, move in zip(arrows, moved, strict=True):
        assert arrow.y == marks[move.after_id][1] == marks[move.before_id][1]
    names = [a.text.replace("<br>", " ") for a in figure.layout.annotations]
    told = moves.alt_moves(drawn, heads, "the one day", "the other")
    for move in drawn:
        assert move.name in names
        assert f"{move.name} ({move.told})" in told
    assert "&amp; others" in figure.data[0].hovertext[0]
