"""Charts of calls: what is drawn, in which colours, and in words."""

from __future__ import annotations

import datetime as dt
from itertools import pairwise

import pandas as pd
import plotly.graph_objects as go
import pytest

from components.figures import bars, differences, matrix, palette, timeline
from components.figures.bars import alt_counts
from components.figures.style import calendar_axis, escape
from data import contacts as counting
from data import reported_counts
from data.contacts import ContactFilter, topics_by_year
from data.coverage import grade_runs
from data.rows import each
from tests.support import frames
from tests.support.drawing import checked

SEEDS = frozenset({"izvestia-2025-07-02", "izvestia-2026-02"})
START, END = dt.date(2017, 5, 14), dt.date(2026, 12, 31)


def _name(code: str) -> str:
    return f"<{code}>"


class View:
    """All frames of one view of the calls with France."""

    def __init__(self, dataset, view: ContactFilter, grain: str = "year") -> None:
        france = dataset.contacts[dataset.contacts["actor_id"] == "FRA"]
        links = dataset.table("contact_topics")
        self.selected = counting.select(france, links, view)
        self.stretches = dataset.coverage.between("FRA", view.start, view.end)
        self.counts = counting.counts_by_period(
            self.selected,
            self.stretches,
            grain,
            view.start,
            view.end,
            dataset.cutoff("contacts"),
        )
        self.by_kind = counting.kinds_by_period(self.selected, grain)
        tallied = counting.tallied_years(dataset.reported_counts, "FRA")
        self.doubtful = counting.doubtful(self.counts, tallied)
        self.gap = counting.longest_gap(counting.apply_rule(france, view.rule))
        self.topics = topics_by_year(self.selected, links)
        self.years = counting.counts_by_period(
            self.selected,
            self.stretches,
            "year",
            view.start,
            view.end,
            dataset.cutoff("contacts"),
        )
        self.view = view

    def fig_counts(self) -> go.Figure:
        made = bars.fig_counts(
            self.counts,
            self.by_kind,
            self.doubtful,
            self.stretches,
            self.gap,
            self.selected,
            _name,
        )
        return checked(made)


@pytest.fixture(scope="module")
def whole(dataset) -> View:
    return View(dataset, ContactFilter(START, END, "all"))


@pytest.fixture(scope="module")
def compared(dataset) -> pd.DataFrame:
    frame = reported_counts.compare(dataset.reported_counts, dataset.contacts)
    frame = reported_counts.in_reading_order(frame, SEEDS)
    return frame[frame["subject"] == "putin-macron"]


def _fig_claims(compared: pd.DataFrame) -> go.Figure:
    rows = [f"row {i}" for i in range(len(compared))]
    return checked(differences.fig_differences(compared, rows, rows, rows))


@pytest.fixture(scope="module")
def drawn(whole, compared) -> dict[str, go.Figure]:
    return {
        "counts": whole.fig_counts(),
        "topics": checked(matrix.fig_topics(whole.topics, whole.years, _name)),
        "claims": _fig_claims(compared),
    }


FIGURES = pytest.mark.parametrize("name", ["counts", "topics", "claims"])


def _totals(figure: go.Figure) -> go.Scatter:
    """The numbers above the bars."""
    (trace,) = [t for t in figure.data if getattr(t, "mode", None) == "text"]
    return trace


@FIGURES
def test_background_is_left_to_the_theme(drawn, name):
    layout = dict(drawn[name].layout.to_plotly_json())
    layout.pop("template", None)
    assert not {"paper_bgcolor", "plot_bgcolor", "colorway"} & set(layout)


def test_bars_are_stacked_in_two_tones_and_one_for_meetings(whole, drawn):
    stacked = [trace for trace in drawn["counts"].data if trace.type == "bar"]
    assert [b.marker.color for b in stacked] == [
        palette.CALL,
        palette.JOINT,
        palette.MEETING,
    ]
    assert sum(sum(b.y) for b in stacked) == len(whole.selected)
    kinds = whole.selected["kind"].value_counts()
    two_way = kinds["call"] + kinds["video_call"]
    assert [sum(b.y) for b in stacked] == [
        two_way,
        kinds["joint_call"],
        kinds["meeting"],
    ]
    widths = {b.width for b in stacked}
    assert widths == {bars.BAR}, "every period is equally wide"


def test_every_contact_is_a_stroke_on_its_day(whole, drawn):
    strokes = [t for t in drawn["counts"].data if t.yaxis == "y2"]
    ids = [identifier for trace in strokes for identifier in trace.customdata]
    assert sorted(ids) == sorted(whole.selected["contact_id"])
    place = bars.Places(whole.counts)
    drawn_at = {
        identifier: x
        for trace in strokes
        for identifier, x in zip(trace.customdata, trace.x, strict=True)
    }
    for row in each(whole.selected):
        x = drawn_at[row.contact_id]
        assert x == place(row.date.date())
        assert round(x) == row.date.year - 2017


def test_days_lie_evenly_within_their_period(whole):
    place = bars.Places(whole.counts)
    assert place(dt.date(2018, 1, 1), 0) == 0.5
    assert place(dt.date(2018, 12, 31), 1) == 1.5
    assert abs(place(dt.date(2018, 7, 2)) - 1) < 0.01
    assert place.edges == (-0.5, 9.5)


def test_a_true_zero_prints_and_what_is_not_covered_does_not(dataset, whole, drawn):
    totals = _totals(drawn["counts"])
    assert list(totals.text[:10]) == [
        f"<b>{n}</b>" for n in (8, 18, 14, 18, 9, 21, 0, 0, 1, 0)
    ]
    months = View(dataset, ContactFilter(dt.date(2026, 1, 1), END), "month")
    totals = _totals(months.fig_counts())
    assert len(totals.text) == 7, "January to July; later months have no number"


@pytest.mark.parametrize(("grain", "mode"), [("quarter", "text"), ("month", "markers")])
def test_a_searched_empty_period_shows_its_zero_outside_the_gap(dataset, grain, mode):
    view = View(dataset, ContactFilter(START, END, topics=("ukraine",)), grain)
    (trace,) = [
        t
        for t in view.fig_counts().data
        if t.type == "scatter" and t.mode == mode and t.yaxis is None
    ]
    zeros = [x for x, n in zip(trace.x, trace.y, strict=True) if n == 0]
    assert view.gap is not None
    expected = [
        row
        for row in each(view.counts)
        if row.status in {"searched_empty", "partly_covered"}
        and row.n == 0
        and not (row.start > view.gap.start and row.end < view.gap.end)
    ]
    assert len(zeros) == len(expected) > 3
    number = {code: n for n, code in enumerate(view.counts["period"])}
    for x, row in zip(zeros, expected, strict=True):
        assert round(x) == number[row.period]
    uncovered = view.counts[view.counts["status"] == "not_covered"]
    first = min(number[code] for code in uncovered["period"])
    assert all(x < first for x in trace.x)


def test_months_of_two_years_are_named_by_quarter(dataset):
    start, end = dt.date(2021, 1, 1), dt.date(2022, 12, 31)
    axis = View(dataset, ContactFilter(start, end), "month").fig_counts().layout.xaxis
    assert list(axis.ticktext) == [
        *("Q1<br>2021 †", "Q2", "Q3", "Q4"),
        *("Q1<br>2022", "Q2", "Q3", "Q4"),
    ]


def test_the_line_of_completeness_names_its_grades_where_there_is_room(whole, drawn):
    notes = [a.text for a in drawn["counts"].layout.annotations if a.yref == "y3"]
    assert notes[1:] == ["<medium>", "<high>", "<complete>"]
    runs = grade_runs(whole.stretches)
    grades = ["medium", "high", "complete", "high", "low", "none"]
    assert [run.completeness for run in runs] == grades
    lines = [t for t in drawn["counts"].data if t.yaxis == "y3"]
    assert [t.hovertext for t in lines] == [f"<{grade}>" for grade in grades[:-1]]


def test_a_short_stretch_at_the_edge_has_its_name_in_lines_that_nothing_cuts(whole):
    words = {"medium": "may miss some", "high": "nearly complete"}
    drawn = bars.fig_counts(
        whole.counts,
        whole.by_kind,
        whole.doubtful,
        whole.stretches,
        whole.gap,
        whole.selected,
        lambda grade: words.get(grade, grade),
    )
    notes = [a for a in drawn["layout"]["annotations"] if a.get("yref") == "y3"]
    named = [(a["text"], a["xanchor"]) for a in notes[1:]]
    assert named == [
        ("may miss<br>some", "left"),
        ("nearly complete", "center"),
        ("complete", "center"),
    ]
    assert notes[1]["x"] == drawn["layout"]["xaxis"]["range"][0]


def test_the_gap_is_a_bracket_with_its_days_in_the_colour_of_silence(whole, drawn):
    layout = drawn["counts"].layout
    lines = [s for s in layout.shapes if s.line.color == palette.GAP]
    across = max(lines, key=lambda s: s.x1 - s.x0)
    place = bars.Places(whole.counts)
    assert across.x1 == place(dt.date(2025, 7, 1))
    # It begins beside the bar of the year in which the last call was.
    assert place(dt.date(2022, 9, 11)) <= across.x0 <= 5.5
    (note,) = [a for a in layout.annotations if "1,024" in a.text]
    assert note.font.color == palette.GAP
    assert "11 Sept 2022" in note.text
    zeros = _totals(drawn["counts"])
    quiet = [
        text
        for text, colour in zip(zeros.text, zeros.textfont.color, strict=True)
        if colour == palette.GAP
    ]
    assert quiet == ["<b>0</b>", "<b>0</b>"]


def test_what_was_not_searched_is_a_plain_field(whole, drawn):
    (field,) = [s for s in drawn["counts"].layout.shapes if s.type == "rect"]
    assert field.fillcolor == palette.FIELD
    place = bars.Places(whole.counts)
    assert field.x0 == place(dt.date(2026, 7, 6), 0)
    assert field.x1 == 9.5


def test_doubtful_and_running_years_are_marked_on_the_axis(drawn):
    ticks = drawn["counts"].layout.xaxis.ticktext
    marked = [tick for tick in ticks if tick != tick[:4]]
    assert [tick[:4] for tick in marked] == ["2017", "2018", "2021", "2026"]
    assert marked[-1] == "2026 †<br>to 5 Jul"


@pytest.mark.parametrize("grain", ["year", "quarter", "month"])
def test_ticks_never_crowd(dataset, grain):
    view = View(dataset, ContactFilter(START, END), grain)
    figure = view.fig_counts()
    assert len(figure.layout.xaxis.tickvals) <= bars.MANY_PERIODS
    assert figure.layout.xaxis.tickangle == 0


def _marks(figure: go.Figure) -> dict[str, go.Scatter]:
    """Claim → its mark."""
    return {
        t.customdata[0]: t
        for t in figure.data
        if t.mode == "markers" and t.customdata is not None
    }


def test_every_claim_stands_where_it_lies_beside_ours(compared, drawn):
    marks = _marks(drawn["claims"])
    told = compared.set_index("claim_id")
    assert {c: t.x[0] for c, t in marks.items()} == told["excess"].to_dict()
    for claim, mark in marks.items():
        grey = mark.marker.color == palette.OUTLINE
        assert grey == told.loc[claim, "agrees"]


def test_operators_are_drawn_apart(compared, drawn):
    marks = _marks(drawn["claims"])
    symbols = {c.operator: {marks[c.claim_id].marker.symbol} for c in each(compared)}
    assert symbols == {
        "=": {"circle"},
        "~": {"circle-open"},
        ">": {"triangle-right"},
        ">=": {"triangle-right"},
    }


def test_both_numbers_stand_in_each_row(compared, drawn):
    written = [a.text for a in drawn["claims"].layout.annotations]
    for claim in each(compared):
        stated = differences.stated(claim.operator, claim.value)
        assert f"<b>{stated}</b> | {differences.own(claim.ours)}" in written
    assert any("24.7" in text for text in written)


def test_hours_have_an_axis_of_their_own(compared, drawn):
    marks = _marks(drawn["claims"])
    hours = set(compared.loc[compared["counted"] == "hours", "claim_id"])
    assert {c for c, t in marks.items() if t.xaxis == "x2"} == hours
    layout = drawn["claims"].layout
    assert layout.yaxis.domain[0] >= layout.yaxis2.domain[1]


def test_a_mark_takes_the_lowest_level_that_is_free():
    days = [pd.Timestamp(2022, 1, day) for day in (1, 2, 3, 11, 12, 13)]
    assert timeline.levels(days, dt.timedelta(days=10)) == [0, 1, 2, 0, 1, 2]
    assert timeline.levels(days[:1], dt.timedelta(days=10)) == [0]
    assert timeline.levels([], dt.timedelta(days=10)) == []


@pytest.mark.parametrize(
    ("start", "end", "first", "most"),
    [
        ("2017-05-14", "2026-12-31", "2017", 10),
        ("2021-01-01", "2022-12-31", "Q1<br>2021", 8),
        ("2022-01-01", "2022-12-31", "Jan<br>2022", 12),
    ],
)
def test_a_time_axis_names_the_middle_of_its_stretches(start, end, first, most):
    first_day, last_day = dt.date.fromisoformat(start), dt.date.fromisoformat(end)
    axis, lines = calendar_axis(first_day, last_day)
    assert axis["ticktext"][0] == first
    assert len(axis["ticktext"]) == most == len(lines) + 1
    edges = [first_day, *(line["x0"] for line in lines), last_day]
    for tick, (left, right) in zip(axis["tickvals"], pairwise(edges), strict=True):
        assert left < tick.date() < right


def test_topic_discs_hold_their_number(whole, drawn):
    discs, zeros, totals = drawn["topics"].data
    assert list(discs.text) == [str(n) for n in whole.topics["n"]]
    assert set(discs.customdata) == {
        f"{row.topic_id} {row.year}" for row in each(whole.topics)
    }
    assert [text.strip("<b>/") for text in totals.text] == [
        *("8", "18", "14", "18", "9", "21", "0", "0", "1", "0"),
    ]
    drawn_at = set(zip(discs.x, discs.y, strict=True))
    empty_at = set(zip(zeros.x, zeros.y, strict=True))
    assert not drawn_at & empty_at
    busy = {0, 1, 2, 3, 4, 5, 8}
    rows = whole.topics["topic_id"].nunique()
    assert drawn_at | empty_at == {(x, y + 1) for x in busy for y in range(rows)}


def test_topics_are_named_with_their_total_told_apart(whole, drawn):
    names = drawn["topics"].layout.yaxis.ticktext[1:]
    totals = whole.topics.groupby("topic_id", sort=False)["n"].sum()
    assert len(names) == len(totals)
    for name, total in zip(names, totals, strict=True):
        assert name.endswith(f"<b>{total}</b>")
        assert name.count("<b>") == 1


def test_years_without_a_contact_have_the_colour_of_silence_among_topics(drawn):
    silent, partly = (s for s in drawn["topics"].layout.shapes if s.type == "rect")
    assert silent.line.color == palette.GAP != partly.line.color
    found, up_to = drawn["topics"].layout.annotations
    assert found.font.color == palette.GAP != up_to.font.color


def test_three_kinds_of_nothing_are_told_apart_among_topics(dataset, whole, drawn):
    bands = [s for s in drawn["topics"].layout.shapes if s.type == "rect"]
    assert [(b.x0, b.x1) for b in bands] == [(5.55, 7.45), (8.55, 9.45)]
    assert bands[0].fillcolor != bands[1].fillcolor
    notes = [a.text for a in drawn["topics"].layout.annotations]
    assert notes == ["None found", "None found up to 5 Jul"]
    beyond = counting.counts_by_period(
        whole.selected,
        dataset.coverage.between("FRA", START, dt.date(2027, 12, 31)),
        "year",
        START,
        dt.date(2027, 12, 31),
        dataset.cutoff("contacts"),
    )
    figure = checked(matrix.fig_topics(whole.topics, beyond, _name))
    assert figure.data[2].text[-1] == "–"
    assert figure.layout.annotations[-1].text == "not searched"
    assert "2027: not searched." in matrix.alt_topics(whole.topics, beyond, _name)


def _single(n: int = 1) -> View:
    view = View.__new__(View)
    view.selected = frames.contacts(*["2020-03-01"] * n)
    view.view = ContactFilter(dt.date(2020, 1, 1), dt.date(2020, 12, 31))
    covered = frames.coverage(("2020-01-01", "2020-12-31", "high"))
    view.stretches = covered.between("FRA", view.view.start, view.view.end)
    view.counts = counting.counts_by_period(
        view.selected, view.stretches, "year", view.view.start, view.view.end, END
    )
    view.by_kind = counting.kinds_by_period(view.selected, "year")
    view.doubtful = counting.doubtful(view.counts, frozenset())
    view.gap = None
    return view


def test_labels_escape_what_the_data_says():
    assert escape("<a> & b") == "&lt;a&gt; &amp; b"


def test_one_contact_is_drawn_and_told():
    view = _single()
    figure = view.fig_counts()
    assert sum(sum(t.y) for t in figure.data if t.type == "bar") == 1
    assert "1" in alt_counts(view.counts, None, "Calls", "Macron")


def test_no_contact_still_gives_an_axis_and_a_true_zero():
    view = _single(0)
    figure = view.fig_counts()
    assert not [t for t in figure.data if t.type == "bar"]
    totals = _totals(figure)
    assert list(totals.text) == ["<b>0</b>"]
    assert alt_counts(view.counts, None, "Calls", "Macron")


def test_one_claim_is_drawn_and_none_is_an_empty_chart(compared):
    assert len(_fig_claims(compared.head(1)).data) == 2
    assert not _fig_claims(compared.head(0)).data


def test_alternative_texts_tell_the_numbers(whole, compared):
    told = alt_counts(whole.counts, whole.gap, "All", "Macron")
    for part in ("89 found", "21, in 2022", "2023: 0", "1,024 days", "2026"):
        assert part in told
    first = whole.topics["topic_id"].iloc[0]
    total = whole.topics.loc[whole.topics["topic_id"] == first, "n"].sum()
    assert f"<{first}>: {total}" in matrix.alt_topics(whole.topics, whole.years, _name)
    assert "a & b; c" in differences.alt_differences(["a & b", "c"])


@pytest.mark.parametrize(
    ("code", "label"),
    [("2022", "2022"), ("2022-Q1", "Q1 2022"), ("2022-03", "Mar 2022")],
)
def test_period_codes_in_words(code, label):
    assert bars.period_label(code) == label


@pytest.mark.parametrize(
    ("operator", "written"),
    [("~", "≈ 20"), (">", "> 20"), (">=", "≥ 20"), ("=", "20")],
)
def test_stated_totals_keep_their_operator(operator, written):
    assert differences.stated(operator, 20) == written


@pytest.mark.parametrize(("per_day", "step", "most"), [(60, 1, 400), (1, 7, 500)])
def test_many_contacts_share_a_stroke(
    dataset, whole: View, per_day: int, step: int, most: int
) -> None:
    """Above some hundred contacts a stroke stands for a day, or for a week."""
    days = pd.date_range("2019-01-01", periods=900 if step == 7 else 20, freq="D")
    made = whole.selected.iloc[:1].loc[lambda f: f.index.repeat(len(days) * per_day)]
    many = made.assign(
        date=days.repeat(per_day),
        kind="call",
        contact_id=[f"c{n:05}" for n in range(len(made))],
    )
    view = View(dataset, whole.view)
    view.selected = many
    strokes = next(
        trace
        for trace in view.fig_counts().data
        if trace.yaxis == "y2" and trace.marker.symbol == "line-ns"
    )
    weeks = {day.to_period("W-SUN") for day in days}
    assert len(strokes.x) == (len(days) if step == 1 else len(weeks)) < most
    assert set(strokes.customdata) == {str(day.year) for day in days}
    told = sum(int(text.split(": ")[1].split()[0]) for text in strokes.hovertext)
    assert told == len(many), "every contact is counted in one stroke"
    assert list(strokes.x) == sorted(strokes.x)
