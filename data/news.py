"""What is new in the data: which records joined it and which were corrected, and when.

Additions stand in the table `additions`, which `note_additions` keeps: it compares the
records with those of the kept releases, so that nobody types a date. Corrections stand
in the public log. Names and sentences are English, as the data are; pages that speak
other languages name a record in their own way.
"""

from __future__ import annotations

import csv
import datetime as dt
import io
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from data.evidence import RECORD_KINDS
from data.load import Dataset, read
from data.manifest import replace
from data.releases import read_releases, released_records
from data.rows import each
from data.schema import Package, read_package

TABLE = "additions"

ADDED, CORRECTED = "added", "corrected"
KINDS = (ADDED, CORRECTED)

_KEYS = {kind.table: kind.key for kind in RECORD_KINDS}

# What names a record, by the first of these columns that it fills.
_NAMING = ("person", "speaker", "counterpart", "subject", "office")

_PRINTED = {"day": 10, "month": 7, "year": 4}


@dataclass(frozen=True)
class Entry:
    """One record that a version added or corrected.

    Attributes:
        date: day of the version, or of the correction.
        version: of the data that brought it.
        kind: one of `KINDS`.
        table: that holds the record.
        record_id: key of the record; of a correction parts joined by a slash, and
            empty where a whole table or field changed.
        opens: whether the record is one that readers can open.
        name: the record in a few English words.
        text: what it says, or why it was corrected, in a sentence or two.
        fields: that were corrected; none of an addition.
        day: of what the record tells; None where it has none.
    """

    date: dt.date
    version: str
    kind: str
    table: str
    record_id: str
    opens: bool
    name: str
    text: str
    fields: tuple[str, ...] = ()
    day: dt.date | None = None


def entries(dataset: Dataset) -> tuple[Entry, ...]:
    """Return everything that versions after the first brought, the newest first."""
    rows = _rows(dataset)
    found = [*_added(dataset, rows), *_corrected(dataset, rows)]
    order = {table: place for place, table in enumerate(_ordered(dataset))}
    return tuple(
        sorted(
            found,
            key=lambda e: (
                -e.date.toordinal(),
                [-part for part in numbered(e.version)],
                KINDS.index(e.kind),
                order[e.table],
                -(e.day or dt.date.min).toordinal(),
                e.record_id,
            ),
        )
    )


def tables(dataset: Dataset) -> tuple[str, ...]:
    """Return the tables that hold something new, those of public records first."""
    named = {
        *dataset.table(TABLE)["table_name"],
        *dataset.table("corrections")["table_name"],
    }
    return tuple(name for name in _ordered(dataset) if name in named)


def _ordered(dataset: Dataset) -> tuple[str, ...]:
    """All tables, those of public records first."""
    return tuple(dict.fromkeys([*_KEYS, *dataset.package.tables]))


def counts(found: Iterable[Entry]) -> Mapping[str, int]:
    """Count entries by kind; all of `KINDS`."""
    kinds = [entry.kind for entry in found]
    return {kind: kinds.count(kind) for kind in KINDS}


def numbered(version: str) -> tuple[int, ...]:
    """Return a version as numbers that compare: "1.10.0" → (1, 10, 0)."""
    return tuple(int(part) for part in version.split("."))


Rows = Mapping[str, Mapping[str, Any]]


def _rows(dataset: Dataset) -> Rows:
    """The records that readers can open, by table and id."""
    return {
        table: {str(getattr(row, key)): row for row in each(dataset.table(table))}
        for table, key in _KEYS.items()
    }


def _added(dataset: Dataset, rows: Rows) -> Iterable[Entry]:
    for row in each(dataset.table(TABLE)):
        record = rows[row.table_name][row.record_id]
        yield Entry(
            date=row.date.date(),
            version=row.version,
            kind=ADDED,
            table=row.table_name,
            record_id=row.record_id,
            opens=True,
            name=_name(dataset, row.table_name, record),
            text=_text(dataset, row.table_name, record),
            day=_day(record),
        )


def _corrected(dataset: Dataset, rows: Rows) -> Iterable[Entry]:
    """One entry for all that a version corrected in a record on a day."""
    log = dataset.table("corrections")
    keys = ["date", "version", "table_name", "record_id"]
    for _, group in log.groupby(keys, sort=False):
        first = group.iloc[0]
        table, record_id = str(first["table_name"]), str(first["record_id"])
        record = rows.get(table, {}).get(record_id)
        title = dataset.package.table(table).title
        yield Entry(
            date=first["date"].date(),
            version=str(first["version"]),
            kind=CORRECTED,
            table=table,
            record_id=record_id,
            opens=record is not None,
            name=record_id or title
            if record is None
            else _name(dataset, table, record),
            text=" ".join(dict.fromkeys(group["reason"])),
            fields=tuple(dict.fromkeys(group["field"])),
            day=_day(record),
        )


def _day(record: Any) -> dt.date | None:
    return record.date.date() if hasattr(record, "date") else None


def _name(dataset: Dataset, table: str, record: Any) -> str:
    """Name a record by a person or subject and its day, as exactly as it is known."""
    if table == "assessments":
        experts = dataset.table("experts")
        who = experts.loc[experts["expert_id"] == record.expert_id, "name"].iloc[0]
    else:
        named = (str(getattr(record, column, "")) for column in _NAMING)
        who = next((name for name in named if name), "")
    who = who or str(getattr(record, _KEYS[table]))
    if not hasattr(record, "date"):
        return who
    day = f"{record.date:%Y-%m-%d}"[: _PRINTED.get(record.date_precision, 10)]
    about = "about " if record.date_precision == "approx" else ""
    return f"{who}, {about}{day}"


def _text(dataset: Dataset, table: str, record: Any) -> str:
    """Say in a sentence or two what a record holds."""
    if summary := getattr(record, "summary", ""):
        return str(summary)
    if table == "contacts":
        kind = dataset.package.field(table, "kind").labels[record.kind]
        place = f", {record.place}" if record.place else ""
        topics = _topics(dataset, record.contact_id)
        said = [f"{kind} with {record.counterpart}{place}."]
        said += [f"Topics: {', '.join(topics)}."] if topics else []
        return " ".join([*said, record.note]).rstrip()
    if table == "reported_counts":
        period = f"{record.period_start:%Y-%m-%d} to {record.period_end:%Y-%m-%d}"
        value = f"{record.operator} {record.value:g} {record.measure}"
        return f"Stated: {value}, {period}. {record.difference}".rstrip()
    if table == "seed_facts":
        return f"{record.subject} {record.predicate} {record.value}."
    return str(getattr(record, "note", ""))


def _topics(dataset: Dataset, contact_id: str) -> list[str]:
    """Names of the topics of a contact, in the order recorded."""
    links, topics = dataset.table("contact_topics"), dataset.table("topics")
    chosen = links.loc[links["contact_id"] == contact_id, "topic_id"]
    names = dict(zip(topics["topic_id"], topics["name"], strict=True))
    return [str(names[topic]) for topic in chosen]


def note_additions(root: Path, releases: Path) -> None:
    """Bring the table `additions` up to date with the records and the releases.

    A record of a kept release joined the data with the first release that holds it;
    those of the very first have no row. A record of none joined with the version that
    its row names already, or else with the present one.

    Args:
        root: folder of the data; its table is written.
        releases: folder of the kept releases. Without one nothing is known to be new,
            and nothing is written.

    Raises:
        DataError: a table of records is damaged, or a release is.
    """
    try:
        kept = read_releases(releases)
    except OSError:
        return
    declared = read_package(root)
    released = [
        (made, released_records(releases, made, _KEYS)) for made in reversed(kept)
    ]
    if not released:
        return
    written = _written(root, declared)
    rows = []
    for table, key in _KEYS.items():
        for record in read(root, declared.table(table)).column(key).to_pylist():
            first = next(
                (made for made, held in released if record in held[table]), None
            )
            if first is released[0][0]:
                continue
            noted = written.get((table, record))
            if first is not None:
                noted = (first.version, first.date)
            elif noted is None or numbered(noted[0]) > numbered(declared.version):
                noted = (declared.version, declared.created.isoformat())
            rows.append((table, record, *noted))
    _write(root, declared, sorted(rows))


def _written(root: Path, declared: Package) -> dict[tuple[str, str], tuple[str, str]]:
    """What the table says by now: version and day by table and record."""
    try:
        text = (root / declared.table(TABLE).path).read_text(encoding="utf-8")
    except OSError:
        return {}
    return {
        (row["table_name"], row["record_id"]): (row["version"], row["date"])
        for row in csv.DictReader(io.StringIO(text))
    }


def _write(root: Path, declared: Package, rows: Sequence[Sequence[str]]) -> None:
    table = declared.table(TABLE)
    text = io.StringIO()
    writer = csv.writer(text, lineterminator="\n")
    writer.writerow(table.names)
    writer.writerows(rows)
    replace({root / table.path: text.getvalue().encode()})


def lost(dataset: Dataset) -> Iterable[tuple[int, str, str]]:
    """Find rows of `additions` that cannot be true.

    Returns:
        Number of the row counted from 0, field and reason.
    """
    rows = {
        table: set(dataset.table(table)[key].astype(str))
        for table, key in _KEYS.items()
    }
    days: dict[str, dt.date] = {}
    for index, row in enumerate(each(dataset.table(TABLE))):
        if row.table_name not in rows:
            yield index, "table_name", f"{row.table_name} holds no public records"
        elif row.record_id not in rows[row.table_name]:
            yield index, "record_id", f"{row.table_name} has no record {row.record_id}"
        if numbered(row.version) > numbered(dataset.version):
            yield index, "version", f"is later than the version {dataset.version}"
        if days.setdefault(row.version, row.date) != row.date:
            yield index, "date", f"version {row.version} has another day above"
