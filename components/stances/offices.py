"""Who held the posts that decide whose statement counts."""

from __future__ import annotations

import pandas as pd
import streamlit as st

from components import format as fmt
from components import labels
from components.markdown import escape
from components.stances.view import StancesView
from components.text import t
from data.stance_model import Tenure
from data.stance_offices import ended_lines, office_holders


def posts(view: StancesView, actor: str) -> None:
    """Office-holders of the day, and the governments whose words no longer count."""
    governments = view.data.table("governments")
    basis = dict(zip(governments["tenure_id"], governments["evidence"], strict=True))
    with st.expander(t("stances.posts_title"), icon=":material/badge:", key="posts"):
        rows = [
            {
                "post": labels.code("governments", "post", holder.tenure.post),
                "holder": escape(holder.tenure.holder),
                "since": fmt.date(holder.tenure.start),
                "basis": t("stances.post_uncertain")
                if holder.uncertain
                else _basis(basis, holder.tenure),
            }
            for holder in office_holders(governments, actor, view.as_of)
        ]
        if rows:
            st.table(
                pd.DataFrame(rows).rename(
                    columns={
                        "post": labels.field("governments", "post"),
                        "holder": labels.field("governments", "holder"),
                        "since": t("stances.column_since"),
                        "basis": labels.field("governments", "evidence"),
                    }
                ),
                hide_index=True,
                border="horizontal",
                alt=t("stances.posts_alt"),
            )
        else:
            st.markdown(t("stances.posts_none"))
        for tenure in ended_lines(governments, actor, view.as_of):
            st.caption(_ended(tenure))
        st.caption(t("stances.posts_note"))


def _basis(basis: dict[str, str], tenure: Tenure) -> str:
    return labels.code("governments", "evidence", basis[tenure.tenure_ids[-1]])


def _ended(tenure: Tenure) -> str:
    return t(
        "stances.post_ended",
        holder=escape(tenure.holder),
        start=fmt.date(tenure.start),
        end=fmt.date(tenure.end or tenure.start),
    )
