"""When contacts paused and came again, as far as the search allows."""

from __future__ import annotations

import datetime as dt
from functools import partial

import pandas as pd

from components import cache, spans, tables
from components import format as fmt
from components.cards import Card
from components.leaders.lanes import kind_of_contact
from components.leaders.view import COLUMN, LeadersView, of_all_contacts
from components.markdown import escape
from components.record import panel
from components.text import t, tn
from data.contacts import SHORTEST_GAP_DAYS
from data.leaders import Never, Silence

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


def in_words(view: LeadersView, found: Silence | Never) -> str:
    """Say what is known of a silence: its days, how searched, what lies in between."""
    parts = [f"**{t(f'leaders.finding_{kind_of_pause(found)}')}**"]
    if isinstance(found, Silence):
        parts += [_span(found), spans.days(found.days, exact=found.exact)]
    how = _search(found)
    parts.append(t("leaders.search_in_row", how=how[:1].lower() + how[1:]))
    if isinstance(found, Silence):
        parts += asides(view, found)
    elif others := view.beside(found):
        parts.append(tn("leaders.beside_never", others))
    return " · ".join(parts)


def _span(found: Silence) -> str:
    """Print the days between which there is silence, as exactly as they are known."""
    start, end = found.precisions
    last = fmt.imprecise_date(found.last, start)
    if not found.resumed:
        return last
    return t("leaders.pause", last=last, until=fmt.imprecise_date(found.until, end))


def in_short(view: LeadersView, found: Silence) -> str:
    """Name a pause with its length and what lies in between, for a title."""
    days = spans.days(found.days, exact=found.exact)
    parts = "; ".join([days, *asides(view, found)])
    return t("leaders.pause_short", name=_name(view, found), parts=parts)


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


def _place(found: Silence | Never) -> tuple[int, dt.date]:
    """Order of the table: by finding, then by the day from which there is silence."""
    start = found.start if isinstance(found, Never) else found.last
    return FINDINGS.index(kind_of_pause(found)), start


@cache.kept
def silence_card(view: LeadersView) -> Card:
    """One row a silence; its button opens the record of its last contact."""
    every = sorted(view.silences, key=_place)
    return Card(
        key="leaders_silence",
        table_key="leaders_silence_table",
        title=title(view),
        sentence=t(f"leaders.silence_sentence_{view.filter.rule}"),
        records=of_all_contacts(view, _ends(every)),
        subject="leaders-silences",
        tabled=lambda: (silence_table(view, every), _labels()),
        notes=tuple(_notes(view, every)),
        reading=(t("leaders.note_silence", days=fmt.number(SHORTEST_GAP_DAYS)),),
        hints=(t("shell.hint_row"),),
        draw=partial(_draw, tables.Rows(lambda: every, partial(_row, view))),
    )


# In pixels: the longest name of a country in one line.
_NAMES = 300


def _draw(rows: tables.Rows, _: Card) -> None:
    tables.record_list(rows, panel.request, key="leaders_silence", label_width=_NAMES)


def _row(view: LeadersView, found: Silence | Never) -> tables.Row:
    opens = found.last_contact_id if isinstance(found, Silence) else ""
    # A counterpart without any contact has one row at most.
    named = opens or found.actor_id
    label = escape(view.names[found.actor_id])
    return tables.Row(named, label, in_words(view, found), opens)


def _notes(view: LeadersView, every: list[Silence | Never]) -> list[str]:
    """Say that a hidden contact still ends a pause."""
    hidden = len(view.hidden_ids.intersection(_ends(every)))
    return [tn("leaders.note_silence_hidden", hidden)] if hidden else []


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
