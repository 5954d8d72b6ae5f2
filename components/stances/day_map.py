"""The map, the tiles or the table of a day: controls, title, legend, freshness."""

from __future__ import annotations

import datetime as dt
import textwrap
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from functools import partial

import pandas as pd
import streamlit as st

from components import cache, labels, state, widgets
from components import format as fmt
from components.cards import Card
from components.figures import maps, style
from components.figures.maps import HIDDEN, MARKS, NO_ANSWER
from components.figures.palette import POSITION_SIGN
from components.figures.spec import Spec
from components.filters import STANCES_FROM
from components.markdown import curled, escape
from components.page import TEXT_WIDTH
from components.registry import page
from components.stances import positions
from components.stances.country import others, unsure
from components.stances.statements import plain_line, records, words
from components.stances.view import (
    AGAINST_TALKS,
    FOR_TALKS,
    StancesView,
    badge,
    marks_of,
    position_label,
    position_of,
    said_on,
    scope_label,
    signs,
)
from components.text import t, tn
from data.fill_rule import NO_STATEMENT, SCALE, Fill
from data.geometry import Shapes, Tile, shapes_of, tiles_of
from data.load import Dataset
from data.stances import (
    COUNTS,
    RECENT_DAYS,
    Differing,
    StanceIndex,
    core_counts,
    event_days,
    languages,
    supply,
    thin_years,
)


def controls(view: StancesView) -> None:
    """The day of the map, and the steps to the days on which a position changed."""
    last = view.data.cutoff("stances")
    with st.container(horizontal=True, vertical_alignment="bottom"):
        widgets.day_of(
            "asof", t("stances.as_of"), STANCES_FROM, last, view.as_of, width=220
        )
        _steps(view)


@cache.kept
def _days_of_change(view: StancesView) -> dict[str, dt.date | None]:
    """The days before and after on which a position changed."""
    events = event_days(view.index, STANCES_FROM, view.data.cutoff("stances"))
    return {
        "event_back": max((d for d in events if d < view.as_of), default=None),
        "event_on": min((d for d in events if d > view.as_of), default=None),
    }


def _steps(view: StancesView) -> None:
    """Buttons to the days before and after on which a position changed."""
    targets = _days_of_change(view)
    icons = {
        "event_back": "chevron_left",
        "event_on": "chevron_right",
    }
    for name, target in targets.items():
        st.button(
            t(f"stances.step_{name}"),
            key=f"step_{name}",
            icon=f":material/{icons[name]}:",
            icon_position="left" if name.endswith("back") else "right",
            help=t(f"stances.step_{name}_help"),
            disabled=target is None,
            on_click=state.assign,
            args=("asof", target),
        )


def choose_country(view: StancesView) -> None:
    """Find a state or EU body by its name."""
    widgets.one_or_none(
        "state",
        t("stances.country"),
        sorted(view.index.states, key=view.names.__getitem__)
        + [f.actor_id for f in view.institutions],
        lambda actor: view.names[actor],
        t("stances.country_placeholder"),
    )


_ENGLISH = "en"


def freshness(view: StancesView) -> str:
    """Say how many states have a new statement that can count, how old colours are."""
    told = view.recency
    words = t(
        "stances.thin_day" if told.thin else "stances.fresh_day",
        n=fmt.number(told.speaking),
        states=fmt.number(told.states),
        days=RECENT_DAYS,
    )
    if told.median_age is None:
        return words
    age = tn("stances.days", told.median_age)
    return t("stances.fresh_age", words=words, age=age)


def supply_words(index: StanceIndex, last: dt.date) -> str:
    """Say how many statements that can count were found for which month.

    From the fullest of the last months on: a map of a month for which little was
    found rests on older words.
    """
    found = supply(index, last)
    most = max(found.values())
    if not most:
        return t("stances.supply_none", months=len(found), last=fmt.date(last))
    fullest = max(month for month, n in found.items() if n == most)
    told = tn(
        "stances.supply",
        most,
        month=fmt.month(fullest),
        months=len(found),
        last=fmt.date(last),
    )
    later = [month for month in found if month > fullest]
    if not later:
        return t("stances.supply_ends", words=told)
    told = t(
        "stances.supply_since",
        words=told,
        later=fmt.join(
            t(
                "stances.supply_month",
                n=fmt.number(found[month]) if found[month] else t("stances.none"),
                month=fmt.month(month),
            )
            for month in later
        ),
    )
    return _with_languages(index, later[0], told)


def _with_languages(index: StanceIndex, first: dt.date, told: str) -> str:
    """Add in which language the pages behind the statements from a day on are."""
    ids = [
        s.statement_id
        for actor in index.whole.actors.values()
        for s in actor.statements
        if s.is_candidate and s.date >= first
    ]
    by_language = languages(cache.full(), ids)
    if not by_language:
        return told
    return tn(
        "stances.supply_english",
        by_language.total(),
        words=told,
        english=fmt.number(by_language[_ENGLISH]),
    )


def asking(view: StancesView) -> list[Fill]:
    """The states that ask for talks or have begun them."""
    return [f for f in view.states if f.fill in FOR_TALKS]


def _opposing(view: StancesView) -> list[Fill]:
    return [f for f in view.states if f.fill in AGAINST_TALKS]


@cache.kept
def finding(view: StancesView) -> str:
    """State how many states ask for talks or have begun them, and how many oppose.

    What is hidden is part of the statement: it is not a state without a position.
    """
    states, hidden = len(view.states), sum(f.hidden for f in view.states)
    if not hidden and all(f.fill == NO_STATEMENT for f in view.states):
        return t("stances.finding_nobody", states=fmt.number(states))
    told = t(
        "stances.finding",
        asking=tn("stances.asking", len(asking(view)), states=fmt.number(states))
        if asking(view)
        else t("stances.asking_none", states=fmt.number(states)),
        opposing=tn("stances.opposing", len(_opposing(view)))
        if _opposing(view)
        else t("stances.opposing_none"),
    )
    return tn("stances.finding_hidden", hidden, base=told) if hidden else told


@cache.kept
def sentence(view: StancesView) -> str:
    """Say how firm the numbers of the title are, which day they are of, what is hidden.

    The marks come first: they are part of the numbers.
    """
    told = [marks_sentence(view), t("stances.sentence", date=fmt.date(view.as_of))]
    if cache.hiding():
        told.append(_hidden(view))
    return " ".join(filter(None, told))


@cache.kept
def marks_sentence(view: StancesView) -> str:
    """Say how many of the numbers in the title bear which mark; "" without numbers."""
    groups = {"asking": asking(view), "opposing": _opposing(view)}
    parts = [
        tn(f"stances.marked_{name}", len(fills), marks=_marked(fills))
        for name, fills in groups.items()
        if fills
    ]
    told = "; ".join(parts)
    return t("stances.marked", parts=told[:1].upper() + told[1:]) if told else ""


def _marked(fills: Sequence[Fill]) -> str:
    """How many of a group bear each mark; of a single one, which marks it bears."""
    held = [marks_of(fill) for fill in fills]
    counts = {mark: sum(mark in marks for marks in held) for mark in MARKS}
    borne = [mark for mark in MARKS if counts[mark]]
    if len(fills) == 1:
        return fmt.join(t(f"stances.it_{mark}") for mark in borne or ["unmarked"])
    if not borne:
        return t("stances.none_marked")
    return fmt.join(
        t(f"stances.all_{mark}")
        if counts[mark] == len(fills)
        else tn(f"stances.some_{mark}", counts[mark])
        for mark in borne
    )


def _hidden(view: StancesView) -> str:
    """What the choice of evidence changes: colours, and reasons for their absence."""
    changed = [f for f in view.states if f.whole_position]
    whole = [f for f in view.index.whole.on(view.as_of) if not f.is_institution]
    colours = sum(f.fill != NO_STATEMENT for f in whole)
    groups = {
        "fallen": [f for f in changed if f.hidden and f.whole_position in SCALE],
        "other": [f for f in changed if not f.hidden],
        "reason": [f for f in changed if f.hidden and f.whole_position not in SCALE],
    }
    parts = [
        tn(
            f"stances.whole_{name}",
            len(fills),
            of=fmt.number(colours),
            names=fmt.join(sorted(view.names[f.actor_id] for f in fills)),
        )
        for name, fills in groups.items()
        if fills
    ]
    if not parts:
        return t("stances.whole_same")
    return t("stances.whole", parts="; ".join(parts))


def legend(view: StancesView) -> None:
    """Definitions from the code-book with counts; kinds of no answer as one group."""
    held = Counter(position_of(fill) for fill in view.states)
    book = view.data.table("codebook")
    stances = book[book["field"] == "stance"].set_index("code")["definition"].to_dict()
    meaning = {c: stances.get(c, labels.code("statements", "stance", c)) for c in SCALE}
    st.subheader(t("stances.legend_title"), anchor="legend")
    with st.container(key="legend"):
        _lines(held, {code: escape(curled(meaning[code])) for code in SCALE})
        if cache.hiding():
            _lines(held, {HIDDEN: t("stances.why_hidden_short")})
        silent = sum(held[kind] for kind in NO_ANSWER)
        st.markdown(tn("stances.legend_nothing", silent), width=TEXT_WIDTH)
        _lines(held, {kind: t(f"stances.why_{kind}_short") for kind in NO_ANSWER})


def _lines(held: Counter[str], meaning: Mapping[str, str]) -> None:
    """Each position with its number of states, its look on the map, its meaning."""
    with st.container(gap="xsmall"):
        for code, words in meaning.items():
            st.markdown(
                tn(
                    "stances.legend_line",
                    held[code],
                    badge=badge(code),
                    meaning=words,
                ),
                width=TEXT_WIDTH,
            )


def limits(view: StancesView) -> None:
    """The border policy and what the map can not say, with the way to the method."""
    if has_shapes():
        st.caption(t("stances.borders"), width=TEXT_WIDTH)
    st.caption(t("stances.limits"), width=TEXT_WIDTH)
    if posts := unsure(view.index, view.names, view.as_of):
        told = t("stances.unsure", date=fmt.date(view.as_of), posts=posts)
        st.caption(told, width=TEXT_WIDTH)
    st.page_link(
        page("method").path,
        label=t("stances.to_method"),
    )


@cache.kept
def map_card(view: StancesView, chosen: str = "map", *, phone: bool = False) -> Card:
    """The states as a `map` or as `tiles`, each under its own stable key.

    Args:
        view: the view.
        chosen: `map` or `tiles`.
        phone: whether it is drawn for a phone.
    """
    figure, alt = drawing(view, chosen, phone=phone)
    # Where no state has a shape the map is one of tiles, too.
    looks = chosen if has_shapes() else "tiles"
    return Card(
        key=f"stance_{chosen}",
        table_key=f"{chosen}_table",
        title=t("stances.map_title", date=fmt.date(view.as_of)),
        headline=finding(view),
        sentence=sentence(view),
        records=records(deciding(view), view.count_said(institutions=False)),
        subject="stances",
        tabled=lambda: (fill_table(view), fill_labels()),
        notes=(freshness(view),),
        marks=_marks(looks),
        reading=_reading(view, looks),
        figure=figure,
        alt=alt,
        on_point=_pick,
        lines=partial(positions.lines, view) if chosen == "map" else None,
    )


def drawing(
    view: StancesView, chosen: str, *, small: bool = False, phone: bool = False
) -> tuple[Spec, str]:
    """Draw the states as a `map` or as `tiles`; return figure and alternative text."""
    codes = dict(
        zip(view.data.actors["actor_id"], view.data.actors["iso2"], strict=True)
    )
    shapes = cache.derived("stance_shapes", _shapes)
    tiles = chosen == "tiles" or shapes is None
    drawn = [
        _mark(view, f, codes[f.actor_id] or f.actor_id, tiles=tiles)
        for f in view.states
    ]
    alt = maps.alt_map(drawn, fmt.date(view.as_of), partial(_legend, view))
    if shapes is None or tiles:
        places = cache.derived("stance_tiles", _tiles)
        return maps.fig_tiles(places, drawn, view.actor, small=small), alt
    return maps.fig_map(shapes, drawn, view.actor, phone=phone), alt


def has_shapes() -> bool:
    """Whether the states have shapes; otherwise they are tiles everywhere."""
    return cache.derived("stance_shapes", _shapes) is not None


def _shapes(data: Dataset) -> Shapes | None:
    return shapes_of(data)


def _tiles(data: Dataset) -> tuple[Tile, ...]:
    return tiles_of(data)


def deciding(view: StancesView) -> list[str]:
    """Ids of the statements that colour the states."""
    return [f.statement_id for f in view.states if f.statement_id]


def _pick(actor: str) -> None:
    """Take the state that was chosen; a second click on it takes nothing away."""
    if actor:
        state.assign("state", actor)


def _legend(view: StancesView, position: str) -> str:
    """Name of a position with its number of states, for the chart's legend."""
    n = sum(position_of(f) == position for f in view.states)
    key = "stances.legend_silent" if position in maps.NO_ANSWER else "stances.legend"
    return t(key, position=position_label(position), n=fmt.number(n))


# The hover of a state holds so many letters of what was said, in lines of so many.
_HOVER, _HOVER_LINE = 130, 46


def _mark(view: StancesView, fill: Fill, code: str, *, tiles: bool) -> maps.StateMark:
    """A state as drawn; a tile has room for what weakens its position."""
    position = position_of(fill)
    row = view.rows.get(fill.statement_id)
    name = style.escape(view.names[fill.actor_id])
    label = position_label(position)
    if row is None:
        hover = [t("stances.hover_none", name=name, position=label)]
    else:
        who = t("stances.hover_who", speaker=row.speaker, date=said_on(row))
        hover = [
            t("stances.hover_title", name=name, position=label),
            *_wrapped(words(row)),
            style.escape(who),
        ]
        if row.condition:
            hover += _wrapped(
                t("stances.hover_condition", condition=curled(row.condition))
            )
    sign = POSITION_SIGN.get(position, "")
    letters = f"{code}<br>{sign}{signs(fill)}" if tiles else f"{code}{sign}"
    told = [*hover, *(t(f"stances.hover_{mark}") for mark in marks_of(fill))]
    return maps.StateMark(
        actor_id=fill.actor_id,
        position=position,
        letters=letters,
        name=name,
        hover="<br>".join(told),
        marks=marks_of(fill),
    )


def _wrapped(text: str) -> list[str]:
    short = textwrap.shorten(text, _HOVER, placeholder="…")
    return [style.escape(line) for line in textwrap.wrap(short, _HOVER_LINE)]


def _marks(chosen: str) -> str:
    """What the signs mean, from open to closed; tiles bear those of weak answers."""
    signs = POSITION_SIGN.items()
    scale = ", ".join(f"{sign} {position_label(code)}" for code, sign in signs)
    told = t("stances.marks", scale=scale)
    return f"{told} {t('stances.note_marks')}" if chosen == "tiles" else told


def _reading(view: StancesView, chosen: str) -> tuple[str, ...]:
    """What weakens an answer, and how much the day's picture is worth."""
    notes = [t("stances.note_marks")] if chosen != "tiles" else []
    whole = view.index.whole
    if view.as_of.year in thin_years(whole):
        counted = core_counts(whole)[view.as_of.year]
        notes.append(tn("stances.thin_year", counted, year=view.as_of.year))
    last = view.data.last_day("stances")
    if view.as_of >= min(supply(view.index, last)):
        # About the last months alone: on an earlier day it says nothing of the map.
        notes.append(supply_words(view.index, last))
    return tuple(notes)


@cache.kept
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
