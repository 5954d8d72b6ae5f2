"""The URL contract: how each query parameter is read and written.

Pure: no Streamlit here. Codes are canonical and the same in every language; a
default is written as nothing. `contract()` binds the contract to a data set, since
years, actors and record ids are the data's to decide.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from components.text import available_languages
from data import evidence
from data.contacts import GRAINS, RULES
from data.load import Dataset

# Streamlit's own parameters, which are none of our business.
FOREIGN_PARAMS = frozenset({"embed", "embed_options"})

MAX_TEXT = 200


@dataclass(frozen=True)
class Param:
    """One query parameter.

    `read` turns the raw values of the URL into a value and raises ValueError on a
    bad one; `write` is its inverse. `sticky` values stay when the reader goes to
    another page that reads them too.
    """

    name: str
    default: Any
    read: Callable[[Sequence[str]], Any]
    write: Callable[[Any], str] = str
    sticky: bool = True

    def raw(self, value: object) -> list[str]:
        """Return the URL values of `value`: none for the default."""
        return [] if value == self.default else [self.write(value)]


def _single(raw: Sequence[str]) -> str:
    if len(raw) != 1:
        message = "one value is expected"
        raise ValueError(message)
    return raw[0]


def choice(
    name: str,
    options: Iterable[str],
    default: str,
    *,
    sticky: bool = True,
) -> Param:
    """Build a parameter that is one of `options`."""
    allowed = frozenset(options)

    def read(raw: Sequence[str]) -> str:
        value = _single(raw)
        if value not in allowed and value != default:
            raise ValueError(value)
        return value

    return Param(name, default, read, sticky=sticky)


def choices(name: str, options: Iterable[str]) -> Param:
    """Build a parameter that is any number of `options`, by commas; () means all.

    The options' own order is kept, so that one selection has one URL.
    """
    ordered = tuple(options)

    def read(raw: Sequence[str]) -> tuple[str, ...]:
        given = {code for value in raw for code in value.split(",") if code}
        if unknown := given - set(ordered):
            raise ValueError(",".join(sorted(unknown)))
        return tuple(code for code in ordered if code in given)

    return Param(name, (), read, ",".join)


def flag(name: str) -> Param:
    """Build a switch that is off by default and written as `1`."""

    def read(raw: Sequence[str]) -> bool:
        value = _single(raw)
        if value not in {"0", "1"}:
            raise ValueError(value)
        return value == "1"

    return Param(name, False, read, lambda value: str(int(value)))


def whole(name: str, lowest: int, highest: int, default: int) -> Param:
    """Build a whole number between `lowest` and `highest`."""

    def read(raw: Sequence[str]) -> int:
        value = _single(raw)
        if not (value.isascii() and value.isdigit() and len(value) <= 6):
            raise ValueError(value)
        if not lowest <= int(value) <= highest:
            raise ValueError(value)
        return int(value)

    return Param(name, default, read)


def contract(dataset: Dataset) -> Mapping[str, Param]:
    """Return every parameter of the public contract by its key, for `dataset`.

    Pages name keys. A key is the parameter's name in the URL, but where one name has
    other codes on another page (`kind` of a contact, of an affiliation): there the
    key differs, and so does the value that the session keeps.

    The list itself is the design's, section 3, and `docs/url-parameters.md`.
    """
    contacts = dataset.package.table("contacts")
    first, last = evidence.contact_years(dataset)
    return {
        "lang": choice("lang", available_languages(), "en"),
        "record": choice("record", evidence.record_ids(dataset), "", sticky=False),
        "from": whole("from", first, last, first),
        "to": whole("to", first, last, last),
        "rule": choice("rule", RULES, "remote"),
        "grain": choice("grain", GRAINS, "year"),
        "kind": choices("kind", contacts.field("kind").enum),
        "format": choices("format", contacts.field("format").enum),
        "topic": choices("topic", evidence.contact_topics(dataset)),
        "initiator": choices(
            "initiator", (*contacts.field("initiator").enum, "unknown")
        ),
        "confidence": choices("confidence", contacts.field("confidence").enum),
    }
