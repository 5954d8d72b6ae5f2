"""Well-known days that help a reader find the way in a chart."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from data.load import Dataset
from data.rows import each


@dataclass(frozen=True)
class Event:
    """One event of the table `events`.

    Attributes:
        event_id: its `key_event_id`.
        date: its day, or where `exact` is false the one under which it is drawn.
        label: a few letters for charts.
        summary: what happened, in a sentence.
        actor_id: the counterpart whom it concerns; empty where it concerns all.
        contact_id: the contact that it is; empty where it counts as none.
        exact: whether the day is known.
        note: other dates that are reported, and remarks.
    """

    event_id: str
    date: dt.date
    label: str
    summary: str
    actor_id: str = ""
    contact_id: str = ""
    exact: bool = True
    note: str = ""


def events_between(
    dataset: Dataset, first: dt.date, last: dt.date, actor: str = ""
) -> tuple[Event, ...]:
    """Return the events from `first` to `last`, both included, in order of time.

    Only those that concern all counterparts; with `actor` also those that concern it.
    """
    table = dataset.table("events")
    found = (
        Event(
            event_id=row.key_event_id,
            date=row.date.date(),
            label=row.label,
            summary=row.summary,
            actor_id=row.actor_id,
            contact_id=row.contact_id,
            exact=row.date_precision == "day",
            note=row.note,
        )
        for row in each(table[table["actor_id"].isin(["", actor])])
    )
    return tuple(
        sorted(
            (event for event in found if first <= event.date <= last),
            key=lambda event: event.date,
        )
    )
