"""How contacts are counted, how complete the list is, and the kinds of nothing."""

from __future__ import annotations

import pandas as pd
import streamlit as st

from components import format as fmt
from components import labels, tables
from components.callfrequency.view import ACTOR
from components.markdown import escape
from components.method.layout import definitions, heading, prose, table
from components.text import t, tn
from data import contacts as counting
from data.contacts import COMPLETENESS, RULES
from data.load import Dataset


def nothing() -> None:
    """The three kinds of nothing, and how each is drawn."""
    heading("nothing")
    prose(t("method.nothing_intro"))
    table(
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


def counting_rules(data: Dataset) -> None:
    """What each rule counts, with its totals for France."""
    heading("counting")
    prose(t("method.counting_intro"))
    own = data.contacts[data.contacts["actor_id"] == ACTOR]
    counted = {rule: counting.apply_rule(own, rule) for rule in RULES}
    years = counted["remote"]["date"].dt.year.value_counts()
    peak = int(years.idxmax())
    table(
        (
            t("calls.rule"),
            t("method.column_counts"),
            t("method.column_total"),
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
    prose(
        t(
            "method.counting_events",
            rows=fmt.number(len(data.contacts)),
            events=fmt.number(data.contacts["event_id"].nunique()),
        )
    )
    prose(t("method.counting_claims"))


def coverage(data: Dataset) -> None:
    """What the grades of completeness mean, and the grade of each period."""
    heading("coverage")
    frame = data.coverage
    prose(
        tn(
            "method.coverage_intro",
            frame["actor_id"].nunique(),
            cutoff=fmt.date(data.cutoff("contacts")),
        )
    )
    definitions(
        {
            labels.code("coverage", "completeness", grade): t(f"method.grade_{grade}")
            for grade in COMPLETENESS
        }
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


def borders() -> None:
    """The border policy."""
    heading("borders")
    prose(escape(t("stances.borders")))
    prose(t("method.borders_detail"))
