"""The method page says what the tables say."""

from __future__ import annotations

import re

import pytest

from components import labels
from components.method.layout import SECTIONS, anchor
from components.text import t
from components.typography import curled
from data.contacts import COMPLETENESS
from data.stance_fill import NothingKind
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
    book = dataset.table("codebook")
    for definition in book["definition"]:
        if "_" not in definition:
            assert curled(definition) in told
    codes = {code for code in book["code"] if "_" in code}
    assert not codes & set(re.findall(r"[a-z]+(?:_[a-z]+)+", told))
    assert "in scope “A leader’s own call or visit”" in told
    assert '"' not in told


def test_the_counting_rules_give_the_worked_answers(page):
    rules = page.table[1].value
    assert list(rules.iloc[:, 2]) == ["63", "73", "89"]
    assert list(rules.iloc[:, 3]) == ["17", "20", "21"]


def test_every_grade_of_coverage_is_explained(page, dataset):
    for grade in COMPLETENESS:
        label = labels.code("coverage", "completeness", grade)
        assert f"- **{label}.** {t(f'method.grade_{grade}')}" in text(page)
    assert len(page.get_by_key("coverage_table").dataframe[0].value) == len(
        dataset.coverage
    )


def test_agreement_is_given_with_its_limits(page):
    told = text(page)
    assert "alpha is 0.95 (ordinal) and 0.85 (nominal)" in told
    assert "91 statements" in told
    assert "partly not blind" in told


def test_weak_spots_are_those_of_the_data(page):
    told = text(page)
    assert "low-confidence mirrors or summaries: Austria and Finland" in told
    assert "for Denmark, Ireland, Malta, Portugal, Romania and Slovenia" in told
    assert "2023 is nearly empty: 1 core statement" in told
    since = "since the start of 2025 is stored for "
    assert f"{since}Denmark, Ireland, Malta, Portugal and Romania." in told
    assert "only 3 of 27 states spoke" in told


def test_the_six_kinds_of_no_answer_are_named(page):
    for kind in NothingKind:
        assert t(f"stances.nothing_{kind}").lower() in text(page)


def test_experts_are_described(page):
    assert "28% of the assessments" in text(page)
    assert "coded by one coder" in text(page)


def test_it_can_be_taken_away_as_a_brief(page):
    """The page is text alone; what is said on it goes into the file."""
    assert [b.key for b in page.get("download_button")] == ["brief"]
