"""Call frequency: filters change the numbers as `data.contacts` says."""

from __future__ import annotations

import datetime as dt
import json

import pandas as pd
import pytest

from components import labels
from components.calls import contact_list
from components.tables import FIRST_ROWS
from components.text import tn
from data import contacts as counting
from data import evidence
from data.contacts import ContactFilter
from data.schema import package
from tests.support.running import address, card_of

# Cards by what tests ask for, each with the tab that holds it.
CARDS = {
    "calls_table": ("calls_chart", ""),
    "contacts_table": ("contacts", ""),
    "conflicts_table": ("conflicts_chart", "reported"),
}


def _table(page, key="calls_table"):
    return card_of(page, *CARDS[key]).table


def _listed(page, key):
    """Ids of the contacts in a list on the page."""
    buttons = page.get_by_key(key).button
    return [b.key.removeprefix(f"open_{key}_") for b in buttons if "open_" in b.key]


def _keys(page):
    return {getattr(element, "key", None) for element in page}


def _total(page):
    return int(_table(page)["n"].fillna(0).sum())


def _expected(dataset, **chosen):
    span = {"start": dt.date(2017, 1, 1), "end": dt.date(2026, 12, 31)}
    france = dataset.contacts[
        dataset.contacts["actor_id"] == package().setting.main_counterpart
    ]
    view = ContactFilter(**{**span, **chosen})
    return counting.select(france, dataset.table("contact_topics"), view)


@pytest.mark.parametrize(
    ("rule", "total", "in_2022"),
    [("bilateral", 63, 17), ("remote", 73, 20), ("all", 89, 21)],
)
def test_worked_answers_through_the_table_twin(app, rule, total, in_2022):
    page = app("calls", {"rule": rule})
    assert _total(page) == total
    table = _table(page).set_index("period")
    assert table.loc["2022", "n"] == in_2022
    assert len(_table(page, "contacts_table")) == total
    kinds = [c for c in ("call", "video_call", "joint_call", "meeting") if c in table]
    assert (table[kinds].sum(axis=1) == table["n"].fillna(0)).all()
    assert f"{in_2022} " in page.header[0].value or rule == "all"


def test_the_default_view_answers_at_once(app):
    page = app("calls")
    assert page.header[0].value == (
        "Putin and Macron spoke 20 times in 2022, then not for 1,024 days, "
        "and once since, on 1 July 2025"
    )
    assert "1,024 days" in page.get("plotly_chart")[0].proto.alt


def test_a_link_seeds_the_view(app):
    query = {"rule": "bilateral", "grain": "month", "from": "2021", "to": "2022"}
    page = app("calls", query)
    assert not page.warning
    assert page.segmented_control(key="rule.en").value == "bilateral"
    assert page.segmented_control(key="grain.en").value == "month"
    assert page.sidebar.slider(key="period.en").value == (2021, 2022)
    assert _total(page) == 24
    assert len(_table(page)) == 24
    assert address(page) == query


def test_filters_change_the_numbers_as_the_rules_say(app, dataset):
    page = app("calls")
    page.segmented_control(key="rule.en").set_value("all").run()
    assert _total(page) == len(_expected(dataset, rule="all"))
    page.sidebar.multiselect(key="kind.en").set_value(["meeting"]).run()
    meetings = _expected(dataset, rule="all", kinds=("meeting",))
    assert _total(page) == len(meetings)
    page.sidebar.slider(key="period.en").set_range(2018, 2019).run()
    span = {"start": dt.date(2018, 1, 1), "end": dt.date(2019, 12, 31)}
    both = _expected(dataset, rule="all", kinds=("meeting",), **span)
    assert _total(page) == len(both)
    listed = _table(page, "contacts_table")
    assert sorted(listed["contact_id"]) == sorted(both["contact_id"])
    assert address(page)["kind"] == "meeting"
    page.sidebar.button(key="reset").click().run()
    assert _total(page) == 73
    assert not page.query_params


@pytest.mark.parametrize(
    ("name", "field", "code"),
    [
        ("topic", "topics", "ukraine"),
        ("initiator", "initiators", "unknown"),
        ("confidence", "confidences", "medium"),
        ("format", "formats", "multilateral"),
    ],
)
def test_every_filter_narrows_and_says_so(app, dataset, name, field, code):
    page = app("calls", {"rule": "all"})
    page.sidebar.multiselect(key=f"{name}.en").set_value([code]).run()
    expected = _expected(dataset, rule="all", **{field: (code,)})
    assert 0 < len(expected) < 89
    assert _total(page) == len(expected)
    assert any(" Filtered by " in text.value for text in page.markdown)


@pytest.mark.parametrize(
    ("query", "said"),
    [
        ({"rule": "phone"}, "`rule=phone`"),
        ({"from": "1999"}, "`from=1999`"),
        ({"kind": "call,fax"}, "`kind=call,fax`"),
        ({"record": "nobody"}, "`record=nobody`"),
        ({"nonsense": "1"}, "`nonsense`"),
        ({"from": "2022", "to": "2018"}, "from 2022 to 2018"),
        ({"lang": "xx"}, "`lang=xx`"),
        ({"topic": "`**<b>`"}, "`topic='**<b>'`"),
    ],
)
def test_a_bad_link_gives_a_notice_and_the_default(app, query, said):
    page = app("calls", query)
    assert not page.exception
    assert [w.value for w in page.warning if said in w.value]
    assert len(page.warning) == 1
    assert _total(page) == 73
    assert not page.query_params


def test_an_empty_result_names_the_filter_and_the_button_brings_contacts_back(app):
    page = app("calls", {"kind": "joint_call", "rule": "bilateral"})
    assert set(_table(page)["n"].dropna()) == {0}, "the frame of the page stays"
    assert "kind" in page.info[0].value
    assert "the counting rule" in page.info[0].value
    page.button(key="widen").click().run()
    assert not page.info
    assert _total(page) == 63


def test_each_filter_to_blame_has_its_own_button(app):
    page = app("calls", {"kind": "joint_call", "rule": "bilateral"})
    page.button(key="widen_1").click().run()
    assert address(page) == {"kind": "joint_call", "rule": "all"}
    assert _total(page) == 9


def test_years_without_a_contact_are_an_answer(app):
    page = app("calls", {"from": "2023", "to": "2024"})
    assert not page.info
    title = "No call of Putin and Macron found from 2023 to 2024, in a complete search"
    assert page.header[0].value == title
    sentence = page.get_by_key("card_calls_chart").markdown[0].value
    assert "from 11 September 2022 to 1 July 2025, 1,024 days" in sentence
    assert list(_table(page)["n"]) == [0, 0]


def test_years_can_be_to_blame_under_another_filter(app):
    page = app("calls", {"from": "2023", "to": "2024", "topic": "syria"})
    assert "years" in page.info[0].value
    page.button(key="widen").click().run()
    assert _total(page) == 30


def test_an_empty_view_without_a_single_culprit_can_be_reset(app):
    query = {"kind": "meeting", "from": "2023", "to": "2023", "confidence": "low"}
    page = app("calls", query)
    assert page.info
    page.button(key="widen").click().run()
    assert not page.exception


@pytest.mark.parametrize("grain", ["year", "quarter", "month"])
@pytest.mark.parametrize("rule", counting.RULES)
def test_bars_equal_the_contacts_listed(app, rule, grain):
    page = app("calls", {"rule": rule, "grain": grain})
    assert _total(page) == len(_table(page, "contacts_table"))


@pytest.mark.parametrize(
    "narrowed",
    [
        {"topic": "ukraine,syria"},
        {"initiator": "unknown", "rule": "all"},
        {"confidence": "medium", "rule": "all"},
        {"format": "multilateral", "rule": "all", "from": "2018", "to": "2021"},
        {"evidence": "not_state_only", "rule": "bilateral"},
        {"kind": "video_call"},
    ],
)
@pytest.mark.parametrize("grain", ["quarter", "month"])
def test_bars_equal_the_contacts_listed_under_filters(app, narrowed, grain):
    page = app("calls", {**narrowed, "grain": grain})
    listed = _table(page, "contacts_table")
    assert len(listed) > 0
    assert _total(page) == len(listed)
    by_period = _table(page).set_index("period")["n"].dropna()
    frequency = {"quarter": "Q", "month": "M"}[grain]
    own = listed["date"].dt.to_period(frequency).value_counts()
    for period, n in by_period.items():
        assert own.get(pd.Period(period.replace("-Q", "Q"), frequency), 0) == n


def test_choosing_a_bar_lists_its_contacts_below_it(app):
    page = app("calls")
    page.session_state["calls.period"] = "2022"
    page.run()
    rest = 20 - FIRST_ROWS
    more = page.get_by_key("more_period_contacts")
    assert more.label == f"Show the other {rest}"
    page.get_by_key("more_period_contacts").click().run()
    chosen = _listed(page, "period_contacts")
    assert len(chosen) == 20
    assert all(contact.startswith("fra-2022-") for contact in chosen)
    assert len(_table(page, "contacts_table")) == 73, "the whole list stays"
    page.button(key="close_period_contacts").click().run()
    assert "period_contacts" not in _keys(page)


def test_a_bar_that_the_filters_took_away_lists_nothing(app):
    page = app("calls", {"from": "2018", "to": "2020"})
    page.session_state["calls.period"] = "2022"
    page.run()
    assert not page.exception
    assert "period_contacts" not in _keys(page)


def test_choosing_a_disc_lists_the_contacts_on_that_topic(app, dataset):
    page = app("calls", {"view": "topics"})
    page.session_state["calls.topic"] = "syria 2018"
    page.run()
    page.get_by_key("more_topic_contacts").click().run()
    chosen = _listed(page, "topic_contacts")
    assert len(chosen) == 12
    links = dataset.table("contact_topics")
    touched = set(links.loc[links["topic_id"] == "syria", "contact_id"])
    assert set(chosen) <= touched
    page.button(key="close_topic_contacts").click().run()
    assert "topic_contacts" not in _keys(page)


def test_every_contact_lists_what_readers_ask_for_and_each_source(app, dataset):
    listed = _table(app("calls", {"rule": "all"}), "contacts_table")
    wanted = {
        *("date", "kind", "other_participants", "place", "duration_min", "initiator"),
        *("topics", "readout_kremlin", "readout_counterpart", "confidence"),
    }
    assert wanted <= set(listed.columns)
    pages = evidence.links_of(dataset, "contacts")
    columns = [c for c in listed.columns if c.startswith("url_")]
    for _, row in listed.iterrows():
        found = pages.loc[row["contact_id"]]
        assert [row[c] for c in columns if row[c]] == [u for u in found["urls"] if u]
        named = dict.fromkeys(map(labels.speaker, found["pages"]))
        assert row["publishers"] == "; ".join(named)


def test_a_row_says_who_asked_by_name_and_links_the_best_source(app, dataset):
    page = app("calls", {"from": "2025"})
    (row,) = [m.value for m in page.get_by_key("contacts_table").markdown]
    assert "who asked is disputed" in row
    assert "120 minutes" in row
    best = evidence.links_of(dataset, "contacts").loc["fra-2025-07-01-call"]
    url = next(u for u in best["urls"] if u)
    assert f"({url})" in row
    early = app("calls", {"from": "2022", "to": "2022"})
    rows = [m.value for m in early.get_by_key("contacts_table").markdown]
    assert any("Macron asked" in row for row in rows)


def test_a_row_opens_its_record(app):
    page = app("calls")
    page.get_by_key("contacts_table").button[0].click().run()
    assert address(page)["record"] == "fra-2025-07-01-call"


def test_a_stroke_opens_its_record_and_a_bar_its_list(app):
    page = app("calls", {"from": "2025"})
    card = card_of(page, "calls_chart")
    spec = card.figure
    strokes = [t for t in spec["data"] if t.get("yaxis") == "y2"]
    assert [list(t["customdata"]) for t in strokes] == [["fra-2025-07-01-call"]]


def test_every_year_can_be_the_only_one(app):
    for year in range(2017, 2027):
        page = app("calls", {"from": str(year), "to": str(year)})
        assert not page.exception, year


def test_short_tallies_are_shown_on_demand(app, dataset):
    page = app("calls", {"view": "reported"})
    few = len(_table(page, "conflicts_table"))
    page.toggle(key="calls_all_claims").set_value(True).run()
    about = dataset.reported_counts
    assert len(_table(page, "conflicts_table")) == (
        (about["subject"] == "putin-macron").sum()
    )
    assert few < len(_table(page, "conflicts_table"))


def test_the_conflicts_named_in_the_seeds_are_there(app):
    table = _table(app("calls"), "conflicts_table")
    stated = set(zip(table["operator"], table["value"].astype(float), strict=True))
    for claim in [("~", 20), ("=", 20), (">", 75), ("=", 9), ("=", 16), ("=", 19)]:
        assert claim in stated, claim
    assert (">=", 100) in stated
    assert table["claim_id"].iloc[0] == "RC01", "the seeds' claims come first"
    assert table["difference"].str.len().gt(0).all()


def test_a_contact_opens_its_record(app, dataset):
    uses = dataset.table("contact_sources")["contact_id"] == "fra-2025-07-01-call"
    page = app("calls", {"record": "fra-2025-07-01-call"})
    assert not page.exception
    words = " ".join(text.value for text in page.markdown)
    assert tn("records.sources", int(uses.sum())) in words


def test_alternative_text_follows_the_filters(app):
    one = app("calls").get("plotly_chart")[0].proto
    two = app("calls", {"rule": "all"}).get("plotly_chart")[0].proto
    assert one.alt != two.alt
    assert json.loads(one.spec)["data"] != json.loads(two.spec)["data"]


def test_filters_of_another_page_do_not_follow_to_the_overview(app):
    page = app("calls", {"rule": "all", "kind": "meeting"})
    page.switch_page("pages/overview.py").run()
    assert "kind" not in address(page)
    assert _total(page) == 89


def test_an_empty_view_says_which_contacts_the_rule_leaves_out(app):
    page = app("calls", {"kind": "meeting"})
    assert "leaves out 16 contacts that pass the other filters" in page.info[0].value
    keys = [chart.key for chart in page.get("plotly_chart")]
    assert keys == ["calls_chart"]
    page.button(key="widen_1").click().run()
    assert address(page) == {"kind": "meeting", "rule": "all"}
    assert _total(page) == 16


def test_who_counts_differently_is_told_whatever_the_filters(app):
    title = "6 of 11 stated totals differ from our count"
    for query in ({}, {"from": "2023", "to": "2023"}, {"topic": "syria"}):
        page = app("calls", query)
        assert card_of(page, "conflicts_chart", "reported").title == title


def test_what_others_count_stands_below_the_whole_chart_alone(app):
    whole = card_of(app("calls"), "calls_chart").notes[0]
    assert whole == (
        "Others count differently: 19 for 2022, 20 for 1 Jan – 30 Jun 2022 and > 75 "
        "for 14 May 2017 – 10 Feb 2026."
    )
    narrow = card_of(app("calls", {"topic": "syria"}), "calls_chart").notes
    assert not any("Others count" in note for note in narrow)


def test_lengths_are_told_in_good_english():
    told = [contact_list.length(n) for n in (1, 45, 60, 90, 120)]
    assert told == ["1 minute", "45 minutes", "1 hour", "1.5 hours", "2 hours"]
    values = {"base": "", "every": "3", "length": "1 hour"}
    assert tn("calls.list_hours", 1, **values).endswith("for one of them: 1 hour.")
    assert tn("calls.list_hours", 2, **values).endswith("2 of 3: 1 hour in all.")


def test_an_empty_view_says_why_once(app):
    page = app("calls", {"from": "2024", "to": "2024"})
    answer = page.header[0].value
    said = [e.value for e in (*page.header, *page.subheader, *page.markdown)]
    assert answer.startswith("No call of Putin and Macron found")
    assert sum(answer in text for text in said) == 1
