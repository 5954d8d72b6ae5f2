"""Validate the data package: `python -m data.validate [--root DIR] [--all] [--seal]`.

Prints one line per fault, `table:row:field: reason`, and exits with 1 if there is
any. First each file by itself and the references between the tables, then the rules
that join rows or tables. The app loads its data through the same checks.

Of a valid package it also says which files are not those of the manifest: an edit after
which `make data` was not run yet. `--seal` writes the manifest of another's package
(ours is written by `make data`, with the public files).
"""

from __future__ import annotations

import argparse
import itertools
import sys
from collections.abc import Iterable, Iterator, Mapping
from contextlib import suppress
from pathlib import Path

import pyarrow as pa

from data.check import faults, reference_faults
from data.geometry import shapes_of, tiles_of
from data.load import Dataset, default_root, load, read_bytes, typed
from data.manifest import (
    PUBLIC,
    Listed,
    Manifest,
    command,
    is_ours,
    listed_files,
    read_manifest,
    write_manifest,
)
from data.rules import RULES
from data.schema import DataError, Package, check_declaration, read_package

# Faults of one field that are printed one by one; one mistake often makes them all.
SHOWN = 10


def load_checked(root: Path | None = None) -> Dataset:
    """Read and check all tables below `root`, so far that no chart is wrong.

    `load` checks each file and each reference. Some faults show only across rows: a
    contact where nothing was searched, a period counted twice, a call without a
    source. The rules marked `at_start` find them here; `validate` asks all rules.

    Raises:
        DataError: The first fault found, with file, row, field and reason.
    """
    return _ruled(load(root))


def load_shown(root: Path | None = None) -> Dataset:
    """Read the package that readers are shown, so far that no number is wrong.

    With a manifest each file must be the one that was checked when it was written, the
    public files of our own package included. Without, it is `load_checked`.

    Raises:
        DataError: The first fault found: the one that a rule finds in a file that is
            not the one checked, or that it is another one.
    """
    folder = root if root is not None else default_root()
    known = read_manifest(folder)
    if known is None:
        return load_checked(folder)
    try:
        dataset = load(folder, known)
    except DataError as error:
        raise _told(folder, known, error) from None
    for fault in known.public_faults():
        raise fault
    return dataset if known.is_by_these_rules else _ruled(dataset)


def _told(folder: Path, known: Manifest, changed: DataError) -> DataError:
    """What a rule says of a file that changed, else that it did."""
    try:
        load_checked(folder)
    except DataError as fault:
        if fault.file in {other.file for other in known.faults()}:
            return fault
    return changed


def _ruled(dataset: Dataset) -> Dataset:
    shapes_of(dataset)
    tiles_of(dataset)
    for rule in RULES:
        if rule.at_start:
            for fault in rule.find(dataset):
                raise fault
    return dataset


def validate(root: Path) -> list[DataError]:
    """Everything that is wrong with the package in `root`, in order of place.

    The rules across rows run only on a package that can be loaded.
    """
    try:
        declared = read_package(root)
        check_declaration(declared)
    except DataError as error:
        return [error]
    found = list(_file_faults(root, declared)) or check_rules(load(root))
    return sorted(found, key=_place)


def check_rules(dataset: Dataset) -> list[DataError]:
    """What the rules across rows and tables find, in the order of the rules."""
    return [fault for rule in RULES for fault in rule.find(dataset)]


def _file_faults(root: Path, declared: Package) -> Iterator[DataError]:
    """The faults of each file, then of the references between sound tables."""
    sound: dict[str, pa.Table] = {}
    for name, table in declared.tables.items():
        try:
            raw = read_bytes(root, table)
            found = list(faults(raw, table))
            yield from found
            if not found:
                sound[name] = typed(raw, table)
        except DataError as error:
            yield error
    yield from reference_faults(declared, sound)


def _place(fault: DataError) -> tuple[str, int, str, str]:
    return fault.table, fault.row or 0, fault.field or "", fault.reason


def report(found: Iterable[DataError], shown: int | None) -> Iterator[str]:
    """The lines to print, `shown` of each field at the most; None prints all."""
    for _, group in itertools.groupby(
        sorted(found, key=lambda f: (f.table, f.field or "", f.row or 0, f.reason)),
        key=lambda f: (f.table, f.field or ""),
    ):
        alike = list(group)
        yield from (fault.line for fault in alike[:shown])
        more = len(alike) - len(alike[:shown])
        if more:
            message = f"and {more} more; --all lists them"
            yield DataError(alike[0].file, message, field=alike[0].field).line


def changed(root: Path) -> list[DataError]:
    """Files that are not those that the manifest lists; none without a manifest.

    In a valid package that is an edit, after which `make data` was not run yet, or
    damage that no rule can tell from one.

    Raises:
        DataError: the manifest is damaged, or ours is missing.
    """
    known = read_manifest(root)
    return list(known.faults()) if known else []


def main(arguments: list[str] | None = None) -> int:
    """Run the command and return its exit status."""
    parser = argparse.ArgumentParser(prog="python -m data.validate")
    parser.add_argument(
        "--root", type=Path, default=default_root(), help="folder of the data package"
    )
    parser.add_argument(
        "--all", action="store_true", help=f"print more than {SHOWN} faults of a field"
    )
    parser.add_argument(
        "--seal", action="store_true", help="write the manifest of a valid package"
    )
    options = parser.parse_args(arguments)
    sealing = options.seal and not is_ours(options.root)
    edited: list[DataError] = []
    checked: Mapping[str, Listed] = {}
    with suppress(DataError):
        # What cannot be read, `validate` tells.
        checked = listed_files(options.root, read_package(options.root))
    found = validate(options.root)
    try:
        if not found and sealing:
            write_manifest(options.root, read_package(options.root), checked)
        edited = changed(options.root)
    except DataError as error:
        found.append(error)
    # Public files are made, not edited: there a change is damage.
    made = f"{PUBLIC.name}/"
    found += [fault for fault in edited if fault.file.startswith(made)]
    for line in report(found, None if options.all else SHOWN):
        print(line)
    if found:
        return 1
    print("The data package is valid.")
    if edited:
        print(_EDITED.format(command=command(options.root)))
        print(*(f"  {place(fault)}" for fault in edited), sep="\n")
    return 0


_EDITED = (
    "Changed since it was checked last, and not shown before you run `{command}`. "
    "Every rule holds; look whether each change was meant:"
)


def place(fault: DataError) -> str:
    """File and row of a fault, as a short text."""
    return fault.file + (f", row {fault.row}" if fault.row else "")


if __name__ == "__main__":
    sys.exit(main())
