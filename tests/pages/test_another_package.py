"""Another package runs through every page, without a word of ours.

The example is small and invented; experts, stated totals, events, the code-book and
more are empty tables there.
"""

from __future__ import annotations

import re
from dataclasses import replace

import pytest

from components import cache, naming, text
from components.experts import words
from components.registry import PAGES, in_menu
from data.validate import validate
from tests.support.example import write
from tests.support.running import SHOWN, run

OURS = re.compile(
    r"Putin|Macron|Kremlin|Moscow|Russia|France|French|Izvestia|Europe|Ukrain|Cyprus"
    r"|\bEU\b|Brussels|Germany|Open Line|open-line"
)
PLACES = [(spec.stem, tab) for spec in PAGES for tab in spec.tabs or ("",)]


@pytest.fixture(scope="module")
def example(tmp_path_factory):
    return write(tmp_path_factory.mktemp("example") / "data")


@pytest.fixture
def read_instead(example, monkeypatch):
    monkeypatch.setenv("OPEN_LINE_DATA", str(example))
    cache.forget()
    yield
    monkeypatch.undo()
    cache.forget()


def test_the_example_is_valid(example):
    assert [fault.line for fault in validate(example)] == []


def _said(block):
    """All texts of a page: labels, helps, options, words, charts' descriptions."""
    for child in getattr(block, "children", {}).values():
        yield from _said(child)
    if (proto := getattr(block, "proto", None)) is not None:
        yield str(proto)


def _words_of_ours(text):
    return sorted(
        {text[max(0, hit.start() - 40) : hit.end() + 40] for hit in OURS.finditer(text)}
    )


@pytest.mark.parametrize(("stem", "tab"), PLACES)
def test_every_page_and_tab_names_the_other_subject_alone(read_instead, stem, tab):
    running = run(stem, {"view": tab} if tab else {})
    assert not running.exception
    said = "\n".join(_said(running._tree))
    assert _words_of_ours(said) == []
    for card in SHOWN.values():
        told = [card.title, card.sentence, card.alt or "", *card.notes]
        told += map(str, (card.labels or {}).values())
        assert _words_of_ours("\n".join(map(str, told))) == []


@pytest.mark.parametrize("with_id", ["XBE", "XHA", "XEL"])
def test_the_other_counterparts_have_their_page(read_instead, with_id):
    assert not run("calls", {"with": with_id}).exception


def test_files_bear_the_name_of_the_other_package(read_instead):
    named = naming.written(cache.full().package, "calls", {})
    assert named.startswith("example-line-0.1.0")


def test_what_is_empty_says_so_without_a_chart(read_instead):
    running = run("experts")
    said = "\n".join(_said(running._tree))
    assert "No assessment by an expert is on record." in said
    assert SHOWN == {} or not any(
        card.key.startswith("expert") for card in SHOWN.values()
    )


def test_questions_of_the_other_package_have_their_label(read_instead):
    assert words.short_question("channel") == "A League channel"
    assert words.question_in_sentence("channel") == "A League channel"


def test_the_menu_offers_the_pages_that_the_package_names(read_instead):
    settings = replace(text.setting(), pages=("calls", "sources"))
    offered = [spec.stem for spec in PAGES if in_menu(spec, settings.pages)]
    assert offered == ["overview", "calls", "sources"]
    assert {s.stem for s in PAGES if in_menu(s, ())} == {
        s.stem for s in PAGES if not s.hidden
    }
