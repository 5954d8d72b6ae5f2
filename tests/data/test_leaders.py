"""Lanes: which there are, what they sum to, and what was searched."""

from __future__ import annotations

import datetime as dt

import pandas as pd
import pytest

from data import contacts as counting
from data import leaders
from data.contacts import RULES, ContactFilter
from data.coverage import Coverage
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
    nothing = selected[:0]
    counted = leaders.by_lane(
        drawn, selected, nothing, every, DATA.coverage, start, end
    )
    return selected, counted


def test_the_lanes_are_those_with_contacts_or_a_search_of_their_own():
    assert set(LANES["actor_id"]) == {*DATA.contacts["actor_id"], "BGR"}
    compared = LANES.loc[LANES["comparator"], "actor_id"]
    assert set(compared) == {"USA", "GBR"}


def test_quiet_states_share_one_line():
    (group,) = leaders.groups(*TABLES)
    members = set(DATA.actors.loc[DATA.actors["eu_member"], "actor_id"])
    assert set(group.actor_ids) == members - set(LANES["actor_id"])
    assert len(group.actor_ids) == 17
    assert (group.start, group.end) == (dt.date(2021, 10, 24), dt.date(2022, 6, 24))


def _also_searched(actor, start, end):
    frame = DATA.table("coverage")
    more = frame[frame["actor_id"] == actor].assign(
        period_start=pd.Timestamp(start), period_end=pd.Timestamp(end)
    )
    return Coverage(pd.concat([frame, more.iloc[:1]], ignore_index=True))


def test_a_quiet_state_searched_for_longer_has_a_line_of_its_own():
    coverage = _also_searched("POL", "2022-06-25", "2026-03-14")
    found = leaders.groups(DATA.actors, DATA.contacts, coverage)
    assert [group.actor_ids for group in found if "POL" in group.actor_ids] == [
        ("POL",)
    ]


def test_a_search_with_a_hole_is_never_told_as_one_stretch():
    coverage = _also_searched("POL", "2023-01-01", "2026-03-14")
    drawn = leaders.lanes(DATA.actors, DATA.contacts, coverage)
    assert {"POL", "BGR"} <= set(drawn["actor_id"])
    for group in leaders.groups(DATA.actors, DATA.contacts, coverage):
        for actor in group.actor_ids:
            days = sum(stretch.days for stretch in coverage.of(actor))
            assert days == (group.end - group.start).days + 1


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
    [("remote", (141, 131, 10)), ("all", (173, 160, 13)), ("bilateral", (121, 121, 0))],
)
def test_worked_sums(rule, expected):
    tally = leaders.tally(_by_lane(rule)[0])
    assert (tally.contacts, tally.events, tally.joint) == expected


@pytest.mark.parametrize(
    ("rule", "expected"),
    [
        (
            "bilateral",
            {"FRA": 63, "DEU": 14, "HUN": 5, "FIN": 4, "ITA": 4, "LUX": 3, "AUT": 1}
            | {"EU-COUNCIL-PRESIDENT": 4, "SVK": 0, "GRC": 0, "BGR": 0}
            | {"USA": 20, "GBR": 3},
        ),
        (
            "remote",
            {"FRA": 73, "DEU": 24, "HUN": 5, "FIN": 4, "ITA": 4, "LUX": 3, "AUT": 1}
            | {"EU-COUNCIL-PRESIDENT": 4, "SVK": 0, "GRC": 0, "BGR": 0}
            | {"USA": 20, "GBR": 3},
        ),
        (
            "all",
            {"FRA": 89, "DEU": 28, "HUN": 9, "FIN": 5, "ITA": 4, "LUX": 3, "AUT": 2}
            | {"EU-COUNCIL-PRESIDENT": 4, "SVK": 3, "GRC": 1, "BGR": 0}
            | {"USA": 22, "GBR": 3},
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


def test_contacts_of_several_whose_other_lane_is_missing():
    selected, _ = _by_lane("remote")
    assert leaders.joint_elsewhere(selected) == 0, "each has a French and a German row"
    alone = selected[selected["actor_id"] == "FRA"]
    assert leaders.joint_elsewhere(alone) == 10, "a video conference among them"
    every, _ = _by_lane("all")
    assert leaders.joint_elsewhere(every) == 1


def test_days_with_a_part_only_are_told_with_their_reason():
    selected, counted = _by_lane("remote")
    (part,) = leaders.fragments(
        DATA.coverage, selected, counted["actor_id"], FIRST, LAST
    )
    assert (part.actor_id, part.start) == ("DEU", FIRST)
    assert part.end == dt.date(2021, 10, 23)
    assert "France" in part.basis
    later = dt.date(2022, 1, 1)
    after = counting.between(selected, later, LAST)
    assert not leaders.fragments(DATA.coverage, after, counted["actor_id"], later, LAST)


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
    thin = (
        dt.date(2021, 10, 24) - FIRST,
        DATA.cutoff("contacts") - dt.date(2024, 11, 16),
    )
    assert germany["thin"] == sum(part.days for part in thin)
    assert germany["unsearched"] == (LAST - DATA.last_day("contacts")).days


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
        selected[:0],
        selected[:0],
        DATA.coverage,
        DATA.reported_counts,
        FIRST,
        LAST,
        DATA.last_day("contacts"),
    ).set_index(["actor_id", "period"])
    assert years["n"].sum() == len(selected)
    assert years.loc[("FIN", "2019"), "status"] == "not_covered"
    assert pd.isna(years.loc[("FIN", "2019"), "n"])
    assert years.loc[("DEU", "2019"), "doubtful"]
    assert years.loc[("FRA", "2023"), "status"] == "searched_empty"
    assert years.loc[("FRA", "2023"), "n"] == 0
    assert years.loc[("FIN", "2021"), "status"] == "partly_covered"
    assert years.loc[("DEU", "2022"), "n"] == 12
    assert years.loc[("FIN", "2023"), "doubtful"]


def test_the_common_window_follows_from_coverage():
    window = leaders.common_window(DATA.coverage, list(LANES["actor_id"]))
    assert window is not None
    assert window.before == (dt.date(2021, 10, 24), dt.date(2022, 2, 23))
    assert window.after == (dt.date(2022, 2, 24), dt.date(2022, 6, 24))


def test_no_window_where_a_lane_was_not_searched_then():
    coverage = frames.coverage(("2017-01-01", "2022-02-23", "complete"))
    assert leaders.common_window(coverage, ["FRA"]) is None
    thin = frames.coverage(
        ("2021-01-01", "2022-02-23", "complete"), ("2022-02-24", "2022-12-31", "low")
    )
    assert leaders.common_window(thin, ["FRA"]) is None


@pytest.mark.parametrize(
    ("rule", "france", "germany"),
    [("remote", (10, 11), (5, 9)), ("all", (11, 11), (6, 9))],
)
def test_who_spoke_most_around_the_invasion(rule, france, germany):
    window = leaders.common_window(DATA.coverage, list(LANES["actor_id"]))
    counted = counting.apply_rule(DATA.contacts, rule)
    sides = leaders.before_and_after(LANES, counted, window)
    rows = sides.set_index("actor_id")
    assert tuple(rows.loc["FRA", ["before", "after"]]) == france
    assert tuple(rows.loc["DEU", ["before", "after"]]) == germany
    assert rows.loc["DEU", "who_before"] == "Angela Merkel, Olaf Scholz"
    for side in ("before", "after"):
        assert leaders.leading(sides, side)["actor_id"].tolist() == ["FRA"]
        shown = counting.between(counted, *getattr(window, side))
        assert int(sides[side].sum()) == len(shown)


def test_months_around_the_invasion_sum_to_its_two_sides():
    window = leaders.common_window(DATA.coverage, list(LANES["actor_id"]))
    assert window.months[0] == (dt.date(2021, 10, 24), dt.date(2021, 10, 31))
    assert window.months[4:6] == (
        (dt.date(2022, 2, 1), dt.date(2022, 2, 23)),
        (dt.date(2022, 2, 24), dt.date(2022, 2, 28)),
    )
    assert window.months[-1] == (dt.date(2022, 6, 1), dt.date(2022, 6, 24))
    counted = counting.apply_rule(DATA.contacts, "remote")
    sides = leaders.before_and_after(LANES, counted, window)
    months = leaders.by_month(sides, counted, window)
    early = months["end"] < leaders.INVASION
    for side, part in (("before", months[early]), ("after", months[~early])):
        sums = part.groupby("actor_id")["n"].sum()
        own = sides.set_index("actor_id")[side]
        assert sums[own.index].tolist() == own.tolist()
    france = months[months["actor_id"] == "FRA"]["n"].tolist()
    assert france == [0, 1, 2, 2, 5, 2, 7, 0, 2, 0]


def test_nobody_leads_where_nobody_spoke():
    sides = pd.DataFrame({"actor_id": ["FRA", "DEU"], "before": [0, 0]})
    assert leaders.leading(sides, "before").empty
