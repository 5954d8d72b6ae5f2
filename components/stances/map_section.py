"""The map, the tiles or the table: who stands where on the day."""

from __future__ import annotations

from collections.abc import Iterable
from functools import partial
from typing import Any

import pandas as pd
import streamlit as st

from components import cache, filters, labels, state, tables
from components import format as fmt
from components.cards import Card, card_around, chart_card
from components.figures import map as look
from components.figures import style
from components.figures.spec import Spec
from components.markdown import escape
from components.registry import PageSpec
from components.stances.answer import others
from components.stances.found import freshness, supply_words
from components.stances.headline import finding, sentence
from components.stances.statement import counted, plain_line, rests_on
from components.stances.view import (
    StancesView,
    marks_of,
    position_label,
    position_of,
    said_on,
    scope_label,
    signs,
)
from components.text import t, tn
from data.fill_rule import Fill
from data.geometry import Shapes, Tile, load_shapes, load_tiles
from data.stances import COUNTS, Differing, core_counts, thin_years

VIEWS = ("map", "tiles", "table")


def map_card(page: PageSpec, view: StancesView) -> None:
    """Draw the view that the reader chose, each under its own stable key."""
    chosen = state.value("stance_view")
    card = Card(
        key=f"stance_{chosen}" if chosen != "table" else "stances",
        table_key="stance_table",
        title=finding(view),
        sentence=sentence(view),
        sources=rests_on(view, deciding(view)),
        **counted(len(deciding(view)), view.count_said(institutions=False)),
        subject="stances",
        table=fill_table(view),
        labels=fill_labels(),
        notes=_notes(view, chosen),
    )
    if chosen == "table":
        card_around(
            page, card, partial(_table, card), partial(_switch, view), twin=False
        )
        return
    figure, alt = drawing(view, chosen)
    controls = partial(_switch, view)
    chart_card(page, card, figure, alt, on_point=_pick, controls=controls)


def drawing(view: StancesView, chosen: str) -> tuple[Spec, str]:
    """Draw the states as a `map` or as `tiles`; return figure and alternative text."""
    codes = dict(
        zip(view.data.actors["actor_id"], view.data.actors["iso2"], strict=True)
    )
    drawn = [_mark(view, fill, codes[fill.actor_id]) for fill in view.states]
    legend = partial(_legend, view)
    alt = look.alt_map(drawn, fmt.date(view.as_of), legend)
    if chosen == "tiles":
        tiles = cache.derived("stance_tiles", _tiles)
        return look.fig_tiles(tiles, drawn, legend, view.actor), alt
    shapes = cache.derived("stance_shapes", _shapes)
    return look.fig_map(shapes, drawn, legend, view.actor), alt


def _shapes(_: object) -> Shapes:
    return load_shapes()


def _tiles(_: object) -> tuple[Tile, ...]:
    return load_tiles()


def deciding(view: StancesView) -> list[str]:
    """Ids of the statements that colour the states."""
    return [f.statement_id for f in view.states if f.statement_id]


def _switch(view: StancesView) -> None:
    """The views, and the state that was picked, in a line that is always there."""
    filters.side_by_side(
        "stance_view",
        t("stances.view"),
        VIEWS,
        lambda code: t(f"stances.view_{code}"),
    )
    if not view.actor:
        st.caption(t("stances.pick"))
        return
    fill = view.fills[view.actor]
    st.caption(
        t(
            "stances.picked",
            name=escape(view.names[view.actor]),
            position=position_label(position_of(fill)),
        )
    )


def _pick(points: list[Any]) -> None:
    """Take the state that was clicked; a second click on it takes nothing away."""
    if points:
        state.assign("state", str(points[0]))


def _legend(view: StancesView, position: str) -> str:
    """Name of a position with its number of states, for the chart's legend."""
    n = sum(position_of(f) == position for f in view.states)
    key = "stances.legend_silent" if position in look.NO_ANSWER else "stances.legend"
    return t(key, position=position_label(position), n=fmt.number(n))


def _mark(view: StancesView, fill: Fill, code: str) -> look.StateMark:
    position = position_of(fill)
    row = view.rows.get(fill.statement_id)
    name = style.escape(view.names[fill.actor_id])
    if row is None:
        hover = t("stances.hover_none", name=name, position=position_label(position))
    else:
        hover = t(
            "stances.hover",
            name=name,
            position=position_label(position),
            speaker=style.escape(row.speaker),
            date=said_on(row),
        )
    told = [hover, *(t(f"stances.hover_{mark}") for mark in marks_of(fill))]
    return look.StateMark(
        actor_id=fill.actor_id,
        position=position,
        letters=f"{code}{signs(fill)}",
        name=name,
        hover="<br>".join(told),
        marks=marks_of(fill),
    )


def _notes(view: StancesView, chosen: str) -> tuple[str, ...]:
    """What the signs mean, and how much the day's picture is worth."""
    notes = [freshness(view)]
    whole = view.index.whole
    if view.as_of.year in thin_years(whole):
        counted = core_counts(whole)[view.as_of.year]
        notes.append(tn("stances.thin_year", counted, year=view.as_of.year))
    notes.append(supply_words(view.index, view.data.last_day("stances")))
    notes.append(t("stances.note_marks"))
    if chosen == "map":
        notes.append(t("stances.note_rings"))
    return tuple(notes)


def fill_table(view: StancesView) -> pd.DataFrame:
    """The map as a table, one row a member state in alphabetical order."""
    rows = []
    for fill in sorted(view.states, key=lambda f: view.names[f.actor_id]):
        row = view.rows.get(fill.statement_id)
        marks, differ = marks_of(fill), others(view, fill)
        rows.append(
            {
                "name": view.names[fill.actor_id],
                "position": position_label(position_of(fill)),
                "old_words": t("shell.yes") if "old" in marks else "",
                "one_page": t("shell.yes") if "one_page" in marks else "",
                "minister_disagrees": _named(
                    view, [o for o in differ if o.reason == COUNTS]
                ),
                "others_differ": _named(
                    view, [o for o in differ if o.reason != COUNTS]
                ),
                "date": "" if row is None else said_on(row),
                "age_days": fill.age_days,
                "speaker": "" if row is None else row.speaker,
                "office": "" if row is None else row.office,
                "scope": "" if row is None else scope_label(row.scope),
                "actor_id": fill.actor_id,
                "statement_id": fill.statement_id,
            }
        )
    return pd.DataFrame(rows).astype({"age_days": "Int64"})


def _named(view: StancesView, differ: Iterable[Differing]) -> str:
    """Who else of the government takes another side: who, when, which position."""
    return "; ".join(plain_line(view.rows[o.statement.statement_id]) for o in differ)


def fill_labels() -> dict[str, str]:
    """Column labels of `fill_table`."""
    columns = ("date", "speaker", "office", "scope", "actor_id", "statement_id")
    return {c: labels.field("statements", c) for c in columns} | {
        "name": t("stances.column_state"),
        "position": t("stances.column_position"),
        "old_words": t("stances.column_old_words"),
        "one_page": t("stances.column_one_page"),
        "minister_disagrees": t("stances.column_minister_disagrees"),
        "others_differ": t("stances.column_others_differ"),
        "age_days": t("stances.column_age"),
        "actor_id": t("stances.column_code"),
    }


def _table(card: Card) -> None:
    """The table as the main view: selecting a row picks the country."""
    tables.choosable(
        card.table,
        tables.configured(card.table, card.labels),
        card.table["actor_id"],
        _pick_row,
        key=card.table_key,
        alt=t("shell.table_alt", title=card.title),
    )


def _pick_row(actor: str) -> None:
    if actor:
        state.assign("state", actor)
