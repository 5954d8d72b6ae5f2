"""The list of contacts that sums to the bars, whole or for one chosen mark."""

from __future__ import annotations

from collections.abc import Callable

import pandas as pd
import streamlit as st

from components import cache, labels, tables
from components.calls.view import CallsView, shown, who
from components.cards import Card
from components.contact_view import code_label
from components.figures import bars
from components.record import panel
from components.text import t, tn
from data import contacts as counting
from data import evidence
from data.load import Dataset

# The same in every row of this page; kept in the download.
_CONSTANT = frozenset({"contact_id", "counterpart"})

# Widths in pixels that let a row be read without scrolling on a wide screen.
_WIDTHS = {
    "date": 90,
    "kind": 112,
    "other_participants": 118,
    "place": 150,
    "duration_min": 118,
    "initiator": 115,
    "topics": 165,
    "url_1": 110,
    "sources": 65,
}


def contact_list(data: Dataset, selected: pd.DataFrame) -> pd.DataFrame:
    """The contacts of a view as readers list them, newest first, one row a contact."""
    topics = data.table("contact_topics")
    names = topics.assign(name=topics["topic_id"].map(labels.topic))
    joined = names.groupby("contact_id")["name"].agg(", ".join)
    ids = selected["contact_id"]
    pages = evidence.links_of(data, "contacts").reindex(ids)
    links = [[url for url in found if url] for found in pages["urls"]]
    # One column a link: a cell of the grid holds no more than one.
    urls = {
        f"url_{n + 1}": [found[n] if n < len(found) else "" for found in links]
        for n in range(max(map(len, links), default=0))
    }
    frame = pd.DataFrame(
        {
            "date": selected["date"],
            "kind": selected["kind"].map(code_label("kind")),
            "other_participants": selected["other_participants"].str.replace(";", ", "),
            "place": selected["place"],
            "duration_min": selected["duration_min"],
            "initiator": selected["initiator"].map(labels.initiator),
            "topics": ids.map(joined),
            "url_1": urls.pop("url_1", ""),
            "confidence": selected["confidence"].map(code_label("confidence")),
            "sources": pages["sources"].to_numpy(),
            "publishers": [_named(found) for found in pages["pages"]],
            "readout_kremlin": selected["readout_kremlin"].map(
                code_label("readout_kremlin")
            ),
            "readout_counterpart": selected["readout_counterpart"].map(
                code_label("readout_counterpart")
            ),
            "format": selected["format"].map(code_label("format")),
            "counterpart": selected["counterpart"],
            "contact_id": ids,
        }
        | urls
    )
    return frame.iloc[::-1].reset_index(drop=True)


def _named(pages: tuple[str, ...]) -> str:
    """Who speaks in some pages, in their order, each name once."""
    return "; ".join(dict.fromkeys(map(labels.speaker, pages)))


def contact_labels() -> dict[str, str]:
    """Column labels of `contact_list`."""
    columns = (
        "date",
        "kind",
        "format",
        "counterpart",
        "other_participants",
        "place",
        "duration_min",
        "initiator",
        "readout_kremlin",
        "readout_counterpart",
        "confidence",
        "contact_id",
    )
    numbers = range(1, evidence.most_links(cache.full(), "contacts") + 1)
    return (
        {c: labels.field("contacts", c) for c in columns}
        | {"topics": t("calls.topics"), "sources": t("calls.column_sources")}
        | {"publishers": t("calls.column_publishers")}
        | {f"url_{n}": t("calls.column_source", number=n) for n in numbers}
    )


def grid(
    frame: pd.DataFrame,
    names: dict[str, str],
    hidden: frozenset[str],
    key: str,
    alt: str,
) -> None:
    """Show contacts as a grid in which choosing a row opens its record.

    Args:
        frame: from `contact_list`, further columns allowed.
        names: labels of the columns.
        hidden: columns that are not shown. Those that hold nothing are not either,
            nor the names of publishers, which the links bear.
        key: of the grid.
        alt: its alternative text.
    """
    empty = {c for c in frame.columns if frame[c].replace("", pd.NA).isna().all()}
    frame = _with_named_links(frame.drop(columns="publishers"))
    config = tables.configured(frame, names)
    for column, width in _WIDTHS.items():
        config[column]["width"] = width
    tables.choosable(
        frame,
        config,
        frame["contact_id"],
        panel.request,
        key=key,
        alt=alt,
        columns=[c for c in frame.columns if c not in hidden | empty],
    )


def _with_named_links(frame: pd.DataFrame) -> pd.DataFrame:
    """Let each link bear the name of who speaks in its page.

    A grid can only print a part of an address. What stands behind `:~:` is for the
    browser and never reaches a page: the name is put there, on the screen alone.
    """
    pages = evidence.links_of(cache.full(), "contacts")
    named = {
        (contact, url): labels.speaker(page)
        for contact in frame["contact_id"]
        for page, url in zip(*pages.loc[contact, ["pages", "urls"]], strict=True)
    }
    links = [c for c in frame.columns if c.startswith("url_")]
    return frame.assign(
        **{
            column: [
                tables.named_link(url, named[contact, url]) if url else ""
                for contact, url in zip(frame["contact_id"], frame[column], strict=True)
            ]
            for column in links
        }
    )


def contacts_card(view: CallsView) -> Card | None:
    """The list that sums to the bars, if any; choosing a row opens its record."""
    if view.selected.empty:
        return None
    frame = contact_list(view.data, view.selected)
    return Card(
        key="contacts",
        title=tn("calls.list_title", len(frame), **who(view)),
        sentence=tn("calls.list_sentence", len(frame), base=shown(view)),
        records=view.records,
        subject="contacts",
        table=frame,
        labels=contact_labels(),
        hints=(t("shell.hint_row"),),
        draw=_grid,
    )


def _grid(card: Card) -> None:
    grid(card.table, card.labels, _CONSTANT, "contacts_table", t("calls.list_alt"))


def open_period(period: str) -> None:
    """List the contacts of the bar that was chosen; "" lists none."""
    st.session_state["calls.period"] = period


def contacts_of_period(view: CallsView) -> tuple[pd.DataFrame, str]:
    """Contacts of the bar that was chosen, and its name; none when none is."""
    bucket = st.session_state.get("calls.period", "")
    rows = view.counts[view.counts["period"] == bucket]
    if rows.empty:
        return view.selected.head(0), ""
    within = counting.between(view.selected, rows["start"].item(), rows["end"].item())
    return within, bars.period_label(bucket)


def open_topic(topic_and_year: str) -> None:
    """List the contacts of the disc that was chosen; "" lists none."""
    st.session_state["calls.topic"] = topic_and_year


def contacts_of_topic(view: CallsView) -> tuple[pd.DataFrame, str]:
    """Contacts of a topic in a year, as chosen, and their name; none when none is."""
    topic, _, year = st.session_state.get("calls.topic", "").partition(" ")
    if topic not in evidence.contact_topics(view.data):
        return view.selected.head(0), ""
    touched = counting.with_topics(view.data.table("contact_topics"), (topic,))
    within = view.selected[
        view.selected["contact_id"].isin(touched)
        & (view.selected["date"].dt.year.astype("str") == year)
    ]
    return within, t("calls.topic_in_year", topic=labels.topic(topic), year=year)


def excerpt(
    data: Dataset,
    chosen: pd.DataFrame,
    label: str,
    key: str,
    close: Callable[[str], None],
) -> None:
    """List the contacts of a chosen mark right below its chart, if one is chosen.

    Args:
        data: the data set.
        chosen: the contacts.
        label: what they have in common.
        key: of the grid, and with `close_` before it of the button.
        close: called with "" by the button.
    """
    if not label:
        return
    with st.container(horizontal=True, vertical_alignment="center"):
        st.markdown(tn("calls.list_chosen", len(chosen), label=label), width="content")
        st.button(
            t("calls.list_close"),
            key=f"close_{key}",
            on_click=close,
            args=("",),
            type="tertiary",
            icon=":material/close:",
        )
    frame = contact_list(data, chosen)
    grid(frame, contact_labels(), _CONSTANT, key, t("calls.list_alt"))
