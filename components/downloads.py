"""Taking a view away: the rows shown as files, the chart as a picture."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable

import pandas as pd
import streamlit as st

from components import cache, cite, labels, naming, picture
from components.cards import Card
from components.markdown import plain
from components.registry import PageSpec
from components.text import t
from data import evidence, export
from data.citation import as_text

Writer = Callable[[pd.DataFrame], bytes]

_FORMATS: tuple[tuple[str, Writer, str], ...] = (
    ("csv", export.to_csv, "text/csv; charset=utf-8"),
    ("json", export.to_json, "application/json"),
    ("parquet", export.to_parquet, "application/vnd.apache.parquet"),
)


def menu(spec: PageSpec, card: Card) -> None:
    """Offer the rows of a card that is completed, and its chart as a picture.

    Args:
        spec: its page.
        card: the card.
    """
    name, link = naming.name(card.subject, spec), naming.link(spec)
    cited = cite.today()
    # Asked for later, in a run of its own: the same data and language all the same.
    book = cache.here(lambda: _workbook(card, name, link, cited))
    with st.container(horizontal=True):
        _button(name, card.table, card.key, "xlsx", lambda _: book(), _XLSX)
        for suffix, write, mime in _FORMATS:
            _button(name, card.table, card.key, suffix, write, mime)
    if card.figure is not None:
        picture.buttons(card, link, name)


_XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


def _workbook(card: Card, name: str, link: str, cited: dt.date) -> bytes:
    """Write the rows of a card, and a sheet that says what they are and rest on."""
    data = cache.full()
    title = plain(card.headline or card.title)
    citation = cite.of_view(name, title, card.sentence, link, cited)
    said = [
        (t("shell.book_what"), title),
        (t("shell.book_filters"), plain(card.sentence)),
        *((t("shell.book_note"), plain(n)) for n in (card.marks, *card.notes) if n),
        (t("shell.book_rests_on"), plain(card.sources)),
        (t("shell.book_licence"), data.package.license_title),
        (t("shell.book_cite"), as_text(citation)),
    ]
    chosen = evidence.pages_of(data, {card.records.table: card.records.ids})
    pages = evidence.best_first(data, chosen)
    named = pages[["title", "published", "url", "source_id"]].copy()
    named.insert(0, "publisher", [labels.speaker(page) for page in pages["source_id"]])
    heads = {name: labels.field("sources", name) for name in named.columns[1:]}
    return export.to_xlsx(
        [
            export.Sheet(t("shell.book_rows"), card.table, card.labels),
            export.Sheet(
                t("shell.book_notes"), pd.DataFrame(said, columns=["", " "]), {}
            ),
            export.Sheet(
                t("shell.book_sources"),
                named,
                heads | {"publisher": t("calls.column_publishers")},
            ),
        ],
        dt.datetime.combine(data.package.created, dt.time()),
    )


def _button(
    name: str,
    frame: pd.DataFrame,
    key: str,
    suffix: str,
    write: Writer,
    mime: str,
) -> None:
    """Draw one button; the file is written only when it is asked for."""
    st.download_button(
        t(f"shell.download_{suffix}"),
        data=lambda: write(frame),
        file_name=f"{name}.{suffix}",
        mime=mime,
        key=f"{suffix}_{key}",
        on_click="ignore",
        icon=":material/download:",
        type="tertiary",
    )
