"""The experts page in process: filters, counts, presets, grouping, pages."""

from __future__ import annotations

import json

import pytest
from streamlit.testing.v1 import AppTest

from components.registry import page
from tests.support.paths import ENTRY


def opened(**query: str) -> AppTest:
    running = AppTest.from_file(str(ENTRY), default_timeout=60).run()
    running.switch_page(page("experts").path)
    for name, value in query.items():
        running.query_params[name] = value
    return running.run()


def listed(app: AppTest) -> int:
    return len(app.dataframe(key="experts_list").value)


def facet(app: AppTest, label: str):
    return next(box for box in app.multiselect if box.label == label)


def texts(app: AppTest) -> str:
    return "\n".join(element.value for element in (*app.markdown, *app.caption))


def test_the_default_view_shows_experts_and_no_office_holders():
    app = opened()
    assert not app.exception
    assert listed(app) == 139
    assert "Office-holder" not in set(
        app.dataframe(key="experts_list").value["expert_kind"]
    )
    assert not app.warning
    assert dict(app.query_params) == {}


def test_chart_and_table_sum_to_the_list():
    app = opened()
    (chart,) = app.get("plotly_chart")
    traces = json.loads(chart.proto.spec)["data"]
    assert sum(sum(trace["x"]) for trace in traces) == 139
    assert app.dataframe[0].value["total"].sum() == 139
    assert "139" in chart.proto.alt


def test_facets_carry_live_counts():
    app = opened()
    kinds = facet(app, "Kind of affiliation")
    assert "Think tank (61)" in kinds.options
    facet(app, "Position").select("sceptical").run()
    assert "Think tank (20)" in facet(app, "Kind of affiliation").options
    assert "Sceptical (43)" in facet(app, "Position").options


def test_several_choices_in_a_row_stay_and_reach_the_url():
    app = opened()
    facet(app, "Kind of affiliation").select("think_tank").run()
    facet(app, "Country of affiliation").select("FRA").run()
    facet(app, "Kind of affiliation").select("media").run()
    facet(app, "Country of affiliation").select("DEU").run()
    assert not app.exception
    assert dict(app.query_params) == {
        "kind": "think_tank,media",
        "country": "FRA,DEU",
    }
    again = opened(kind="think_tank,media", country="FRA,DEU")
    assert listed(again) == listed(app) > 0
    assert sorted(facet(again, "Kind of affiliation").value) == ["media", "think_tank"]


@pytest.mark.parametrize("text", ["Kastouéva", "kastoueva", "KASTOUEVA"])
def test_search_from_the_url(text):
    app = opened(q=text)
    assert set(app.dataframe(key="experts_list").value["expert"]) == {
        "Tatiana Kastouéva-Jean"
    }
    assert app.text_input[0].value == text


def test_typed_search_is_tidied_and_written():
    app = opened()
    app.text_input[0].set_value("  institut   montaigne ").run()
    assert app.query_params["q"] == "institut montaigne"
    assert listed(app) == 3


def test_search_text_can_not_turn_into_markup():
    app = opened(q="[kortunov](https://example.org) **x**")
    assert "](https://example.org)" not in texts(app)


def test_the_seed_preset_shows_all_37_with_paragraphs():
    app = opened(kind="media")
    app.button(key="seeds_enter").click().run()
    frame = app.dataframe(key="experts_list").value
    assert len(frame) == 37
    assert frame["locator"].str.startswith("P").all()
    assert dict(app.query_params) == {"seeds": "1"}
    assert "Russia (28 of 37)" in app.warning[0].value
    app.button(key="seeds_leave").click().run()
    assert listed(app) == 139


def test_every_card_of_a_seed_view_names_its_paragraph():
    app = opened(seeds="1", q="frolova")
    assert listed(app) == 5
    assert sum("place in the source: P" in c.value for c in app.caption) == 5


def test_a_chosen_country_is_warned_of_by_name():
    warnings = [w.value for w in opened(country="RUS").warning]
    assert any("Russia (39 of 39)" in text for text in warnings)


def test_office_holders_are_offered_where_only_they_fit():
    app = opened(q="ramaphosa")
    assert "Only office-holders" in app.info[0].value
    app.button(key="widen").click().run()
    assert listed(app) == 1
    assert app.query_params["officials"] == "1"


def test_an_empty_view_names_the_filter_and_takes_it_away():
    app = opened(country="FRA", q="zzzz")
    assert "Search" in app.info[0].value
    app.button(key="widen").click().run()
    assert listed(app) == 25
    assert dict(app.query_params) == {"country": "FRA"}


@pytest.mark.parametrize(
    "group", ["affiliation", "country", "position", "question", "year"]
)
def test_every_assessment_has_a_card_on_some_page(group):
    app = opened(group=group)
    wanted = set(app.dataframe(key="experts_list").value["assessment_id"])
    found: list[str] = []
    last = app.get("pagination")[0].proto.num_pages
    for number in range(1, last + 1):
        if number > 1:
            app.get("pagination")[0].set_value(number).run()
        assert not app.exception
        found += [
            b.key for b in app.button if b.key and b.key.startswith("assessment_")
        ]
    assert sorted(found) == sorted(f"assessment_{identifier}" for identifier in wanted)


def test_a_change_of_what_is_listed_starts_from_the_first_page():
    app = opened(group="position", page="3")
    assert any(m.value.startswith("31 to 45") for m in app.markdown)
    facet(app, "Country of affiliation").select("RUS").run()
    assert any(m.value.startswith("1 to ") for m in app.markdown)
    assert "page" not in app.query_params


def test_a_page_beyond_the_last_shows_the_last():
    app = opened(seeds="1", page="99")
    assert not app.exception
    assert app.get("pagination")[0].value == app.get("pagination")[0].proto.num_pages


def test_group_headers_say_who_controls_an_institution_or_that_it_is_not_known():
    shown = texts(opened(q="valdai"))
    assert "Funding or control: Described as a forum paid for" in shown
    assert "Funding or control: not established" in texts(opened(q="montaigne"))


def test_the_evidence_button_opens_the_record():
    app = opened(q="tsukanov")
    app.button(key="assessment_tsukanov-2025-07-1").click().run()
    assert app.query_params["record"] == "tsukanov-2025-07-1"


def test_nonsense_in_the_url_falls_back_with_notices():
    app = opened(country="ZZZ", position="angry", page="0", q="x" * 201, by="mood")
    assert not app.exception
    assert len(app.warning) == 5
    assert listed(app) == 139


@pytest.mark.parametrize("by", ["kind", "country", "time"])
def test_breakdowns(by):
    app = opened(by=by)
    assert app.dataframe[0].value["total"].sum() == 139


def test_an_approximate_date_never_shows_a_placeholder_day():
    shown = texts(opened(q="yatsenyuk"))
    assert "about May 2026" in shown
    assert "1 May" not in shown
