"""The method page says what the tables say."""

from __future__ import annotations

import pytest

from components.method.layout import SECTIONS, anchor
from data.contacts import COMPLETENESS
from tests.support.running import run


@pytest.fixture(scope="module")
def page():
    return run("method")


def text(page) -> str:
    return "\n".join(m.value for m in page.markdown)


def test_it_renders_with_every_section_reachable(page):
    assert not page.exception
    anchors = [header.proto.anchor for header in page.header]
    assert anchors[: len(SECTIONS)] == [anchor(name) for name in SECTIONS]
    for name in SECTIONS:
        assert f"(#{anchor(name)})" in text(page)


def test_every_code_of_the_code_book_is_defined(page, dataset):
    told = text(page).replace("\\", "")
    for definition in dataset.table("codebook")["definition"]:
        assert definition in told


def test_the_counting_rules_give_the_worked_answers(page):
    rules = page.table[1].value
    assert list(rules.iloc[:, 2]) == ["63", "73", "89"]
    assert list(rules.iloc[:, 3]) == ["17", "20", "21"]


def test_every_grade_of_coverage_is_explained(page, dataset):
    grades = page.table[2].value
    assert len(grades) == len(COMPLETENESS)
    assert len(page.get_by_key("coverage_table").dataframe[0].value) == len(
        dataset.coverage
    )


def test_agreement_is_given_with_its_limits(page):
    told = text(page)
    assert "0.95 (ordinal) and 0.85 (nominal)" in told
    assert "91 statements" in told
    assert "partly not blind" in told


def test_weak_spots_are_those_of_the_data(page):
    told = text(page)
    assert "low-confidence mirrors or summaries: Austria and Finland" in told
    assert "for Denmark, Ireland, Malta, Portugal, Romania and Slovenia" in told
    assert "2023 is nearly empty: 1 core statement" in told


def test_experts_are_described(page):
    assert "28% of the rows" in text(page)
    assert "coded by one person" in text(page)
