"""Every page of the registry, in process."""

from __future__ import annotations

import json
import re

import pytest

from components.registry import PAGES
from components.text import available_languages, t
from components.widgets import DRAWERS
from tests.support.running import address, run, with_tool

STEMS = [spec.stem for spec in PAGES]
EVERY_PAGE = pytest.mark.parametrize("stem", STEMS)

# Pages of words and tables; all others show at least one chart.
WITHOUT_CHARTS = {"method", "new", "who"}


LANGUAGES = pytest.mark.parametrize("code", available_languages())


@EVERY_PAGE
@LANGUAGES
def test_a_page_runs_in_every_language(stem, code):
    assert not run(stem, {"lang": code}).exception


@pytest.fixture(scope="module")
def rendered():
    """Each page once: here they are only looked at."""
    return {stem: run(stem) for stem in STEMS}


@EVERY_PAGE
def test_a_page_renders_without_a_fault(rendered, stem):
    page = rendered[stem]
    assert not page.exception
    assert not page.error
    assert not page.warning, "a plain address needs no notice"
    assert len(page.title) == 1


@EVERY_PAGE
def test_every_chart_is_told_in_words(rendered, stem):
    charts = rendered[stem].get("plotly_chart")
    assert bool(charts) == (stem not in WITHOUT_CHARTS)
    for chart in charts:
        alt = chart.proto.alt
        assert len(alt.split()) >= 5
        assert "<" not in alt
        assert json.loads(chart.proto.spec)["data"]
    assert all(table.proto.alt for table in rendered[stem].dataframe)


@EVERY_PAGE
def test_every_chart_stands_in_a_card(stem):
    """Finding, filters in a sentence, share of the records, table twin, downloads."""
    page = run(stem)
    for key in [chart.key for chart in page.get("plotly_chart")]:
        card = page.get_by_key(f"card_{key}")
        assert [*card.subheader, *card.header][0].value
        assert next(iter(card.markdown)).value
        assert not [*card.dataframe, *card.table], "made before it is asked for"
        with_tool(page, "table", key)
        card = page.get_by_key(f"card_{key}")
        assert [*card.dataframe, *card.table], "no table twin"
        with_tool(page, "sources", key)
        captions = [text.value for text in page.get_by_key(f"card_{key}").caption]
        assert [
            text for text in captions if re.fullmatch(r"[\d,]+ of [\d,]+ \w.+", text)
        ]
        if stem != "overview":
            with_tool(page, "download", key)
            assert not page.get_by_key(f"csv_{key}").disabled
        assert not page.exception


TABS = [(spec.stem, tab) for spec in PAGES for tab in spec.tabs]


@pytest.mark.parametrize(("stem", "tab"), TABS)
def test_a_tab_is_drawn_alone_and_stands_in_the_address(stem, tab):
    page = run(stem, {"view": tab})
    assert not page.exception
    assert not page.warning
    held = {k: v for k, v in address(page).items() if k == "view"}
    first = dict(TABS[::-1])[stem] == tab
    assert held == ({} if first else {"view": tab})
    titles = [t(f"{stem}.tab_{code}") for s, code in TABS if s == stem]
    own = [box for box in page.tabs if box.label in titles]
    filled = [box.label for box in own if len(box.children)]
    assert filled == [t(f"{stem}.tab_{tab}")]


@EVERY_PAGE
def test_the_frame_is_there_on_every_page(rendered, stem):
    """Guards the first run of a page, when the platform runs it without the entry."""
    page = rendered[stem]
    spec = next(spec for spec in PAGES if spec.stem == stem)
    if "from" in spec.params:
        assert page.sidebar.slider(key="period.en").value == (2017, 2026)
    if "evidence" in spec.params:
        assert page.sidebar.radio(key="evidence.en").value == "all"
    assert any("Data version 1." in caption.value for caption in page.caption)
    drawn = bool(set(spec.filters) & set(DRAWERS))
    assert bool(page.sidebar.button) == drawn, "only a page's filters"


@pytest.mark.parametrize("stem", ["calls", "leaders", "experts", "sources"])
def test_what_narrows_a_page_stands_above_its_chart_and_can_be_taken_off(stem):
    query = {"sources": {"language": "ru"}}.get(stem, {"from": "2021", "to": "2023"})
    page = run(stem, query)
    (button,) = page.get_by_key("active_filters").button
    button.click().run()
    assert not page.exception
    assert address(page) == {}
    assert "active_filters" not in {getattr(e, "key", None) for e in page}
