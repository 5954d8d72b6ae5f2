"""Labels of columns and codes, from the data package's own descriptor.

The descriptor's English is the message id of the gettext domain `package`, so that
a table and its codes are named once, beside the data.
"""

from __future__ import annotations

from components.text import catalogue, language, t
from data.schema import package

DOMAIN = "package"


def translated(english: str) -> str:
    """Return a text of the descriptor in the reader's language."""
    return catalogue(language(), DOMAIN).gettext(english) if english else ""


def field(table: str, name: str) -> str:
    """Label of a column, with its unit where it has one.

    Raises:
        KeyError: no such table or field.
    """
    declared = package().table(table).field(name)
    label = translated(declared.title)
    if declared.unit:
        return t("shell.with_unit", label=label, unit=translated(declared.unit))
    return label


def field_help(table: str, name: str) -> str:
    """Description of a column."""
    return translated(package().table(table).field(name).description)


def code(table: str, name: str, value: str) -> str:
    """Label of a code of an enumerated column; an empty value gives an empty label.

    Raises:
        KeyError: no such table or field.
    """
    labels = package().table(table).field(name).labels
    return translated(labels.get(value, value))
