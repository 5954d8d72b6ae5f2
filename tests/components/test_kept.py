"""What is kept for all readers: made once for the same filters, bounded, of no one."""

from dataclasses import dataclass, replace

import pandas as pd
import pytest
from streamlit.runtime.state.session_state_proxy import SessionStateProxy

from components import cache, state, text
from components.calls.view import derive
from components.filters import TABS
from data.contacts import ContactFilter
from tests.support.running import run


@pytest.fixture(autouse=True)
def _fresh():
    cache.forget()
    yield
    cache.choose_evidence(cache.EVERYTHING)
    cache.forget()


@dataclass(frozen=True)
class Filter:
    first: int


def test_the_same_filters_give_the_same_view_made_once():
    made = []

    @cache.kept
    def view(chosen):
        made.append(chosen)
        return [chosen.first]

    assert view(Filter(2020)) is view(Filter(2020))
    assert view(Filter(2021)) == [2021]
    assert made == [Filter(2020), Filter(2021)]


def test_another_language_and_other_evidence_are_other_views():
    seen = cache.kept(lambda: (text.language(), cache.evidence()))
    assert seen() == ("en", "all")
    text.set_language("de")
    assert seen() == ("de", "all")
    text.set_language("en")
    cache.choose_evidence("independent")
    assert seen() == ("en", "independent")


def test_no_more_is_kept_than_is_said():
    square = cache.kept(lambda n: n * n)
    for n in range(2 * cache.MOST_KEPT):
        square(n)
    hits, made, kept = cache.kept_so_far()
    assert kept == cache.MOST_KEPT == cache.most_kept(cache.full())
    assert (hits, made) == (0, 2 * cache.MOST_KEPT)


def test_of_larger_packages_fewer_views_are_kept(dataset):
    contacts = pd.concat([dataset.contacts] * 1_000)
    large = replace(dataset, frames={**dataset.frames, "contacts": contacts})
    assert cache.FEWEST_KEPT <= cache.most_kept(large) < cache.MOST_KEPT / 10


def test_what_belongs_to_one_reader_is_refused():
    ask = cache.kept(lambda: state.value("rule"))
    with pytest.raises(cache.ImpureError, match="rule"):
        ask()


def test_what_is_made_later_is_made_for_the_reader_of_now():
    cache.choose_evidence("independent")
    table = cache.later(lambda: (cache.evidence(), object()))
    cache.choose_evidence(cache.EVERYTHING)
    assert table()[0] == "independent"
    assert table() is table()
    assert cache.evidence() == cache.EVERYTHING


def test_a_view_seen_before_is_not_derived_again(dataset):
    view = ContactFilter(*(dataset.contacts["date"].agg(["min", "max"]).dt.date))
    data = cache.dataset()
    first = derive(data, "FRA", view, "year")
    assert derive(data, "FRA", view, "year") is first
    assert derive(data, "FRA", view, "month") is not first


@pytest.mark.parametrize("page", ["calls", "stances", "experts", "leaders", "overview"])
def test_a_second_reader_makes_nothing_anew(page):
    run(page)
    _, made, _ = cache.kept_so_far()
    run(page)
    assert cache.kept_so_far()[1] == made


@pytest.mark.parametrize("page", list(TABS))
def test_no_kept_view_looks_into_the_session(page, monkeypatch):
    """Whatever the session holds may differ between two readers of one view."""
    look = SessionStateProxy.__getitem__

    def watched(session, key):
        cache.pure(f"the session's {key}")
        return look(session, key)

    monkeypatch.setattr(SessionStateProxy, "__getitem__", watched)
    for tab in TABS[page]:
        assert not run(page, {"view": tab}).exception, tab
