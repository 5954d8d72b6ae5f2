"""Names and addresses of what is taken away."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from components import filters
from components.naming import LONGEST, written
from data.schema import package

HEAD = f"{package().name}-{package().version}"


def named(subject="calls", **query):
    return written(package(), subject, query)


def test_a_name_says_version_subject_and_filters():
    name = named(rule="bilateral", **{"from": "2021"})
    assert name == f"{HEAD}_calls_rule-bilateral_from-2021"
    assert named("stances", asof="2026-07-05") == f"{HEAD}_stances_asof-2026-07-05"
    assert named(kind="call,video_call") == f"{HEAD}_calls_kind-call+video-call"
    assert named("C1") == f"{HEAD}_C1"


queries = st.dictionaries(
    st.sampled_from(["q", "from", "state"]), st.text(min_size=1, max_size=120)
)


@given(queries)
def test_a_name_fits_into_a_file_system_and_a_bibliography(query):
    name = written(package(), "calls", query)
    assert re.fullmatch(r"[A-Za-z0-9._+-]+", name)
    assert len(name) <= LONGEST
    assert name == written(package(), "calls", query)


@given(queries, queries)
def test_other_filters_make_another_name(one, other):
    same = written(package(), "calls", one) == written(package(), "calls", other)
    assert same == (list(one.items()) == list(other.items()))


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("a b", "a-b"),
        ("a_b", "a-b"),
        ("élysée", "elysée"),
        ("Macron", "macron"),
        ("a", "a_from-2021"),
        ("x" * 200, "x" * 201),
    ],
)
def test_words_that_look_alike_are_told_apart(one, other):
    assert named(q=one).lower() != named(q=other).lower()


def test_defaults_that_newer_data_change_are_written_where_it_must_last(dataset):
    contract = filters.contract(dataset)
    moving = {key for key, param in contract.items() if param.moves}
    assert moving == {"from", "to", "asof"}
    for key in moving:
        param = contract[key]
        assert param.raw(param.default) == []
        assert param.raw(param.default, lasting=True) == [str(param.default)]
    assert contract["rule"].raw("remote", lasting=True) == []
