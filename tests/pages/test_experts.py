"""The experts page in process: filters, counts, presets, grouping, pages."""

from __future__ import annotations

import json
import re

import pandas as pd
import pytest
from streamlit.testing.v1 import AppTest

from components.registry import page
from components.text import t
from data.assessments import WORKPLACES
from data.search import fold
from tests.support.paths import ENTRY
from tests.support.running import card_of

# Assessments by experts, those by people in office left out (see test_assessments).
SHOWN = 153


def opened(**query: str) -> AppTest:
    running = AppTest.from_file(str(ENTRY), default_timeout=60).run()
    running.switch_page(page("experts").path)
    for name, value in query.items():
        running.query_params[name] = value
    return running.run()


def table(app: AppTest) -> pd.DataFrame:
    """The assessments of the view, as they are taken away."""
    frame = card_of(app, "experts", "table").table
    # Back to the default tab, so that the address is as it was.
    del app.query_params["view"]
    app.run()
    return frame


def twin(app: AppTest) -> pd.DataFrame:
    """The table twin of the chart."""
    return card_of(app, "experts_chart").table


def listed(app: AppTest) -> int:
    return len(table(app))


def facet(app: AppTest, label: str):
    return next(box for box in app.multiselect if box.label == label)


def ticked(app: AppTest, name: str) -> list[str]:
    """Codes of a facet in sight that are chosen."""
    boxes = [box for box in app.sidebar.checkbox if box.key.startswith(f"{name}.")]
    return [box.key.split(".")[1] for box in boxes if box.value]


def boxes(app: AppTest) -> set[str]:
    """Labels of all facets in sight, with their counts."""
    return {box.label for box in app.sidebar.checkbox}


def tick(app: AppTest, name: str, code: str) -> None:
    app.checkbox(key=f"{name}.{code}.en").check().run()


def choose(app: AppTest, label: str, code: str) -> None:
    facet(app, label).select(code).run()


def groups(app: AppTest) -> list[str]:
    """Keys of the folded groups on the page."""
    return [box.key for box in app.expander if str(box.key).startswith("group_")]


def open_groups(app: AppTest) -> None:
    """Open every group of the page."""
    for key in groups(app):
        app.session_state[key] = True
    app.run()
    assert not app.exception


def unescaped(text: str) -> str:
    return text.replace("\\", "")


def texts(app: AppTest) -> str:
    return "\n".join(element.value for element in (*app.markdown, *app.caption))


def test_the_default_view_shows_experts_and_no_office_holders():
    app = opened()
    assert not app.exception
    assert listed(app) == SHOWN
    kinds = set(table(app)["expert_kind"])
    assert not kinds & {"Office-holder", "Member of parliament", "Parliamentarian"}
    assert not app.warning
    assert dict(app.query_params) == {}


def test_chart_and_table_sum_to_the_list():
    app = opened()
    (chart,) = app.get("plotly_chart")
    traces = json.loads(chart.proto.spec)["data"]
    takes = twin(app)
    none = takes["descriptive"].sum()
    assert sum(abs(n) for trace in traces for n in trace["x"]) == SHOWN - none
    assert twin(app)["total"].sum() == SHOWN
    assert str(SHOWN) in chart.proto.alt


def test_facets_carry_live_counts_in_sight():
    app = opened()
    assert {"Think tank (75)", "Macron–Putin contact (48)"} <= boxes(app)
    assert "Russia (36)" in facet(app, "Country of affiliation").options
    tick(app, "position", "sceptical")
    assert {"Think tank (25)", "Macron–Putin contact (18)"} <= boxes(app)
    # A facet's own choice does not change its counts.
    assert {"? Sceptical (50)", "+ Favourable (41)"} <= boxes(app)


def test_a_facet_in_sight_adds_and_takes_away():
    app = opened(position="opposed")
    assert ticked(app, "position") == ["opposed"]
    tick(app, "position", "favourable")
    assert app.query_params["position"] == "favourable,opposed"
    app.checkbox(key="position.opposed.en").uncheck().run()
    assert app.query_params["position"] == "favourable"
    assert listed(app) == 41
    app.checkbox(key="position.favourable.en").uncheck().run()
    assert dict(app.query_params) == {}


def test_the_period_carries_live_counts_too():
    def years(app: AppTest) -> str:
        return next(c.value for c in app.sidebar.caption if c.value.startswith("20"))

    app = opened()
    assert years(app) == "2022 (40) · 2023 (6) · 2024 (9) · 2025 (59) · 2026 (39)"
    assert years(opened(**{"from": "2025"})) == years(app)
    assert years(opened(country="GRC")) != years(app)


def test_several_choices_in_a_row_stay_and_reach_the_url():
    app = opened()
    tick(app, "affiliation_kind", "think_tank")
    choose(app, "Country of affiliation", "FRA")
    tick(app, "affiliation_kind", "media")
    choose(app, "Country of affiliation", "DEU")
    assert not app.exception
    assert dict(app.query_params) == {
        "kind": "think_tank,media",
        "country": "FRA,DEU",
    }
    again = opened(kind="think_tank,media", country="FRA,DEU")
    assert listed(again) == listed(app) > 0
    assert ticked(again, "affiliation_kind") == ["think_tank", "media"]


def test_one_affiliation_has_an_address():
    app = opened(affiliation="valdai")
    assert set(table(app)["affiliation"]) == {"Valdai Discussion Club"}
    assert facet(app, "Affiliation").value == ["valdai"]
    # It rests on state-controlled media among others, and some of it goes.
    fewer = opened(affiliation="valdai", evidence="not_state_only")
    assert not fewer.exception


def test_the_index_of_affiliations_sums_to_the_view():
    index = card_of(opened(country="RUS"), "affiliations", "index").table
    assert index["total"].sum() == 36
    positions = ["favourable", "conditional", "sceptical", "opposed", "descriptive"]
    assert (index[positions].sum(axis="columns") == index["total"]).all()
    valdai = index.set_index("affiliation_id").loc["valdai"]
    assert valdai["positions"] == "+ 2  ± 1  ? 2  ○ 2"


def test_what_narrows_the_view_is_printed_and_taken_away_in_one_click():
    app = opened(country="FRA", q="macron", **{"from": "2025"})
    narrowing = app.get_by_key("active_filters").button
    labels = {b.label: b for b in narrowing}
    assert set(labels) == {
        "Country of affiliation: France",
        "Words: macron",
        "from 2025 to 2026",
    }
    labels["from 2025 to 2026"].click().run()
    button = next(b for b in app.get_by_key("active_filters").button if "Fr" in b.label)
    button.click().run()
    assert dict(app.query_params) == {"q": "macron"}


@pytest.mark.parametrize("text", ["Kastouéva", "kastoueva", "KASTOUEVA"])
def test_search_from_the_url(text):
    app = opened(q=text)
    assert set(table(app)["expert"]) == {"Tatiana Kastouéva-Jean"}
    assert app.sidebar.text_input[0].value == text


def test_typed_search_is_tidied_and_written():
    app = opened()
    app.sidebar.text_input[0].set_value("  institut   montaigne ").run()
    assert app.query_params["q"] == "institut montaigne"
    assert listed(app) == 3


def test_search_text_can_not_turn_into_markup():
    app = opened(q="[kortunov](https://example.org) **x**")
    assert "](https://example.org)" not in texts(app)


def test_the_seed_preset_shows_all_37_with_paragraphs():
    app = opened(seeds="1")
    frame = table(app)
    assert len(frame) == 37
    assert frame["locator"].str.startswith("Paragraph").all()
    assert dict(app.query_params) == {"seeds": "1"}
    assert "28 of 37 assessments are from one country: Russia." in texts(app)


def test_every_card_of_a_seed_view_names_its_paragraph_in_words():
    app = opened(seeds="1", q="frolova")
    assert listed(app) == 5
    open_groups(app)
    items = [m.value for m in app.markdown if "-badge[" in m.value]
    assert len(items) == 5
    assert all(re.search(r"Paragraphs? \d+", item) for item in items)
    assert "(line " not in texts(app)


def test_one_person_in_one_source_is_named_once_with_the_source():
    app = opened(seeds="1", q="frolova")
    open_groups(app)
    shown = texts(app)
    assert shown.count("**[Maria Frolova](who?id=maria-frolova)**") == 1
    assert shown.count("Source: [Izvestia") == 1


def test_ownership_says_on_what_it_rests():
    app = opened(q="kortunov")
    open_groups(app)
    shown = texts(app)
    assert "State-controlled, according to [statemediamonitor" in shown
    assert "State-controlled (general knowledge, not checked)" in shown
    assert "basis:" not in shown


def test_a_chosen_country_is_warned_of_by_name():
    said = "36 of 36 assessments are from one country: Russia."
    assert said in texts(opened(country="RUS"))
    assert "from one country" not in texts(opened())


def test_office_holders_are_offered_where_only_they_fit():
    app = opened(q="ramaphosa")
    assert "Only people in office" in app.info[0].value
    app.button(key="widen_officials").click().run()
    assert listed(app) == 1
    assert app.query_params["officials"] == "1"


def test_an_empty_view_names_the_filter_and_takes_it_away():
    app = opened(country="FRA", q="zzzz")
    assert "Search" in app.info[0].value
    app.button(key="widen_text").click().run()
    assert listed(app) == 23
    assert dict(app.query_params) == {"country": "FRA"}


def test_each_filter_that_alone_empties_a_view_is_offered():
    app = opened(kind="ngo", position="opposed")
    assert "Position and Kind of affiliation" in app.info[0].value
    app.button(key="widen_kinds").click().run()
    assert dict(app.query_params) == {"position": "opposed"}
    assert listed(app) == 5


@pytest.mark.parametrize(
    "group", ["affiliation", "country", "position", "question", "year"]
)
def test_every_assessment_has_a_card_on_some_page(group):
    app = opened(group=group)
    wanted = set(table(app)["assessment_id"])
    found: list[str] = []
    pager = app.get("pagination")
    last = pager[0].proto.num_pages if pager else 1
    for number in range(1, last + 1):
        if number > 1:
            app.get("pagination")[0].set_value(number).run()
        open_groups(app)
        found += [
            b.key for b in app.button if b.key and b.key.startswith("assessment_")
        ]
    assert sorted(found) == sorted(f"assessment_{identifier}" for identifier in wanted)


def test_who_states_no_institution_is_counted_apart_from_institutions():
    app = opened()
    rows = table(app)
    named = rows[rows["affiliation_kind"] != "No institution stated"]
    places = named["affiliation"].nunique()
    alone = len(rows) - len(named)
    assert alone > 0
    told = f"{len(named)} assessments from {places} institutions, and {alone} by people"
    assert [h.value for h in app.subheader if h.value.startswith(told)]


def test_a_fold_tells_the_positions_it_holds():
    app = opened(q="kastoueva")
    (box,) = (box for box in app.expander if str(box.key).startswith("group_"))
    assert box.label.startswith("**Ifri")
    assert unescaped(box.label).endswith("4:\N{NO-BREAK SPACE}+ + ○ ○")


def test_filters_that_few_need_are_folded_unless_they_narrow_the_view():
    def more(app: AppTest) -> bool:
        (box,) = (b for b in app.sidebar.expander if b.label == "More filters")
        return bool(box.proto.expanded)

    assert not more(opened())
    assert more(opened(seeds="1"))
    assert more(opened(affiliation="valdai"))


def test_closed_groups_cost_nothing():
    assert groups(opened())
    assert not [b for b in opened().button if str(b.key).startswith("assessment_")]


def test_institutions_stand_by_region_and_name():
    app = opened()
    names, regions = [], []
    for number in range(1, app.get("pagination")[0].proto.num_pages + 1):
        if number > 1:
            app.get("pagination")[0].set_value(number).run()
        names += [box.label.split("**")[1] for box in app.expander if box.key]
        regions += [m.value for m in app.markdown if m.value in REGIONS_TOLD]
    order = list(dict.fromkeys(regions))
    assert order == [r for r in REGIONS_TOLD if r in order]
    assert len(order) > 4
    assert order[-1] == REGIONS_TOLD[-1], "who states no institution comes last"
    assert len(names) == 89
    first = names[:20]
    assert first == sorted(first, key=fold)


REGIONS_TOLD = [f"#### {t(f'experts.region_{place}')}" for place in WORKPLACES]


def test_a_change_of_what_is_listed_starts_from_the_first_page():
    app = opened(page="3")
    assert app.get("pagination")[0].value == 3
    choose(app, "Country of affiliation", "RUS")
    pager = app.get("pagination")
    assert not pager or pager[0].value == 1
    assert "page" not in app.query_params


def test_a_page_beyond_the_last_shows_the_last():
    app = opened(seeds="1", page="99")
    assert not app.exception
    assert app.get("pagination")[0].value == app.get("pagination")[0].proto.num_pages


def test_group_headers_say_who_controls_an_institution_or_that_it_is_not_known():
    one, other = opened(q="valdai"), opened(q="montaigne")
    open_groups(one)
    open_groups(other)
    assert "Funding or control: Described as a forum paid for" in texts(one)
    assert "Funding or control: not established" in texts(other)


def test_the_evidence_button_opens_the_record():
    app = opened(q="tsukanov")
    open_groups(app)
    app.button(key="assessment_tsukanov-2025-07-1").click().run()
    assert app.query_params["record"] == "tsukanov-2025-07-1"


def test_who_moved_is_told_with_each_record_in_one_click():
    app = opened(view="courses")
    moved = [m.value for m in app.markdown if m.value.endswith("**changed**")]
    assert [text.split("**")[1] for text in moved] == ["Kristi Raik", "Sergey Fedorov"]
    steps = [b for b in app.button if str(b.key).startswith("course_")]
    assert len(steps) == 17
    steps[-1].click().run()
    assert app.query_params["record"] == steps[-1].key.removeprefix("course_")


def test_the_list_says_how_exact_a_date_is():
    dates = table(opened(q="yatsenyuk"))["date_as_recorded"]
    assert list(dates) == ["2026-05"]
    app = opened(q="yatsenyuk", view="table")
    assert app.get_by_key("experts_table").button[0].label == "about May 2026"


def test_nonsense_in_the_url_falls_back_with_notices():
    app = opened(country="ZZZ", position="angry", page="0", q="x" * 201, by="mood")
    assert not app.exception
    assert len(app.warning) == 5
    assert listed(app) == SHOWN


@pytest.mark.parametrize("by", ["question", "region", "kind", "country", "time"])
def test_breakdowns(by):
    app = opened(by=by)
    assert twin(app)["total"].sum() == SHOWN


@pytest.mark.parametrize(
    ("query", "title"),
    [
        ({}, "What 107 people say about talking with Moscow, question by question"),
        (
            {"position": "sceptical", "by": "kind"},
            "The most frequent kind of affiliation in this view: Think tank,"
            " 25 of 50 assessments",
        ),
        (
            {"by": "country"},
            "Russia is the most frequent country in this view: 36 of 153 assessments",
        ),
    ],
)
def test_the_title_states_a_finding_of_the_view(query, title):
    assert card_of(opened(**query), "experts_chart").title == title


def test_an_approximate_date_never_shows_a_placeholder_day():
    app = opened(q="yatsenyuk")
    open_groups(app)
    shown = texts(app)
    assert "about May 2026" in shown
    assert not re.search(r"\b1 May", shown)
