"""Sections of the overview, and its key figures with definition and evidence."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass, field
from typing import Any

import pandas as pd
import streamlit as st

from components import cache, labels
from components import format as fmt
from components.calls.view import ACTOR
from components.cards import Card
from components.experts import charts, words
from components.experts import view as experts
from components.figures import bars
from components.markdown import escape
from components.record import panel
from components.registry import PAGES
from components.stances import day_map
from components.stances import view as stances
from components.stances.statements import records
from components.text import t, tn
from data import assessments, evidence
from data import contacts as counting
from data.assessments import codes_drawn, tally
from data.fill_rule import WEAK_DAYS
from data.leaders import SOLID, runs
from data.load import Dataset
from data.rows import each

# Whose word alone is weak: that of state media and what passes it on; and with it that
# of relays and of publishers whose owner nobody knows.
_STATE = frozenset({"state_controlled", "state_relay", "pro_kremlin_network"})
_WEAK = {"state": _STATE, "unknown": _STATE | {"relay", "unknown"}}

# So many of the latest statements are listed.
NEWEST = 5


def intro(data: Dataset) -> None:
    """Say what the page answers, and how much it rests on."""
    st.markdown(t("overview.intro"))
    st.caption(
        t(
            "overview.status",
            sources=fmt.number(len(data.sources)),
            publishers=fmt.number(data.sources["publisher_id"].nunique()),
        )
    )


def stance_card(data: Dataset) -> Card:
    """The map of the newest day, small; choosing a state is done on its own page."""
    view = newest_stances(data)
    figure, alt = day_map.drawing(view, "map")
    return Card(
        key="overview_map",
        table_key="overview_map_table",
        title=day_map.finding(view),
        sentence=day_map.sentence(view),
        records=records(day_map.deciding(view), view.count_said(institutions=False)),
        subject="stances",
        table=day_map.fill_table(view),
        labels=day_map.fill_labels(),
        notes=(day_map.freshness(view), t("stances.note_marks")),
        figure=figure,
        alt=alt,
    )


def newest_stances(data: Dataset) -> stances.StancesView:
    """Positions on the last day of the data, compared with one half a year before."""
    day = data.cutoff("stances")
    return stances.view_on(data, day, day - dt.timedelta(days=WEAK_DAYS))


def expert_card(data: Dataset) -> Card:
    """Positions of experts by kind of affiliation, over all years."""
    every = cache.derived("assessments", assessments.collect)
    years = [a.date.year for a in every]
    chosen = assessments.AssessmentFilter(min(years), max(years))
    selected = assessments.select(every, chosen)
    whole = cache.derived("assessments", assessments.collect, whole=True)
    view = experts.ExpertsView(
        data, whole, every, chosen, "question", "affiliation", selected
    )
    counts, codes = tally(selected, "question"), codes_drawn(selected, "question")
    table, names = charts.positions_table(view)
    return Card(
        key="overview_experts",
        table_key="overview_experts_table",
        title=charts.finding(view),
        sentence=experts.sentence(view),
        records=view.records,
        subject="expert-positions",
        table=table,
        labels=names,
        notes=(*charts.told_by_question(view), t("experts.note_collection")),
        figure=bars.fig_positions(
            counts, codes, words.short_question, words.marked_position
        ),
        alt=bars.alt_positions(counts, codes, words.short_question, words.position),
    )


def newest(data: Dataset) -> None:
    """The last statements and the last contact in the data, each with its evidence."""
    with st.container(border=True, key="newest"):
        st.header(t("overview.newest"))
        said = data.statements[data.statements["speaker"] != ""]
        # What was only inferred is no statement: a reader must not meet it first.
        spoken = said[said["basis"] == "direct"]
        names = data.actors.set_index("actor_id")["name"]
        latest = spoken.sort_values(["date", "statement_id"]).tail(NEWEST)
        for row in reversed(list(each(latest))):
            words = t(
                "overview.new_statement",
                date=stances.said_on(row),
                actor=escape(labels.translated(str(names[row.actor_id]))),
                speaker=escape(row.speaker),
                stance=stances.stance_label(row.stance),
            )
            _item(row.statement_id, words + _caveats(row, "statements"))
        *_, last = each(data.contacts.sort_values(["date", "contact_id"]))
        words = t(
            "overview.new_contact",
            date=fmt.imprecise_date(last.date.date(), last.date_precision),
            counterpart=escape(last.counterpart),
            kind=labels.code("contacts", "kind", last.kind),
        )
        _item(last.contact_id, words + _caveats(last, "contacts"))
        newer = said["date"] >= latest["date"].min()
        st.caption(" ".join(_newest_notes(data, len(said[newer]) - len(latest))))


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


def _item(record_id: str, words: str) -> None:
    text, button = st.columns([5, 2], vertical_alignment="top")
    text.markdown(words)
    with button:
        panel.evidence_button(record_id, f"new_{record_id}")


def next_steps() -> None:
    """Link to the pages that hold the evidence."""
    st.header(t("overview.next"))
    grid = st.grid(3, min_column_width=260)
    for spec in PAGES:
        if not spec.default:
            # The label of a link stays on one line, and is cut where there is no room.
            with grid.cell():
                st.page_link(spec.path, label=t(f"nav.{spec.stem}"))
                st.caption(t(f"overview.to_{spec.stem}"))


@dataclass(frozen=True)
class KeyFigure:
    """One number of the overview: what it is, how it is defined, what it rests on.

    The evidence is one click away: `page` and `query` open it.
    """

    label: str
    value: str
    definition: str
    page: str
    query: dict[str, str] = field(default_factory=dict)


# Five stand in a row on a desk, two on a phone.
_FIGURE_WIDTH = 150


def draw_key_figures(figures: list[KeyFigure]) -> None:
    """Show key figures side by side, as many in a row as the screen has room for."""
    grid = st.grid(len(figures), min_column_width=_FIGURE_WIDTH, border=True)
    for figure in figures:
        with grid.cell():
            st.metric(figure.label, figure.value)
            st.caption(figure.definition)
            st.page_link(
                figure.page,
                label=t("shell.evidence"),
                icon=":material/fact_check:",
                query_params=figure.query,
            )


def key_figures(data: Dataset) -> None:
    """Five numbers with their definitions, over the whole record, rule `remote`.

    They do not follow the years and the rule of the sidebar, and say so: they are
    what the data set as a whole answers. What is hidden makes no gap and no silence.
    """
    draw_key_figures([*calls_figures(data, cache.full()), _stance_figure(data)])
    st.caption(t("overview.figures_note", rule=labels.rule("remote")))


def calls_figures(data: Dataset, whole: Dataset) -> list[KeyFigure]:
    """The numbers of calls.

    Args:
        data: the data set that is shown: its contacts are counted.
        whole: the whole data set: from it come the gap and the last contact.
    """
    remote, every = _remote(data), _remote(whole)
    hidden = len(every) - len(remote)
    years = remote["date"].dt.year.value_counts().sort_index()
    definition = t("overview.total_definition")
    if hidden:
        hint = tn("overview.total_hidden", hidden)
        definition = f"{definition} {hint}"
    label = t("overview.total", start=int(every["date"].dt.year.min()))
    figures = [_calls_figure(label, fmt.number(len(remote)), definition)]
    if len(years):
        figures.append(_peak_figure(remote, years))
    if gap := counting.longest_gap(every):
        figures.append(
            _calls_figure(
                t("overview.gap"),
                tn("overview.days", gap.days),
                t(
                    "overview.gap_definition",
                    start=fmt.date(gap.start),
                    end=fmt.date(gap.end),
                ),
                {"record": gap.next_contact_id},
            )
        )
    return [*figures, _since_figure(whole, every)]


def _remote(data: Dataset) -> pd.DataFrame:
    of_pair = data.contacts[data.contacts["actor_id"] == ACTOR]
    return counting.apply_rule(of_pair, "remote")


def _peak_figure(remote: pd.DataFrame, years: pd.Series) -> KeyFigure:
    """The year with most calls; several that are equal are all named."""
    most = int(years.max())
    peaks = [int(year) for year in years.index[years == most]]
    label = t("overview.peak", year=fmt.join(map(str, peaks)))
    if len(peaks) > 1:
        return _calls_figure(label, fmt.number(most), t("overview.peak_tied"))
    (peak,) = peaks
    two_way = counting.apply_rule(remote[remote["date"].dt.year == peak], "bilateral")
    definition = tn(
        "overview.peak_definition",
        len(two_way),
        joint=fmt.number(most - len(two_way)),
    )
    query = {"from": str(peak), "to": str(peak)}
    return _calls_figure(label, fmt.number(most), definition, query)


def _since_figure(whole: Dataset, every: pd.DataFrame) -> KeyFigure:
    """Days since the last call, to the last day that was searched, and how well."""
    last = every.sort_values(["date", "contact_id"]).iloc[-1]
    day, until = last["date"].date(), whole.last_day("contacts")
    solid = runs(whole.coverage, ACTOR, SOLID)[-1][1]
    definition = t(
        "overview.since_definition", last=fmt.date(day), until=fmt.date(until)
    )
    if day < solid < until:
        hint = t("overview.since_thin", day=fmt.date(solid))
        definition = f"{definition} {hint}"
    return _calls_figure(
        t("overview.since"),
        tn("overview.days", (until - day).days),
        definition,
        {"record": str(last["contact_id"])},
    )


def _calls_figure(
    label: str, value: str, definition: str, query: dict[str, str] | None = None
) -> KeyFigure:
    """Build a key figure whose evidence is on the page of calls."""
    return KeyFigure(label, value, definition, "pages/calls.py", query or {})


def _stance_figure(data: Dataset) -> KeyFigure:
    """States for talks, with the marks that are a part of the number."""
    view = newest_stances(data)
    definition = t("overview.stances_definition", date=fmt.date(view.as_of))
    return KeyFigure(
        t("overview.stances"),
        t(
            "shell.of",
            n=fmt.number(len(day_map.asking(view))),
            m=fmt.number(len(view.states)),
        ),
        f"{definition} {day_map.marks_sentence(view)}".rstrip(),
        "pages/stances.py",
    )
