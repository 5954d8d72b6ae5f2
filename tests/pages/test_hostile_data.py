"""Texts of the data that do something somewhere: on no surface do they do it.

Every free text of every table holds links, tags, handlers, colours, formulas and more
(`tests.support.poison`). All that the app sends is gone through, field by field of
Streamlit's own messages: a kind of field that is not known here fails, until somebody
says what reads it.
"""

from __future__ import annotations

import csv
import io
import json
import re
from collections.abc import Iterator
from html.parser import HTMLParser

import openpyxl
import pytest
import streamlit as st
from google.protobuf.message import Message

from components import cache, tools
from components.registry import PAGES
from data import export, feeds, news
from data.check import NAMES
from data.escape import is_formula
from data.load import load
from data.people import people
from data.schema import DataError, package
from data.validate import check_rules, load_checked
from tests.support import poison
from tests.support.running import SHOWN, run

PLACES = [(spec.stem, tab) for spec in PAGES for tab in spec.tabs or ("",)]

# Who reads a field of a message: Markdown, a chart, or nobody, as text alone.
MARKDOWN = {
    "button.label", "button_group.options.content", "caption.body",
    "dialog.dialog.title", "expander.label", "header.body", "info.body",
    "markdown.body", "page_link.label", "subheader.body", "table.arrow_data.data",
    "title.body", "warning.body", "button_group.options.content_icon",
}  # fmt: skip
CHART = {"plotly_chart.spec", "bidi_component.json"}
TEXT = {
    "code.code_text", "dataframe.alt", "dataframe.arrow_data.data",
    "plotly_chart.alt", "selectbox.options", "selectbox.raw_value", "table.alt",
    "text_input.value", "multiselect.options",
}  # fmt: skip

# The mark, and behind it a sign that Markdown reads.
_LIVE_MARKDOWN = re.compile(rf"{poison.MARK}[^\\\w\s]|(?<!\\)<q>|(?<!\\)<img")
# What a chart may hold, all of it ours.
_OUR_TAGS = re.compile(r"</?(?:b|i|br|extra|span(?: style=\"[^\"<>]*\")?)\s*/?>")
_LIVE_CHART = re.compile(r"<|%\{x\}\\")


@pytest.fixture(scope="module")
def root(tmp_path_factory):
    return poison.write(tmp_path_factory.mktemp("poisoned") / "data").root


@pytest.fixture(scope="module")
def poisoned(root):
    """The app in this process reads the poisoned package; what it offers is kept."""
    with pytest.MonkeyPatch.context() as patched:
        patched.setenv("OPEN_LINE_DATA", str(root))
        offered = {}

        def offer(label, data=None, file_name="", **given):
            offered[file_name] = data
            return download(label, data, file_name, **given)

        download = st.download_button
        patched.setattr(st, "download_button", offer)
        cache.forget()
        yield offered
    cache.forget()


def _texts(message: Message, path: str) -> Iterator[tuple[str, str]]:
    """Every text of a message, with the names of the fields that lead to it."""
    for field, value in message.ListFields():
        inner = f"{path}.{field.name}"
        many = value if field.is_repeated else [value]
        if field.message_type and field.message_type.GetOptions().map_entry:
            many = list(value.values())
        for one in many:
            if isinstance(one, Message):
                yield from _texts(one, inner)
            elif isinstance(one, bytes):
                yield inner, one.decode("utf-8", "replace")
            elif isinstance(one, str):
                yield inner, one


def _said(block) -> Iterator[tuple[str, str]]:
    if getattr(block, "proto", None) is not None:
        yield from _texts(block.proto, block.type)
    for child in getattr(block, "children", {}).values():
        yield from _said(child)


def _labels(value: object) -> Iterator[str]:
    if isinstance(value, dict):
        for inner in value.values():
            yield from _labels(inner)
    elif isinstance(value, list):
        for inner in value:
            yield from _labels(inner)
    elif isinstance(value, str):
        yield value


def alive(running) -> list[str]:
    """What comes to life of the data's texts on a page; each with its field."""
    found = []
    for path, text in _said(running._tree):
        if poison.MARK not in text and "<q" not in text:
            continue
        if path in MARKDOWN:
            hit = _LIVE_MARKDOWN.search(text)
            if hit:
                found.append(
                    f"{path}: {text[max(0, hit.start() - 60) : hit.end() + 20]}"
                )
        elif path in CHART:
            for label in _labels(json.loads(text)):
                if _LIVE_CHART.search(_OUR_TAGS.sub("", label)):
                    found.append(f"{path}: {label[:90]}")
        elif path not in TEXT:
            found.append(f"{path}: who reads this field? Say so above")
    return found


def _whole(running) -> list[str]:
    """What comes to life on a page, and behind every tool of its cards."""
    assert not running.exception
    found = alive(running)
    for tool in tools.ALL:
        for card in list(SHOWN):
            running.session_state[f"tools_{card}"] = tool
        running.run()
        assert not running.exception
        found += alive(running)
    return found


@pytest.mark.parametrize(("stem", "tab"), PLACES)
def test_no_page_brings_it_to_life(poisoned, stem, tab):
    assert _whole(run(stem, {"view": tab} if tab else {})) == []


RECORDS = {
    "contacts": "contact_id",
    "statements": "statement_id",
    "assessments": "assessment_id",
    "reported_counts": "claim_id",
    "seed_facts": "fact_id",
    "working_contacts": "working_contact_id",
    "envoy_names": "envoy_name_id",
}


@pytest.mark.parametrize("table", RECORDS)
def test_no_record_brings_it_to_life(poisoned, table):
    rows = cache.full().table(table)
    # So many that each column holds something in one of them.
    filled = {
        int(rows[c].ne("").idxmax()) for c in rows.columns if rows[c].ne("").any()
    }
    for record in rows[RECORDS[table]].iloc[sorted(filled)]:
        running = run("overview", {"record": record})
        assert not running.exception
        assert alive(running) == []


@pytest.mark.parametrize(
    ("stem", "query"),
    [
        ("who", {"id": "FRA"}),
        ("who", {"q": "e"}),
        ("who", {"q": "macron"}),
        ("stances", {"state": "DEU"}),
        ("calls", {"with": "DEU"}),
        ("calls", {"topic": "ukraine", "from": "2020", "beside": "DEU"}),
        ("calls", {"evidence": "independent"}),
        ("leaders", {"country": "DEU"}),
        ("experts", {"country": "DEU"}),
        ("sources", {"control": "nonprofit"}),
    ],
    ids=str,
)
def test_no_view_brings_it_to_life(poisoned, stem, query):
    assert _whole(run(stem, query)) == []


def test_no_person_institution_or_source_brings_it_to_life(poisoned):
    data = cache.full()
    ids = [*list(people(data))[::40], *data.table("affiliations").affiliation_id[::30]]
    for key in ids:
        assert _whole(run("who", {"id": key})) == []
    for source in data.sources.source_id[::200]:
        assert _whole(run("sources", {"source": source})) == []


class _Document(HTMLParser):
    """Tags, handlers and addresses of a file."""

    def __init__(self) -> None:
        super().__init__()
        self.tags: set[str] = set()
        self.handlers: list[str] = []
        self.addresses: list[str] = []

    def handle_starttag(self, tag, attrs):
        self.tags.add(tag)
        self.handlers += [name for name, _ in attrs if name.startswith("on")]
        self.addresses += [v or "" for n, v in attrs if n in {"href", "src", "action"}]


_IN_BRIEFS = {
    *("html", "head", "meta", "title", "style", "body", "main", "section", "div"),
    *("h1", "h2", "h3", "p", "a", "ul", "ol", "li", "figure", "table", "thead"),
    *("tbody", "tr", "th", "td", "footer", "strong", "em", "code"),
    *("svg", "defs", "pattern", "g", "rect", "path", "line", "text", "tspan"),
    *("circle", "polygon", "polyline", "clippath", "image", "use"),
}


@pytest.fixture(scope="module")
def files(poisoned):
    """Every file that the pages offer, written."""
    poisoned.clear()
    written = {}
    for stem, tab in PLACES:
        _whole(run(stem, {"view": tab} if tab else {}))
        for name, data in poisoned.items():
            if callable(data) and (stem, name) not in written:
                written[stem, name] = data()
        poisoned.clear()
    return written


def _of(files, suffix):
    found = [raw for (_, name), raw in files.items() if name.endswith(suffix)]
    assert found, f"no page offers a file {suffix}"
    return found


def test_no_brief_or_annex_brings_it_to_life(files):
    allowed = set(cache.full().sources["url"]) - {""}
    for raw in _of(files, ".html"):
        read = _Document()
        read.feed(raw.decode())
        assert read.tags <= _IN_BRIEFS
        assert read.handlers == []
        for address in read.addresses:
            # Where the browser told none, the address of the page is empty.
            own = re.match(
                r"$|[#?]|/(?!/)|http://localhost|data:image/png;base64,", address
            )
            assert own or address in allowed, address


def test_no_cell_of_a_file_for_spreadsheets_runs(files):
    for raw in _of(files, ".csv"):
        for row in csv.reader(io.StringIO(raw.decode("utf-8-sig"), newline="")):
            assert not [cell for cell in row if is_formula(cell) and not _number(cell)]


def _number(cell: str) -> bool:
    return bool(re.fullmatch(r"-[0-9.]+", cell))


def test_no_cell_of_a_workbook_is_a_formula_or_a_link(files):
    for raw in _of(files, ".xlsx"):
        for sheet in openpyxl.load_workbook(io.BytesIO(raw)):
            cells = [cell for row in sheet.iter_rows() for cell in row]
            assert not [c.coordinate for c in cells if c.data_type == "f"]
            assert not [c.coordinate for c in cells if c.hyperlink]


def test_json_holds_the_very_text(files):
    texts = [text for raw in _of(files, ".json") for text in _labels(json.loads(raw))]
    assert [text for text in texts if text.endswith(poison.LIVE)]


def test_the_feed_is_text(root):
    data = load(root)
    written = feeds.files(data.package, news.entries(data))
    assert b"<q>" not in written[feeds.ATOM_FILE]
    json.loads(written[feeds.JSON_FILE])


def test_the_public_copies_refuse_what_would_run(root):
    assert [f for f in check_rules(load(root)) if "formula" in f.reason]
    assert export.to_csv(load(root).contacts)


@pytest.mark.parametrize("field", sorted(NAMES))
@pytest.mark.parametrize(
    "signs", ["[a](//b)", "<b>", "`", "*", "$", "www.x", "//x", ":x:", "=1", "@x", "{"]
)
def test_a_name_with_markup_is_refused_at_the_door(copy, field, signs):
    table, line = next(t.name for t in package().tables.values() if field in t.names), 2
    name = f"{signs}A name" if signs == "=1" else f"A name {signs}"
    copy.put(table, line, **{field: name})
    with pytest.raises(DataError, match=r"does not hold|does not match") as caught:
        load_checked(copy.root)
    assert (caught.value.table, caught.value.row) == (table, line)
    assert caught.value.field == field
