"""Names of the files that readers take away."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from components.downloads import file_name


def test_file_names_say_version_and_filters():
    name = file_name("calls", "1.0.0", {"rule": "bilateral", "from": "2021"}, "csv")
    assert name == "open-line-1.0.0_calls_rule-bilateral_from-2021.csv"


@given(st.dictionaries(st.text(max_size=20), st.text(max_size=300), max_size=4))
def test_file_names_are_plain_and_short(query):
    name = file_name("calls", "1.0.0", query, "csv")
    assert len(name) <= 160
    assert name.isascii()
    assert not set(name) & set('/\\:*?"<>| ')
