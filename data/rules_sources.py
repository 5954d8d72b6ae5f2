"""Rules on sources: whom they cite, and how much a record may rest on one of them."""

from __future__ import annotations

import re
from collections.abc import Iterator

from data.checks import line_of
from data.load import Dataset
from data.problems import Problem
from data.statement_pages import on_one_weak_page

# Records with a confidence, and their key.
_GRADED = (("contacts", "contact_id"), ("statements", "statement_id"))

_PRINTED_QUOTE = re.compile("[‘’“”]")

# What others printed, and the log, which keeps what stood before.
_AS_PRINTED = {("sources", "title"), ("sources", "publisher_as_recorded")}
_LOG = "corrections"


def cites_agree(data: Dataset) -> Iterator[Problem]:
    """Descriptor: `cites` is told name by name, its first known publisher is named."""
    first: dict[str, str] = {}
    for cite in data.table("source_cites").itertuples():
        first[str(cite.source_id)] = first.get(str(cite.source_id), "") or str(
            cite.cited_publisher_id
        )
    for source in data.sources.itertuples():
        name, line = str(source.source_id), line_of(source.Index)
        if (name in first) != bool(source.cites):
            message = "cites and the table source_cites do not both name somebody"
            yield Problem("sources", line, "cites", message)
        if source.cites_publisher_id != first.get(name, ""):
            message = f"the first cited publisher is {first.get(name, '')!r}"
            yield Problem("sources", line, "cites_publisher_id", message)


def one_weak_page_is_not_high(data: Dataset) -> Iterator[Problem]:
    """Editorial rule: one page, a relay or of unknown owner, gives medium at most."""
    alone = on_one_weak_page(data)
    for table, key in _GRADED:
        frame = data.table(table)
        high = frame[key].isin(alone) & (frame["confidence"] == "high")
        for index in frame.index[high]:
            message = "rests on one page, a relay or of unknown owner: medium at most"
            yield Problem(table, line_of(index), "confidence", message)


def a_stored_basis_names_its_page(data: Dataset) -> Iterator[Problem]:
    """Descriptor: the address of a stored source stands where one is the basis."""
    publishers = data.publishers
    for basis, address in (
        ("control_basis", "control_source_url"),
        ("eu_basis", "eu_source_url"),
    ):
        wanted = publishers[basis] == "stored"
        for index in publishers.index[wanted != (publishers[address] != "")]:
            message = f"goes with {basis} stored, and only with that"
            yield Problem("publishers", line_of(index), address, message)


def quotation_marks_are_typed(data: Dataset) -> Iterator[Problem]:
    """One style: tables hold typed quotation marks, pages turn them into printed."""
    for name, table in data.package.tables.items():
        for field in table.fields:
            text = field.type in ("string", "list") and name != _LOG
            if not text or (name, field.name) in _AS_PRINTED:
                continue
            cells = data.frames[name][field.name]
            for index in cells.index[cells.str.contains(_PRINTED_QUOTE)]:
                message = "a printed quotation mark: type ' or \" instead"
                yield Problem(name, line_of(index), field.name, message)
