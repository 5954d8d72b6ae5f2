"""The index of institutions, and all assessments of the view as one table."""

from __future__ import annotations

from functools import partial
from typing import Any

import pandas as pd

from components import cache, labels, state, tables
from components import format as fmt
from components.cards import Card
from components.experts import words
from components.experts.view import ExpertsView, sentence
from components.figures.palette import ASSESSMENT_COLOUR, ASSESSMENT_SIGN
from components.markdown import escape
from components.record import panel
from components.text import t, tn
from data.assessments import Assessment, Institution, institutions
from data.load import Dataset


def index_table(held: tuple[Institution, ...]) -> pd.DataFrame:
    """One row an affiliation: positions, people, and under whose control it stands."""
    return pd.DataFrame(
        [
            {
                "affiliation": institution.assessments[0].affiliation,
                "country": words.country(institution.assessments[0].country),
                "total": len(institution.assessments),
                "positions": _positions(institution),
                "funding_or_control": words.control(institution.assessments[0]),
                "affiliation_kind": words.kind(
                    institution.assessments[0].affiliation_kind
                ),
                "people": institution.people,
            }
            | {code: institution.positions[code] for code in ASSESSMENT_COLOUR}
            | {
                "affiliation_id": institution.assessments[0].affiliation_id,
            }
            for institution in held
        ]
    )


def _positions(institution: Institution) -> str:
    """Write what occurs in one cell: "▲ 2  ▼ 1"."""
    return "  ".join(
        t(
            "experts.index_count",
            symbol=symbol,
            n=fmt.number(institution.positions[code]),
        )
        for code, symbol in ASSESSMENT_SIGN.items()
        if institution.positions[code]
    )


def _labels() -> dict[str, str]:
    return {code: words.marked_position(code) for code in ASSESSMENT_COLOUR} | {
        "affiliation": t("experts.facet_affiliations"),
        "country": t("experts.by_country"),
        "total": t("experts.by_affiliation"),
        "positions": t("experts.positions"),
        "people": t("experts.people"),
        "affiliation_kind": t("experts.facet_kinds"),
        "funding_or_control": labels.field("affiliations", "funding_or_control"),
        "affiliation_id": labels.field("affiliations", "affiliation_id"),
    }


@cache.kept
def index_card(view: ExpertsView) -> Card:
    """The affiliations of the view; choosing one shows its assessments alone."""
    held = institutions(view.selected)
    table = cache.later(lambda: index_table(held))
    return Card(
        key="affiliations",
        title=finding(held),
        sentence=sentence(view),
        records=view.records,
        sources=t("experts.index_note"),
        hints=(t("experts.hint_affiliation"),),
        subject="expert-affiliations",
        tabled=lambda: (table(), _labels()),
        table_key="index_table",
        draw=partial(_draw_index, tables.Rows(table, _index_row)),
    )


def _draw_index(rows: tables.Rows, _: Card) -> None:
    tables.record_list(rows, _narrow, key="affiliations_table", label_width=380)


def _index_row(row: Any) -> tables.Row:
    return tables.Row(
        row.affiliation_id,
        escape(row.affiliation),
        " · ".join(
            escape(part)
            for part in (row.country, row.affiliation_kind, row.funding_or_control)
            if part
        )
        + t("experts.index_positions", positions=escape(row.positions)),
    )


def finding(held: tuple[Institution, ...]) -> str:
    """Count institutions with known funding, and people without one apart."""
    named = [institution for institution in held if institution.named]
    established = sum(institution.established for institution in named)
    title = tn("experts.index_title", len(named), established=fmt.number(established))
    if len(named) == len(held):
        return title
    return tn("experts.index_without", len(held) - len(named), title=title)


def _narrow(affiliation: str) -> None:
    if affiliation:
        state.assign("affiliation", (affiliation,))


# Columns of the table `assessments` whose labels are used as they are.
_OWN = (
    "assessment_id",
    "date_as_recorded",
    "date_precision",
    "role_as_printed",
    "question",
    "position",
    "summary",
    "wording",
    "locator",
    "original_language",
    "translated",
)


def assessment_table(data: Dataset, selected: tuple[Assessment, ...]) -> pd.DataFrame:
    """The assessments of a view as readers list them, newest first.

    A date is text, and only as exact as it is known.
    """
    urls = cache.derived("source_urls", _urls)
    rows = [
        {
            "date_as_recorded": a.date_as_recorded,
            "expert": a.expert,
            "position": words.position(a.position),
            "question": words.short_question(a.question),
            "affiliation": a.affiliation,
            "summary": a.summary,
            "country": words.country(a.country),
            "affiliation_kind": words.kind(a.affiliation_kind),
            "funding_or_control": words.control(a),
            "role_as_printed": a.role,
            "topics": ", ".join(map(labels.topic, a.topics)),
            "wording": a.wording,
            "publisher": labels.speaker(a.source_id),
            "url": urls[a.source_id],
            "locator": words.place(a.locator),
            "original_language": fmt.language_name(a.original_language),
            "translated": labels.code("assessments", "translated", a.translated),
            "expert_kind": words.expert_kind(a.expert_kind),
            "date_precision": labels.code(
                "assessments", "date_precision", a.date_precision
            ),
            "assessment_id": a.assessment_id,
        }
        for a in selected
    ]
    return pd.DataFrame(rows)


def _urls(data: Dataset) -> dict[str, str]:
    return dict(zip(data.sources["source_id"], data.sources["url"], strict=True))


def table_labels() -> dict[str, str]:
    """Column labels of `assessment_table`."""
    return {name: labels.field("assessments", name) for name in _OWN} | {
        "expert": labels.field("assessments", "expert_id"),
        "expert_kind": t("experts.facet_expert_kinds"),
        "affiliation": t("experts.facet_affiliations"),
        "affiliation_kind": t("experts.facet_kinds"),
        "country": t("experts.facet_countries"),
        "funding_or_control": labels.field("affiliations", "funding_or_control"),
        "topics": t("experts.facet_topics"),
        "publisher": labels.field("sources", "publisher_id"),
        "url": labels.field("sources", "url"),
    }


@cache.kept
def table_card(view: ExpertsView) -> Card:
    """All that is shown as a table; choosing a row opens its record."""
    people = tn("experts.n_people", view.people)
    return Card(
        key="experts",
        title=tn("experts.table_finding", len(view.selected), people=people),
        sentence=sentence(view),
        records=view.records,
        sources=t("experts.table_note"),
        subject="experts",
        tabled=lambda: (assessment_table(view.data, view.selected), table_labels()),
        table_key="all_experts_table",
        draw=partial(_draw_table, tables.Rows(lambda: view.selected, _row)),
    )


def _draw_table(rows: tables.Rows, _: Card) -> None:
    tables.record_list(rows, panel.request, key="experts_table")


def _row(a: Assessment) -> tables.Row:
    return tables.Row(
        a.assessment_id,
        escape(words.day(a)),
        t(
            "experts.row_text",
            badge=words.badge(a.position),
            expert=escape(a.expert),
            affiliation=escape(a.affiliation),
            question=words.question(a.question),
            summary=escape(a.summary),
        ),
    )
