"""Contacts per counterpart by month around February 2022, and by year."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from functools import partial

import pandas as pd

from components import cache, labels, tables
from components import format as fmt
from components.cards import Card
from components.figures import matrix
from components.leaders import lanes
from components.leaders.lanes import years_title
from components.leaders.view import (
    COLUMN,
    LeadersView,
    Record,
    captions,
    of_all_contacts,
    sentence,
)
from components.page import Page
from components.text import t, tn
from data import contacts as counting
from data import leaders
from data.rows import each


@cache.kept
def months_card(view: LeadersView) -> Card | None:
    """Contacts of every lane, by month, in the days on which all were searched.

    None where there are no such days.
    """
    record = view.record
    window, sides = record.window, record.sides
    if window is None or sides is None:
        return None
    months = _by_month(record)
    shown = counting.between(record.counted, window.start, window.end)
    named = captions(view)
    names = {
        "before": t("leaders.before", **_days(window.before)),
        "after": t("leaders.after", **_days(window.after)),
    }
    return Card(
        key="leaders_window_chart",
        table_key="leaders_window_table",
        title=_title(view, sides),
        sentence=t(
            f"leaders.window_sentence_{view.filter.rule}",
            start=fmt.date(window.start),
            end=fmt.date(window.end),
        ),
        records=of_all_contacts(view, shown["contact_id"]),
        subject="leaders-window",
        tabled=lambda: _months_table(view, sides, months, names),
        notes=(t("leaders.note_window", date=fmt.date(window.cut)),),
        reading=tuple(_months_notes(view, sides, shown)),
        figure=matrix.fig_months(
            months,
            {actor: named[actor] for actor in sides["actor_id"]},
            _sums(sides),
            (window.cut, t("leaders.invasion_mark", date=fmt.short_date(window.cut))),
        ),
        alt=matrix.alt_months(sides, named, names),
    )


@cache.kept
def _by_month(record: Record) -> pd.DataFrame:
    """Contacts of each lane by month, where there are days on which all were searched.

    No filter but the counting rule changes them.
    """
    if record.window is None or record.sides is None:
        return pd.DataFrame()
    return leaders.by_month(record.sides, record.counted, record.window)


def _months_notes(
    view: LeadersView, sides: pd.DataFrame, shown: pd.DataFrame
) -> list[str]:
    """Who is not compared, who had left office, and what hides."""
    notes = [
        t(
            "leaders.note_former",
            name=view.names[row.actor_id],
            date=fmt.date(row.date.date()),
            person=row.counterpart,
            office=labels.translated(row.office),
        )
        for row in each(leaders.out_of_office(shown))
    ]
    claims = view.whole.reported_counts
    outside = claims[~claims["actor_id"].isin({*sides["actor_id"], ""})]
    if len(outside):
        names = fmt.join(dict.fromkeys(outside["counterpart"]))
        notes.append(t("leaders.note_beyond", names=names))
    if hidden := int(shown["contact_id"].isin(view.hidden_ids).sum()):
        notes.append(tn("leaders.note_counts_hidden", hidden))
    return notes


def _days(span: tuple[dt.date, dt.date]) -> dict[str, str]:
    start, end = span
    return {"start": fmt.short_date(start), "end": fmt.short_date(end)}


def _sums(sides: pd.DataFrame) -> dict[str, str]:
    """Actor id → its numbers on either side of the invasion, in words."""
    return {
        row.actor_id: t(
            "leaders.before_and_after",
            before=fmt.number(row.before),
            after=fmt.number(row.after),
        )
        for row in each(sides)
    }


def leading_names(view: LeadersView, sides: pd.DataFrame, side: str) -> str:
    """Name the lanes with the most contacts on a side; empty where there are none."""
    most = leaders.leading(sides, side)
    return fmt.join(view.named(most["actor_id"]))


def _title(view: LeadersView, sides: pd.DataFrame) -> str:
    before, after = (leading_names(view, sides, side) for side in ("before", "after"))
    if not before or not after:
        return t("leaders.window_title_plain")
    if before == after:
        return t("leaders.window_title_same", name=before)
    return t("leaders.window_title", before=before, after=after)


def _months_table(
    view: LeadersView, sides: pd.DataFrame, months: pd.DataFrame, names: dict[str, str]
) -> tuple[pd.DataFrame, dict[str, str]]:
    """One row a lane: the sums, who spoke, and a column a month; with its labels."""
    frame = pd.DataFrame(
        {
            COLUMN: sides["actor_id"].map(captions(view)),
            "before": sides["before"],
            "who_before": sides["who_before"],
            "after": sides["after"],
            "who_after": sides["who_after"],
        }
    )
    columns = {
        COLUMN: t("leaders.column"),
        "before": names["before"],
        "after": names["after"],
        "who_before": t("leaders.who_before"),
        "who_after": t("leaders.who_after"),
    }
    for span in dict.fromkeys(zip(months["start"], months["end"], strict=True)):
        name = span[0].isoformat()
        counts = months[months["start"] == span[0]].set_index("actor_id")["n"]
        frame[name] = sides["actor_id"].map(counts).astype("Int64")
        columns[name] = t("leaders.span", **_days(span))
    return frame, columns


def axis_tab(page: Page, view: LeadersView) -> None:
    """Every contact on one time axis, and the numbers of each year."""
    page.show(lanes.lanes_card(view))
    page.show(years_card(view))


@cache.kept
def years_card(view: LeadersView) -> Card:
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
    return Card(
        key="leaders_years",
        title=years_title(view, years),
        sentence=sentence(view),
        records=view.records,
        subject="leaders-years",
        tabled=lambda: (
            _years_table(years, names),
            {
                COLUMN: t("leaders.column"),
                "period": t("calls.grain_year"),
                "n": t(f"calls.column_{view.filter.rule}"),
                "n_hidden": t("leaders.column_hidden"),
                "status": t("calls.column_status"),
                "doubtful": t("calls.column_doubtful"),
            },
        ),
        notes=(t("leaders.note_years"),),
        reading=tuple(_years_notes(view)),
        alt=matrix.alt_years(years, names),
        draw=partial(_draw_years, cache.later(lambda: _years_by_lane(years, names))),
    )


def _years_by_lane(years: pd.DataFrame, names: dict[str, str]) -> pd.DataFrame:
    """One row a counterpart, one column a year, and what each number is worth."""
    frame = pd.DataFrame({COLUMN: list(names.values())})
    cells = {(row.actor_id, row.period): matrix.cell(row) for row in each(years)}
    for period in dict.fromkeys(years["period"]):
        frame[str(period)] = [cells[actor, period] for actor in names]
    return frame


def _draw_years(frame: Callable[[], pd.DataFrame], card: Card) -> None:
    names = {COLUMN: t("leaders.column")}
    tables.twin(frame(), names, key="leaders_years_table", alt=card.alt)


def _years_notes(view: LeadersView) -> list[str]:
    """What rarer words mean, and which numbers are a part only."""
    notes = lanes.fragment_notes(view)
    if len(view.hidden):
        notes.insert(0, t("leaders.note_years_hidden"))
    if len(view.left_out):
        notes.insert(0, t("leaders.note_years_passed"))
    return notes


def _years_table(years: pd.DataFrame, names: dict[str, str]) -> pd.DataFrame:
    """The numbers as a table; none where the only contacts of a year are hidden."""
    only_hidden = matrix.only_hidden(years)
    frame = pd.DataFrame(
        {
            COLUMN: years["actor_id"].map(names),
            "period": years["period"],
            "n": years["n"].mask(only_hidden),
            "n_hidden": years["n_hidden"].astype("Int64"),
            "status": [matrix.status_label(row) for row in each(years)],
            "doubtful": [
                t("shell.yes") if doubt else t("shell.no")
                for doubt in years["doubtful"]
            ],
        }
    )
    return frame if years["n_hidden"].any() else frame.drop(columns="n_hidden")
