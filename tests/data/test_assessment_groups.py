"""What assessments add up to: groups, pages, tallies, the warning."""

from __future__ import annotations

from dataclasses import replace

import pytest

from data.assessments import (
    BREAKDOWNS,
    GROUPS,
    WORKPLACES,
    Assessment,
    AssessmentFilter,
    codes,
    codes_drawn,
    collect,
    concentration,
    grouped,
    half_year,
    pages,
    select,
    tally,
)
from data.load import Dataset

EVERYTHING = AssessmentFilter(2017, 2026)


@pytest.fixture(scope="session")
def experts_only(dataset: Dataset) -> tuple[Assessment, ...]:
    return select(collect(dataset), EVERYTHING)


@pytest.mark.parametrize("by", GROUPS)
@pytest.mark.parametrize("size", [1, 7, 15, 500])
def test_every_assessment_is_reached_on_exactly_one_page(experts_only, by, size):
    laid = pages(grouped(experts_only, by), size)
    shown = [a.assessment_id for page in laid for g in page for a in g.assessments]
    assert sorted(shown) == sorted(a.assessment_id for a in experts_only)
    assert all(sum(len(g.assessments) for g in page) <= size for page in laid)


def test_a_group_that_fits_is_not_torn(experts_only):
    for page in pages(grouped(experts_only, "affiliation"), 15):
        assert all(len(group.assessments) == group.total for group in page)


def test_a_large_group_continues_and_keeps_its_total(experts_only):
    laid = pages(grouped(experts_only, "position"), 15)
    sceptical = [g for page in laid for g in page if g.code == "sceptical"]
    assert len(sceptical) > 1
    assert sum(len(g.assessments) for g in sceptical) == sceptical[0].total == 50


def test_institutions_come_first_and_what_is_not_stated_last(experts_only):
    groups = grouped(experts_only, "affiliation")
    stated = [g.assessments[0].affiliation_kind != "none_stated" for g in groups]
    assert stated == sorted(stated, reverse=True)
    assert groups[0].code == "valdai"


def test_positions_and_years_keep_their_order(dataset, experts_only):
    order = codes(dataset, "positions")
    assert [g.code for g in grouped(experts_only, "position", order)] == list(order)
    years = [g.code for g in grouped(experts_only, "year")]
    assert years == ["2026", "2025", "2024", "2023", "2022"]


@pytest.mark.parametrize("by", BREAKDOWNS)
def test_a_tally_sums_to_the_view(experts_only, by):
    counts = tally(experts_only, by)
    assert counts["n"].sum() == len(experts_only)
    assert set(counts["code"]) <= set(codes_drawn(experts_only, by))


def test_think_tanks_by_position(experts_only):
    counts = tally(experts_only, "kind").set_index(["code", "position"])["n"]
    assert counts["think_tank"].to_dict() == {
        "favourable": 20,
        "conditional": 13,
        "sceptical": 25,
        "descriptive": 17,
    }


def test_an_empty_half_year_keeps_its_place(experts_only):
    drawn = codes_drawn(experts_only, "time")
    assert "2023-H2" in drawn
    assert "2023-H2" not in set(tally(experts_only, "time")["code"])


def test_a_date_known_to_the_year_has_no_half(experts_only):
    only_year = [a for a in experts_only if a.date_precision == "year"]
    assert {half_year(a) for a in only_year} == {str(a.year) for a in only_year}
    assert codes_drawn(only_year, "time") == tuple(
        sorted({str(a.year) for a in only_year})
    )


def _from(experts_only, country: str, n: int) -> list[Assessment]:
    template = experts_only[0]
    kinds = ("think_tank", "media", "ngo")
    return [
        replace(template, country=country, affiliation_kind=kinds[i % 3])
        for i in range(n)
    ]


def test_more_than_60_percent_is_warned_of(experts_only):
    view = [*_from(experts_only, "RUS", 7), *_from(experts_only, "FRA", 3)]
    (found,) = concentration(view)
    assert (found.facet, found.code, found.n, found.share) == (
        "countries",
        "RUS",
        7,
        0.7,
    )


def test_exactly_60_percent_is_not(experts_only):
    view = [*_from(experts_only, "RUS", 6), *_from(experts_only, "FRA", 4)]
    assert concentration(view) == ()


def test_a_kind_is_warned_of_too(experts_only):
    both = concentration([experts_only[0], experts_only[0]])
    assert [found.facet for found in both] == ["countries", "kinds"]
    assert concentration([experts_only[0]]) == ()
    assert concentration([]) == ()


def test_the_default_view_is_balanced_enough_and_the_seeds_are_not(
    dataset, experts_only
):
    assert concentration(experts_only) == ()
    seeds = select(collect(dataset), replace(EVERYTHING, seeds=True))
    (found,) = concentration(seeds)
    assert (found.code, found.n) == ("RUS", 28)


def test_regions_are_counted_within_each_question(experts_only):
    """Who states no institution belongs to none of them."""
    counts = tally(experts_only, "region")
    assert counts["n"].sum() == len(experts_only)
    codes = codes_drawn(experts_only, "region")
    assert set(codes) == set(counts["code"])
    questions = [code.partition("/")[0] for code in codes]
    asked = codes_drawn(experts_only, "question")
    assert tuple(dict.fromkeys(questions)) == asked
    for question in asked:
        places = [c.partition("/")[2] for c in codes if c.startswith(f"{question}/")]
        assert places == [place for place in WORKPLACES if place in places]
    alone = counts[counts["code"].str.endswith("/none_stated")]["n"].sum()
    assert alone == sum(a.affiliation_kind == "none_stated" for a in experts_only)
