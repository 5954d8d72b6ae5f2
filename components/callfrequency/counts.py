"""Contacts per period: the page's first chart."""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial
from typing import Any

import pandas as pd

from components import format as fmt
from components import labels
from components.callfrequency.contact_list import (
    contacts_of_period,
    excerpt,
    open_period,
)
from components.callfrequency.view import CallsView, finding, sentence, since_last
from components.cards import Card, chart_card, source_line
from components.contact_view import code_label, completeness_label
from components.figures import bars as figures
from components.figures.bars import alt_counts
from components.registry import PageSpec
from components.text import t
from data.contacts import grade_runs
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
    notes = [note for note in (since_last(view), *coverage_notes(view)) if note]
    if listed and len(view.selected):
        notes.append(t("calls.note_bar"))
    if len(view.counts) > figures.NUMBERED_PERIODS:
        dots = "passing" if view.filter.narrowing else "zero"
        notes.append(t(f"calls.note_{dots}_dots"))
    if view.doubtful.any():
        years = sorted({day.year for day in view.counts.loc[view.doubtful, "start"]})
        notes.append(t("calls.note_doubtful", years=fmt.join(map(str, years))))
    chart_card(
        page,
        Card(
            key="calls_chart",
            table_key="calls_table",
            title=finding(view),
            sentence=sentence(view),
            sources=source_line(view.data, "contacts", view.selected["contact_id"])
            if len(view.selected)
            else t("calls.no_contact_no_page"),
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
        alt_counts(
            view.counts,
            view.pause,
            labels.rule(view.filter.rule),
            view.counterpart,
            narrowed=bool(view.filter.narrowing),
        ),
        on_point=open_period if listed else None,
        details=partial(_chosen, view) if listed else None,
    )


def coverage_notes(view: CallsView) -> Iterator[str]:
    """Say up to which day our list is how complete, and what nobody searched."""
    runs = list(each(grade_runs(view.stretches)))
    searched = [run for run in runs if run.completeness != "none"]
    if searched:
        grades = [
            t(f"calls.run_{run.completeness}", end=fmt.date(run.end))
            for run in searched
        ]
        yield t("calls.note_coverage", grades=fmt.join(grades))
    uncovered = [_uncovered(view, run) for run in runs if run.completeness == "none"]
    first = view.counts["start"].min()
    if view.filter.start < first:
        uncovered.insert(0, t("calls.uncovered_before", day=fmt.date(first)))
    if uncovered:
        yield t("calls.note_uncovered", days="; ".join(uncovered))


def _uncovered(view: CallsView, run: Any) -> str:
    """Name days that nobody searched; the last ones have no end."""
    if run.end < view.filter.end:
        return t(
            "calls.uncovered_days", start=fmt.date(run.start), end=fmt.date(run.end)
        )
    return t("calls.uncovered_from", day=fmt.date(run.start))


def _chosen(view: CallsView) -> None:
    chosen, label = contacts_of_period(view)
    excerpt(view.data, chosen, label, "period_contacts", open_period)
