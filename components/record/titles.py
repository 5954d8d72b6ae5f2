"""Names of records for people: what it is, who, when."""

from __future__ import annotations

import datetime as dt

import pandas as pd

from components import format as fmt
from components import labels
from components.figures.dumbbell import SIGN
from components.text import t, tn
from data import evidence
from data.load import Dataset


def title_of(data: Dataset, record_id: str) -> str:
    """Name a record.

    Raises:
        KeyError: no record has this id.
    """
    kind, row = evidence.find(data, record_id)
    return _TITLES[kind.table](data, row)


def day(row: pd.Series) -> str:
    """The day of a record, only as exactly as it is known."""
    recorded = str(row.get("date_as_recorded", ""))
    return fmt.imprecise_date(row["date"].date(), row["date_precision"], recorded)


def period(start: dt.date, end: dt.date) -> str:
    """Print a stretch of days; a whole year is just its number."""
    if (start.month, start.day, end.month, end.day) == (1, 1, 12, 31):
        if start.year == end.year:
            return str(start.year)
        return t("records.years", start=start.year, end=end.year)
    return t("records.days", start=fmt.date(start), end=fmt.date(end))


def claim(row: pd.Series) -> str:
    """What a stated total says: "20 calls, Putin and Macron, 2022"."""
    return tn(
        f"records.total_{row['measure']}",
        row["value"],
        sign=SIGN[row["operator"]],
        subject=labels.code("reported_counts", "subject", row["subject"]),
        period=period(row["period_start"].date(), row["period_end"].date()),
    )


def named(data: Dataset, table: str, key: str, identifier: str) -> str:
    """Name of the row of another table that a record points to."""
    names = data.table(table).set_index(key)["name"]
    return labels.translated(str(names[identifier]))


def _contact(_: Dataset, row: pd.Series) -> str:
    return t(
        "records.contact",
        kind=labels.code("contacts", "kind", row["kind"]),
        counterpart=row["counterpart"],
        date=day(row),
    )


def _statement(_: Dataset, row: pd.Series) -> str:
    if not row["speaker"]:
        return t("records.status", date=day(row))
    return t("records.statement", speaker=row["speaker"], date=day(row))


def _assessment(data: Dataset, row: pd.Series) -> str:
    name = named(data, "experts", "expert_id", row["expert_id"])
    question = labels.code("assessments", "question", row["question"])
    return t("records.assessment", name=name, date=day(row), question=question)


def _claim(_: Dataset, row: pd.Series) -> str:
    return t("records.claim", total=claim(row))


def _fact(_: Dataset, row: pd.Series) -> str:
    return t(
        "records.fact",
        publisher=labels.speaker(row["source_id"]),
        subject=row["subject"],
        predicate=row["predicate"],
    )


_TITLES = {
    "contacts": _contact,
    "statements": _statement,
    "assessments": _assessment,
    "reported_counts": _claim,
    "seed_facts": _fact,
}
