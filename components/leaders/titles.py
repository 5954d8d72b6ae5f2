"""Titles of the charts: what a view shows, and whom it says nothing about."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

import pandas as pd

from components import format as fmt
from components.leaders import search
from components.leaders.view import LeadersView
from components.text import t, tn
from data import leaders
from data.contacts import coverage_between
from data.leaders import SINCE
from data.rows import each

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
            coverage_between(view.whole.coverage, actor, SINCE, view.filter.end)
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
        years: from `data.leader_years.by_year`.
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
    if len(view.lanes) == 1 or not (parts := search.fragments(view)):
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
