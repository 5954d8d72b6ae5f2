"""Sections of the overview."""

from __future__ import annotations

import datetime as dt

import pandas as pd
import streamlit as st

from components import cache, labels, records
from components import format as fmt
from components.callfrequency.view import ACTOR
from components.cards import Card, KeyFigure, chart_card, source_line
from components.cards import key_figures as draw_key_figures
from components.experts import charts, words
from components.experts import view as experts
from components.figures import experts as expert_figures
from components.markdown import escape
from components.registry import PAGES, PageSpec
from components.stances import found, headline, map_section
from components.stances import view as stances
from components.stances.statement import rests_on
from components.text import t, tn
from data import assessments
from data import contacts as counting
from data.assessment_views import codes_drawn, tally
from data.load import Dataset
from data.rows import each
from data.stance_rule import WEAK_DAYS

# So many of the latest statements are listed.
NEWEST = 5


def intro(data: Dataset) -> None:
    """Say what the page answers, and to which day the data goes."""
    st.markdown(t("overview.intro"))
    st.caption(
        t(
            "overview.status",
            contacts=fmt.date(data.cutoff("contacts")),
            stances=fmt.date(data.cutoff("stances")),
            sources=fmt.number(len(data.sources)),
            publishers=fmt.number(len(data.publishers)),
        )
    )


def key_figures(data: Dataset) -> None:
    """Five numbers with their definitions, over the whole record, rule `remote`.

    They do not follow the sidebar's filters, and say so: they are what the data set
    as a whole answers.
    """
    remote = counting.apply_rule(
        data.contacts[data.contacts["actor_id"] == ACTOR], "remote"
    )
    years = remote["date"].dt.year.value_counts()
    peak = int(years.idxmax())
    two_way = counting.apply_rule(remote[remote["date"].dt.year == peak], "bilateral")
    last = remote.sort_values("date").iloc[-1]
    cutoff = data.cutoff("contacts")
    figures = [
        _calls_figure(
            t("overview.total"),
            fmt.number(len(remote)),
            t("overview.total_definition", start=int(years.index.min())),
        ),
        _calls_figure(
            t("overview.peak", year=peak),
            fmt.number(int(years.max())),
            tn(
                "overview.peak_definition",
                len(two_way),
                joint=fmt.number(int(years.max()) - len(two_way)),
            ),
            {"from": str(peak), "to": str(peak)},
        ),
    ]
    if gap := counting.longest_gap(remote):
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
    figures.append(
        _calls_figure(
            t("overview.since"),
            tn("overview.days", (pd.Timestamp(cutoff) - last["date"]).days),
            t(
                "overview.since_definition",
                last=fmt.date(last["date"].date()),
                cutoff=fmt.date(cutoff),
            ),
            {"record": str(last["contact_id"])},
        )
    )
    draw_key_figures([*figures, _stance_figure(data)])


def _calls_figure(
    label: str, value: str, definition: str, query: dict[str, str] | None = None
) -> KeyFigure:
    """Build a key figure whose evidence is on the page of calls."""
    return KeyFigure(label, value, definition, "pages/calls.py", query or {})


def _stance_figure(data: Dataset) -> KeyFigure:
    view = _newest_stances(data)
    asking = len(headline.asking(view))
    marks = headline.marks_sentence(view)
    definition = t("overview.stances_definition", date=fmt.date(view.as_of))
    return KeyFigure(
        t("overview.stances"),
        t("shell.of", n=fmt.number(asking), m=fmt.number(len(view.states))),
        f"{definition} {marks}".rstrip(),
        "pages/stances.py",
    )


def stance_card(page: PageSpec, data: Dataset) -> None:
    """The map of the newest day, small; choosing a state is done on its own page."""
    view = _newest_stances(data)
    card = Card(
        key="overview_map",
        table_key="overview_map_table",
        title=headline.finding(view),
        sentence=headline.sentence(view),
        sources=rests_on(view, map_section.deciding(view)),
        shown=len(map_section.deciding(view)),
        total=view.count_said(institutions=False),
        subject="stances",
        table=map_section.fill_table(view),
        labels=map_section.fill_labels(),
        notes=(found.freshness(view), t("stances.note_marks")),
    )
    chart_card(page, card, *map_section.drawing(view, "map"))


def _newest_stances(data: Dataset) -> stances.StancesView:
    day = data.cutoff("stances")
    return stances.view_on(data, day, day - dt.timedelta(days=WEAK_DAYS))


def expert_card(page: PageSpec, data: Dataset) -> None:
    """Positions of experts by kind of affiliation, over all years."""
    every = cache.derived("assessments", assessments.collect)
    years = [a.date.year for a in every]
    chosen = assessments.AssessmentFilter(min(years), max(years))
    selected = assessments.select(every, chosen)
    view = experts.ExpertsView(data, every, chosen, "kind", "affiliation", selected)
    ids = pd.Series([a.assessment_id for a in selected])
    counts, codes = tally(selected, "kind"), codes_drawn(selected, "kind")
    table, names = charts.positions_table(view)
    card = Card(
        key="overview_experts",
        table_key="overview_experts_table",
        title=charts.finding(view),
        sentence=experts.sentence(view),
        sources=source_line(data, "assessments", ids),
        shown=len(selected),
        total=len(every),
        subject="expert-positions",
        table=table,
        labels=names,
        notes=(t("experts.note_collection"),),
    )
    chart_card(
        page,
        card,
        expert_figures.fig_positions(counts, codes, words.kind, words.marked_position),
        expert_figures.alt_positions(counts, codes, words.kind, words.position),
    )


def newest(data: Dataset) -> None:
    """The last statements and the last contact in the data, each with its evidence."""
    with st.container(border=True, key="newest"):
        st.header(t("overview.newest"))
        # What was only inferred is no statement: a reader must not meet it first.
        spoken = data.statements[data.statements["basis"] == "direct"]
        names = data.actors.set_index("actor_id")["name"]
        latest = spoken.sort_values(["date", "statement_id"]).tail(NEWEST)
        for row in reversed(list(each(latest))):
            _item(
                row.statement_id,
                t(
                    "overview.new_statement",
                    date=stances.said_on(row),
                    actor=escape(labels.translated(str(names[row.actor_id]))),
                    speaker=escape(row.speaker),
                    stance=stances.stance_label(row.stance),
                ),
            )
        last = data.contacts.sort_values(["date", "contact_id"]).iloc[-1]
        _item(
            last["contact_id"],
            t(
                "overview.new_contact",
                date=fmt.date(last["date"].date()),
                counterpart=escape(last["counterpart"]),
                kind=labels.code("contacts", "kind", last["kind"]),
            ),
        )
        log = data.table("corrections")
        st.caption(tn("overview.corrections", len(log), version=data.version))


def _item(record_id: str, words: str) -> None:
    text, button = st.columns([5, 2], vertical_alignment="top")
    text.markdown(words)
    with button:
        records.evidence_button(record_id, f"new_{record_id}")


def next_steps() -> None:
    """Link to the pages that hold the evidence."""
    st.header(t("overview.next"))
    grid = st.grid(3, min_column_width=260)
    for spec in PAGES:
        if not spec.default:
            # The label of a link stays on one line, and is cut where there is no room.
            with grid.cell():
                st.page_link(spec.path, label=t(f"nav.{spec.stem}"), icon=spec.icon)
                st.caption(t(f"overview.to_{spec.stem}"))
