"""The list of contacts that sums to the bars, whole or for one chosen mark."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import Any

import pandas as pd
import streamlit as st

from components import cache, labels, tables
from components import format as fmt
from components.calls.view import CallsView, family_name, leaders_of, shown, who
from components.cards import Card
from components.contact_view import code_label
from components.figures import bars
from components.markdown import escape, link
from components.names import linked
from components.page import Page
from components.record import panel
from components.text import language, t, tn
from data import contacts as counting
from data import evidence
from data.load import Dataset


def contact_list(data: Dataset, selected: pd.DataFrame) -> pd.DataFrame:
    """The contacts of a view as readers list them, newest first, one row a contact."""
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
            "topics": ids.map(_topics()),
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


def newest_first(
    data: Dataset, selected: pd.DataFrame, *, named: bool = False
) -> tables.Rows:
    """Contacts in the order of days as the rows of a list, newest first.

    With `named` each names the counterpart.
    """
    return tables.Rows(
        lambda: selected.iloc[::-1], partial(contact_row, data, named=named)
    )


def contact_row(data: Dataset, row: Any, *, named: bool = False) -> tables.Row:
    """One contact as a row of a list.

    Args:
        data: the data set.
        row: the contact, as `data.rows.each` gives it.
        named: whether the row names the counterpart.
    """
    parts = [
        linked(row.counterpart) if named else "",
        _kind(row),
        tn("calls.length_minutes", int(row.duration_min))
        if pd.notna(row.duration_min)
        else "",
        asked(row),
        escape(_topics().get(row.contact_id, "")),
        _best_source(evidence.links_of(data, "contacts"), row.contact_id),
    ]
    day = fmt.imprecise_date(row.date.date(), row.date_precision)
    text = " · ".join(part for part in parts if part)
    return tables.Row(row.contact_id, day, text)


def _topics() -> dict[str, str]:
    """Contact id → its topics by name, in the reader's language."""
    return cache.derived(f"contact_topics.{language()}", _joined)


def _joined(data: Dataset) -> dict[str, str]:
    topics = data.table("contact_topics")
    names = topics.assign(name=topics["topic_id"].map(labels.topic))
    return {
        str(k): v for k, v in names.groupby("contact_id")["name"].agg(", ".join).items()
    }


def _kind(row: Any) -> str:
    """Name the kind of a contact, and where they met."""
    kind = labels.code("contacts", "kind", row.kind)
    if row.place:
        return t("calls.kind_in", kind=kind, place=escape(row.place))
    return kind


def asked(row: Any) -> str:
    """Say by name who asked for a contact; "" where it is not known."""
    if row.initiator in {"", "unknown"}:
        return ""
    name = escape(family_name(row.counterpart))
    return t(f"calls.asked_{row.initiator}", name=name)


def _best_source(links: pd.DataFrame, contact_id: str) -> str:
    """Link the best source, by the name of who speaks in it."""
    if contact_id not in links.index:
        return ""
    found = links.loc[contact_id]
    named = zip(found["pages"], found["urls"], strict=True)
    return next((link(labels.speaker(page), url) for page, url in named if url), "")


def lines(view: CallsView) -> list[str]:
    """Each contact of the view in a sentence, the newest first."""
    rows = _rows(view).first(len(view.selected))
    return [t("calls.line", date=row.label, text=row.text) for row in rows]


def _rows(view: CallsView) -> tables.Rows:
    """The rows of the view's contacts; named where several leaders spoke."""
    several = len(leaders_of(view.actor)) > 1
    return newest_first(view.data, view.selected, named=several)


def contacts_section(page: Page, view: CallsView) -> None:
    """The list that sums to the bars; or that there is nothing to list."""
    if view.selected.empty:
        st.caption(t("calls.none_listed"))
        return
    page.show(contacts_card(view))


@cache.kept
def contacts_card(view: CallsView) -> Card:
    """The list that sums to the bars, not empty; choosing a row opens its record."""
    return Card(
        key="contacts",
        title=tn(
            f"calls.list_title_{view.filter.rule}", len(view.selected), **who(view)
        ),
        sentence=_list_sentence(view),
        records=view.records,
        subject="contacts",
        tabled=lambda: (contact_list(view.data, view.selected), contact_labels()),
        table_key="all_contacts_table",
        draw=partial(_draw, _rows(view)),
    )


def _list_sentence(view: CallsView) -> str:
    """Say which contacts are listed, and how long those took of which that is known."""
    base = tn("calls.list_sentence", len(view.selected), base=shown(view))
    hours, known, every = counting.documented_hours(view.selected)
    if not known:
        return base
    lasted = length(round(hours * 60))
    if every == 1:
        return t("calls.list_hours_alone", base=base, length=lasted)
    every_one = fmt.number(every)
    return tn("calls.list_hours", known, base=base, every=every_one, length=lasted)


def length(minutes: int) -> str:
    """Write a length in minutes, from an hour on in hours: "1 hour", "2.5 hours"."""
    if minutes < 60:
        return tn("calls.length_minutes", minutes)
    hours = round(minutes / 60, 1)
    if hours == int(hours):
        return tn("calls.length_whole_hours", int(hours))
    return t("calls.length_hours", hours=fmt.number(hours, 1))


def _draw(rows: tables.Rows, _: Card) -> None:
    tables.record_list(rows, panel.request, key="contacts_table")


def open_period(period: str) -> None:
    """List the contacts of the bar that was chosen; "" lists none."""
    st.session_state["calls.period"] = period


def contacts_of_period(view: CallsView) -> tuple[pd.DataFrame, str] | None:
    """Contacts of the bar that was chosen, and its name; None when none is."""
    bucket = st.session_state.get("calls.period", "")
    if not bucket:
        return None
    rows = view.counts[view.counts["period"] == bucket]
    if rows.empty:
        return None
    within = counting.between(view.selected, rows["start"].item(), rows["end"].item())
    return within, bars.period_label(bucket)


def open_topic(topic_and_year: str) -> None:
    """List the contacts of the disc that was chosen; "" lists none."""
    st.session_state["calls.topic"] = topic_and_year


def contacts_of_topic(view: CallsView) -> tuple[pd.DataFrame, str] | None:
    """Contacts of a topic in a year, as chosen, and their name; None when none is."""
    topic, _, year = st.session_state.get("calls.topic", "").partition(" ")
    if not topic or topic not in evidence.contact_topics(view.data):
        return None
    touched = counting.with_topics(view.data.table("contact_topics"), (topic,))
    within = view.selected[
        view.selected["contact_id"].isin(touched)
        & (view.selected["date"].dt.year.astype("str") == year)
    ]
    return within, t("calls.topic_in_year", topic=labels.topic(topic), year=year)


def excerpt(
    data: Dataset,
    marked: tuple[pd.DataFrame, str] | None,
    key: str,
    close: Callable[[str], None],
) -> None:
    """List the contacts of a chosen mark right below its chart, if one is chosen.

    Args:
        data: the data set.
        marked: the contacts, and what they have in common.
        key: of the list, and with `close_` before it of the button.
        close: called with "" by the button.
    """
    if marked is None:
        return
    chosen, label = marked
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
    tables.record_list(newest_first(data, chosen), panel.request, key=key)
