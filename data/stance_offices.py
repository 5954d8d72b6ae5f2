"""Who held which post: the office-holders of a day, and the lines that ended."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

import pandas as pd

from data.stance_model import LED_BY_HEAD_OF_STATE, Actor, Tenure
from data.stance_read import read_tenures

POST_ORDER = (
    "institution_head",
    "head_of_state",
    "head_of_government",
    "foreign_minister",
)


UNKNOWN = "(unknown)"
"""What the table says where nothing stored names the holder of a post."""


@dataclass(frozen=True, slots=True)
class Holder:
    """Who holds a post on a day.

    `uncertain` says that nothing stored shows the holder in office on that day.
    """

    tenure: Tenure
    uncertain: bool


def office_holders(
    governments: pd.DataFrame, actor_id: str, as_of: date
) -> list[Holder]:
    """The holders of the actor's posts on a day, the highest post first."""
    return _held(_tenures(governments, actor_id), as_of)


def uncertain_posts(actors: Iterable[Actor], as_of: date) -> list[Holder]:
    """The posts of which nothing stored shows who holds them on a day.

    In the order of the actors, the highest post of each first.
    """
    return [
        holder
        for actor in actors
        for holder in _held(actor.tenures, as_of)
        if holder.uncertain or holder.tenure.holder == UNKNOWN
    ]


def _held(tenures: Iterable[Tenure], as_of: date) -> list[Holder]:
    held = [t for t in tenures if t.holds_on(as_of)]
    held.sort(key=lambda t: POST_ORDER.index(t.post))
    return [
        Holder(t, t.uncertain_after is not None and as_of > t.uncertain_after)
        for t in held
    ]


def ended_lines(governments: pd.DataFrame, actor_id: str, as_of: date) -> list[Tenure]:
    """The actor's governments that had ended by a day, the latest first.

    Statements made under them no longer colour the actor.
    """
    tenures = _tenures(governments, actor_id)
    posts = {t.post for t in tenures}
    bounding = (
        "institution_head"
        if "institution_head" in posts
        else "head_of_state"
        if actor_id in LED_BY_HEAD_OF_STATE
        else "head_of_government"
    )
    ended = [
        t
        for t in tenures
        if t.post == bounding and t.end is not None and t.end <= as_of
    ]
    return ended[::-1]


def _tenures(governments: pd.DataFrame, actor_id: str) -> list[Tenure]:
    return read_tenures(governments[governments["actor_id"] == actor_id])
