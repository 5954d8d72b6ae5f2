"""How far and how well each counterpart was searched, in words."""

from __future__ import annotations

import datetime as dt

from components import format as fmt
from components.leaders.view import LeadersView
from components.markdown import curled, escape
from components.text import t, tn
from data import leaders
from data.contacts import coverage_between
from data.leaders import SEARCHED, SOLID, Fragment, Group
from data.rows import each


def reach(view: LeadersView) -> str:
    """Say to which day the counterparts drawn were searched, and to which well."""
    until: dict[str, dt.date] = {}
    well: dict[str, dt.date] = {}
    for actor in view.lanes["actor_id"]:
        until[actor] = leaders.runs(view.whole.coverage, actor, SEARCHED)[-1][1]
        if solid := leaders.runs(view.whole.coverage, actor, SOLID):
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


def fragments(view: LeadersView) -> dict[str, list[Fragment]]:
    """Actor id → the days of the view on which only a part of it was entered."""
    found: dict[str, list[Fragment]] = {}
    for part in leaders.fragments(
        view.whole.coverage,
        view.selected,
        view.lanes["actor_id"],
        view.filter.start,
        view.filter.end,
    ):
        found.setdefault(part.actor_id, []).append(part)
    return found


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
        for actor, parts in fragments(view).items()
        for part in parts
    ]


def searched_span(view: LeadersView, group: Group) -> tuple[dt.date, dt.date] | None:
    """First and last day of the view that were searched for a group, if any."""
    stretches = coverage_between(
        view.whole.coverage, group.actor_ids[0], view.filter.start, view.filter.end
    )
    days = [p for p in each(stretches) if p.completeness in SEARCHED]
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
