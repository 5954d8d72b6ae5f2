"""Rules that Table Schema cannot say, because they join rows or tables.

Each rule takes the loaded data and yields the problems it finds. Its docstring names
where the rule comes from.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator

import pandas as pd

from data.checks import line_of
from data.counts import our_count
from data.export import is_formula
from data.load import Dataset
from data.problems import Problem
from data.schema import Field

Rule = Callable[[Dataset], Iterator[Problem]]

# In words.
LONGEST_QUOTE = 8
_QUOTED = re.compile(r'"([^"]+)"|“([^”]+)”|«([^»]+)»')

# Status rows say that a search found nothing: there is no page to cite.
_WITHOUT_SOURCE = ("no_statement",)

_LINKS = {
    "affiliation_sources": "affiliation_id",
    "assessment_topics": "assessment_id",
    "contact_sources": "contact_id",
    "contact_topics": "contact_id",
    "source_cites": "source_id",
    "statement_sources": "statement_id",
}


def every_fact_has_a_source(data: Dataset) -> Iterator[Problem]:
    """Design, section 7: every fact has a source.

    Assessments, reported counts and seed facts carry theirs in a required field.
    """
    contacts, statements = data.contacts, data.statements
    statements = statements[~statements["stance"].isin(_WITHOUT_SOURCE)]
    facts = {
        "contacts": (contacts, "contact_id", "contact_sources"),
        "statements": (statements, "statement_id", "statement_sources"),
    }
    for table, (frame, key, links) in facts.items():
        bare = frame[~frame[key].isin(data.table(links)[key])]
        for index, record in bare[key].items():
            message = f"{record} has no source: {links} needs a row with it"
            yield Problem(table, line_of(index), key, message)


def links_are_numbered(data: Dataset) -> Iterator[Problem]:
    """Descriptor: `position` is the order within one record, from 1 without gaps."""
    for table, owner in _LINKS.items():
        frame = data.table(table)
        expected = frame.groupby(owner).cumcount() + 1
        for index in frame.index[frame["position"] != expected]:
            message = f"expected {expected[index]} as the next number"
            yield Problem(table, line_of(index), "position", message)


def topics_are_used_once(data: Dataset) -> Iterator[Problem]:
    """Descriptor: a record has each topic once, and only from its vocabulary."""
    topics = data.table("topics").set_index("topic_id")
    for table, column in (
        ("contact_topics", "for_contacts"),
        ("assessment_topics", "for_assessments"),
    ):
        frame = data.table(table)
        twice = frame.duplicated([_LINKS[table], "topic_id"])
        for index in frame.index[twice]:
            yield Problem(table, line_of(index), "topic_id", "the topic is named twice")
        foreign = ~frame["topic_id"].map(topics[column]).astype(bool)
        for index, topic in frame.loc[foreign, "topic_id"].items():
            message = f"{topic} is no topic of these records: see topics.{column}"
            yield Problem(table, line_of(index), "topic_id", message)


def coverage_periods_are_apart(data: Dataset) -> Iterator[Problem]:
    """Issue of the data package: periods of one actor run forward, never overlap."""
    frame = data.coverage
    for index in frame.index[frame["period_end"] < frame["period_start"]]:
        yield Problem("coverage", line_of(index), "period_end", "ends before it starts")
    previous = frame.groupby("actor_id")["period_end"].shift()
    for index in frame.index[frame["period_start"] <= previous]:
        message = f"overlaps the period before, which ends {previous[index]:%Y-%m-%d}"
        yield Problem("coverage", line_of(index), "period_start", message)


def contacts_lie_in_coverage(data: Dataset) -> Iterator[Problem]:
    """Issue of the data package: every contact lies in a described, covered period."""
    contacts = data.contacts.reset_index()
    periods = data.coverage[data.coverage["completeness"] != "none"]
    pairs = contacts.merge(periods, on="actor_id")
    inside = pairs["date"].between(pairs["period_start"], pairs["period_end"])
    outside = contacts[~contacts["contact_id"].isin(pairs.loc[inside, "contact_id"])]
    for row in outside.itertuples():
        message = f"no period of coverage of {row.actor_id} holds {row.date:%Y-%m-%d}"
        yield Problem("contacts", line_of(row.index), "date", message)


def events_are_one_contact(data: Dataset) -> Iterator[Problem]:
    """Research notes, contacts: rows of one event differ only in the counterpart."""
    contacts = data.contacts
    events = contacts.groupby("event_id")
    for field in ("date", "kind", "format", "place"):
        differs = contacts[field] != events[field].transform("first")
        for index in contacts.index[differs]:
            message = "differs from another row of the same event"
            yield Problem("contacts", line_of(index), field, message)
    for index in contacts.index[contacts.duplicated(["event_id", "counterpart"])]:
        message = "the event already has this counterpart"
        yield Problem("contacts", line_of(index), "counterpart", message)


def our_counts_recompute(data: Dataset) -> Iterator[Problem]:
    """Issue of the data package: our counts follow from the contacts table."""
    contacts = data.contacts
    for index, claim in data.reported_counts.iterrows():
        row, stated = line_of(index), claim["our_count"]
        if claim["our_measure"] in ("none", "scrape_items"):
            if (claim["our_measure"] == "none") != pd.isna(stated):
                message = f"does not go with the measure {claim['our_measure']}"
                yield Problem("reported_counts", row, "our_count", message)
            continue
        counted = our_count(claim, contacts)
        if counted != stated:
            message = f"{stated:g} is stated, {counted:g} are counted"
            yield Problem("reported_counts", row, "our_count", message)


def rows_are_sorted(data: Dataset) -> Iterator[Problem]:
    """Design, section 5: tables are sorted by key, so that a change is one line."""
    for name, table in data.package.tables.items():
        frame = data.frames[name][list(table.primary_key)]
        keys = list(frame.itertuples(index=False, name=None))
        for index in range(1, len(keys)):
            if keys[index] < keys[index - 1]:
                message = "the row belongs further up: rows are sorted by key"
                yield Problem(name, line_of(index), table.primary_key[0], message)


def quotations_are_short(data: Dataset) -> Iterator[Problem]:
    """Editorial rule: a quotation has at most eight words. Titles are metadata."""
    for name, field, column in _texts(data):
        if name == "sources" or field.type == "list" or field.enum:
            continue
        for index, cell in column.items():
            for words in _long_quotes(field.name, cell):
                message = f"a quotation has {words} words, {LONGEST_QUOTE} at most"
                yield Problem(name, line_of(index), field.name, message)


def _long_quotes(field: str, cell: str) -> Iterator[int]:
    quotes = ["".join(groups) for groups in _QUOTED.findall(cell)]
    if field == "wording":
        quotes.append(cell)
    for quote in quotes:
        if len(quote.split()) > LONGEST_QUOTE:
            yield len(quote.split())


def cells_are_trimmed(data: Dataset) -> Iterator[Problem]:
    """Tidy text: no cell begins or ends with a blank, no list repeats an item."""
    for name, field, column in _texts(data):
        for index in column.index[column != column.str.strip()]:
            message = "the cell begins or ends with a blank"
            yield Problem(name, line_of(index), field.name, message)
        if field.type != "list":
            continue
        for index, cell in column.items():
            items = field.items(cell)
            if len(set(items)) != len(items) or not all(items):
                message = "the list repeats an item or has an empty one"
                yield Problem(name, line_of(index), field.name, message)


def texts_are_no_formulas(data: Dataset) -> Iterator[Problem]:
    """Public copies stay exact: no text may run as a formula in a spreadsheet.

    A code that is nothing but the sign (the operator `=`) is none: a formula needs
    something after it.
    """
    for name, field, column in _texts(data):
        for index in column.index[column.map(is_formula)]:
            message = "the text would run as a formula in a spreadsheet"
            yield Problem(name, line_of(index), field.name, message)


def _texts(data: Dataset) -> Iterator[tuple[str, Field, pd.Series]]:
    """Every column of text: its table, its field and its cells."""
    for name, table in data.package.tables.items():
        for field in table.fields:
            if field.type in ("string", "list"):
                yield name, field, data.frames[name][field.name]
