"""Contacts by lane and year, with three kinds of nothing."""

from __future__ import annotations

from typing import Any

import pandas as pd

from components import format as fmt
from components.figures import style
from components.figures.lane_matrix import Cell, fig_matrix
from components.figures.spec import Spec
from components.text import t, tn
from data.rows import each


def only_hidden(years: pd.DataFrame) -> pd.Series:
    """Tell which numbers would be a zero only because contacts are hidden."""
    return (years["n"].fillna(0) == 0) & (years["n_hidden"] > 0)


def cell(row: Any) -> str:
    """Write one year: "12", "0", "4*" (part), "3†" (doubtful), "–", "(1)" (hidden).

    Args:
        row: a row of `data.leader_years.by_year`.
    """
    if row.n_hidden and (pd.isna(row.n) or not row.n):
        return t("leaders.cell_hidden", n=fmt.number(row.n_hidden))
    if row.status == "not_covered":
        return t("leaders.cell_not_covered")
    number = fmt.number(int(row.n))
    if row.status == "partly_covered":
        return t("leaders.cell_part", n=number)
    return t("leaders.cell_doubtful", n=number) if row.doubtful else number


def status_label(row: Any) -> str:
    """Say what a number is worth, and how many contacts are hidden."""
    only = pd.isna(row.n) or not row.n
    if row.n_hidden and only:
        return tn("leaders.status_hidden", row.n_hidden)
    status = t(f"calls.status_{row.status}")
    if row.n_hidden:
        return tn("leaders.status_hidden_too", row.n_hidden, status=status)
    return status


def fig_years(years: pd.DataFrame, labels: dict[str, str]) -> Spec:
    """Draw a numbered disc for each year with contacts, and a sign for each without.

    Args:
        years: from `data.leader_years.by_year`.
        labels: actor id → label of its row, top row first.
    """
    periods = sorted(set(years["period"]))
    cells = []
    for row in each(years):
        text = cell(row)
        hover = t(
            "leaders.year_hover",
            name=style.escape(labels[row.actor_id]),
            year=row.period,
            n=text,
            status=status_label(row),
        )
        n = None if pd.isna(row.n) else int(row.n)
        cells.append(Cell(row.actor_id, periods.index(row.period), n, text, hover))
    return fig_matrix(cells, labels, periods)


def alt_years(years: pd.DataFrame, labels: dict[str, str]) -> str:
    """Say each lane's years: numbers, then every kind of nothing by its own name."""
    parts = []
    for actor, label in labels.items():
        own = list(each(years[years["actor_id"] == actor]))
        parts.append(
            t("leaders.alt_lane_years", name=label, cells="; ".join(_told(own)))
        )
    return t("leaders.alt_years", lanes=" ".join(parts))


def _told(own: list[Any]) -> list[str]:
    """Say one lane's years, those alike together."""
    told = [
        t(
            "leaders.alt_year_doubtful" if row.doubtful else "leaders.alt_year",
            year=row.period,
            n=fmt.number(row.n),
        )
        for row in own
        if not pd.isna(row.n) and row.n
    ]
    told = [fmt.join(told)] if told else []
    alike: dict[str, list[int]] = {}
    for row in own:
        if pd.isna(row.n) or not row.n:
            kind = "hidden" if row.n_hidden else row.status
            kind += "_doubtful" if kind == "searched_empty" and row.doubtful else ""
            alike.setdefault(kind, []).append(int(row.period))
    told += [
        t(f"leaders.alt_{kind}", years=_spans(found)) for kind, found in alike.items()
    ]
    return told


def _spans(years: list[int]) -> str:
    """Print years, those that follow one another as a span: "2017 to 2020 and 2023"."""
    spans: list[list[int]] = []
    for year in years:
        if spans and year == spans[-1][-1] + 1:
            spans[-1].append(year)
        else:
            spans.append([year])
    return fmt.join(
        t("leaders.years", start=span[0], end=span[-1])
        if len(span) > 1
        else str(span[0])
        for span in spans
    )
