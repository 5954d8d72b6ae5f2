"""The page's first chart: a lane a counterpart, with what was searched."""

from __future__ import annotations

import datetime as dt
from typing import Any

import pandas as pd
import streamlit as st

from components import cache, labels, records, state
from components import format as fmt
from components.cards import Card, chart_card, source_line
from components.contact_view import code_label, completeness_label
from components.figures import leaders as figures
from components.figures import style
from components.figures.lane_layout import LaneRow
from components.leaders.view import (
    COLUMN,
    LeadersView,
    group_label,
    group_names,
    sentence,
    sum_line,
)
from components.registry import PageSpec
from components.text import t, tn
from data import invasion_window, leaders
from data.coverage import coverage_between
from data.rows import each

# From here on the first months of the war, with their many calls, are over.
AFTERWARDS = dt.date(2023, 1, 1)

# With more names a title would be a list.
MOST_NAMES = 6

# Heading above the comparators; no actor has this id.
COMPARATORS = "comparators"


def lane_label(lane: Any, name: str, *, narrowed: bool) -> str:
    """Name a lane with its count in words, or say why there is none.

    Args:
        lane: a row of `data.leaders.by_lane`.
        name: the counterpart's name.
        narrowed: whether filters beside period and rule apply.
    """
    if lane.n:
        return tn("leaders.lane", lane.n, name=name)
    if not lane.solid + lane.thin:
        return t("leaders.lane_uncovered", name=name)
    if narrowed:
        return t("leaders.lane_filtered", name=name)
    if lane.n_otherwise:
        return tn("leaders.lane_other_rule", lane.n_otherwise, name=name)
    return t("leaders.lane_none", name=name)


def _rows(view: LeadersView) -> list[LaneRow]:
    """Lanes of Europe, the states that share a line, then the comparators."""
    first, last = view.filter.start, view.filter.end
    narrowed = bool(view.filter.narrowing)

    def stretches(actor: str) -> pd.DataFrame:
        return coverage_between(view.data.coverage, actor, first, last)

    def drawn(part: pd.DataFrame) -> list[LaneRow]:
        return [
            LaneRow(
                lane.actor_id,
                style.escape(
                    lane_label(lane, view.names[lane.actor_id], narrowed=narrowed)
                ),
                stretches(lane.actor_id),
            )
            for lane in each(part)
        ]

    rows = drawn(view.lanes[~view.lanes["comparator"]])
    for group in view.groups:
        label = t(
            "leaders.group_mark",
            n=fmt.number(len(group.actor_ids)),
            start=fmt.short_date(group.start),
            end=fmt.short_date(group.end),
        )
        rows.append(LaneRow(group.actor_ids[0], label, stretches(group.actor_ids[0])))
    compared = drawn(view.lanes[view.lanes["comparator"]])
    if compared:
        rows.append(LaneRow(COMPARATORS, t("leaders.comparators"), None))
    return rows + compared


def lanes_card(page: PageSpec, view: LeadersView) -> None:
    """Every contact in its lane, over the coverage of the lane."""
    rows = _rows(view)
    found = leaders.tally(view.selected)
    notes = [t("leaders.note_read")]
    notes += [
        t("leaders.note_group", label=group_label(g), names=group_names(view, g))
        for g in view.groups
    ]
    if elsewhere := leaders.joint_elsewhere(view.selected):
        notes.append(tn("leaders.note_joint", elsewhere))
    table, names = lanes_table(view)
    chart_card(
        page,
        Card(
            key="leaders_chart",
            table_key="leaders_table",
            title=_title(view),
            sentence=t("leaders.sentence_sum", base=sentence(view), sum=sum_line(view)),
            sources=source_line(view.data, "contacts", view.selected["contact_id"]),
            shown=len(view.selected),
            total=len(view.data.contacts),
            subject="leaders",
            table=table,
            labels=names,
            notes=tuple(notes),
        ),
        figures.fig_lanes(
            rows,
            view.selected,
            view.filter.start,
            view.filter.end,
            (
                invasion_window.INVASION,
                t(
                    "leaders.invasion_mark",
                    date=fmt.short_date(invasion_window.INVASION),
                ),
            ),
            code_label("kind"),
            completeness_label,
        ),
        figures.alt_lanes(
            rows,
            (found.contacts, found.events, found.joint),
            view.filter.start,
            view.filter.end,
        ),
        on_point=_open_contact,
        controls=lambda: _zoom(view),
    )


def _title(view: LeadersView) -> str:
    """Say who is still in contact; in a narrower view, who had most."""
    rule = view.filter.rule
    if view.selected.empty:
        return t(f"leaders.title_none_{rule}")
    lanes = view.lanes
    across = view.filter.start < AFTERWARDS <= view.filter.end
    if across and len(lanes) > 1 and not view.filter.narrowing:
        since = leaders.listed_since(lanes, AFTERWARDS)
        counts = {"m": fmt.number(len(lanes)), "year": AFTERWARDS.year}
        if 0 < len(since) <= MOST_NAMES:
            names = fmt.join(view.names[actor] for actor in since)
            return tn(f"leaders.title_since_{rule}", len(since), **counts, names=names)
        return tn(f"leaders.title_count_{rule}", len(since), **counts)
    most = lanes[lanes["n"] == lanes["n"].max()]
    held = "most" if len(lanes) > 1 else "only"
    return tn(
        f"leaders.title_{held}_{rule}",
        len(view.selected),
        names=fmt.join(view.names[actor] for actor in most["actor_id"]),
        most=fmt.number(int(most["n"].iloc[0])),
    )


def _zoom(view: LeadersView) -> None:
    """One click to the two years with the most marks, and one back to all years."""
    year = invasion_window.INVASION.year
    shown = view.filter.start.year, view.filter.end.year
    contract = cache.contract()
    with st.container(horizontal=True):
        if shown != (year - 1, year):
            st.button(
                t("leaders.zoom", start=year - 1, end=year),
                key="leaders_zoom",
                icon=":material/zoom_in:",
                type="tertiary",
                on_click=_set_years,
                args=(year - 1, year),
            )
        if shown != (contract["from"].default, contract["to"].default):
            st.button(
                t("leaders.all_years"),
                key="leaders_all_years",
                icon=":material/zoom_out:",
                type="tertiary",
                on_click=state.reset,
                args=(("from", "to"), contract),
            )


def _set_years(start: int, end: int) -> None:
    state.assign("from", start)
    state.assign("to", end)


def _open_contact(points: list[Any]) -> None:
    if points:
        records.request(str(points[0]))


def lanes_table(view: LeadersView) -> tuple[pd.DataFrame, dict[str, str]]:
    """The lanes as a table: counts, first and last contact, days by coverage.

    Returns:
        The frame, comparators and shared lines last, and its column labels.
    """
    columns = ["counterparts", "first", "last", "solid", "thin", "unsearched"]
    frame = view.lanes[["actor_id", "n", *columns]].copy()
    frame.insert(0, COLUMN, [view.names[actor] for actor in frame.pop("actor_id")])
    frame.insert(
        1,
        "role",
        [
            t("leaders.comparator") if c else t("leaders.europe")
            for c in view.lanes["comparator"]
        ],
    )
    frame["n"] = frame["n"].astype("Int64").mask(frame["solid"] + frame["thin"] == 0)
    extra = [_group_row(view, group) for group in view.groups]
    if extra:
        frame = pd.concat([frame, pd.DataFrame(extra)], ignore_index=True)
        frame = frame.astype({"n": "Int64"})
        frame[["first", "last"]] = frame[["first", "last"]].astype("datetime64[us]")
    return frame, {
        COLUMN: t("leaders.column"),
        "role": t("leaders.role"),
        "n": t(f"calls.column_{view.filter.rule}"),
        "counterparts": labels.field("contacts", "counterpart"),
        "first": t("leaders.first"),
        "last": t("leaders.last"),
        "solid": t("leaders.days_solid"),
        "thin": t("leaders.days_thin"),
        "unsearched": t("leaders.days_unsearched"),
    }


def _group_row(view: LeadersView, group: leaders.Group) -> dict[str, object]:
    """One line for the states that share it; no count where none was searched."""
    first, last = view.filter.start, view.filter.end
    stretches = coverage_between(view.data.coverage, group.actor_ids[0], first, last)
    days = leaders.days_by_grade(stretches)
    return {
        COLUMN: group_label(group),
        "role": t("leaders.europe"),
        "n": 0 if days["solid"] + days["thin"] else pd.NA,
        "counterparts": "",
        "first": pd.NaT,
        "last": pd.NaT,
        **days,
    }
