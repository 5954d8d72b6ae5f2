"""Comparisons, dissent and what is hidden, against the tables read as text."""

from __future__ import annotations

import random
from collections import Counter
from dataclasses import replace
from datetime import date, timedelta

import pytest

from data.fill_rule import (
    NO_STATEMENT,
    SCALE,
    Actor,
    NothingKind,
    Statement,
    Tenure,
    nothing_rows,
)
from data.load import Dataset
from data.stances import (
    COUNTS,
    HIDDEN,
    MOVES,
    NOT_LATEST,
    PRESIDENT,
    RECENT_DAYS,
    SUPERSEDED,
    UNKNOWN,
    Shift,
    StanceIndex,
    compare,
    deciders,
    differing,
    distribution,
    languages,
    month_days,
    on_one_weak_page,
    recency,
    said,
    supply,
    uncertain_posts,
)
from tests.data.stances import plain

FIRST, LAST = date(2022, 1, 1), date(2026, 7, 5)


def random_days(n: int) -> list[date]:
    pick = random.Random(20261126)
    span = (LAST - FIRST).days
    return [FIRST + timedelta(days=pick.randint(0, span)) for _ in range(n)]


DAYS = [*random_days(60), FIRST, LAST]
PAIRS = [tuple(sorted(random.Random(n).sample(DAYS, 2))) for n in range(60)]


def indexed(dataset: Dataset, hidden: frozenset[str], whole: StanceIndex | None = None):
    rows = said(dataset)
    shown = rows[~rows["statement_id"].isin(hidden)]
    flags = dataset.table("statement_flags")
    return StanceIndex(shown, flags, dataset.governments, whole)


def test_two_programs_agree_on_every_actor(index: StanceIndex) -> None:
    for day in DAYS:
        for fill in index.on(day):
            want = plain.answer(fill.actor_id, str(day))
            assert fill.statement_id == (want.row or {}).get("statement_id", "")
            assert fill.stale == want.old
            assert set(fill.contested_with) == {
                row["statement_id"] for row in want.contested
            }


@pytest.mark.parametrize("institutions", [False, True])
def test_only_the_known_on_both_days_are_compared(
    index: StanceIndex, *, institutions: bool
) -> None:
    actors = plain.bodies() if institutions else plain.states()
    for earlier, later in PAIRS:
        before = plain.stances(actors, str(earlier))
        after = plain.stances(actors, str(later))
        both = before.keys() & after.keys()
        moved = {
            actor: plain.ORDER.index(after[actor]) - plain.ORDER.index(before[actor])
            for actor in both
        }
        one_side = {
            actor
            for actor in both
            if moved[actor] and {before[actor], after[actor]} <= set(plain.ORDER[:2])
        }
        want = {
            Shift.TOWARDS: {a for a in both if moved[a] < 0} - one_side,
            Shift.AWAY: {a for a in both if moved[a] > 0} - one_side,
            Shift.SAME_SIDE: one_side,
            Shift.GAINED: after.keys() - before.keys(),
            Shift.LOST: before.keys() - after.keys(),
            Shift.HIDDEN: set(),
        }
        found = compare(index, earlier, later, institutions=institutions)
        assert found.known == len(both)
        assert {s: {c.actor_id for c in found.changes[s]} for s in Shift} == want
        assert found.unchanged == sum(not n for n in moved.values())
        assert found.unchanged + sum(len(want[s]) for s in MOVES) == found.known


def test_whoever_else_differs_is_named_with_the_reason(index: StanceIndex) -> None:
    for day in DAYS:
        for actor in index.actors.values():
            found = differing(actor, day)
            want = plain.answer(actor.actor_id, str(day))
            assert [d.statement.statement_id for d in found] == [
                row["statement_id"] for row in want.differ
            ]
            for other in found:
                row = next(
                    row
                    for row in want.differ
                    if row["statement_id"] == other.statement.statement_id
                )
                counts = row in want.contested
                assert (other.reason == COUNTS) == counts
                if row in want.presidents:
                    assert other.reason == PRESIDENT
                elif row["basis"] != "direct":
                    assert other.reason == f"{row['basis']}_basis"


def spoken(day: date, stance: str, level: str, **more: object) -> Statement:
    plain_words = Statement(
        statement_id=f"{level}-{day}",
        actor_id="XXX",
        date=day,
        speaker=level,
        office_level=level,
        in_european_council=level == "head_of_government",
        scope="eu_channel",
        stance=stance,
        basis="direct",
        confidence="high",
        flags=frozenset(),
    )
    return replace(plain_words, **more)


@pytest.mark.parametrize(
    ("others", "reasons"),
    [
        (["opposes"], [COUNTS]),
        (["opposes", "supports"], [SUPERSEDED]),
        (["opposes", "cautious"], [COUNTS, SUPERSEDED]),
        (["initiates", "supports"], []),
    ],
)
def test_later_words_of_the_same_minister_count_instead(
    others: list[str], reasons: list[str]
) -> None:
    said_by_minister = [
        spoken(date(2025, 2, 1 + n), stance, "foreign_minister")
        for n, stance in enumerate(others)
    ]
    words = (*said_by_minister, spoken(date(2025, 3, 1), "supports", "designate"))
    in_office = Tenure(
        ("t",), "XXX", "head_of_government", "designate", FIRST, None, None, True
    )
    state = Actor("XXX", words, (in_office,), is_institution=False)
    assert [d.reason for d in differing(state, date(2025, 4, 1))] == reasons
    assert differing(state, date(2025, 2, 28)) == [], "nobody else has spoken yet"


def test_of_an_eu_body_only_the_latest_words_count() -> None:
    words = (
        spoken(date(2025, 2, 1), "opposes", "other"),
        spoken(date(2025, 3, 1), "supports", "spokesperson"),
    )
    head = Tenure(("t",), "XXX", "institution_head", "other", FIRST, None, None, False)
    body = Actor("XXX", words, (head,), is_institution=True)
    assert [d.reason for d in differing(body, date(2025, 4, 1))] == [NOT_LATEST]
    assert differing(body, date(2025, 2, 2)) == []


BEHIND = {
    NothingKind.NEIGHBOURING: lambda row: row["scope"] not in plain.CORE,
    NothingKind.DECLINED: lambda row: row["stance"] == "declined_comment",
    NothingKind.NO_STATEMENT: lambda row: row["stance"] == "no_statement",
    NothingKind.EXPIRED: plain.can_count,
    NothingKind.FORMER_GOVERNMENT: plain.core,
    NothingKind.NOT_DECIDING: plain.core,
}


def test_a_kind_of_no_answer_names_its_rows(index: StanceIndex) -> None:
    for day in DAYS:
        for fill in index.on(day):
            rows = {row["statement_id"]: row for row in plain.said(fill.actor_id)}
            for kind in fill.nothing_kinds:
                behind = nothing_rows(index.actors[fill.actor_id], day, kind)
                found = [rows[s.statement_id] for s, _ in behind]
                dates = [row["date"] for row in found]
                assert dates == sorted(dates, reverse=True)
                assert all(date <= str(day) for date in dates)
                assert all(BEHIND[kind](row) for row in found)
                assert found or kind is NothingKind.NO_STATEMENT
                in_line = {plain.in_line(fill.actor_id, row, str(day)) for row in found}
                if kind is NothingKind.NOT_DECIDING:
                    assert in_line == {True}
                if kind is NothingKind.FORMER_GOVERNMENT:
                    assert in_line == {False}


def test_what_is_hidden_is_no_silence(dataset: Dataset, index: StanceIndex) -> None:
    """A fill says where the whole record answers otherwise, and only there."""
    pick = random.Random(7)
    ids = sorted(said(dataset)["statement_id"])
    for day in DAYS[:20]:
        hidden = frozenset(pick.sample(ids, len(ids) // 3))
        part = indexed(dataset, hidden, index)
        for fill, whole in zip(part.on(day), index.on(day), strict=True):
            shown = plain.answer(fill.actor_id, str(day), hidden)
            assert fill.fill == (shown.stance or NO_STATEMENT)
            assert fill == part.fill(fill.actor_id, day)
            same = fill.position == whole.position
            assert fill.whole_position == ("" if same else whole.position)
            if whole.statement_id and not shown.row:
                assert fill.hidden
            if shown.row:
                assert not fill.hidden


def test_nobody_gains_or_loses_what_is_hidden(
    dataset: Dataset, index: StanceIndex
) -> None:
    pick = random.Random(8)
    ids = sorted(said(dataset)["statement_id"])
    seen = Counter[Shift]()
    for earlier, later in PAIRS[:20]:
        hidden = frozenset(pick.sample(ids, len(ids) // 2))
        part = indexed(dataset, hidden, index)
        found = compare(part, earlier, later)
        for shift, changed in found.changes.items():
            seen[shift] += len(changed)
            for change in changed:
                known = [
                    bool(plain.answer(change.actor_id, str(day)).row)
                    for day in (earlier, later)
                ]
                if shift is Shift.GAINED:
                    assert known == [False, True]
                if shift is Shift.LOST:
                    assert known == [True, False]
    assert seen[Shift.HIDDEN]
    assert seen[Shift.GAINED]


def test_a_hidden_answer_has_a_place_of_its_own_over_time(
    dataset: Dataset, index: StanceIndex
) -> None:
    ids = sorted(said(dataset)["statement_id"])
    hidden = frozenset(ids[::2])
    part = indexed(dataset, hidden, index)
    days = month_days(FIRST, LAST)
    counts = distribution(part, days).pivot_table(
        index="day", columns="stance", values="count"
    )
    assert (counts.sum(axis=1) == len(plain.states())).all()
    for day, row in counts.iterrows():
        shown = [plain.answer(a, str(day.date()), hidden) for a in plain.states()]
        assert row[list(SCALE)].sum() == sum(bool(a.row) for a in shown)
        dropped = [
            a
            for a in plain.states()
            if plain.answer(a, str(day.date())).row
            and not plain.answer(a, str(day.date()), hidden).row
        ]
        assert row[HIDDEN] >= len(dropped)
    assert counts[HIDDEN].any()
    assert not distribution(index, days).query("stance == @HIDDEN")["count"].any()


def test_the_deciders_of_all_months(index: StanceIndex) -> None:
    days = month_days(FIRST, LAST)
    want = {
        found.row["statement_id"]
        for day in days
        for state in plain.states()
        if (found := plain.answer(state, str(day))).row
    }
    assert deciders(index, days) == tuple(sorted(want))


def test_one_weak_page_by_two_programs(dataset: Dataset) -> None:
    assert on_one_weak_page(dataset) == plain.one_page_records()


def test_pages_are_counted_once_by_language(dataset: Dataset) -> None:
    records = [*sorted(dataset.statements["statement_id"])[:40], "fra-2025-07-01-call"]
    pages = plain.pages_of(records)
    want = Counter(
        row["language"] for row in plain.table("sources") if row["source_id"] in pages
    )
    assert languages(dataset, records) == want


def test_recency_is_that_of_the_whole_record(
    dataset: Dataset, index: StanceIndex
) -> None:
    ids = sorted(said(dataset)["statement_id"])
    part = indexed(dataset, frozenset(ids[::2]), index)
    for day in DAYS:
        fresh = {
            state
            for state in plain.states()
            for row in plain.said(state)
            if plain.can_count(row)
            and row["date"] <= str(day)
            and plain.age(row, str(day)) < RECENT_DAYS
        }
        assert recency(index, day).speaking == len(fresh)
        assert recency(part, day).speaking == len(fresh)
        found = recency(index, day).median_age
        ages = sorted(
            plain.age(answer.row, str(day))
            for state in plain.states()
            if (answer := plain.answer(state, str(day))).row
        )
        if not ages:
            assert found is None
            continue
        assert found in ages
        assert 2 * sum(a >= found for a in ages) >= len(ages), "at least half"
        assert 2 * sum(a > found for a in ages) <= len(ages), "and no later day"


def test_the_supply_by_month(index: StanceIndex) -> None:
    for last in (LAST, date(2024, 3, 15), date(2022, 2, 1)):
        found = supply(index, last)
        assert len(found) == 12
        assert list(found) == sorted(found)
        assert max(found) == last.replace(day=1)
        for month, n in found.items():
            assert n == sum(
                plain.can_count(row)
                and row["date"][:7] == str(month)[:7]
                and row["date"] <= str(last)
                for actor in (*plain.states(), *plain.bodies())
                for row in plain.said(actor)
            )


def test_the_posts_of_which_the_holder_is_not_known(index: StanceIndex) -> None:
    for day in DAYS:
        want = {
            (row["actor_id"], row["post"], row["holder"])
            for row in plain.table("governments")
            if row["start"] <= str(day)
            and (not row["end"] or str(day) < row["end"])
            and (
                row["holder"] == UNKNOWN
                or (row["uncertain_after"] and str(day) > row["uncertain_after"])
            )
        }
        found = uncertain_posts(index.actors.values(), day)
        assert {
            (h.tenure.actor_id, h.tenure.post, h.tenure.holder) for h in found
        } == want
        assert len(found) == len(want)
