"""The answer of the method page, and its sections on contacts, evidence and service."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import pandas as pd
import streamlit as st

from components import format as fmt
from components import labels, settings, tables
from components.markdown import escape, link
from components.page import Page
from components.stances.view import stance_index
from components.text import t, tn
from data import contacts as counting
from data import sources
from data.assessments import IN_OFFICE, LEADERS_STATE, NOT_ESTABLISHED, collect
from data.contacts import RULES
from data.coverage import COMPLETENESS
from data.evidence import STEPS, VOICES
from data.load import Dataset
from data.stances import on_one_weak_page


def anchor(section: str) -> str:
    """Name of a section in the address, after the `#`."""
    return section.replace("_", "-")


def heading(page: Page, section: str) -> None:
    """Print a section's heading under its anchor."""
    page.chapter(t(f"method.{section}"), anchor(section))


def definitions(page: Page, meanings: Mapping[str, str]) -> None:
    """Print terms with their meaning: a table would leave half of its width empty."""
    page.say(
        "\n".join(
            t("method.definition", term=term, meaning=meaning)
            for term, meaning in meanings.items()
        )
    )


def table(
    page: Page, columns: Sequence[str], rows: Sequence[Sequence[str]], alt: str
) -> None:
    """Print a small table whose cells are Markdown."""
    page.tabulate(pd.DataFrame(rows, columns=list(columns)), alt)


def read_as(pages: pd.DataFrame) -> str:
    """Say how pages were read, each way with its number of pages."""
    told = [
        tn(f"method.read_{name}", n) for name, n in sources.ways(pages).items() if n
    ]
    return tn("method.read", len(pages), ways=fmt.join(told))


def nothing(page: Page) -> None:
    """The three kinds of nothing, and how each is drawn."""
    heading(page, "nothing")
    page.say(t("method.nothing_intro"))
    table(
        page,
        (t("method.column_kind"), t("method.column_means"), t("method.column_drawn")),
        [
            (
                t(f"method.nothing_{kind}"),
                t(f"method.nothing_{kind}_means"),
                t(f"method.nothing_{kind}_drawn"),
            )
            for kind in ("zero", "uncovered", "not_applicable")
        ],
        t("method.nothing"),
    )


def what_is_counted(page: Page, data: Dataset) -> None:
    """What is counted how, and what nothing means."""
    nothing(page)
    counting_rules(page, data)
    coverage(page, data)
    evidence(page)


def counting_rules(page: Page, data: Dataset) -> None:
    """What each rule counts, with its totals for the main counterpart."""
    heading(page, "counting")
    page.say(t("method.counting_intro"))
    own_id = data.main_counterpart
    own = data.contacts[data.contacts["actor_id"] == own_id]
    counted = {rule: counting.apply_rule(own, rule) for rule in RULES}
    years = counted["remote"]["date"].dt.year.value_counts()
    peak = int(years.idxmax())
    table(
        page,
        (
            t("calls.rule"),
            t("method.column_counts"),
            t(
                "method.column_total",
                name=labels.actor_in_sentence(own_id, labels.actor(own_id)),
            ),
            t("method.column_year", year=peak),
        ),
        [
            (
                labels.rule(rule),
                t(f"method.rule_{rule}"),
                fmt.number(len(rows)),
                fmt.number(int((rows["date"].dt.year == peak).sum())),
            )
            for rule, rows in counted.items()
        ],
        t("method.counting"),
    )
    page.say(
        t(
            "method.counting_events",
            rows=fmt.number(len(data.contacts)),
            events=fmt.number(data.contacts["event_id"].nunique()),
        )
    )
    page.say(t("method.counting_claims"))


def coverage(page: Page, data: Dataset) -> None:
    """What the grades of completeness mean, and the grade of each period."""
    heading(page, "coverage")
    frame = data.table("coverage")
    page.say(
        tn(
            "method.coverage_intro",
            frame["actor_id"].nunique(),
            cutoff=fmt.date(data.cutoff("contacts")),
        )
    )
    definitions(
        page,
        {
            labels.code("coverage", "completeness", grade): t(f"method.grade_{grade}")
            for grade in COMPLETENESS
        },
    )
    names = dict(zip(data.actors["actor_id"], data.actors["name"], strict=True))
    with st.expander(t("method.coverage_table"), icon=":material/table_rows:"):
        shown = pd.DataFrame(
            {
                "actor_id": [labels.translated(names[a]) for a in frame["actor_id"]],
                "period_start": frame["period_start"],
                "period_end": frame["period_end"],
                "completeness": [
                    labels.code("coverage", "completeness", c)
                    for c in frame["completeness"]
                ],
                "basis": frame["basis"],
            }
        )
        tables.twin(
            shown,
            {c: labels.field("coverage", c) for c in shown.columns},
            key="coverage_table",
            alt=t("method.coverage_table"),
        )


def borders(page: Page) -> None:
    """The border policy."""
    heading(page, "borders")
    page.say(escape(t("stances.borders")))
    page.say(t("method.borders_detail"))


def evidence(page: Page) -> None:
    """The classes of speakers, the order of sources and the three steps."""
    heading(page, "evidence")
    page.say(t("sources.voices_intro"))
    definitions(page, {labels.voice(v): t(f"sources.voice_{v}_means") for v in VOICES})
    page.say(t("method.evidence_order"))
    page.say(t("sources.steps_intro"))
    definitions(page, {labels.evidence_step(s): t(f"sources.step_{s}") for s in STEPS})
    page.say(t("method.evidence_silence"))


def experts(page: Page, data: Dataset) -> None:
    """Say who coded, whose voices there are, and what is not known."""
    heading(page, "experts")
    every = collect(data)
    if not every:
        page.say(t("experts.none_stored"))
        return
    institutions = {a.affiliation_id: a for a in every if a.named}
    russian = [a for a in every if a.region == LEADERS_STATE]
    page.say(
        t(
            "method.experts_rows",
            rows=fmt.number(len(every)),
            officials=fmt.number(sum(a.expert_kind in IN_OFFICE for a in every)),
            russian=fmt.number(len(russian)),
            named=fmt.number(sum(a.named for a in russian)),
            share=fmt.percent(sum(a.named for a in russian) / len(every)),
        )
    )
    known = [a for a in institutions.values() if a.control != NOT_ESTABLISHED]
    page.say(
        t(
            "method.experts_limits",
            unknown=fmt.number(len(institutions) - len(known)),
            institutions=fmt.number(len(institutions)),
        )
    )


def trust(page: Page, data: Dataset) -> None:
    """How far the data can be trusted, in a few lines; the rest is a tab each."""
    page.answer(trust_sentence(data))
    about(page)


def trust_sentence(data: Dataset) -> str:
    """Name what independent counts confirm, and how much rests on a single page."""
    tallied = counting.tallied_years(data.reported_counts, data.main_counterpart)
    fills = [f for f in stance_index().on(data.last_day("stances")) if f.statement_id]
    states = [f for f in fills if not f.is_institution]
    weak = on_one_weak_page(data)
    if tallied:
        counted = t("method.answer_years", years=fmt.join(map(str, sorted(tallied))))
    else:
        counted = t("method.answer_no_years")
    return t(
        "method.answer",
        counted=counted,
        weak=fmt.number(sum(f.statement_id in weak for f in states)),
        colours=fmt.number(len(states)),
        until=fmt.date(data.last_day("contacts")),
    )


def about(page: Page) -> None:
    """Who makes this copy, on what means, how to reach them; empty ones say so."""
    heading(page, "about")
    page.say(t("method.about_project"))
    lines = []
    for name, variable in settings.ABOUT.items():
        told = settings.value(variable)
        lines.append(
            t(f"method.about_{name}", told=_linked(told))
            if told
            else t(f"method.about_no_{name}", variable=variable)
        )
    page.say("\n".join(lines))


def _linked(told: str) -> str:
    """A web or mail address as a link, all other text letter by letter."""
    if told.startswith(("https://", "http://")) and " " not in told:
        return link(told, told)
    return escape(told)


def accessibility(page: Page) -> None:
    """What is there for readers with disabilities, and what falls short."""
    heading(page, "accessibility")
    page.say(t("method.accessibility_has"))
    page.say(t("method.accessibility_lacks"))


def correct(page: Page) -> None:
    """How to add or correct a row."""
    heading(page, "correct")
    page.say(t("method.correct_steps"))
