"""Who held the posts that decide whose statement counts."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping

import streamlit as st

from components import format as fmt
from components import labels
from components.markdown import escape
from components.stances.view import StancesView
from components.text import t
from data.fill_rule import Tenure
from data.stances import (
    UNKNOWN,
    Holder,
    StanceIndex,
    ended_lines,
    office_holders,
    uncertain_posts,
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
