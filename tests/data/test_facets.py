"""Facets: declared once, tested row by row, and to blame where nothing is left."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import pandas as pd
import pytest

from data.assessments import AssessmentFilter
from data.contacts import ContactFilter
from data.facets import Codes, Passed, chosen, coded, facets, in_columns
from data.sources import SourceFilter


@dataclass(frozen=True)
class Shelf:
    """What a view of books shows."""

    colours: Codes = coded("colour", "books", unknown="unknown")
    kinds: Codes = coded("kind", "books", key="book_kind", row="kind_of_book")
    subjects: Codes = coded("subject", "subjects", "subject_id", link="book")
    words: str = ""


BOOKS = pd.DataFrame(
    {
        "book": ["a", "b", "c"],
        "colour": ["red", "", "blue"],
        "kind_of_book": ["novel", "novel", "atlas"],
    }
)
SUBJECTS = pd.DataFrame(
    {"book": ["a", "a", "c"], "subject_id": ["war", "sea", "sea"]},
)


def _found(view: Shelf) -> dict[str, list[str]]:
    tested = in_columns(BOOKS, view, {"subjects": SUBJECTS})
    return {name: list(BOOKS["book"][passing]) for name, passing in tested.items()}


def test_a_declaration_says_what_is_not_as_usual_and_the_rest_follows():
    colour, kind, subject = facets(Shelf)
    assert (colour.field, colour.key, colour.column) == ("colours", "colour", "colour")
    assert (kind.key, kind.row, kind.column) == ("book_kind", "kind_of_book", "kind")
    assert (subject.key, subject.column) == ("subject", "subject_id")


def test_only_what_is_chosen_restricts():
    assert chosen(Shelf(words="sea")) == {}
    assert [facet.field for facet in chosen(Shelf(kinds=("novel",)))] == ["kinds"]


@pytest.mark.parametrize(
    ("view", "found"),
    [
        (Shelf(), {}),
        (Shelf(colours=("red",)), {"colours": ["a"]}),
        (Shelf(colours=("blue", "unknown")), {"colours": ["b", "c"]}),
        (Shelf(kinds=("novel",)), {"kinds": ["a", "b"]}),
        (Shelf(subjects=("sea",)), {"subjects": ["a", "c"]}),
        (Shelf(subjects=("war", "sea")), {"subjects": ["a", "c"]}),
        (
            Shelf(colours=("red",), kinds=("atlas",)),
            {"colours": ["a"], "kinds": ["c"]},
        ),
    ],
)
def test_rows_are_tested_by_each_facet_alone(view, found):
    assert _found(view) == found


def test_a_filter_is_to_blame_where_the_others_leave_rows():
    passed = Passed(
        3,
        {
            "one": np.array([True, False, False]),
            "two": np.array([False, True, False]),
            "three": np.array([True, True, False]),
        },
    )
    assert not passed.kept().any()
    assert list(passed.kept(but="two")) == [True, False, False]
    assert passed.emptied_by() == ("one", "two")


def test_without_a_filter_every_row_passes():
    assert list(Passed(2, {}).kept()) == [True, True]
    assert Passed(0, {}).emptied_by() == ()


def test_a_declaration_knows_its_attributes():
    with pytest.raises(TypeError):
        coded("colour", "books", shade="dark")


@pytest.mark.parametrize("view", [ContactFilter, AssessmentFilter, SourceFilter])
def test_every_facet_has_codes_each_once(dataset, view):
    for facet in facets(view):
        codes = facet.codes(dataset)
        assert codes
        assert len(codes) == len(set(codes))
        assert "" not in codes
