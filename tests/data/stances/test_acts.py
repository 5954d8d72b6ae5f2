"""Acts speak: contacts of leaders count for the map, and the map agrees with calls."""

from __future__ import annotations

from datetime import date, timedelta

import pandas as pd
import pytest

from data.fill_rule import Verdict
from data.load import Dataset
from data.stances import StanceIndex, acts_of, explain, said
from tests.data.stances.oracle import with_acts
from tests.support.tables import raw


def _eu_contacts() -> list[dict[str, str]]:
    """Contacts since 2022 of the member states and the European Council president."""
    actors = {row["actor_id"] for row in raw("governments")}
    return [
        row
        for row in raw("contacts")
        if row["actor_id"] in actors and row["date"] >= "2022"
    ]


def test_an_independent_program_finds_the_same_acts(dataset: Dataset) -> None:
    ours = said(dataset)
    theirs = with_acts(dataset.statements, dataset.contacts, dataset.governments)
    theirs = theirs.sort_values("statement_id", ignore_index=True)
    pd.testing.assert_frame_equal(
        ours[theirs.columns], theirs, check_dtype=False, check_column_type=False
    )
    assert set(ours.loc[ours["act"], "statement_id"]) <= {
        row["contact_id"] for row in _eu_contacts()
    }


def test_every_contact_since_2022_is_told_once_for_the_map(dataset: Dataset) -> None:
    """As an act, or by the coded statement of that person and day."""
    rows = said(dataset)
    known = set(zip(rows["actor_id"], rows["speaker"], rows["date"], strict=True))
    acts = set(rows.loc[rows["act"], "statement_id"])
    coded = {(r["actor_id"], r["speaker"], r["date"]) for r in raw("statements")}
    for contact in _eu_contacts():
        person = (contact["actor_id"], contact["counterpart"], contact["date"])
        assert (*person[:2], pd.Timestamp(person[2])) in known, contact["contact_id"]
        assert (contact["contact_id"] in acts) == (person not in coded)


def test_the_map_of_the_next_day_knows_of_each_contact(
    dataset: Dataset, index: StanceIndex
) -> None:
    """A position, or the president named beside it who may not decide."""
    rows = said(dataset)
    for contact in _eu_contacts():
        day = date.fromisoformat(contact["date"]) + timedelta(days=1)
        fill = index.fill(contact["actor_id"], day)
        row = rows[
            (rows["actor_id"] == contact["actor_id"])
            & (rows["speaker"] == contact["counterpart"])
            & (rows["date"] == contact["date"])
        ].iloc[0]
        member = row["in_european_council"] or contact["actor_id"].startswith("EU-")
        if member or row["office_level"] == "head_of_government":
            assert fill.statement_id, contact["contact_id"]
        else:
            assert fill.beside_statement_id, contact["contact_id"]


def test_france_has_a_position_in_march_2022(index: StanceIndex) -> None:
    fill = index.fill("FRA", date(2022, 3, 31))
    assert (fill.fill, fill.statement_id) == ("initiates", "fra-2022-03-29-call")
    assert fill.deciding_scope == "leader_call"


@pytest.mark.parametrize(
    ("change", "counts"),
    [
        ({"initiator": "russia"}, False),
        ({"initiator": "russia", "kind": "meeting"}, True),
        ({"initiator": "counterpart"}, True),
        ({"initiator": "disputed"}, True),
        ({"initiator": ""}, True),
        ({"date": pd.Timestamp("2021-12-31")}, False),
        ({"date": pd.Timestamp("2022-01-01")}, True),
        ({"counterpart": "Somebody Else"}, False),
    ],
)
def test_what_makes_a_contact_an_act(
    dataset: Dataset, change: dict[str, object], counts: bool
) -> None:
    call = dataset.contacts[dataset.contacts["contact_id"] == "fra-2022-01-31-call"]
    found = acts_of(call.assign(**change), dataset.governments, dataset.statements)
    assert len(found) == counts


def test_a_coded_statement_of_the_day_stands(dataset: Dataset) -> None:
    contacts = dataset.contacts
    call = contacts[contacts["contact_id"] == "fra-2025-07-01-call"]
    assert acts_of(call, dataset.governments, dataset.statements).empty
    none = dataset.statements.iloc[:0]
    assert len(acts_of(call, dataset.governments, none)) == 1
    for change in ({"scope": "peace_talks"}, {"basis": "inferred"}):
        beside = dataset.statements.assign(**change)
        assert len(acts_of(call, dataset.governments, beside)) == 1


def test_a_joint_call_counts_for_each_side(dataset: Dataset) -> None:
    contacts = dataset.contacts
    joint = contacts[
        (contacts["kind"] == "joint_call") & (contacts["date"] >= "2022-01-01")
    ]
    none = dataset.statements.iloc[:0]
    found = acts_of(joint, dataset.governments, none)
    assert list(found["actor_id"]) == list(joint["actor_id"])
    assert {"FRA", "DEU"} <= set(found["actor_id"])


def test_an_act_ends_with_the_line_of_its_government(
    dataset: Dataset, index: StanceIndex
) -> None:
    """Scholz's calls no longer speak for Germany under Merz."""
    verdicts = {
        row.statement_id: row.verdict for row in explain(index, "DEU", date(2025, 6, 1))
    }
    assert verdicts["deu-2022-12-02-call"] is Verdict.FORMER_GOVERNMENT
