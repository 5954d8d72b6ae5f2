"""What is new in the data: records added and corrected, by day and version."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from itertools import groupby

import pandas as pd
import streamlit as st

from components import cache, labels, state, tables
from components import format as fmt
from components.markdown import escape
from components.page import TEXT_WIDTH, Page
from components.record import facts, panel
from components.sources import downloads
from components.text import language, t, tn
from data import evidence, feeds, news
from data.load import Dataset
from data.news import Entry

# The key of the parameter that chooses kinds of record; `about` in the URL.
TABLES = "news_tables"

# In pixels: a person, a day and a question in few lines.
_NAMES = 460


@dataclass(frozen=True, eq=False)
class NewView:
    """The entries of the kinds that are chosen, the newest first.

    `rows` says each of them, and those that are not chosen, in the reader's language.
    """

    data: Dataset
    entries: Sequence[Entry]
    chosen: tuple[str, ...]
    rows: Mapping[Entry, tables.Row]

    @property
    def versions(self) -> list[tuple[dt.date, str, list[Entry]]]:
        """Day and version with their entries, the newest first."""
        grouped = groupby(self.entries, key=lambda entry: (entry.date, entry.version))
        return [(day, version, list(found)) for (day, version), found in grouped]


def view_of(data: Dataset) -> NewView:
    """Derive the page's view from its filter."""
    chosen = state.value(TABLES)
    every = cache.derived("news.entries", news.entries, whole=True)
    shown = [entry for entry in every if not chosen or entry.table in chosen]
    # Once for a language: finding and naming every record takes many times as long as
    # the rest of the page.
    rows = cache.derived(f"new.rows.{language()}", partial(_rows, every), whole=True)
    return NewView(data, shown, chosen, rows)


def _rows(every: Sequence[Entry], data: Dataset) -> Mapping[Entry, tables.Row]:
    return {entry: _row(data, entry) for entry in every}


def answer(view: NewView) -> str:
    """Say what the newest version brought; of the kinds that are chosen."""
    if not view.versions:
        return t("new.answer_none", version=view.data.version)
    day, version, found = view.versions[0]
    said = t(
        "new.answer",
        version=version,
        date=fmt.date(day),
        brought=fmt.join(_brought(found)),
    )
    if view.chosen:
        return t(
            "new.answer_of", said=said, tables=fmt.join(map(labels.table, view.chosen))
        )
    return said


def _brought(found: Sequence[Entry]) -> list[str]:
    """How many records were added, and how many corrected, as far as any were."""
    return [tn(f"new.{kind}", n) for kind, n in news.counts(found).items() if n]


def subscribe(page: Page) -> None:
    """Lead to the two forms of the feed."""
    base = downloads.public_base(downloads.here(), page.spec.url_path)
    st.markdown(
        t(
            "new.subscribe",
            atom=base + feeds.ATOM_FILE,
            json=base + feeds.JSON_FILE,
            longest=fmt.number(feeds.LONGEST),
        ),
        width=TEXT_WIDTH,
    )


def versions(page: Page, view: NewView) -> None:
    """A list for each day and version, of which a few rows are shown at first."""
    for day, version, found in view.versions:
        title = t(
            "new.version",
            version=version,
            date=fmt.date(day),
            brought=fmt.join(_brought(found)),
        )
        page.chapter(title, _anchor(f"{version}-{day:%Y-%m-%d}"))
        rows = [view.rows[entry] for entry in found]
        page.collected.say(_printed(found, rows))
        tables.record_list(
            rows,
            panel.request,
            key=_anchor(f"new_{version}_{day:%Y-%m-%d}"),
            label_width=_NAMES,
        )
    st.caption(t("new.first", version=_first(view.data)), width=TEXT_WIDTH)


def _first(data: Dataset) -> str:
    """The version from which on news are told: the one before is the first release."""
    every = cache.derived("news.entries", news.entries, whole=True)
    named = [entry.version for entry in every]
    return min(named, key=news.numbered, default=data.version)


def _anchor(text: str) -> str:
    return re.sub(r"[^A-Za-z0-9_-]", "-", text)


def _row(data: Dataset, entry: Entry) -> tables.Row:
    return tables.Row(
        _anchor(f"{entry.kind}_{entry.table}_{entry.record_id}"),
        escape(_name(data, entry)),
        t(
            f"new.row_{entry.kind}",
            kind=escape(_kind(entry)),
            fields=escape(fmt.join(_fields(entry))),
            text=escape(entry.text),
        ),
        entry.record_id if entry.opens else "",
    )


def _name(data: Dataset, entry: Entry) -> str:
    """Name a record as its panel does, but for what its text says anyway."""
    if not entry.opens:
        return entry.name
    kind, row = evidence.find(data, entry.record_id)
    if kind.table != "assessments":
        return panel.title_of(data, entry.record_id)
    name = facts.named(data, "experts", "expert_id", row["expert_id"])
    return t("records.statement", speaker=name, date=facts.day(row))


def _kind(entry: Entry) -> str:
    """What a row is: one record, or a row of a table that holds no public records."""
    if entry.opens:
        return t(f"records.kind_{entry.table}")
    return labels.table(entry.table)


def _fields(entry: Entry) -> list[str]:
    """Labels of the corrected columns; a column that is gone keeps its name."""
    known = cache.full().package.table(entry.table).names
    return [
        labels.field(entry.table, name) if name in known else name
        for name in entry.fields
    ]


def _printed(found: Sequence[Entry], rows: Sequence[tables.Row]) -> pd.DataFrame:
    """The list as the brief prints it."""
    return pd.DataFrame(
        {
            t("new.column_kind"): [t(f"new.kind_{entry.kind}") for entry in found],
            t("new.column_record"): [row.label for row in rows],
            t("new.column_text"): [escape(entry.text) for entry in found],
        }
    )
