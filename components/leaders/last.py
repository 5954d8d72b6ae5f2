"""Who still talks to Putin: the last contact of each counterpart, of any kind.

Like the answer above it, it follows no filter but the choice of evidence.
"""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from functools import partial
from typing import Any

import pandas as pd

from components import cache, labels, spans, widgets
from components import format as fmt
from components.cards import Card, Records
from components.figures import last_contacts, style
from components.figures.last_contacts import Pause, Row
from components.leaders.view import LeadersView, record_of, unfiltered
from components.record import panel
from components.text import t, tn
from data.contacts import between
from data.events import events_between
from data.leaders import FORMER, SINCE, Never
from data.rows import each

# The last months before the invasion are on the axis, so that it can be seen in them.
START = dt.date(2021, 7, 1)


# Of more contacts in a lane than this no mark could be told from the next: then each
# kind has one a week.
MOST_MARKS = 200


def drawn(contacts: pd.DataFrame) -> pd.DataFrame:
    """Return the contacts of a lane that have a mark, and how many each stands for.

    Args:
        contacts: of one counterpart, in the order of time.

    Returns:
        The same columns and `more`, the others for which it stands. Of more than
        `MOST_MARKS` contacts it is the last one of each kind and week.
    """
    if len(contacts) <= MOST_MARKS:
        return contacts.assign(more=0)
    # Days are counted from a Thursday; a week begins on Monday.
    days = contacts["date"].to_numpy().astype("datetime64[D]").astype("int64")
    alike = contacts.groupby([(days + 3) // 7, "kind"], sort=False)
    sizes = alike["kind"].transform("size")
    return contacts.assign(more=sizes - 1).loc[alike.tail(1).index]


_TOLD = [
    "contact_id",
    "event_id",
    "actor_id",
    "counterpart",
    "date",
    "date_precision",
    "kind",
]


@dataclass(frozen=True)
class Last:
    """A counterpart with its contacts since `START`, all kinds; the last of them.

    `contacts` are those shown, and `since` counts them from the year of the answer on;
    the last is that of the whole record: hiding makes nobody silent. `hidden` are all
    that are hidden, `hidden_since` those that would be counted.
    """

    actor_id: str
    compared: bool
    contacts: pd.DataFrame
    leader: str
    family: tuple[str, ...]
    date: dt.date
    precision: str
    kind: str
    since: int
    hidden: int
    hidden_since: int


def found(view: LeadersView) -> list[Last]:
    """Counterparts with a contact since `START`, the latest first, the EU's before."""
    end = view.whole.last_day("contacts")
    every = between(view.whole.contacts, START, end)
    # What is told of a contact here: the card holds these rows as long as it is kept.
    every = every.loc[~every["office"].str.startswith(FORMER), _TOLD]
    compared = dict(
        zip(
            view.record.every_lane["actor_id"],
            view.record.every_lane["comparator"],
            strict=True,
        )
    )
    rows = []
    for actor, own in every.groupby("actor_id"):
        if str(actor) not in compared:
            continue
        own = own.sort_values(["date", "contact_id"])
        last = own.iloc[-1]
        gone = own["contact_id"].isin(view.hidden_ids)
        counted = own["date"] >= pd.Timestamp(SINCE)
        rows.append(
            Last(
                actor_id=str(actor),
                compared=bool(compared[str(actor)]),
                contacts=own[~gone],
                leader=str(last["counterpart"]),
                family=tuple(
                    dict.fromkeys(
                        name.rsplit(" ", 1)[-1] for name in own["counterpart"][::-1]
                    )
                ),
                date=last["date"].date(),
                precision=str(last["date_precision"]),
                kind=str(last["kind"]),
                since=int(own.loc[counted & ~gone, "event_id"].nunique()),
                hidden=int(gone.sum()),
                hidden_since=int(own.loc[counted & gone, "event_id"].nunique()),
            )
        )
    return sorted(rows, key=lambda r: (r.compared, -r.date.toordinal(), r.actor_id))


@cache.kept
def last_card() -> Card | None:
    """The last contact of each counterpart with a lane of all; None without any."""
    view = unfiltered()
    held = found(view)
    if not held:
        return None
    end = view.whole.last_day("contacts")
    rows: list[Row] = []
    marked = {last.actor_id: drawn(last.contacts) for last in held}
    for n, last in enumerate(held):
        if last.compared and (n == 0 or not held[n - 1].compared):
            rows.append(Row(t("leaders.outside")))
        rows.append(_row(view, last, marked[last.actor_id], end))
    shown = pd.concat([last.contacts for last in held])
    hidden = sum(last.hidden for last in held)
    notes = [t("leaders.last_note", silences=t("leaders.tab_silences"))]
    if hidden:
        notes.append(t("leaders.last_hidden"))
    return Card(
        key="leaders_chart",
        table_key="last_contacts_table",
        title=_title(held),
        sentence=t("leaders.last_sentence", start=fmt.month(START), end=fmt.date(end)),
        records=Records(
            "contacts",
            shown["contact_id"],
            tn("shell.records_contacts", len(view.whole.contacts)),
            hidden=hidden,
        ),
        subject="last-contacts",
        tabled=partial(_table, view, held),
        reading=(
            t(
                "leaders.last_reading",
                start=fmt.month(START),
                year=str(SINCE.year),
            ),
        ),
        notes=tuple(notes),
        hints=(t("shell.hint_mark"),),
        figure=last_contacts.fig_last_contacts(
            rows,
            START,
            end,
            {
                contact.contact_id: _hover(contact)
                for contacts in marked.values()
                for contact in each(contacts)
            },
            t("leaders.head_last", year=str(SINCE.year)),
            [
                (
                    event.date,
                    t(
                        "leaders.event_mark",
                        date=fmt.short_date(event.date),
                        event=event.label,
                    ),
                )
                for event in events_between(view.whole, START, end)
            ],
        ),
        alt=last_contacts.alt_last_contacts(rows, SINCE.year),
        on_point=panel.request_mark,
        details=partial(_links, view, held),
        lines=partial(_lines, view, held),
    )


def _lines(view: LeadersView, held: list[Last]) -> list[str]:
    """Each counterpart in a sentence: last contact, kind, number since the answer."""
    return [
        tn(
            "leaders.line",
            last.since,
            name=view.every_name[last.actor_id],
            leaders=fmt.join(last.family),
            date=_day(last),
            kind=labels.code("contacts", "kind", last.kind).lower(),
            year=str(SINCE.year),
        )
        for last in held
    ]


def _links(view: LeadersView, held: list[Last]) -> None:
    """The way to the calls of each counterpart, one by one."""
    named = {last.actor_id: view.every_name[last.actor_id] for last in held}
    widgets.pick("one_by_one", t("leaders.one_by_one"), named, widgets.go_to_calls)


def _title(held: list[Last]) -> str:
    """Say with how many counterparts a contact is known since the answer begins."""
    eu = [last for last in held if not last.compared]
    since = sum(last.since + last.hidden_since > 0 for last in eu)
    return tn("leaders.last_title", since, m=fmt.number(len(eu)), year=str(SINCE.year))


# In letters: a name and what is told of it share a line on the smallest phone; where
# both are longer, the people are left to the table.
_LINE = 52


def _row(view: LeadersView, last: Last, marked: pd.DataFrame, end: dt.date) -> Row:
    name = view.every_name[last.actor_id]
    people = fmt.join(last.family)
    n = fmt.number(last.since)
    if last.hidden_since:
        hidden = fmt.number(last.hidden_since)
        n = t("leaders.row_hidden", n=n, hidden=hidden)
    kind = labels.code("contacts", "kind", last.kind).lower()
    told = t("leaders.row_told", date=_day(last), kind=kind, n=n)
    letters = len(f"{name} {people}") + len(told) - len("<b></b>")
    return Row(
        name=t(
            "leaders.row_name" if letters <= _LINE else "leaders.row_alone",
            name=style.escape(name),
            leaders=style.escape(people),
        ),
        told=told,
        contacts=marked,
        stretches=view.whole.coverage.between(last.actor_id, START, end),
        pauses=_pauses(last.actor_id),
    )


def _day(last: Last) -> str:
    return fmt.short_imprecise_date(last.date, last.precision)


def _pauses(actor: str) -> tuple[Pause, ...]:
    """The pauses of the whole record after which contact was taken up again."""
    record = record_of("all")
    return tuple(
        Pause(
            silence.last,
            silence.until,
            spans.days(silence.days, exact=silence.exact),
        )
        for silence in record.silences[actor]
        if not isinstance(silence, Never) and silence.resumed
    )


def _hover(contact: Any) -> str:
    day = fmt.imprecise_date(contact.date.date(), contact.date_precision)
    kind = labels.code("contacts", "kind", contact.kind)
    name = style.escape(contact.counterpart)
    told = t("leaders.last_hover", date=day, kind=kind, name=name)
    return tn("leaders.last_more", contact.more, told=told) if contact.more else told


def _table(view: LeadersView, held: list[Last]) -> tuple[pd.DataFrame, dict[str, str]]:
    frame = pd.DataFrame(
        {
            "country_or_body": [view.every_name[last.actor_id] for last in held],
            "counterpart": [last.leader for last in held],
            "last": [pd.Timestamp(last.date) for last in held],
            "kind": [labels.code("contacts", "kind", last.kind) for last in held],
            "since": [last.since for last in held],
            "contacts": [len(last.contacts) for last in held],
        }
    )
    names = {
        "country_or_body": t("leaders.column"),
        "counterpart": labels.field("contacts", "counterpart"),
        "last": t("leaders.last"),
        "kind": labels.field("contacts", "kind"),
        "since": t("leaders.column_since", year=str(SINCE.year)),
        "contacts": t("leaders.column_from", start=fmt.month(START)),
    }
    return frame, names
