"""The descriptor as plain objects, and whether it holds together.

`data/datapackage.json` (Data Package v2, Table Schema) is the only place where
tables and fields are declared. Loading, validation, labels and the data
dictionary all read it through this module. What damaged data raises is here too,
since a damaged descriptor is the first that can.
"""

from __future__ import annotations

import datetime as dt
import functools
import json
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, is_dataclass
from pathlib import Path, PurePosixPath
from types import MappingProxyType
from typing import Any, get_args, get_origin, get_type_hints

import pyarrow as pa

from data.escape import not_in_names, unseen
from data.setting import PROPERTY, UNNAMED, Setting, setting_of

DESCRIPTOR = "datapackage.json"
DATA_DIRECTORY = Path(__file__).parent

ARROW_TYPES: Mapping[str, pa.DataType] = MappingProxyType(
    {
        "string": pa.string(),
        "integer": pa.int64(),
        "number": pa.float64(),
        "boolean": pa.bool_(),
        "date": pa.date32(),
    }
)

# What the app reads by name.
TABLES = (
    "actors", "additions", "affiliation_sources", "affiliations", "article_camps",
    "assessment_topics", "assessments", "codebook", "contact_sources",
    "contact_topics", "contacts", "corrections", "coverage", "envoy_name_sources",
    "envoy_names", "event_sources", "events", "experts", "governments", "publishers",
    "reported_counts", "seed_fact_checks", "seed_fact_records", "seed_facts",
    "source_cites", "sources", "statement_flags", "statement_sources", "statements",
    "topics", "working_contact_sources", "working_contacts",
)  # fmt: skip
CUTOFFS = ("contacts", "stances", "assessments")

# Makes a list of a string: the sign between its items. A property of our own, since
# few readers know the type that the standard has for lists.
_DELIMITER = "openline:delimiter"


class DataError(Exception):
    """A fault of the data: where it is, and what is wrong.

    Loading raises the first that it finds; validation lists all of them.

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

    @property
    def table(self) -> str:
        """Name of the table, or of the descriptor: the file without ".csv"."""
        return self.file.removesuffix(".csv")

    @property
    def line(self) -> str:
        """The fault as validation prints it: ``table:row:field: reason``."""
        return f"{self.table}:{self.row or '-'}:{self.field or '-'}: {self.reason}"


@dataclass(frozen=True)
class Category:
    """A code of an enumeration and its readable label."""

    value: str
    label: str


@dataclass(frozen=True)
class Field:
    """One column: its type, meaning and constraints.

    A string with a delimiter is a list: one text cell, which `items` splits.
    """

    name: str
    type: str
    title: str
    description: str
    unit: str | None = None
    required: bool = False
    unique: bool = False
    enum: tuple[str, ...] = ()
    categories: tuple[Category, ...] = ()
    pattern: str | None = None
    minimum: float | None = None
    maximum: float | None = None
    delimiter: str | None = None

    @property
    def arrow_type(self) -> pa.DataType:
        """The pyarrow type in which the column is read."""
        return ARROW_TYPES[self.type]

    @property
    def kind(self) -> str:
        """The type that readers are told: the declared one, or `list`."""
        return "list" if self.delimiter else self.type

    @property
    def labels(self) -> Mapping[str, str]:
        """Readable label by code, in the declared order."""
        return {category.value: category.label for category in self.categories}

    def items(self, cell: str) -> tuple[str, ...]:
        """The items of a list cell; an empty cell holds none."""
        return tuple(cell.split(self.delimiter)) if cell else ()


@dataclass(frozen=True)
class ForeignKey:
    """A field whose values are keys of another table."""

    field: str
    table: str
    target: str


@dataclass(frozen=True)
class Table:
    """One table: its fields in the order of the file, and its keys."""

    name: str
    path: str
    title: str
    description: str
    fields: tuple[Field, ...]
    primary_key: tuple[str, ...]
    foreign_keys: tuple[ForeignKey, ...] = ()

    @property
    def file(self) -> str:
        """Name of the file without its folder."""
        return Path(self.path).name

    @property
    def names(self) -> tuple[str, ...]:
        """Names of the fields in the order of the file."""
        return tuple(field.name for field in self.fields)

    @property
    def arrow_schema(self) -> pa.Schema:
        """The pyarrow schema of the table."""
        return pa.schema([(field.name, field.arrow_type) for field in self.fields])

    def field(self, name: str) -> Field:
        """The field of that name; KeyError where there is none."""
        for field in self.fields:
            if field.name == name:
                return field
        raise KeyError(f"{self.name}.{name}")


@dataclass(frozen=True)
class Package:
    """The whole data set: version, cut-off dates, licence and tables."""

    name: str
    title: str
    description: str
    version: str
    created: dt.date
    license_name: str
    license_title: str
    license_url: str
    keywords: tuple[str, ...]
    cutoffs: Mapping[str, dt.date]
    tables: Mapping[str, Table]
    authors: tuple[str, ...] = ()
    setting: Setting = UNNAMED

    def table(self, name: str) -> Table:
        """The table of that name; KeyError where there is none."""
        return self.tables[name]

    def field(self, table: str, field: str) -> Field:
        """One field of one table; KeyError where there is none."""
        return self.tables[table].field(field)


@functools.cache
def package() -> Package:
    """The descriptor that stands beside this code, read once.

    Raises:
        DataError: As `read_package`.
    """
    return read_package(DATA_DIRECTORY)


def read_package(root: Path) -> Package:
    """Read the descriptor in `root`.

    Raises:
        DataError: The descriptor is missing, is not JSON, or lacks a property.
    """
    try:
        raw = (root / DESCRIPTOR).read_bytes()
    except FileNotFoundError:
        raise DataError(DESCRIPTOR, "the file is missing") from None
    except OSError as error:
        reason = f"the file cannot be read ({error.strerror})"
        raise DataError(DESCRIPTOR, reason) from error
    return package_of(raw)


_MALFORMED = (TypeError, ValueError, AttributeError, IndexError, RecursionError)


def package_of(raw: bytes) -> Package:
    """Read a descriptor.

    Raises:
        DataError: It is not JSON, or lacks a property.
    """
    try:
        text = raw.decode()
    except UnicodeDecodeError:
        raise DataError(DESCRIPTOR, "the file is not UTF-8 text") from None
    try:
        return _checked(json.loads(text))
    except json.JSONDecodeError as error:
        reason = f"the file is not valid JSON ({error.msg})"
        raise DataError(DESCRIPTOR, reason, row=error.lineno) from None
    except KeyError as error:
        reason = f"the property {error.args[0]} is missing or has an unknown value"
        raise DataError(DESCRIPTOR, reason) from None
    except _MALFORMED as error:
        raise DataError(DESCRIPTOR, f"a property is malformed ({error})") from None


def _checked(raw: Any) -> Package:
    """The package that JSON declares, if its texts and names are honest ones."""
    for words in _texts(raw):
        if sign := unseen(words):
            reason = f"a text holds U+{ord(sign):04X}, which no honest text holds"
            raise DataError(DESCRIPTOR, f"{reason}: {words[:60]!r}")
    made = _package(raw)
    _check_types(made)
    for name in _names(made):
        if signs := not_in_names(name):
            reason = f"a name does not hold {signs!r}: {name[:60]!r}"
            raise DataError(DESCRIPTOR, reason)
    return made


# Where one of these is declared, nothing else may stand: all else is read into its
# type, or has a check of its own.
_PLAIN = (str, str | None, bool)


@functools.cache
def _hints(kind: type) -> Mapping[str, Any]:
    return get_type_hints(kind)


def _check_types(part: Any) -> None:
    """Look at each text and truth value of what was read, and of its parts.

    Raises:
        TypeError: JSON held another type there.
    """
    kind: Any = type(part)
    for name, wanted in _hints(kind).items():
        held = getattr(part, name)
        many, parts = get_origin(wanted), get_args(wanted)
        if many is tuple:
            wanted = parts[0]
        elif many is Mapping:
            held, wanted = held.values(), parts[1]
        else:
            held = (held,)
        for item in held:
            if is_dataclass(item):
                _check_types(item)
            elif wanted in _PLAIN and not isinstance(item, wanted):
                what = f"{kind.__name__.lower()} {getattr(part, 'name', '')!r}"
                raise TypeError(f"{name} of the {what} is {item!r}")


def _texts(raw: Any) -> Iterator[str]:
    """All texts of what JSON holds."""
    if isinstance(raw, str):
        yield raw
    elif isinstance(raw, (dict, list)):
        for part in raw.values() if isinstance(raw, dict) else raw:
            yield from _texts(part)


def _names(made: Package) -> Iterator[str]:
    """What the descriptor calls things: these names stand in sentences everywhere."""
    yield made.title
    yield from (*made.authors, *made.setting.words.values())
    for table in made.tables.values():
        yield table.title
        for field in table.fields:
            yield from (field.title, field.unit or "", *field.labels.values())


def _package(raw: Mapping[str, Any]) -> Package:
    licence = raw["licenses"][0]
    cutoffs = {name: dt.date.fromisoformat(day) for name, day in raw["cutoffs"].items()}
    tables = {resource["name"]: _table(resource) for resource in raw["resources"]}
    return Package(
        name=raw["name"],
        title=raw["title"],
        description=raw["description"],
        version=raw["version"],
        created=dt.datetime.fromisoformat(raw["created"]).date(),
        license_name=licence["name"],
        license_title=licence["title"],
        license_url=licence["path"],
        keywords=tuple(raw["keywords"]),
        cutoffs=MappingProxyType(cutoffs),
        tables=MappingProxyType(tables),
        authors=tuple(person["title"] for person in raw.get("contributors", ())),
        setting=setting_of(raw.get(PROPERTY, {})),
    )


def _table(raw: Mapping[str, Any]) -> Table:
    schema = raw["schema"]
    return Table(
        name=raw["name"],
        path=raw["path"],
        title=raw["title"],
        description=raw["description"],
        fields=tuple(_field(field) for field in schema["fields"]),
        primary_key=tuple(schema["primaryKey"]),
        foreign_keys=tuple(
            ForeignKey(
                field=key["fields"][0],
                table=key["reference"]["resource"],
                target=key["reference"]["fields"][0],
            )
            for key in schema.get("foreignKeys", ())
        ),
    )


def _field(raw: Mapping[str, Any]) -> Field:
    constraints = raw.get("constraints", {})
    ARROW_TYPES[raw["type"]]  # an unknown type is an error of the descriptor
    return Field(
        name=raw["name"],
        type=raw["type"],
        title=raw["title"],
        description=raw["description"],
        unit=raw.get("unit"),
        required=constraints.get("required", False),
        unique=constraints.get("unique", False),
        enum=tuple(constraints.get("enum", ())),
        categories=tuple(
            Category(value=item["value"], label=item["label"])
            for item in raw.get("categories", ())
        ),
        pattern=constraints.get("pattern"),
        minimum=constraints.get("minimum"),
        maximum=constraints.get("maximum"),
        delimiter=raw.get(_DELIMITER),
    )


def check_declaration(package: Package) -> None:
    """Check the descriptor by itself, and that it declares what the app reads.

    A field that is missing here shows as an unknown column when its file is read; a
    table that is missing here would simply not be read.

    Raises:
        DataError: The first thing that is missing or leads nowhere.
    """
    for name in TABLES:
        _demand(name in package.tables, f"the table {name} is not declared")
    for subject in CUTOFFS:
        _demand(subject in package.cutoffs, f"the cut-off of {subject} is missing")
    for table in package.tables.values():
        _check_path(table)
        _check_keys(package, table)
        _check_fields(table)


def _check_path(table: Table) -> None:
    path = PurePosixPath(table.path)
    inside = not path.is_absolute() and ".." not in path.parts
    _demand(inside, f"the path of {table.name} leads out of the folder: {table.path}")


def _check_keys(package: Package, table: Table) -> None:
    for name in table.primary_key:
        known = name in table.names
        _demand(known, f"the primary key of {table.name} names no field: {name}")
    for key in table.foreign_keys:
        what = f"the foreign key {table.name}.{key.field}"
        _demand(key.field in table.names, f"{what} is no field")
        _demand(key.table in package.tables, f"{what} names no table: {key.table}")
        known = key.target in package.tables[key.table].names
        _demand(known, f"{what} names no field of {key.table}: {key.target}")


def _check_fields(table: Table) -> None:
    distinct = len(set(table.names)) == len(table.names)
    _demand(distinct, f"the table {table.name} declares a field twice")
    for field in table.fields:
        what = f"{table.name}.{field.name}"
        labelled = tuple(category.value for category in field.categories)
        same = labelled == field.enum
        _demand(same, f"the labels of {what} are not those of its codes")
        for bound in (field.minimum, field.maximum):
            _demand(_is_bound(bound), f"a bound of {what} is no number: {bound!r}")
        try:
            re.compile(field.pattern or "")
        except re.error as error:
            _demand(False, f"the pattern of {what} is malformed ({error})")


def _is_bound(bound: object) -> bool:
    return bound is None or isinstance(bound, int | float)


def _demand(holds: bool, reason: str) -> None:
    if not holds:
        raise DataError(DESCRIPTOR, reason)
