"""Contacts per period: the page's first chart."""

from __future__ import annotations

import datetime as dt
from functools import partial

import pandas as pd

from components import format as fmt
from components import labels, sidebar
from components.callfrequency.contact_list import (
    contacts_of_period,
    excerpt,
    open_period,
)
from components.callfrequency.view import CallsView, finding, sentence, since_last
from components.cards import Card, chart_card, source_line
from components.contact_view import code_label, completeness_label
from components.figures import calls as figures
from components.registry import PageSpec
from components.text import t
from data.coverage import grade_runs
from data.rows import each


def counts_table(view: CallsView) -> tuple[pd.DataFrame, dict[str, str]]:
    """The bars as a table: total, each kind, what the count is worth.

    Returns:
        The frame and its column labels.
    """
    kinds = view.by_kind.pivot_table(
        index="period", columns="kind", values="n", aggfunc="sum"
    )
    frame = view.counts[["period", "n"]].set_index("period")
    for kind in kinds.columns:
        counted = kinds[kind].reindex(frame.index).fillna(0).astype("Int64")
        frame[kind] = counted.mask(frame["n"].isna())
    frame["status"] = [t(f"calls.status_{code}") for code in view.counts["status"]]
    frame["completeness"] = [completeness_label(c) for c in view.counts["completeness"]]
    frame["doubtful"] = [t("shell.yes") if d else t("shell.no") for d in view.doubtful]
    names = {
        "period": t(f"calls.grain_{view.grain}"),
        "n": t(f"calls.column_{view.filter.rule}"),
        "status": t("calls.column_status"),
        "completeness": labels.field("coverage", "completeness"),
        "doubtful": t("calls.column_doubtful"),
    } | {
        str(kind): labels.code("contacts", "kind", str(kind)) for kind in kinds.columns
    }
    return frame.reset_index(), names


def counts_card(page: PageSpec, view: CallsView, *, listed: bool = True) -> None:
    """Contacts per period with the gap, coverage and what is not covered.

    Where the page also has the list of contacts (`listed`), a bar lists its own.
    """
    table, names = counts_table(view)
    notes = [note for note in (since_last(view), _coverage_note(view)) if note]
    if listed and len(view.selected):
        notes.append(t("calls.note_bar"))
    if len(view.counts) > figures.NUMBERED_PERIODS:
        notes.append(t("calls.note_zero_dots"))
    if view.doubtful.any():
        years = sorted({day.year for day in view.counts.loc[view.doubtful, "start"]})
        notes.append(t("calls.note_doubtful", years=fmt.join(map(str, years))))
    uncovered = view.stretches[view.stretches["completeness"] == "none"]
    if not uncovered.empty:
        day = uncovered["start"].iloc[0] - dt.timedelta(days=1)
        notes.append(t("calls.note_uncovered", date=fmt.date(day)))
    chart_card(
        page,
        Card(
            key="calls_chart",
            table_key="calls_table",
            title=finding(view),
            sentence=sentence(view),
            sources=source_line(view.data, "contacts", view.selected["contact_id"]),
            **view.counted,
            subject="calls",
            table=table,
            labels=names,
            notes=tuple(notes),
            hints=(t("shell.hint_bar"),) if listed and len(view.selected) else (),
        ),
        figures.fig_counts(
            view.counts,
            view.by_kind,
            view.doubtful,
            view.stretches,
            view.pause,
            code_label("kind"),
            completeness_label,
            t(f"calls.axis_{view.grain}", unit=names["n"]),
        ),
        figures.alt_counts(
            view.counts,
            view.pause,
            sidebar.rule_label(view.filter.rule),
            view.counterpart,
        ),
        on_point=open_period if listed else None,
        details=partial(_chosen, view) if listed else None,
    )


def _coverage_note(view: CallsView) -> str:
    """Say up to which day our list is how complete; what nobody searched apart."""
    runs = grade_runs(view.stretches)
    grades = [
        t(f"calls.run_{run.completeness}", end=fmt.date(run.end))
        for run in each(runs[runs["completeness"] != "none"])
    ]
    return t("calls.note_coverage", grades=fmt.join(grades))


def _chosen(view: CallsView) -> None:
    chosen, label = contacts_of_period(view)
    excerpt(view.data, chosen, label, "period_contacts", open_period)
