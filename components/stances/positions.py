"""Every position with its words: then and now, who said it, the condition, sources."""

from __future__ import annotations

import textwrap
from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from typing import Any

import pandas as pd
import streamlit as st

from components import cache, labels, state, tables, widgets
from components import format as fmt
from components.cards import Card
from components.filters import CHANGES, NO_POSITION, POSITION_SORTS, STANCES_FROM
from components.markdown import curled, escape, link
from components.names import linked
from components.record import panel
from components.stances.country import others
from components.stances.statements import plain_line, records, words
from components.stances.view import (
    StancesView,
    badge,
    badges,
    marks_of,
    position_label,
    position_of,
    said_on,
    scope_label,
)
from components.text import t, tn
from data import evidence
from data.facets import Codes
from data.fill_rule import SCALE, Fill
from data.stances import COUNTS, NEITHER, UNCHANGED, changes

# So many of the best sources are named in a row, and so many stand in the table.
NAMED, LISTED = 2, 3

# So many states are listed before the reader asks for more.
FIRST = 6


@dataclass(frozen=True)
class Position:
    """Where a state or EU body stands on both days, with the words of the later one.

    `change` is a code of `CHANGES`; `row` is the deciding statement or act, if any.
    """

    before: Fill
    now: Fill
    change: str
    row: Any


@cache.kept
def positions(view: StancesView) -> list[Position]:
    """All states, then the EU bodies, each by name, on both days of the view."""
    earlier, later = sorted((view.earlier, view.as_of))
    shifts = {c.actor_id: str(c.shift) for c in changes(view.index, earlier, later)}
    before = {fill.actor_id: fill for fill in view.index.on(earlier)}
    now = {fill.actor_id: fill for fill in view.index.on(later)}
    found = [
        Position(
            before[actor],
            fill,
            shifts.get(actor) or (UNCHANGED if fill.statement_id else NEITHER),
            view.rows.get(fill.statement_id),
        )
        for actor, fill in now.items()
    ]
    return sorted(
        found, key=lambda p: (p.now.is_institution, view.names[p.now.actor_id])
    )


def shown(view: StancesView, wanted: Codes, moved: Codes, sort: str) -> list[Position]:
    """The positions that the filters of the list leave, in the order chosen."""
    found = [
        position
        for position in positions(view)
        if (not wanted or _code(position.now) in wanted)
        and (not moved or position.change in moved)
    ]
    return sorted(found, key=_SORTS[sort])


def _code(fill: Fill) -> str:
    return fill.fill if fill.statement_id else NO_POSITION


def _openness(position: Position) -> int:
    code = position.now.fill
    return SCALE.index(code) if code in SCALE else len(SCALE)


# The order of each sort; where it ties, names decide.
_SORTS: dict[str, Callable[[Position], Any]] = {
    "name": lambda p: False,
    "position": _openness,
    "newest": lambda p: -(p.row.date.toordinal() if p.row else 0),
    "change": lambda p: CHANGES.index(p.change),
}


# In letters: what was said, and its condition, in a line of the brief.
_SAID, _IF = 100, 60


def lines(view: StancesView) -> list[str]:
    """Each state and EU body in a sentence: position, who, when, words, condition."""
    return [_line(view, position) for position in positions(view)]


def _line(view: StancesView, position: Position) -> str:
    name = view.names[position.now.actor_id]
    held = position_label(position_of(position.now))
    row = position.row
    if row is None:
        return t("stances.line_none", name=name, position=held)
    line = t(
        "stances.line",
        name=name,
        position=held,
        speaker=row.speaker,
        date=said_on(row),
        words=textwrap.shorten(words(row), _SAID, placeholder=" …"),
    )
    if row.condition:
        condition = textwrap.shorten(curled(row.condition), _IF, placeholder=" …")
        line = t("stances.line_if", line=line, condition=condition)
    return line


def positions_card(view: StancesView) -> Card:
    """The list: state, position then and now, who, when, words, condition, sources."""
    wanted, moved = state.value("stance_position"), state.value("change")
    return listed_card(view, wanted, moved, state.value("sort"))


@cache.kept
def listed_card(view: StancesView, wanted: Codes, moved: Codes, sort: str) -> Card:
    """The list under its own filters and in its own order; see `positions_card`."""
    found = shown(view, wanted, moved, sort)
    every = len(view.fills)
    ids = [p.now.statement_id for p in found if p.now.statement_id]
    rows = tables.Rows(lambda: found, partial(_row, view))
    narrowed = _narrowed(wanted, moved)
    earlier, later = sorted((view.earlier, view.as_of))
    # On the first day of the map there is no other day that it could stand beside.
    base = t(
        "stances.list_sentence" if earlier < later else "stances.list_sentence_alone",
        earlier=fmt.date(earlier),
        later=fmt.date(later),
    )
    return Card(
        key="positions",
        title=tn("stances.list_title_part", every, shown=fmt.number(len(found)))
        if narrowed
        else tn("stances.list_title", len(view.states)),
        sentence=t("calls.sentence_narrowed", base=base, filters=narrowed)
        if narrowed
        else base,
        records=records(ids, view.count_said()),
        subject="positions",
        tabled=lambda: (positions_table(view, found), _labels(view)),
        table_key="stance_table",
        controls=partial(_controls, view),
        draw=partial(_draw, rows),
        reading=(t("stances.list_reading", day=fmt.date(later)),),
    )


def _narrowed(wanted: Codes, moved: Codes) -> str:
    parts = [
        t("shell.filter_of", name=name, values=fmt.either(map(label, codes)))
        for codes, name, label in (
            (wanted, t("stances.list_position"), _position_name),
            (moved, t("stances.list_change"), _change_name),
        )
        if codes
    ]
    return "; ".join(parts)


def _position_name(code: str) -> str:
    return (
        t("stances.list_no_position") if code == NO_POSITION else position_label(code)
    )


def _change_name(code: str) -> str:
    return t(f"stances.list_change_{code}")


def _controls(view: StancesView) -> None:
    """What the list shows, and in which order."""
    with st.container(horizontal=True, gap="medium"):
        _codes("stance_position", (*SCALE, NO_POSITION))
        _codes("change", CHANGES)
        _since(view)
        widgets.segments("sort", t("stances.sort"), POSITION_SORTS, _sort_name)


def _codes(key: str, codes: tuple[str, ...]) -> None:
    name, label = (
        (t("stances.list_position"), _position_name)
        if key == "stance_position"
        else (t("stances.list_change"), _change_name)
    )
    widgets.any_of(key, name, codes, label, t("shell.all"), width=220)


def _sort_name(code: str) -> str:
    return t(f"stances.sort_{code}")


def _since(view: StancesView) -> None:
    last = view.data.cutoff("stances")
    widgets.day_of(
        "since", t("stances.since"), STANCES_FROM, last, view.earlier, width=150
    )


def _draw(rows: tables.Rows, _: Card) -> None:
    if not len(rows):
        st.info(t("stances.list_empty"), icon=":material/filter_alt_off:")
        return
    tables.record_list(rows, panel.request, key="positions_list", first=FIRST)


def _row(view: StancesView, position: Position) -> tables.Row:
    return tables.Row(
        position.now.actor_id,
        escape(view.names[position.now.actor_id]),
        _told(view, position),
        opens=position.now.statement_id,
    )


def _told(view: StancesView, position: Position) -> str:
    """Markdown: position, who and when, words, condition, who differs, sources."""
    now, row = position.now, position.row
    held = badges(now)
    if position.before.fill != now.fill:
        held = t(
            "stances.list_moved",
            before=badge(position_of(position.before)),
            after=held,
            earlier=fmt.short_date(position.before.as_of),
        )
    if row is None:
        return held
    parts = [
        t(
            "stances.list_said",
            speaker=linked(row.speaker),
            date=escape(said_on(row)),
            words=escape(words(row)),
        )
    ]
    if row.condition:
        parts.append(t("stances.condition", condition=escape(curled(row.condition))))
    differ = others(view, now)
    for key, counts in (("stances.list_counts", True), ("stances.list_differs", False)):
        if named := _named(view, differ, counts=counts):
            parts.append(t(key, statements=escape(named)))
    if pages := _pages(now.statement_id):
        links = [link(labels.speaker(page), url) for page, url in pages[:NAMED] if url]
        parts.append(tn("stances.list_sources", len(pages), best=fmt.join(links)))
    return f"{held}  \n{' '.join(parts)}"


def _pages(record_id: str) -> list[tuple[str, str]]:
    """Source pages of a statement or act with their addresses, the best first."""
    data = cache.full()
    for table in ("statements", "contacts"):
        held = evidence.links_of(data, table)
        if record_id in held.index:
            found = held.loc[record_id]
            return list(zip(found["pages"], found["urls"], strict=True))
    return []


def positions_table(view: StancesView, found: list[Position]) -> pd.DataFrame:
    """One row a state or EU body, with the words in full and days in ISO."""
    rows = []
    for position in found:
        now, row = position.now, position.row
        pages = _pages(now.statement_id) if row is not None else []
        differ = others(view, now)
        urls = [url for _, url in pages if url][:LISTED]
        told = {
            "actor_id": now.actor_id,
            "name": view.names[now.actor_id],
            "before": position_label(position_of(position.before)),
            "now": position_label(position_of(now)),
            "change": _change_name(position.change),
            "date": "",
            "date_precision": "",
            "age_days": now.age_days,
            "speaker": "",
            "office": "",
            "summary": "",
            "condition": "",
            "minister_disagrees": _named(view, differ, counts=True),
            "others_differ": _named(view, differ, counts=False),
            "marks": ", ".join(t(f"stances.list_mark_{m}") for m in marks_of(now)),
            "scope": "",
            "statement_id": now.statement_id,
            "publishers": "; ".join(
                dict.fromkeys(labels.speaker(page) for page, _ in pages)
            ),
            **{f"url_{n + 1}": url for n, url in enumerate(urls)},
        }
        if row is not None:
            precision = row.date_precision
            told |= {
                "date": fmt.iso_date(row.date.date(), precision),
                "date_precision": labels.code(
                    "statements", "date_precision", precision
                ),
                "speaker": row.speaker,
                "office": row.office,
                "summary": words(row),
                "condition": curled(row.condition),
                "scope": scope_label(row.scope),
            }
        rows.append(told)
    frame = pd.DataFrame(rows)
    if not rows:
        return frame
    frame = frame.astype({"age_days": "Int64"})
    if view.earlier == view.as_of:
        return frame.drop(columns=["before", "change"])
    return frame


def _named(view: StancesView, differ: list[Any], *, counts: bool) -> str:
    """Who else of the government takes another side: who, when, which position."""
    return "; ".join(
        plain_line(view.rows[o.statement.statement_id])
        for o in differ
        if (o.reason == COUNTS) == counts
    )


def _labels(view: StancesView) -> dict[str, str]:
    columns = (
        *("date", "date_precision", "speaker", "office", "summary", "condition"),
        *("scope", "statement_id"),
    )
    earlier, later = sorted((view.earlier, view.as_of))
    return {c: labels.field("statements", c) for c in columns} | {
        "actor_id": t("stances.column_code"),
        "name": t("stances.column_actor"),
        "before": t("stances.column_on", date=fmt.date(earlier)),
        "now": t("stances.column_on", date=fmt.date(later)),
        "change": t("stances.list_change"),
        "age_days": t("stances.column_age"),
        "minister_disagrees": t("stances.column_minister_disagrees"),
        "others_differ": t("stances.column_others_differ"),
        "marks": t("stances.list_marks"),
        "publishers": t("calls.column_publishers"),
        **{
            f"url_{n}": t("calls.column_source", number=n) for n in range(1, LISTED + 1)
        },
    }
