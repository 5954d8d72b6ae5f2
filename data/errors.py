"""The one error that damaged data raises."""

from __future__ import annotations


class DataError(Exception):
    """A table or the descriptor cannot be used; says where and why.

    Attributes:
        file: Name of the file, such as ``contacts.csv``.
        row: Line of the record in the file, the header being line 1; None where
            the fault is not one row's.
        field: Name of the field, or None.
        reason: What is wrong, in one plain sentence without a full stop.
    """

    def __init__(
        self,
        file: str,
        reason: str,
        *,
        row: int | None = None,
        field: str | None = None,
    ) -> None:
        self.file = file
        self.row = row
        self.field = field
        self.reason = reason
        place = file
        if row is not None:
            place += f", row {row}"
        if field is not None:
            place += f", field {field}"
        super().__init__(f"{place}: {reason}")
