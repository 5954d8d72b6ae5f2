"""Pauses between contacts and what follows the last one, in words.

They are those of the whole record: a contact that is hidden still ends a pause.
"""

from __future__ import annotations

from components import format as fmt
from components.leaders.view import LeadersView
from components.markdown import escape
from components.text import t, tn
from data.leaders import Never, Silence

# What the search allows to say; the order of the table.
FINDINGS = ("paused", "paused_thin", "open", "unknown", "never")


def finding(found: Silence | Never) -> str:
    """Return what can be said: one of `FINDINGS`."""
    if isinstance(found, Never):
        return "never"
    if found.ground in {"unsearched", "chance"}:
        return "unknown"
    if not found.resumed:
        return "open"
    return "paused" if found.ground == "searched" else "paused_thin"


def length(found: Silence) -> str:
    """Print how long a pause lasted: "714 days", "≈ 830 days"."""
    days = tn("leaders.days", found.days)
    return days if found.exact else t("leaders.about", what=days)


def in_words(view: LeadersView, found: Silence) -> str:
    """Name a pause with its days, how it was searched, and what lies in between."""
    start, end = found.precisions
    parts = [length(found)]
    if found.thin:
        parts.append(tn("leaders.pause_thin", found.thin))
    parts += asides(view, found)
    return t(
        "leaders.pause",
        name=escape(_name(view, found)),
        last=fmt.imprecise_date(found.last, start),
        until=fmt.imprecise_date(found.until, end),
        parts="; ".join(parts),
    )


def in_short(view: LeadersView, found: Silence) -> str:
    """Name a pause with its length and what lies in between, for a title."""
    parts = "; ".join([length(found), *asides(view, found)])
    return t("leaders.pause_short", name=_name(view, found), parts=parts)


def last_in_words(view: LeadersView, found: Silence) -> str:
    """Name a lane with the day of its last contact, and what came after all."""
    day = fmt.imprecise_date(found.last, found.precisions[0])
    parts = "; ".join([day, *asides(view, found)])
    return t("leaders.pause_short", name=escape(_name(view, found)), parts=parts)


def asides(view: LeadersView, found: Silence) -> list[str]:
    """Say what the counting rule leaves out of these days, and what is hidden."""
    said = []
    if others := view.beside(found):
        when = "between" if found.resumed else "after"
        said.append(tn(f"leaders.beside_{when}", others))
    if hidden := len(view.hidden_ids.intersection(found.ends)):
        which = f"end_{len(found.ends)}"
        said.append(t(f"leaders.hidden_{which}", n=fmt.number(hidden)))
    return said


def _name(view: LeadersView, found: Silence) -> str:
    (name,) = view.named([found.actor_id])
    return name
