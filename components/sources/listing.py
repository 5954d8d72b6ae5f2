"""The register of sources as a table; choosing a row shows what rests on it."""

from __future__ import annotations

from functools import partial

import pandas as pd
import streamlit as st

from components import brief, cards, labels, state, tables
from components import format as fmt
from components.method.reading import read_as
from components.registry import PageSpec
from components.sources.view import SourcesView, sentence
from components.text import t, tn
from data.sources import RECORD_TABLES

# In the download, and not in the table: what only tells rows apart for machines.
_FOR_MACHINES = frozenset({"source_id"})

# In pixels: what a reader looks for first, side by side on a laptop's screen.
_WIDTHS = {
    "title": 318,
    "facts": 58,
    "publisher": 150,
    "control": 124,
    "country": 92,
    "published": 98,
}
_LINK_WIDTH = 50


def listed(view: SourcesView) -> pd.DataFrame:
    """The sources of a view as readers see them, those with most facts first."""
    rows = view.selected
    countries = labels.actor_names()

    def coded(column: str) -> pd.Series:
        return rows[column].map(lambda code: labels.code("publishers", column, code))

    frame = pd.DataFrame(
        {
            "title": rows["title"],
            "publisher": rows["publisher"],
            "country": rows["actor_id"].map(lambda code: countries.get(code, "")),
            "kind": coded("kind"),
            "control": coded("control"),
            "voice": rows["voice"].map(labels.voice),
            "control_basis": coded("control_basis"),
            "eu_restricted": coded("eu_restricted"),
            "language": rows["language"].map(fmt.language_name),
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


def register_section(page: PageSpec, view: SourcesView) -> None:
    """The register under the current filters; choosing a row opens the source."""
    st.header(t("sources.register_title"), anchor="register")
    st.markdown(_help(view.pages))
    frame = listed(view)
    names = column_labels(view)

    def draw() -> None:
        tables.choosable(
            frame,
            tables.configured(frame, names, {"cites": "medium"})
            | {
                name: st.column_config.Column(names[name], width=width)
                for name, width in _WIDTHS.items()
            }
            | {
                "url": st.column_config.LinkColumn(
                    t("sources.column_page"), display_text="↗", width=_LINK_WIDTH
                )
            },
            frame["source_id"],
            partial(state.assign, "source"),
            key="sources_table",
            alt=t("sources.register_alt"),
            columns=_order(frame),
        )

    brief.lists_sources("register", frame["source_id"])
    cards.card_around(
        page,
        cards.Card(
            key="register",
            table_key="sources_table",
            title=finding(frame, _articles(view)),
            sentence=sentence(view),
            sources=read_as(view.selected),
            shown=len(view.selected),
            total=len(view.pages),
            noun=tn("sources.noun", len(view.pages)),
            subject="sources",
            table=frame,
            labels=names,
        ),
        draw,
        twin=False,
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


def _order(frame: pd.DataFrame) -> list[str]:
    """What a reader looks for first, then the rest."""
    first = ["title", "url", *(name for name in _WIDTHS if name != "title")]
    rest = [c for c in frame.columns if c not in {*first, *_FOR_MACHINES}]
    return [*first, *rest]
