"""What is new in the data as a feed that readers can subscribe to: Atom and JSON."""

from __future__ import annotations

import datetime as dt
import json
import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlencode
from xml.etree import ElementTree as ET

from data import escape
from data.news import ADDED, CORRECTED, Entry
from data.schema import Package

ATOM_FILE = "feed.atom"
JSON_FILE = "feed.json"

# Where the app serves the folder with the public copies.
SERVED = "app/static/data/v1/"

# From there back to the app, for links that hold wherever a copy is served.
_HOME = "../" * SERVED.count("/")

# So many entries, the newest: older ones stand on the page and in the tables.
LONGEST = 200

_ATOM = "http://www.w3.org/2005/Atom"
_XML = "http://www.w3.org/XML/1998/namespace"
_VERSION = "https://jsonfeed.org/version/1.1"
_LANGUAGE = "en"

_TITLES = {ADDED: "Added to {table}: {name}", CORRECTED: "Corrected in {table}: {name}"}


@dataclass(frozen=True)
class Feed:
    """What both forms of the feed say.

    Attributes:
        declared: the package whose news it tells.
        entries: all of them, the newest first.
        address: where the copy of the app is served, with a slash at the end; links
            are relative where it is empty.
    """

    declared: Package
    entries: Sequence[Entry]
    address: str = ""

    @property
    def shown(self) -> Sequence[Entry]:
        """The entries that the feed holds."""
        return self.entries[:LONGEST]

    @property
    def title(self) -> str:
        """Name of the feed."""
        return f"{self.declared.title}: what is new in the data"

    @property
    def updated(self) -> str:
        """Time of the newest entry."""
        days = [entry.date for entry in self.entries]
        return _time(max(days, default=self.declared.created))

    @property
    def home(self) -> str:
        """Address of the page that tells the same."""
        return f"{self.address or _HOME}new"

    def own(self, file: str) -> str:
        """Address of a form of the feed."""
        return f"{self.address}{SERVED}{file}" if self.address else file

    @property
    def identifier(self) -> str:
        """Id of the feed, the same wherever a copy is served."""
        first = min((e.date for e in self.entries), default=self.declared.created)
        return f"tag:{self.declared.name},{first:%Y-%m-%d}:new"

    def identifier_of(self, entry: Entry) -> str:
        """Id of an entry, which no later version changes."""
        path = (entry.kind, entry.version, entry.table, entry.record_id)
        spoken = "/".join(re.sub(r"[^\w.~/-]", "-", part, flags=re.A) for part in path)
        return f"tag:{self.declared.name},{entry.date:%Y-%m-%d}:{spoken}"

    def link(self, entry: Entry) -> str:
        """Address of the record; of a row that is none, of the log of corrections."""
        base = self.address or _HOME
        if entry.opens:
            return f"{base}?{urlencode({'record': entry.record_id})}"
        return f"{base}sources?view=corrections"

    def title_of(self, entry: Entry) -> str:
        """Say what happened to which record."""
        table = self.declared.table(entry.table).title
        return _TITLES[entry.kind].format(table=table, name=entry.name)

    def text_of(self, entry: Entry) -> str:
        """Say what the record holds, or what was corrected and why."""
        parts = [entry.text, f"Data version {entry.version}."]
        if entry.fields:
            parts.insert(1, f"Fields: {', '.join(entry.fields)}.")
        return " ".join(part for part in parts if part)


def atom(feed: Feed) -> bytes:
    """Write a feed as Atom 1.0."""
    ET.register_namespace("", _ATOM)
    root = ET.Element(f"{{{_ATOM}}}feed", {f"{{{_XML}}}lang": _LANGUAGE})
    _text(root, "id", feed.identifier)
    _text(root, "title", feed.title)
    _text(root, "subtitle", feed.declared.description)
    _text(root, "updated", feed.updated)
    _link(root, "self", feed.own(ATOM_FILE), "application/atom+xml")
    _link(root, "alternate", feed.home, "text/html")
    for author in feed.declared.authors:
        _text(_child(root, "author"), "name", author)
    licence = f"{feed.declared.license_title}, {feed.declared.license_url}"
    _text(root, "rights", licence)
    for entry in feed.shown:
        node = _child(root, "entry")
        _text(node, "id", feed.identifier_of(entry))
        _text(node, "title", feed.title_of(entry))
        _text(node, "updated", _time(entry.date))
        _link(node, "alternate", feed.link(entry), "text/html")
        for tag in (entry.kind, entry.table):
            _child(node, "category", term=tag)
        _text(node, "summary", feed.text_of(entry))
    ET.indent(root)
    written = ET.tostring(root, encoding="utf-8", xml_declaration=True)
    return bytes(written) + b"\n"


def _child(parent: ET.Element, name: str, **given: str) -> ET.Element:
    return ET.SubElement(parent, f"{{{_ATOM}}}{name}", given)


def _text(parent: ET.Element, name: str, text: str) -> None:
    _child(parent, name).text = escape.xml(text)


def _link(parent: ET.Element, rel: str, href: str, kind: str) -> None:
    _child(parent, "link", rel=rel, type=kind, href=href)


def json_feed(feed: Feed) -> bytes:
    """Write a feed as JSON Feed 1.1."""
    told: dict[str, Any] = {
        "version": _VERSION,
        "title": feed.title,
        "description": feed.declared.description,
        "home_page_url": feed.home,
        "feed_url": feed.own(JSON_FILE),
        "language": _LANGUAGE,
        "authors": [{"name": author} for author in feed.declared.authors],
        "items": [_item(feed, entry) for entry in feed.shown],
    }
    return (json.dumps(told, ensure_ascii=False, indent=2) + "\n").encode()


def _item(feed: Feed, entry: Entry) -> dict[str, Any]:
    return {
        "id": feed.identifier_of(entry),
        "url": feed.link(entry),
        "title": feed.title_of(entry),
        "content_text": feed.text_of(entry),
        "date_published": _time(entry.date),
        "tags": [entry.kind, entry.table],
    }


def _time(day: dt.date) -> str:
    """A day as the moment that both forms ask for: its first, by universal time."""
    return f"{day:%Y-%m-%d}T00:00:00Z"


def files(
    declared: Package, entries: Iterable[Entry], address: str = ""
) -> dict[str, bytes]:
    """Return both forms of the feed by the names of their files.

    Args:
        declared: the package whose news it tells.
        entries: the newest first.
        address: where the copy of the app is served; empty where that is not known.
    """
    whole = f"{address.rstrip('/')}/" if address else ""
    feed = Feed(declared, tuple(entries), whole)
    return {ATOM_FILE: atom(feed), JSON_FILE: json_feed(feed)}
