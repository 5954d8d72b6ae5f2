"""The pages behind statements, and behind the contacts that count as statements."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Mapping
from functools import lru_cache
from types import MappingProxyType

from data.load import Dataset

_COPY = "aggregator_or_mirror"
_UNOWNED = "unknown"

_LINKS = {"statement_sources": "statement_id", "contact_sources": "contact_id"}


@lru_cache(maxsize=8)
def pages(dataset: Dataset) -> Mapping[str, frozenset[str]]:
    """Return the ids of the source pages of each statement and contact, by its id."""
    found: dict[str, set[str]] = {}
    for table, key in _LINKS.items():
        links = dataset.table(table)
        for record, page in zip(links[key], links["source_id"], strict=True):
            found.setdefault(record, set()).add(page)
    return MappingProxyType({record: frozenset(ids) for record, ids in found.items()})


@lru_cache(maxsize=8)
def on_one_weak_page(dataset: Dataset) -> frozenset[str]:
    """Return the ids of the statements and contacts that rest on one weak page alone.

    A page is weak if its publisher is a relay or a copy, or if nobody knows who
    controls it. Two pages of one such publisher are two pages.
    """
    publishers = dataset.publishers
    weak = (publishers["control"] == _UNOWNED) | (publishers["kind"] == _COPY)
    sources = dataset.sources
    theirs = sources["publisher_id"].isin(publishers.loc[weak, "publisher_id"])
    weak_pages = frozenset(sources.loc[theirs, "source_id"])
    return frozenset(
        record
        for record, ids in pages(dataset).items()
        if len(ids) == 1 and ids <= weak_pages
    )


def languages(dataset: Dataset, records: Collection[str]) -> Counter[str]:
    """Count the pages of statements and contacts by language, each page once."""
    behind = pages(dataset)
    wanted = frozenset().union(*(behind.get(record, ()) for record in records))
    sources = dataset.sources
    return Counter(sources.loc[sources["source_id"].isin(wanted), "language"].tolist())
