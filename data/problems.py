"""What validation reports: one problem, at one place of one table."""

from __future__ import annotations

from dataclasses import dataclass

from data.errors import DataError
from data.schema import Package


@dataclass(frozen=True, order=True)
class Problem:
    """A fault found by validation.

    Attributes:
        table: Name of the table.
        row: Line in the file, the header being line 1; 0 where it is not one row's.
        field: Name of the field, or "" where it is not one field's.
        message: What is wrong.
    """

    table: str
    row: int
    field: str
    message: str

    def __str__(self) -> str:
        return f"{self.table}:{self.row or '-'}:{self.field or '-'}: {self.message}"

    def as_error(self, package: Package) -> DataError:
        """The same as the error that stops a load."""
        file = package.table(self.table).file
        return DataError(
            file, self.message, row=self.row or None, field=self.field or None
        )
