"""When a lane fell silent and resumed, and what the search allows to say."""

from __future__ import annotations

import datetime as dt

import pytest

from data import contacts as counting
from data import leaders
from data.leaders import Never
from data.load import load
from data.schema import DATA_DIRECTORY
from tests.support import frames

DATA = load(DATA_DIRECTORY)
Day = dt.date


def _of(actor, rule="remote"):
    counted = counting.apply_rule(DATA.contacts, rule)
    return leaders.of_lane(counted, DATA.coverage, actor, 365)


@pytest.mark.parametrize(
    ("actor", "last", "resumed", "days", "ground"),
    [
        ("FRA", Day(2022, 9, 11), Day(2025, 7, 1), 1024, "searched"),
        ("DEU", Day(2022, 12, 2), Day(2024, 11, 15), 714, "searched"),
        ("USA", Day(2022, 2, 12), Day(2025, 2, 12), 1096, "searched"),
        ("HUN", Day(2022, 9, 3), Day(2024, 12, 11), 830, "thin"),
        ("DEU", Day(2018, 2, 25), Day(2019, 5, 21), 450, "chance"),
    ],
)
def test_long_pauses_between_contacts(actor, last, resumed, days, ground):
    (found,) = (pause for pause in _of(actor) if pause.last == last)
    assert found.resumed == resumed
    assert (found.days, found.ground) == (days, ground)
    assert found.exact == (actor != "HUN")


def test_what_follows_the_last_contact():
    finland = _of("FIN")[-1]
    assert finland.resumed is None
    assert finland.ground == "turned_thin"
    assert finland.solid_to == Day(2022, 6, 24)
    assert finland.until == DATA.last_day("contacts")
    germany = _of("DEU")[-1]
    assert (germany.last, germany.ground) == (Day(2024, 11, 15), "thin")
    france = _of("FRA")[-1]
    assert (france.ground, france.solid_to) == ("turned_thin", Day(2026, 3, 14))
    assert _of("USA")[-1].until == DATA.last_day("contacts")


def test_a_lane_without_any_contact_under_the_rule():
    last = DATA.last_day("contacts")
    (slovakia,) = _of("SVK")
    assert slovakia == Never("SVK", Day(2021, 10, 24), last, 0)
    met = _of("SVK", "all")
    assert [found.resumed for found in met] == [None]
    counted = counting.apply_rule(DATA.contacts, "remote")
    others = leaders.left_out(DATA.contacts, counted)["SVK"]
    assert len(others) == 3
    assert all(slovakia.start <= day <= slovakia.end for day in others)
    (bulgaria,) = _of("BGR")
    hole = (Day(2026, 5, 8) - Day(2022, 6, 25)).days
    assert bulgaria.unsearched == hole


def test_meetings_in_a_silence_of_calls_are_counted_beside():
    hungary = next(pause for pause in _of("HUN") if pause.resumed)
    counted = counting.apply_rule(DATA.contacts, "remote")
    others = leaders.left_out(DATA.contacts, counted)["HUN"]
    within = [day for day in others if hungary.last < day < hungary.until]
    assert (hungary.days, len(within)) == (830, 2)
    (met,) = (pause for pause in _of("HUN", "all") if pause.resumed)
    assert met.until == Day(2023, 10, 17), "a meeting ends it"


def test_unsearched_days_are_never_silence():
    contacts = frames.contacts("2020-01-01", "2024-01-01")
    coverage = frames.coverage(
        ("2020-01-01", "2020-12-31", "complete"), ("2023-01-01", "2024-06-30", "high")
    )
    between, since = leaders.of_lane(contacts, coverage, "FRA", 365)
    assert between.ground == "unsearched"
    assert between.unsearched == 366 + 365 - 1
    assert between.solid_to == Day(2020, 12, 31)
    assert (since.until, since.days) == (Day(2024, 6, 30), 181)


def test_short_pauses_are_left_out():
    contacts = frames.contacts("2020-01-01", "2020-12-30", "2020-12-31")
    coverage = frames.coverage(("2020-01-01", "2020-12-31", "complete"))
    (since,) = leaders.of_lane(contacts, coverage, "FRA", 365)
    assert (since.days, since.ground) == (0, "searched")
