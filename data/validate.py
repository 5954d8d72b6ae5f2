"""Validate the data package: `python -m data.validate [--root DIR]`.

Prints one line per problem, `table:row:field: message`, and exits with 1 if there
is any. Table Schema is checked by frictionless, a development dependency that the
app never imports; the rules that join rows or tables are those of `rules` and
`rules_people`.
"""

from __future__ import annotations

import argparse
import sys
from pathlib import Path

from data import rules, rules_people
from data.load import DataError, Dataset, default_root, load
from data.problems import Problem
from data.rules import Rule
from data.schema import DESCRIPTOR

RULES: tuple[Rule, ...] = (
    rules.every_fact_has_a_source,
    rules.links_are_numbered,
    rules.topics_are_used_once,
    rules.coverage_periods_are_apart,
    rules.contacts_lie_in_coverage,
    rules.events_are_one_contact,
    rules.our_counts_recompute,
    rules.rows_are_sorted,
    rules.quotations_are_short,
    rules.cells_are_trimmed,
    rules.texts_are_no_formulas,
    rules_people.tenures_are_apart,
    rules_people.speakers_hold_their_post,
    rules_people.statements_explain_themselves,
    rules_people.flags_are_defined,
    rules_people.placeholders_are_first_days,
    rules_people.nothing_lies_after_the_cutoff,
    rules_people.claims_run_forward,
    rules_people.corrections_lead_somewhere,
)


def validate(root: Path) -> list[Problem]:
    """Everything that is wrong with the package in `root`, in order of place.

    The rules across rows run only on tables that could be loaded: where loading
    fails, its error is reported beside what frictionless says.
    """
    problems = set(check_schema(root))
    try:
        dataset = load(root)
    except DataError as error:
        if not problems:
            problems.add(_as_problem(error))
    else:
        problems.update(check_rules(dataset))
    return sorted(problems)


def check_rules(dataset: Dataset) -> list[Problem]:
    """What the rules across rows and tables find, in the order of the rules."""
    return [problem for rule in RULES for problem in rule(dataset)]


def check_schema(root: Path) -> list[Problem]:
    """What frictionless finds: structure, types, constraints and keys."""
    # Imported here: `check_rules` is of use where the library is not installed.
    import frictionless

    report = frictionless.validate(str(root / DESCRIPTOR), type="package")
    problems = [
        Problem(DESCRIPTOR, 0, "", str(error.message)) for error in report.errors
    ]
    for task in report.tasks:
        for error in task.errors:
            problems.append(
                Problem(
                    table=task.name,
                    row=getattr(error, "row_number", None) or 0,
                    field=getattr(error, "field_name", None) or "",
                    message=str(error.message),
                )
            )
    return problems


def _as_problem(error: DataError) -> Problem:
    table = error.file.removesuffix(".csv")
    return Problem(table, error.row or 0, error.field or "", error.reason)


def main(arguments: list[str] | None = None) -> int:
    """Run the command and return its exit status."""
    parser = argparse.ArgumentParser(prog="python -m data.validate")
    parser.add_argument(
        "--root", type=Path, default=default_root(), help="folder of the data package"
    )
    problems = validate(parser.parse_args(arguments).root)
    for problem in problems:
        print(problem)
    if problems:
        return 1
    print("The data package is valid.")
    return 0


if __name__ == "__main__":
    sys.exit(main())
