"""The views that are measured: all tabs, none twice; and what readers choose there."""

from __future__ import annotations

from urllib.parse import parse_qs

import pytest
from streamlit.proto.Element_pb2 import Element

from benchmarks.protocol import ProtocolError
from benchmarks.views import FRESH, WARM, WIDGETS, choice, tabs
from components.filters import TABS
from components.registry import PAGES


def test_every_tab_of_every_page_is_measured():
    measured = [(tab.path, parse_qs(tab.queries[0]).get("view")) for tab in tabs()]
    for spec in PAGES:
        for code in spec.tabs or [None]:
            assert (spec.url_path, code and [code]) in measured
    assert {spec.url_path for spec in PAGES} == set(WIDGETS)
    assert set(TABS) <= {tab.path for tab in tabs()}


def test_no_view_is_measured_twice_and_none_shares_its_filters():
    seen = set()
    for tab in tabs():
        if tab.path == "method":
            assert len(tab.queries) == 1, "it has no filters"
            continue
        assert len(tab.queries) == WARM + FRESH
        for query in tab.queries:
            values = parse_qs(query)
            values.pop("view", None)
            # The start page and two others show the same contacts.
            contacts = "rule" in values
            filters = (contacts or tab.path, str(sorted(values.items())))
            assert filters not in seen, query
            seen.add(filters)


def slider() -> Element:
    element = Element()
    element.slider.min, element.slider.max, element.slider.step = 2017, 2026, 1
    return element


def test_spans_of_years_end_after_they_begin():
    spans = [choice(slider(), number) for number in range(40)]
    assert all(2017 <= first < last <= 2026 for first, last in spans)
    assert len(set(map(tuple, spans))) > 10


def test_a_day_is_one_that_the_calendar_offers():
    element = Element()
    element.date_input.max = "2026-07-05"
    assert choice(element, 0) == ["2026-07-05"]
    assert choice(element, 4) == ["2026-07-01"]


def test_options_are_chosen_in_turn():
    element = Element()
    element.radio.options.extend(["one", "two"])
    assert [choice(element, number) for number in range(3)] == ["one", "two", "one"]


def test_a_widget_without_a_defined_choice_is_an_error():
    element = Element()
    element.text_input.id = "words"
    with pytest.raises(ProtocolError, match="text_input"):
        choice(element, 0)
