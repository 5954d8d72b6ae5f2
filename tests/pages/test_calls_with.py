"""`/calls?with=…`: everything follows the counterpart that is chosen."""

from __future__ import annotations

import datetime as dt
import re

import pytest

from components import cache
from components.calls import view as calls_view
from components.filters import TABS
from data.contacts import RULES, ContactFilter
from data.schema import package
from tests.support.running import SHOWN, address, card_of, run, with_tool
from tests.support.tables import raw

COVERED = sorted({row["actor_id"] for row in raw("coverage")})
OTHERS = [actor for actor in COVERED if actor != package().setting.main_counterpart]
KINDS = {
    "bilateral": {"call", "video_call"},
    "remote": {"call", "video_call", "joint_call"},
    "all": {"call", "video_call", "joint_call", "meeting"},
}


def _contacts(actor, rule):
    return [
        row
        for row in raw("contacts")
        if row["actor_id"] == actor
        and row["kind"] in KINDS[rule]
        and (rule != "bilateral" or row["format"] == "bilateral")
    ]


def _days():
    return dt.date(2017, 1, 1), dt.date(2026, 12, 31)


def _words(page):
    """All that a page says, and what its cards take away."""
    for kind in ("title", "header", "subheader", "markdown", "caption", "info"):
        yield from (str(element.value) for element in getattr(page, kind))
    yield from (button.label for button in page.button)
    for card in SHOWN.values():
        yield from (card.title, card.headline or "", card.sentence, card.alt)
        yield from (card.subject, *card.notes, *card.reading, *card.hints)
        yield from map(str, card.labels.values())
        yield card.records.counted


@pytest.mark.parametrize("rule", RULES)
@pytest.mark.parametrize("actor", COVERED)
def test_bars_sum_to_the_contacts_of_the_counterpart(actor, rule):
    chosen = ContactFilter(*_days(), rule=rule)
    for grain in ("year", "quarter"):
        view = calls_view.derive(cache.dataset(), actor, chosen, grain)
        wanted = _contacts(actor, rule)
        assert int(view.counts["n"].sum()) == len(view.selected) == len(wanted)
        ids = {row["contact_id"] for row in wanted}
        assert set(view.selected["contact_id"]) == ids


@pytest.mark.parametrize(
    ("actor", "rule"),
    [
        *((actor, "remote") for actor in OTHERS),
        *((actor, rule) for actor in ("DEU", "HUN", "USA") for rule in RULES),
    ],
)
def test_nothing_says_another_name(app, actor, rule):
    page = app("calls", {"with": actor, "rule": rule})
    assert not page.exception
    said = [text for text in _words(page) if re.search("Macron|France|French", text)]
    assert said == []


@pytest.mark.parametrize("view", TABS["calls"])
def test_the_tabs_follow(app, view):
    page = app("calls", {"with": "DEU", "view": view})
    assert not page.exception
    said = {text for text in _words(page) if "Macron" in text}
    # An event or a note of ours may be about several leaders; no title is.
    assert not [card.title for card in SHOWN.values() if "Macron" in card.title]
    assert said == set()


def test_the_default_is_as_before(app):
    page = app("calls")
    assert page.title[0].value == "How often do Putin and Macron talk?"
    assert address(page) == {}
    chosen = app("calls", {"with": package().setting.main_counterpart})
    assert address(chosen) == {}
    assert chosen.header[0].value == page.header[0].value


def test_a_thin_search_claims_no_most_and_is_told(app):
    page = app("calls", {"with": "FIN"})
    assert page.header[0].value == (
        "Putin and the leader of Finland spoke 4 times from 2017 to 2026, "
        "3 of them in 2022"
    )
    assert any(
        text.value.startswith("Searched for Finland: ") for text in page.markdown
    )
    assert "not at all to 23 October 2021" in " ".join(
        text.value for text in page.markdown
    )


def _view(actor, first, last=2026, rule="remote"):
    chosen = ContactFilter(dt.date(first, 1, 1), dt.date(last, 12, 31), rule=rule)
    return calls_view.derive(cache.dataset(), actor, chosen, "year")


def _tenures(actor, name):
    return [
        (row["start"][:4], row["end"][:4] or "9999")
        for row in raw("governments")
        if (row["actor_id"], row["holder"]) == (actor, name)
    ]


@pytest.mark.parametrize("rule", RULES)
@pytest.mark.parametrize("actor", OTHERS)
def test_years_are_told_of_a_person_in_office_and_compared_where_searched(actor, rule):
    names = {row["counterpart"] for row in _contacts(actor, "all")}
    for first in range(2017, 2027):
        view = _view(actor, first, rule=rule)
        answer = calls_view.answer(view)
        named = [name for name in names if view.counterpart == name.rsplit(" ", 1)[-1]]
        for name in named:
            held = _tenures(actor, name)
            met = sorted(
                row["date"][:4]
                for row in _contacts(actor, "all")
                if row["counterpart"] == name
            )
            held.append((met[0], met[-1]))
            years = map(str, range(view.start.year, 2027))
            assert all(any(a <= year <= b for a, b in held) for year in years)
        if view.selected.empty:
            assert not any(
                re.search(rf"\b{name.rsplit(' ', 1)[-1]}\b", answer)
                for name in names - set(named)
            )
        if "most often" in answer:
            assert "once" not in answer
            assert view.compares
        graded = {s.completeness for s in view.stretches if s.start <= view.last_day}
        if graded <= {"medium", "low", "none"}:
            assert calls_view.caveat(view)
        if graded == {"low"}:
            assert "in part" not in answer


def test_nothing_is_told_of_somebody_who_left_office():
    named = {
        (actor, *years): _view(actor, *years).counterpart
        for actor, *years in (
            ("ITA", 2025, 2026),
            ("ITA", 2022, 2022),
            ("AUT", 2026, 2026),
            ("EU-COUNCIL-PRESIDENT", 2017, 2026),
            ("EU-COUNCIL-PRESIDENT", 2021, 2022),
            ("DEU", 2022, 2024),
            ("DEU", 2025, 2026),
            ("USA", 2025, 2026),
            ("FRA", 2023, 2024),
            ("GBR", 2025, 2026),
        )
    }
    assert list(named.values()) == [
        "the leader of Italy",
        "Draghi",
        "the leader of Austria",
        "the President of the European Council",
        "Michel",
        "Scholz",
        "the leader of Germany",
        "Trump",
        "Macron",
        "the leader of the United Kingdom",
    ]


def test_the_title_of_the_page_names_nobody_out_of_office(app):
    page = app("calls", {"with": "ITA", "from": "2025"})
    assert page.title[0].value == "How often do Putin and the leader of Italy talk?"
    assert not [
        text
        for text in _words(page)
        if re.search("with Draghi|and Draghi", text) and not text.startswith("0 of")
    ]


def test_the_pause_between_two_leaders_is_not_that_of_one():
    said = calls_view.finding(_view("USA", 2025))
    assert said.startswith("Putin and the leaders of the United States spoke 14 times")
    assert "longest pause" in said


def test_meetings_that_the_rule_leaves_out_are_told_and_a_click_away(app):
    page = app("calls", {"with": "SVK"})
    assert page.header[0].value.endswith("; 3 meetings are listed")
    page.button(key="widen").click().run()
    assert page.header[0].value == (
        "Putin and the leader of Slovakia spoke or met 3 times from 2017 to 2026, "
        "2 of them in 2025"
    )
    assert address(page)["rule"] == "all"


def test_totals_of_others_are_told_beside_years_that_they_are_of(app):
    app("calls", {"from": "2023"})
    told = [n for n in SHOWN["calls_chart"].notes if n.startswith("Others count")]
    assert told == ["Others count differently: > 75 for 14 May 2017 – 10 Feb 2026."]
    app("calls", {"with": "DEU", "from": "2025"})
    assert not [n for n in SHOWN["calls_chart"].notes if "thers" in n and "count" in n]


def test_a_pause_that_was_not_well_searched_is_no_silence(app):
    thin = app("calls", {"with": "HUN"}).header[0].value
    assert "then none was found for ≈ 830 days" in thin
    firm = app("calls", {"with": "DEU"}).header[0].value
    assert "then not for 714 days" in firm


def test_totals_of_several_leaders_name_them(app):
    page = app("calls", {"with": "USA", "view": "reported"})
    table = SHOWN["conflicts_chart"].table
    assert {"Putin and Biden", "Putin and Trump"} == set(table["subject"])
    app("calls", {"with": "DEU", "view": "reported"})
    assert "subject" not in SHOWN["conflicts_chart"].table
    page = app("calls", {"with": "BEL", "view": "reported"})
    assert "conflicts_chart" not in SHOWN
    assert any("No total that somebody else stated" in m.value for m in page.markdown)


def test_a_name_that_was_not_searched_is_refused_with_a_notice(app):
    page = app("calls", {"with": "CHN"})
    assert "with=CHN" in page.warning[0].value
    assert page.title[0].value == "How often do Putin and Macron talk?"


def test_files_and_citations_name_the_counterpart():
    page = run("calls", {"with": "HUN"})
    opened = with_tool(page, "download", "calls_chart")
    names = [b.proto.label for b in opened.get("download_button")]
    assert names
    assert card_of(page, "calls_chart").records.counted.endswith("with Orbán")


# Two side by side.


def test_two_counterparts_are_compared_for_the_days_well_searched_for_both(app):
    app("calls", {"with": "DEU", "beside": "FRA"})
    card = SHOWN["beside_chart"]
    days = dt.date(2021, 10, 24), dt.date(2024, 11, 15)
    counted = [
        sum(days[0] <= dt.date.fromisoformat(row["date"]) <= days[1] for row in rows)
        for rows in (_contacts("DEU", "remote"), _contacts("FRA", "remote"))
    ]
    assert f"{counted[0]} with the leaders of Germany, {counted[1]} with" in card.title
    assert "24 October 2021 to 15 November 2024" in card.sentence
    sums = [int(card.table[f"n_{actor}"].sum()) for actor in ("deu", "fra")]
    assert sums == [len(_contacts(a, "remote")) for a in ("DEU", "FRA")]


def test_both_panels_have_one_scale(app):
    app("calls", {"with": "DEU", "beside": "FRA", "grain": "month"})
    layout = SHOWN["beside_chart"].figure["layout"]
    assert layout["yaxis"]["range"] == layout["yaxis2"]["range"]
    bars = [t for t in SHOWN["beside_chart"].figure["data"] if t["type"] == "bar"]
    assert {trace.get("yaxis") for trace in bars} == {"y", "y2"}


def test_both_panels_mark_what_was_not_well_searched(app):
    app("calls", {"with": "FRA", "beside": "DEU"})
    card = SHOWN["beside_chart"]
    numbers = [t for t in card.figure["data"] if t.get("mode") == "text"]
    marked = [
        {
            year
            for year, text in zip(range(2017, 2027), trace["text"], strict=True)
            if "†" in text
        }
        for trace in numbers
    ]
    france, germany = (
        calls_view.derive(
            cache.dataset(), actor, ContactFilter(*_days(), rule="remote"), "year"
        )
        for actor in ("FRA", "DEU")
    )
    for found, view in zip(marked, (france, germany), strict=True):
        assert found == {day.year for day in view.counts.loc[view.doubtful, "start"]}, (
            view.actor
        )
    assert {2018, 2019, 2020} <= marked[1]
    assert 2022 not in marked[1]
    # The thin search of the other is told beside the chart, not in a menu.
    assert any("Germany: thinly to 23 October 2021" in note for note in card.notes)
    assert any(note.startswith("†") for note in card.notes)


def test_doubt_is_told_in_years_where_numbers_are_many(app):
    app("calls", {"with": "FRA", "beside": "DEU", "grain": "quarter"})
    card = SHOWN["beside_chart"]
    texts = [t["text"] for t in card.figure["data"] if t.get("mode") == "text"]
    assert "†" not in str(texts)
    assert not [note for note in card.notes if "†" in note]
    assert any(note.startswith("Germany: our list may miss") for note in card.notes)


@pytest.mark.parametrize("view", ["list", "topics"])
def test_a_tab_without_contacts_says_so(app, view):
    page = app("calls", {"with": "BEL", "view": view})
    assert "No contact passes" in " ".join(text.value for text in page.caption)


@pytest.mark.parametrize("other", ["", "DEU"])
def test_nobody_stands_beside_oneself(app, other):
    app("calls", {"with": "DEU", "beside": other} if other else {"with": "DEU"})
    assert "beside_chart" not in SHOWN


def test_what_was_never_searched_for_both_is_said(app):
    app("calls", {"with": "FRA", "beside": "BEL", "to": "2019"})
    assert SHOWN["beside_chart"].title.endswith("no day was well searched for both")


def test_days_searched_with_gaps_compare_nothing(app):
    app("calls", {"with": "HUN", "beside": "SVK", "from": "2023"})
    assert SHOWN["beside_chart"].title.endswith("no day was well searched for both")
