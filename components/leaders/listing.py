"""The contacts in the lanes, one row each; choosing one opens its record."""

from __future__ import annotations

from components import labels
from components.callfrequency.contact_list import contact_labels, contact_list, grid
from components.cards import Card, card_around, source_line
from components.leaders.view import COLUMN, LeadersView, sentence
from components.registry import PageSpec
from components.text import t, tn

# Kept in the download of the grid, not shown.
_HIDDEN = frozenset({"contact_id", "event_id"})


def contact_card(page: PageSpec, view: LeadersView) -> None:
    """The list that sums to the lanes, newest first."""
    frame = contact_list(view.data, view.selected)
    own = view.selected.set_index("contact_id")
    actors = frame["contact_id"].map(own["actor_id"])
    frame.insert(1, COLUMN, actors.map(view.names))
    frame.insert(2, "counterpart", frame.pop("counterpart"))
    frame["event_id"] = frame["contact_id"].map(own["event_id"])
    names = contact_labels() | {
        COLUMN: t("leaders.column"),
        "event_id": labels.field("contacts", "event_id"),
    }
    card_around(
        page,
        Card(
            key="leaders_list",
            table_key="leaders_contacts",
            title=tn("leaders.list_title", len(frame)),
            sentence=t("leaders.list_sentence", base=sentence(view)),
            sources=source_line(view.data, "contacts", view.selected["contact_id"]),
            **view.counted,
            subject="leaders-contacts",
            table=frame,
            labels=names,
            hints=(t("shell.hint_row"),),
        ),
        lambda: grid(frame, names, _HIDDEN, "leaders_contacts", t("leaders.list_alt")),
        twin=False,
    )
