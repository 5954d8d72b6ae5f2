"""What can be found by name: the index behind the search.

People, states and bodies, institutions, publishers, sources, records and topics. What
states are called in other languages is Babel's.
"""

from __future__ import annotations

import pickle
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path

from babel import localedata

from components import cache, labels
from components import format as fmt
from components.record.facts import title_of
from data import evidence
from data.load import Dataset
from data.people import Person, people
from data.search import Entry, Index

# In the order in which results are grouped.
KINDS = (
    "person",
    "actor",
    "institution",
    "topic",
    "record",
    "publisher",
    "source",
)

# Languages in which readers may know a state: those of the EU, and of its neighbours.
_LANGUAGES = (
    *("bg", "cs", "da", "de", "el", "en", "es", "et", "fi", "fr", "ga", "hr", "hu"),
    *("it", "lt", "lv", "mt", "nl", "pl", "pt", "ro", "sk", "sl", "sv", "ru", "uk"),
    *("be", "tr", "no", "sr", "mk", "sq", "ka", "hy", "zh", "ar"),
)

# How a day is typed, besides ISO: "1 July 2025", "1.7.2025", "01.07.2025".
_TYPED = ("{d.day}.{d.month}.{d.year}", "{d.day:02}.{d.month:02}.{d.year}")


def _territories(codes: Iterable[str]) -> Mapping[str, tuple[str, ...]]:
    """Names of countries, by their two-letter codes, in all languages.

    Read from Babel's own files, one after the other: asked in the usual way, Babel
    keeps all that it knows of each language for good, 36 MB in sum.
    """
    found: dict[str, dict[str, None]] = {code: {} for code in codes if code}
    for language in _LANGUAGES:
        path = localedata.resolve_locale_filename(language)
        names = pickle.loads(Path(path).read_bytes())["territories"]
        for code, called in found.items():
            if code in names:
                called[names[code]] = None
    return {code: tuple(called) for code, called in found.items()}


def index() -> Index:
    """Return the index over all data, whatever the reader hides; built once."""
    return cache.derived("search_index", _index, whole=True)


def _index(data: Dataset) -> Index:
    return Index([*_people(data), *_actors(data), *_institutions(data), *_others(data)])


def _people(data: Dataset) -> Iterator[Entry]:
    for person in people(data).values():
        names = (person.name, *person.printed)
        yield Entry("person", person.person_id, names, person.number)


def _actors(data: Dataset) -> Iterator[Entry]:
    uses = data.statements["actor_id"].value_counts()
    calls = data.contacts["actor_id"].value_counts()
    actors = data.actors
    called = _territories(actors["iso2"])
    for actor, name, code in zip(
        actors["actor_id"], actors["name"], actors["iso2"], strict=True
    ):
        others = called.get(code, ())
        weight = int(uses.get(actor, 0) + calls.get(actor, 0))
        yield Entry("actor", actor, (name, actor, code, *others), weight)


def _institutions(data: Dataset) -> Iterator[Entry]:
    said = data.table("assessments")["affiliation_id"].value_counts()
    table = data.table("affiliations")
    for key, name, printed in zip(
        table["affiliation_id"], table["name"], table["name_as_printed"], strict=True
    ):
        yield Entry("institution", key, (name, printed), int(said.get(key, 0)))


def _others(data: Dataset) -> Iterator[Entry]:
    topics = data.table("topics")
    for key, name in zip(topics["topic_id"], topics["name"], strict=True):
        yield Entry("topic", key, (name,))
    pages = data.sources
    published = pages["publisher_id"].value_counts()
    recorded = pages.groupby("publisher_id")["publisher_as_recorded"].unique()
    publishers = data.table("publishers")
    for key, domains in zip(
        publishers["publisher_id"], publishers["domains"], strict=True
    ):
        # Some publishers only stand behind what others relay: no page is theirs.
        if key in published:
            names = (*recorded[key], *_listed(domains), key)
            yield Entry("publisher", key, names, int(published[key]))
    for key, title in zip(pages["source_id"], pages["title"], strict=True):
        yield Entry("source", key, (title, key))
    for rank, kind in enumerate(reversed(evidence.RECORD_KINDS)):
        table = data.table(kind.table)
        days = table.get("date")
        for place, key in enumerate(table[kind.key]):
            called = [key]
            if days is not None:
                day = days.iloc[place].date()
                called += [day.isoformat(), fmt.date(day)]
                called += [form.format(d=day) for form in _TYPED]
            yield Entry("record", key, tuple(called), rank)


def _listed(cell: object) -> list[str]:
    """A cell that holds several values, as a list."""
    if isinstance(cell, str):
        return [part for part in cell.replace(";", "|").split("|") if part]
    return [] if cell is None else list(cell)  # type: ignore[call-overload]


def name_of(entry: Entry) -> str:
    """Name a find as readers know it."""
    if entry.kind == "actor":
        return labels.actor(entry.entry_id)
    if entry.kind == "topic":
        return labels.topic(entry.entry_id)
    if entry.kind == "record":
        return title_of(cache.full(), entry.entry_id)
    return next(name for name in entry.names if name)


def person(person_id: str) -> Person | None:
    """Return a person by id, or by the id of an expert; None where there is none."""
    everybody = people(cache.full())
    if person_id in everybody:
        return everybody[person_id]
    return next((p for p in everybody.values() if p.expert_id == person_id), None)
