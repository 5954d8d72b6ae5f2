"""Rules on people, offices, dates and the log, beyond single rows and cells."""

from __future__ import annotations

from collections.abc import Iterator

import pandas as pd

from data.acts import ACTS_FROM, in_office
from data.checks import line_of
from data.load import Dataset
from data.problems import Problem

# Levels of office that must be found among the office-holders.
_POSTS = ("head_of_state", "head_of_government", "foreign_minister")

_RECORDED_LENGTH = {"year": 4, "month": 7, "day": 10}


def tenures_are_apart(data: Dataset) -> Iterator[Problem]:
    """Research notes, fill rule 2: one post has one holder at a time."""
    frame = data.governments
    for index in frame.index[frame["end"] <= frame["start"]]:
        yield Problem("governments", line_of(index), "end", "ends before it starts")
    earlier = frame.groupby(["actor_id", "post"])
    open_before = earlier["start"].shift().notna() & earlier["end"].shift().isna()
    overlap = open_before | (frame["start"] < earlier["end"].shift())
    for index in frame.index[overlap]:
        message = "the holder before is still in office"
        yield Problem("governments", line_of(index), "start", message)
    late = frame["uncertain_after"] < frame["start"]
    for index in frame.index[late | (frame["uncertain_after"] > frame["end"])]:
        message = "lies outside the tenure"
        yield Problem("governments", line_of(index), "uncertain_after", message)


def speakers_hold_their_post(data: Dataset) -> Iterator[Problem]:
    """Research notes, fill rule 2 and 3: the office agrees with `governments`."""
    spoken = data.statements.reset_index()
    spoken = spoken[spoken["office_level"].isin(_POSTS)]
    pairs = spoken.merge(
        data.governments,
        left_on=["actor_id", "speaker", "office_level"],
        right_on=["actor_id", "holder", "post"],
        suffixes=("", "_post"),
    )
    until = pairs["end"].fillna(pd.Timestamp.max.normalize())
    pairs = pairs[(pairs["start"] <= pairs["date"]) & (pairs["date"] < until)]
    member = pairs.set_index("index")["in_european_council_post"].to_dict()
    for row in spoken.itertuples():
        line = line_of(row.index)
        if row.index not in member:
            message = f"{row.speaker} did not hold this post on {row.date:%Y-%m-%d}"
            yield Problem("statements", line, "office_level", message)
        elif member[row.index] != row.in_european_council:
            message = "disagrees with the table governments"
            yield Problem("statements", line, "in_european_council", message)


def leaders_hold_their_post(data: Dataset) -> Iterator[Problem]:
    """Fill rule: since 2022 a contact of an EU actor is an act of who led it."""
    contacts = data.contacts.reset_index()
    bound = contacts["actor_id"].isin(data.governments["actor_id"])
    own = contacts[bound & (contacts["date"] >= pd.Timestamp(ACTS_FROM))]
    known = in_office(own, data.governments)["contact_id"]
    for row in own[~own["contact_id"].isin(known)].itertuples():
        message = f"{row.counterpart} led nothing of {row.actor_id} on {row.date:%F}"
        yield Problem("contacts", line_of(row.index), "counterpart", message)


def statements_explain_themselves(data: Dataset) -> Iterator[Problem]:
    """Code-book: conditions, disagreement and speakers stand where they belong."""
    frame = data.statements
    rules = {
        "condition": ((frame["stance"] == "conditional"), "the stance conditional"),
        "contested_note": (frame["contested"], "a contested statement"),
        "speaker": (frame["stance"] != "no_statement", "a statement"),
        "office": (frame["stance"] != "no_statement", "a statement"),
    }
    for field, (wanted, what) in rules.items():
        for index in frame.index[(frame[field] != "") != wanted]:
            message = f"belongs to {what}, and only there"
            yield Problem("statements", line_of(index), field, message)


def flags_are_defined(data: Dataset) -> Iterator[Problem]:
    """Code-book: every flag has a definition."""
    codebook = data.table("codebook")
    defined = codebook.loc[codebook["field"] == "flags", "code"]
    frame = data.table("statement_flags")
    for index, flag in frame.loc[~frame["flag"].isin(defined), "flag"].items():
        message = f"{flag} is not in the code-book"
        yield Problem("statement_flags", line_of(index), "flag", message)


def codebook_defines_declared_codes(data: Dataset) -> Iterator[Problem]:
    """Code-book: what it defines are codes that the descriptor declares."""
    declared = data.package.table("statements")
    for row in data.table("codebook").itertuples():
        name, line = str(row.field), line_of(row.Index)
        if name == "flags":
            codes = data.package.field("statement_flags", "flag").enum
        elif name in declared.names:
            codes = declared.field(name).enum or ("yes", "no")
        else:
            message = f"the table statements has no field {name}"
            yield Problem("codebook", line, "field", message)
            continue
        if row.code not in codes:
            message = f"{row.code} is no declared code of {name}"
            yield Problem("codebook", line, "code", message)


def placeholders_are_first_days(data: Dataset) -> Iterator[Problem]:
    """Research notes, dates: the unknown part of a date is 01."""
    statements = data.statements
    months = statements[statements["date_precision"] == "month"]
    for index in months.index[months["date"].dt.day != 1]:
        message = "the placeholder of a month is its first day"
        yield Problem("statements", line_of(index), "date", message)
    for row in data.assessments.itertuples():
        recorded, line = str(row.date_as_recorded), line_of(row.Index)
        if f"{row.date:%Y-%m-%d}" != f"{recorded}-01-01"[:10]:
            yield Problem("assessments", line, "date", f"is not {recorded}")
        length = _RECORDED_LENGTH.get(str(row.date_precision), len(recorded))
        if length != len(recorded):
            message = f"does not go with the recorded date {recorded}"
            yield Problem("assessments", line, "date_precision", message)


def nothing_lies_after_the_cutoff(data: Dataset) -> Iterator[Problem]:
    """Descriptor: no record is younger than the cut-off of its subject."""
    for table, subject in (
        ("contacts", "contacts"),
        ("statements", "stances"),
        ("assessments", "assessments"),
    ):
        frame = data.table(table)
        last = pd.Timestamp(data.cutoff(subject))
        for index in frame.index[frame["date"] > last]:
            message = f"lies after the cut-off {last:%Y-%m-%d}"
            yield Problem(table, line_of(index), "date", message)


def claims_run_forward(data: Dataset) -> Iterator[Problem]:
    """Descriptor: periods run forward; a claim on all leaders names none."""
    frame = data.reported_counts
    for index in frame.index[frame["period_end"] < frame["period_start"]]:
        message = "ends before it starts"
        yield Problem("reported_counts", line_of(index), "period_end", message)
    for field in ("actor_id", "counterpart"):
        wanted = frame["subject"] != "putin-all-leaders"
        for index in frame.index[(frame[field] != "") != wanted]:
            message = "is empty for all leaders, and only there"
            yield Problem("reported_counts", line_of(index), field, message)


def corrections_lead_somewhere(data: Dataset) -> Iterator[Problem]:
    """Design, section 2: the public log names tables, records and fields that exist."""
    log = data.table("corrections")
    keys = {
        name: _keys(data.frames[name], table.primary_key)
        for name, table in data.package.tables.items()
        if name in set(log["table_name"])
    }
    for row in log.itertuples():
        line, record = line_of(row.Index), str(row.record_id)
        table = data.package.tables.get(str(row.table_name))
        if table is None:
            message = f"there is no table {row.table_name}"
            yield Problem("corrections", line, "table_name", message)
            continue
        if row.field not in table.names:
            message = f"{table.name} has no field {row.field}"
            yield Problem("corrections", line, "field", message)
        if record and record not in keys[table.name]:
            message = f"{table.name} has no record {record}"
            yield Problem("corrections", line, "record_id", message)


def _keys(frame: pd.DataFrame, fields: tuple[str, ...]) -> set[str]:
    """The keys of a table, parts joined by a slash."""
    parts = (frame[field].astype(str) for field in fields)
    return {"/".join(key) for key in zip(*parts, strict=True)}
