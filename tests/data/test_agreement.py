"""Krippendorff's alpha against worked values."""

from __future__ import annotations

import pandas as pd
import pytest

from data.agreement import agreement, alpha


def nominal(counts, a, b):
    return float(a != b)


def test_alpha_of_a_worked_example():
    # Two observers, binary data, ten units: 4 disagreements among 14 zeros and 6
    # ones give 1 - 19 * 4 / (14 * 6).
    first, second = "0100000010", "1110010000"
    pairs = list(zip(first, second, strict=True))
    assert alpha(pairs, nominal) == pytest.approx(0.095, abs=0.001)


def test_alpha_at_its_ends():
    assert alpha([("a", "a"), ("b", "b")], nominal) == 1
    assert alpha([("a", "a"), ("a", "a")], nominal) == 1
    assert alpha([("a", "b"), ("b", "a")], nominal) < 0
    with pytest.raises(ValueError, match="nothing"):
        alpha([], nominal)


def test_a_near_miss_weighs_less_than_a_far_one():
    def coded(second: str) -> float:
        frame = pd.DataFrame(
            {
                "stance_first_coder": ["initiates", "supports", "opposes", "cautious"],
                "stance_second_coder": [second, "supports", "opposes", "cautious"],
            }
        )
        return agreement(frame).ordinal

    assert coded("initiates") == 1
    assert coded("initiates") > coded("supports") > coded("opposes")


def test_the_statements_are_counted_by_who_coded_them(dataset):
    found = agreement(dataset.statements)
    flags = dataset.table("statement_flags")
    assert found.audit == (flags["flag"] == "added_in_audit").sum()
    total = found.coded_twice + found.coded_once + found.audit
    assert total == len(dataset.statements)
    # What was published over a selection of these rows, to two digits.
    assert found.ordinal == pytest.approx(0.95, abs=0.01)
    assert found.nominal == pytest.approx(0.85, abs=0.01)
