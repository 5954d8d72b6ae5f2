"""Positions by question, region, kind or country or over time, and the answer."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import replace
from functools import partial

import pandas as pd
import streamlit as st

from components import cache, labels, state, widgets
from components import format as fmt
from components.cards import Card
from components.experts import words
from components.experts.view import ExpertsView, sentence
from components.figures import diverging, palette
from components.figures.spec import Spec
from components.filters import ASSESSMENTS
from components.page import TEXT_WIDTH, said
from components.text import t, tn
from data import assessments
from data.assessments import (
    AND,
    BREAKDOWNS,
    FACETS,
    NO_POSITION,
    NONE_STATED,
    REGIONS,
    QuestionTally,
    by_question,
    codes_drawn,
    concentration,
    tally,
)
from data.rows import each


def warnings(view: ExpertsView) -> None:
    """Name the country and the kind that make up most of the view."""
    for found in concentration(view.selected):
        told = t(
            f"experts.concentrated_{found.facet}",
            name=labels.of_codes(ASSESSMENTS, FACETS[found.facet])(found.code),
            n=fmt.number(found.n),
            total=fmt.number(len(view.selected)),
        )
        with said(f"concentrated_{found.facet}", told):
            # A box in the colour of warnings would be louder than what it is about.
            st.markdown(told, width=TEXT_WIDTH)


# The filter that a click on a bar narrows; a half-year has none.
_CLICKED = {
    "question": "question",
    "region": "question",
    "kind": "affiliation_kind",
    "country": "affiliation_country",
}

# So many countries or half-years that lead together are named in the title.
_NAMED = 2


@cache.kept
def finding(view: ExpertsView) -> str:
    """State what the chart shows; positions are told of one question at a time."""
    tallies = by_question(view.selected)
    if len(tallies) == 1 and not view.filter.positions:
        return t(
            "experts.finding_on",
            question=words.short_question(tallies[0].question),
            positions=positions_told(tallies[0].positions),
        )
    if view.by in {"question", "region"}:
        people = view.people
        if len(tallies) == 1:
            question = words.short_question(tallies[0].question)
            return tn("experts.finding_people_on", people, question=question)
        return tn(f"experts.finding_people_by_{view.by}", people)
    totals = view.selected.counted(BREAKDOWNS[view.by])
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


@cache.kept
def answer(view: ExpertsView) -> str:
    """Say on which side the questions stand on which most take a position.

    No sum goes across questions. A choice of positions makes the side by itself: then
    the answer is how many take them, of all that the other filters leave.
    """
    if not view.whole:
        return t("experts.none_stored")
    if not view.selected:
        return t("experts.answer_none")
    if view.filter.positions:
        return _chosen_of_all(view)
    tallies = sorted(by_question(view.selected), key=_taking, reverse=True)
    return " ".join(map(_lean, tallies, _PLACES))


# How many questions the answer tells of, and what names their sentences.
_PLACES = ("first", "second")


def _chosen_of_all(view: ExpertsView) -> str:
    """How many take the chosen positions, on the questions on which most do."""
    others = assessments.select(view.every, replace(view.filter, positions=()))
    every = others.counted("question")
    positions = [
        words.position(code).lower()
        for code in palette.ASSESSMENT_COLOUR
        if code in view.filter.positions
    ]
    return " ".join(
        tn(
            f"experts.answer_{place}_chosen",
            tally.positions.total(),
            question=words.question_in_sentence(tally.question),
            all=fmt.number(every[tally.question]),
            positions=fmt.either(positions),
        )
        for tally, place in zip(by_question(view.selected), _PLACES, strict=False)
    )


def _taking(tally: QuestionTally) -> int:
    """How many take a position on a question."""
    return tally.positions.total() - tally.positions[NO_POSITION]


# From this share of the larger side on, the smaller one makes a split. So few
# assessments that take a position lean nowhere.
_SPLIT = 2 / 3
_FEW = 5


def _lean(tally: QuestionTally, place: str) -> str:
    """One question: which way it leans, how many are for and how many against."""
    first, second = (
        sum(tally.positions[p] for p in side)
        for side in (diverging.LEFT, diverging.RIGHT)
    )
    if first + second < _FEW:
        way = "few"
    elif min(first, second) >= _SPLIT * max(first, second):
        way = "split"
    else:
        way = "for" if first > second else "against"
    return t(
        f"experts.answer_{place}_{way}",
        question=words.question_in_sentence(tally.question),
        open=fmt.number(first),
        closed=fmt.number(second),
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


def _lines(view: ExpertsView) -> list[str]:
    """Each question with how many take which position; then who said what, newest."""
    counts = tally(view.selected, "question")
    found = []
    for code in codes_drawn(view.selected, "question"):
        rows = counts[counts["code"] == code]
        shares = [
            t("experts.counted", name=words.position(row.position).lower(), n=row.n)
            for row in each(rows)
        ]
        found.append(
            t("experts.line", question=words.question(code), shares=fmt.join(shares))
        )
    newest = sorted(view.selected, key=lambda a: a.date, reverse=True)
    found += [
        t(
            "experts.line_said",
            date=words.day(a),
            expert=a.expert,
            affiliation=a.affiliation,
            position=words.position(a.position).lower(),
            summary=a.summary,
        )
        for a in newest
    ]
    return found


@cache.kept
def positions_table(view: ExpertsView) -> tuple[pd.DataFrame, dict[str, str]]:
    """The bars as a table: a row each, a column a position, and the total.

    Returns:
        The frame and its column labels.
    """
    counts = view.selected.counted(BREAKDOWNS[view.by], "position")
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


@cache.kept
def positions_card(view: ExpertsView) -> Card:
    """Positions in the view, broken down as the reader chose."""
    counts = tally(view.selected, view.by)
    codes = codes_drawn(view.selected, view.by)
    label = words.BREAKDOWN_LABELS[view.by]
    notes = [t("experts.note_position"), *told_by_question(view)]
    if view.by == "time":
        notes.append(t("experts.note_time"))
    return Card(
        key="experts_chart",
        table_key="positions_table",
        title=finding(view),
        headline=answer(view) if view.by == "question" else "",
        sentence=sentence(view),
        records=view.records,
        lines=partial(_lines, view),
        subject="expert-positions",
        tabled=partial(positions_table, view),
        notes=(t("experts.note_collection"),),
        reading=tuple(notes),
        hints=(t("experts.hint_part"),) if view.by in _CLICKED else (),
        figure=_figure(view, counts, codes),
        alt=diverging.alt_positions(counts, codes, label, words.position),
        on_point=partial(_narrow, view) if view.by in _CLICKED else None,
        controls=_switch,
    )


def _figure(view: ExpertsView, counts: pd.DataFrame, codes: Sequence[str]) -> Spec:
    label = words.BREAKDOWN_LABELS[view.by]
    if view.by == "time":
        return diverging.fig_over_time(counts, codes, label, words.marked_position)
    if view.by != "region":
        return diverging.fig_positions(counts, codes, label, words.marked_position)
    blocks: dict[str, list[str]] = {}
    for code in codes:
        question = words.short_question(code.partition(AND)[0])
        blocks.setdefault(question, []).append(code)
    return diverging.fig_in_blocks(
        counts, blocks, label, words.region_alone, words.marked_position
    )


def _switch() -> None:
    widgets.segments(
        "by", t("experts.by"), tuple(BREAKDOWNS), lambda code: t(f"experts.by_{code}")
    )


def _narrow(view: ExpertsView, mark: str) -> None:
    """Show the assessments of the part of a bar that was clicked."""
    if not mark:
        return
    code, _, position = mark.partition("|")
    if view.by == "region":
        code, _, place = code.partition(AND)
        found = [a for a in view.every if a.workplace == place]
        state.assign(
            "affiliation_kind", tuple(sorted({a.affiliation_kind for a in found}))
        )
        if place != NONE_STATED:
            state.assign(
                "affiliation_country", tuple(sorted({a.country for a in found}))
            )
    state.assign(_CLICKED[view.by], (code,))
    state.assign("position", (position,))
