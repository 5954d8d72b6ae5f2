"""What the choice of evidence hides is said on every card, and wherever a card goes."""

from __future__ import annotations

import re

import pytest

from components.cards import Card
from components.page import Page
from components.registry import PAGES
from components.text import t
from tests.components.test_hiding import LINKS, gone
from tests.support.running import address, table_of
from tests.support.tables import raw

STEPS = ("not_state_only", "independent")
STEMS = [spec.stem for spec in PAGES if "evidence" in spec.params]
NOUNS = {
    "contacts": "contacts",
    "statements": "statements",
    "assessments": "assessments",
    "reported_counts": "stated totals",
}


def told(table: str, step: str) -> str:
    """What a card of a table must say, recounted from the tables themselves."""
    hidden, every = len(gone(table, step)), len(raw(table))
    return f"{hidden} of {every} {NOUNS[table]} hidden"


@pytest.fixture
def drawn(monkeypatch):
    """Cards as they go into the brief and the citation, in the order drawn."""
    found, drawing = [], []
    collect = Page.collect

    def remember(page, card):
        # A page is opened from another, which draws cards of its own.
        if drawing != [page]:
            drawing[:] = [page]
            found.clear()
        found.append(card)
        collect(page, card)

    monkeypatch.setattr(Page, "collect", remember)
    return found


@pytest.mark.parametrize("step", STEPS)
@pytest.mark.parametrize("stem", STEMS)
def test_every_card_says_what_is_hidden(app, drawn, stem, step):
    page = app(stem, {"evidence": step})
    assert not page.exception
    choice = t(f"shell.choice_{step}")
    notice = [info.value for info in page.info if info.value.startswith(choice)]
    assert notice
    for table in LINKS:
        assert told(table, step).removesuffix(" hidden") in notice[0]
    assert drawn
    for card in drawn:
        assert card.records.table in LINKS, card.key
        assert told(card.records.table, step) in card.sentence, card.key
        assert choice in card.sentence
        # The same words stand on the page; the citation is made of the card's.
        said = [*page.markdown, *page.caption]
        assert any(told(card.records.table, step) in m.value for m in said)


@pytest.mark.parametrize("stem", STEMS)
def test_nothing_is_said_where_nothing_is_hidden(app, drawn, stem):
    page = app(stem)
    assert not page.exception
    for card in drawn:
        assert card.records.hiding == "", card.key
        assert " hidden, " not in card.sentence


@pytest.mark.parametrize("step", STEPS)
def test_a_view_says_how_many_of_it_are_hidden(app, drawn, step):
    lost = gone("contacts", step)
    remote = {"call", "video_call", "joint_call"}
    for year in range(2017, 2027):
        page = app("calls", {"evidence": step, "from": str(year), "to": str(year)})
        assert not page.exception
        found = [
            row["contact_id"]
            for row in raw("contacts")
            if row["actor_id"] == "FRA"
            and row["date"].startswith(str(year))
            and row["kind"] in remote
        ]
        here = len(lost.intersection(found))
        if here == 0:
            words = "none of them in this view"
        elif len(found) == 1:
            words = "among them the one of this view"
        else:
            words = f"among them {here} of the {len(found)} of this view"
        for card in drawn:
            if card.records.table == "contacts":
                assert f"{told('contacts', step)}, {words}." in card.sentence, year


@pytest.mark.parametrize("step", STEPS)
@pytest.mark.parametrize("grain", ["year", "quarter", "month"])
@pytest.mark.parametrize("rule", ["remote", "all"])
def test_no_period_reads_as_empty_while_a_contact_is_hidden_in_it(
    app, step, grain, rule
):
    lost = gone("contacts", step)
    kinds = {"call", "video_call", "joint_call"} | (
        {"meeting"} if rule == "all" else set()
    )
    dated = [
        (row["date"], row["contact_id"] in lost)
        for row in raw("contacts")
        if row["actor_id"] == "FRA" and row["kind"] in kinds
    ]
    page = app("calls", {"evidence": step, "grain": grain, "rule": rule})
    printed = table_of(page, "calls_chart", "calls_table")
    first, second, *_ = printed.columns
    names = {first: "period", second: "n", t("calls.column_status"): "status"}
    table = printed.rename(columns=names)
    none_found = t("calls.status_searched_empty")
    for row in table.to_dict("records"):
        own = [hidden for day, hidden in dated if _period(day, grain) == row["period"]]
        shown = own.count(False)
        if shown:
            assert str(row["n"]) == str(shown)
        elif own:
            assert row["status"] == t("calls.status_hidden")
            assert str(row["n"]) in {"–", "None", "nan", "<NA>"}
        else:
            assert row["status"] != t("calls.status_hidden")
        assert not (own and row["status"] == none_found)


def _period(day: str, grain: str) -> str:
    year, month = day[:4], int(day[5:7])
    return {
        "year": year,
        "quarter": f"{year}-Q{(month + 2) // 3}",
        "month": f"{year}-{month:02}",
    }[grain]


@pytest.mark.parametrize(
    ("value", "step"), [("1", "not_state_only"), ("0", None), ("2", None)]
)
def test_an_older_link_reads_as_it_did_and_is_rewritten(app, value, step):
    page = app("calls", {"hide_state_media": value})
    assert not page.exception
    assert address(page) == ({"evidence": step} if step else {})
    assert page.sidebar.radio(key="evidence.en").value == (step or "all")
    warned = [w.value for w in page.warning]
    assert bool(warned) == (value == "2")
    assert all("hide_state_media" in text for text in warned)


def test_the_mix_counts_what_was_asked_for(app, drawn):
    """No state media among the shares of a choice that leaves them out."""
    for step in STEPS:
        app("calls", {"evidence": step})
        lines = [card.sources for card in drawn if "Rests on" in card.sources]
        assert lines
        for line in lines:
            shares = re.split(r"\.\s", line)[0]
            assert t("shell.voice_state_controlled") not in shares
            assert t("shell.voice_state_relay") not in shares
            assert "Beside these" in line or "calls" not in line


def test_the_register_holds_everything(app, drawn):
    page = app("sources")
    assert not page.exception
    for card in drawn:
        assert "whatever evidence is chosen" in card.sentence
        assert isinstance(card, Card)
