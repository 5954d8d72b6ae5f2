"""The list of positions beside the tables, by other code, on days of all kinds."""

from __future__ import annotations

import datetime as dt
import random

import pandas as pd
import pytest

from components.filters import CHANGES, NO_POSITION, POSITION_SORTS
from data.fill_rule import SCALE
from tests.data.stances.oracle import answer, with_acts
from tests.support.running import SHOWN, address, with_tool

LABELS = {
    "initiates": "Has begun",
    "supports": "Asks for it",
    "conditional": "With conditions",
    "cautious": "Doubts",
    "opposes": "Opposes",
}
FIRST, LAST = dt.date(2022, 2, 24), dt.date(2026, 7, 5)


def _days(seed):
    drawn = random.Random(seed)
    span = (LAST - FIRST).days
    return sorted(FIRST + dt.timedelta(drawn.randrange(span)) for _ in range(2))


def _table(app, **query):
    page = app("stances", {"view": "list", **query})
    assert not page.exception
    return SHOWN["positions"].table


@pytest.mark.parametrize("seed", range(6))
def test_positions_and_words_are_those_of_the_tables(app, dataset, seed):
    since, asof = _days(seed)
    table = _table(app, asof=asof.isoformat(), since=since.isoformat())
    assert len(table) == 30
    statements = with_acts(
        dataset.statements, dataset.contacts, dataset.table("governments")
    )
    flags, posts = dataset.table("statement_flags"), dataset.table("governments")
    written = dataset.statements.set_index("statement_id")
    for row in table.to_dict("records"):
        for column, day in (("before", since), ("now", asof)):
            wanted = answer(statements, flags, posts, row["actor_id"], day)
            known = LABELS.get(wanted["fill"])
            if known:
                assert row[column] == known
            else:
                assert row[column] not in LABELS.values()
        deciding = wanted["statement_id"]
        assert row["statement_id"] == deciding
        if deciding in written.index:
            said = written.loc[deciding]
            assert row["speaker"] == said["speaker"]
            assert bool(row["condition"]) == bool(said["condition"])
            precise = len(row["date"])
            assert row["date"] == str(said["date"].date())[:precise]
            assert (precise == 7) == (said["date_precision"] == "month")


def test_filters_leave_exactly_what_they_name(app):
    every = _table(app)
    for code in SCALE:
        left = _table(app, position=code)
        assert set(left["now"]) <= {LABELS[code]}
        assert len(left) == int((every["now"] == LABELS[code]).sum())
    silent = _table(app, position=NO_POSITION)
    assert not set(silent["now"]) & set(LABELS.values())
    sizes = [len(_table(app, change=code)) for code in CHANGES]
    assert sum(sizes) == len(every)


@pytest.mark.parametrize("sort", POSITION_SORTS)
def test_an_order_changes_no_row(app, sort):
    every, ordered = _table(app), _table(app, sort=sort)
    assert set(every["actor_id"]) == set(ordered["actor_id"])
    if sort == "position":
        places = [
            SCALE.index(code) if code in SCALE else len(SCALE)
            for code in (
                next((c for c, name in LABELS.items() if name == now), "")
                for now in ordered["now"]
            )
        ]
        assert places == sorted(places)


def test_a_list_that_is_narrowed_says_by_what(app):
    page = app("stances", {"view": "list", "position": "opposes"})
    card = SHOWN["positions"]
    assert "4 of 30 states and EU bodies" in card.title
    assert "Position: Opposes" in card.sentence
    assert address(page)["position"] == "opposes"


def test_an_empty_list_says_so(app):
    page = app("stances", {"view": "list", "position": "initiates", "change": "lost"})
    assert any("No state or EU body passes" in info.value for info in page.info)


def test_the_former_table_is_the_list(app):
    page = app("stances", {"view": "table"})
    assert not page.exception
    assert "positions" in SHOWN


def test_rows_say_words_condition_and_sources(app):
    page = app("stances", {"view": "list", "position": "conditional"})
    said = " ".join(text.value for text in page.markdown)
    assert "**[Bart De Wever](who?id=bart-de-wever)**, 19 June 2026" in said
    assert "**Condition:**" in said
    assert "[Belga News Agency](" in said


def test_the_workbook_of_the_list_holds_its_rows(app):
    page = with_tool(app("stances", {"view": "list"}), "download", "positions")
    labels = [button.proto.label for button in page.get("download_button")]
    assert labels[:2] == ["Excel", "CSV"]


def test_months_are_never_written_as_days(app):
    table = _table(app, asof="2024-01-01")
    exact = pd.Series(table["date"]).loc[lambda day: day != ""]
    assert set(exact.str.len()) <= {4, 7, 10}
