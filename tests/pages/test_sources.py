"""The page on sources: filters, the panel, citations, downloads, reference."""

from __future__ import annotations

import json
import re
from urllib.parse import parse_qsl, urlsplit

import pytest

from components.tables import FIRST_ROWS
from components.text import t
from data import sources
from data.evidence import STEPS, VOICES
from data.schema import package
from data.sources import SourceFilter
from tests.support.running import SHOWN, address, card_of, table_of, with_tool


def _shown(page):
    """Ids of the sources that the register shows, from its table."""
    frame = table_of(page, "register", "register_table")
    return list(frame[next(c for c in frame.columns if c in _ID)])


# The column has its own name in a grid, and its label in a real table.
_ID = {"source_id", package().field("sources", "source_id").title}


@pytest.fixture(scope="module")
def pages(dataset):
    return sources.register(dataset)


@pytest.mark.parametrize(
    ("query", "view"),
    [
        ({}, SourceFilter()),
        ({"control": "state_controlled"}, SourceFilter(controls=("state_controlled",))),
        (
            {"kind": "broadcaster,news_agency", "language": "ru"},
            SourceFilter(kinds=("broadcaster", "news_agency"), languages=("ru",)),
        ),
        (
            {"country": "FRA,unknown", "q": "macron poutine"},
            SourceFilter(countries=("FRA", "unknown"), query="macron poutine"),
        ),
        ({"publisher": "kremlin"}, SourceFilter(publishers=("kremlin",))),
    ],
)
def test_a_link_shows_exactly_its_sources(app, pages, query, view):
    page = app("sources", query)
    expected = sources.select(pages, view)
    assert not page.exception
    assert not page.warning
    assert address(page) == query
    assert sorted(_shown(page)) == sorted(expected["source_id"])
    with_tool(page, "sources", "register")
    ending = f" of {len(pages)} source pages"
    counts = [c.value for c in page.caption if c.value.endswith(ending)]
    assert set(counts) == {f"{len(expected)}{ending}"}
    chart = json.loads(page.get("plotly_chart")[0].proto.spec)
    assert sum(sum(trace["x"]) for trace in chart["data"]) == len(expected)


def test_a_source_opens_with_all_that_rests_on_it(app, dataset, pages):
    source = pages.nlargest(1, "facts")["source_id"].item()
    page = app("sources", {"source": source})
    uses = sources.resting_on(dataset, source)
    public = uses[uses["table"].isin(sources.RECORD_TABLES)]
    for record in public["record_id"]:
        assert page.get_by_key(f"open_{record}").label
    record = public["record_id"].iloc[0]
    page.get_by_key(f"open_{record}").click().run()
    assert address(page)["record"] == record
    assert not page.exception


def test_choosing_a_row_opens_its_source(app):
    page = app("sources", {"q": "elysee"})
    first = page.get_by_key("sources_table").button[0]
    first.click().run()
    assert address(page)["source"] == first.key.removeprefix("open_sources_table_")
    assert page.get_by_key("source_panel")
    page.get_by_key("close_source").click().run()
    assert "source" not in address(page)


def test_an_empty_register_offers_one_way_back(app):
    page = app("sources", {"publisher": "kremlin", "language": "ja"})
    assert "Publisher" in page.info[0].value
    assert page.get_by_key("package_zip"), "downloads stay"
    page.get_by_key("widen").click().run()
    assert address(page) == {"language": "ja"}
    assert len(_shown(page)) == 1


@pytest.mark.parametrize(
    "query",
    [
        {"control": "evil"},
        {"source": "nothing"},
        {"country": "ZZZ"},
        {"q": "x" * 500},
    ],
)
def test_bad_values_fall_back_with_a_notice(app, pages, query):
    page = app("sources", query)
    assert not page.exception
    assert len(page.warning) == 1
    assert address(page) == {}
    assert len(_shown(page)) == len(pages)


def test_definitions_downloads_dictionary_and_log(app, dataset):
    def told(tab):
        return "\n".join(m.value for m in app("sources", {"view": tab}).markdown)

    text = told("data") + told("ownership")
    for name in package().tables:
        for suffix in ("csv", "json", "parquet"):
            assert f"app/static/data/v1/{suffix}/{name}.{suffix}" in text
    for code in package().field("publishers", "control").labels.values():
        assert f"**{code}**" in text
    assert "16th package" in text
    for step in STEPS:
        assert f"`{step}`" in text
    for voice in VOICES:
        assert t(f"sources.voice_{voice}_means") in text
    log = app("sources", {"view": "corrections"})
    rows = len(dataset.table("corrections"))
    more = log.get_by_key("more_corrections_table")
    assert more.label.endswith(f"of {rows - FIRST_ROWS}")
    page = app("sources", {"view": "dictionary"})
    box = page.get_by_key("dictionary_table")
    box.select("publishers").run()
    written = "\n".join(m.value for m in page.markdown)
    fields = re.findall(r"^\| `(\w+)` \| .+ \|$", written, re.MULTILINE)
    assert fields == [field.name for field in package().table("publishers").fields]


def _citations(page, key):
    """The three citations of a card, opened as a reader would open them."""
    page.context["url"] = "https://line.test/" + key.partition("_")[0]
    page.context["timezone"] = "Europe/Paris"
    page.session_state[f"tools_{key}"] = "cite"
    page.run()
    assert not page.exception
    return [code.value for code in page.get_by_key(f"cite_{key}").code]


@pytest.mark.parametrize(
    ("stem", "key", "query"),
    [
        ("calls", "calls_chart", {"rule": "bilateral", "from": "2021", "to": "2022"}),
        ("calls", "calls_chart", {"kind": "call,video_call", "rule": "all"}),
        ("sources", "sources_chart", {"q": "poutine élysée"}),
        ("sources", "sources_chart", {"control": "private", "language": "fr"}),
    ],
)
def test_the_citation_of_a_view_leads_back_to_it(app, stem, key, query):
    page = app(stem, query)
    card = card_of(page, key)
    title = card.headline or card.title
    text, bibtex, ris = _citations(page, key)
    assert title.rstrip(".") in text
    addresses = [
        text.split(" ")[-1],
        re.search(r"^  url = \{(.*)\},$", bibtex, re.MULTILINE).group(1),
        re.search(r"^UR  - (.*)$", ris, re.MULTILINE).group(1),
    ]
    assert len(set(addresses)) == 1
    parts = urlsplit(addresses[0])
    assert parts.path == f"/{stem}"
    back = app(stem, dict(parse_qsl(parts.query)))
    assert address(back) == query
    assert back.get_by_key(f"card_{key}").subheader[0].value == card.title


def test_a_closed_citation_costs_nothing(app):
    page = app("calls")
    assert not page.code


def test_every_format_is_offered(app):
    page = app("sources", {"control": "intergovernmental"})
    with_tool(page, "download", "sources_chart")
    for suffix in ("csv", "json", "parquet"):
        assert not page.get_by_key(f"{suffix}_sources_chart").disabled


def test_the_chart_says_that_the_answer_counts_relays_apart(app):
    app("sources")
    assert any("counts relays apart" in note for note in SHOWN["sources_chart"].notes)
