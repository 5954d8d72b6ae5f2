"""Rules on how the files are written, so that a correction is a diff of one line."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator

from data.load import Dataset, read_bytes
from data.problems import Problem

_BYTE_ORDER_MARK = b"\xef\xbb\xbf"


def files_are_plain(data: Dataset) -> Iterator[Problem]:
    """Conventions of the data package: UTF-8 without mark, LF, bare quotation."""
    for name, table in data.package.tables.items():
        raw = read_bytes(data.root, table)
        for line, message in _deviations(raw):
            yield Problem(name, line, "", message)


def _deviations(raw: bytes) -> Iterator[tuple[int, str]]:
    if raw.startswith(_BYTE_ORDER_MARK):
        yield 1, "a byte order mark stands before the header: save without it"
    if b"\r" in raw:
        yield 0, "lines end in CR LF: save the file with LF"
    if not raw.endswith(b"\n"):
        yield raw.count(b"\n") + 1, "the last line has no line end"
    # What deviates is said above; here only quotation marks are compared.
    text = raw.decode("utf-8-sig").replace("\r\n", "\n").removesuffix("\n")
    for number, line in enumerate(text.split("\n"), start=1):
        if line != _written(next(csv.reader([line]))):
            yield number, "quotation marks stand where none are needed, or are bare"


def _written(cells: list[str]) -> str:
    """One row as the standard library writes it."""
    line = io.StringIO()
    csv.writer(line, lineterminator="").writerow(cells)
    return line.getvalue()
