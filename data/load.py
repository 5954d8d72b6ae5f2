"""Load every table, typed and checked, with one call.

Conventions of the frames: text is `str` and a missing text is ""; dates are
`datetime64[us]` and a missing date is NaT; integers are `Int64` and a missing one
is <NA>; numbers are `float64` and a missing one is NaN; booleans are `bool` (all
are required). A list is one text cell whose items are joined by ";": `Field.items`
splits it. Rows stand in the order of the file, which is that of the primary key.
"""

from __future__ import annotations

import datetime as dt
import os
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path, PurePosixPath
from types import MappingProxyType

import pandas as pd
import pyarrow as pa
from pyarrow import csv

from data.check import faults, reference_faults
from data.coverage import Coverage
from data.manifest import (
    BESIDE,
    GEOMETRY,
    READ,
    Manifest,
    is_ours,
    name_of,
    public_name,
    read_file,
    read_manifest,
)
from data.schema import (
    DATA_DIRECTORY,
    DESCRIPTOR,
    DataError,
    Package,
    Table,
    check_declaration,
    package_of,
)

__all__ = ["DataError", "Dataset", "default_root", "load"]


@dataclass(frozen=True, eq=False)
class Dataset:
    """All tables of one version of the data, and their descriptor.

    Two data sets are equal only if they are the same object, so that what is derived
    from one can be kept by it.
    """

    root: Path
    package: Package
    frames: Mapping[str, pd.DataFrame]
    # What stands beside the tables, by path: its bytes as they were when it was loaded.
    # Of our own package also the public files that pages read, as `static/…`.
    beside: Mapping[str, bytes]
    # Names the manifest to which its files were compared; "" without one.
    seal: str

    @property
    def version(self) -> str:
        """Version of the data, such as 1.0.0."""
        return self.package.version

    def cutoff(self, subject: str) -> dt.date:
        """Day to which the collection of `contacts`, `stances` or `assessments` goes.

        For contacts it is the first day that is not covered any more.
        """
        return self.package.cutoffs[subject]

    @property
    def main_counterpart(self) -> str:
        """Id of whose contacts are shown where only one counterpart's are.

        The package names it; where it does not, it is the one with most contacts.
        """
        named = self.package.setting.main_counterpart
        return named or str(self.contacts["actor_id"].mode()[0])

    def last_day(self, subject: str) -> dt.date:
        """Last day that the collection of a subject covers: the one to print.

        Args:
            subject: `contacts`, `stances` or `assessments`, as for `cutoff`.
        """
        day = self.cutoff(subject)
        return day - dt.timedelta(days=1) if subject == "contacts" else day

    def table(self, name: str) -> pd.DataFrame:
        """One table; a shallow copy, so that nobody can change the shared frame."""
        return self.frames[name].copy(deep=False)

    @property
    def actors(self) -> pd.DataFrame:
        """Countries and EU institutions, one code each."""
        return self.table("actors")

    @property
    def contacts(self) -> pd.DataFrame:
        """Contacts, one row per contact and counterpart."""
        return self.table("contacts")

    @cached_property
    def coverage(self) -> Coverage:
        """How complete the contacts are, per actor and period."""
        return Coverage(self.table("coverage"))

    @property
    def reported_counts(self) -> pd.DataFrame:
        """Totals that others stated."""
        return self.table("reported_counts")

    @property
    def statements(self) -> pd.DataFrame:
        """Statements of office-holders."""
        return self.table("statements")

    @property
    def governments(self) -> pd.DataFrame:
        """Who held which post, from when to when."""
        return self.table("governments")

    @property
    def assessments(self) -> pd.DataFrame:
        """Expert assessments."""
        return self.table("assessments")

    @property
    def sources(self) -> pd.DataFrame:
        """Source pages."""
        return self.table("sources")

    @property
    def publishers(self) -> pd.DataFrame:
        """Publishers with ownership and control."""
        return self.table("publishers")


def default_root() -> Path:
    """The folder of the data: OPEN_LINE_DATA where set, else this package."""
    override = os.environ.get("OPEN_LINE_DATA")
    return Path(override) if override else DATA_DIRECTORY


def load(root: Path | None = None, known: Manifest | None = None) -> Dataset:
    """Read and check all tables below `root`.

    Args:
        root: folder of the package; `default_root` where it is left out.
        known: its manifest, to which each file is compared. Files that are listed there
            by the rules of now were checked before, and are not checked again: that is
            three quarters of the time.

    Raises:
        DataError: The first fault found, with file, row, field and reason.
    """
    folder = root if root is not None else default_root()

    def raw(path: str) -> bytes:
        return known.read(path) if known else read_file(folder / path, name_of(path))

    declared = package_of(raw(DESCRIPTOR))
    if known and known.is_by_these_rules:
        tables = {n: typed(raw(t.path), t) for n, t in declared.tables.items()}
    else:
        check_declaration(declared)
        tables = {n: checked(raw(t.path), t) for n, t in declared.tables.items()}
        for fault in reference_faults(declared, tables):
            raise fault
    # Each goes once its frame is there: not all tables are in memory twice.
    frames = {name: _frame(tables.pop(name)) for name in list(tables)}
    listed = known.files if known else ()
    needed = (*listed, *(GEOMETRY if is_ours(folder) else ()))
    there = [p for p in BESIDE if p in needed or (folder / p).exists()]
    own = {path: raw(path) for path in there}
    beside = MappingProxyType(_ours(folder) | own | _public(folder, known))
    seal = known.seal if known else ""
    return Dataset(folder, declared, MappingProxyType(frames), beside, seal)


def _ours(folder: Path) -> dict[str, bytes]:
    """Our map, for a package that brings none."""
    if is_ours(folder):
        return {}
    ours = read_manifest(DATA_DIRECTORY)
    return {path: ours.read(path) for path in GEOMETRY} if ours else {}


def _public(folder: Path, known: Manifest | None) -> dict[str, bytes]:
    """The public files that pages read; they belong to our own package alone."""
    if known is None or not is_ours(folder):
        return {}
    return {
        public_name(path): known.read_public(path)
        for path in known.public
        if any(PurePosixPath(path).match(pattern) for pattern in READ)
    }


def read(folder: Path, table: Table) -> pa.Table:
    """Read one table with the declared types and check it by itself.

    Raises:
        DataError: The file is missing, unreadable or breaks its schema.
    """
    return checked(read_bytes(folder, table), table)


def checked(raw: bytes, table: Table) -> pa.Table:
    """The values of a file with their types, checked by itself.

    Raises:
        DataError: It breaks its schema.
    """
    for fault in faults(raw, table):
        raise fault
    return typed(raw, table)


def read_bytes(folder: Path, table: Table) -> bytes:
    """The file of one table as it is.

    Raises:
        DataError: The file is missing or unreadable.
    """
    return read_file(folder / table.path, table.file)


def typed(raw: bytes, table: Table) -> pa.Table:
    """The values of a file in which `check.faults` found nothing, with their types.

    Raises:
        DataError: pyarrow refuses the file all the same.
    """
    try:
        return csv.read_csv(
            pa.py_buffer(raw),
            # One block, and no threads: the files are small, and the pool costs
            # more than it saves.
            csv.ReadOptions(use_threads=False, block_size=max(len(raw), 1) + 1),
            csv.ParseOptions(newlines_in_values=True, ignore_empty_lines=False),
            csv.ConvertOptions(
                column_types=table.arrow_schema,
                null_values=[""],
                strings_can_be_null=False,
                true_values=["true"],
                false_values=["false"],
            ),
        )
    except pa.ArrowInvalid as error:
        reason = f"the file cannot be read ({error})"
        raise DataError(table.file, reason) from None


def _frame(table: pa.Table) -> pd.DataFrame:
    # pandas has no date without a time: its own unit keeps the column arithmetic.
    schema = [
        field.with_type(pa.timestamp("us")) if pa.types.is_date(field.type) else field
        for field in table.schema
    ]
    frame: pd.DataFrame = table.cast(pa.schema(schema)).to_pandas(
        types_mapper={pa.int64(): pd.Int64Dtype()}.get, use_threads=False
    )
    return frame
