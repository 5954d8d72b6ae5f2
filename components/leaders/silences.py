"""When contacts paused and came again, as far as the search allows."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from functools import partial

import pandas as pd
import streamlit as st

from components import format as fmt
from components import tables
from components.cards import Card
from components.leaders.counts import leading_names
from components.leaders.lanes import kind_of_contact
from components.leaders.view import COLUMN, LeadersView, of_all_contacts
from components.markdown import escape
from components.page import Page
from components.record import panel
from components.text import t, tn
from data import leaders
from data.contacts import SHORTEST_GAP_DAYS
from data.leaders import Never, Silence
from data.rows import each

# What the search allows to say; the order of the table.
FINDINGS = ("paused", "paused_thin", "open", "unknown", "never")


def kind_of_pause(found: Silence | Never) -> str:
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


# In pixels: the longest name in full.
NAME_WIDTH = 220

# Kept in the download: the columns in words say the same.
_HIDDEN = frozenset({"searched_to", "thin", "unsearched", "counterpart"})


def _place(found: Silence | Never) -> tuple[int, dt.date]:
    """Order of the table: by finding, then by the day from which there is silence."""
    start = found.start if isinstance(found, Never) else found.last
    return FINDINGS.index(kind_of_pause(found)), start


def silences_tab(page: Page, view: LeadersView) -> None:
    """What the record says in short, and each silence."""
    takeaways(view)
    page.show(silence_card(view))


def silence_card(view: LeadersView) -> Card:
    """One row a silence; selecting it opens the record of its last contact."""
    every = sorted(view.silences, key=_place)
    return Card(
        key="leaders_silence",
        title=title(view),
        sentence=t(f"leaders.silence_sentence_{view.filter.rule}"),
        records=of_all_contacts(view, _ends(every)),
        subject="leaders-silences",
        table=silence_table(view, every),
        labels=_labels(),
        notes=tuple(_notes(view, every)),
        table_key="leaders_silence_table",
        draw=partial(_draw, view, every),
    )


def _draw(view: LeadersView, every: list[Silence | Never], card: Card) -> None:
    rows = []
    for found, told in zip(every, each(card.table), strict=True):
        last = found.last_contact_id if isinstance(found, Silence) else ""
        words = in_words(view, found) if isinstance(found, Silence) else told.search
        rows.append(
            tables.Row(
                f"{found.actor_id}-{last or 'never'}",
                escape(getattr(told, COLUMN)),
                t("leaders.silence_row", finding=told.finding, words=words),
                opens=last,
            )
        )
    tables.record_list(rows, panel.request, key=card.key, label_share=0.24)


def _notes(view: LeadersView, every: list[Silence | Never]) -> list[str]:
    """What is listed, and that a hidden contact still ends a pause."""
    notes = [t("leaders.note_silence", days=fmt.number(SHORTEST_GAP_DAYS))]
    if hidden := len(view.hidden_ids.intersection(_ends(every))):
        notes.append(tn("leaders.note_silence_hidden", hidden))
    return notes


def _ends(every: list[Silence | Never]) -> pd.Series:
    """Ids of the contacts before and after the silences."""
    ids = dict.fromkeys(
        contact
        for found in every
        if isinstance(found, Silence)
        for contact in found.ends
    )
    return pd.Series(list(ids), dtype="str")


def title(view: LeadersView) -> str:
    """Name every pause of a year or more that is established, with its length."""
    paused = [
        in_short(view, found)
        for found in view.silences
        if isinstance(found, Silence) and kind_of_pause(found) == "paused"
    ]
    contact = kind_of_contact(view)
    if not paused:
        return t("leaders.silence_title_none", contact=contact)
    return t("leaders.silence_title", contact=contact, pauses=fmt.join(paused))


def silence_table(view: LeadersView, every: list[Silence | Never]) -> pd.DataFrame:
    """The silences as a table, one row each, in the order given."""
    rows = []
    for found in every:
        row: dict[str, object] = {
            COLUMN: view.names[found.actor_id],
            "finding": t(f"leaders.finding_{kind_of_pause(found)}"),
            "search": _search(found),
            "beside": view.beside(found),
        }
        if isinstance(found, Silence):
            row |= {
                "last": pd.Timestamp(found.last),
                "counterpart": found.counterpart,
                "resumed": pd.Timestamp(found.resumed) if found.resumed else pd.NaT,
                "searched_to": pd.NaT if found.resumed else pd.Timestamp(found.until),
                "days": found.days,
                "thin": found.thin,
                "unsearched": found.unsearched,
            }
        else:
            row |= {"counterpart": "", "searched_to": pd.Timestamp(found.end)}
        rows.append(row)
    frame = pd.DataFrame(rows, columns=list(_labels()))
    whole = dict.fromkeys(("days", "thin", "unsearched", "beside"), "Int64")
    days = dict.fromkeys(("last", "resumed", "searched_to"), "datetime64[us]")
    return frame.astype(whole | days)


def _search(found: Silence | Never) -> str:
    """Say how well the days were searched, and whether its ends are approximate."""
    if isinstance(found, Never):
        ground = "unsearched" if found.unsearched else "searched"
        return t(
            f"leaders.search_never_{ground}",
            start=fmt.short_date(found.start),
            end=fmt.short_date(found.end),
            unsearched=fmt.number(found.unsearched),
        )
    ending = "resumed" if found.resumed else "since"
    said = t(
        f"leaders.search_{ending}_{found.ground}",
        until=fmt.short_date(found.until),
        solid_to=fmt.short_date(found.solid_to),
        thin=fmt.number(found.thin),
        chance=fmt.number(found.chance),
        unsearched=fmt.number(found.unsearched),
    )
    return said if found.exact else t("leaders.search_about", said=said)


def _labels() -> dict[str, str]:
    return {
        COLUMN: t("leaders.column"),
        "finding": t("leaders.finding"),
        "last": t("leaders.last"),
        "counterpart": t("leaders.last_with"),
        "resumed": t("leaders.next"),
        "days": t("leaders.days_between"),
        "search": t("leaders.search"),
        "beside": t("leaders.beside_column"),
        "searched_to": t("leaders.searched_to"),
        "thin": t("leaders.days_thin"),
        "unsearched": t("leaders.days_unsearched"),
    }


def takeaways(view: LeadersView) -> None:
    """Who spoke most around the invasion; whose contacts paused, and whose ended."""
    said = [*most(view), *resumed(view), *none_since(view)]
    if not said:
        return
    with st.container(border=True, key="leaders_takeaways"):
        st.header(t("leaders.takeaways_title"))
        st.markdown("\n".join(f"- {sentence}" for sentence in said))
        st.caption(t(f"leaders.takeaways_note_{view.filter.rule}"))


def most(view: LeadersView) -> Iterator[str]:
    """One sentence a side: who had most, how many of all, and who came next."""
    window, sides = view.record.window, view.record.sides
    if window is None or sides is None:
        return
    for side, span in (("before", window.before), ("after", window.after)):
        if said := _most_on_side(view, sides, side, span):
            yield said


def _most_on_side(
    view: LeadersView, sides: pd.DataFrame, side: str, span: tuple[dt.date, dt.date]
) -> str:
    leads = leaders.leading(sides, side)
    if leads.empty:
        return ""
    start, end = span
    others = sides.drop(leads.index)
    rest = leaders.leading(others, side)
    values = {
        "start": fmt.short_date(start),
        "end": fmt.short_date(end),
        "name": escape(leading_names(view, sides, side)),
        "people": escape(", ".join(dict.fromkeys(leads[f"who_{side}"]))),
        "total": fmt.number(int(sides[side].sum())),
        "m": fmt.number(len(sides)),
    }
    n = int(leads[side].iloc[0])
    each = "" if len(leads) == 1 else "_each"
    if rest.empty:
        return t(f"leaders.most{each}_{side}", n=fmt.number(n), **values)
    return t(
        f"leaders.most_and_next{each}_{side}",
        n=fmt.number(n),
        following=escape(leading_names(view, others, side)),
        next=fmt.number(int(rest[side].iloc[0])),
        **values,
    )


def resumed(view: LeadersView) -> Iterator[str]:
    """One sentence for all pauses of a year or more that ended, searched alike.

    What the search does not allow to say is left to the table.
    """
    alike: dict[str, list[str]] = {}
    for found in view.silences:
        if isinstance(found, Silence) and found.resumed:
            words = in_words(view, found)
            alike.setdefault(kind_of_pause(found), []).append(words)
    for finding in ("paused", "paused_thin"):
        if said := alike.get(finding):
            yield t(
                f"leaders.said_{finding}",
                contact=kind_of_contact(view),
                pauses=fmt.join(said),
            )


def none_since(view: LeadersView) -> Iterator[str]:
    """One sentence for all with no contact since a year or more, searched alike.

    Whoever was in contact less than a year before the end of the search is left out.
    """
    alike: dict[tuple[str, dt.date, dt.date], list[Silence]] = {}
    for found in view.silences:
        if isinstance(found, Silence) and not found.resumed:
            if found.days < SHORTEST_GAP_DAYS:
                continue
            # How far the search was good matters only where it turned thin.
            turned = found.ground == "turned_thin"
            solid_to = found.solid_to if turned else found.until
            key = found.ground, solid_to, found.until
            alike.setdefault(key, []).append(found)
    for (ground, solid_to, until), part in alike.items():
        yield t(
            f"leaders.since_{ground}",
            contact=kind_of_contact(view),
            names=fmt.join(last_in_words(view, found) for found in part),
            solid_to=fmt.date(solid_to),
            until=fmt.date(until),
        )
