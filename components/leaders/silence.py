"""When contacts paused and came again, as far as the search allows to say so."""

from __future__ import annotations

import datetime as dt
from functools import partial

import pandas as pd

from components import format as fmt
from components import records, tables
from components.cards import Card, card_around, source_line
from components.leaders import pauses
from components.leaders.titles import kind_of_contact
from components.leaders.view import COLUMN, LeadersView
from components.registry import PageSpec
from components.text import t, tn
from data.contacts import SHORTEST_GAP_DAYS
from data.leaders import Never, Silence

# In pixels: the longest name in full.
NAME_WIDTH = 220

# Kept in the download: the columns in words say the same.
_HIDDEN = frozenset({"searched_to", "thin", "unsearched", "counterpart"})


def _place(found: Silence | Never) -> tuple[int, dt.date]:
    """Order of the table: by finding, then by the day from which there is silence."""
    start = found.start if isinstance(found, Never) else found.last
    return pauses.FINDINGS.index(pauses.finding(found)), start


def silence_card(page: PageSpec, view: LeadersView) -> None:
    """One row a silence; selecting it opens the record of its last contact."""
    every = sorted(view.silences, key=_place)
    frame = silence_table(view, every)
    ids = tuple(s.last_contact_id if isinstance(s, Silence) else "" for s in every)
    card = Card(
        key="leaders_silence",
        table_key="leaders_silence",
        title=title(view),
        sentence=t(f"leaders.silence_sentence_{view.filter.rule}"),
        sources=source_line(view.data, "contacts", _ends(every)),
        shown=len(_ends(every)),
        total=len(view.whole.contacts),
        noun=tn("shell.records_contacts", len(view.whole.contacts)),
        records="contacts",
        whole=True,
        subject="leaders-silences",
        table=frame,
        labels=_labels(),
        notes=tuple(_notes(view, every)),
        hints=(t("shell.hint_row"),),
    )
    card_around(page, card, partial(_draw, card, ids), twin=False)


def _draw(card: Card, ids: tuple[str, ...]) -> None:
    frame = card.table
    config = tables.configured(frame, card.labels)
    config[COLUMN]["width"] = NAME_WIDTH
    tables.choosable(
        frame,
        config,
        ids,
        records.request,
        key=card.table_key,
        alt=t("shell.table_alt", title=card.title),
        columns=[c for c in frame.columns if c not in _HIDDEN],
        pixels="content",
    )


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
        pauses.in_short(view, found)
        for found in view.silences
        if isinstance(found, Silence) and pauses.finding(found) == "paused"
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
            "finding": t(f"leaders.finding_{pauses.finding(found)}"),
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
