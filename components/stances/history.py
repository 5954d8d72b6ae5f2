"""What changed between two days, and how the 27 divide over time, like with like."""

from __future__ import annotations

import datetime as dt
from collections import Counter
from collections.abc import Sequence

import pandas as pd
import streamlit as st

from components import cache, widgets
from components import format as fmt
from components.cards import Card
from components.figures import area, moves
from components.filters import STANCES_FROM
from components.markdown import escape
from components.record import panel
from components.stances.statements import evidence_button, records, words
from components.stances.view import (
    StancesView,
    badge,
    position_label,
    position_of,
    said_on,
    stance_index,
)
from components.text import t, tn
from data.fill_rule import NO_STATEMENT, SCALE, Fill
from data.load import Dataset
from data.stances import (
    HIDDEN,
    MOVES,
    Change,
    Comparison,
    Shift,
    changes,
    compare,
    core_counts,
    deciders,
    distribution,
    month_days,
    thin_years,
)


def _number(n: int) -> str:
    return fmt.number(n) if n else t("stances.none")


def comparison_title(states: Comparison) -> str:
    """How many of the states known on both days moved, and which way."""
    if not states.known:
        return t("stances.changes_nobody")
    towards, away = (len(states.changes[s]) for s in (Shift.TOWARDS, Shift.AWAY))
    if not towards and not away:
        return tn("stances.changes_still", states.known)
    return tn(
        "stances.changes_title",
        states.known,
        towards=_number(towards),
        away=_number(away),
    )


def comparison_sentence(
    states: Comparison, bodies: Comparison, start: dt.date, end: dt.date
) -> str:
    """What the states and EU bodies known on both days did, and who is not alike."""
    if start == end:
        return alike(states, start, end)
    told = (alike(states, start, end), unlike(states), _bodies(bodies))
    return " ".join(part for part in told if part)


def alike(states: Comparison, start: dt.date, end: dt.date) -> str:
    """Of the states with a counted position on both days, what each did."""
    days = {"start": fmt.date(start), "end": fmt.date(end)}
    if start == end:
        return t("stances.alike_same_day", day=days["end"])
    if not states.known:
        return t("stances.alike_nobody", **days)
    return tn("stances.alike", states.known, moves=_moves(states), **days)


def _bodies(bodies: Comparison) -> str:
    if not bodies.known:
        return t("stances.bodies_nobody")
    return tn("stances.bodies_alike", bodies.known, moves=_moves(bodies))


def _moves(compared: Comparison) -> str:
    parts = [
        tn(f"stances.moved_{shift}", len(compared.changes[shift]))
        for shift in MOVES
        if compared.changes[shift]
    ]
    if compared.unchanged:
        parts.append(tn("stances.unmoved", compared.unchanged))
    return fmt.join(parts)


def unlike(states: Comparison) -> str:
    """Who has a counted position on one of the days only, and why; "" if nobody."""
    parts = [
        tn(
            f"stances.only_{shift}",
            len(states.changes[shift]),
            reasons=_reasons(states.changes[shift]),
        )
        for shift in (Shift.GAINED, Shift.LOST)
        if states.changes[shift]
    ]
    if hidden := len(states.changes[Shift.HIDDEN]):
        parts.append(tn("stances.left_out_hidden", hidden))
    return " ".join(parts)


def _reasons(changes: Sequence[Change]) -> str:
    """The reasons that explain the later day, each with its number."""
    counts = Counter(change.reason for change in changes)
    return ", ".join(
        t("stances.reason_count", reason=t(f"stances.reason_{reason}"), n=fmt.number(n))
        for reason, n in sorted(counts.items(), key=lambda item: (-item[1], item[0]))
    )


_MOVED_WIDTH = 370
_WHY_WIDTH = 420


@cache.kept
def changes_card(view: StancesView) -> Card:
    """The states and EU bodies whose position differs between two days."""
    earlier, later = sorted((view.earlier, view.as_of))
    found = changes(view.index, earlier, later)
    ids = {i for c in found for i in (c.before.statement_id, c.after.statement_id) if i}
    states = compare(view.index, earlier, later)
    bodies = compare(view.index, earlier, later, institutions=True)
    drawn, heads = [_move(view, change) for change in found], _heads(found)
    return Card(
        key="stance_changes",
        table_key="changes_table",
        title=comparison_title(states),
        sentence=comparison_sentence(states, bodies, earlier, later),
        records=records(ids, view.count_said()),
        subject="stance-changes",
        tabled=lambda: (changes_table(view, found), _changes_labels(earlier, later)),
        reading=(t("stances.changes_note"), t("stances.changes_reading")),
        hints=(t("shell.hint_mark"),) if drawn else (),
        figure=moves.fig_moves(drawn, heads, position_label) if drawn else None,
        alt=moves.alt_moves(drawn, heads, fmt.date(earlier), fmt.date(later))
        if drawn
        else "",
        on_point=panel.request_mark,
        controls=lambda: _since(view),
        details=lambda: _list(view, found),
    )


def _heads(found: Sequence[Change]) -> dict[Shift, str]:
    """Heading of each way that somebody went: how many states and EU bodies."""
    heads = {}
    for shift in Shift:
        group = [change for change in found if change.shift is shift]
        bodies = sum(change.after.is_institution for change in group)
        parts = [
            tn(f"stances.so_many_{kind}", n)
            for kind, n in (("states", len(group) - bodies), ("bodies", bodies))
            if n
        ]
        if parts:
            way = t(f"stances.way_{shift}")
            heads[shift] = t("stances.shift", way=way, n=", ".join(parts))
    return heads


def _move(view: StancesView, change: Change) -> moves.Move:
    before, after = (
        "" if fill.fill == NO_STATEMENT else fill.fill
        for fill in (change.before, change.after)
    )
    return moves.Move(
        name=view.names[change.actor_id],
        shift=change.shift,
        before=before,
        after=after,
        before_id=change.before.statement_id,
        after_id=change.after.statement_id,
        told=t(
            "stances.move_told",
            before=position_label(position_of(change.before)),
            after=position_label(position_of(change.after)),
        ),
        said=_said(view, change.after) or _said(view, change.before),
    )


def _since(view: StancesView) -> None:
    widgets.day_of(
        "since",
        t("stances.since"),
        STANCES_FROM,
        view.data.cutoff("stances"),
        view.earlier,
        width=220,
    )


def reasons(change: Change) -> str:
    """The reasons of a change, the one that explains the later position first."""
    return fmt.join(t(f"stances.reason_{reason}") for reason in change.reasons)


def _list(view: StancesView, found: list[Change]) -> None:
    """Who said what, by the way in which the changes went, each in one row."""
    if not found:
        st.info(t("stances.changes_none"), icon=":material/check:")
        return
    with (
        st.expander(t("stances.changes_words"), icon=":material/format_quote:"),
        st.container(key="changes_list", gap="xsmall"),
    ):
        for shift, head in _heads(found).items():
            st.markdown(f"#### {head}")
            for change in found:
                if change.shift is shift:
                    _row(view, change)


def _row(view: StancesView, change: Change) -> None:
    """One change: who, from what to what, why, and the evidence of both days.

    Widths in pixels line the rows up; on a phone the parts wrap.
    """
    with st.container(horizontal=True, gap="xsmall", vertical_alignment="center"):
        st.markdown(
            t(
                "stances.change",
                name=escape(view.names[change.actor_id]),
                before=badge(position_of(change.before)),
                after=badge(position_of(change.after)),
            ),
            width=_MOVED_WIDTH,
        )
        why = reasons(change)
        why = why[:1].upper() + why[1:]
        if said := escape(_said(view, change.after)):
            summary = escape(words(view.rows[change.after.statement_id]))
            why = t("stances.change_said", reasons=why, said=said, summary=summary)
        st.markdown(why, width=_WHY_WIDTH)
        for place, fill in (("before", change.before), ("after", change.after)):
            if fill.statement_id:
                evidence_button(
                    fill.statement_id,
                    place,
                    t(f"stances.change_{place}"),
                    t("stances.change_evidence", date=fmt.date(fill.as_of)),
                )


def changes_table(view: StancesView, found: list[Change]) -> pd.DataFrame:
    """The changes as a table, one row a state or EU body."""
    columns = (
        "name",
        "way",
        "before",
        "after",
        "reasons",
        "said_before",
        "said_after",
        "statement_before",
        "statement_after",
    )
    rows = [
        {
            "name": view.names[c.actor_id],
            "way": t(f"stances.way_{c.shift}"),
            "before": position_label(position_of(c.before)),
            "after": position_label(position_of(c.after)),
            "reasons": reasons(c),
            "said_before": _said(view, c.before),
            "said_after": _said(view, c.after),
            "statement_before": c.before.statement_id,
            "statement_after": c.after.statement_id,
        }
        for c in found
    ]
    return pd.DataFrame(rows, columns=columns)


def _said(view: StancesView, fill: Fill) -> str:
    if not fill.statement_id:
        return ""
    row = view.rows[fill.statement_id]
    return t("stances.said", speaker=row.speaker, date=said_on(row))


def _changes_labels(earlier: dt.date, later: dt.date) -> dict[str, str]:
    return {
        "name": t("stances.column_actor"),
        "way": t("stances.column_way"),
        "before": t("stances.column_on", date=fmt.date(earlier)),
        "after": t("stances.column_on", date=fmt.date(later)),
        "reasons": t("stances.column_reasons"),
        "said_before": t("stances.column_said", date=fmt.date(earlier)),
        "said_after": t("stances.column_said", date=fmt.date(later)),
        "statement_before": t("stances.column_statement", date=fmt.date(earlier)),
        "statement_after": t("stances.column_statement", date=fmt.date(later)),
    }


def _days(data: Dataset) -> list[dt.date]:
    return month_days(STANCES_FROM, data.last_day("stances"))


def _months(data: Dataset) -> pd.DataFrame:
    return distribution(stance_index(), _days(data))


@cache.kept
def distribution_card(view: StancesView) -> Card:
    """The number of states by position at the end of each month."""
    counts = cache.derived("stance_months", _months)
    drawn = deciders(view.index, _days(view.data))
    core = core_counts(view.index.whole)
    thin = thin_years(view.index.whole)
    return Card(
        key="distribution_chart",
        table_key="distribution_table",
        title=finding(view),
        sentence=distribution_sentence(view),
        records=records(drawn, view.count_said(institutions=False)),
        subject="stance-distribution",
        tabled=lambda: (distribution_table(counts), _distribution_labels()),
        notes=tuple(tn("stances.thin_year", core[year], year=year) for year in thin),
        reading=(t("stances.history_reading"), t("stances.history_note")),
        figure=area.fig_distribution(
            counts, len(view.states), view.as_of, thin, _stance_or_silent
        ),
        alt=area.alt_distribution(counts, _stance_or_silent),
    )


def finding(view: StancesView) -> str:
    """For how many states a position is known, and for how many a year before.

    Where the number grew, the collection did: that is no move of any state.
    """
    now, before = _known(view, view.as_of), _year_before(view.as_of)
    words = {"n": fmt.number(now), "states": fmt.number(len(view.states))}
    if before < STANCES_FROM:
        return t("stances.history_title", **words)
    then = _known(view, before)
    if cache.hiding():
        way = "hiding"
    elif now == then:
        way = "same"
    else:
        way = "grew" if now > then else "fell"
    return t(f"stances.history_{way}", then=fmt.number(then), **words)


def distribution_sentence(view: StancesView) -> str:
    """What the states known a year before as well did, and what the chart shows."""
    before = _year_before(view.as_of)
    base = t("stances.history_sentence")
    if before < STANCES_FROM:
        return base
    compared = compare(view.index, before, view.as_of)
    return f"{alike(compared, before, view.as_of)} {base}"


def _known(view: StancesView, day: dt.date) -> int:
    fills = view.index.on(day)
    return sum(f.fill != NO_STATEMENT and not f.is_institution for f in fills)


def _year_before(day: dt.date) -> dt.date:
    """The same day a year earlier; the 28th for 29 February."""
    if (day.month, day.day) == (2, 29):
        return day.replace(year=day.year - 1, day=28)
    return day.replace(year=day.year - 1)


def _stance_or_silent(stance: str) -> str:
    return t("stances.silent") if stance == NO_STATEMENT else position_label(stance)


def _distribution_labels() -> dict[str, str]:
    stances = (*SCALE, HIDDEN, NO_STATEMENT)
    return {stance: _stance_or_silent(stance) for stance in stances} | {
        "month": t("stances.month"),
        "known": t("stances.known"),
    }


def distribution_table(counts: pd.DataFrame) -> pd.DataFrame:
    """One row a month: states with a known position, then one column a position.

    The column of what is hidden is there only where something is.
    """
    wide = counts.pivot_table(index="month", columns="stance", values="count")
    wide = wide[[*SCALE, HIDDEN, NO_STATEMENT]].astype("Int64").reset_index()
    wide["month"] = wide["month"].dt.strftime("%Y-%m")
    wide.insert(1, "known", wide[list(SCALE)].sum(axis=1))
    wide.columns.name = None
    return wide if wide[HIDDEN].any() else wide.drop(columns=HIDDEN)
