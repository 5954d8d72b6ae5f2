"""Every page of the registry, in process."""

from __future__ import annotations

import json
import re

import pytest

from components.registry import PAGES
from components.text import available_languages
from tests.support.running import run

STEMS = [spec.stem for spec in PAGES]
EVERY_PAGE = pytest.mark.parametrize("stem", STEMS)

# Pages of words and tables; all others show at least one chart.
WITHOUT_CHARTS = {"method"}


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
def test_every_chart_stands_in_a_card(rendered, stem):
    """Finding, filters in a sentence, share of the records, table twin, download."""
    page = rendered[stem]
    for chart in page.get("plotly_chart"):
        card = page.get_by_key(f"card_{chart.key}")
        assert card.header[0].value
        assert card.markdown[0].value.endswith(".")
        captions = [caption.value for caption in card.caption]
        assert [
            text for text in captions if re.fullmatch(r"[\d,]+ of [\d,]+ \w.+", text)
        ]
        assert not card.get_by_key(f"csv_{chart.key}").disabled
        assert [*card.dataframe, *card.table], "no table twin"


@EVERY_PAGE
def test_the_frame_is_there_on_every_page(rendered, stem):
    """Guards the first run of a page, when the platform runs it without the entry."""
    page = rendered[stem]
    spec = next(spec for spec in PAGES if spec.stem == stem)
    if "from" in spec.params:
        assert page.sidebar.slider(key="period.en").value == (2017, 2026)
    if "rule" in spec.params:
        assert page.sidebar.radio(key="rule.en").value == "remote"
    assert any("Data 1." in caption.value for caption in page.sidebar.caption)
