"""Counts by lane and year, three kinds of nothing kept apart."""

from __future__ import annotations

import pandas as pd

from components.cards import Card, chart_card, source_line
from components.figures import matrix as figures
from components.leaders import search
from components.leaders.titles import years_title
from components.leaders.view import COLUMN, LeadersView, captions, sentence
from components.registry import PageSpec
from components.text import t, tn
from data import leaders
from data.rows import each


def years_card(page: PageSpec, view: LeadersView) -> None:
    """How many contacts each lane holds in each year, and what each number is worth."""
    years = leaders.by_year(
        view.lanes,
        view.selected,
        view.hidden,
        view.left_out,
        view.whole.coverage,
        view.whole.reported_counts,
        view.filter.start,
        view.filter.end,
        view.whole.last_day("contacts"),
    )
    captioned = captions(view)
    names = {actor: captioned[actor] for actor in view.lanes["actor_id"]}
    totals = dict(zip(view.lanes["actor_id"], view.lanes["n"], strict=True))
    labelled = {a: tn("leaders.lane", int(totals[a]), name=n) for a, n in names.items()}
    table = _table(years, names)
    chart_card(
        page,
        Card(
            key="leaders_years_chart",
            table_key="leaders_years_table",
            title=years_title(view, years),
            sentence=sentence(view),
            sources=source_line(view.data, "contacts", view.selected["contact_id"]),
            **view.counted,
            subject="leaders-years",
            table=table,
            labels={
                COLUMN: t("leaders.column"),
                "period": t("calls.grain_year"),
                "n": t(f"calls.column_{view.filter.rule}"),
                "n_hidden": t("leaders.column_hidden"),
                "status": t("calls.column_status"),
                "doubtful": t("calls.column_doubtful"),
            },
            notes=tuple(_notes(view)),
        ),
        figures.fig_years(years, labelled),
        figures.alt_years(years, names),
    )


def _notes(view: LeadersView) -> list[str]:
    """What the signs mean, and which numbers are a part only."""
    notes = [t("leaders.note_years"), *search.fragment_notes(view)]
    if len(view.hidden):
        notes.insert(1, t("leaders.note_years_hidden"))
    if len(view.left_out):
        notes.insert(1, t("leaders.note_years_passed"))
    return notes


def _table(years: pd.DataFrame, names: dict[str, str]) -> pd.DataFrame:
    """The numbers as a table; none where the only contacts of a year are hidden."""
    only_hidden = figures.only_hidden(years)
    frame = pd.DataFrame(
        {
            COLUMN: years["actor_id"].map(names),
            "period": years["period"],
            "n": years["n"].mask(only_hidden),
            "n_hidden": years["n_hidden"].astype("Int64"),
            "status": [figures.status_label(row) for row in each(years)],
            "doubtful": [
                t("shell.yes") if doubt else t("shell.no")
                for doubt in years["doubtful"]
            ],
        }
    )
    return frame if years["n_hidden"].any() else frame.drop(columns="n_hidden")
