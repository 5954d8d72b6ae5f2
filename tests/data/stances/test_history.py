from __future__ import annotations

from dataclasses import replace
from datetime import date
from itertools import pairwise

import pandas as pd
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from data.fill_rule import NO_STATEMENT, OUT_OF_LINE, SCALE, Verdict
from data.load import Dataset
from data.stances import (
    HIDDEN,
    ChangeReason,
    Shift,
    StanceIndex,
    changes,
    core_counts,
    distribution,
    ended_lines,
    explain,
    lines_begun,
    month_days,
    office_holders,
    runs,
    said,
    thin_years,
)

FIRST, LAST = date(2022, 1, 1), date(2026, 7, 5)
DAYS = st.dates(FIRST, LAST)

relaxed = settings(
    deadline=None,
    max_examples=60,
    derandomize=True,
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)


def verdict(index: StanceIndex, actor_id: str, day: date, row: str) -> Verdict:
    found = {r.statement_id: r.verdict for r in explain(index, actor_id, day)}
    return found[row]


@relaxed
@given(days=st.lists(DAYS, min_size=2, max_size=2).map(sorted))
def test_every_change_has_a_reason_that_the_rule_bears_out(
    dataset: Dataset, index: StanceIndex, days: list[date]
) -> None:
    earlier, later = days
    dates = said(dataset).set_index("statement_id")["date"]
    for change in changes(index, earlier, later):
        before, after = change.before, change.after
        assert before.fill != after.fill
        assert change.reasons
        for reason in change.reasons:
            match reason:
                case ChangeReason.NEW_STATEMENT:
                    assert dates[after.statement_id] > pd.Timestamp(earlier)
                case ChangeReason.EXPIRY:
                    assert after.expired_statement_id
                case ChangeReason.WEAK_LAPSE:
                    row = before.statement_id
                    now = verdict(index, change.actor_id, later, row)
                    assert now.value.endswith("_lapsed")
                case ChangeReason.GOVERNMENT_CHANGE:
                    seen = [
                        verdict(index, change.actor_id, day, row)
                        for day, row in (
                            (later, before.statement_id),
                            (earlier, after.statement_id),
                        )
                        if row and dates[row] <= pd.Timestamp(day)
                    ]
                    assert any(v in OUT_OF_LINE for v in seen)


@pytest.mark.parametrize(
    ("actor_id", "earlier", "later", "reasons"),
    [
        ("POL", date(2026, 5, 25), date(2026, 5, 26), ["new_statement"]),
        ("ITA", date(2022, 10, 21), date(2022, 10, 22), ["government_change"]),
        ("NLD", date(2026, 2, 22), date(2026, 2, 23), ["government_change"]),
        ("FRA", date(2024, 9, 10), date(2024, 9, 11), ["expiry"]),
        ("DNK", date(2025, 1, 17), date(2025, 1, 18), ["weak_lapse"]),
        (
            "HUN",
            date(2026, 2, 1),
            date(2026, 7, 5),
            ["new_statement", "government_change"],
        ),
    ],
)
def test_reasons(
    index: StanceIndex, actor_id: str, earlier: date, later: date, reasons: list[str]
) -> None:
    found = {c.actor_id: c for c in changes(index, earlier, later)}
    assert list(found[actor_id].reasons) == reasons
    assert found[actor_id].reason == reasons[0]


@pytest.mark.parametrize(
    ("actor_id", "earlier", "later", "shift"),
    [
        ("DEU", date(2026, 1, 3), LAST, Shift.TOWARDS),
        ("HUN", date(2026, 2, 1), LAST, Shift.AWAY),
        ("BGR", date(2026, 1, 3), LAST, Shift.GAINED),
        ("FRA", date(2024, 9, 10), date(2024, 9, 11), Shift.LOST),
    ],
)
def test_shifts(
    index: StanceIndex, actor_id: str, earlier: date, later: date, shift: Shift
) -> None:
    found = {c.actor_id: c for c in changes(index, earlier, later)}
    assert found[actor_id].shift is shift


@relaxed
@given(days=st.lists(DAYS, min_size=2, max_size=2).map(sorted))
def test_a_change_seen_backwards_is_its_opposite(
    index: StanceIndex, days: list[date]
) -> None:
    opposite = {
        Shift.TOWARDS: Shift.AWAY,
        Shift.AWAY: Shift.TOWARDS,
        Shift.SAME_SIDE: Shift.SAME_SIDE,
        Shift.GAINED: Shift.LOST,
        Shift.LOST: Shift.GAINED,
    }
    for change in changes(index, *days):
        back = replace(change, before=change.after, after=change.before)
        assert back.shift is opposite[change.shift]


def test_no_change_within_a_day(index: StanceIndex) -> None:
    assert changes(index, LAST, LAST) == []


def test_days_in_the_wrong_order_are_refused(index: StanceIndex) -> None:
    with pytest.raises(ValueError, match="lies before"):
        changes(index, LAST, FIRST)


def test_distribution_adds_up_to_the_member_states(index: StanceIndex) -> None:
    days = month_days(FIRST, LAST)
    frame = distribution(index, days)
    assert days[0] == date(2022, 1, 31)
    assert days[-1] == LAST
    assert (frame.groupby("day")["count"].sum() == 27).all()
    assert frame["stance"].unique().tolist() == [*SCALE, HIDDEN, NO_STATEMENT]
    last = frame[frame["day"] == pd.Timestamp(LAST)].set_index("stance")["count"]
    assert last.to_dict() == {
        "initiates": 1,
        "supports": 9,
        "conditional": 2,
        "cautious": 4,
        "opposes": 4,
        "hidden": 0,
        "no_statement": 7,
    }


def test_month_days_of_part_of_a_month() -> None:
    assert month_days(date(2024, 2, 3), date(2024, 2, 20)) == [date(2024, 2, 20)]
    assert month_days(date(2024, 2, 3), date(2024, 3, 31)) == [
        date(2024, 2, 29),
        date(2024, 3, 31),
    ]


def test_thin_years(dataset: Dataset, index: StanceIndex) -> None:
    rows = said(dataset)
    core = rows[
        (rows["basis"] == "direct")
        & rows["scope"].isin(["eu_channel", "leader_call"])
        & rows["stance"].isin(SCALE)
    ]
    counts = core_counts(index)
    assert counts == core["date"].dt.year.value_counts().to_dict()
    limit = pd.Series(counts).median() / 4
    assert thin_years(index) == tuple(y for y, n in counts.items() if n < limit)
    assert thin_years(index) == (2023,)
    none = StanceIndex(
        rows.head(0), dataset.table("statement_flags"), dataset.governments
    )
    assert thin_years(none) == ()


def test_office_holders(dataset: Dataset) -> None:
    governments = dataset.table("governments")
    held = office_holders(governments, "LVA", date(2026, 5, 14))
    assert [(h.tenure.post, h.tenure.holder, h.uncertain) for h in held] == [
        ("head_of_government", "Evika Siliņa", False),
        ("foreign_minister", "Baiba Braže", False),
    ]
    held = office_holders(governments, "LVA", date(2026, 5, 28))
    assert [(h.tenure.holder, h.uncertain) for h in held] == [
        ("Andris Kulbergs", False),
        ("Baiba Braže", True),
    ]


def test_ended_lines(dataset: Dataset) -> None:
    governments = dataset.table("governments")
    ended = ended_lines(governments, "GRC", date(2023, 6, 26))
    assert [t.holder for t in ended] == ["Ioannis Sarmas", "Kyriakos Mitsotakis"]
    assert ended_lines(governments, "FRA", LAST) == []
    assert [t.holder for t in ended_lines(governments, "EU-HIGH-REP", LAST)] == [
        "Josep Borrell"
    ]


@relaxed
@given(day=DAYS, first=DAYS)
def test_a_run_holds_on_each_of_its_days(
    index: StanceIndex, day: date, first: date
) -> None:
    for actor in index.actors:
        found = runs(index, actor, first, LAST)
        for before, after in pairwise(found):
            assert before.last < after.first
            touching = (after.first - before.last).days == 1
            assert not touching or before.stance != after.stance
        held = [run.stance for run in found if run.first <= day <= run.last]
        fill = index.fill(actor, day).fill
        expected = [] if day < first or fill == NO_STATEMENT else [fill]
        assert held == expected


def test_lines_begun_are_changes_of_the_head_who_decides(
    dataset: Dataset, index: StanceIndex
) -> None:
    begun = {a: lines_begun(index, a, LAST) for a in index.actors}
    assert [(t.holder, t.start) for t in begun["DEU"]] == [
        ("Friedrich Merz", date(2025, 5, 6))
    ]
    assert not begun["FRA"]
    for actor, lines in begun.items():
        ended = ended_lines(dataset.table("governments"), actor, LAST)
        # Each that ended was followed by another.
        assert len(lines) == len(ended)
        assert all(t.start <= LAST for t in lines)
        assert lines_begun(index, actor, date(2022, 1, 1)) == [
            t for t in lines if t.start <= date(2022, 1, 1)
        ]
