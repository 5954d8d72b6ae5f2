"""Choosing assessments: facets, live counts, search, what emptied a view."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace

import pytest

from data.assessments import (
    FACETS,
    IN_OFFICE,
    Assessment,
    AssessmentFilter,
    Assessments,
    codes,
    collect,
    emptied_by,
    facet_counts,
    select,
    values,
    year_counts,
)
from data.load import Dataset

EVERYTHING = AssessmentFilter(2017, 2026)


@pytest.fixture(scope="session")
def every(dataset: Dataset) -> tuple[Assessment, ...]:
    return collect(dataset)


def test_every_assessment_of_the_table_is_there_once(dataset, every):
    ids = [a.assessment_id for a in every]
    assert sorted(ids) == sorted(dataset.assessments["assessment_id"])
    assert len(ids) == len(set(ids))


def test_newest_come_first(every):
    assert [a.date for a in every] == sorted((a.date for a in every), reverse=True)


def test_office_holders_are_left_out_unless_asked_for(every):
    shown = select(every, EVERYTHING)
    in_office = {"official", "parliamentarian"}
    left_out = [a for a in every if a not in shown]
    assert {a.expert_kind for a in left_out} == in_office
    assert not {a.expert_kind for a in shown} & in_office
    assert select(every, replace(EVERYTHING, officials=True)) == every


def test_the_seed_preset_holds_all_37_with_their_paragraphs(every):
    seeds = select(every, replace(EVERYTHING, seeds=True))
    assert len(seeds) == 37
    assert {a.source_id for a in seeds} == {"izvestia-2025-07-02", "izvestia-2026-02"}
    assert all(a.locator.startswith("P") for a in seeds)
    assert any(a.expert_kind == "official" for a in seeds)


@pytest.mark.parametrize("facet", FACETS)
def test_facet_counts_agree_with_the_tables(dataset, every, facet):
    tables = dataset.assessments.merge(dataset.table("experts"), on="expert_id")
    tables = tables.merge(
        dataset.table("affiliations"), on="affiliation_id", suffixes=("_e", "_a")
    ).merge(dataset.table("assessment_topics"), on="assessment_id", suffixes=("", "_t"))
    tables = tables[~tables["kind_e"].isin(["official", "parliamentarian"])]
    column = {
        "kinds": "kind_a",
        "countries": "actor_id_a",
        "affiliations": "affiliation_id",
        "expert_kinds": "kind_e",
        "questions": "question",
        "positions": "position",
        "topics": "topic_id",
        "languages": "original_language",
    }[facet]
    expected = tables.groupby(column)["assessment_id"].nunique().to_dict()
    expected = {code or "unknown": n for code, n in expected.items()}
    assert facet_counts(every, EVERYTHING)[facet] == expected


def test_known_counts_by_kind(every):
    assert facet_counts(every, EVERYTHING)["kinds"] == {
        "think_tank": 75,
        "none_stated": 38,
        "state_university": 29,
        "media": 5,
        "private_university": 3,
        "ngo": 2,
        "consultancy": 1,
    }


@pytest.mark.parametrize("facet", FACETS)
def test_a_count_is_what_choosing_the_code_shows(dataset, every, facet):
    view = replace(EVERYTHING, positions=("sceptical",), countries=("RUS", "FRA"))
    view = replace(view, **{facet: ()})
    counts = facet_counts(every, view)[facet]
    for code in codes(dataset, facet):
        chosen = replace(view, **{facet: (code,)})
        assert len(select(every, chosen)) == counts[code]


def test_a_facet_does_not_change_its_own_counts(every):
    plain = facet_counts(every, EVERYTHING)
    narrowed = facet_counts(every, replace(EVERYTHING, kinds=("think_tank",)))
    assert narrowed["kinds"] == plain["kinds"]
    assert narrowed["positions"].total() == plain["kinds"]["think_tank"]


def test_year_counts_stand_under_all_filters_but_the_period(every):
    view = replace(EVERYTHING, countries=("FRA",), first_year=2025)
    expected = Counter(
        a.year for a in every if a.country == "FRA" and a.expert_kind not in IN_OFFICE
    )
    assert year_counts(every, view) == expected
    assert len(expected) > 1


def test_every_value_is_a_code_of_its_facet(dataset, every):
    for facet in FACETS:
        found = {value for a in every for value in values(a, facet)}
        assert found <= set(codes(dataset, facet))


def test_an_unknown_facet_is_an_error(dataset):
    with pytest.raises(KeyError):
        codes(dataset, "moods")


@pytest.mark.parametrize(
    ("text", "expert"),
    [
        ("Kortunov", "Andrei Kortunov"),
        ("kortunov", "Andrei Kortunov"),
        ("TSUKANOV", "Leonid Tsukanov"),
        ("Kastouéva-Jean", "Tatiana Kastouéva-Jean"),
        ("kastoueva-jean", "Tatiana Kastouéva-Jean"),
        ("Чихачев", "Aleksey Chikhachev"),
        ("чихачёв", "Aleksey Chikhachev"),
        ("Дубьен", ""),
        ("Дюбьен", "Arnaud Dubien"),
    ],
)
def test_search_forgives_case_and_marks(every, text, expert):
    found = {a.expert for a in select(every, replace(EVERYTHING, text=text))}
    assert found >= {expert} if expert else not found


def test_search_finds_an_institution_by_all_its_words(every):
    found = select(every, replace(EVERYTHING, text="institut montaigne"))
    assert len(found) == 3
    assert {a.affiliation for a in found} == {"Institut Montaigne"}


def test_search_with_and_without_diacritics_agree(every):
    view = replace(EVERYTHING, officials=True)
    marked = select(every, replace(view, text="Babiš"))
    assert marked == select(every, replace(view, text="babis"))
    assert len(marked) >= 1


def test_the_period_counts_whole_years(every):
    years = Counter(a.year for a in select(every, replace(EVERYTHING, officials=True)))
    view = replace(EVERYTHING, officials=True, first_year=2023, last_year=2024)
    assert len(select(every, view)) == years[2023] + years[2024]


@pytest.mark.parametrize(
    ("view", "blamed"),
    [
        ({"text": "zzzz"}, ("text",)),
        ({"text": "ramaphosa"}, ("officials", "text")),
        ({"expert_kinds": ("official",)}, ("officials", "expert_kinds")),
        (
            {"kinds": ("consultancy",), "positions": ("opposed",)},
            ("positions", "kinds"),
        ),
        ({"first_year": 2017, "last_year": 2018}, ("first_year",)),
        ({"text": "zzzz", "last_year": 2018}, ()),
    ],
)
def test_it_is_known_which_filter_emptied_a_view(every, view, blamed):
    empty = replace(EVERYTHING, **view)
    assert not select(every, empty)
    assert emptied_by(every, empty) == blamed


@pytest.mark.parametrize("of", [("expert",), ("year", "position"), ("topics",)])
def test_columns_count_as_one_by_one(every, of: tuple[str, ...]) -> None:
    """Values, numbers and their order are those of a counter, of all and of a part."""
    part = select(every, replace(EVERYTHING, text="talks"))
    part = select(part, replace(EVERYTHING, positions=("conditional", "opposed")))
    assert 0 < len(part) < len(every)
    for held in (every, part, part[:1], ()):
        cells = [tuple(getattr(a, name) for name in of) for a in held]
        one_by_one = Counter(cells if len(of) > 1 else [cell for (cell,) in cells])
        counted = Assessments.of(held).counted(*of)
        assert list(counted.items()) == list(one_by_one.items())


def test_parts_and_ids_of_a_part(every) -> None:
    part = select(every, EVERYTHING)
    groups = part.parted("expert")
    assert list(groups) == list(dict.fromkeys(a.expert for a in part))
    for expert, held in groups.items():
        assert held == tuple(a for a in part if a.expert == expert)
        assert held == part.having("expert", expert)
        assert held.ids.tolist() == [a.assessment_id for a in held]
