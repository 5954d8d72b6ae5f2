"""Positions by kind of affiliation, by country or over time, and what stands above."""

from __future__ import annotations

from collections import Counter
from functools import partial

import pandas as pd
import streamlit as st

from components import format as fmt
from components import labels, state, widgets
from components.cards import Card
from components.experts import words
from components.experts.view import ExpertsView, sentence
from components.figures import diverging, palette
from components.figures.diverging import fig_over_time
from components.filters import ASSESSMENTS
from components.text import t, tn
from data.assessments import (
    BREAKDOWNS,
    FACETS,
    LARGEST_SHARE,
    NO_POSITION,
    REGIONS,
    QuestionTally,
    by_question,
    codes_drawn,
    concentration,
    tally,
)


def warnings(view: ExpertsView) -> None:
    """Name the country and the kind that make up most of the view."""
    for found in concentration(view.selected):
        st.warning(
            t(
                f"experts.concentrated_{found.facet}",
                name=labels.of_codes(ASSESSMENTS, FACETS[found.facet])(found.code),
                share=fmt.percent(found.share),
                n=fmt.number(found.n),
                total=fmt.number(len(view.selected)),
                limit=fmt.percent(LARGEST_SHARE),
            ),
            icon=":material/balance:",
        )


# The filter that a click on a bar narrows; a half-year has none.
_CLICKED = {
    "question": "question",
    "kind": "affiliation_kind",
    "country": "affiliation_country",
}

# So many countries or half-years that lead together are named in the title.
_NAMED = 2


def finding(view: ExpertsView) -> str:
    """State what the chart shows; positions are told of one question at a time."""
    tallies = by_question(view.selected)
    if len(tallies) == 1 and not view.filter.positions:
        return t(
            "experts.finding_on",
            question=words.short_question(tallies[0].question),
            positions=positions_told(tallies[0].positions),
        )
    if view.by == "question":
        people = len({a.expert for a in view.selected})
        if len(tallies) == 1:
            question = words.short_question(tallies[0].question)
            return tn("experts.finding_people_on", people, question=question)
        return tn("experts.finding_people", people)
    totals = Counter(BREAKDOWNS[view.by](a) for a in view.selected)
    most = max(totals.values())
    leading = [c for c in codes_drawn(view.selected, view.by) if totals[c] == most]
    if len(leading) > _NAMED:
        return tn("experts.finding_number", len(view.selected))
    number = "one" if len(leading) == 1 else "several"
    if most == len(view.selected):
        number = "all"
    return tn(
        f"experts.finding_{number}_{view.by}",
        len(view.selected),
        names=fmt.join(map(words.BREAKDOWN_LABELS[view.by], leading)),
        most=fmt.number(most),
    )


def answer(view: ExpertsView) -> str:
    """Say of the questions assessed most how many are for and how many against.

    No sum goes across questions.
    """
    if not view.selected:
        return t("experts.answer_none")
    told = [_lean(tally) for tally in by_question(view.selected)[:2]]
    said = told[0]
    if len(told) > 1:
        said = t("experts.answer_two", first=told[0], second=told[1])
    return said[:1].upper() + said[1:]


def _lean(tally: QuestionTally) -> str:
    """One question: how many are for, perhaps on conditions, and how many against."""
    return t(
        "experts.lean",
        question=words.short_question(tally.question),
        open=fmt.number(sum(tally.positions[p] for p in diverging.LEFT)),
        closed=fmt.number(sum(tally.positions[p] for p in diverging.RIGHT)),
    )


def positions_told(positions: Counter[str]) -> str:
    """Every position on one question with its number, those of nobody included."""
    return fmt.join(
        t(
            "experts.alt_count",
            n=fmt.number(positions[position]),
            position=words.position(position).lower(),
        )
        for position in palette.ASSESSMENT_COLOUR
        if position != NO_POSITION or positions[position]
    )


def told_by_question(view: ExpertsView) -> list[str]:
    """One line a question: its positions in all, then those of each region."""
    return [_told(tally) for tally in by_question(view.selected)]


def _told(tally: QuestionTally) -> str:
    question = words.short_question(tally.question)
    positions = positions_told(tally.positions)
    if not tally.regions:
        return t("experts.question_only", question=question, positions=positions)
    regions = "; ".join(
        t(
            "experts.region_told",
            region=t(f"experts.region_{region}"),
            positions=_taken(tally.regions[region]),
        )
        for region in REGIONS
        if region in tally.regions
    )
    return t(
        "experts.question_told",
        question=question,
        positions=positions,
        regions=regions,
    )


def _taken(positions: Counter[str]) -> str:
    """The positions that somebody takes, each with its number."""
    return ", ".join(
        t(
            "experts.alt_count",
            n=fmt.number(positions[position]),
            position=words.position(position).lower(),
        )
        for position in palette.ASSESSMENT_COLOUR
        if positions[position]
    )


def positions_table(view: ExpertsView) -> tuple[pd.DataFrame, dict[str, str]]:
    """The bars as a table: a row each, a column a position, and the total.

    Returns:
        The frame and its column labels.
    """
    counts = Counter((BREAKDOWNS[view.by](a), a.position) for a in view.selected)
    rows = [
        {"name": words.BREAKDOWN_LABELS[view.by](code)}
        | {position: counts[code, position] for position in palette.ASSESSMENT_COLOUR}
        | {"total": sum(counts[code, p] for p in palette.ASSESSMENT_COLOUR)}
        for code in codes_drawn(view.selected, view.by)
    ]
    names = {"name": t(f"experts.by_{view.by}"), "total": t("experts.total")} | {
        position: words.position(position) for position in palette.ASSESSMENT_COLOUR
    }
    return pd.DataFrame(rows), names


def positions_card(view: ExpertsView) -> Card:
    """Positions in the view, broken down as the reader chose."""
    counts = tally(view.selected, view.by)
    codes = codes_drawn(view.selected, view.by)
    label = words.BREAKDOWN_LABELS[view.by]
    draw = fig_over_time if view.by == "time" else diverging.fig_positions
    table, names = positions_table(view)
    notes = [t("experts.note_collection"), *told_by_question(view)]
    if view.by == "time":
        notes.append(t("experts.note_time"))
    return Card(
        key="experts_chart",
        table_key="positions_table",
        title=finding(view),
        headline=answer(view) if view.by == "question" else "",
        sentence=sentence(view),
        records=view.records,
        subject="expert-positions",
        table=table,
        labels=names,
        reading=tuple(notes),
        hints=(t("experts.hint_part"),) if view.by in _CLICKED else (),
        figure=draw(counts, codes, label, words.marked_position),
        alt=diverging.alt_positions(counts, codes, label, words.position),
        on_point=partial(_narrow, _CLICKED[view.by]) if view.by in _CLICKED else None,
        controls=_switch,
    )


def _switch() -> None:
    widgets.one_of(
        "by",
        t("experts.by"),
        tuple(BREAKDOWNS),
        lambda code: t(f"experts.by_{code}"),
        in_a_row=True,
    )


def _narrow(facet: str, mark: str) -> None:
    """Show the assessments of the part of a bar that was clicked."""
    if mark:
        code, _, position = mark.partition("|")
        state.assign(facet, (code,))
        state.assign("position", (position,))
