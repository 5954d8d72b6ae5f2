"""The chart with a lane per counterpart: its title, what was searched, its contacts."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Sequence
from functools import partial
from typing import Any

import pandas as pd
import streamlit as st

from components import cache, contact_view, labels, state, tables
from components import format as fmt
from components.calls.contact_list import (
    contact_labels,
    contact_list,
    newest_first,
)
from components.cards import Card
from components.contact_view import code_label, completeness_label
from components.figures import lanes, style
from components.figures.lanes import LaneRow
from components.leaders.view import COLUMN, LeadersView, sentence
from components.markdown import curled, escape
from components.record import panel
from components.text import t, tn
from data import leaders
from data.coverage import SEARCHED, SOLID, Stretches
from data.leaders import SINCE, Fragment, Group
from data.rows import each


def reach(view: LeadersView) -> str:
    """Say to which day the counterparts drawn were searched, and to which well."""
    until: dict[str, dt.date] = {}
    well: dict[str, dt.date] = {}
    for actor in view.lanes["actor_id"]:
        until[actor] = view.whole.coverage.runs(actor, SEARCHED)[-1][1]
        if solid := view.whole.coverage.runs(actor, SOLID):
            well[actor] = solid[-1][1]
    said = []
    for last in sorted(set(until.values()), reverse=True):
        alike = [actor for actor in until if until[actor] == last]
        days = {well[actor] for actor in alike if actor in well}
        parts = [
            t(
                "leaders.reach_well",
                names=_names(view, [a for a in alike if well.get(a) == day]),
                day=fmt.date(day),
            )
            for day in sorted(days, reverse=True)
        ]
        if thin := [actor for actor in alike if actor not in well]:
            parts.append(t("leaders.reach_thin", names=_names(view, thin)))
        said.append(t("leaders.reach", until=fmt.date(last), parts="; ".join(parts)))
    return " ".join(said)


def _names(view: LeadersView, actor_ids: list[str]) -> str:
    return escape(fmt.join(view.named(actor_ids)))


def fragment_notes(view: LeadersView) -> list[str]:
    """One note a stretch of days whose numbers are a part only: which, and why."""
    return [
        t(
            "leaders.note_fragment",
            name=escape(view.names[actor]),
            start=fmt.date(part.start),
            end=fmt.date(part.end),
            basis=escape(curled(part.basis)),
        )
        for actor, parts in view.fragments.items()
        for part in parts
    ]


def searched_span(view: LeadersView, group: Group) -> tuple[dt.date, dt.date] | None:
    """First and last day of the view that were searched for a group, if any."""
    stretches = view.whole.coverage.between(
        group.actor_ids[0], view.filter.start, view.filter.end
    )
    days = [p for p in stretches if p.completeness in SEARCHED]
    return (days[0].start, days[-1].end) if days else None


def group_label(view: LeadersView, group: Group) -> str:
    """Name the states that share one line, with what was searched of the view."""
    n = len(group.actor_ids)
    if not (span := searched_span(view, group)):
        return tn("leaders.group_uncovered", n)
    start, end = span
    return tn("leaders.group", n, start=fmt.date(start), end=fmt.date(end))


def group_mark(view: LeadersView, group: Group) -> str:
    """The same, as short as a row of the chart needs it."""
    n = len(group.actor_ids)
    if not (span := searched_span(view, group)):
        return tn("leaders.group_uncovered", n)
    start, end = map(fmt.short_date, span)
    return tn("leaders.group_mark", n, start=start, end=end)


def group_names(view: LeadersView, group: Group) -> str:
    """The states of a group by name."""
    return fmt.join(sorted(view.every_name[actor] for actor in group.actor_ids))


# With more names a title would be a list.
MOST_NAMES = 6


def counted(view: LeadersView, n: int) -> str:
    """Print a number of what the counting rule counts: "12 remote contacts"."""
    return tn(f"leaders.count_{view.filter.rule}", n)


def kind_of_contact(view: LeadersView) -> str:
    """Name what the counting rule counts: "remote contact"."""
    return t(f"leaders.any_{view.filter.rule}")


def _with_putin(view: LeadersView) -> str:
    """Name what the counting rule and the filters let pass: "remote contact with …"."""
    key = (
        "leaders.with_putin_passing" if view.filter.narrowing else "leaders.with_putin"
    )
    return t(key, contact=kind_of_contact(view))


def lanes_title(view: LeadersView) -> str:
    """Say who is still in contact; in a narrower view, who had most."""
    if view.selected.empty:
        return nothing_title(view)
    lanes = view.lanes
    if (
        view.filter.start < SINCE <= view.filter.end
        and len(lanes) > 1
        and not view.filter.narrowing
    ):
        title, searched = _since(view), _searched_since(view)
        hidden = int((view.hidden["date"] >= pd.Timestamp(SINCE)).sum())
    else:
        title, searched = _with_parts(view, _most(view)), view.searched
        hidden = len(view.hidden)
    return _with_hidden(_with_unsearched(view, title, searched), hidden)


def _searched_since(view: LeadersView) -> list[str]:
    """Ids of the lanes that were searched on some day since the answer begins."""
    days = {
        actor: leaders.days_by_grade(
            view.whole.coverage.between(actor, SINCE, view.filter.end)
        )
        for actor in view.lanes["actor_id"]
    }
    return [a for a, found in days.items() if found["solid"] + found["thin"]]


def _since(view: LeadersView) -> str:
    """Say with whom a contact is known since the answer begins."""
    since = leaders.listed_since(view.lanes, SINCE)
    values = {
        "m": fmt.number(len(view.lanes)),
        "year": SINCE.year,
        "contact": kind_of_contact(view),
    }
    if not since:
        return t("leaders.title_since_none", **values)
    if len(since) > MOST_NAMES:
        return t("leaders.title_since_many", n=fmt.number(len(since)), **values)
    names = fmt.join(view.named(since))
    return tn("leaders.title_since", len(since), names=names, **values)


def _most(view: LeadersView) -> str:
    """Say how many contacts there are and with whom; equals are all named."""
    holding = view.lanes[view.lanes["n"] > 0]
    most = int(holding["n"].max())
    leading = holding[holding["n"] == most]
    values = {
        "counted": counted(view, len(view.selected)),
        "names": fmt.join(view.named(leading["actor_id"])),
        "most": fmt.number(most),
    }
    if len(view.lanes) == 1:
        (name,) = view.lanes["actor_id"].map(view.names)
        return t("leaders.title_alone", counted=values["counted"], name=name)
    if len(holding) == 1:
        with_whom = "one" if most == 1 else "several"
        return t(f"leaders.title_all_with_{with_whom}", **values)
    number = "one" if len(leading) == 1 else "several"
    if len(leading) > MOST_NAMES:
        number, values["names"] = "many", fmt.number(len(leading))
    every = "each" if len(leading) == len(holding) else "most"
    return t(f"leaders.title_{every}_{number}", **values)


def nothing_title(view: LeadersView) -> str:
    """Say why no contact is shown: hidden, not searched, filtered out, none found."""
    if hidden := len(view.hidden):
        return t("leaders.title_all_hidden", counted=counted(view, hidden))
    if not view.searched:
        return t("leaders.title_unsearched")
    contact = kind_of_contact(view)
    if view.filter.narrowing:
        title = t("leaders.title_filtered", contact=contact)
    elif len(view.lanes) == 1:
        return _none_found(view, contact)
    else:
        title = t("leaders.title_none", contact=contact)
    return _with_unsearched(view, title, view.searched)


def _none_found(view: LeadersView, contact: str) -> str:
    """Say on how many days of the view a contact of the only lane was looked for."""
    (lane,) = each(view.lanes)
    days = (view.filter.end - view.filter.start).days + 1
    searched = int(lane.solid + lane.thin)
    return tn(
        "leaders.title_none_alone",
        searched,
        name=view.names[lane.actor_id],
        contact=contact,
        days=fmt.number(days),
    )


def years_title(view: LeadersView, years: pd.DataFrame) -> str:
    """Name the years in which most of those searched had a contact.

    Args:
        view: the view.
        years: from `data.leaders.by_year`.
    """
    found = years[years["n"].fillna(0) > 0]
    if found.empty:
        return nothing_title(view)
    if len(view.lanes) == 1:
        years_named, title = _years_alone(view, found)
        return _with_hidden(title, _hidden_in(years, years_named))
    holding = found.groupby("period").size()
    most = int(holding.max())
    peaks = holding.index[holding == most]
    searched = years[years["status"] != "not_covered"].groupby("period").size()
    values = {
        "years": fmt.join(peaks),
        "contact": _with_putin(view),
        "m": fmt.number(int(searched[peaks[0]])),
    }
    if len(peaks) > 1:
        title = tn("leaders.years_title_several", most, **values)
    elif searched[peaks[0]] == 1:
        (actor,) = found.loc[found["period"] == peaks[0], "actor_id"]
        names = fmt.join(view.named([actor]))
        title = t("leaders.years_title_one", names=names, **values)
    else:
        title = t("leaders.years_title", n=fmt.number(most), **values)
    return _with_hidden(title, _hidden_in(years, peaks))


def _hidden_in(years: pd.DataFrame, named: Iterable[str]) -> int:
    """Count the contacts hidden in the years that a title names."""
    return int(years.loc[years["period"].isin(list(named)), "n_hidden"].sum())


def _years_alone(view: LeadersView, found: pd.DataFrame) -> tuple[list[str], str]:
    """Return the years in which the only counterpart had most contacts, and a title."""
    most = int(found["n"].max())
    peaks = found[found["n"] == most]
    (name,) = view.lanes["actor_id"].map(view.names)
    number = "one" if len(peaks) == 1 else "several"
    every = "all" if len(peaks) == len(found) else "most"
    return list(peaks["period"]), t(
        f"leaders.years_alone_{every}_{number}",
        name=name,
        counted=counted(view, most),
        years=fmt.join(peaks["period"]),
    )


def _with_parts(view: LeadersView, title: str) -> str:
    """Say whose contacts are entered in part only: nothing compares with theirs."""
    if len(view.lanes) == 1 or not (parts := view.fragments):
        return title
    return t("leaders.title_with_parts", title=title, names=fmt.join(view.named(parts)))


def _with_unsearched(view: LeadersView, title: str, searched: Sequence[str]) -> str:
    m = len(view.lanes)
    if m in (1, len(searched)):
        return title
    n = fmt.number(m - len(searched))
    return t("leaders.title_with_unsearched", title=title, n=n, m=fmt.number(m))


def _with_hidden(title: str, hidden: int) -> str:
    if not hidden:
        return title
    return t("leaders.title_with_hidden", title=title, n=fmt.number(hidden))


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
    in_part = view.fragments

    def stretches(actor: str) -> Stretches:
        return view.whole.coverage.between(actor, first, last)

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
            group_mark(view, group),
            stretches(group.actor_ids[0]),
        )
        for group in view.groups
    ]
    compared = drawn(view.lanes[view.lanes["comparator"]])
    if compared:
        rows.append(LaneRow(COMPARATORS, t("leaders.comparators"), None))
    return rows + compared


@cache.kept
def lanes_card(view: LeadersView) -> Card:
    """Every contact in its lane, over the coverage of the lane."""
    rows = _rows(view)
    found = leaders.tally(view.selected)
    return Card(
        key="leaders_axis",
        table_key="leaders_table",
        title=lanes_title(view),
        sentence=t("leaders.sentence_sum", base=sentence(view), sum=sum_line(found)),
        records=view.records,
        subject="leaders",
        tabled=partial(lanes_table, view),
        notes=(t("leaders.note_read"),),
        reading=tuple(_reading(view)),
        hints=(t("shell.hint_mark"),),
        figure=lanes.fig_lanes(
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
        alt=lanes.alt_lanes(
            rows,
            (found.contacts, found.events, found.joint),
            view.filter.start,
            view.filter.end,
        ),
        on_point=panel.request_mark,
        controls=lambda: _zoom(view),
    )


def _reading(view: LeadersView) -> list[str]:
    """How far each was searched, and what stands in one row alone."""
    notes = [
        reach(view),
        *fragment_notes(view),
    ]
    notes += [
        t(
            "leaders.note_group",
            label=group_label(view, group),
            names=group_names(view, group),
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
    stretches = view.whole.coverage.between(group.actor_ids[0], first, last)
    days = leaders.days_by_grade(stretches)
    return {
        COLUMN: group_label(view, group),
        "role": t("leaders.europe"),
        "n": 0 if days["solid"] + days["thin"] else pd.NA,
        "counterparts": "",
        "first": pd.NaT,
        "last": pd.NaT,
        **days,
    }


@cache.kept
def contact_card(view: LeadersView) -> Card:
    """The list that sums to the lanes, newest first."""
    return Card(
        key="leaders_list",
        title=nothing_title(view)
        if view.selected.empty
        else tn(f"leaders.list_title_{view.filter.rule}", len(view.selected)),
        sentence=t("leaders.list_sentence", base=sentence(view)),
        records=view.records,
        subject="leaders-contacts",
        tabled=partial(_contact_table, view),
        notes=tuple(_left_out_by_rule(view)),
        controls=partial(_every_kind, view),
        hints=(t("shell.hint_row"),),
        draw=partial(_draw, newest_first(view.data, view.selected, named=True)),
    )


def _left_out_by_rule(view: LeadersView) -> list[str]:
    """Say how many contacts the counting rule alone leaves out, and what lists them."""
    if not (left_out := view.ruled_out):
        return []
    names = {"rule": labels.rule(view.filter.rule), "every": labels.rule("all")}
    return [tn("leaders.list_left_out", left_out, **names)]


def _every_kind(view: LeadersView) -> None:
    """One click to the contacts that the rule leaves out; an empty view offers it."""
    if view.ruled_out and not view.selected.empty:
        contact_view.count_all(1)


def _contact_table(view: LeadersView) -> tuple[pd.DataFrame, dict[str, str]]:
    frame = contact_list(view.data, view.selected)
    own = view.selected.set_index("contact_id")
    actors = frame["contact_id"].map(own["actor_id"])
    frame.insert(1, COLUMN, actors.map(view.names))
    frame.insert(2, "counterpart", frame.pop("counterpart"))
    frame["event_id"] = frame["contact_id"].map(own["event_id"])
    return frame, contact_labels() | {
        COLUMN: t("leaders.column"),
        "event_id": labels.field("contacts", "event_id"),
    }


def _draw(rows: tables.Rows, _: Card) -> None:
    tables.record_list(rows, panel.request, key="leaders_contacts")
