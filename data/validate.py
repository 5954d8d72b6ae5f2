"""Validate the data package: `python -m data.validate [--root DIR] [--all]`.

Prints one line per problem, `table:row:field: message`, and exits with 1 if there
is any. Three passes: each file by itself and the references between the tables, in
the words of the loader; the rules that join rows or tables; and Table Schema once
more by frictionless, a second reader of the same descriptor that knows nothing of
our code. Frictionless is a development dependency: where it is not installed, the
first two passes still tell every fault.
"""

from __future__ import annotations

import argparse
import itertools
import sys
from collections.abc import Iterable, Iterator
from pathlib import Path

import pyarrow as pa

from data import rules, rules_files, rules_people, rules_sources
from data.checks import reference_faults
from data.declaration import check_declaration
from data.diagnose import faults
from data.load import DataError, Dataset, default_root, load, read, read_bytes
from data.problems import Problem
from data.rules import Rule
from data.schema import DESCRIPTOR, Package, Table, read_package

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
    rules_people.leaders_hold_their_post,
    rules_people.statements_explain_themselves,
    rules_people.flags_are_defined,
    rules_people.codebook_defines_declared_codes,
    rules_people.placeholders_are_first_days,
    rules_people.nothing_lies_after_the_cutoff,
    rules_people.claims_run_forward,
    rules_people.corrections_lead_somewhere,
    rules_sources.cites_agree,
    rules_sources.one_weak_page_is_not_high,
    rules_sources.a_stored_basis_names_its_page,
    rules_sources.quotation_marks_are_typed,
    rules_files.files_are_plain,
)


# Problems of one field that are printed one by one; one fault often breaks them all.
SHOWN = 10


def validate(root: Path) -> list[Problem]:
    """Everything that is wrong with the package in `root`, in order of place.

    The rules across rows run only on a package that can be loaded. Frictionless is
    left out where a fault was found: it would tell the same once more.
    """
    try:
        declared = read_package(root)
        check_declaration(declared)
    except DataError as error:
        return [_as_problem(error)]
    problems = {_as_problem(error) for error in _file_faults(root, declared)}
    if not problems:
        problems.update(check_rules(load(root)))
        problems.update(check_schema(root))
    return sorted(problems)


def check_rules(dataset: Dataset) -> list[Problem]:
    """What the rules across rows and tables find, in the order of the rules."""
    return [problem for rule in RULES for problem in rule(dataset)]


def check_schema(root: Path) -> list[Problem]:
    """What frictionless finds: structure, types, constraints and keys.

    Nothing where it is not installed.
    """
    try:
        import frictionless
    except ModuleNotFoundError:
        print("frictionless is not installed: no second reading.", file=sys.stderr)
        return []
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


def _file_faults(root: Path, declared: Package) -> Iterator[DataError]:
    """The faults of each file, then of the references between sound tables."""
    sound: dict[str, pa.Table] = {}
    for name, table in declared.tables.items():
        found = list(_faults_of(root, table))
        yield from found
        if not found:
            sound[name] = read(root, table)
    yield from reference_faults(declared, sound)


def _faults_of(root: Path, table: Table) -> Iterator[DataError]:
    """All faults of one file; what only the fast reader refuses is the last."""
    try:
        found = list(faults(read_bytes(root, table), table))
        yield from found
        if not found:
            read(root, table)
    except DataError as error:
        yield error


def _as_problem(error: DataError) -> Problem:
    table = error.file.removesuffix(".csv")
    return Problem(table, error.row or 0, error.field or "", error.reason)


def report(problems: Iterable[Problem], shown: int | None) -> Iterator[str]:
    """The lines to print, `shown` of each field at the most; None prints all."""
    for (table, field), group in itertools.groupby(
        sorted(problems, key=lambda p: (p.table, p.field, p.row, p.message)),
        key=lambda p: (p.table, p.field),
    ):
        lines = list(group)
        yield from map(str, lines[:shown])
        more = len(lines) - len(lines[:shown])
        if more:
            message = f"and {more} more; --all lists them"
            yield str(Problem(table, 0, field, message))


def main(arguments: list[str] | None = None) -> int:
    """Run the command and return its exit status."""
    parser = argparse.ArgumentParser(prog="python -m data.validate")
    parser.add_argument(
        "--root", type=Path, default=default_root(), help="folder of the data package"
    )
    parser.add_argument(
        "--all", action="store_true", help=f"print more than {SHOWN} faults of a field"
    )
    options = parser.parse_args(arguments)
    problems = validate(options.root)
    for line in report(problems, None if options.all else SHOWN):
        print(line)
    if problems:
        return 1
    print("The data package is valid.")
    return 0


if __name__ == "__main__":
    sys.exit(main())
