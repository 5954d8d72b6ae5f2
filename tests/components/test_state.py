"""Session and URL in step: what the link says, what the reader did, and back."""

from __future__ import annotations

from types import SimpleNamespace

import pytest

from components import state
from components.filters import FOREIGN_PARAMS, choice, choices, whole
from components.registry import PageSpec

CONTRACT = {
    "lang": choice("lang", ("en",), "en"),
    "record": choice("record", ("r1",), "", sticky=False),
    "card": choice("card", ("a_card",), "", sticky=False),
    "from": whole("from", 2017, 2026, 2017),
    "to": whole("to", 2017, 2026, 2026),
    "rule": choice("rule", ("bilateral", "remote", "all"), "remote"),
    "calls_view": choice("view", ("list", "topics"), "list"),
    "kind": choices("kind", ("call", "meeting")),
    "affiliation_kind": choices("kind", ("think_tank",)),
}
CALLS = PageSpec("calls", ("from", "to", "rule", "kind"))
OTHER = PageSpec("other", ("from", "to", "affiliation_kind"))


class Query(dict):
    """The address bar, as Streamlit shows it: one name, a list of values."""

    def __setitem__(self, name, value):
        super().__setitem__(name, [value] if isinstance(value, str) else list(value))

    writes = 0

    def get_all(self, name):
        return list(self.get(name, []))

    def from_dict(self, params):
        self.writes += 1
        kept = {name: self[name] for name in self if name in FOREIGN_PARAMS}
        self.clear()
        for name, values in {**kept, **params}.items():
            self[name] = values


@pytest.fixture
def url(monkeypatch):
    query = Query()
    fake = SimpleNamespace(session_state={}, query_params=query)
    monkeypatch.setattr(state, "st", fake)
    return query


def _go(url, **query):
    """Let the browser put another address in the bar."""
    url.clear()
    for name, value in query.items():
        url[name.rstrip("_")] = value


def _sync(page=CALLS):
    return state.sync(page, CONTRACT)


def test_an_empty_address_means_defaults_and_stays_empty(url):
    assert _sync() == []
    assert state.value("rule") == "remote"
    assert (state.value("from"), state.value("to")) == (2017, 2026)
    assert dict(url) == {}


def test_a_link_seeds_the_view(url):
    _go(url, rule="bilateral", from_="2021", to="2022", kind="meeting,call")
    assert _sync() == []
    assert state.value("rule") == "bilateral"
    assert (state.value("from"), state.value("to")) == (2021, 2022)
    assert state.value("kind") == ("call", "meeting")
    assert url["kind"] == ["call,meeting"], "one selection has one address"


def test_a_written_default_is_taken_out(url):
    _go(url, rule="remote", from_="2017")
    assert _sync() == []
    assert dict(url) == {}


def test_a_bad_value_gives_a_notice_and_the_default(url):
    _go(url, rule="phone")
    (notice,) = _sync()
    assert "`rule=phone`" in notice
    assert state.value("rule") == "remote"
    assert dict(url) == {}
    assert _sync() == [], "it is said once"


def test_a_repeated_value_gives_a_notice(url):
    _go(url, rule=["all", "bilateral"])
    (notice,) = _sync()
    assert "rule=all,bilateral" in notice


def test_an_unknown_parameter_gives_a_notice_and_goes(url):
    _go(url, nonsense="1", rule="all", embed="true")
    (notice,) = _sync()
    assert "nonsense" in notice
    assert dict(url) == {"rule": ["all"], "embed": ["true"]}


def test_another_page_s_parameter_goes_silently(url):
    _go(url, rule="all")
    assert _sync(OTHER) == []
    assert dict(url) == {}


def test_a_period_that_ends_before_it_starts_gives_a_notice(url):
    _go(url, from_="2022", to="2018")
    (notice,) = _sync()
    assert "2022" in notice
    assert "2018" in notice
    assert (state.value("from"), state.value("to")) == (2017, 2026)
    assert dict(url) == {}


def test_what_the_reader_chooses_is_written(url):
    _sync()
    state.assign("rule", "all")
    assert _sync() == []
    assert url["rule"] == ["all"]
    state.assign("rule", "remote")
    _sync()
    assert "rule" not in url


def test_the_back_button_restores_the_view_before(url):
    _sync()
    state.assign("rule", "all")
    _sync()
    _go(url)
    assert _sync() == []
    assert state.value("rule") == "remote"
    _go(url, rule="all")
    _sync()
    assert state.value("rule") == "all"


def test_an_address_older_than_a_click_does_not_undo_it(url):
    _sync()
    state.assign("rule", "all")
    _sync()
    state.assign("kind", ("call",))
    _go(url)
    _sync()
    assert state.value("rule") == "all"
    assert state.value("kind") == ("call",)
    assert dict(url) == {"rule": ["all"], "kind": ["call"]}


@pytest.mark.parametrize(
    ("key", "sent"),
    [
        ("rule", "phone"),
        ("rule", 7),
        ("from", "soon"),
        ("to", 1999),
        ("kind", ("fax",)),
        ("kind", 3.5),
        ("record", "<img src=x>"),
    ],
)
def test_what_no_widget_can_give_becomes_the_default(url, key, sent):
    _sync()
    state.assign(key, sent)
    assert _sync() == []
    assert state.value(key) == CONTRACT[key].default
    assert dict(url) == {}


def test_a_selection_is_held_in_the_order_of_its_address(url):
    _sync()
    state.assign("kind", ("meeting", "call"))
    _sync()
    assert state.value("kind") == ("call", "meeting")


def test_shared_filters_go_along_to_another_page_and_the_record_stays(url):
    _go(url, from_="2020", rule="all", record="r1")
    _sync()
    _go(url)
    assert _sync(OTHER) == []
    assert dict(url) == {"from": ["2020"]}
    assert state.value("record") == ""
    _go(url)
    _sync(CALLS)
    assert state.value("rule") == "all", "a page's own filters are there on return"


def test_the_address_is_written_in_one_step_and_only_when_it_changes(url):
    """Each write is a step for the back button."""
    _go(url, from_="2020", to="2021", rule="all", kind="call")
    _sync()
    assert url.writes == 0
    _go(url)
    _sync(OTHER)
    assert url.writes == 1
    assert dict(url) == {"from": ["2020"], "to": ["2021"]}
    _sync(OTHER)
    assert url.writes == 1


def test_a_link_within_the_session_wins_over_what_was_chosen(url):
    _sync()
    state.assign("rule", "all")
    _sync()
    _go(url, from_="2019")
    _sync(OTHER)
    assert state.value("from") == 2019


def test_one_name_with_two_meanings_keeps_two_values(url):
    _go(url, kind="call")
    _sync()
    _go(url, kind="think_tank")
    assert _sync(OTHER) == []
    assert state.value("affiliation_kind") == ("think_tank",)
    assert state.value("kind") == ("call",)


def test_resetting_empties_the_address(url):
    _go(url, from_="2020", rule="all", kind="call")
    _sync()
    state.reset(CALLS.params, CONTRACT)
    _sync()
    assert dict(url) == {}
    assert state.view_query(CALLS.params, CONTRACT) == {}


def test_the_query_of_a_view_leaves_defaults_out(url):
    _go(url, from_="2020", kind="meeting")
    _sync()
    query = state.view_query(CALLS.params, CONTRACT)
    assert query == {"from": "2020", "kind": "meeting"}


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("plain", "plain"),
        ("a`b", "a'b"),
        ("a\nb\u202e", "ab"),
        ("", "∅"),
        ("x" * 100, "x" * 60 + "…"),
    ],
)
def test_what_the_link_said_is_shown_harmlessly(text, shown):
    assert state.echo(text) == shown


@pytest.mark.parametrize(
    ("given", "held"),
    [
        ("all.", "all"),
        ("all)", "all"),
        ("ALL", "all"),
        ("Bilateral,", "bilateral"),
        ("all”", "all"),
    ],
)
def test_what_surrounds_a_link_is_taken_off(url, given, held):
    _go(url, rule=given)
    assert _sync() == []
    assert state.value("rule") == held
    assert url.get_all("rule") == [held]


def test_a_link_that_was_copied_as_html_is_understood(url):
    _go(url, **{"amp;rule": "all", "from_": "2020"})
    assert _sync() == []
    assert (state.value("rule"), state.value("from")) == ("all", 2020)
    assert set(url) == {"rule", "from"}


@pytest.mark.parametrize(
    "name", ["utm_source", "fbclid", "gclid", "mc_cid", "ref", "si", "amp;utm_medium"]
)
def test_what_newsletters_add_is_dropped_in_silence(url, name):
    _go(url, **{name: "x", "rule": "all"})
    assert _sync() == []
    assert set(url) == {"rule"}


def test_all_unknown_parameters_share_one_notice(url):
    _go(url, one="1", two="2")
    (notice,) = _sync()
    assert "one" in notice
    assert "two" in notice
