"""From a record to its source pages, to who speaks in them, and back.

The three choices of evidence (all, not state media alone, independent only) rest on it.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from functools import lru_cache
from types import MappingProxyType

import pandas as pd
import pyarrow as pa
import pyarrow.compute as pc

from data.load import Dataset
from data.rows import among, each

# Every voice, in the order in which they are tried.
VOICES = (
    "official",
    "state_controlled",
    "state_relay",
    "relay",
    "state_public_service",
    "private",
    "nonprofit",
    "intergovernmental",
    "unknown",
)

# State-controlled media, and what passes their words on.
STATE_VOICES = frozenset({"state_controlled", "state_relay"})

# Official bodies, and publishers whose owner is known and is no state's government.
KNOWN_VOICES = frozenset(VOICES) - STATE_VOICES - {"relay", "unknown"}

# Control of a publisher that speaks for a state without being its official body.
_STATE = frozenset({"state_controlled", "pro_kremlin_network"})

RELAY = "aggregator_or_mirror"

# Kinds of source, best first; a page's rank is its place here.
RANKS = ("official", "agency", "known", "other", "relay")

_OFFICIAL_KINDS = frozenset({"government_office", "intergovernmental"})


@dataclass(frozen=True)
class Speaker:
    """Who speaks in one source page.

    `voice` is one of `VOICES` and `rank` a place in `RANKS`. `publisher` and
    `origin` are names; `origin` is the first that the page cites, "" where it cites
    none. `relays` tells that the publisher only passes on what others wrote.
    """

    voice: str
    rank: int
    publisher: str
    origin: str
    relays: bool


def voice(kind: str, control: str, origin_control: str) -> str:
    """Say who speaks in a page.

    Args:
        kind: that of the page's publisher.
        control: of the page's publisher.
        origin_control: of the first-named origin; "" where the page names none, or
            one that is not in the register.

    Returns:
        `official`; `state_controlled` for media that a state controls;
        `state_relay` for a pro-Kremlin network and for any other page whose
        first-named origin is such a network or such media; `relay` for other relays
        and copies; else the publisher's control.
    """
    if control in {"official", "state_controlled"}:
        return control
    if control == "pro_kremlin_network" or origin_control in _STATE:
        return "state_relay"
    return "relay" if kind == RELAY else control


def rank(kind: str, speaking: str) -> int:
    """Return how good a source is, as a place in `RANKS`; 0 is best.

    An official body's own text comes first, then an independent news agency, then
    any other publisher whose owner is known; state-controlled media, personal sites
    and publishers of unknown owner come after these, relays and copies last.

    Args:
        kind: that of the page's publisher.
        speaking: the page's voice.
    """
    if speaking in {"relay", "state_relay"}:
        name = "relay"
    elif kind in _OFFICIAL_KINDS and speaking in KNOWN_VOICES:
        name = "official"
    elif speaking not in KNOWN_VOICES or kind == "personal_or_blog":
        name = "other"
    else:
        name = "agency" if kind == "news_agency" else "known"
    return RANKS.index(name)


@lru_cache(maxsize=8)
def speakers(dataset: Dataset) -> Mapping[str, Speaker]:
    """Return who speaks in each source page, by its id; once for a data set."""
    publishers = {p.publisher_id: p for p in each(dataset.table("publishers"))}
    cites = dataset.table("source_cites")
    first = {c.source_id: c for c in each(cites[cites["position"] == 1])}
    found = {}
    for page in each(dataset.table("sources")[["source_id", "publisher_id"]]):
        publisher = publishers[page.publisher_id]
        cited = first.get(page.source_id)
        origin = publishers.get(cited.cited_publisher_id) if cited else None
        speaking = voice(
            publisher.kind, publisher.control, origin.control if origin else ""
        )
        found[page.source_id] = Speaker(
            voice=speaking,
            rank=rank(publisher.kind, speaking),
            publisher=publisher.name,
            origin=cited.cited_name if cited else "",
            relays=publisher.kind == RELAY,
        )
    return found


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
    RecordKind("working_contacts", "working_contact_id", "working_contact_sources"),
    RecordKind("envoy_names", "envoy_name_id", "envoy_name_sources"),
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
        # Arrow looks where the texts are: pandas takes twice as long.
        found = pc.index(pa.array(frame[kind.key]), record_id).as_py()
        if found >= 0:
            return kind, frame.iloc[found]
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
    """Return the sources of one record, the best first.

    Sources of one rank stand in the order in which they were recorded.

    Returns:
        One row a source: `supports`, `evidence`, the columns of `sources`, and those
        of its publisher prefixed with `publisher_`.

    Raises:
        KeyError: no record has this id.
    """
    kind, _ = find(dataset, record_id)
    joined = links(dataset, kind)
    chosen = joined[joined["record_id"] == record_id].drop(columns="record_id")
    merged = best_first(dataset, chosen).merge(
        dataset.table("sources"), on="source_id", how="left"
    )
    return with_publishers(dataset, merged)


def best_first(dataset: Dataset, pages: pd.DataFrame) -> pd.DataFrame:
    """Order pages by rank; those of one rank stay in order."""
    known = speakers(dataset)
    ranks = pages["source_id"].map(lambda page: known[page].rank)
    return pages.loc[ranks.sort_values(kind="stable").index]


@lru_cache(maxsize=32)
def links_of(dataset: Dataset, table: str) -> pd.DataFrame:
    """Return the sources of each record, the best first.

    Returns:
        Indexed by record id: `sources` (number of distinct pages), `pages` (their
        ids) and `urls` (their addresses, "" where a page has none), two tuples that
        go together.
    """
    kind = next(k for k in RECORD_KINDS if k.table == table)
    joined = links(dataset, kind)[["record_id", "source_id"]].drop_duplicates()
    joined = best_first(dataset, joined)
    pages = joined.groupby("record_id")["source_id"].agg(tuple)
    address = dataset.table("sources").set_index("source_id")["url"]
    return pd.DataFrame(
        {
            "sources": pages.map(len),
            "pages": pages,
            "urls": [tuple(address[page] for page in found) for found in pages],
        }
    )


def most_links(dataset: Dataset, table: str) -> int:
    """Return the greatest number of sources that a record of a table has."""
    return int(links_of(dataset, table)["sources"].max())


@lru_cache(maxsize=32)
def _uses(dataset: Dataset, table: str) -> pd.DataFrame:
    """Which record of a table rests on which source; once for a data set."""
    return links(dataset, next(k for k in RECORD_KINDS if k.table == table))


@lru_cache(maxsize=32)
def pages_by_record(dataset: Dataset, table: str) -> Mapping[str, tuple[str, ...]]:
    """Return the ids of the source pages of each record, each once; made once.

    Records without a page are missing.
    """
    uses = _uses(dataset, table)
    # One text for each page, however often it is named: most of the memory otherwise.
    page_ids = {page: page for page in dataset.table("sources")["source_id"]}
    found: dict[str, tuple[str, ...]] = {}
    for record, named in zip(uses["record_id"], uses["source_id"], strict=True):
        page, before = page_ids[named], found.get(record, ())
        if page not in before:
            found[record] = (*before, page)
    return MappingProxyType(found)


def _told_in(table: str) -> tuple[str, ...]:
    """Tables whose ids stand among those of a table: acts are told as statements."""
    return ("statements", "contacts") if table == "statements" else (table,)


def source_mix(dataset: Dataset, table: str, record_ids: Iterable[str]) -> pd.Series:
    """Return how many distinct source pages of each voice the records rest on.

    Among statements, a contact that counts as one (`data.stances`) has its own pages.

    Returns:
        Number of pages by voice (see `data.evidence`), largest first; empty without
        records.
    """
    chosen = _pages_behind(dataset, table, record_ids)
    counted = Counter(
        speaker.voice for page, speaker in speakers(dataset).items() if page in chosen
    )
    return pd.Series(dict(counted.most_common()), dtype="int64", name="count")


# Of more records than this, their pages are found column by column.
_MANY = 2_000


def _pages_behind(dataset: Dataset, table: str, records: Iterable[str]) -> set[str]:
    """Return the ids of the pages on which records rest, which a table tells of."""
    held = records if isinstance(records, pd.Series) else list(records)
    if len(held) > _MANY:
        return _linked(dataset, table, _texts(held))
    ids = held.tolist() if isinstance(held, pd.Series) else held
    # Asked for by every card of every run: sets are quicker than frames of few rows.
    found = [pages_by_record(dataset, name) for name in _told_in(table)]
    return set().union(*(p.get(record, ()) for record in ids for p in found))


def _linked(dataset: Dataset, table: str, ids: pd.Series) -> set[str]:
    """Return the same, column by column."""
    linked: set[str] = set()
    for name in _told_in(table):
        uses = _uses(dataset, name)
        pages = uses.loc[among(uses["record_id"], ids), "source_id"]
        linked.update(pages.unique().tolist())
    return linked


def _texts(ids: Iterable[str]) -> pd.Series:
    return ids if isinstance(ids, pd.Series) else pd.Series(list(ids), dtype="str")


def pages_of(dataset: Dataset, records: Mapping[str, Iterable[str]]) -> pd.DataFrame:
    """Return the rows of `sources` that records rest on, each once.

    Args:
        dataset: the data set.
        records: record ids by table; contacts may stand among the statements, and
            source pages for themselves.
    """
    used: set[str] = set()
    for table, record_ids in records.items():
        if table == "sources":
            continue
        used |= _linked(dataset, table, _texts(record_ids))
    used |= set(records.get("sources", ()))
    pages = dataset.table("sources")
    return pages[pages["source_id"].isin(used)]


# What a reader may ask for: everything; not what only state media or their relays
# report; only what an official body or a known independent publisher reports. A
# record stays that has at least one page with one of these voices.
VOICES_OF: Mapping[str, frozenset[str]] = {
    "all": frozenset(VOICES),
    "not_state_only": frozenset(VOICES) - STATE_VOICES,
    "independent": KNOWN_VOICES,
}
STEPS = tuple(VOICES_OF)

# Tables whose records a step can take away. The facts of the two seed articles are
# what the articles say, and stay.
HIDEABLE = (
    "contacts",
    "statements",
    "assessments",
    "reported_counts",
    "working_contacts",
    "envoy_names",
)


@lru_cache(maxsize=32)
def hidden(dataset: Dataset, step: str, table: str) -> frozenset[str]:
    """Return the ids of the records of a table that a step takes away.

    `not_state_only` takes those of which every page speaks for state media;
    `independent` those without any page of an official body or a known independent
    publisher. A record without a source page rests on nothing of the kind: it stays.

    Raises:
        KeyError: no such step.
    """
    stays = VOICES_OF[step]
    known = speakers(dataset)
    return frozenset(
        record
        for record, pages in pages_by_record(dataset, table).items()
        if not any(known[page].voice in stays for page in pages)
    )


def kept(dataset: Dataset, step: str) -> Dataset:
    """Return the data set without the records that a step takes away.

    Raises:
        KeyError: no such step.
    """
    frames = dict(dataset.frames)
    for kind in RECORD_KINDS:
        if kind.table in HIDEABLE:
            frame = frames[kind.table]
            ids = pd.Series(list(hidden(dataset, step, kind.table)), dtype="str")
            gone = among(frame[kind.key], ids)
            frames[kind.table] = frame[~gone]
    return replace(dataset, frames=MappingProxyType(frames))


@lru_cache(maxsize=8)
def contact_years(dataset: Dataset) -> tuple[int, int]:
    """First and last year that the contacts and their coverage speak of."""
    days = dataset.table("contacts")["date"]
    return int(days.min().year), int(dataset.cutoff("contacts").year)


@lru_cache(maxsize=8)
def contact_topics(dataset: Dataset) -> tuple[str, ...]:
    """Topics that at least one contact touched, in alphabetical order."""
    return tuple(sorted(dataset.table("contact_topics")["topic_id"].unique()))
