"""The register of sources as a list; choosing one shows what rests on it."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import Any

import pandas as pd
import streamlit as st

from components import cache, labels, state, tables
from components import format as fmt
from components.cards import Card
from components.markdown import escape, link
from components.method.sections import read_as
from components.page import Page
from components.record import panel
from components.sources.view import SourcesView, empty, sentence
from components.text import t, tn
from data.load import Dataset
from data.rows import each
from data.sources import BACKGROUND, RECORD_TABLES, resting_on

# A longer list of records scrolls inside the panel.
_MOST_UNSCROLLED = 10
_SCROLLED_HEIGHT = 460


def source_panel(view: SourcesView) -> None:
    """The source that the URL or a chosen row names; nothing without one."""
    source_id = state.value("source")
    if not source_id:
        return
    pages = view.pages
    row = pages[pages["source_id"] == source_id].iloc[0]
    with st.container(border=True, key="source_panel"):
        with st.container(horizontal=True, horizontal_alignment="distribute"):
            st.subheader(link(row["title"], row["url"]), anchor=False)
            st.button(
                t("sources.close"),
                key="close_source",
                icon=":material/close:",
                type="tertiary",
                on_click=state.assign,
                args=("source", ""),
            )
        st.table(
            pd.DataFrame(_facts(view.data, row), columns=["field", "value"]),
            hide_index=True,
            hide_header=True,
            border="horizontal",
            alt=t("sources.panel_alt"),
        )
        _resting(view.data, source_id)


def _facts(data: Dataset, row: pd.Series) -> list[tuple[str, str]]:
    """What is known of a source and its publisher, field by field."""
    publishers = data.publishers.set_index("publisher_id")
    publisher = publishers.loc[row["publisher_id"]]

    def coded(column: str) -> str:
        return labels.code("publishers", column, str(publisher[column]))

    control = t(
        f"sources.judged_{publisher['control_basis']}",
        label=coded("control"),
        note=publisher["control_note"],
    )
    ban = t(f"sources.ban_{publisher['eu_basis']}", label=coded("eu_restricted"))
    facts = [
        (labels.field("sources", "publisher_id"), escape(publisher["name"])),
        (t("sources.country"), escape(labels.publisher_country(publisher["actor_id"]))),
        (t("sources.kind"), coded("kind")),
        (t("sources.control"), escape(control)),
        (t("sources.voice"), labels.voice(row["voice"])),
        (
            labels.field("publishers", "control_source_url"),
            _address(publisher["control_source_url"]),
        ),
        (labels.field("publishers", "eu_restricted"), escape(ban)),
        (labels.field("publishers", "eu_note"), escape(publisher["eu_note"])),
        (
            labels.field("publishers", "eu_source_url"),
            _address(publisher["eu_source_url"]),
        ),
        (labels.field("sources", "language"), fmt.language_name(row["language"])),
        (
            labels.field("sources", "published"),
            escape(
                fmt.recorded_date(row["published"]) or t("sources.published_unknown")
            ),
        ),
        (labels.field("sources", "cites"), escape(row["cites"])),
        (labels.field("sources", "accessed_as"), escape(row["accessed_as"])),
        (
            labels.field("sources", "title_is_descriptive"),
            t("shell.yes") if row["title_is_descriptive"] else "",
        ),
        (labels.field("sources", "source_id"), escape(row["source_id"])),
    ]
    return [(name, value) for name, value in facts if value]


def _address(url: str) -> str:
    return link(url.split("/")[2], url) if url else ""


def _resting(data: Dataset, source_id: str) -> None:
    """All records that rest on a source, each a button that opens it."""
    uses = resting_on(data, source_id)
    st.markdown(f"**{tn('sources.resting', len(uses))}**")
    long = len(uses) > _MOST_UNSCROLLED
    with st.container(
        height=_SCROLLED_HEIGHT if long else "content", border=long, gap=None
    ):
        for table in RECORD_TABLES:
            rows = uses[uses["table"] == table]
            if len(rows):
                _heading(data, table, len(rows))
            for row in each(rows):
                _record(data, row.record_id, row.supports)
        for table in BACKGROUND:
            rows = uses[uses["table"] == table]
            if len(rows):
                _heading(data, table, len(rows))
            for row in each(rows):
                st.markdown(f"- {escape(_background_name(data, table, row.record_id))}")


def _heading(data: Dataset, table: str, n: int) -> None:
    title = labels.translated(data.package.table(table).title)
    st.caption(t("sources.resting_group", table=title, n=fmt.number(n)))


def _record(data: Dataset, record_id: str, supports: str) -> None:
    st.button(
        escape(panel.title_of(data, record_id)),
        key=f"open_{record_id}",
        icon=":material/fact_check:",
        type="tertiary",
        on_click=panel.request,
        args=(record_id,),
    )
    if supports:
        st.caption(t("sources.supports", claim=escape(supports)))


def _background_name(data: Dataset, table: str, record_id: str) -> str:
    """Name an affiliation, or an office and who held it."""
    frame = data.table(table)
    key = data.package.table(table).primary_key[0]
    row = frame[frame[key] == record_id].iloc[0]
    if table == "affiliations":
        return str(row["name"])
    post = labels.code("governments", "post", row["post"])
    country = labels.publisher_country(row["actor_id"])
    return t("sources.office", holder=row["holder"], post=post, country=country)


def listed(view: SourcesView) -> pd.DataFrame:
    """The sources of a view as readers see them, those with most facts first."""
    rows = view.selected
    countries = labels.actor_names()

    def named(column: str, label: Callable[[str], str]) -> pd.Series:
        # Each code is named once, not in each of 800 rows.
        return rows[column].map({code: label(code) for code in rows[column].unique()})

    def coded(column: str) -> pd.Series:
        return named(column, partial(labels.code, "publishers", column))

    frame = pd.DataFrame(
        {
            "title": rows["title"],
            "publisher": rows["publisher"],
            "country": named("actor_id", lambda code: countries.get(code, "")),
            "kind": coded("kind"),
            "control": coded("control"),
            "voice": named("voice", labels.voice),
            "control_basis": coded("control_basis"),
            "eu_restricted": coded("eu_restricted"),
            "language": named("language", fmt.language_name),
            "published": rows["published"],
            "cites": rows["cites"],
            "facts": rows["facts"],
            **{table: rows[table] for table in RECORD_TABLES},
            "background": rows["background"],
            "url": rows["url"],
            "source_id": rows["source_id"],
        }
    )
    ordered = frame.sort_values("facts", ascending=False, kind="stable")
    return ordered.reset_index(drop=True)


def column_labels(view: SourcesView) -> dict[str, str]:
    """Column labels of `listed`."""
    package = view.data.package
    return (
        {name: labels.field("sources", name) for name in ("title", "published")}
        | {name: labels.field("sources", name) for name in ("language", "cites", "url")}
        | {
            name: labels.field("publishers", name)
            for name in ("kind", "control_basis", "eu_restricted")
        }
        | {
            table: labels.translated(package.table(table).title)
            for table in RECORD_TABLES
        }
        | {
            "publisher": labels.field("sources", "publisher_id"),
            "country": labels.field("publishers", "actor_id"),
            "control": t("sources.control"),
            "voice": t("sources.voice"),
            "facts": t("sources.column_facts"),
            "background": t("sources.column_background"),
            "source_id": labels.field("sources", "source_id"),
        }
    )


def register_tab(page: Page, view: SourcesView) -> None:
    """What rests on the source that is chosen, and the sources found."""
    if not empty(view):
        source_panel(view)
        page.show(register_card(view))


@cache.kept
def register_card(view: SourcesView) -> Card:
    """The sources of a view as a list; a button a row opens the source."""
    frame = listed(view)
    return Card(
        key="register",
        title=finding(frame, _articles(view)),
        sentence=sentence(view),
        records=view.records,
        sources=read_as(view.selected),
        subject="sources",
        tabled=lambda: (frame, column_labels(view)),
        table_key="register_table",
        reading=(_help(view.pages),),
        draw=partial(_draw, tables.Rows(lambda: frame, _row)),
        lists_sources=True,
    )


def _draw(rows: tables.Rows, _: Card) -> None:
    tables.record_list(
        rows, partial(state.assign, "source"), key="sources_table", label_width=270
    )


def _row(page: Any) -> tables.Row:
    parts = (
        page.control,
        page.country,
        fmt.recorded_date(page.published),
        tn("sources.n_facts", page.facts),
    )
    return tables.Row(
        record_id=page.source_id,
        label=escape(page.publisher),
        text=t(
            "sources.row",
            page=link(page.title, page.url),
            details=" · ".join(filter(None, parts)),
        ),
    )


def _help(pages: pd.DataFrame) -> str:
    """What the register holds, and how many pages carry no fact of their own."""
    background = int((pages["facts"] == 0).sum())
    return tn("sources.register_help", background)


def _articles(view: SourcesView) -> frozenset[str]:
    """The two articles from which the collection started."""
    return frozenset(view.data.table("seed_facts")["source_id"])


def finding(frame: pd.DataFrame, articles: frozenset[str]) -> str:
    """State how the facts are spread over the pages shown.

    Args:
        frame: columns source_id and facts.
        articles: ids of the articles that the collection started from, which carry
            most; named instead of the most used page where they are shown.
    """
    facts, pages = frame["facts"], len(frame)
    most = int(facts.max())
    if not most:
        return tn("sources.register_background", pages)
    if pages == 1:
        return tn("sources.register_one", most)
    single = int((facts == 1).sum())
    if most == 1 and single < pages:
        return tn("sources.register_some", single, pages=fmt.number(pages))
    if most == 1:
        return tn("sources.register_each", pages)
    shown = frame["source_id"].isin(articles)
    if shown.any():
        carried = tn("sources.n_facts", int(facts[shown].sum()))
        lead = tn("sources.lead_articles", int(shown.sum()), facts=carried)
    else:
        carried = tn("sources.n_facts", most)
        lead = tn("sources.lead_most", int((facts == most).sum()), facts=carried)
    if single:
        return tn("sources.register_spread", single, pages=fmt.number(pages), lead=lead)
    return tn("sources.register_of", pages, lead=lead)
