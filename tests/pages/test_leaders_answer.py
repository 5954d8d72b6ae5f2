"""Who is known to have been in contact: against a recount, over years and hiding."""

from __future__ import annotations

import datetime as dt
import re
from collections import Counter
from dataclasses import replace

import pytest

from components import format as fmt
from components.leaders import answer
from data.leaders import SINCE
from data.load import load
from data.schema import DATA_DIRECTORY
from tests.support.running import card_of
from tests.support.tables import raw

CHART = "leaders_chart"

DATA = load(DATA_DIRECTORY)
LAST = DATA.last_day("contacts")


CONTACTS, COVERAGE = raw("contacts"), raw("coverage")
ACTORS = {row["actor_id"]: row for row in raw("actors")}
MEMBERS = {a for a, row in ACTORS.items() if row["eu_member"] == "true"}
OF_EU = MEMBERS | {a for a, row in ACTORS.items() if row["kind"] == "eu_institution"}


def _answer(year, hidden=()):
    contacts = DATA.contacts
    kept = contacts[~contacts["contact_id"].isin(set(hidden))]
    shown = replace(DATA, frames={**DATA.frames, "contacts": kept})
    return answer.answer_of(shown, DATA, dt.date(year, 1, 1))


def _recount(year, *, eu, hidden=(), gone=False):
    """Contacts of each leader in office, by the table alone."""
    events = {
        (row["counterpart"], row["event_id"]): row
        for row in CONTACTS
        if row["date"] >= str(year)
        and (row["actor_id"] in OF_EU) == eu
        and not row["office"].startswith("former")
        and (row["contact_id"] in set(hidden)) == gone
    }
    return Counter(name for name, _ in events)


def _told(counts):
    """The pieces that an answer must hold, in words; how each ends is told apart."""
    return [
        f"{name} (once" if n == 1 else f"{name} ({n} times"
        for name, n in counts.items()
    ]


def _last_days(counts):
    """The last contact of each leader in office, by the table alone."""
    return [
        max(
            (row["date"], row["date_precision"])
            for row in CONTACTS
            if row["counterpart"] == name and "former" not in row["office"]
        )
        for name in counts
    ]


@pytest.mark.parametrize("year", range(2017, 2027))
@pytest.mark.parametrize("every", [0, 2, 3])
def test_the_answer_counts_every_leader_by_name(year, every):
    hidden = [row["contact_id"] for row in CONTACTS[::every]] if every else []
    found = _answer(year, hidden)
    eu = _recount(year, eu=True, hidden=hidden)
    title, sentence = answer.title(found), answer.sentence(found)
    number = "leader is" if len(eu) == 1 else "leaders are"
    if eu:
        assert f"Since {year}, {len(eu)} EU {number} known" in title
    else:
        assert "are hidden by the choice of evidence" in title
    for piece in _told(eu):
        assert re.search(re.escape(piece) + r"[,)]", title)
    for name, (day, precision) in zip(eu, _last_days(eu), strict=True):
        assert (
            f"{name} on {fmt.imprecise_date(dt.date.fromisoformat(day), precision)}"
            in (sentence)
        )
    beside = _recount(year, eu=False, hidden=hidden)
    for piece in _told(beside):
        assert f"{piece}, " in sentence
        assert piece not in title
    gone = _recount(year, eu=True, hidden=hidden, gone=True)
    gone += _recount(year, eu=False, hidden=hidden, gone=True)
    assert ("hidden by the choice of evidence" in sentence) == bool(gone)
    for name, n in gone.items():
        assert f"{name} {n}" in sentence
    assert len(found.contact_ids) == sum(eu.values()) + sum(beside.values())


def _grades(year):
    """Member state → how well the days since the year began were searched for it."""
    first = dt.date(year, 1, 1)
    every = (LAST - first).days + 1
    grades = {}
    for actor in MEMBERS:
        days = Counter()
        for row in COVERAGE:
            if row["actor_id"] == actor:
                start = max(first, dt.date.fromisoformat(row["period_start"]))
                end = min(LAST, dt.date.fromisoformat(row["period_end"]))
                days[row["completeness"]] += max(0, (end - start).days + 1)
        well = days["complete"] + days["high"]
        some = well + days["medium"] + days["low"]
        if 2 * well > every:
            grades[actor] = "well"
        elif 2 * some > every:
            grades[actor] = "thinly"
        else:
            grades[actor] = "less than half" if some else "not at all"
    return grades


@pytest.mark.parametrize("year", range(2017, 2027))
def test_who_was_searched_how_well(year):
    grades = _grades(year)
    sentence = answer.sentence(_answer(year))
    counted = Counter(grades.values())
    assert f"to {LAST.day} {LAST:%B %Y}: of the {len(MEMBERS)} EU states, " in sentence
    if n := counted["well"]:
        assert f"{n} {'was' if n == 1 else 'were'} searched well for most" in sentence
    if n := counted["thinly"]:
        assert f"{n} with gaps or thinly (" in sentence
    if n := counted["less than half"]:
        assert f"{n} for less than half of the time (" in sentence
    if n := counted["not at all"]:
        assert f"{n} not at all" in sentence
    for actor, grade in grades.items():
        name = ACTORS[actor]["name"]
        if grade == "not at all":
            assert name not in sentence.partition("EU states")[2]
        else:
            assert name in sentence


@pytest.mark.parametrize("year", range(2017, 2027))
def test_the_last_contact_is_that_of_the_whole_record(year):
    found = _answer(year, [row["contact_id"] for row in CONTACTS[1::2]])
    for leader in (*found.eu, *found.beside):
        own = [
            row["date"]
            for row in CONTACTS
            if row["counterpart"] == leader.name and "former" not in row["office"]
        ]
        assert leader.last.isoformat() == max(own)


def test_nobody_is_silent_for_being_hidden():
    found = _answer(2023, [row["contact_id"] for row in CONTACTS])
    assert "all known contacts of EU leaders with Putin are hidden" in (
        answer.title(found)
    )
    n = _recount(2023, eu=True).total() + _recount(2023, eu=False).total()
    assert f"{n} further contacts are hidden" in answer.sentence(found)


def test_what_is_not_certain_is_said_beside_the_number():
    unsure = Counter(
        row["counterpart"]
        for row in CONTACTS
        if row["date"] >= "2022" and row["confidence"] != "high"
    )
    assert unsure
    found = _answer(2022)
    said = answer.title(found) + answer.sentence(found)
    for name, n in unsure.items():
        (piece,) = (p for p in said.split(")") if f"{name} (" in p)
        assert f"{n} of them not certain" in piece


def test_the_answer_is_the_same_on_both_pages_under_all_filters(app):
    expected = answer.title(_answer(SINCE.year))
    for stem, query in (
        ("overview", {}),
        ("overview", {"from": "2019", "to": "2020", "rule": "bilateral"}),
        ("leaders", {"country": "FIN", "from": "2021", "rule": "remote"}),
    ):
        running = app(stem, query)
        assert running.header[0].value == expected


def test_the_last_contact_and_the_search_stand_below_the_answer(app):
    counted = Counter(_grades(SINCE.year).values())
    little = counted["less than half"] + counted["not at all"]
    told = [m.value for m in app("overview").markdown]
    last = max(
        (row for row in CONTACTS if row["actor_id"] in OF_EU),
        key=lambda row: row["date"],
    )
    day = dt.date.fromisoformat(last["date"])
    assert (
        f"The last contact found was that of {last['counterpart']} on {day.day} "
        f"{day:%B %Y}. "
        f"Up to {LAST.day} {LAST:%B %Y}, {counted['well']} of the {len(MEMBERS)} EU "
        f"states were searched well for most of the time, {counted['thinly']} with "
        f"gaps or thinly and {little} for less than half of it."
    ) in told


def test_a_pause_with_an_approximate_day_is_marked_as_such(app):
    card = card_of(app("leaders"), CHART)
    words = [note["text"] for note in card.figure["layout"]["annotations"]]
    lengths = {text for text in words if text.endswith(" days")}
    assert lengths == {"≈ 409 days", "1,024 days", "714 days", "1,096 days"}
    assert any("≈: days approximate" in note for note in card.notes)


def test_the_chart_has_the_last_contact_of_each_counterpart(app):
    """Recounted: of any kind, of people in office, since July 2021."""
    card = card_of(app("leaders", {"rule": "bilateral", "from": "2024"}), CHART)
    lanes = {"FRA", "DEU", "HUN", "FIN", "ITA", "LUX", "AUT", "SVK", "GRC", "BGR"}
    lanes |= {"USA", "GBR", "EU-COUNCIL-PRESIDENT"}
    own = [
        row
        for row in CONTACTS
        if row["actor_id"] in lanes
        and row["date"] >= "2021-07-01"
        and not row["office"].startswith("former")
    ]
    last = {}
    for row in sorted(own, key=lambda row: row["date"]):
        last[ACTORS[row["actor_id"]]["name"]] = row["date"]
    table = card.table
    shown = dict(zip(table["country_or_body"], table["last"].astype(str), strict=True))
    assert shown == last
    events = Counter()
    for actor, _ in {
        (row["actor_id"], row["event_id"]) for row in own if row["date"] >= "2023"
    }:
        events[ACTORS[actor]["name"]] += 1
    since = dict(zip(table["country_or_body"], table["since"], strict=True))
    assert {name: n for name, n in since.items() if n} == dict(events)


@pytest.mark.parametrize("step", ["not_state_only", "independent"])
def test_hiding_makes_nobody_silent_in_the_chart(app, step):
    every = card_of(app("leaders"), CHART).table
    card = card_of(app("leaders", {"evidence": step}), CHART)
    columns = ["country_or_body", "counterpart", "last", "kind"]
    assert card.table[columns].equals(every[columns])
    gone = int((every["since"] - card.table["since"]).sum())
    told = [note["text"] for note in card.figure["layout"]["annotations"]]
    hidden = sum(int(n) for text in told for n in re.findall(r"\((\d+) hidden\)", text))
    assert hidden == gone > 0
