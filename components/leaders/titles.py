"""Titles of the charts: what a view shows, and whom it says nothing about."""

from __future__ import annotations

import pandas as pd

from components import format as fmt
from components.leaders.view import LeadersView
from components.text import t, tn
from data import leaders
from data.coverage import coverage_between
from data.in_contact import SINCE

# With more names a title would be a list.
MOST_NAMES = 6


def counted(view: LeadersView, n: int) -> str:
    """Print a number of what the counting rule counts: "12 remote contacts"."""
    return tn(f"leaders.count_{view.filter.rule}", n)


def kind_of_contact(view: LeadersView) -> str:
    """Name what the counting rule counts: "remote contact"."""
    return t(f"leaders.any_{view.filter.rule}")


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
        title, unsearched = _since(view), len(lanes) - len(_searched_since(view))
    else:
        title, unsearched = _most(view), len(lanes) - len(view.searched)
    return _with_hidden(view, _with_unsearched(title, unsearched))


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
    narrowed = "filtered" if view.filter.narrowing else "none"
    title = t(f"leaders.title_{narrowed}", contact=kind_of_contact(view))
    return _with_unsearched(title, len(view.lanes) - len(view.searched))


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
        return _with_hidden(view, _years_alone(view, found))
    holding = found.groupby("period").size()
    most = int(holding.max())
    peaks = holding.index[holding == most]
    searched = years[years["status"] != "not_covered"].groupby("period").size()
    values = {
        "years": fmt.join(peaks),
        "contact": kind_of_contact(view),
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
    return _with_hidden(view, title)


def _years_alone(view: LeadersView, found: pd.DataFrame) -> str:
    """Name the years in which the only counterpart had most contacts."""
    most = int(found["n"].max())
    peaks = found[found["n"] == most]
    (name,) = view.lanes["actor_id"].map(view.names)
    number = "one" if len(peaks) == 1 else "several"
    every = "all" if len(peaks) == len(found) else "most"
    return t(
        f"leaders.years_alone_{every}_{number}",
        name=name,
        counted=counted(view, most),
        years=fmt.join(peaks["period"]),
    )


def _with_unsearched(title: str, unsearched: int) -> str:
    if not unsearched:
        return title
    n = fmt.number(unsearched)
    return t("leaders.title_with_unsearched", title=title, n=n)


def _with_hidden(view: LeadersView, title: str) -> str:
    if view.hidden.empty:
        return title
    n = fmt.number(len(view.hidden))
    return t("leaders.title_with_hidden", title=title, n=n)
