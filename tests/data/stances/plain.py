"""The tables read as text and the rule told once more, for tests of sentences.

Plain Python on the cells of the CSV files: no frame, no code of the project. Fast
enough to ask for every actor on many days.
"""

from __future__ import annotations

import csv
from collections.abc import Collection
from dataclasses import dataclass, field
from datetime import date
from functools import cache
from pathlib import Path

TABLES = Path(__file__).parents[3] / "data" / "tables"
CORE = ("eu_channel", "leader_call")
ORDER = ("initiates", "supports", "conditional", "cautious", "opposes")
LED_BY_PRESIDENT = ("FRA", "CYP")
Row = dict[str, str]


@cache
def table(name: str) -> list[Row]:
    with (TABLES / f"{name}.csv").open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


@cache
def states() -> tuple[str, ...]:
    ids = {row["actor_id"] for row in table("governments")}
    return tuple(sorted(i for i in ids if not i.startswith("EU-")))


@cache
def bodies() -> tuple[str, ...]:
    ids = {row["actor_id"] for row in table("governments")}
    return tuple(sorted(i for i in ids if i.startswith("EU-")))


@cache
def _offices(actor: str) -> list[Row]:
    return [row for row in table("governments") if row["actor_id"] == actor]


def _holder(actor: str, post: str, day: str) -> Row | None:
    held = [
        row
        for row in _offices(actor)
        if row["post"] == post
        and row["start"] <= day
        and (not row["end"] or day < row["end"])
    ]
    return held[-1] if held else None


@cache
def said(actor: str) -> list[Row]:
    """Coded statements and acts of an actor."""
    rows = [dict(row) for row in table("statements") if row["actor_id"] == actor]
    coded = {(row["speaker"], row["date"]) for row in rows}
    for contact in table("contacts"):
        person = (contact["counterpart"], contact["date"])
        if contact["actor_id"] != actor or contact["date"] < "2022" or person in coded:
            continue
        if contact["initiator"] == "russia" and contact["kind"] != "meeting":
            continue
        posts = ("institution_head", "head_of_state", "head_of_government")
        for post in posts:
            held = _holder(actor, post, contact["date"])
            if held and held["holder"] == contact["counterpart"]:
                rows.append(
                    {
                        "statement_id": contact["contact_id"],
                        "date": contact["date"],
                        "date_precision": contact["date_precision"],
                        "speaker": contact["counterpart"],
                        "office_level": post.replace("institution_head", "other"),
                        "in_european_council": held["in_european_council"],
                        "scope": "leader_call",
                        "stance": "initiates",
                        "basis": "direct",
                        "contested": "false",
                    }
                )
                break
    return sorted(rows, key=lambda row: row["statement_id"])


def age(row: Row, day: str) -> int:
    return (date.fromisoformat(day) - date.fromisoformat(row["date"])).days


def side(row: Row) -> str:
    return "for" if row["stance"] in ORDER[:2] else row["stance"]


def core(row: Row) -> bool:
    return row["scope"] in CORE and row["stance"] in ORDER


def can_count(row: Row) -> bool:
    return core(row) and row["basis"] == "direct"


def in_line(actor: str, row: Row, day: str) -> bool:
    post = "head_of_government"
    if actor in LED_BY_PRESIDENT or row["office_level"] == "head_of_state":
        post = "head_of_state"
    if actor.startswith("EU-"):
        post = "institution_head"
    holder = _holder(actor, post, day)
    if holder is None:
        return False
    if row["office_level"] == "designate":
        return holder["holder"] == row["speaker"]
    starts = [holder["start"]]
    for earlier in reversed(_offices(actor)):
        same = (earlier["post"], earlier["holder"]) == (post, holder["holder"])
        if same and earlier["end"] == starts[-1]:
            starts.append(earlier["start"])
    return row["date"] >= starts[-1]


def _rank(row: Row) -> int:
    if row["in_european_council"] == "true" or row["office_level"] == "designate":
        return 2
    return 0 if row["office_level"] == "spokesperson" else 1


def _order(row: Row) -> tuple[str, int, str]:
    return row["date"], _rank(row), row["statement_id"]


@dataclass
class Answer:
    """What colours an actor on a day, what weakens it, and who says otherwise."""

    row: Row | None = None
    contested: list[Row] = field(default_factory=list)
    differ: list[Row] = field(default_factory=list)
    old: bool = False
    one_page: bool = False
    presidents: list[Row] = field(default_factory=list)

    @property
    def stance(self) -> str:
        return self.row["stance"] if self.row else ""


@cache
def answer(actor: str, day: str, hidden: frozenset[str] = frozenset()) -> Answer:
    rows = [
        row
        for row in said(actor)
        if row["date"] <= day and row["statement_id"] not in hidden
    ]
    line = [r for r in rows if core(r) and r["speaker"] and in_line(actor, r, day)]
    direct = [row for row in line if row["basis"] == "direct"]
    flagged = {
        row["statement_id"]
        for row in table("statement_flags")
        if row["flag"] == "coordination_only"
    }
    found = Answer()
    body = actor.startswith("EU-")
    for row in direct:
        if (
            row["office_level"] == "head_of_state"
            and row["in_european_council"] == "false"
        ):
            found.presidents.append(row)
    if body:
        levels = ("other", "spokesperson")
        leading = [row for row in direct if row["office_level"] in levels]
    else:
        leading = [
            row
            for row in direct
            if row["in_european_council"] == "true"
            or row["office_level"] in ("foreign_minister", "designate")
        ]
    counting = [
        row
        for row in leading
        if row["statement_id"] not in flagged or age(row, day) <= 183
    ]
    if not leading:
        counting = [
            row
            for row in direct
            if row["office_level"] == "spokesperson" and age(row, day) <= 183
        ]
    if not counting:
        return found
    first = max(counting, key=_order)
    if age(first, day) > 730:
        return found
    found.row = first
    found.old = age(first, day) > 183 or not _surely_in_office(actor, first, day)
    found.one_page = first["statement_id"] in one_page_records()
    found.differ = [
        row
        for row in sorted(line, key=_order, reverse=True)
        if row["speaker"] != first["speaker"]
        and side(row) != side(first)
        and age(row, first["date"]) <= 183
    ]
    if not body:
        for speaker in {row["speaker"] for row in counting} - {first["speaker"]}:
            theirs = [row for row in counting if row["speaker"] == speaker]
            last = max(theirs, key=_order)
            if last in found.differ:
                found.contested.append(last)
    return found


def _surely_in_office(actor: str, row: Row, day: str) -> bool:
    post = row["office_level"]
    if post == "spokesperson":
        return True
    if post == "designate":
        led = actor in LED_BY_PRESIDENT
        post = "head_of_state" if led else "head_of_government"
    if actor.startswith("EU-"):
        post = "institution_head"
    held = _holder(actor, post, day)
    if held is None or held["holder"] != row["speaker"]:
        return False
    return not held["uncertain_after"] or day <= held["uncertain_after"]


@cache
def one_page_records() -> frozenset[str]:
    """Statements and contacts on one page, a copy or of unknown owner."""
    weak = {
        row["publisher_id"]
        for row in table("publishers")
        if row["kind"] == "aggregator_or_mirror" or row["control"] == "unknown"
    }
    owner = {row["source_id"]: row["publisher_id"] for row in table("sources")}
    pages: dict[str, set[str]] = {}
    for name, key in (
        ("statement_sources", "statement_id"),
        ("contact_sources", "contact_id"),
    ):
        for row in table(name):
            pages.setdefault(row[key], set()).add(row["source_id"])
    return frozenset(
        record
        for record, ids in pages.items()
        if len(ids) == 1 and owner[next(iter(ids))] in weak
    )


def stances(actors: Collection[str], day: str) -> dict[str, str]:
    """The stance of each actor that has one on the day."""
    found = {actor: answer(actor, day).stance for actor in actors}
    return {actor: stance for actor, stance in found.items() if stance}


def pages_of(records):
    """Ids of the source pages behind statements, and contacts that count as such."""
    return {
        row["source_id"]
        for name, key in (
            ("statement_sources", "statement_id"),
            ("contact_sources", "contact_id"),
        )
        for row in table(name)
        if row[key] in records
    }
