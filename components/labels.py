"""Labels of columns and codes, from the data package's own descriptor.

The descriptor's English is the message id of the gettext domain `package`, so that
a table and its codes are named once, beside the data.
"""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache

from components.text import catalogue, language, t
from data.schema import Field, package

DOMAIN = "package"


@cache
def _declared(table: str, name: str) -> Field:
    """Find a field once; its labels are asked for with every cell."""
    return package().table(table).field(name)


@cache
def _codes(table: str, name: str) -> Mapping[str, str]:
    return _declared(table, name).labels


def translated(english: str) -> str:
    """Return a text of the descriptor in the reader's language."""
    return catalogue(language(), DOMAIN).gettext(english) if english else ""


def field(table: str, name: str) -> str:
    """Label of a column, with its unit where it has one.

    Raises:
        KeyError: no such table or field.
    """
    declared = _declared(table, name)
    label = translated(declared.title)
    if declared.unit:
        return t("shell.with_unit", label=label, unit=translated(declared.unit))
    return label


def field_help(table: str, name: str) -> str:
    """Description of a column."""
    return translated(_declared(table, name).description)


def code(table: str, name: str, value: str) -> str:
    """Label of a code of an enumerated column; an empty value gives an empty label.

    Raises:
        KeyError: no such table or field.
    """
    return translated(_codes(table, name).get(value, value))
