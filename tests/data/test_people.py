"""Who the tables name: one id a person, one person an id."""

from __future__ import annotations

from data.people import is_person, people, slug
from tests.support.tables import raw


def test_no_two_people_share_an_id_and_nobody_is_split(dataset):
    names = {
        row[column]
        for table, column in (
            ("statements", "speaker"),
            ("contacts", "counterpart"),
            ("governments", "holder"),
            ("experts", "name"),
        )
        for row in raw(table)
        if is_person(row[column])
    }
    ids = {}
    for name in names:
        ids.setdefault(slug(name), set()).add(name)
    assert {key: held for key, held in ids.items() if len(held) > 1} == {}
    assert set(ids) <= set(people(dataset))


def test_ids_of_people_states_and_institutions_differ(dataset):
    groups = [
        set(people(dataset)),
        set(dataset.actors["actor_id"]),
        set(dataset.table("affiliations")["affiliation_id"]),
    ]
    assert sum(map(len, groups)) == len(set().union(*groups))


def test_a_person_has_all_roles(dataset):
    merz = people(dataset)["friedrich-merz"]
    assert merz.expert_id == "merz"
    spoken = [r for r in raw("statements") if r["speaker"] == "Friedrich Merz"]
    assert set(merz.records["statements"]) == {r["statement_id"] for r in spoken}


def test_bodies_and_gaps_are_nobody():
    for name in ("Embassy of Denmark in Moscow", "(unknown)", ""):
        assert not is_person(name)
    assert slug("Lars Løkke Rasmussen") == "lars-lokke-rasmussen"
