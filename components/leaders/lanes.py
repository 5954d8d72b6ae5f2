"""The page's first chart: a lane a counterpart, with what was searched."""

from __future__ import annotations

from typing import Any

import pandas as pd
import streamlit as st

from components import cache, labels, records, state
from components import format as fmt
from components.cards import Card, chart_card, source_line
from components.contact_view import code_label, completeness_label
from components.figures import lanes as figures
from components.figures import style
from components.figures.lanes import LaneRow
from components.leaders import search
from components.leaders.titles import lanes_title
from components.leaders.view import COLUMN, LeadersView, sentence
from components.registry import PageSpec
from components.text import t, tn
from data import leaders
from data.contacts import coverage_between
from data.leaders import Fragment
from data.rows import each

# Heading above the comparators; no actor has this id.
COMPARATORS = "comparators"


def lane_label(lane: Any, name: str, parts: list[Fragment], *, narrowed: bool) -> str:
    """Name a lane with its count in words, or say why there is none.

    Args:
        lane: a row of `data.leaders.by_lane`.
        name: the counterpart's name.
        parts: the days of the view on which only a part was entered.
        narrowed: whether filters beside period and rule apply.
    """
    if not lane.n:
        return _empty_label(lane, name, narrowed=narrowed)
    label = tn("leaders.lane", lane.n, name=name)
    if lane.n_hidden:
        label = tn("leaders.lane_hidden_too", lane.n_hidden, label=label)
    for part in parts:
        start, end = fmt.short_date(part.start), fmt.short_date(part.end)
        label = t("leaders.lane_part", label=label, start=start, end=end)
    return label


def _empty_label(lane: Any, name: str, *, narrowed: bool) -> str:
    """Say of a lane without a mark whether one is hidden, and what was searched."""
    if lane.n_hidden:
        return tn("leaders.lane_hidden", lane.n_hidden, name=name)
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
    in_part = search.fragments(view)

    def stretches(actor: str) -> pd.DataFrame:
        return coverage_between(view.whole.coverage, actor, first, last)

    def drawn(part: pd.DataFrame) -> list[LaneRow]:
        return [
            LaneRow(
                lane.actor_id,
                style.escape(
                    lane_label(
                        lane,
                        view.names[lane.actor_id],
                        in_part.get(lane.actor_id, []),
                        narrowed=narrowed,
                    )
                ),
                stretches(lane.actor_id),
            )
            for lane in each(part)
        ]

    rows = drawn(view.lanes[~view.lanes["comparator"]])
    rows += [
        LaneRow(
            group.actor_ids[0],
            search.group_mark(view, group),
            stretches(group.actor_ids[0]),
        )
        for group in view.groups
    ]
    compared = drawn(view.lanes[view.lanes["comparator"]])
    if compared:
        rows.append(LaneRow(COMPARATORS, t("leaders.comparators"), None))
    return rows + compared


def lanes_card(page: PageSpec, view: LeadersView) -> None:
    """Every contact in its lane, over the coverage of the lane."""
    rows = _rows(view)
    found = leaders.tally(view.selected)
    table, names = lanes_table(view)
    chart_card(
        page,
        Card(
            key="leaders_chart",
            table_key="leaders_table",
            title=lanes_title(view),
            sentence=t(
                "leaders.sentence_sum", base=sentence(view), sum=sum_line(found)
            ),
            sources=source_line(view.data, "contacts", view.selected["contact_id"]),
            **view.counted,
            subject="leaders",
            table=table,
            labels=names,
            notes=tuple(_notes(view)),
            hints=(t("shell.hint_mark"),),
        ),
        figures.fig_lanes(
            rows,
            view.selected,
            view.filter.start,
            view.filter.end,
            (
                leaders.INVASION,
                t(
                    "leaders.invasion_mark",
                    date=fmt.short_date(leaders.INVASION),
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


def _notes(view: LeadersView) -> list[str]:
    """How to read the rows, how far each was searched, and what stands in one alone."""
    notes = [
        t("leaders.note_read"),
        search.reach(view),
        *search.fragment_notes(view),
    ]
    notes += [
        t(
            "leaders.note_group",
            label=search.group_label(view, group),
            names=search.group_names(view, group),
        )
        for group in view.groups
    ]
    if elsewhere := leaders.joint_elsewhere(view.selected):
        notes.append(tn("leaders.note_joint", elsewhere))
    return notes


def sum_line(found: leaders.Tally) -> str:
    """Say how many events stand behind the contacts in the lanes."""
    numbers = {
        "contacts": fmt.number(found.contacts),
        "events": fmt.number(found.events),
    }
    if found.joint:
        return tn("leaders.sum_line_joint", found.joint, **numbers)
    return t("leaders.sum_line", **numbers)


def _zoom(view: LeadersView) -> None:
    """One click to the two years with the most marks, and one back to all years."""
    year = leaders.INVASION.year
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
    frame["n"] = _counts(view)
    if len(view.hidden):
        frame.insert(3, "n_hidden", view.lanes["n_hidden"].astype("Int64"))
    extra = [_group_row(view, group) for group in view.groups]
    if extra:
        frame = pd.concat([frame, pd.DataFrame(extra)], ignore_index=True)
        frame = frame.astype({"n": "Int64"})
        frame[["first", "last"]] = frame[["first", "last"]].astype("datetime64[us]")
    return frame, {
        COLUMN: t("leaders.column"),
        "role": t("leaders.role"),
        "n": t(f"calls.column_{view.filter.rule}"),
        "n_hidden": t("leaders.column_hidden"),
        "counterparts": labels.field("contacts", "counterpart"),
        "first": t("leaders.first"),
        "last": t("leaders.last"),
        "solid": t("leaders.days_solid"),
        "thin": t("leaders.days_thin"),
        "unsearched": t("leaders.days_unsearched"),
    }


def _counts(view: LeadersView) -> pd.Series:
    """Numbers of the lanes; none where nobody searched, or where all are hidden."""
    lanes = view.lanes
    untold = (lanes["solid"] + lanes["thin"] == 0) | (lanes["n_hidden"] > 0)
    return lanes["n"].astype("Int64").mask((lanes["n"] == 0) & untold)


def _group_row(view: LeadersView, group: leaders.Group) -> dict[str, object]:
    """One line for the states that share it; no count where none was searched."""
    first, last = view.filter.start, view.filter.end
    stretches = coverage_between(view.whole.coverage, group.actor_ids[0], first, last)
    days = leaders.days_by_grade(stretches)
    return {
        COLUMN: search.group_label(view, group),
        "role": t("leaders.europe"),
        "n": 0 if days["solid"] + days["thin"] else pd.NA,
        "counterparts": "",
        "first": pd.NaT,
        "last": pd.NaT,
        **days,
    }
