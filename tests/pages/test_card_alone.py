"""One card alone, to stand in another page."""

import re

import pytest

from tests.support.running import address, run, with_tool

CARDS = [
    ("overview", {}, "overview_map"),
    ("calls", {"from": "2021"}, "calls_chart"),
    ("calls", {"view": "topics"}, "topics_chart"),
    ("stances", {}, "stance_map"),
    ("experts", {}, "experts_chart"),
    ("leaders", {}, "leaders_chart"),
]


@pytest.mark.parametrize(("stem", "query", "card"), CARDS)
def test_the_card_stands_alone_with_its_source_and_the_way_back(stem, query, card):
    page = run(stem, query | {"card": card})
    assert not page.exception
    assert [chart.proto.id.endswith(card) for chart in page.get("plotly_chart")] == [
        True
    ]
    assert not page.sidebar.children
    assert address(page) == query | {"card": card}
    back = page.get_by_key("card_end").markdown[0].value
    link = re.search(r"\(([^)]*)\)", back)[1]
    assert "card=" not in link
    assert all(f"{name}={value}" in link for name, value in query.items())
    assert "data version" in back


@pytest.mark.parametrize("card", ["nosuch", "topics_chart"])
def test_a_card_that_the_view_does_not_hold_is_named(card):
    page = run("calls", {"card": card})
    assert not page.get("plotly_chart")
    assert [w.value for w in page.get_by_key("card_end").warning] == [
        f"This view holds no card `{card}`. The link below leads to the full page."
    ]


def test_what_can_be_no_key_falls_back_to_the_page_with_a_notice():
    page = run("calls", {"card": "<b>"})
    assert any("card" in notice.value for notice in page.warning)
    assert "card" not in address(page)
    assert page.get("plotly_chart")


def test_the_snippet_holds_view_card_theme_and_height():
    page = with_tool(run("calls", {"from": "2021"}), "share", "calls_chart")
    page.get_by_key("embed_theme_calls_chart").set_value("dark")
    page.get_by_key("embed_height_calls_chart").set_value(500).run()
    (code,) = [c.value for c in page.code if c.value.startswith("<iframe")]
    for part in (
        "from=2021&amp;card=calls_chart&amp;embed=true",
        "&amp;embed_options=dark_theme",
        'height="500"',
        'title="Putin and Macron',
    ):
        assert part in code
