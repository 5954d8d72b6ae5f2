"""Every citation that the pages offer, in one bibliography, as its readers read it."""

from __future__ import annotations

import re
from urllib.parse import parse_qs, parse_qsl, urlsplit

import pytest
import rispy
from pybtex.database import parse_string

from components import cite, naming
from components.cite import as_bibtex, as_ris, as_text
from components.registry import PAGES
from data import evidence
from tests.support.running import SHOWN, address, run, with_tool

# Views of one page that differ in their filters alone.
FILTERED = [
    ("calls", {"rule": "bilateral"}),
    ("calls", {"from": "2021", "to": "2022"}),
    ("calls", {"with": "DEU"}),
    ("calls", {"with": "DEU", "beside": "FRA"}),
    ("calls", {"kind": "call,video_call", "rule": "all"}),
    ("stances", {"asof": "2024-05-01"}),
    ("stances", {"state": "DEU"}),
    ("sources", {"q": "poutine élysée"}),
    ("sources", {"q": "Poutine Élysée {%_$}"}),
    ("experts", {"topic": "mediation"}),
    ("leaders", {"rule": "all"}),
]
VIEWS = [
    *((spec.stem, {}) for spec in PAGES),
    *((spec.stem, {"view": tab}) for spec in PAGES for tab in spec.tabs[1:]),
    *FILTERED,
]


@pytest.fixture(scope="module")
def cited():
    """Every citation: of each card of each view, of records, of the whole."""
    found = {}
    made = cite.blocks
    keep = pytest.MonkeyPatch()

    def note(citation):
        # The runner says only after a first run where it is served.
        if citation.url.startswith("https://"):
            found[citation] = None
        made(citation)

    keep.setattr(cite, "blocks", note)
    try:
        for stem, query in VIEWS:
            page = run(stem, query)
            page.context["url"] = f"https://line.test/{stem}"
            for key in SHOWN:
                page.session_state[f"tools_{key}"] = "cite"
            page.run()
            assert not page.exception
        for record_id in _records():
            for stem in ("calls", "stances"):
                page = run(stem, {"record": record_id})
                page.context["url"] = f"https://line.test/{stem}"
                page.run()
                assert not page.exception
    finally:
        keep.undo()
    return list(found)


def _records():
    """One record of each kind, and one more."""
    data = cite.cache.full()
    ids = evidence.record_ids(data)
    kinds = {evidence.find(data, record_id)[0]: record_id for record_id in ids}
    return [*kinds.values(), ids[0]]


def test_every_card_and_record_is_cited(cited):
    assert len(cited) > 60
    assert sum("record=" in citation.url for citation in cited) >= 4


def test_one_bibliography_holds_them_all(cited):
    """The parser stops at a key that was there already, whatever its case."""
    read = parse_string("\n\n".join(map(as_bibtex, cited)), "bibtex")
    assert len(read.entries) == len(cited)
    for entry, citation in zip(read.entries.values(), cited, strict=True):
        assert entry.fields["url"].startswith("https://line.test/")
        assert entry.fields["month"] == f"{citation.released:%B}", "in words"
        (author,) = entry.persons["author"]
        assert str(author) == f"{{{citation.author}}}"


def test_a_key_is_fit_for_latex(cited):
    for citation in cited:
        assert re.fullmatch(r"[A-Za-z0-9._+-]+", citation.key)
        assert len(citation.key) <= naming.LONGEST
        assert citation.version in citation.key


def test_every_reader_of_ris_and_of_words_gets_the_address(cited):
    read = rispy.loads("\n".join(map(as_ris, cited)))
    assert len(read) == len(cited)
    for entry, citation in zip(read, cited, strict=True):
        assert entry["type_of_reference"] == "DATA"
        assert entry["urls"] == [as_text(citation).split(" ")[-1]]


def test_an_address_says_what_newer_data_would_change(cited):
    """The last day of the map, first and last year: the version of today decides."""
    asked = {"stances": {"asof"}, "calls": {"from", "to"}, "leaders": {"from", "to"}}
    for citation in cited:
        query = parse_qs(urlsplit(citation.url).query)
        stem = urlsplit(citation.url).path.strip("/")
        if "record" not in query and citation.part:
            assert query.keys() >= asked.get(stem, set()), citation.url


def test_the_day_in_the_words_is_the_day_in_the_address(dataset):
    page = run("stances")
    page.context["url"] = "https://line.test/stances"
    text, *_ = with_tool(page, "cite", "stance_map").get_by_key("cite_stance_map").code
    query = dict(parse_qsl(urlsplit(text.value.split(" ")[-1]).query))
    assert query["asof"] == dataset.cutoff("stances").isoformat()
    # Today it opens the plain page.
    assert address(run("stances", query)) == {}
