"""Working level and envoys: who below the leaders had contact, and who was named."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import Any

import pandas as pd

from components import cache, labels, tables
from components import format as fmt
from components.cards import Card, Records
from components.leaders.view import COLUMN, LeadersView, unfiltered
from components.markdown import escape
from components.page import Page
from components.record import facts, panel
from components.text import t, tn
from data import evidence, working_level
from data.load import Dataset

CONTACTS, ENVOYS = "working_contacts", "envoy_names"

# Of each list: more than the longest of a year, so that the newest are in sight.
FIRST = 8


def working_tab(page: Page) -> None:
    """Contacts at working level, and the names for an envoy; neither is counted.

    No filter changes them.
    """
    page.show(contacts_card(unfiltered()))
    page.show(envoys_card(unfiltered()))


@cache.kept
def contacts_card(view: LeadersView) -> Card:
    """Every contact below the leaders, the newest first."""
    shown = working_level.contacts(view.data)
    return Card(
        key="leaders_working",
        title=tn("leaders.working_title", len(shown)),
        sentence=t("leaders.working_sentence"),
        records=_records(view, CONTACTS, shown["working_contact_id"]),
        subject="working-level-contacts",
        tabled=lambda: (contacts_table(view.data, shown), _contact_labels()),
        hints=(t("shell.hint_row"),),
        reading=(t("leaders.working_reading"),),
        draw=partial(_draw, _made(shown, _contact_row, view.whole), "working_list"),
    )


@cache.kept
def envoys_card(view: LeadersView) -> Card:
    """Every name for an envoy and every answer to one, the newest first."""
    shown = working_level.envoys(view.data)
    return Card(
        key="leaders_envoys",
        title=envoys_title(shown),
        sentence=t("leaders.envoys_sentence"),
        records=_records(view, ENVOYS, shown["envoy_name_id"]),
        subject="envoy-names",
        tabled=lambda: (envoys_table(view.data, shown), _envoy_labels()),
        hints=(t("shell.hint_row"),),
        draw=partial(_draw, _made(shown, _envoy_row, view.whole), "envoys_list"),
    )


def envoys_title(shown: pd.DataFrame) -> str:
    """Say how many people were named, and how many of them were appointed."""
    named = working_level.named_people(shown)
    appointed = working_level.appointed(shown)
    if not appointed:
        return tn("leaders.envoys_title_none", named)
    return tn("leaders.envoys_title", named, appointed=fmt.number(appointed))


def _records(view: LeadersView, table: str, ids: pd.Series) -> Records:
    every = len(view.whole.table(table))
    return Records(
        table, ids, tn(f"shell.records_{table}", every), hidden=every - len(ids)
    )


def _made(
    shown: pd.DataFrame, row_of: Callable[[Dataset, Any], tables.Row], whole: Dataset
) -> tables.Rows:
    return tables.Rows(lambda: shown, partial(row_of, whole))


def _draw(rows: tables.Rows, key: str, _: Card) -> None:
    tables.record_list(rows, panel.request, key=f"leaders_{key}", first=FIRST)


def _day(row: Any) -> str:
    return fmt.imprecise_date(row.date.date(), row.date_precision)


def _contact_row(whole: Dataset, row: Any) -> tables.Row:
    """Who, with whom, how it is known; and days that others report."""
    named = _joined(row.person, row.office)
    text = t(
        "leaders.working_row",
        side=escape(labels.actor(row.actor_id)),
        who=escape(named),
        kind=escape(labels.code(CONTACTS, "kind", row.kind)),
        russian=escape(row.russian_counterpart or t("leaders.working_nobody")),
        status=escape(labels.code(CONTACTS, "status", row.status)),
        summary=escape(row.summary),
    )
    if days := working_level.differing_days(whole, row.working_contact_id):
        told = fmt.join(fmt.recorded_date(day) for day in days)
        text = t("leaders.working_days", row=text, days=escape(told))
    return tables.Row(
        row.working_contact_id,
        _day(row),
        text + _caveat(whole, CONTACTS, row.working_contact_id, row.confidence),
    )


def _envoy_row(whole: Dataset, row: Any) -> tables.Row:
    """Who was named by whom, and what came of it."""
    text = t(
        "leaders.envoy_row",
        person=escape(row.person),
        by=escape(row.named_by),
        status=escape(labels.code(ENVOYS, "status", row.status)),
        summary=escape(row.summary),
    )
    return tables.Row(
        row.envoy_name_id,
        _day(row),
        text + _caveat(whole, ENVOYS, row.envoy_name_id, row.confidence),
    )


def _joined(person: str, office: str) -> str:
    if not person:
        return office
    return t("records.person", name=person, role=office)


def _caveat(whole: Dataset, table: str, record_id: str, confidence: str) -> str:
    """Say what weakens a record: who alone reports it, or else low confidence."""
    if weak := facts.weakness(whole, table, record_id):
        return t("leaders.working_weak", reason=t(f"records.only_{weak}"))
    if confidence == "low":
        level = labels.code(table, "confidence", confidence)
        return t("leaders.working_weak", reason=t("records.confidence", level=level))
    return ""


def contacts_table(data: Dataset, shown: pd.DataFrame) -> pd.DataFrame:
    """The contacts as a table, one row each, in the order given."""
    days = [
        "; ".join(working_level.reported_days(data, record))
        for record in shown["working_contact_id"]
    ]
    return _table(data, CONTACTS, shown, _contact_labels(), reported_dates=days)


def envoys_table(data: Dataset, shown: pd.DataFrame) -> pd.DataFrame:
    """The names as a table, one row each, in the order given."""
    return _table(data, ENVOYS, shown, _envoy_labels())


_CODED = ("date_precision", "kind", "status", "confidence")


def _table(
    data: Dataset,
    table: str,
    shown: pd.DataFrame,
    named: dict[str, str],
    **more: list[str],
) -> pd.DataFrame:
    """Codes as words, the country named, and how many pages bear a record out."""
    key = data.package.table(table).primary_key[0]
    pages = evidence.links_of(data, table)["sources"]
    frame = shown.assign(
        **{
            name: shown[name].map(
                lambda code, name=name: labels.code(table, name, code)
            )
            for name in _CODED
            if name in shown
        },
        **{COLUMN: shown["actor_id"].map(lambda a: labels.actor(a) if a else "")},
        sources=shown[key].map(pages).astype("Int64"),
        **more,
    )
    return frame[list(named)]


def _contact_labels() -> dict[str, str]:
    return _labels(
        CONTACTS,
        ("date", "date_precision"),
        ("person", "office", "russian_counterpart", "kind", "place", "status"),
        ("summary", "confidence", "note", "working_contact_id"),
        reported_dates=t("leaders.working_reported"),
    )


def _envoy_labels() -> dict[str, str]:
    return _labels(
        ENVOYS,
        ("date", "date_precision", "person", "person_office", "named_by"),
        ("status",),
        ("summary", "confidence", "note", "envoy_name_id"),
    )


def _labels(
    table: str,
    before: tuple[str, ...],
    middle: tuple[str, ...],
    after: tuple[str, ...],
    **more: str,
) -> dict[str, str]:
    """Columns and their names; the country stands after the first of them."""

    def fields(names: tuple[str, ...]) -> dict[str, str]:
        return {name: labels.field(table, name) for name in names}

    return (
        fields(before)
        | {COLUMN: t("leaders.column")}
        | fields(middle)
        | more
        | {"sources": t("calls.column_sources")}
        | fields(after)
    )
