"""A package whose every free text holds signs that do something somewhere."""

from __future__ import annotations

import zlib
from collections.abc import Iterator
from pathlib import Path

from data.check import NAMES
from data.schema import Field, Table, package
from tests.support.package import Copy, copy_package

# By this a text of the data is known wherever it arrives.
MARK = "Zq"

# What follows the mark, unescaped: a link, a picture, a tag, a handler, a colour, a
# sign from the icon font, mathematics, an entity, a variable of charts, TeX, addresses.
LIVE = (
    f"{MARK}[l](https://out.invalid/)![p](//out.invalid/p.png)<q>"
    "<img/src=//out.invalid/i.png/onerror=alert(1)><a/href=javascript:alert(2)>"
    ":red[r]:material/home:$x$&lt%{x}\\input{x}http://out.invalid/b,www.out.invalid"
    ",a@out.invalid|`c`"
)
# In front: most places show the beginning of a long text alone.
SHORT = f"{MARK}[l](//o.z)<q>"
# All that a name may hold.
NAME = ' O\'Ny (b) & 1.c/d-e: "f" – -- 5+6, &lth! %i'

# What a spreadsheet would run; by the text, so that equal names stay equal.
STARTS = ("=", "+", "-", "@", "＝", "＋", "－", "＠", "", "# ", "> ", "1. ")

# Texts that name something in the data, and say nothing by themselves.
_NAMES_OF_ROWS = {
    ("additions", "record_id"), ("additions", "table_name"), ("codebook", "field"),
    ("codebook", "code"), ("corrections", "field"), ("corrections", "record_id"),
    ("corrections", "table_name"), ("seed_fact_records", "record_id"),
    ("seed_facts", "line"), ("seed_facts", "paragraph"),
}  # fmt: skip


def poisoned(text: str, live: str = LIVE) -> str:
    """Return a text with what does something before and behind it."""
    start = STARTS[zlib.crc32(text.encode()) % len(STARTS)]
    return f"{start}{SHORT}{text}{live}"


def fields() -> Iterator[tuple[Table, Field]]:
    """Every field of free text, of all tables."""
    for table in package().tables.values():
        keys = {*table.primary_key, *(key.field for key in table.foreign_keys)}
        for field in table.fields:
            if field.type != "string" or field.enum or field.name in keys:
                continue
            if (table.name, field.name) in _NAMES_OF_ROWS:
                continue
            if field.pattern is None:
                yield table, field


def write(root: Path) -> Copy:
    """Write our package below `root` with all its free texts poisoned."""
    copy = copy_package(root)
    for table in package().tables.values():
        names = {f.name: f for t, f in fields() if t is table}

        def change(rows: list[dict[str, str]], names: dict[str, Field] = names) -> None:
            for row in rows:
                row |= {
                    name: _cell(field, row[name])
                    for name, field in names.items()
                    if row[name]
                }

        if names:
            copy.rewrite(table.name, change)
    return copy


def _cell(field: Field, cell: str) -> str:
    items = field.items(cell) if field.delimiter else (cell,)
    if field.name in NAMES:
        return (field.delimiter or "").join(item + NAME for item in items)
    return (field.delimiter or "").join(map(poisoned, items))
