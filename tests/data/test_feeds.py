"""The feeds: valid Atom 1.0 and JSON Feed 1.1, that say the same."""

from __future__ import annotations

import datetime as dt
import json
import re
from urllib.parse import parse_qs, urljoin, urlsplit
from xml.etree import ElementTree as ET

import pytest

from data import feeds, news
from data.news import Entry
from data.schema import package

ATOM = "{http://www.w3.org/2005/Atom}"
# RFC 4151: tag:authority,date:specific
TAG = re.compile(r"tag:[a-z0-9.-]+,\d{4}(-\d\d){0,2}:[\w.~/:@!$&'()*+,;=%-]+", re.A)
TIME = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ")
BASE = "https://example.org/line/"


@pytest.fixture(scope="module")
def entries(dataset):
    return news.entries(dataset)


def _both(entries, address=""):
    made = feeds.files(package(), entries, address)
    return ET.fromstring(made[feeds.ATOM_FILE]), json.loads(made[feeds.JSON_FILE])


def _one(node, name):
    (found,) = node.findall(f"{ATOM}{name}")
    return found.text


def _links(node):
    return {link.get("rel"): link.get("href") for link in node.findall(f"{ATOM}link")}


@pytest.mark.parametrize("address", ["", BASE, BASE.rstrip("/")])
def test_atom_has_what_the_standard_requires(entries, address):
    root, _ = _both(entries, address)
    assert root.tag == f"{ATOM}feed"
    assert TAG.fullmatch(_one(root, "id"))
    assert _one(root, "title")
    assert TIME.fullmatch(_one(root, "updated"))
    assert [a.findtext(f"{ATOM}name") for a in root.findall(f"{ATOM}author")]
    assert set(_links(root)) == {"self", "alternate"}
    found = root.findall(f"{ATOM}entry")
    assert len(found) == min(len(entries), feeds.LONGEST)
    for entry in found:
        assert TAG.fullmatch(_one(entry, "id"))
        assert _one(entry, "title")
        assert _one(entry, "summary")
        assert TIME.fullmatch(_one(entry, "updated"))
        assert set(_links(entry)) == {"alternate"}
    ids = [_one(entry, "id") for entry in found]
    assert len(set(ids)) == len(ids)
    assert _one(root, "updated") == max(_one(e, "updated") for e in found)


@pytest.mark.parametrize("address", ["", BASE])
def test_json_feed_has_what_the_standard_requires(entries, address):
    _, told = _both(entries, address)
    assert told["version"] == "https://jsonfeed.org/version/1.1"
    assert told["title"]
    assert len({item["id"] for item in told["items"]}) == len(told["items"])
    for item in told["items"]:
        assert isinstance(item["id"], str)
        assert item["content_text"]
        assert TIME.fullmatch(item["date_published"])
        assert item["tags"][0] in news.KINDS


def test_both_forms_say_the_same(entries):
    root, told = _both(entries)
    found = root.findall(f"{ATOM}entry")
    for entry, item in zip(found, told["items"], strict=True):
        assert _one(entry, "id") == item["id"]
        assert _one(entry, "title") == item["title"]
        assert _one(entry, "summary") == item["content_text"]
        assert _links(entry)["alternate"] == item["url"]


def test_relative_links_lead_from_where_the_feed_is_served_to_the_record(entries):
    root, _ = _both(entries)
    served = BASE + feeds.SERVED + feeds.ATOM_FILE
    links = _links(root)
    assert urljoin(served, links["self"]) == served
    assert urljoin(served, links["alternate"]) == BASE + "new"
    for entry, node in zip(entries, root.findall(f"{ATOM}entry"), strict=False):
        link = urljoin(served, _links(node)["alternate"])
        query = parse_qs(urlsplit(link).query)
        if entry.opens:
            assert link.partition("?")[0] == BASE
            assert query == {"record": [entry.record_id]}
        else:
            assert link == f"{BASE}sources?view=corrections"


def test_with_the_address_of_the_copy_links_are_whole(entries):
    root, told = _both(entries, BASE)
    assert _links(root)["self"] == BASE + feeds.SERVED + feeds.ATOM_FILE
    assert told["feed_url"] == BASE + feeds.SERVED + feeds.JSON_FILE
    assert told["home_page_url"] == BASE + "new"
    assert all(item["url"].startswith(BASE) for item in told["items"])


def test_ids_do_not_depend_on_the_address_nor_on_what_comes_later(entries):
    (one, _), (other, _) = _both(entries), _both(entries[20:], BASE)
    assert _one(one, "id") == _one(other, "id")
    shared = [_one(e, "id") for e in other.findall(f"{ATOM}entry")]
    later = [_one(e, "id") for e in one.findall(f"{ATOM}entry")]
    assert later[20:] == shared[: len(later) - 20]


def _entry(**changed):
    given = {
        "date": dt.date(2026, 1, 2),
        "version": "1.0.0",
        "kind": news.ADDED,
        "table": "statements",
        "record_id": "a/b c",
        "opens": True,
        "name": "A & <b>B</b>",
        "text": "Says it.",
    }
    return Entry(**(given | changed))


def test_text_is_escaped_and_what_xml_cannot_hold_left_out():
    text = 'Says "x" \x00\x1b ]]> & more'
    root, told = _both([_entry(text=text)])
    (entry,) = root.findall(f"{ATOM}entry")
    assert _one(entry, "title").endswith("A & <b>B</b>")
    assert _one(entry, "summary").startswith('Says "x"  ]]> & more')
    assert TAG.fullmatch(_one(entry, "id"))
    (item,) = told["items"]
    assert parse_qs(urlsplit(item["url"]).query) == {"record": ["a/b c"]}


def test_an_empty_feed_is_a_feed():
    root, told = _both([])
    assert _one(root, "updated").startswith(f"{package().created:%Y-%m-%d}")
    assert told["items"] == []
