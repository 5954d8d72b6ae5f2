"""What a record says, in the order in which a reader asks: a line a fact."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pandas as pd

from components import format as fmt
from components import labels
from components.experts import words
from components.markdown import escape
from components.record import titles
from components.text import t
from data.load import Dataset
from data.rows import each
from data.schema import Field
from data.stances import said

# Name and value; the value is Markdown.
Facts = list[tuple[str, str]]


def of(data: Dataset, table: str, row: pd.Series) -> Facts:
    """Return the facts of a record, those without a value left out."""
    return [(name, value) for name, value in _FACTS[table](data, row) if value]


def as_recorded(data: Dataset, table: str, row: pd.Series) -> Facts:
    """Return every filled field of a record under its name in the table."""
    fields = data.package.table(table).fields
    printed = [(f"`{field.name}`", _raw(field, row[field.name])) for field in fields]
    return [(name, escape(value)) for name, value in printed if value]


def _raw(field: Field, value: Any) -> str:
    if pd.isna(value):
        return ""
    if field.type == "date":
        return pd.Timestamp(value).strftime("%Y-%m-%d")
    if field.type == "boolean":
        return "yes" if value else "no"
    return str(value)


def _contact(data: Dataset, row: pd.Series) -> Facts:
    def code(name: str) -> str:
        return labels.code("contacts", name, row[name])

    topics = data.table("contact_topics")
    chosen = topics.loc[topics["contact_id"] == row["contact_id"], "topic_id"]
    basis = code("date_basis")
    return [
        (
            t("records.with"),
            escape(
                t("records.person", name=row["counterpart"], role=row["office"])
                if row["office"]
                else row["counterpart"]
            ),
        ),
        (_label("contacts", "other_participants"), _list(row["other_participants"])),
        (
            _label("contacts", "date"),
            escape(t("records.pair", first=titles.day(row), second=basis)),
        ),
        (
            _label("contacts", "kind"),
            t("records.pair", first=code("kind"), second=code("format")),
        ),
        (_label("contacts", "place"), escape(row["place"])),
        (t("records.length"), _length(row)),
        (t("records.asked"), labels.initiator(row["initiator"])),
        (t("calls.topics"), escape("; ".join(map(labels.topic, chosen)))),
        (
            t("records.readouts"),
            t(
                "records.readouts_of",
                kremlin=code("readout_kremlin"),
                counterpart=code("readout_counterpart"),
            ),
        ),
        (t("records.on_the_map"), _act(data, row)),
    ]


def _act(data: Dataset, row: pd.Series) -> str:
    """As what a contact counts on the stance map; "" for one that does not."""
    rows = said(data)
    own = rows[rows["act"] & (rows["statement_id"] == row["contact_id"])]
    return "".join(labels.code("statements", "stance", act.stance) for act in each(own))


def _length(row: pd.Series) -> str:
    """The length in minutes, and whose figure it is."""
    if pd.isna(row["duration_min"]):
        return escape(row["duration_note"])
    minutes = fmt.number(row["duration_min"])
    if note := row["duration_note"]:
        return t("records.minutes_noted", n=minutes, note=escape(note))
    return t("records.minutes", n=minutes)


def _statement(data: Dataset, row: pd.Series) -> Facts:
    def code(name: str) -> str:
        return labels.code("statements", name, row[name])

    actor = titles.named(data, "actors", "actor_id", row["actor_id"])
    return [
        (
            _label("statements", "speaker"),
            escape(
                t(
                    "records.office",
                    speaker=row["speaker"],
                    office=row["office"] or code("office_level"),
                    country=actor,
                )
            )
            if row["speaker"]
            else escape(actor),
        ),
        (_label("statements", "scope"), code("scope")),
        (_label("statements", "stance"), code("stance")),
        (_label("statements", "condition"), escape(row["condition"])),
        (t("records.coders"), _coders(row)),
        (_label("statements", "basis"), code("basis")),
    ]


def _coders(row: pd.Series) -> str:
    """How the two coders read it, and how a difference was settled."""

    def read(name: str) -> str:
        if not row[name]:
            return t("records.not_coded")
        return labels.code("statements", "stance", row[name])

    first, second = read("stance_first_coder"), read("stance_second_coder")
    readings = {row["stance_first_coder"], row["stance_second_coder"]} - {""}
    if len(readings) > 1:
        return t("records.coders_differ", first=first, second=second)
    return t("records.coders_read", first=first, second=second)


def _assessment(data: Dataset, row: pd.Series) -> Facts:
    def code(name: str) -> str:
        return labels.code("assessments", name, row[name])

    institution = titles.named(
        data, "affiliations", "affiliation_id", row["affiliation_id"]
    )
    topics = data.table("assessment_topics")
    chosen = topics.loc[topics["assessment_id"] == row["assessment_id"], "topic_id"]
    return [
        (
            _label("assessments", "expert_id"),
            escape(
                t(
                    "records.person",
                    name=titles.named(data, "experts", "expert_id", row["expert_id"]),
                    role=row["role_as_printed"],
                )
            ),
        ),
        (_label("assessments", "affiliation_id"), escape(institution)),
        (_label("assessments", "position"), code("position")),
        (t("calls.topics"), escape("; ".join(map(labels.topic, chosen)))),
        (
            _label("assessments", "original_language"),
            t(
                "records.pair",
                first=fmt.language_name(row["original_language"]),
                second=code("translated"),
            ),
        ),
        (_label("assessments", "locator"), escape(words.place(row["locator"]))),
    ]


def _claim(_: Dataset, row: pd.Series) -> Facts:
    own = row["our_count"]
    ours = (
        t("records.not_counted") if pd.isna(own) else fmt.number(own, int(own % 1 > 0))
    )
    note = row["our_rule_note"]
    return [
        (
            t("records.we_list"),
            escape(t("records.noted", value=ours, note=note) if note else ours),
        ),
        (_label("reported_counts", "difference"), escape(row["difference"])),
        (_label("reported_counts", "counting_rule"), escape(row["counting_rule"])),
    ]


def _fact(_: Dataset, row: pd.Series) -> Facts:
    return [
        (_label("seed_facts", "attributed_to"), escape(row["attributed_to"])),
        (
            _label("seed_facts", "date_or_period"),
            escape(fmt.recorded_date(row["date_or_period"])),
        ),
        (_label("seed_facts", "paragraph"), _list(row["paragraph"])),
    ]


_FACTS: dict[str, Callable[[Dataset, pd.Series], Facts]] = {
    "contacts": _contact,
    "statements": _statement,
    "assessments": _assessment,
    "reported_counts": _claim,
    "seed_facts": _fact,
}


def _label(table: str, name: str) -> str:
    return labels.field(table, name)


def _list(cell: str) -> str:
    """Print the items of a list, which one cell joins by ";"."""
    return escape("; ".join(cell.split(";")))
