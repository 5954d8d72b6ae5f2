"""Load the data for the app: checked so far that no chart shows a wrong number.

`load` checks each file and each reference. Some faults show only across rows: a
contact where nothing was searched, a period counted twice, a call without a source.
The rules that find them, and that a start can afford, run here; `validate` runs all.
"""

from __future__ import annotations

from pathlib import Path

from data import rules, rules_people
from data.load import Dataset, load
from data.rules import Rule

# Rules on what is counted or drawn. Those on wording or form can wait for `validate`,
# and so can our counts beside the claims of others: the app computes them anew.
ESSENTIAL: tuple[Rule, ...] = (
    rules.every_fact_has_a_source,
    rules.coverage_periods_are_apart,
    rules.contacts_lie_in_coverage,
    rules.events_are_one_contact,
    rules_people.tenures_are_apart,
    rules_people.nothing_lies_after_the_cutoff,
    rules_people.claims_run_forward,
)


def load_sound(root: Path | None = None) -> Dataset:
    """Read and check all tables below `root`, rows against rows included.

    Raises:
        DataError: The first fault found, with file, row, field and reason.
    """
    dataset = load(root)
    for rule in ESSENTIAL:
        for problem in rule(dataset):
            raise problem.as_error(dataset.package)
    return dataset
