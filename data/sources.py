"""The register of source pages, and what rests on each."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass

import numpy as np
import pandas as pd

from data import evidence
from data.evidence import RECORD_KINDS, speakers
from data.facets import Codes, Passed, coded, in_columns
from data.load import Dataset
from data.search import fold

# Ways of reading, the thinnest last; the first that a record names holds.
WAYS = ("repository", "copy", "excerpt", "headline", "not_recorded")

# What the record of a page says in each case, beside other words.
_SAID = {
    "excerpt": "search corpus excerpt",
    "headline": "headline and",
    "repository": "(GitHub ",
}


def way(accessed_as: str) -> str:
    """Return in which of `WAYS` a page was read, from its `accessed_as`."""
    if not accessed_as:
        return "not_recorded"
    for name, words in _SAID.items():
        if words in accessed_as:
            return name
    return "copy"


def ways(pages: pd.DataFrame) -> dict[str, int]:
    """Count pages by how they were read; all of `WAYS`, in their order.

    Args:
        pages: with the column `accessed_as`.
    """
    counted = Counter(map(way, pages["accessed_as"]))
    return {name: counted[name] for name in WAYS}


RECORD_TABLES = tuple(kind.table for kind in RECORD_KINDS)

# What else rests on sources: not public records, but named all the same.
BACKGROUND = {"affiliations": "affiliation_sources", "governments": "governments"}

# Stands for an empty cell in filters.
NOT_KNOWN = "unknown"

# Kinds of publisher that the chart tells apart; the rest are drawn as "other".
LEADING_KINDS = (
    "government_office",
    "news_agency",
    "broadcaster",
    "newspaper_or_site",
    "aggregator_or_mirror",
)

_SEARCHED = ("title", "publisher", "publisher_as_recorded", "cites", "url", "source_id")


def countries(dataset: Dataset) -> Codes:
    """Countries of publishers that have a source, then `unknown`."""
    used = dataset.table("sources")["publisher_id"]
    publishers = dataset.table("publishers")
    found = publishers.loc[publishers["publisher_id"].isin(used), "actor_id"]
    return (*sorted(set(found) - {""}), NOT_KNOWN)


def languages(dataset: Dataset) -> Codes:
    """Languages of the sources, the most frequent first."""
    return tuple(dataset.table("sources")["language"].value_counts().index)


def publishers(dataset: Dataset) -> Codes:
    """Ids of the publishers that have a source, in the order of their names."""
    used = dataset.table("sources")["publisher_id"]
    frame = dataset.table("publishers")
    frame = frame[frame["publisher_id"].isin(used)]
    return tuple(
        frame.sort_values("name", key=lambda n: n.str.casefold())["publisher_id"]
    )


@dataclass(frozen=True)
class SourceFilter:
    """What a view of the register shows; empty values mean no restriction.

    `countries` are actor ids; `unknown` stands for a publisher without one.
    """

    publishers: Codes = coded(
        "publisher",
        "sources",
        "publisher_id",
        listed=publishers,
        values="publisher ids, as in the table `publishers`",
    )
    controls: Codes = coded("control", "publishers", values="ownership: {codes}")
    kinds: Codes = coded(
        "kind",
        "publishers",
        key="publisher_kind",
        values="kinds of publisher, as in the table `publishers`",
    )
    countries: Codes = coded(
        "country",
        "publishers",
        "actor_id",
        key="publisher_country",
        unknown=NOT_KNOWN,
        listed=countries,
        values="country codes of publishers, or `unknown`",
    )
    languages: Codes = coded(
        "language",
        "sources",
        key="source_language",
        listed=languages,
        values="language codes of the sources",
    )
    query: str = ""


def register(dataset: Dataset) -> pd.DataFrame:
    """Return every source with its publisher and the number of facts resting on it.

    Returns:
        One row a source, in the order of the table: source_id, title,
        title_is_descriptive, publisher_id, publisher, publisher_as_recorded,
        actor_id, kind, control, control_basis, voice, eu_restricted, language,
        published, cites, accessed_as, one count for each of `RECORD_TABLES`,
        `background` (affiliations and office-holders), `facts` (the sum of the
        records), url, and `haystack`, the folded text that a search looks through.
        A record that uses a page for two points counts once.
    """
    sources = dataset.table("sources")
    publishers = dataset.table("publishers")[
        [
            "publisher_id",
            "name",
            "actor_id",
            "kind",
            "control",
            "control_basis",
            "eu_restricted",
        ]
    ]
    frame = sources.merge(publishers, on="publisher_id", how="left")
    frame = frame.rename(columns={"name": "publisher"})
    known = speakers(dataset)
    frame["voice"] = [known[page].voice for page in frame["source_id"]]
    counts = _counts(dataset).reindex(frame["source_id"], fill_value=0)
    for column in counts.columns:
        frame[column] = counts[column].to_numpy()
    frame["facts"] = counts[list(RECORD_TABLES)].sum(axis=1).to_numpy()
    first, *others = _SEARCHED
    frame["haystack"] = frame[first].str.cat(frame[others], sep="\n").map(fold)
    return frame[
        [
            "source_id",
            "title",
            "title_is_descriptive",
            "publisher_id",
            "publisher",
            "publisher_as_recorded",
            "actor_id",
            "kind",
            "control",
            "control_basis",
            "voice",
            "eu_restricted",
            "language",
            "published",
            "cites",
            "accessed_as",
            *counts.columns,
            "facts",
            "url",
            "haystack",
        ]
    ]


def _uses(dataset: Dataset) -> pd.DataFrame:
    """Return every use of a source once: source_id, table, record_id, supports."""
    parts = [
        evidence.links(dataset, kind).assign(table=kind.table) for kind in RECORD_KINDS
    ]
    for table, holder in BACKGROUND.items():
        frame = dataset.table(holder)
        key = dataset.package.table(table).primary_key[0]
        parts.append(
            pd.DataFrame(
                {
                    "record_id": frame[key],
                    "source_id": frame["source_id"],
                    "supports": frame.get("claim", ""),
                    "table": table,
                }
            )
        )
    uses = pd.concat(parts, ignore_index=True)
    return uses[uses["source_id"] != ""]


def _counts(dataset: Dataset) -> pd.DataFrame:
    uses = _uses(dataset).drop_duplicates(["source_id", "table", "record_id"])
    counts = uses.pivot_table(
        index="source_id", columns="table", aggfunc="size", fill_value=0
    )
    counts = counts.reindex(columns=[*RECORD_TABLES, *BACKGROUND], fill_value=0)
    counts["background"] = counts[list(BACKGROUND)].sum(axis=1)
    return counts[[*RECORD_TABLES, "background"]]


def resting_on(dataset: Dataset, source_id: str) -> pd.DataFrame:
    """Return what rests on one source.

    Returns:
        One row a record: table, record_id, and `supports`, which joins what the
        source is used for there; records of the public kinds come first.
    """
    uses = _uses(dataset)
    chosen = uses[uses["source_id"] == source_id]
    order = {table: n for n, table in enumerate((*RECORD_TABLES, *BACKGROUND))}
    joined = (
        chosen.groupby(["table", "record_id"])["supports"]
        .agg(lambda claims: "; ".join(dict.fromkeys(c for c in claims if c)))
        .reset_index()
    )
    rank = joined["table"].map(order)
    return joined.assign(rank=rank).sort_values(["rank", "record_id"])[
        ["table", "record_id", "supports"]
    ]


def select(frame: pd.DataFrame, view: SourceFilter) -> pd.DataFrame:
    """Return the sources of a view, in the order of `frame` (from `register`).

    A source is found by free text when it holds every word, in any of its title,
    publisher, cited names, address and id, whatever the case and diacritics.
    """
    return frame[_passed(frame, view).kept()]


def emptied_by(frame: pd.DataFrame, view: SourceFilter) -> tuple[str, ...]:
    """Name the filters that, each dropped alone, would bring sources back."""
    return _passed(frame, view).emptied_by()


def _passed(frame: pd.DataFrame, view: SourceFilter) -> Passed:
    tests = in_columns(frame, view)
    if words := fold(view.query).split():
        holds = [frame["haystack"].str.contains(word, regex=False) for word in words]
        tests["query"] = np.logical_and.reduce(holds)
    return Passed(len(frame), tests)


def by_control_and_kind(frame: pd.DataFrame) -> pd.DataFrame:
    """Count source pages by ownership and kind of publisher.

    Args:
        frame: from `register`, possibly selected.

    Returns:
        control, kind (one of `LEADING_KINDS` or `other`), n; the control with most
        pages first, kinds in the order of `LEADING_KINDS`.
    """
    order = (*LEADING_KINDS, "other")
    held = Counter(
        (control, kind if kind in LEADING_KINDS else "other")
        for control, kind in zip(frame["control"], frame["kind"], strict=True)
    )
    total: Counter[str] = Counter()
    for (control, _), n in held.items():
        total[control] += n
    rows = sorted(
        ((control, kind, n) for (control, kind), n in held.items()),
        key=lambda row: (-total[row[0]], row[0], order.index(row[1])),
    )
    return pd.DataFrame(rows, columns=["control", "kind", "n"])


def ownership(dataset: Dataset, pages: pd.DataFrame) -> pd.DataFrame:
    """Count publishers that have a source page, and their pages, by ownership.

    Args:
        dataset: for its publishers and the codes of `control`.
        pages: the whole register.

    Returns:
        One row a code of `control`, in the order of the descriptor: control,
        publishers, sources, restricted (pages of publishers under the EU's
        broadcasting ban), and the publishers whose control rests on `stored`,
        `general` or `none`.
    """
    publishers_ = dataset.table("publishers")
    publishers_ = publishers_[publishers_["publisher_id"].isin(pages["publisher_id"])]
    codes = dataset.package.field("publishers", "control").enum

    def count(rows: pd.DataFrame) -> Callable[[str], int]:
        sizes = rows["control"].value_counts()
        return lambda code: int(sizes.get(code, 0))

    columns = {
        "publishers": count(publishers_),
        "sources": count(pages),
        "restricted": count(pages[pages["eu_restricted"] == "yes"]),
    }
    for basis in dataset.package.field("publishers", "control_basis").enum:
        columns[basis] = count(publishers_[publishers_["control_basis"] == basis])
    return pd.DataFrame(
        {"control": codes}
        | {name: [of(code) for code in codes] for name, of in columns.items()}
    )
