"""The people of the tables: one id for a person, whatever they are named for.

A person may speak for a state, talk with the leader, hold a post, assess, or be named
as an envoy. Names are spelled alike in all tables, so a name is a person.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from functools import lru_cache

from data import contacts as counting
from data.load import Dataset
from data.search import fold
from data.stances import read_tenures

# Where the tables name people: table, column, and the column of the record's id.
_NAMED = (
    ("statements", "speaker", "statement_id"),
    ("contacts", "counterpart", "contact_id"),
    ("governments", "holder", "tenure_id"),
    ("working_contacts", "person", "working_contact_id"),
    ("working_contacts", "russian_counterpart", "working_contact_id"),
    ("envoy_names", "person", "envoy_name_id"),
)


@dataclass(frozen=True)
class Person:
    """Somebody whom the tables name.

    Attributes:
        person_id: made of the name: "friedrich-merz".
        name: as the tables spell it.
        printed: other spellings that were printed.
        expert_id: id among the experts; empty for others.
        records: by table the ids of records that name the person in that role.
    """

    person_id: str
    name: str
    printed: tuple[str, ...] = ()
    expert_id: str = ""
    records: Mapping[str, tuple[str, ...]] = field(default_factory=dict)

    @property
    def number(self) -> int:
        """How many records name the person, posts left out."""
        return sum(
            len(ids) for table, ids in self.records.items() if table != "governments"
        )


def slug(name: str) -> str:
    """Return the id of a person: "Lars Løkke Rasmussen" → "lars-lokke-rasmussen"."""
    return "-".join("".join(c if c.isalnum() else " " for c in fold(name)).split())


def is_person(name: str) -> bool:
    """Whether a cell names a person: not a body that spoke, nor what is not known."""
    return bool(name) and "(" not in name and " of " not in name


@lru_cache(maxsize=4)
def people(dataset: Dataset) -> Mapping[str, Person]:
    """Return everybody whom the tables name, by their ids, in order of name."""
    names: dict[str, str] = {}
    held: dict[str, dict[str, dict[str, None]]] = {}
    for name, table, records in _mentions(dataset):
        person = slug(name)
        names.setdefault(person, name)
        if table:
            ids = held.setdefault(person, {}).setdefault(table, {})
            ids |= dict.fromkeys(records)
    experts = dataset.table("experts")
    known = {
        slug(name): (expert, printed)
        for expert, name, printed in zip(
            experts["expert_id"],
            experts["name"],
            experts["name_as_printed"],
            strict=True,
        )
    }
    return {
        person: Person(
            person,
            name,
            tuple({known[person][1]} - {name}) if person in known else (),
            known[person][0] if person in known else "",
            {table: tuple(ids) for table, ids in held.get(person, {}).items()},
        )
        for person, name in sorted(names.items(), key=lambda item: fold(item[1]))
    }


def _mentions(dataset: Dataset) -> Iterator[tuple[str, str, list[str]]]:
    """Yield everybody named, with a table and its records that name them."""
    yield dataset.package.setting.leader_in_full, "", []
    for table, column, key in _NAMED:
        frame = dataset.table(table)
        for name, ids in frame.groupby(column, sort=False)[key]:
            if is_person(str(name)):
                yield str(name), table, ids.tolist()
    names = dataset.table("experts").set_index("expert_id")["name"]
    said = dataset.table("assessments").groupby("expert_id", sort=False)
    for expert, ids in said["assessment_id"]:
        yield names[expert], "assessments", ids.tolist()
    for name in names:
        yield name, "", []


def leaders_between(
    dataset: Dataset, actor_id: str, first: dt.date, last: dt.date
) -> tuple[str, ...]:
    """Name whom a sentence on some days of a country or body may name.

    Those of its contacts in these days; a single one only if that person was in office
    in each of the years: from the first to the last contact, or as `governments` say.
    Where there is no contact, the one who held office on all of the days, if that is
    one of those who had contacts before or after.

    Returns:
        Empty where the post alone may be named.
    """
    contacts = dataset.contacts[dataset.contacts["actor_id"] == actor_id]
    governments = dataset.governments
    tenures = read_tenures(governments[governments["actor_id"] == actor_id])
    met = tuple(counting.between(contacts, first, last)["counterpart"].unique())
    if len(met) > 1:
        return met
    if not met:
        known = set(contacts["counterpart"])
        held = {
            tenure.holder
            for tenure in tenures
            if tenure.holder in known
            and tenure.holds_on(first)
            and tenure.holds_on(last)
        }
        return tuple(held) if len(held) == 1 else ()
    days = contacts.loc[contacts["counterpart"] == met[0], "date"]
    years = set(range(days.min().year, days.max().year + 1))
    for tenure in tenures:
        if tenure.holder == met[0]:
            years |= set(range(tenure.start.year, (tenure.end or last).year + 1))
    return met if years.issuperset(range(first.year, last.year + 1)) else ()
