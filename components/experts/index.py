"""Index of affiliations: who stands behind the view; a row opens an institution."""

from __future__ import annotations

import pandas as pd

from components import format as fmt
from components import labels, state, tables
from components.cards import Card, card_around
from components.experts import words
from components.experts.view import ExpertsView, sentence
from components.figures.bars import POSITION_COLOUR, POSITION_SYMBOL
from components.registry import PageSpec
from components.text import t, tn
from data.assessments import Institution, institutions

# Columns that the one of all positions sums up, and the id.
_FOR_DOWNLOAD = {*POSITION_COLOUR, "affiliation_id"}

# A row is high enough for long names to wrap; beyond so many rows the table scrolls.
_ROW = 70
_MOST_ROWS = 6


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
            | {code: institution.positions[code] for code in POSITION_COLOUR}
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
        for code, symbol in POSITION_SYMBOL.items()
        if institution.positions[code]
    )


def _labels() -> dict[str, str]:
    return {code: words.marked_position(code) for code in POSITION_COLOUR} | {
        "affiliation": t("experts.facet_affiliations"),
        "country": t("experts.by_country"),
        "total": t("experts.by_affiliation"),
        "positions": t("experts.positions"),
        "people": t("experts.people"),
        "affiliation_kind": t("experts.facet_kinds"),
        "funding_or_control": labels.field("affiliations", "funding_or_control"),
        "affiliation_id": labels.field("affiliations", "affiliation_id"),
    }


def index_card(page: PageSpec, view: ExpertsView) -> None:
    """The affiliations of the view; choosing one shows its assessments alone."""
    held = institutions(view.selected)
    frame = index_table(held)
    names = _labels()

    def draw() -> None:
        tables.choosable(
            frame,
            tables.configured(
                frame, names, {"affiliation": "medium", "funding_or_control": "large"}
            ),
            frame["affiliation_id"],
            _narrow,
            key="affiliations_table",
            alt=t("experts.index_alt"),
            columns=[c for c in frame.columns if c not in _FOR_DOWNLOAD],
            pixels=tables.ROW_HEIGHT + _ROW * min(len(frame), _MOST_ROWS) + 3,
            row_pixels=_ROW,
        )

    card_around(
        page,
        Card(
            key="affiliations",
            table_key="affiliations_table",
            title=finding(held),
            sentence=sentence(view),
            sources=t("experts.index_note"),
            hints=(t("experts.hint_affiliation"),),
            **view.counted,
            subject="expert-affiliations",
            table=frame,
            labels=names,
        ),
        draw,
        twin=False,
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
