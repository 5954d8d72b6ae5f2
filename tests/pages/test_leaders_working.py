"""The tab of working-level contacts and envoys: told apart, and never counted."""

from __future__ import annotations

import pytest

from components import cache
from tests.support.running import SHOWN, card_of
from tests.support.tables import raw

APART = (
    "working_contacts",
    "working_contact_sources",
    "envoy_names",
    "envoy_name_sources",
)
VIEW = {"view": "working"}


def _text(running):
    return "\n".join(element.value for element in running.markdown)


def test_it_says_that_none_is_a_call_of_leaders(app):
    running = app("leaders", VIEW)
    assert not running.exception
    said = _text(running)
    assert "None counts as a call of leaders" in said
    titles = [heading.value for heading in running.subheader]
    contacts = len(raw("working_contacts"))
    people = len({row["person"] for row in raw("envoy_names")})
    assert f"{contacts} contacts at working level, none a call of leaders" in titles
    assert f"{people} people named as envoys to Moscow, none appointed" in titles


def test_it_says_who_with_whom_how_known_and_which_days(app):
    said = _text(app("leaders", VIEW))
    assert "Emmanuel Bonne, Diplomatic adviser to the President · Visit" in said
    assert "Reports differ on the day: 3 February 2026 and 5 February 2026" in said
    assert "named by Vladimir Putin · *Turned down by others*" in said
    assert "2025 and January 2025" not in said


@pytest.mark.parametrize(
    ("key", "table"),
    [("leaders_working", "working_contacts"), ("leaders_envoys", "envoy_names")],
)
def test_a_card_takes_away_every_row_and_says_what_is_hidden(app, key, table):
    running = app("leaders", VIEW)
    card = card_of(running, key, "working")
    assert len(card.table) == len(raw(table))
    assert list(card.labels) == list(card.table.columns)
    assert card.table["sources"].min() >= 1
    assert card.records.hiding == ""
    narrowed = card_of(
        app("leaders", VIEW | {"evidence": "independent"}), key, "working"
    )
    gone = len(raw(table)) - len(narrowed.table)
    assert gone > 0
    assert f"{gone} of {len(raw(table))}" in narrowed.sentence


def test_filters_of_years_and_counterparts_leave_it_whole(app):
    narrowed = VIEW | {"from": "2018", "to": "2019", "country": "USA"}
    card = card_of(app("leaders", narrowed), "leaders_working", "working")
    assert len(card.table) == len(raw("working_contacts"))


@pytest.mark.parametrize(
    ("record", "facts"),
    [
        ("fra-2026-02-03-bonne", ("Days reported", "5 February 2026", "mdfy")),
        ("draghi-2026-01-10", ("Named by", "Fazzolari")),
    ],
)
def test_a_record_opens_with_its_facts(app, record, facts):
    running = app("leaders", {"record": record})
    assert not running.exception
    cells = [table.value.to_numpy().ravel() for table in running.table]
    shown = "\n".join(str(cell) for column in cells for cell in column)
    for fact in facts:
        assert fact in shown


def _counts(app, stem, view):
    """Every table and title of a page that counts."""
    running = app(stem, {"view": view} if view else {})
    assert not running.exception
    cards = {
        key: (card.title, card.table.to_csv())
        for key, card in SHOWN.items()
        if key not in ("leaders_working", "leaders_envoys")
    }
    headings = [h.value for h in [*running.header]]
    return cards, headings


@pytest.mark.parametrize(
    ("stem", "view"),
    [
        ("calls", "list"),
        ("calls", "topics"),
        ("leaders", "contacts"),
        ("leaders", "axis"),
        ("leaders", "silences"),
        ("leaders", "working"),
    ],
)
def test_no_count_changes_by_them(app, damaged, stem, view):
    """The pages say the same where one row of each table is all that is left."""
    whole = _counts(app, stem, view)
    keep = {
        "working_contact_id": "grc-2025-09-papadopoulou",
        "envoy_name_id": "costa-2026-06-19",
    }
    for table in APART:
        key = "working_contact_id" if "working" in table else "envoy_name_id"

        def cut(rows, key=key):
            rows[:] = [row for row in rows if row[key] == keep[key]]

        damaged.rewrite(table, cut)
    damaged.rewrite(
        "additions",
        lambda rows: rows.__setitem__(
            slice(None), [r for r in rows if r["table_name"] not in APART]
        ),
    )
    cache.forget()
    assert _counts(app, stem, view) == whole
