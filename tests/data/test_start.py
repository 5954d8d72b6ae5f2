"""The start of the app: what would show a wrong number is refused with its place."""

from __future__ import annotations

import pandas as pd
import pytest

from data.load import DataError, load
from data.start import ESSENTIAL, load_sound
from data.validate import RULES
from tests.support.package import edit, without

CALL = ("contacts", "contact_id", "fra-2025-07-01-call")

CASES = {
    "a call without a source": (
        without("contact_sources", "contact_id", "fra-2025-07-01-call"),
        "contacts.csv", "contact_id", "has no source",
    ),
    "a call after the cut-off": (
        edit(*CALL, date="2026-08-01"),
        "contacts.csv", "date", "no period of coverage of FRA holds 2026-08-01",
    ),
    "a call where nothing was searched": (
        edit("contacts", "contact_id", "fra-2017-05-18-call", date="2017-05-01"),
        "contacts.csv", "date", "no period of coverage of FRA holds 2017-05-01",
    ),
    "a joint call on two days": (
        edit("contacts", "contact_id", "fra-2022-03-10-joint-call", date="2022-03-11"),
        "contacts.csv", "date", "differs from another row of the same event",
    ),
    "a period searched twice": (
        edit("coverage", "period_start", "2019-01-01", period_start="2018-06-01"),
        "coverage.csv", "period_start", "overlaps the period before",
    ),
    "two heads of one government": (
        edit(
            "governments", "tenure_id", "aut-head-of-government-2025-01-10",
            start="2025-01-09",
        ),
        "governments.csv", "start", "the holder before is still in office",
    ),
    "a claim that runs backwards": (
        edit("reported_counts", "claim_id", "RC01", period_end="2021-01-01"),
        "reported_counts.csv", "period_end", "ends before it starts",
    ),
}  # fmt: skip


@pytest.mark.parametrize("case", CASES)
def test_rows_that_contradict_each_other_are_refused(copy, case):
    damage, file, field, reason = CASES[case]
    line = damage(copy)
    assert load(copy.root)  # each file by itself is sound
    with pytest.raises(DataError) as caught:
        load_sound(copy.root)
    error = caught.value
    assert (error.file, error.row, error.field) == (file, line, field)
    assert reason in error.reason


def test_the_rules_of_a_start_are_rules_of_validation():
    assert set(ESSENTIAL) < set(RULES)


def test_sound_data_is_what_load_reads(dataset):
    sound = load_sound(dataset.root)
    assert sound.package == dataset.package
    for name, frame in dataset.frames.items():
        pd.testing.assert_frame_equal(sound.frames[name], frame)
