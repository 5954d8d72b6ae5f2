from __future__ import annotations

import csv
from datetime import date, timedelta
from itertools import pairwise
from pathlib import Path

import pandas as pd
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from data.fill_rule import (
    ELIGIBLE,
    NO_STATEMENT,
    OUT_OF_LINE,
    SCALE,
    Fill,
    NothingKind,
    Verdict,
    line_verdict,
)
from data.load import Dataset
from data.stances import StanceIndex, event_days, explain, said
from tests.data.stances.oracle import answer, with_acts

GOLDEN = Path(__file__).parents[2] / "golden" / "map_fill.csv"
FIRST, LAST = date(2022, 1, 1), date(2026, 7, 5)
DAYS = st.dates(FIRST, LAST)
ACTORS = 30

relaxed = settings(
    deadline=None,
    max_examples=60,
    derandomize=True,
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)


def fill_frame(rows):
    """One row per fill, as the worked answers have them; lists joined with `;`."""
    return pd.DataFrame(
        {
            "actor_id": f.actor_id,
            "as_of": pd.Timestamp(f.as_of),
            "fill": f.fill,
            "statement_id": f.statement_id,
            "contested": f.contested,
            "stale": f.stale,
            "age_days": f.age_days,
            "deciding_scope": f.deciding_scope,
            "flags": ";".join(f.flags),
            "contested_with": ";".join(f.contested_with),
            "beside_statement_id": f.beside_statement_id,
            "beside_stance": f.beside_stance,
            "expired_statement_id": f.expired_statement_id,
            "stale_reasons": ";".join(f.stale_reasons),
            "nothing_kind": f.nothing_kind or "",
        }
        for f in rows
    ).astype({"age_days": "Int64"})


def golden_rows() -> list[dict[str, str]]:
    with GOLDEN.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def as_text(fill: Fill) -> dict[str, str]:
    row = fill_frame([fill]).iloc[0]
    yes_no = {True: "yes", False: "no"}
    return {
        "actor": fill.actor_id,
        "as_of": fill.as_of.isoformat(),
        "contested": yes_no[fill.contested],
        "stale": yes_no[fill.stale],
        "age_days": "" if fill.age_days is None else str(fill.age_days),
        **{
            name: row[name]
            for name in (
                "fill",
                "statement_id",
                "deciding_scope",
                "flags",
                "contested_with",
                "beside_statement_id",
                "beside_stance",
                "expired_statement_id",
            )
        },
    }


@pytest.mark.parametrize(
    "row", golden_rows(), ids=lambda r: f"{r['actor']}-{r['as_of']}"
)
def test_worked_answer(index: StanceIndex, row: dict[str, str]) -> None:
    fill = index.fill(row["actor"], date.fromisoformat(row["as_of"]))
    assert as_text(fill) == row


def test_all_actors_are_answered_in_order(index: StanceIndex) -> None:
    actors = [f.actor_id for f in index.on(LAST)]
    assert len(actors) == ACTORS
    assert actors[:27] == sorted(actors[:27]) == list(index.states)
    assert all(a.startswith("EU-") for a in actors[27:])


@pytest.fixture(scope="module")
def told(dataset: Dataset) -> tuple[pd.DataFrame, ...]:
    """What the oracle asks; with the acts added once, for they take long to find."""
    return (
        with_acts(dataset.statements, dataset.contacts, dataset.governments),
        dataset.table("statement_flags"),
        dataset.governments,
    )


@relaxed
@given(day=DAYS)
def test_agrees_with_the_oracle(
    told: tuple[pd.DataFrame, ...], index: StanceIndex, day: date
) -> None:
    for fill in index.on(day):
        got = as_text(fill)
        want = answer(*told, fill.actor_id, day)
        want["stale"] = "yes" if want["stale"] else "no"
        assert {name: got[name] for name in want} == want, fill.actor_id


@relaxed
@given(day=DAYS)
def test_nothing_after_the_day_is_used(
    dataset: Dataset, index: StanceIndex, day: date
) -> None:
    statements = said(dataset)
    known = statements[statements["date"] <= pd.Timestamp(day)]
    past = StanceIndex(
        known, dataset.table("statement_flags"), dataset.table("governments")
    )
    assert past.on(day) == index.on(day)
    for actor_id in index.actors:
        assert all(r.date <= day for r in explain(index, actor_id, day))


@relaxed
@given(day=DAYS)
def test_the_deciding_row_is_the_newest_eligible_one(
    index: StanceIndex, day: date
) -> None:
    for fill in index.on(day):
        rows = explain(index, fill.actor_id, day)
        eligible = [r for r in rows if r.verdict in ELIGIBLE]
        first = [r for r in rows if r.verdict in (Verdict.DECIDES, Verdict.EXPIRED)]
        assert len(first) == bool(eligible)
        if first:
            assert first[0].date == max(r.date for r in eligible)
            named = fill.statement_id or fill.expired_statement_id
            assert first[0].statement_id == named
        assert {r.statement_id for r in rows if r.contests} == set(fill.contested_with)


@relaxed
@given(day=DAYS)
def test_a_deciding_row_belongs_to_the_government_in_office(
    index: StanceIndex, day: date
) -> None:
    for fill in index.on(day):
        for row in explain(index, fill.actor_id, day):
            if row.verdict in ELIGIBLE:
                assert row.in_office is not None
                assert row.in_office.holds_on(day)
                assert row.government == row.in_office


def test_a_change_of_government_ends_the_line(index: StanceIndex) -> None:
    for actor in index.actors.values():
        for before, after in pairwise(
            t
            for t in actor.tenures
            if t.post in ("head_of_government", "institution_head")
        ):
            assert before.start < after.start
            for s in actor.statements:
                if (
                    actor.bounding_post(s) == before.post
                    and s.office_level != "designate"
                    and s.date < after.start
                ):
                    verdict = line_verdict(actor, s, after.start)
                    assert verdict in OUT_OF_LINE


def test_an_interruption_ends_the_line_even_of_the_same_person(
    index: StanceIndex,
) -> None:
    assert index.fill("GRC", date(2023, 5, 24)).fill == "supports"
    assert index.fill("GRC", date(2023, 5, 25)).fill == NO_STATEMENT
    later = index.fill("GRC", date(2023, 6, 26))
    assert later.nothing_kind is NothingKind.FORMER_GOVERNMENT


def test_a_designate_counts_from_the_day_of_office(index: StanceIndex) -> None:
    assert index.fill("NLD", date(2026, 2, 22)).statement_id.endswith("veldkamp")
    verdicts = {
        r.statement_id: r.verdict for r in explain(index, "NLD", date(2026, 2, 22))
    }
    assert verdicts["nld-2026-01-30-jetten"] is Verdict.NOT_YET_IN_OFFICE
    assert index.fill("NLD", date(2026, 2, 23)).statement_id == "nld-2026-01-30-jetten"


@pytest.mark.parametrize(
    ("actor_id", "last_day", "age"),
    [("MLT", date(2022, 10, 31), 183), ("DNK", date(2025, 1, 17), 183)],
    ids=["spokesperson", "coordination_only"],
)
def test_a_weak_row_counts_for_half_a_year(
    index: StanceIndex, actor_id: str, last_day: date, age: int
) -> None:
    fill = index.fill(actor_id, last_day)
    assert (fill.fill in SCALE, fill.age_days) == (True, age)
    after = index.fill(actor_id, last_day + timedelta(days=1))
    assert after.nothing_kind is NothingKind.NOT_DECIDING


def test_a_row_colours_for_two_years(index: StanceIndex) -> None:
    assert index.fill("FRA", date(2024, 9, 10)).age_days == 730
    after = index.fill("FRA", date(2024, 9, 11))
    assert after.expired_statement_id == "fra-2022-09-11-macron"
    assert (after.fill, after.nothing_kind) == (NO_STATEMENT, NothingKind.EXPIRED)


@relaxed
@given(day=DAYS)
def test_a_missing_answer_has_a_kind_and_a_colour_has_none(
    index: StanceIndex, day: date
) -> None:
    for fill in index.on(day):
        assert (fill.nothing_kind is None) == (fill.fill in SCALE)


def test_every_kind_of_no_answer_occurs(index: StanceIndex) -> None:
    days = event_days(index, FIRST, LAST)
    kinds = {f.nothing_kind for day in days for f in index.on(day)}
    assert kinds == {*NothingKind, None}


@relaxed
@given(data=st.data(), day=DAYS)
def test_a_filter_never_invents_a_stance(
    dataset: Dataset, index: StanceIndex, data: st.DataObject, day: date
) -> None:
    statements = said(dataset)
    keep = data.draw(
        st.lists(st.booleans(), min_size=len(statements), max_size=len(statements))
    )
    kept = statements[keep]
    filtered = StanceIndex(
        kept, dataset.table("statement_flags"), dataset.table("governments")
    )
    held = set(zip(kept["actor_id"], kept["statement_id"], kept["stance"], strict=True))
    for before, after in zip(index.on(day), filtered.on(day), strict=True):
        if after.statement_id:
            assert (after.actor_id, after.statement_id, after.fill) in held
        if before.statement_id in set(kept["statement_id"]):
            # Rows that do not decide can only have made way for the one that does.
            assert (after.fill, after.statement_id) == (
                before.fill,
                before.statement_id,
            )


def test_nothing_changes_between_event_days(index: StanceIndex) -> None:
    days = event_days(index, FIRST, LAST)
    for day, following in pairwise([FIRST, *days, LAST + timedelta(days=1)]):
        last = max(day, following - timedelta(days=1))
        for start, end in zip(index.on(day), index.on(last), strict=True):
            same = ("fill", "statement_id", "contested_with", "stale_reasons")
            for name in (*same, "beside_statement_id", "nothing_kinds"):
                assert getattr(start, name) == getattr(end, name), (day, last)
