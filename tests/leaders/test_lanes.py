"""Lanes: which there are, what they sum to, and what was searched."""

from __future__ import annotations

import datetime as dt

import pandas as pd
import pytest

from data import contacts as counting
from data import invasion_window, leaders
from data.contacts import RULES, ContactFilter
from data.load import load
from data.schema import DATA_DIRECTORY
from tests.support import frames

DATA = load(DATA_DIRECTORY)
TABLES = DATA.actors, DATA.contacts, DATA.coverage
LANES = leaders.lanes(*TABLES)
FIRST, LAST = dt.date(2017, 1, 1), dt.date(2026, 12, 31)


def _by_lane(rule, chosen=(), start=FIRST, end=LAST):
    drawn = leaders.lanes(*TABLES, chosen)
    contacts = DATA.contacts[DATA.contacts["actor_id"].isin(drawn["actor_id"])]
    view = ContactFilter(start, end, rule)
    selected = counting.select(contacts, DATA.table("contact_topics"), view)
    every = counting.between(contacts, start, end)
    counted = leaders.by_lane(drawn, selected, every, DATA.coverage, start, end)
    return selected, counted


def test_the_lanes_are_those_with_contacts():
    assert set(LANES["actor_id"]) == set(DATA.contacts["actor_id"])
    compared = LANES.loc[LANES["comparator"], "actor_id"]
    assert set(compared) == {"USA", "GBR"}


def test_the_eighteen_quiet_states_share_one_line():
    (group,) = leaders.groups(*TABLES)
    members = set(DATA.actors.loc[DATA.actors["eu_member"], "actor_id"])
    assert set(group.actor_ids) == members - set(LANES["actor_id"])
    assert len(group.actor_ids) == 18
    assert (group.start, group.end) == (dt.date(2021, 10, 24), dt.date(2022, 6, 24))


def test_a_quiet_state_searched_for_longer_has_a_lane():
    more = DATA.coverage[DATA.coverage["actor_id"] == "POL"].assign(
        period_start=pd.Timestamp(2022, 6, 25), period_end=pd.Timestamp(2026, 3, 14)
    )
    coverage = pd.concat([DATA.coverage, more], ignore_index=True)
    drawn = leaders.lanes(DATA.actors, DATA.contacts, coverage)
    assert "POL" in set(drawn["actor_id"])
    (group,) = leaders.groups(DATA.actors, DATA.contacts, coverage)
    assert "POL" not in group.actor_ids


@pytest.mark.parametrize("rule", RULES)
def test_lanes_sum_to_contacts_and_events(rule):
    selected, counted = _by_lane(rule)
    tally = leaders.tally(selected)
    assert int(counted["n"].sum()) == tally.contacts == len(selected)
    assert tally.events == selected["event_id"].nunique()
    repeated = selected["event_id"].value_counts()
    assert tally.joint == int((repeated > 1).sum())
    assert tally.contacts - tally.events == int((repeated - 1).sum())


@pytest.mark.parametrize(
    ("rule", "expected"),
    [("remote", (127, 124, 3)), ("all", (155, 152, 3)), ("bilateral", (114, 114, 0))],
)
def test_worked_sums(rule, expected):
    tally = leaders.tally(_by_lane(rule)[0])
    assert (tally.contacts, tally.events, tally.joint) == expected


@pytest.mark.parametrize(
    ("rule", "expected"),
    [
        (
            "bilateral",
            {"FRA": 63, "DEU": 14, "HUN": 4, "FIN": 4, "ITA": 4, "LUX": 3, "AUT": 1}
            | {"EU-COUNCIL-PRESIDENT": 4, "SVK": 0, "GRC": 0, "USA": 14, "GBR": 3},
        ),
        (
            "remote",
            {"FRA": 73, "DEU": 17, "HUN": 4, "FIN": 4, "ITA": 4, "LUX": 3, "AUT": 1}
            | {"EU-COUNCIL-PRESIDENT": 4, "SVK": 0, "GRC": 0, "USA": 14, "GBR": 3},
        ),
        (
            "all",
            {"FRA": 89, "DEU": 18, "HUN": 8, "FIN": 5, "ITA": 4, "LUX": 3, "AUT": 2}
            | {"EU-COUNCIL-PRESIDENT": 4, "SVK": 3, "GRC": 1, "USA": 15, "GBR": 3},
        ),
    ],
)
def test_worked_counts_of_each_lane(rule, expected):
    _, counted = _by_lane(rule)
    assert dict(zip(counted["actor_id"], counted["n"], strict=True)) == expected


@pytest.mark.parametrize(
    ("rule", "expected"),
    [
        ("remote", {"FRA", "DEU", "HUN", "USA"}),
        ("all", {"FRA", "DEU", "HUN", "USA", "SVK"}),
    ],
)
def test_who_is_listed_since_2023(rule, expected):
    _, counted = _by_lane(rule)
    since = leaders.listed_since(counted, dt.date(2023, 1, 1))
    assert set(since) == expected
    first = counted.loc[counted["actor_id"] == "FRA", "last"].item().date()
    assert "FRA" in leaders.listed_since(counted, first)
    assert "FRA" not in leaders.listed_since(counted, first + dt.timedelta(days=1))


def test_joint_calls_whose_other_lane_is_missing():
    selected, _ = _by_lane("remote")
    assert leaders.joint_elsewhere(selected) == 6
    alone = selected[selected["actor_id"] == "FRA"]
    assert leaders.joint_elsewhere(alone) == 9


def test_order_by_contacts_with_comparators_apart():
    _, counted = _by_lane("remote")
    assert counted["actor_id"].tolist()[:2] == ["FRA", "DEU"]
    assert counted["comparator"].is_monotonic_increasing
    for _, part in counted.groupby("comparator"):
        assert part["n"].is_monotonic_decreasing


def test_every_day_of_a_lane_has_a_grade():
    _, counted = _by_lane("all")
    days = (LAST - FIRST).days + 1
    assert (counted[["solid", "thin", "unsearched"]].sum(axis=1) == days).all()
    germany = counted.set_index("actor_id").loc["DEU"]
    assert germany["unsearched"] == 1757 + 292


def test_a_chosen_state_without_contact_has_a_lane_of_its_own():
    selected, counted = _by_lane("all", chosen=("POL",))
    assert selected.empty
    (lane,) = counted.itertuples()
    assert (lane.actor_id, lane.n, lane.n_otherwise) == ("POL", 0, 0)
    assert lane.solid == 244
    assert pd.isna(lane.first)


def test_years_keep_three_kinds_of_nothing_apart():
    selected, counted = _by_lane("remote")
    years = leaders.by_year(
        counted,
        selected,
        DATA.coverage,
        DATA.reported_counts,
        FIRST,
        LAST,
        DATA.cutoff("contacts"),
    ).set_index(["actor_id", "period"])
    assert years["n"].sum() == len(selected)
    assert years.loc[("DEU", "2019"), "status"] == "not_covered"
    assert pd.isna(years.loc[("DEU", "2019"), "n"])
    assert years.loc[("FRA", "2023"), "status"] == "searched_empty"
    assert years.loc[("FRA", "2023"), "n"] == 0
    assert years.loc[("DEU", "2021"), "status"] == "partly_covered"
    assert years.loc[("DEU", "2022"), "n"] == 12
    assert years.loc[("FIN", "2023"), "doubtful"]


def test_the_common_window_follows_from_coverage():
    window = invasion_window.common_window(DATA.coverage, list(LANES["actor_id"]))
    assert window is not None
    assert window.before == (dt.date(2021, 10, 24), dt.date(2022, 2, 23))
    assert window.after == (dt.date(2022, 2, 24), dt.date(2022, 6, 24))


def test_no_window_where_a_lane_was_not_searched_then():
    coverage = frames.coverage(("2017-01-01", "2022-02-23", "complete"))
    assert invasion_window.common_window(coverage, ["FRA"]) is None
    thin = frames.coverage(
        ("2021-01-01", "2022-02-23", "complete"), ("2022-02-24", "2022-12-31", "low")
    )
    assert invasion_window.common_window(thin, ["FRA"]) is None


@pytest.mark.parametrize(
    ("rule", "france", "germany"),
    [("remote", (10, 11), (5, 9)), ("all", (11, 11), (6, 9))],
)
def test_who_spoke_most_around_the_invasion(rule, france, germany):
    window = invasion_window.common_window(DATA.coverage, list(LANES["actor_id"]))
    counted = counting.apply_rule(DATA.contacts, rule)
    sides = invasion_window.before_and_after(LANES, counted, window)
    rows = sides.set_index("actor_id")
    assert tuple(rows.loc["FRA", ["before", "after"]]) == france
    assert tuple(rows.loc["DEU", ["before", "after"]]) == germany
    assert rows.loc["DEU", "who_before"] == "Angela Merkel, Olaf Scholz"
    for side in ("before", "after"):
        assert invasion_window.leading(sides, side)["actor_id"].tolist() == ["FRA"]
        shown = counting.between(counted, *getattr(window, side))
        assert int(sides[side].sum()) == len(shown)


def test_months_around_the_invasion_sum_to_its_two_sides():
    window = invasion_window.common_window(DATA.coverage, list(LANES["actor_id"]))
    assert window.months[0] == (dt.date(2021, 10, 24), dt.date(2021, 10, 31))
    assert window.months[4:6] == (
        (dt.date(2022, 2, 1), dt.date(2022, 2, 23)),
        (dt.date(2022, 2, 24), dt.date(2022, 2, 28)),
    )
    assert window.months[-1] == (dt.date(2022, 6, 1), dt.date(2022, 6, 24))
    counted = counting.apply_rule(DATA.contacts, "remote")
    sides = invasion_window.before_and_after(LANES, counted, window)
    months = invasion_window.by_month(sides, counted, window)
    early = months["end"] < invasion_window.INVASION
    for side, part in (("before", months[early]), ("after", months[~early])):
        sums = part.groupby("actor_id")["n"].sum()
        own = sides.set_index("actor_id")[side]
        assert sums[own.index].tolist() == own.tolist()
    france = months[months["actor_id"] == "FRA"]["n"].tolist()
    assert france == [0, 1, 2, 2, 5, 2, 7, 0, 2, 0]


def test_nobody_leads_where_nobody_spoke():
    sides = pd.DataFrame({"actor_id": ["FRA", "DEU"], "before": [0, 0]})
    assert invasion_window.leading(sides, "before").empty
