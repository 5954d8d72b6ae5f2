"""The panel beside the map: one state or EU body on the day, with its reasons."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from functools import partial
from typing import Any

import pandas as pd
import streamlit as st

from components import cache, labels, state, widgets
from components import format as fmt
from components.figures.maps import HIDDEN
from components.markdown import curled, escape
from components.page import TEXT_WIDTH
from components.registry import page
from components.stances.statements import evidence_button, one_line, who_and_when, words
from components.stances.view import (
    StancesView,
    badge,
    badges,
    marks_of,
    position_of,
    said_on,
    scope_label,
    signs,
)
from components.text import t, tn
from data.evidence import sources_of
from data.fill_rule import SCALE, Fill, NothingKind, Tenure, Verdict, nothing_rows
from data.stances import (
    COUNTS,
    UNKNOWN,
    Differing,
    Holder,
    RowVerdict,
    StanceIndex,
    differing,
    ended_lines,
    explain,
    obstacle,
    office_holders,
    uncertain_posts,
)


def nothing(view: StancesView, fill: Fill, place: str) -> None:
    """Say which kinds of no answer apply, the first one first, each with its evidence.

    Where what answers is hidden, only that is said: no search was in vain then.
    """
    if fill.hidden:
        st.markdown(t("stances.why_hidden", badge=badge(fill.whole_position)))
        return
    for kind in fill.nothing_kinds:
        for line, statement_id in reasons(view, fill, kind):
            st.markdown(line)
            if statement_id:
                evidence_button(statement_id, f"{place}_{kind}")


def reasons(view: StancesView, fill: Fill, kind: NothingKind) -> list[tuple[str, str]]:
    """What holds for this actor of a kind of no answer.

    Returns:
        Markdown paragraphs, each with the id of the statement that it names, or "".
    """
    behind = nothing_rows(view.index.actors[fill.actor_id], view.as_of, kind)
    rows = [view.rows[statement.statement_id] for statement, _ in behind]
    match kind:
        case NothingKind.EXPIRED:
            expired = view.rows[fill.expired_statement_id]
            line = t("stances.why_expired", statement=one_line(expired))
            return [(line, expired.statement_id)]
        case NothingKind.DECLINED:
            return [(_declined(row), row.statement_id) for row in rows]
        case NothingKind.NOT_DECIDING:
            lines = [
                t(
                    "stances.not_deciding_row",
                    statement=one_line(row),
                    reason=t(f"stances.differs_{obstacle(*found)}"),
                )
                for row, found in zip(rows, behind, strict=True)
            ]
            ids = [row.statement_id for row in rows]
            head = (t("stances.why_not_deciding"), "")
            return [head, *zip(lines, ids, strict=True)]
        case NothingKind.FORMER_GOVERNMENT:
            line = tn(
                "stances.why_former_government",
                len(rows),
                statement=one_line(rows[0]),
            )
            return [(line, rows[0].statement_id)]
        case NothingKind.NEIGHBOURING:
            scopes = dict.fromkeys(escape(scope_label(row.scope)) for row in rows)
            return [(t("stances.why_neighbouring", scopes=fmt.join(scopes)), "")]
        case NothingKind.NO_STATEMENT:
            searches = [(escape(curled(row.summary)), "") for row in rows]
            return searches or [(t("stances.why_no_statement"), "")]


def _declined(row: Any) -> str:
    """Who is said to have refused, and who says so."""
    pages = sources_of(cache.full(), row.statement_id)
    names = dict.fromkeys(escape(name) for name in pages["publisher_name"])
    return t(
        "stances.why_declined",
        publishers=fmt.join(names),
        speaker=escape(row.speaker),
        date=escape(said_on(row)),
    )


@cache.kept
def _contacts_until(view: StancesView, actor: str) -> tuple[int, int]:
    """Number of contacts up to the day: of all, and of those not hidden."""
    until = pd.Timestamp(view.as_of)
    listed, shown = (
        int(((c["actor_id"] == actor) & (c["date"] <= until)).sum())
        for c in (cache.full().contacts, view.data.contacts)
    )
    return listed, shown


def contacts_listed(view: StancesView, actor: str) -> None:
    """Say how many contacts with Putin are listed up to the day, with a link.

    Nothing is said where none is. Those that the reader's choice of evidence hides
    are counted: hiding never makes a zero.
    """
    listed, shown = _contacts_until(view, actor)
    if not listed:
        return
    words = tn("stances.contacts_listed", listed)
    if hidden := listed - shown:
        words = tn("stances.contacts_hidden", hidden, listed=words)
    st.markdown(words)
    st.page_link(
        page("calls").path,
        label=t("stances.to_contacts", name=view.names[actor]),
        query_params={"with": actor, "rule": "all", "to": str(view.as_of.year)},
    )


def answer(view: StancesView, fill: Fill, place: str) -> None:
    """Print the deciding statement with its evidence, or why there is none.

    `place` keeps the keys of the same answer in two places apart.
    """
    if fill.statement_id:
        _decided(view, fill, place)
    else:
        nothing(view, fill, place)
        contacts_listed(view, fill.actor_id)


def others(view: StancesView, fill: Fill) -> list[Differing]:
    """Statements of other office-holders that take another side than the colour."""
    return differing(view.index.actors[fill.actor_id], view.as_of)


def _decided(view: StancesView, fill: Fill, place: str) -> None:
    """Who said it, in own words, what weakens it, and who says otherwise."""
    row = view.rows[fill.statement_id]
    st.markdown(who_and_when(row))
    st.markdown(escape(words(row)))
    if row.condition:
        st.markdown(t("stances.condition", condition=escape(curled(row.condition))))
    if fill.whole_position:
        st.markdown(t("stances.why_other", badge=badge(fill.whole_position)))
    for warning in _warnings(view, fill):
        st.markdown(warning)
    differ = others(view, fill)
    for other in differ:
        st.markdown(_differs(view, other))
    if fill.beside_statement_id not in {o.statement.statement_id for o in differ}:
        _beside(view, fill, place)
    if not (
        differ
        or fill.beside_statement_id
        or row.contested
        or view.hidden_of(fill.actor_id)
    ):
        st.caption(t("stances.undisputed"))
    with st.container(horizontal=True, vertical_alignment="center"):
        st.caption(
            t(
                "stances.confidence",
                grade=labels.code("statements", "confidence", row.confidence).lower(),
            ),
            width="content",
        )
        evidence_button(fill.statement_id, place)


def _warnings(view: StancesView, fill: Fill) -> list[str]:
    """Each mark and weakness of the deciding statement, in words."""
    row = view.rows[fill.statement_id]
    told = [
        t(
            f"stances.stale_{reason}",
            days=fmt.number(fill.age_days or 0),
            speaker=escape(row.speaker),
        )
        for reason in fill.stale_reasons
    ]
    if "one_page" in marks_of(fill):
        told.append(t("stances.one_page"))
    flags = list(fill.flags)
    actor = view.index.actors[fill.actor_id]
    if any(
        s.statement_id == fill.statement_id and "generic_channel" in s.flags
        for s in actor.statements
    ):
        flags.append("generic_channel")
    told += [t(f"stances.weak_{flag}") for flag in flags]
    if row.contested and row.contested_note:
        told.append(t("stances.disputed", note=escape(curled(row.contested_note))))
    return told


def _differs(view: StancesView, other: Differing) -> str:
    """Who says otherwise; unless it counts, why it does not."""
    statement = one_line(view.rows[other.statement.statement_id])
    if other.reason == COUNTS:
        return t("stances.contested_with", statement=statement)
    reason = t(f"stances.differs_{other.reason}")
    return t("stances.differs", statement=statement, reason=reason)


def _beside(view: StancesView, fill: Fill, place: str) -> None:
    """The president who is not in the European Council, named beside the colour."""
    if not fill.beside_statement_id:
        return
    row = view.rows[fill.beside_statement_id]
    st.markdown(t("stances.beside", statement=one_line(row)))
    evidence_button(fill.beside_statement_id, f"{place}_beside")


def why_this_colour(view: StancesView, fill: Fill, key: str) -> None:
    """List every statement up to the day, newest first, under its verdict."""
    verdicts = explain(view.index, fill.actor_id, view.as_of)
    title = t("stances.why_title" if fill.statement_id else "stances.why_not_title")
    with st.expander(title, icon=":material/help:", key=key):
        hidden = view.hidden_of(fill.actor_id)
        if verdicts or not hidden:
            st.markdown(t("stances.why_intro" if verdicts else "stances.why_empty"))
        if hidden:
            st.markdown(tn("stances.why_rows_hidden", hidden))
        # What shares a verdict is told once: a government that has left may have
        # spoken six times.
        grouped: dict[str, list[str]] = {}
        for verdict in verdicts:
            row = view.rows[verdict.statement_id]
            lines = grouped.setdefault(_reason(view, verdict), [])
            if row.speaker:
                lines.append(t("stances.verdict_of", statement=one_line(row)))
        for reason, lines in grouped.items():
            st.markdown("\n".join([reason, "", *lines]))


def _reason(view: StancesView, verdict: RowVerdict) -> str:
    reason = verdict_words(verdict, view.rows[verdict.statement_id])
    if verdict.contests:
        return t("stances.verdict_contests", reason=reason)
    return reason


def verdict_words(verdict: RowVerdict, row: Any) -> str:
    """Say in a sentence what became of a statement, or of a search, on the day."""
    ended = verdict.government
    if verdict.verdict is Verdict.FORMER_GOVERNMENT and ended and ended.end:
        return t(
            "stances.verdict_former_government_of",
            holder=escape(ended.holder),
            end=fmt.date(ended.end),
        )
    return t(
        f"stances.verdict_{verdict.verdict}",
        scope=escape(scope_label(row.scope)),
        search=escape(curled(row.summary)),
    )


def posts(view: StancesView, actor: str) -> None:
    """Office-holders of the day, and the governments whose words no longer count."""
    governments = view.data.table("governments")
    basis = dict(zip(governments["tenure_id"], governments["evidence"], strict=True))
    with st.expander(t("stances.posts_title"), icon=":material/badge:", key="posts"):
        held = office_holders(governments, actor, view.as_of)
        if held:
            st.markdown("\n".join(_holder(holder, basis) for holder in held))
        else:
            st.markdown(t("stances.posts_none"))
        ended = ended_lines(governments, actor, view.as_of)
        if ended:
            st.caption("  \n".join(_ended(tenure) for tenure in ended))
        st.caption(t("stances.posts_note"))


def unsure(index: StanceIndex, names: Mapping[str, str], day: dt.date) -> str:
    """List the posts of which nothing stored shows the holder on a day; "" if none."""
    told = [
        t(
            "stances.unsure_unknown"
            if holder.tenure.holder == UNKNOWN
            else "stances.unsure_post",
            name=escape(names[holder.tenure.actor_id]),
            post=labels.code("governments", "post", holder.tenure.post).lower(),
            holder=escape(holder.tenure.holder),
        )
        for holder in uncertain_posts(index.actors.values(), day)
    ]
    return fmt.join(told)


def _holder(holder: Holder, basis: dict[str, str]) -> str:
    """One line: post, holder, since when, and what the date rests on."""
    tenure = holder.tenure
    if tenure.holder == UNKNOWN:
        return t(
            "stances.post_unknown",
            post=labels.code("governments", "post", tenure.post),
            since=fmt.date(tenure.start),
        )
    grade = labels.code("governments", "evidence", basis[tenure.tenure_ids[-1]])
    return t(
        "stances.post_uncertain" if holder.uncertain else "stances.post",
        post=labels.code("governments", "post", tenure.post),
        holder=escape(tenure.holder),
        since=fmt.date(tenure.start),
        basis=grade.lower(),
    )


def _ended(tenure: Tenure) -> str:
    return t(
        "stances.post_ended",
        holder=escape(tenure.holder),
        start=fmt.date(tenure.start),
        end=fmt.date(tenure.end or tenure.start),
    )


def panel(view: StancesView) -> None:
    """Draw the chosen country, or who stands where while none is chosen."""
    with st.container(key="country_panel"):
        if view.actor:
            _country(view, view.fills[view.actor])
        else:
            _everyone(view)


def _everyone(view: StancesView) -> None:
    """All states by position, each a button: the way in for keyboards and phones."""
    st.subheader(t("stances.everyone"))
    st.caption(t("stances.everyone_help"))
    for code, title, named in _by_position(view):
        widgets.pick(f"pick_{code}", title, named, partial(state.assign, "state"))


@cache.kept
def _by_position(view: StancesView) -> list[tuple[str, str, dict[str, str]]]:
    """Each position that a state holds, in words, and those who do by id and name."""
    held: dict[str, dict[str, str]] = {code: {} for code in (*SCALE, HIDDEN, "none")}
    for fill in sorted(view.states, key=lambda fill: view.names[fill.actor_id]):
        code = position_of(fill)
        own = held.get(code, held["none"])
        own[fill.actor_id] = f"{view.names[fill.actor_id]}{signs(fill)}"
    said_as = {code: badge(code) for code in (*SCALE, HIDDEN)}
    said_as["none"] = t("stances.badge_no_answer")
    return [
        (
            code,
            t("stances.group", badge=said_as[code], n=fmt.number(len(named))),
            named,
        )
        for code, named in held.items()
        if named
    ]


def _country(view: StancesView, fill: Fill) -> None:
    with st.container(
        horizontal=True,
        horizontal_alignment="distribute",
        vertical_alignment="center",
    ):
        st.subheader(escape(view.names[fill.actor_id]), width="content")
        st.button(
            t("stances.close"),
            key="close_country",
            type="tertiary",
            icon=":material/close:",
            on_click=state.assign,
            args=("state", ""),
        )
    st.markdown(t("stances.position_on", badge=badges(fill), date=fmt.date(view.as_of)))
    answer(view, fill, "decides")
    _all_statements(fill.actor_id)
    st.page_link(
        page("who").path,
        label=t("stances.to_who", name=view.names[fill.actor_id]),
        query_params={"id": fill.actor_id},
    )
    why_this_colour(view, fill, "why")
    posts(view, fill.actor_id)


def _all_statements(actor: str) -> None:
    """The way to the tab that lists all statements of a state or EU body."""
    st.button(
        t("stances.all_statements"),
        key=f"all_of_{actor}",
        type="tertiary",
        icon=":material/timeline:",
        on_click=_show_statements,
        args=(actor,),
    )


def _show_statements(actor: str) -> None:
    state.assign("state", actor)
    state.assign("stances_view", "statements")


def institution_cards(view: StancesView) -> None:
    """Three cards, by the same rule as the states."""
    st.subheader(t("stances.institutions"))
    if not view.institutions:
        st.markdown(t("stances.no_institutions"), width=TEXT_WIDTH)
        return
    st.caption(t("stances.institutions_help"), width=TEXT_WIDTH)
    columns = st.columns(len(view.institutions))
    for column, fill in zip(columns, view.institutions, strict=True):
        actor = fill.actor_id
        with column.container(
            border=True, height="stretch", key=f"card_{actor.lower()}"
        ):
            name = escape(view.names[actor])
            st.markdown(t("stances.institution", name=name, badge=badges(fill)))
            answer(view, fill, f"card_{actor.lower()}")
            why_this_colour(view, fill, f"why_{actor.lower()}")
            _all_statements(actor)
