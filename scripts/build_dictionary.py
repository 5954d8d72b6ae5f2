"""Write docs/data-dictionary.md from the descriptor.

Run as `python scripts/build_dictionary.py`. The dictionary is generated, never
edited: a test compares it with what this script would write.
"""

from __future__ import annotations

import sys
from pathlib import Path

REPOSITORY = Path(__file__).resolve().parent.parent
if str(REPOSITORY) not in sys.path:
    # So that the script also runs as a plain file.
    sys.path.insert(0, str(REPOSITORY))

from data.schema import Field, Package, Table, package  # noqa: E402

DICTIONARY = REPOSITORY / "docs" / "data-dictionary.md"

_HEAD = """# Data dictionary

Generated from `data/datapackage.json` by `scripts/build_dictionary.py`. Do not edit.

{title}, version {version}. {description}

Licence: [{licence}]({licence_url}). Collected up to: {cutoffs}. For contacts this is
the first day that is not covered any more.

Text is UTF-8, dates are ISO 8601, an empty cell is a missing value. Booleans are
written `true` and `false`. A list is one cell whose items are joined by `;`. Rows are
sorted by primary key.

| Table | Content |
|---|---|
{contents}
"""


def build(declared: Package) -> str:
    """The whole dictionary as Markdown."""
    contents = "\n".join(
        f"| [{table.name}](#{table.name}) | {_cell(table.description)} |"
        for table in declared.tables.values()
    )
    head = _HEAD.format(
        title=declared.title,
        version=declared.version,
        description=declared.description,
        licence=declared.license_title,
        licence_url=declared.license_url,
        cutoffs=", ".join(f"{name} {day}" for name, day in declared.cutoffs.items()),
        contents=contents,
    )
    return "\n".join([head, *(_section(table) for table in declared.tables.values())])


def _section(table: Table) -> str:
    keys = ", ".join(f"`{name}`" for name in table.primary_key)
    lines = [
        f"## {table.name}",
        "",
        f"{table.title}. {table.description}",
        "",
        f"File: `{table.path}`. Primary key: {keys}.",
        "",
        "| Field | Type | Label | Meaning |",
        "|---|---|---|---|",
    ]
    references = {key.field: key for key in table.foreign_keys}
    for field in table.fields:
        meaning = [field.description, *_constraints(field)]
        if field.name in references:
            key = references[field.name]
            meaning.append(f"Refers to [{key.table}](#{key.table}).{key.target}.")
        kind = f"{field.kind}, {field.unit}" if field.unit else field.kind
        lines.append(
            f"| `{field.name}` | {kind} | {field.title} | {_cell(' '.join(meaning))} |"
        )
    return "\n".join([*lines, ""])


def _constraints(field: Field) -> list[str]:
    notes = []
    if field.required:
        notes.append("Required.")
    if field.unique:
        notes.append("Unique.")
    if field.categories:
        codes = "; ".join(f"`{item.value}` {item.label}" for item in field.categories)
        notes.append(f"Codes: {codes}.")
    if field.pattern:
        notes.append(f"Pattern: `{field.pattern}`.")
    if field.minimum is not None:
        notes.append(f"At least {field.minimum:g}.")
    if field.maximum is not None:
        notes.append(f"At most {field.maximum:g}.")
    return notes


def _cell(text: str) -> str:
    return text.replace("|", "\\|")


def main() -> None:
    """Write the dictionary."""
    DICTIONARY.parent.mkdir(exist_ok=True)
    DICTIONARY.write_text(build(package()), encoding="utf-8")
    print(f"Wrote {DICTIONARY.relative_to(REPOSITORY)}")


if __name__ == "__main__":
    main()
