"""The printable brief of a page: collected while the page draws itself.

Cards add themselves in the order in which they are drawn. The button stands at the
top of the page all the same: the file is written only once somebody asks for it,
and by then the collection is complete.
"""

from __future__ import annotations

from collections.abc import Iterable
from contextvars import ContextVar
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

import pandas as pd
import streamlit as st

from components import cache, cite, labels, speakers
from components import format as fmt
from components.figures.spec import Spec
from components.markdown import plain
from components.registry import PageSpec
from components.text import language, set_language, t
from data import evidence, export
from data.load import Dataset

if TYPE_CHECKING:
    from components.cards import Card

# A figure and its alternative text.
Chart = tuple[Spec, str]

LIMITS = ("coverage", "stances", "experts", "speaking")


@dataclass
class Collection:
    """What one run of a page has drawn so far."""

    cards: list[tuple[Card, Chart | None]] = field(default_factory=list)
    records: dict[str, set[str]] = field(default_factory=dict)
    # Source pages that a card lists itself, by the card's key.
    listed: dict[str, set[str]] = field(default_factory=dict)
    # Chapters of a page of text: titles, and paragraphs or tables.
    chapters: list[tuple[str, list[str | pd.DataFrame]]] = field(default_factory=list)


_collected: ContextVar[Collection | None] = ContextVar("brief", default=None)


def start() -> None:
    """Begin a new collection, at the start of each run."""
    _collected.set(Collection())


def add(card: Card, chart: Chart | None) -> None:
    """Add a card, with its chart where it has one, to the page's brief."""
    if (collection := _collected.get()) is not None:
        collection.cards.append((card, chart))


def chapter(title: str) -> None:
    """Begin a chapter of a page that is text."""
    if (collection := _collected.get()) is not None:
        collection.chapters.append((title, []))


def say(block: str | pd.DataFrame) -> None:
    """Add Markdown or a table of Markdown cells to the chapter begun last."""
    collection = _collected.get()
    if collection is not None and collection.chapters:
        collection.chapters[-1][1].append(block)


def rests_on(table: str, record_ids: Iterable[str]) -> None:
    """Add the sources of records to the page's brief."""
    if (collection := _collected.get()) is not None:
        collection.records.setdefault(table, set()).update(record_ids)


def lists_sources(card_key: str, source_ids: Iterable[str]) -> None:
    """Print the table of a card as the brief's list of sources, and not twice."""
    if (collection := _collected.get()) is not None:
        collection.listed.setdefault(card_key, set()).update(source_ids)


def button(page: PageSpec, title: str, link: str) -> None:
    """Offer the brief of a page; it is written only when asked for."""
    collection = _collected.get()
    if collection is None:
        return
    data, code, day = cache.dataset(), language(), cite.today()

    def write() -> bytes:
        # Loaded here: the library that draws the charts is needed for the file only.
        import plotly.graph_objects as go

        from components.figures import briefing

        set_language(code)
        return briefing.build(
            briefing.Brief(
                title=title,
                link=link,
                version=data.version,
                cutoffs=t(
                    "brief.cutoffs",
                    contacts=fmt.date(data.last_day("contacts")),
                    stances=fmt.date(data.last_day("stances")),
                ),
                licence=t("brief.licence", licence=data.package.license_title),
                today=day,
                chapters=tuple(
                    briefing.Chapter(title, tuple(blocks))
                    for title, blocks in collection.chapters
                ),
                sections=tuple(
                    briefing.BriefSection(
                        title=plain(card.title),
                        sentence=plain(card.sentence),
                        sources=plain(card.sources),
                        notes=tuple(plain(note) for note in card.notes),
                        chart=chart and (go.Figure(chart[0]), chart[1]),
                        table=card.table[[]]
                        if card.key in collection.listed
                        else card.table,
                        labels=card.labels,
                    )
                    for card, chart in collection.cards
                ),
                sources=_sources(data, collection),
                limits=tuple(t(f"brief.limit_{limit}") for limit in LIMITS),
            )
        ).encode()

    st.download_button(
        t("brief.button"),
        data=write,
        file_name=export.file_name(f"brief-{page.stem}", data.version, {}, "html"),
        mime="text/html",
        key="brief",
        on_click="ignore",
        icon=":material/print:",
        type="tertiary",
        help=t("brief.help"),
    )


def _sources(data: Dataset, collection: Collection) -> pd.DataFrame:
    """Every source page of the records shown, by publisher and date."""
    used = set(evidence.pages_of(data, collection.records)["source_id"])
    wanted = used.union(*collection.listed.values())
    chosen = data.sources[data.sources["source_id"].isin(wanted)]
    pages = evidence.with_publishers(data, chosen)
    pages["speaker"] = [speakers.name(page) for page in pages["source_id"]]
    pages = pages.sort_values(["speaker", "published", "source_id"])
    names = data.actors.set_index("actor_id")["name"]
    return pd.DataFrame(
        {
            "title": pages["title"],
            "url": pages["url"],
            "publisher": pages["speaker"],
            "country": pages["publisher_actor_id"].map(names).fillna(""),
            "control": [
                labels.code("publishers", "control", control)
                for control in pages["publisher_control"]
            ],
            "published": pages["published"],
        }
    )
