"""The page in process: filters, sentences, what each view says."""

from __future__ import annotations

import json

import pytest


def _table(running, key):
    found = running.get_by_key(key)
    return (found if key == "leaders_contacts" else found.dataframe[0]).value


def _text(running):
    return "\n".join(element.value for element in running.markdown)


def test_the_default_view(app):
    running = app("leaders")
    assert not running.exception
    assert not running.warning
    said = _text(running)
    assert "127 contacts in the lanes are 124 distinct events (3 joint" in said
    assert "24 October 2021 – 23 February 2022" in said
    assert "France (Emmanuel Macron) had the most, 10 of 27" in said
    assert "France (Emmanuel Macron) had the most, 11 of 31" in said
    assert "11 September 2022 and 1 July 2025, 1,024 days" in said


def test_lanes_sum_to_the_list_and_name_the_quiet_states(app):
    running = app("leaders")
    lanes = _table(running, "leaders_table")
    assert int(lanes["n"].sum()) == 127
    assert lanes["lane"].iloc[-1].startswith("18 further EU states: searched")
    assert len(_table(running, "leaders_contacts")) == 127
    years = _table(running, "leaders_years_table")
    assert int(years["n"].sum()) == 127


@pytest.mark.parametrize("rule", ["bilateral", "remote", "all"])
def test_the_rule_changes_every_card(app, rule):
    running = app("leaders", {"rule": rule})
    assert not running.exception
    expected = {"bilateral": 114, "remote": 127, "all": 155}[rule]
    assert len(_table(running, "leaders_contacts")) == expected
    window = _table(running, "leaders_window_table")
    total = {"bilateral": 52, "remote": 58, "all": 64}[rule]
    assert int(window["before"].sum() + window["after"].sum()) == total


def test_chosen_lanes_in_any_order_and_one_spelling(app):
    running = app("leaders", {"country": "USA,FRA", "from": "2021", "to": "2022"})
    assert running.query_params["country"] in ("FRA,USA", ["FRA,USA"])
    lanes = _table(running, "leaders_table")
    assert lanes["lane"].tolist() == ["France", "United States"]


def test_a_quiet_state_is_drawn_with_its_coverage(app):
    running = app("leaders", {"country": "POL"})
    assert not running.exception
    assert "No contact with the chosen countries" in running.info[0].value
    chart = running.get("plotly_chart")[0]
    assert "Poland: none found where searched" in chart.proto.alt
    names = {trace.get("name") for trace in json.loads(chart.proto.spec)["data"]}
    assert {"Coverage: Complete", "Not covered"} <= names
    running.button("widen").click().run()
    assert len(_table(running, "leaders_table")) == 13


def test_an_empty_view_names_the_filter(app):
    running = app("leaders", {"kind": "meeting"})
    assert "kind" in running.info[0].value
    running.button("widen").click().run()
    assert len(_table(running, "leaders_contacts")) == 127


def test_bad_values_fall_back_with_a_notice(app):
    running = app("leaders", {"country": "ATL"})
    assert "country" in running.warning[0].value
    assert len(_table(running, "leaders_table")) == 13


def test_claims_are_those_of_other_leaders(app):
    running = app("leaders")
    claims = _table(running, "leaders_claims_table")
    assert {"RC07", "RC08", "RC32", "RC37", "RC31", "RC29"} <= set(claims["claim_id"])
    assert "RC01" not in set(claims["claim_id"])
    own = claims.set_index("claim_id")["ours"]
    assert (own["RC32"], own["RC07"], own["RC31"]) == (5, 119, 12)
    assert "()" not in _text(running)


def test_the_closer_look_sets_two_years(app):
    running = app("leaders")
    running.button("leaders_zoom").click().run()
    assert running.query_params["from"] in ("2021", ["2021"])
    assert running.query_params["to"] in ("2022", ["2022"])
