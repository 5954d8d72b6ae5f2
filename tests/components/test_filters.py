"""The URL contract: what is written reads back, what is junk is refused."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from components import filters
from components.filters import contract
from components.registry import COMMON_PARAMS, PAGES
from data.load import load
from data.schema import DATA_DIRECTORY
from scripts.build_parameters import PARAMETERS, build

CONTRACT = contract(load(DATA_DIRECTORY))

RAW = st.lists(
    st.one_of(
        st.text(max_size=12),
        st.sampled_from(
            ["", ",", "0", "1", "2022", "-1", "９", "NaN", "call", "remote"]
        ),
    ),
    max_size=3,
)


@pytest.mark.parametrize("key", CONTRACT)
@given(raw=RAW)
@settings(deadline=None, max_examples=40)
def test_junk_is_a_value_error_and_the_rest_round_trips(key, raw):
    param = CONTRACT[key]
    try:
        value = param.read(raw)
    except ValueError:
        return
    written = param.raw(value)
    if written:
        assert param.read(written) == value
    else:
        assert value == param.default


@pytest.mark.parametrize("key", CONTRACT)
def test_the_default_is_written_as_nothing(key):
    assert CONTRACT[key].raw(CONTRACT[key].default) == []


@pytest.mark.parametrize(
    ("key", "raw", "value"),
    [
        ("rule", ["bilateral"], "bilateral"),
        ("grain", ["month"], "month"),
        ("from", ["2021"], 2021),
        ("kind", ["joint_call,call"], ("call", "joint_call")),
        ("kind", ["joint_call", "call"], ("call", "joint_call")),
        ("kind", [""], ()),
        ("initiator", ["unknown"], ("unknown",)),
        ("record", ["fra-2025-07-01-call"], "fra-2025-07-01-call"),
        ("lang", ["en"], "en"),
    ],
)
def test_good_values(key, raw, value):
    assert CONTRACT[key].read(raw) == value


@pytest.mark.parametrize(
    ("key", "raw"),
    [
        ("rule", ["Bilateral"]),
        ("rule", ["bilateral", "all"]),
        ("rule", []),
        ("grain", ["day"]),
        ("from", ["2016"]),
        ("to", ["2027"]),
        ("from", ["2021.0"]),
        ("from", ["-2021"]),
        ("from", ["٢٠٢١"]),
        ("from", ["9" * 5000]),
        ("kind", ["call,phone"]),
        ("topic", ["x"]),
        ("record", ["nobody"]),
        ("lang", ["xx"]),
    ],
)
def test_bad_values(key, raw):
    with pytest.raises(ValueError):  # noqa: PT011
        CONTRACT[key].read(raw)


def test_a_flag_is_off_by_default():
    switch = filters.flag("hide")
    assert switch.read(["1"]) is True
    assert switch.read(["0"]) is False
    assert switch.raw(True) == ["1"]
    assert switch.raw(False) == []
    with pytest.raises(ValueError, match="yes"):
        switch.read(["yes"])


@pytest.mark.parametrize("spec", PAGES, ids=lambda spec: spec.stem)
def test_pages_read_only_what_the_contract_holds(spec):
    keys = [*COMMON_PARAMS, *spec.params]
    assert set(keys) <= set(CONTRACT)
    names = [CONTRACT[key].name for key in keys]
    assert len(names) == len(set(names)), "one name in the URL, one meaning on a page"


def test_names_are_plain_words():
    for param in CONTRACT.values():
        assert param.name.isascii()
        assert param.name.replace("_", "").isalnum()
        assert param.name == param.name.lower()


def test_the_documentation_is_generated():
    written = PARAMETERS.read_text(encoding="utf-8")
    expected = build(load(DATA_DIRECTORY))
    assert written == expected, "run python scripts/build_parameters.py"


def test_every_parameter_is_declared_once_and_read_somewhere():
    keys = [declared.key for declared in filters.FILTERS]
    assert len(keys) == len(set(keys)) == len(CONTRACT)
    read = {key for spec in PAGES for key in spec.params}
    assert set(keys) == read | set(COMMON_PARAMS)
