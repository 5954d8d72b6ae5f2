"""The page in process: filters, sentences, what each view says."""

from __future__ import annotations

import re

import pytest

from tests.support.running import card_of
from tests.support.tables import raw

# Cards by their tables, each with the tab that holds it.
CARDS = {
    "leaders_table": ("leaders_axis", "axis"),
    "leaders_contacts": ("leaders_list", "contacts"),
    "leaders_years_table": ("leaders_years", "axis"),
    "leaders_window_table": ("leaders_window_chart", "window"),
    "leaders_silence": ("leaders_silence", "silences"),
    "leaders_claims_table": ("leaders_claims", "reported"),
    "leaders_all_claims_table": ("leaders_all_claims", "reported"),
}


def _card(running, key):
    return card_of(running, *CARDS[key])


def _table(running, key):
    return _card(running, key).table


def _titles(running):
    return [heading.value for heading in [*running.header, *running.subheader]]


def _text(running):
    return "\n".join(element.value for element in running.markdown)


def test_the_default_view(app):
    running = app("leaders")
    assert not running.exception
    assert not running.warning
    said = _text(app("leaders", {"view": "axis"}))
    said += _text(app("leaders", {"view": "silences"}))
    assert "Contacts: 141; distinct events: 131, since 10 joint contacts" in said
    assert "11 September 2022 – 1 July 2025 · 1,024 days · searched well" in said
    assert "≈ 3 September 2022 – 11 December 2024 · ≈ 830 days · searched 829" in said
    assert "2 meetings or other contacts in between" in said
    assert _card(running, "leaders_table").title == (
        "Since 2023, 4 of 13 counterparts are known to have had a remote contact with "
        "Putin: France, Germany, Hungary and the United States"
    )


def test_our_own_word_for_a_row_is_not_shown(app):
    running = app("leaders", {"country": "DEU,FRA", "rule": "all"})
    shown = [*_titles(running), _text(running)]
    shown += [element.value for element in running.caption]
    shown += [chart.proto.alt for chart in running.get("plotly_chart")]
    assert not [text for text in shown if re.search(r"\blanes?\b", text, re.I)]


@pytest.mark.parametrize(
    ("query", "title"),
    [
        ({"from": "2021", "to": "2022"}, "74 remote contacts with Putin, the most"),
        ({"country": "DEU"}, "Germany: 24 remote contacts with Putin"),
        ({"topic": "syria"}, "remote contacts with Putin, the most with France: "),
        ({"rule": "bilateral"}, "are known to have had a two-way call with Putin"),
        ({"country": "FIN,ITA"}, "Since 2023, none of 2 counterparts is known"),
        ({"kind": "meeting"}, "No remote contact with Putin passes these filters"),
    ],
)
def test_the_title_says_what_the_view_allows(app, query, title):
    assert title in _card(app("leaders", query), "leaders_table").title


def test_lanes_sum_to_the_list_and_name_the_quiet_states(app):
    running = app("leaders")
    lanes = _table(running, "leaders_table")
    assert int(lanes["n"].sum()) == 141
    assert (
        lanes["country_or_body"].iloc[-1].startswith("17 further EU states: searched")
    )
    assert len(_table(running, "leaders_contacts")) == 141
    years = _table(running, "leaders_years_table")
    assert int(years["n"].sum()) == 141


@pytest.mark.parametrize("rule", ["bilateral", "remote", "all"])
def test_the_rule_changes_every_card(app, rule):
    running = app("leaders", {"rule": rule})
    assert not running.exception
    expected = {"bilateral": 121, "remote": 141, "all": 173}[rule]
    assert len(_table(running, "leaders_contacts")) == expected
    window = _table(running, "leaders_window_table")
    total = {"bilateral": 52, "remote": 58, "all": 64}[rule]
    assert int(window["before"].sum() + window["after"].sum()) == total


def test_chosen_lanes_in_any_order_and_one_spelling(app):
    running = app("leaders", {"country": "USA,FRA", "from": "2021", "to": "2022"})
    assert running.query_params["country"] in ("FRA,USA", ["FRA,USA"])
    lanes = _table(running, "leaders_table")
    assert lanes["country_or_body"].tolist() == ["France", "United States"]


def test_a_quiet_state_is_drawn_with_its_coverage(app):
    running = app("leaders", {"country": "POL"})
    assert not running.exception
    assert "Searched: Poland" in running.info[0].value
    card = _card(running, "leaders_table")
    assert "Poland: none found where searched" in card.alt
    names = {trace.get("name") for trace in card.figure["data"]}
    assert {"Coverage: Complete", "Not covered"} <= names
    running.button("widen").click().run()
    assert len(_table(running, "leaders_table")) == 14


def test_an_empty_view_names_the_filter(app):
    running = app("leaders", {"kind": "meeting"})
    assert "kind" in running.info[0].value
    running.button("widen").click().run()
    assert len(_table(running, "leaders_contacts")) == 141


def test_bad_values_fall_back_with_a_notice(app):
    running = app("leaders", {"country": "ATL"})
    assert "country" in running.warning[0].value
    assert len(_table(running, "leaders_table")) == 14


def test_claims_are_those_of_other_leaders(app):
    running = app("leaders")
    claims = _table(running, "leaders_claims_table").set_index("claim_id")
    assert "1 of 21 totals stated for other leaders differs from our count" in (
        _titles(running)
    )
    first = running.get_by_key("leaders_claims_list").button[0].key
    assert first == "open_leaders_claims_list_RC44", "what differs comes first"
    assert (claims["ours"]["RC32"], claims["ours"]["RC31"]) == (5, 12)
    assert (claims["value"]["RC44"], claims["ours"]["RC44"]) == (17, 11)
    assert "RC01" not in claims.index
    assert set(claims["subject"]) == {
        f"Putin and {name}"
        for name in ("Bettel", "Biden", "Michel", "Orbán", "Scholz", "Trump")
    }
    assert "()" not in _text(running)


def test_totals_beyond_our_list_stand_apart_and_are_not_compared(app, dataset):
    running = app("leaders")
    shown = _table(running, "leaders_all_claims_table")
    counts = dataset.reported_counts
    ours = {"FRA", *dataset.contacts["actor_id"]}
    beyond = counts[~counts["actor_id"].isin(ours)]
    assert set(shown["claim_id"]) == set(beyond["claim_id"])
    running.get_by_key("more_leaders_beyond").click().run()
    rows = running.get_by_key("leaders_beyond").markdown
    headings = " ".join(row.value for row in rows)
    for stated in (r"\> 700 calls", "≥ 858 calls", "≥ 140 calls", "103 calls"):
        assert stated in headings


@pytest.mark.parametrize("claim", ["RC44", "RC32", "RC31"])
def test_every_claim_opens_its_record(app, claim):
    running = app("leaders", {"view": "reported"})
    lists = ("leaders_claims_list", "leaders_beyond")
    for more in [b.key for b in running.button if b.key.startswith("more_")]:
        running.get_by_key(more).click().run()
    keys = {f"open_{name}_{claim}" for name in lists}
    (button,) = [b for b in running.button if b.key in keys]
    button.click().run()
    assert running.query_params["record"] in (claim, [claim])


def test_the_list_names_what_the_rule_counts_and_what_it_leaves_out(app):
    running = app("leaders")
    card = card_of(running, "leaders_list", "contacts")
    assert re.match(r"\d+ calls with Putin, one by one", card.title)
    out = sum(row["kind"] == "meeting" for row in raw("contacts"))
    assert f"leaves out {out} more" in card.notes[0]
    running.get_by_key("widen_1").click().run()
    every = card_of(running, "leaders_list", "contacts")
    assert (
        every.title
        == f"{len(raw('contacts'))} calls and meetings with Putin, one by one"
    )
    assert not every.notes
    none = card_of(app("leaders", {"country": "SVK"}), "leaders_list", "contacts")
    assert "Slovakia: no remote contact with Putin found" in none.title


def test_a_state_without_contact_is_told_with_the_days_searched_for_it(app):
    (told,) = app("leaders", {"country": "POL"}).info
    assert told.value == (
        "No contact is on record. Searched: Poland 24 October 2021 – 24 June 2022."
    )


def test_pauses_say_what_the_search_allows(app):
    running = app("leaders")
    table = _table(running, "leaders_silence")
    assert table["finding"].tolist() == (
        ["None, then one again"] * 3
        + ["None found, then one again"]
        + ["None found since"] * 10
        + ["Cannot be said"] * 2
        + ["None under this rule"] * 3
    )
    france = table[table["country_or_body"] == "France"].iloc[0]
    assert (france["days"], france["search"]) == (1024, "Well throughout")
    hungary = table[table["country_or_body"] == "Hungary"].iloc[0]
    assert (hungary["days"], hungary["beside"]) == (830, 2)
    assert hungary["search"] == "829 days with gaps; days approximate"
    assert (
        _card(running, "leaders_silence").title
        == "A year or more without a remote contact in a good search: "
        "France (1,024 days), Germany (714 days) and the United States (1,096 days)"
    )


def test_the_closer_look_sets_two_years_and_leads_back(app):
    running = app("leaders", {"view": "axis"})
    running.button("leaders_zoom").click().run()
    assert running.query_params["from"] in ("2021", ["2021"])
    assert running.query_params["to"] in ("2022", ["2022"])
    assert "leaders_zoom" not in {button.key for button in running.button}
    running.button("leaders_all_years").click().run()
    assert "from" not in running.query_params
    assert "to" not in running.query_params
    assert "leaders_all_years" not in {button.key for button in running.button}


def test_filters_are_shared_with_the_calls(app):
    asked = {
        "rule": "all",
        "from": "2018",
        "to": "2024",
        "kind": "call",
        "format": "bilateral",
        "topic": "ukraine",
        "initiator": "counterpart",
        "confidence": "high",
        "evidence": "independent",
    }
    running = app("calls", asked)
    assert not running.warning
    running.switch_page("pages/leaders.py").run()
    assert not running.exception
    kept = {name: running.query_params.get(name) for name in asked}
    assert {n: v[0] if isinstance(v, list) else v for n, v in kept.items()} == asked


def test_a_year_in_words_and_the_old_link_to_it(app):
    running = app("leaders", {"view": "years"})
    assert not running.warning
    assert running.query_params["view"] in ("axis", ["axis"])
    shown = running.get_by_key("leaders_years_table").table[0].value
    france = shown[shown.iloc[:, 0] == "France"].iloc[0]
    assert (france["2022"], france["2023"], france["2025"]) == ("20", "0", "1")
    finland = shown[shown.iloc[:, 0] == "Finland"].iloc[0]
    assert (finland["2019"], finland["2024"]) == ("not searched", "none found")


def test_the_window_says_both_sides_of_each_row(app):
    card = _card(app("leaders"), "leaders_window_table")
    words = {note["text"] for note in card.figure["layout"]["annotations"]}
    assert {"France", "10 before, 11 after", "5 before, 9 after"} <= words


def test_a_silence_opens_its_last_contact(app):
    running = app("leaders", {"view": "silences"})
    named = "open_leaders_silence_fra-2022-09-11"
    (button,) = [b for b in running.button if str(b.key).startswith(named)]
    button.click().run()
    record = running.query_params["record"]
    assert "fra-2022-09-11" in (record if isinstance(record, str) else record[0])
