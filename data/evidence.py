"""From any record to what it rests on: kinds of record, their sources, who speaks."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from functools import lru_cache
from types import MappingProxyType

import pandas as pd

from data.load import Dataset


@dataclass(frozen=True)
class RecordKind:
    """A table whose rows are public records, with ids that links may name.

    `links` is the table that joins records to sources; empty where the record's own
    row holds the `source_id`.
    """

    table: str
    key: str
    links: str = ""


RECORD_KINDS = (
    RecordKind("contacts", "contact_id", "contact_sources"),
    RecordKind("statements", "statement_id", "statement_sources"),
    RecordKind("assessments", "assessment_id"),
    RecordKind("reported_counts", "claim_id"),
    RecordKind("seed_facts", "fact_id"),
)


def record_ids(dataset: Dataset) -> Iterable[str]:
    """Return the ids of all public records."""
    return [
        identifier
        for kind in RECORD_KINDS
        for identifier in dataset.table(kind.table)[kind.key]
    ]


def find(dataset: Dataset, record_id: str) -> tuple[RecordKind, pd.Series]:
    """Return the kind and the row of a record.

    Raises:
        KeyError: no record has this id.
    """
    for kind in RECORD_KINDS:
        frame = dataset.table(kind.table)
        # Positions, not rows: taking rows of every table is most of the work.
        found = (frame[kind.key] == record_id).to_numpy().nonzero()[0]
        if found.size:
            return kind, frame.iloc[found[0]]
    raise KeyError(record_id)


def links(dataset: Dataset, kind: RecordKind) -> pd.DataFrame:
    """Return which record rests on which source.

    Returns:
        Columns record_id, source_id, `supports` (what the source is used for) and
        `evidence` (how the day or claim was read); the last two may be empty.
    """
    frame = dataset.table(kind.links or kind.table)
    return pd.DataFrame(
        {
            "record_id": frame[kind.key],
            "source_id": frame["source_id"],
            "supports": frame.get("claim", ""),
            "evidence": frame.get("evidence", ""),
        }
    )


def with_publishers(dataset: Dataset, sources: pd.DataFrame) -> pd.DataFrame:
    """Join publishers to sources, their columns prefixed with `publisher_`."""
    publishers = dataset.table("publishers").drop(columns="domains")
    renamed = publishers.rename(
        columns={
            name: f"publisher_{name}"
            for name in publishers.columns
            if name != "publisher_id"
        }
    )
    return sources.merge(renamed, on="publisher_id", how="left")


def sources_of(dataset: Dataset, record_id: str) -> pd.DataFrame:
    """Return the sources of one record, in the order in which they were recorded.

    Returns:
        One row a source: `supports`, `evidence`, the columns of `sources`, and those
        of its publisher prefixed with `publisher_`.

    Raises:
        KeyError: no record has this id.
    """
    kind, _ = find(dataset, record_id)
    joined = links(dataset, kind)
    chosen = joined[joined["record_id"] == record_id].drop(columns="record_id")
    merged = chosen.merge(dataset.table("sources"), on="source_id", how="left")
    return with_publishers(dataset, merged)


@lru_cache(maxsize=32)
def links_of(dataset: Dataset, table: str) -> pd.DataFrame:
    """Return the address of each source of each record, in the order recorded.

    Returns:
        Indexed by record id: `sources` (number of distinct sources) and `urls`, a
        tuple without those that have no address.
    """
    kind = next(k for k in RECORD_KINDS if k.table == table)
    joined = links(dataset, kind).drop_duplicates(["record_id", "source_id"])
    joined = joined.merge(
        dataset.table("sources")[["source_id", "url"]], on="source_id"
    )
    urls = {
        record: tuple(url for url in found if url)
        for record, found in joined.groupby("record_id")["url"]
    }
    count = joined.groupby("record_id").size()
    return pd.DataFrame({"sources": count, "urls": pd.Series(urls)})


def most_links(dataset: Dataset, table: str) -> int:
    """Return the greatest number of addresses that a record of a table has."""
    return max((len(urls) for urls in links_of(dataset, table)["urls"]), default=0)


def voice(sources: pd.DataFrame) -> pd.Series:
    """Say for each source who is speaking: the categories of the source mix.

    An official readout is a government office's own page and not media; everything
    else goes by who controls the publisher (research notes, "hide_state_media").

    Args:
        sources: with the columns `publisher_kind` and `publisher_control`.

    Returns:
        `official_readout`, or the publisher's control.
    """
    official = sources["publisher_kind"] == "government_office"
    return sources["publisher_control"].mask(official, "official_readout")


@lru_cache(maxsize=4)
def _voices(dataset: Dataset) -> Mapping[str, str]:
    """Voice of every source page, by its id; derived once for a data set."""
    pages = with_publishers(dataset, dataset.table("sources"))
    return dict(zip(pages["source_id"], voice(pages), strict=True))


@lru_cache(maxsize=32)
def _uses(dataset: Dataset, table: str) -> pd.DataFrame:
    """Which record of a table rests on which source; once for a data set."""
    return links(dataset, next(k for k in RECORD_KINDS if k.table == table))


@lru_cache(maxsize=32)
def _pages_by_record(dataset: Dataset, table: str) -> Mapping[str, frozenset[str]]:
    """Which source pages each record of a table rests on; once for a data set."""
    uses = _uses(dataset, table)
    found: dict[str, set[str]] = {}
    for record, page in zip(uses["record_id"], uses["source_id"], strict=True):
        found.setdefault(record, set()).add(page)
    return {record: frozenset(pages) for record, pages in found.items()}


def source_mix(dataset: Dataset, table: str, record_ids: Iterable[str]) -> pd.Series:
    """Return how many distinct source pages of each voice the records rest on.

    Returns:
        Number of pages by voice (see `voice`), largest first; empty without records.
    """
    # Asked for by every card of every run: sets are much quicker than frames here.
    by_record = _pages_by_record(dataset, table)
    chosen = frozenset().union(*(by_record.get(r, ()) for r in record_ids))
    voices = _voices(dataset)
    counted = Counter(voices[page] for page in voices if page in chosen)
    return pd.Series(dict(counted.most_common()), dtype="int64", name="count")


def pages_of(dataset: Dataset, records: Mapping[str, Iterable[str]]) -> pd.DataFrame:
    """Return the rows of `sources` that records rest on, each once.

    Args:
        dataset: the data set.
        records: record ids by table.
    """
    used: set[str] = set()
    for table, record_ids in records.items():
        uses = _uses(dataset, table)
        used |= set(uses.loc[uses["record_id"].isin(list(record_ids)), "source_id"])
    pages = dataset.table("sources")
    return pages[pages["source_id"].isin(used)]


def state_media_only(dataset: Dataset, table: str) -> frozenset[str]:
    """Return ids of the records that rest on state-controlled media alone.

    State-controlled media are publishers under state control that are not
    government offices: an official readout is not media (research notes). A record
    without any source page is not among them: it rests on nothing of that kind.
    """
    joined = _uses(dataset, table)
    voices = _voices(dataset)
    state_media = [page for page in voices if voices[page] == "state_controlled"]
    only = joined["source_id"].isin(state_media).groupby(joined["record_id"]).all()
    return frozenset(str(record) for record in only.index[only])


# Tables whose records the switch `hide_state_media` can take away.
HIDEABLE = ("contacts", "statements", "assessments", "reported_counts")


def without_state_media(dataset: Dataset) -> Dataset:
    """Return the data set without records that rest on state-controlled media alone."""
    frames = dict(dataset.frames)
    for kind in RECORD_KINDS:
        if kind.table in HIDEABLE:
            frame = frames[kind.table]
            hidden = frame[kind.key].isin(state_media_only(dataset, kind.table))
            frames[kind.table] = frame[~hidden]
    return replace(dataset, frames=MappingProxyType(frames))


def contact_years(dataset: Dataset) -> tuple[int, int]:
    """First and last year that the contacts and their coverage speak of."""
    days = dataset.table("contacts")["date"]
    return int(days.min().year), int(dataset.cutoff("contacts").year)


def contact_topics(dataset: Dataset) -> tuple[str, ...]:
    """Topics that at least one contact touched, in alphabetical order."""
    return tuple(sorted(dataset.table("contact_topics")["topic_id"].unique()))
