"""Charts of calls: what is drawn, in which colours, and in words."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from itertools import pairwise
from typing import Any

import pandas as pd
import plotly.graph_objects as go
import pytest

from components.figures import bars, dumbbell, matrix, style, timeline
from components.figures.bars import alt_counts
from components.figures.style import calendar_axis
from data import contacts as counting
from data import reported_counts
from data.contacts import ContactFilter, coverage_between, grade_runs, topics_by_year
from data.rows import each
from tests.support import frames
from tests.support.drawing import checked, day

SEEDS = frozenset({"izvestia-2025-07-02", "izvestia-2026-02"})
START, END = dt.date(2017, 5, 14), dt.date(2026, 12, 31)
PALETTE = {
    palette.CALL, palette.TEXT, style.GREEN, style.PINK, palette.OUTLINE, style.BROWN,
}  # fmt: skip
# White on the hues (hatches, rims, numbers inside marks), and washes over either
# background.
ALSO = ("#FFFFFF", "rgba(")


def _name(code: str) -> str:
    return f"<{code}>"


class View:
    """All frames of one view of the calls with France."""

    def __init__(self, dataset, view: ContactFilter, grain: str = "year") -> None:
        france = dataset.contacts[dataset.contacts["actor_id"] == "FRA"]
        links = dataset.table("contact_topics")
        self.selected = counting.select(france, links, view)
        self.stretches = coverage_between(dataset.coverage, "FRA", view.start, view.end)
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
            _name,
            _name,
            "Contacts a year",
        )
        return checked(made)

    def fig_events(self) -> go.Figure:
        made = timeline.fig_events(
            self.selected,
            self.stretches,
            self.gap,
            self.view.start,
            self.view.end,
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
    headings = {panel: f"<{panel}>" for panel in reported_counts.PANELS}
    return checked(dumbbell.fig_reported_counts(compared, rows, rows, rows, headings))


@pytest.fixture(scope="module")
def drawn(whole, compared) -> dict[str, go.Figure]:
    return {
        "counts": whole.fig_counts(),
        "events": whole.fig_events(),
        "topics": checked(matrix.fig_topics(whole.topics, whole.years, _name)),
        "claims": _fig_claims(compared),
    }


FIGURES = pytest.mark.parametrize("name", ["counts", "events", "topics", "claims"])


def _totals(figure: go.Figure) -> go.Scatter:
    """The numbers above the bars."""
    (trace,) = [t for t in figure.data if getattr(t, "mode", None) == "text"]
    return trace


def _colours(node: Any, key: str = "") -> Iterator[str]:
    if isinstance(node, dict):
        for name, value in node.items():
            if name != "template":
                yield from _colours(value, name)
    elif isinstance(node, (list, tuple)):
        for value in node:
            yield from _colours(value, key)
    elif isinstance(node, str) and key.endswith("color"):
        yield node


@FIGURES
def test_every_colour_is_of_the_palette(drawn, name):
    found = set(_colours(drawn[name].to_plotly_json()))
    assert found & PALETTE
    assert [c for c in found if c not in PALETTE and not c.startswith(ALSO)] == []


@FIGURES
def test_every_mark_has_a_colour_of_its_own(drawn, name):
    for trace in drawn[name].data:
        if getattr(trace, "mode", None) == "text":
            continue
        own = trace.marker.color or getattr(trace, "fillcolor", None)
        assert own, trace.name


@FIGURES
def test_background_and_font_colours_are_left_to_the_theme(drawn, name):
    layout = dict(drawn[name].layout.to_plotly_json())
    layout.pop("template", None)
    assert not {"paper_bgcolor", "plot_bgcolor", "colorway"} & set(layout)

    def fonts(node):
        if isinstance(node, dict):
            for key, value in node.items():
                if key.endswith("font"):
                    yield value
                yield from fonts(value)
        elif isinstance(node, (list, tuple)):
            for value in node:
                yield from fonts(value)

    assert not [font for font in fonts(layout) if "color" in font]


def test_bars_are_stacked_by_kind_in_a_fixed_order(whole, drawn):
    bars = [trace for trace in drawn["counts"].data if trace.type == "bar"]
    order = [f"<{k}>" for k in style.KIND_COLOUR]
    assert [bar.name for bar in bars] == [
        n for n in order if n in {b.name for b in bars}
    ]
    assert sum(sum(bar.y) for bar in bars) == len(whole.selected)
    hatches = {bar.marker.pattern.shape for bar in bars}
    assert len(hatches) == len(bars), "told apart without colour"


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
        t for t in view.fig_counts().data if t.type == "scatter" and t.mode == mode
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
    for x, row in zip(zeros, expected, strict=True):
        assert row.start <= day(x) <= row.end
    uncovered = view.counts[view.counts["status"] == "not_covered"]
    assert all(day(x) < uncovered["start"].min() for x in trace.x)


def test_months_of_two_years_are_named_by_quarter(dataset):
    start, end = dt.date(2021, 1, 1), dt.date(2022, 12, 31)
    axis = View(dataset, ContactFilter(start, end), "month").fig_counts().layout.xaxis
    assert list(axis.ticktext) == [
        *("Q1<br>2021 †", "Q2", "Q3", "Q4"),
        *("Q1<br>2022", "Q2", "Q3", "Q4"),
    ]


def test_the_legend_names_the_kinds_and_the_unit_and_nothing_else(drawn):
    named = {t.name for t in drawn["counts"].data if t.showlegend is not False}
    assert named == {f"<{kind}>" for kind in style.KIND_COLOUR}
    assert drawn["counts"].layout.legend.title.text == "Contacts a year"


def test_the_strip_names_its_grades_where_there_is_room(whole, drawn):
    notes = [a.text for a in drawn["counts"].layout.annotations if a.yref == "y2"]
    assert notes == ["<medium>", "<high>", "<complete>"]
    runs = grade_runs(whole.stretches)
    grades = ["medium", "high", "complete", "high", "low", "none"]
    assert list(runs["completeness"]) == grades


def test_the_gap_is_a_labelled_band(drawn):
    (band,) = drawn["counts"].layout.shapes
    assert (str(band.x0), str(band.x1)) == ("2022-09-11", "2025-07-01")
    assert any("1,024" in note.text for note in drawn["counts"].layout.annotations)


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


def test_every_contact_is_a_mark_that_leads_to_its_record(whole, drawn):
    marks = [t for t in drawn["events"].data if t.mode == "markers"]
    ids = [identifier for trace in marks for identifier in trace.customdata]
    assert sorted(ids) == sorted(whole.selected["contact_id"])
    hollow = [
        identifier
        for trace in marks
        for identifier, symbol in zip(
            trace.customdata, trace.marker.symbol, strict=True
        )
        if symbol.endswith("-open")
    ]
    unknown = whole.selected[whole.selected["duration_min"].isna()]
    assert sorted(hollow) == sorted(unknown["contact_id"])


def _marks(figure: go.Figure, colour: str) -> dict[str, tuple[float, str]]:
    """Claim → where its mark of a colour stands, and its symbol."""
    return {
        claim: (x, trace.marker.symbol)
        for trace in figure.data
        if trace.marker.color == colour
        for claim, x in zip(trace.customdata, trace.x, strict=True)
    }


def test_every_claim_has_its_mark_and_ours_at_the_numbers_told(compared, drawn):
    theirs = _marks(drawn["claims"], palette.TEXT)
    ours = _marks(drawn["claims"], palette.CALL)
    told = compared.set_index("claim_id")
    assert {c: x for c, (x, _) in theirs.items()} == told["value"].to_dict()
    assert {c: x for c, (x, _) in ours.items()} == told["ours"].to_dict()


def test_operators_are_drawn_apart(compared, drawn):
    theirs = _marks(drawn["claims"], palette.TEXT)
    symbols = {told.operator: {theirs[told.claim_id][1]} for told in each(compared)}
    assert symbols == {
        "=": {"circle"},
        "~": {"circle-open"},
        ">": {"triangle-right-open"},
        ">=": {"triangle-right-open"},
    }
    bounds = compared[compared["operator"].isin([">", ">="])]
    arrows = [a for a in drawn["claims"].layout.annotations if a.showarrow is None]
    assert sorted(a.ax for a in arrows) == sorted(bounds["value"])
    assert all(a.x > a.ax for a in arrows), "into the open"
    for sign in ("●", "○", "▷→", "◆"):
        assert sign in dumbbell.key()


def test_a_line_joins_what_differs_and_nothing_else(compared, drawn):
    joined = sorted((line.x0, line.x1) for line in drawn["claims"].layout.shapes)
    apart = compared[compared["ours"] != compared["value"]]
    assert joined == sorted(zip(apart["ours"], apart["value"], strict=True))


def test_both_numbers_stand_at_the_marks(compared, drawn):
    written = [a.text for a in drawn["claims"].layout.annotations]
    for claim in each(compared):
        assert dumbbell.stated(claim.operator, claim.value) in written
        assert dumbbell.own(claim.ours) in written
    assert "24.7" in written


def test_hours_and_totals_over_years_have_axes_of_their_own(compared, drawn):
    layout = drawn["claims"].layout
    assert [layout[f"xaxis{i}"].title.text for i in ("", 2, 3)] == [
        "Contacts",
        "Contacts",
        "Hours",
    ]
    panel = compared.set_index("claim_id")["panel"]
    for trace in drawn["claims"].data:
        number = {"x": 0, "x2": 1, "x3": 2}[trace.xaxis]
        assert {panel[c] for c in trace.customdata} == {reported_counts.PANELS[number]}
    domains = [layout[f"yaxis{i}"].domain for i in ("", 3, 5)]
    assert domains[0][0] > domains[1][1] > domains[1][0] > domains[2][1]


def test_a_row_is_named_in_lines_that_fit_beside_it():
    label = dumbbell.row_label("Calls and meetings, 1 Dec 2021 – 2 May 2022", "A & B")
    lines = label.split("<br>")
    assert lines == [
        "<b>Calls and meetings, 1</b>",
        "<b>Dec 2021 – 2 May 2022</b>",
        "A &amp; B",
    ]


def test_marks_that_would_cover_each_other_are_stacked(whole, drawn):
    apart = (whole.view.end - whole.view.start) / timeline.MARKS_A_ROW
    for trace in drawn["events"].data:
        if trace.mode != "markers":
            continue
        rows: dict[float, list[dt.date]] = {}
        for x, height in zip(trace.x, trace.y, strict=True):
            rows.setdefault(height, []).append(day(x))
        for days in rows.values():
            assert all(b - a >= apart for a, b in pairwise(days))
    top = drawn["events"].layout.yaxis.range[1]
    assert all(0 < y < top for t in drawn["events"].data if t.customdata for y in t.y)


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


def test_the_years_of_bars_and_strip_stand_at_the_same_days(drawn):
    bars, strip = drawn["counts"].layout.xaxis, drawn["events"].layout.xaxis
    assert list(bars.tickvals) == list(strip.tickvals)


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


def test_three_kinds_of_nothing_are_told_apart_among_topics(dataset, whole, drawn):
    bands = [s for s in drawn["topics"].layout.shapes if s.type == "rect"]
    assert [(b.x0, b.x1) for b in bands] == [(5.55, 7.45), (8.55, 9.45)]
    assert bands[0].fillcolor != bands[1].fillcolor
    notes = [a.text for a in drawn["topics"].layout.annotations]
    assert notes == ["None found", "None found up to 5 Jul"]
    beyond = counting.counts_by_period(
        whole.selected,
        coverage_between(dataset.coverage, "FRA", START, dt.date(2027, 12, 31)),
        "year",
        START,
        dt.date(2027, 12, 31),
        dataset.cutoff("contacts"),
    )
    figure = checked(matrix.fig_topics(whole.topics, beyond, _name))
    assert figure.data[2].text[-1] == "–"
    assert figure.layout.annotations[-1].text == "Not covered"
    assert "2027: Not covered." in matrix.alt_topics(whole.topics, beyond, _name)


def _single(n: int = 1) -> View:
    view = View.__new__(View)
    day = "2020-03-01"
    view.selected = frames.contacts(*[day] * n, note="a <b>bold</b> & note")
    view.view = ContactFilter(dt.date(2020, 1, 1), dt.date(2020, 12, 31))
    covered = frames.coverage(("2020-01-01", "2020-12-31", "high"))
    view.stretches = coverage_between(covered, "FRA", view.view.start, view.view.end)
    view.counts = counting.counts_by_period(
        view.selected, view.stretches, "year", view.view.start, view.view.end, END
    )
    view.by_kind = counting.kinds_by_period(view.selected, "year")
    view.doubtful = counting.doubtful(view.counts, frozenset())
    view.gap = None
    return view


def test_hover_text_escapes_what_the_data_says():
    hovers = [
        text
        for trace in _single().fig_events().data
        if trace.mode == "markers"
        for text in trace.hovertext
    ]
    assert hovers
    assert all("&lt;b&gt;bold&lt;/b&gt; &amp; note" in text for text in hovers)
    assert style.escape("<a> & b") == "&lt;a&gt; &amp; b"


def test_one_contact_is_drawn_and_told():
    view = _single()
    figure = view.fig_counts()
    assert sum(sum(t.y) for t in figure.data if t.type == "bar") == 1
    assert figure.layout.yaxis.dtick == 1, "no ticks between whole contacts"
    assert "1" in alt_counts(view.counts, None, "Calls", "Macron")
    assert "1 March 2020" in timeline.alt_events(view.selected, _name)


def test_no_contact_still_gives_an_axis_and_a_true_zero():
    view = _single(0)
    figure = view.fig_counts()
    assert not [t for t in figure.data if t.type == "bar"]
    totals = _totals(figure)
    assert list(totals.text) == ["<b>0</b>"]
    assert alt_counts(view.counts, None, "Calls", "Macron")
    assert view.fig_events().data is not None


def test_one_claim_is_drawn_and_none_is_an_empty_chart(compared):
    assert len(_fig_claims(compared.head(1)).data) == 2
    assert not _fig_claims(compared.head(0)).data


def test_alternative_texts_tell_the_numbers(whole, compared):
    told = alt_counts(whole.counts, whole.gap, "All", "Macron")
    for part in ("89 found", "21, in 2022", "2023: 0", "1,024 days", "2026"):
        assert part in told
    assert "89 contacts" in timeline.alt_events(whole.selected, _name)
    first = whole.topics["topic_id"].iloc[0]
    total = whole.topics.loc[whole.topics["topic_id"] == first, "n"].sum()
    assert f"<{first}>: {total}" in matrix.alt_topics(whole.topics, whole.years, _name)
    assert "a & b; c" in dumbbell.alt_reported_counts(["a & b", "c"])


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
    assert dumbbell.stated(operator, 20) == written


def test_the_six_hues_keep_three_to_one_on_both_backgrounds():
    def luminance(colour):
        channels = [int(colour[i : i + 2], 16) / 255 for i in (1, 3, 5)]
        linear = [
            c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4
            for c in channels
        ]
        return sum(w * c for w, c in zip((0.2126, 0.7152, 0.0722), linear, strict=True))

    for hue in PALETTE:
        for background in ("#FFFFFF", "#0E1117"):
            one, two = sorted((luminance(hue), luminance(background)))
            assert (two + 0.05) / (one + 0.05) >= 3, (hue, background)
