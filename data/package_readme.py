"""The README inside the zip, for people who got the data without the app."""

from __future__ import annotations

from collections.abc import Mapping

from data.schema import Package

_TEXT = """# {title}

Version {version}, {created}. {description}

Collected up to: {cutoffs}. For contacts this is the first day that is not covered
any more: what happened from then on is unknown, not zero.

## What is in here

| File | Content |
|---|---|
| `datapackage.json` | Every table and field: type, meaning, codes, keys |
| `csv/` | The tables, UTF-8 with ISO 8601 dates |
| `parquet/` | The same tables, typed, with the meaning of each field in the file |
| `LICENSE` | Licence of the data |

| Table | Rows | Content |
|---|---|---|
{tables}

## Conventions

- An empty cell is a missing value (null in Parquet).
- A list is one cell whose items are joined by `;`.
- Booleans are written `yes` and `no` in CSV.
- A date whose `date_precision` is not `day` holds placeholders (`01`): do not print
  them as days.
- A day outside every period of `coverage`, or inside one whose completeness is
  `none`, was not searched. Do not read it as zero.
- In `contacts`, a joint call has one row per counterpart country and one `event_id`.
  Count distinct `event_id` across countries, and rows within one country.
- The stance map rests on `statements`, and from 2022 on on the `contacts` of heads of
  state or government of member states and of the President of the European Council
  as well: each counts as a statement `initiates`, unless Russia alone asked for it
  and it was no meeting, or a statement of that person and day is coded already.
- Text cells hold no spreadsheet formulas. The `=` in `reported_counts.operator` is
  an operator.

## Reading it

```python
import pandas as pd

contacts = pd.read_parquet("parquet/contacts.parquet")
contacts = pd.read_csv("csv/contacts.csv", parse_dates=["date"])

# Calls, video calls and joint calls with France, by year
france = contacts[contacts["actor_id"] == "FRA"]
remote = france[france["kind"].isin(["call", "video_call", "joint_call"])]
print(remote.groupby(remote["date"].dt.year).size())
```

Validate it with `frictionless validate datapackage.json`.

## Licence and citation

{licence}, {licence_url}. Titles of source pages and short quotations remain with
their authors.

Please cite: {author}. {year}. {title}. Data version {version}.
"""


def build(declared: Package, rows: Mapping[str, int]) -> str:
    """Write the README of one version; `rows` counts the rows of each table."""
    return _TEXT.format(
        title=declared.title,
        version=declared.version,
        created=declared.created.isoformat(),
        year=declared.created.year,
        description=declared.description,
        cutoffs=", ".join(f"{name} {day}" for name, day in declared.cutoffs.items()),
        tables="\n".join(
            f"| `{table.name}` | {rows[table.name]} | {table.description} |"
            for table in declared.tables.values()
        ),
        licence=declared.license_title,
        licence_url=declared.license_url,
        author=", ".join(declared.authors),
    )
