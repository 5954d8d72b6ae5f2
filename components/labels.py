"""Names of fields, codes, actors, topics and publishers, from the data in use.

The descriptor's English is the message id of the gettext domain `package`, so that
a table and its codes are named once, beside the data. A copy of the data that is read
instead (`OPEN_LINE_DATA`) brings its own descriptor, and so its own names.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping

from components import cache
from components import format as fmt
from components.filters import Subject
from components.markdown import escape
from components.text import PACKAGE, MissingMessageError, catalogue, language, t
from data.evidence import speakers
from data.facets import Facet, chosen
from data.load import Dataset
from data.schema import Field


def translated(english: str) -> str:
    """Return a text of the descriptor in the reader's language."""
    return catalogue(language(), PACKAGE).gettext(english) if english else ""


def _declared(table: str, name: str) -> Field:
    """Find a field of the data in use."""
    return cache.derived("labels.fields", _fields, whole=True)[table, name]


def _fields(data: Dataset) -> Mapping[tuple[str, str], Field]:
    return {
        (table.name, field.name): field
        for table in data.package.tables.values()
        for field in table.fields
    }


def _codes(data: Dataset) -> Mapping[tuple[str, str], Mapping[str, str]]:
    """Codes and their labels; kept, since they are asked for with every cell."""
    return {place: field.labels for place, field in _fields(data).items()}


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


def table(name: str) -> str:
    """Title of a table.

    Raises:
        KeyError: no such table.
    """
    return translated(cache.full().package.table(name).title)


def code(table: str, name: str, value: str) -> str:
    """Label of a code of an enumerated column; an empty value gives an empty label.

    Raises:
        KeyError: no such table or field.
    """
    codes = cache.derived("labels.codes", _codes, whole=True)
    return translated(codes[table, name].get(value, value))


def _names_of(table: str, key: str) -> Mapping[str, str]:
    """Names of the rows of a table by id, as the data have them."""

    def names(data: Dataset) -> Mapping[str, str]:
        frame = data.table(table)
        return dict(zip(frame[key], frame["name"], strict=True))

    return cache.derived(f"labels.{table}", names, whole=True)


def actor_names() -> dict[str, str]:
    """Actor id → name, of every country and body."""
    names = _names_of("actors", "actor_id")
    return {actor: translated(name) for actor, name in names.items()}


def actor(actor_id: str) -> str:
    """Name of a country or body.

    Raises:
        KeyError: no such actor.
    """
    return translated(_names_of("actors", "actor_id")[actor_id])


def actor_in_sentence(actor_id: str, name: str) -> str:
    """Name an actor within a sentence: "the United States", "France"."""
    try:
        return t(f"leaders.in_sentence_{actor_id}")
    except MissingMessageError:
        return name


def topic(topic_id: str) -> str:
    """Name of a topic.

    Raises:
        KeyError: no such topic.
    """
    return translated(_names_of("topics", "topic_id")[topic_id])


def publisher_country(actor_id: str) -> str:
    """Name of a publisher's country, with words for what is not known."""
    return actor_names().get(actor_id, t("sources.country_unknown"))


def control(code_of_control: str) -> str:
    """Name of an ownership code."""
    return code("publishers", "control", code_of_control)


def publisher_kind(code_of_kind: str) -> str:
    """Name of a kind of publisher."""
    return code("publishers", "kind", code_of_kind)


def voice(code_of_voice: str) -> str:
    """Name of the class of a page's speaker."""
    return t(f"sources.voice_{code_of_voice}")


def speaker(source_id: str) -> str:
    """Name who speaks in a page: the voice, not the host.

    A relay or copy is named after what it passes on; the first name that any other
    page cites is added where it is state media's.
    """
    told = speakers(cache.full())[source_id]
    if told.origin and told.relays:
        key = "shell.by_way_of"
    elif told.origin and told.voice == "state_relay":
        key = "shell.citing"
    else:
        return told.publisher
    return t(key, publisher=told.publisher, origin=told.origin)


def origin(source_id: str) -> str:
    """Name who speaks in a page without who passes it on: for narrow places."""
    told = speakers(cache.full())[source_id]
    return told.origin if told.origin and told.relays else told.publisher


def rule(code_of_rule: str) -> str:
    """Name of a counting rule."""
    return t(f"calls.rule_{code_of_rule}")


def initiator(code_of_initiator: str) -> str:
    """Who called, with a word for what is not known."""
    if code_of_initiator in {"", "unknown"}:
        return t("calls.initiator_unknown")
    return code("contacts", "initiator", code_of_initiator)


def evidence_step(step: str) -> str:
    """Name of a step of the choice of evidence."""
    return t(f"shell.evidence_{step}")


def filter_title(subject: Subject, name: str) -> str:
    """Name of a filter.

    Args:
        subject: whose filter it is.
        name: field of the subject's class of filters.
    """
    if message := subject.title(name):
        return t(message)
    declared = next(facet for facet in subject.facets if facet.field == name)
    return field(declared.table, declared.column)


def of_codes(subject: Subject, facet: Facet) -> Callable[[str], str]:
    """Return what names the codes of a facet.

    Codes have the labels of the descriptor; ids have the names of the rows that they
    refer to; what stands for an empty cell has a message of its own.
    """
    if facet.field in subject.labels:
        return subject.labels[facet.field]
    declared = cache.full().package.table(facet.table)
    names: Mapping[str, str] = declared.field(facet.column).labels
    if not names:
        key = next(k for k in declared.foreign_keys if k.field == facet.column)
        names = _names_of(key.table, key.target)

    not_known = f"{subject.domain}.{facet.name}_unknown"

    def label(value: str) -> str:
        return t(not_known) if value == facet.unknown else translated(names[value])

    return label


def narrowed(subject: Subject, view: object) -> list[tuple[str, str]]:
    """Return each facet that narrows a view, as it is printed, for Markdown.

    Returns:
        Field of the filter and text: ("countries", "Country: Russia, France").
    """
    return [
        (
            facet.field,
            filter_value(
                subject, facet.field, fmt.join(map(of_codes(subject, facet), codes))
            ),
        )
        for facet, codes in chosen(view).items()
    ]


def filter_value(subject: Subject, name: str, values: str) -> str:
    """Print a filter and what it is set to: "Country: Russia"."""
    title = filter_title(subject, name)
    return t("shell.filter_value", name=title, values=escape(values))
