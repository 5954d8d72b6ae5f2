"""Acts speak: a contact with Putin counts for the map as a statement of its day.

From `ACTS_FROM` on, a contact that a head of state or government of a member state,
or the president of the European Council, had with Putin stands beside the coded
statements as `initiates`, of that day and by that person. Source of the rule: the
fill rule on the method page. It is derived from `contacts` and typed nowhere else.
"""

from __future__ import annotations

import datetime as dt
from functools import lru_cache

import pandas as pd

from data.load import Dataset
from data.stance_model import CORE_SCOPES, SCALE

ACTS_FROM = dt.date(2022, 1, 1)

# Whose contacts are acts of their state or EU body, the weightier post first.
_POSTS = ("institution_head", "head_of_state", "head_of_government")

VISIT = "meeting"


@lru_cache(maxsize=8)
def said(dataset: Dataset) -> pd.DataFrame:
    """Return the coded statements together with the acts.

    Returns:
        The columns of `statements`, `act` (whether the row is a contact) and, of a
        contact, `kind`, `place` and `other_participants`; sorted by `statement_id`.
        An act's `statement_id` is its `contact_id`, its summary and remarks are
        empty, and it has no coders.
    """
    of_contacts = dict.fromkeys(("kind", "place", "other_participants"), "")
    statements = dataset.table("statements").assign(act=False, **of_contacts)
    acts = acts_of(dataset.contacts, dataset.governments, statements)
    acts = acts.reindex(columns=statements.columns, fill_value="")
    both = pd.concat([statements, acts.astype(statements.dtypes)])
    return both.sort_values("statement_id", ignore_index=True)


def acts_of(
    contacts: pd.DataFrame, governments: pd.DataFrame, statements: pd.DataFrame
) -> pd.DataFrame:
    """Return the contacts that count as a statement.

    Left out are contacts that the Russian side alone asked for, unless they were a
    visit, and those of a person and day for which a statement that can count is
    coded: that one stands. A joint call counts for each European side.

    Returns:
        statement_id (the contact's id), actor_id, date, date_precision, speaker,
        office, office_level, in_european_council, scope, stance, basis, confidence,
        contested, act, kind, place and other_participants.
    """
    late = contacts[contacts["date"] >= pd.Timestamp(ACTS_FROM)]
    own = late[(late["initiator"] != "russia") | (late["kind"] == VISIT)]
    held = own.merge(in_office(own, governments), on="contact_id")
    can_count = statements[
        (statements["basis"] == "direct")
        & statements["scope"].isin(CORE_SCOPES)
        & statements["stance"].isin(SCALE)
    ]
    coded = pd.MultiIndex.from_frame(can_count[["actor_id", "speaker", "date"]])
    person = pd.MultiIndex.from_frame(held[["actor_id", "counterpart", "date"]])
    held = held[~person.isin(coded)]
    level = held["post"].replace("institution_head", "other")
    return pd.DataFrame(
        {
            "statement_id": held["contact_id"],
            "actor_id": held["actor_id"],
            "date": held["date"],
            "date_precision": held["date_precision"],
            "speaker": held["counterpart"],
            "office": held["office"],
            "office_level": level,
            "in_european_council": held["in_european_council"],
            "scope": "leader_call",
            "stance": "initiates",
            "basis": "direct",
            "confidence": held["confidence"],
            "contested": False,
            "act": True,
            "kind": held["kind"],
            "place": held["place"],
            "other_participants": held["other_participants"],
        }
    )


def in_office(contacts: pd.DataFrame, governments: pd.DataFrame) -> pd.DataFrame:
    """Return the post that the counterpart of each contact held on its day.

    Returns:
        contact_id, post and in_european_council, one row a contact; contacts whose
        counterpart was no head of state, of government or of an EU institution are
        missing.
    """
    pairs = contacts[["contact_id", "actor_id", "counterpart", "date"]].merge(
        governments[governments["post"].isin(_POSTS)],
        left_on=["actor_id", "counterpart"],
        right_on=["actor_id", "holder"],
    )
    until = pairs["end"].fillna(pd.Timestamp.max.normalize())
    pairs = pairs[(pairs["start"] <= pairs["date"]) & (pairs["date"] < until)]
    rank = pairs["post"].map(_POSTS.index)
    pairs = pairs.assign(rank=rank).sort_values(["contact_id", "rank"], kind="stable")
    first = pairs.drop_duplicates("contact_id")
    return first[["contact_id", "post", "in_european_council"]]
