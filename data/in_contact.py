"""Which leaders are known to have been in contact with Putin, and who was searched.

The direct answer to the question of the whole collection: every kind of contact
counts, calls and meetings alike, and everybody who held the office is told apart.
"""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass, replace

import pandas as pd

from data import contacts as counting
from data.coverage import coverage_between
from data.invasion_window import INVASION
from data.leaders import days_by_grade

# The answer begins with the first full year of the war: until then a crisis of some
# months had nearly everybody call, most of them for the last time.
SINCE = dt.date(INVASION.year + 1, 1, 1)

# How an office is recorded that the leader had left by the day of the contact.
FORMER = "former "


@dataclass(frozen=True)
class Leader:
    """One leader in contact.

    `contact_ids` are in order of time, one an event. `last` is the day of the last
    contact, `last_id`, known as exactly as `precision` says. `unsure` counts those of
    less than high confidence.
    """

    actor_id: str
    name: str
    contact_ids: tuple[str, ...]
    last: dt.date
    last_id: str
    precision: str
    unsure: int

    @property
    def n(self) -> int:
        """How many contacts are known."""
        return len(self.contact_ids)


@dataclass(frozen=True)
class Searched:
    """EU states and bodies by how well the days of the answer were searched for them.

    `well`: more than half of the days; `thinly`: more than half, yet not so well;
    `briefly`: fewer days; `never`: on no day. Each holds ids in the order of the table
    of actors.
    """

    well: tuple[str, ...]
    thinly: tuple[str, ...]
    briefly: tuple[str, ...]
    never: tuple[str, ...]


def leaders_since(
    contacts: pd.DataFrame, actor_ids: set[str], start: dt.date, end: dt.date
) -> tuple[Leader, ...]:
    """Return the leaders of some actors who had contact, most contacts first.

    Args:
        contacts: contacts of any kind; those of people who had left office are left
            out, and several rows of one event count once.
        actor_ids: whose leaders.
        start: first day that counts.
        end: last day that counts.
    """
    chosen = counting.between(contacts, start, end)
    chosen = chosen[
        chosen["actor_id"].isin(actor_ids) & ~chosen["office"].str.startswith(FORMER)
    ]
    chosen = chosen.sort_values(["date", "contact_id"]).drop_duplicates(
        ["actor_id", "counterpart", "event_id"]
    )
    found = []
    for (actor, name), own in chosen.groupby(["actor_id", "counterpart"]):
        last = own.iloc[-1]
        found.append(
            Leader(
                actor_id=str(actor),
                name=str(name),
                contact_ids=tuple(own["contact_id"]),
                last=last["date"].date(),
                last_id=str(last["contact_id"]),
                precision=str(last["date_precision"]),
                unsure=int((own["confidence"] != "high").sum()),
            )
        )
    # The latest of equals first; names only settle what is left.
    return tuple(sorted(found, key=lambda x: (-x.n, -x.last.toordinal(), x.name)))


def with_last_of(
    found: tuple[Leader, ...], every: tuple[Leader, ...]
) -> tuple[Leader, ...]:
    """Give leaders the last contact that the whole record knows of each.

    Args:
        found: leaders in the contacts that are shown.
        every: leaders in all contacts.
    """
    known = {(leader.actor_id, leader.name): leader for leader in every}
    return tuple(
        replace(
            leader, last=whole.last, last_id=whole.last_id, precision=whole.precision
        )
        for leader in found
        for whole in [known[leader.actor_id, leader.name]]
    )


def of_eu(actors: pd.DataFrame) -> set[str]:
    """Return the ids of the member states and the bodies of the EU."""
    return set(
        actors.loc[
            actors["eu_member"] | (actors["kind"] == "eu_institution"), "actor_id"
        ]
    )


def searched_since(
    coverage: pd.DataFrame, actor_ids: list[str], start: dt.date, end: dt.date
) -> Searched:
    """Part actors by how well these days were searched for them.

    Args:
        coverage: the whole table.
        actor_ids: whom to part; the order stays.
        start: first day.
        end: last day.
    """
    parts: dict[str, list[str]] = {
        grade: [] for grade in ("well", "thinly", "briefly", "never")
    }
    for actor in actor_ids:
        days = days_by_grade(coverage_between(coverage, actor, start, end))
        if 2 * days["solid"] > sum(days.values()):
            parts["well"].append(actor)
        elif 2 * (days["solid"] + days["thin"]) > sum(days.values()):
            parts["thinly"].append(actor)
        elif days["solid"] + days["thin"]:
            parts["briefly"].append(actor)
        else:
            parts["never"].append(actor)
    return Searched(**{name: tuple(found) for name, found in parts.items()})


def out_of_office(contacts: pd.DataFrame) -> pd.DataFrame:
    """Keep the contacts of people who had left their office by that day."""
    gone: pd.DataFrame = contacts[contacts["office"].str.startswith(FORMER)]
    return gone
