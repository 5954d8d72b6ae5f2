"""The two articles, fact by fact, each beside what our evidence says."""

from __future__ import annotations

from functools import partial
from typing import Any

import pandas as pd
import streamlit as st

from components import cache, labels, state, tables, widgets
from components import format as fmt
from components.cards import Card, Records
from components.markdown import escape
from components.page import Page
from components.record import facts as record_facts
from components.record import panel
from components.stances.view import (
    badge,
    position_label,
    said_on,
    stance_index,
    stance_rows,
)
from components.text import t, tn
from data import articles
from data.articles import VERDICTS, Placed
from data.facets import Codes
from data.stances import said

# So many facts are listed before the reader asks for more.
FIRST = 12

KEYS = ("verdict", "article", "fact_q")


def articles_tab(page: Page) -> None:
    """The facts with what our evidence says, and the camps of states beside the map.

    Both are told of the whole data set, whatever evidence is chosen elsewhere.
    """
    if not len(cache.full().table("seed_facts")):
        st.markdown(t("sources.articles_empty"))
        return
    page.show(facts_card())
    page.show(camps_card())


def facts_card() -> Card:
    """Every fact beside what is on record, in the order of the articles."""
    return listed_card(
        state.value("verdict"), state.value("article"), state.value("fact_q")
    )


@cache.kept
def listed_card(verdicts: Codes, of: Codes, words: str) -> Card:
    """The facts under the filters of their list; see `facts_card`."""
    every = cache.derived("article_facts", articles.checked, whole=True)
    held = articles.select(every, verdicts, of, words)
    counts = every["verdict"].value_counts()
    number = {code: fmt.number(int(counts.get(code, 0))) for code in VERDICTS}
    return Card(
        key="articles_facts",
        title=tn(
            "sources.articles_title",
            len(every),
            agrees=number["agrees"],
            differs=number["differs"],
            untold=number["cannot_tell"],
        ),
        sentence=_sentence(len(held), verdicts, of, words),
        records=Records(
            "seed_facts",
            held["fact_id"],
            tn("sources.n_facts", len(every)),
            whole=True,
        ),
        subject="article-facts",
        tabled=lambda: (facts_table(held), _labels()),
        reading=(t("sources.articles_reading"),),
        hints=(t("shell.hint_row"),),
        controls=_controls,
        draw=partial(_draw, tables.Rows(lambda: held, _row)),
    )


def _sentence(held: int, verdicts: Codes, of: Codes, words: str) -> str:
    """What the list is, and the filters that narrow it."""
    base = t("sources.articles_sentence")
    chosen = [*map(_verdict, verdicts), *map(_article, of)]
    if words:
        chosen.append(t("shell.filter_words", words=words))
    if not chosen:
        return base
    named = fmt.join(chosen)
    return t("sources.articles_part", base=base, n=fmt.number(held), filters=named)


def _verdict(code: str) -> str:
    return labels.code("seed_fact_checks", "verdict", code)


@cache.kept
def _published(source: str) -> str:
    published = cache.full().sources.set_index("source_id")["published"]
    return str(published[source])


@cache.kept
def _every_article() -> tuple[str, ...]:
    return articles.articles(cache.full())


@cache.kept
def _article(source: str) -> str:
    row = cache.full().sources.set_index("source_id").loc[source]
    names = cache.full().publishers.set_index("publisher_id")["name"]
    return t(
        "sources.articles_of",
        publisher=names[row["publisher_id"]],
        date=fmt.recorded_date(_published(source)),
    )


def _controls() -> None:
    """Which facts are listed."""
    with st.container(horizontal=True, gap="medium"):
        widgets.any_of(
            "verdict",
            labels.field("seed_fact_checks", "verdict"),
            VERDICTS,
            _verdict,
            t("shell.all"),
            width=250,
        )
        widgets.any_of(
            "article",
            t("sources.articles_article"),
            _every_article(),
            _article,
            t("shell.all"),
            width=290,
        )
        widgets.free_text(
            "fact_q",
            t("sources.articles_words"),
            t("sources.articles_example"),
            t("sources.articles_words_help"),
            width=250,
        )


def _draw(rows: tables.Rows, _: Card) -> None:
    if not len(rows):
        st.info(t("sources.articles_none"), icon=":material/filter_alt_off:")
        arguments = (KEYS, cache.contract())
        widgets.back_button(t("shell.reset"), state.reset, arguments)
        return
    tables.record_list(rows, panel.request, key="articles_list", first=FIRST)


def _row(fact: Any) -> tables.Row:
    """What the article says, what our evidence says, and where to check."""
    claim = t(
        "sources.articles_claim",
        subject=escape(fact.subject),
        predicate=escape(fact.predicate),
        value=escape(fact.value),
        who=escape(fact.attributed_to),
    )
    found = t(
        "sources.articles_found",
        badge=record_facts.verdict_badge(fact.verdict),
        finding=escape(fact.finding),
    )
    data, paragraphs = cache.full(), fact.paragraph.split(";")
    return tables.Row(
        fact.fact_id,
        t(
            "sources.articles_place_one"
            if len(paragraphs) == 1
            else "sources.articles_place_several",
            year=_published(fact.source_id)[:4],
            paragraphs=", ".join(paragraphs),
        ),
        f"{claim}  \n{found}",
        also=tuple(
            (record, escape(panel.title_of(data, record))) for record in fact.records
        ),
    )


_FACT = ("fact_id", "source_id", "paragraph", "subject", "predicate", "value")
_CHECK = ("verdict", "finding")


def facts_table(held: pd.DataFrame) -> pd.DataFrame:
    """One row a fact, with what we found and the ids of the records behind it."""
    named = held.assign(
        verdict=held["verdict"].map(_verdict),
        records=held["records"].map("; ".join),
    )
    return named[list(_labels())]


def _labels() -> dict[str, str]:
    return {
        **{name: labels.field("seed_facts", name) for name in _FACT},
        "attributed_to": labels.field("seed_facts", "attributed_to"),
        **{name: labels.field("seed_fact_checks", name) for name in _CHECK},
        "records": t("sources.articles_column_records"),
    }


@cache.kept
def camps_card() -> Card | None:
    """Each state in its camp of the article, beside our position on that day.

    Returns:
        None where the data name no camps.
    """
    placed = articles.camps(cache.full(), stance_index().whole)
    if not placed:
        return None
    known = [place for place in placed if place.same is not None]
    differ = sum(not place.same for place in known)
    base = t("sources.camps_sentence", date=fmt.date(placed[0].day))
    untold = len(placed) - len(known)
    return Card(
        key="articles_camps",
        title=tn("sources.camps_title", len(placed), differ=fmt.number(differ)),
        sentence=tn("sources.camps_untold", untold, base=base) if untold else base,
        records=Records(
            "statements",
            [place.statement_id for place in known],
            tn("stances.said_or_done", len(said(cache.full()))),
            whole=True,
        ),
        subject="article-camps",
        tabled=lambda: (camps_table(placed), _camp_labels()),
        reading=(t("sources.camps_reading"),),
        hints=(t("shell.hint_row"),),
        draw=partial(_draw_camps, _camp_rows(placed)),
    )


def _camp_rows(placed: tuple[Placed, ...]) -> tables.Rows:
    said_as = cache.derived("stance_rows", stance_rows, whole=True)
    return tables.Rows(
        lambda: placed, lambda place: _camp_row(place, said_as.get(place.statement_id))
    )


def _draw_camps(rows: tables.Rows, _: Card) -> None:
    tables.record_list(rows, panel.request, key="camps_list", first=len(rows))


def _camp_row(place: Placed, statement: Any) -> tables.Row:
    text = t(
        "sources.camps_row",
        camp=labels.code("article_camps", "camp", place.camp),
        naming=labels.code("article_camps", "naming", place.naming),
        wording=escape(place.wording),
        badge=badge(place.position),
        same=_same(place),
    )
    if statement is not None:
        words = statement.summary or position_label(statement.stance)
        text = t(
            "sources.camps_words",
            row=text,
            speaker=escape(statement.speaker),
            date=said_on(statement),
            words=escape(words),
        )
    if place.note:
        key = "sources.camps_beside" if place.same else "sources.camps_note"
        text = t(key, row=text, note=escape(place.note))
    return tables.Row(
        place.actor_id,
        escape(labels.actor(place.actor_id)),
        text,
        opens=place.statement_id or place.fact_id,
    )


def _same(place: Placed) -> str:
    if place.same is None:
        return t("sources.camps_none")
    return t("sources.camps_same") if place.same else t("sources.camps_differs")


def camps_table(placed: tuple[Placed, ...]) -> pd.DataFrame:
    """One row a state: camp, our position on the day, whether both are one side."""
    return pd.DataFrame(
        [
            {
                "actor_id": labels.actor(place.actor_id),
                "camp": labels.code("article_camps", "camp", place.camp),
                "naming": labels.code("article_camps", "naming", place.naming),
                "wording": place.wording,
                "position": position_label(place.position),
                "same": _same(place),
                "note": place.note,
                "statement_id": place.statement_id,
                "fact_id": place.fact_id,
            }
            for place in placed
        ]
    )


def _camp_labels() -> dict[str, str]:
    return {
        **{
            name: labels.field("article_camps", name)
            for name in ("actor_id", "camp", "naming", "wording")
        },
        "position": t("sources.camps_column_position"),
        "same": t("sources.camps_column"),
        "note": labels.field("article_camps", "note"),
        "statement_id": labels.field("statements", "statement_id"),
        "fact_id": labels.field("article_camps", "fact_id"),
    }
