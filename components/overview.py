"""Sections of the overview: the three answers, and what is new in the data."""

from __future__ import annotations

import datetime as dt
from typing import Any

import streamlit as st

from components import cache, labels, registry, tables
from components import format as fmt
from components.calls import charts, view
from components.calls.view import CallsView
from components.cards import Card
from components.experts import charts as opinions
from components.experts import view as experts
from components.experts import words
from components.figures import diverging
from components.leaders import answer
from components.markdown import escape
from components.page import TEXT_WIDTH, Page
from components.record import panel
from components.stances import day_map
from components.stances import view as stances
from components.stances.statements import records
from components.text import setting, t, tn
from data import assessments, evidence
from data.assessments import codes_drawn, tally
from data.fill_rule import CORE_SCOPES, WEAK_DAYS
from data.load import Dataset
from data.rows import each

# Whose word alone is weak: that of state media and what passes it on; and with it that
# of relays and of publishers whose owner nobody knows.
_STATE = frozenset({"state_controlled", "state_relay", "pro_kremlin_network"})
_WEAK = {"state": _STATE, "unknown": _STATE | {"relay", "unknown"}}

# So many of the latest statements are listed.
NEWEST = 3


def prepare() -> None:
    """Make what the start page shows whoever comes first, and under any filters.

    Raises:
        data.schema.DataError: a table is missing or damaged.
    """
    data = cache.dataset()
    answer.current_words()
    if len(data.statements):
        stance_card(newest_stances(data))
    if len(data.assessments):
        expert_card(every_expert(data))


def answers(page: Page, data: Dataset, calls: CallsView) -> None:
    """The answers side by side, each with a small chart and the way on.

    What the data hold nothing of has no place.
    """
    full, shown = cache.full(), setting().pages or ("stances", "experts")
    positions = "stances" in shown and len(full.statements) > 0
    opinions_held = "experts" in shown and len(full.assessments) > 0
    columns = st.columns(1 + sum((positions, opinions_held)), gap="large")
    with columns[0]:
        card = charts.counts_card(calls, listed=False, small=True)
        question = t("calls.title", name=calls.counterpart)
        page.glance(question, view.answer(calls), card, "calls")
    if positions:
        with columns[1]:
            newest = newest_stances(data)
            card = stance_card(newest)
            page.glance(t("stances.title"), day_map.finding(newest), card, "stances")
    if opinions_held:
        with columns[-1]:
            opinion = every_expert(data)
            said = opinions.answer(opinion)
            page.glance(t("experts.title"), said, expert_card(opinion), "experts")


@cache.kept
def stance_card(view: stances.StancesView) -> Card:
    """The states of a day as tiles; choosing a state is done on its own page."""
    figure, alt = day_map.drawing(view, "tiles", small=True)
    return Card(
        key="overview_map",
        table_key="overview_map_table",
        title=day_map.finding(view),
        sentence=day_map.sentence(view),
        records=records(day_map.deciding(view), view.count_said(institutions=False)),
        subject="stances",
        tabled=lambda: (day_map.fill_table(view), day_map.fill_labels()),
        notes=(day_map.marks_sentence(view),),
        figure=figure,
        alt=alt,
    )


def newest_stances(data: Dataset) -> stances.StancesView:
    """Positions on the last day of the data, compared with one half a year before."""
    day = data.cutoff("stances")
    return stances.view_on(data, day, day - dt.timedelta(days=WEAK_DAYS))


def every_expert(data: Dataset) -> experts.ExpertsView:
    """All assessments, over all years and by question."""
    every = cache.derived("assessments", assessments.collect)
    years = every.counted("year")
    chosen = assessments.AssessmentFilter(min(years), max(years))
    return experts.view_under(data, chosen, "question", "affiliation")


@cache.kept
def expert_card(view: experts.ExpertsView) -> Card:
    """Positions of experts by question."""
    selected = view.selected
    counts, codes = tally(selected, "question"), codes_drawn(selected, "question")
    return Card(
        key="overview_experts",
        table_key="overview_experts_table",
        title=opinions.finding(view),
        sentence=experts.sentence(view),
        records=view.records,
        subject="expert-positions",
        tabled=lambda: opinions.positions_table(view),
        notes=(t("experts.note_collection"),),
        figure=diverging.fig_positions(
            counts, codes, words.short_question, words.marked_position
        ),
        alt=diverging.alt_positions(
            counts, codes, words.short_question, words.position
        ),
    )


def newest(data: Dataset) -> None:
    """The last statements and the last contact in the data, each with its record."""
    st.header(t("overview.newest"), anchor="newest")
    rows, notes = _newest(data)
    tables.record_list(rows, panel.request, key="newest")
    st.caption(notes, width=TEXT_WIDTH)
    st.page_link(
        registry.page("new").path,
        label=t("overview.all_new"),
        icon=":material/arrow_forward:",
        icon_position="right",
    )


@cache.kept
def _newest(data: Dataset) -> tuple[list[tables.Row], str]:
    """The last statements and the last contact, and what the list leaves out."""
    said = data.statements[data.statements["speaker"] != ""]
    # What was only inferred is no statement: a reader must not meet it first.
    spoken = said[said["basis"] == "direct"]
    names = labels.actor_names()
    latest = spoken.sort_values(["date", "statement_id"]).tail(NEWEST)
    dated = [
        (
            row.date,
            tables.Row(
                row.statement_id,
                stances.said_on(row),
                t(
                    "overview.new_statement",
                    actor=escape(names[row.actor_id]),
                    speaker=escape(row.speaker),
                    position=stances.badge(row.stance),
                )
                + _topic(row)
                + _caveats(row, "statements"),
            ),
        )
        for row in reversed(list(each(latest)))
    ]
    (last,) = each(data.contacts.sort_values(["date", "contact_id"]).tail(1))
    words = t(
        "overview.new_contact",
        counterpart=escape(last.counterpart),
        kind=labels.code("contacts", "kind", last.kind),
    )
    day = fmt.imprecise_date(last.date.date(), last.date_precision)
    contact = tables.Row(last.contact_id, day, words + _caveats(last, "contacts"))
    # Newest first; of one day statements stand first.
    dated = sorted([*dated, (last.date, contact)], key=lambda row: row[0], reverse=True)
    rows = [row for _, row in dated]
    newer = said["date"] >= latest["date"].min()
    return rows, " ".join(_newest_notes(data, len(said[newer]) - len(latest)))


def _newest_notes(data: Dataset, left_out: int) -> list[str]:
    """Say how many statements the list leaves out, and how many rows were corrected."""
    log = data.table("corrections")
    notes = [tn("overview.inferred", left_out)] if left_out else []
    corrections = tn(
        "overview.corrections",
        len(log),
        version=data.version,
        page=t("nav.sources"),
    )
    return [*notes, corrections]


def _topic(row: Any) -> str:
    """Name what a statement is about where that decides no position."""
    if row.scope in CORE_SCOPES:
        return ""
    scope = labels.code("statements", "scope", row.scope)
    return t("overview.new_statement_on", scope=scope)


def _caveats(row: Any, table: str) -> str:
    """Say what weakens a record: low confidence, or who alone reports it."""
    record_id = row.statement_id if table == "statements" else row.contact_id
    said = []
    if row.confidence == "low":
        said.append(t("overview.low_confidence"))
    if weak := _weak_evidence(table, record_id):
        said.append(t(f"overview.only_{weak}"))
    return f" ⚠ {fmt.join(said)}" if said else ""


def _weak_evidence(table: str, record_id: str) -> str:
    """Name what alone reports a record, where that is weak: a key of `_WEAK`."""
    voices = set(evidence.source_mix(cache.full(), table, [record_id]).index)
    return next((name for name, weak in _WEAK.items() if voices <= weak), "")
