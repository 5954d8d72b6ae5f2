"""Sections of the overview."""

from __future__ import annotations

import pandas as pd
import streamlit as st

from components import format as fmt
from components.callfrequency.view import ACTOR
from components.cards import KeyFigure
from components.cards import key_figures as draw_key_figures
from components.registry import PAGES
from components.text import t, tn
from data import contacts as counting
from data.load import Dataset


def key_figures(data: Dataset) -> None:
    """Four numbers with their definitions, over the whole record, rule `remote`.

    They do not follow the sidebar's filters, and say so: they are what the data set
    as a whole answers.
    """
    remote = counting.apply_rule(
        data.contacts[data.contacts["actor_id"] == ACTOR], "remote"
    )
    years = remote["date"].dt.year.value_counts()
    peak = int(years.idxmax())
    two_way = counting.apply_rule(remote[remote["date"].dt.year == peak], "bilateral")
    last = remote["date"].max()
    cutoff = data.cutoff("contacts")
    figures = [
        KeyFigure(
            "total",
            t("overview.total", start=int(years.index.min())),
            fmt.number(len(remote)),
            t("overview.total_definition"),
        ),
        KeyFigure(
            "peak",
            t("overview.peak", year=peak),
            fmt.number(int(years.max())),
            tn(
                "overview.peak_definition",
                len(two_way),
                joint=fmt.number(int(years.max()) - len(two_way)),
            ),
        ),
    ]
    if gap := counting.longest_gap(remote):
        figures.append(
            KeyFigure(
                "gap",
                t("overview.gap"),
                tn("overview.days", gap.days),
                t(
                    "overview.gap_definition",
                    start=fmt.date(gap.start),
                    end=fmt.date(gap.end),
                ),
            )
        )
    figures.append(
        KeyFigure(
            "since",
            t("overview.since"),
            tn("overview.days", (pd.Timestamp(cutoff) - last).days),
            t(
                "overview.since_definition",
                last=fmt.date(last.date()),
                cutoff=fmt.date(cutoff),
            ),
        )
    )
    draw_key_figures(figures)


def next_steps() -> None:
    """Link to the pages that hold the evidence."""
    st.header(t("overview.next"))
    for spec in PAGES:
        if not spec.default:
            st.page_link(
                spec.path,
                label=t(f"overview.to_{spec.stem}"),
                icon=spec.icon,
            )
