"""Links made by hand, by accident or in bad faith: a notice, the default, no harm."""

from __future__ import annotations

import re

import pytest
from streamlit.testing.v1 import AppTest

from components import cache
from components.filters import MAX_TEXT
from components.registry import COMMON_PARAMS, PAGES
from tests.support.running import address, run

# What every parameter makes of any text is tested on its own, in
# tests/unit/test_params.py; here the page must tell it and stay whole.
MARKUP = "<img src=x onerror=alert(1)>![](http://x.test)[a](http://x.test)`"
VALUES = (
    "nonsense",
    MARKUP,
    "\x00\x1b[31m\u202e\n",
    "9" * 5000,
    "2999-12-31",
    ["0", "1"],
)

# Markup that Streamlit would bring to life outside a code span.
_ALIVE = re.compile(r"<img|!\[|\]\(http://x\.test|\x00|\x1b|\u202e")
_CODE = re.compile(r"`[^`]*`")


def _names(spec):
    contract = cache.contract()
    return [contract[key].name for key in (*COMMON_PARAMS, *spec.params)]


def _words(page: AppTest) -> list[str]:
    """All Markdown of the page, code spans left out."""
    kinds = ("title", "header", "subheader", "markdown", "caption", "info", "warning")
    return [
        _CODE.sub("", element.value) for kind in kinds for element in page.get(kind)
    ]


def _is_words(value: object) -> bool:
    """Whether a search takes it as it is."""
    return isinstance(value, str) and value.isprintable() and len(value) <= MAX_TEXT


@pytest.mark.parametrize("shift", range(0, len(VALUES), 2))
@pytest.mark.parametrize("spec", PAGES, ids=lambda spec: spec.stem)
def test_every_parameter_refuses_it_with_a_notice(spec, shift):
    query = {
        name: VALUES[(place + shift) % len(VALUES)]
        for place, name in enumerate(_names(spec))
    }
    if _is_words(query.get("q", [])):
        del query["q"]
    page = run(spec.stem, query)
    assert not page.exception
    assert not page.error
    notices = [warning.value for warning in page.warning]
    for name in query:
        assert [n for n in notices if f"`{name}=" in n], f"nothing is said of {name}"
    assert address(page) == {}
    assert not [text for text in _words(page) if _ALIVE.search(text)]


@pytest.mark.parametrize("stem", ["experts", "sources"])
@pytest.mark.parametrize("words", [MARKUP, "("])
def test_words_to_look_for_are_never_markup(stem, words):
    page = run(stem, {"q": words})
    assert not page.exception
    assert address(page) == {"q": words}
    assert not [text for text in _words(page) if _ALIVE.search(text)]


def test_a_parameter_of_no_page_is_named_and_harmless():
    name = "<img src=x>![](http://x.test)"
    page = run("calls", {name: "1"})
    (notice,) = page.warning
    assert name in notice.value
    assert not _ALIVE.search(_CODE.sub("", notice.value))
    assert address(page) == {}
