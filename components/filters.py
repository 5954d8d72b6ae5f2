"""The URL contract: how each query parameter is read and written.

Pure: no Streamlit here. Codes are canonical and the same in every language; a
default is written as nothing. `contract()` binds the contract to a data set, since
years, actors and record ids are the data's to decide.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any

from components.text import available_languages
from data import assessments, evidence, leaders, sources
from data.contacts import GRAINS, RULES
from data.load import Dataset

# Streamlit's own parameters, which are none of our business.
FOREIGN_PARAMS = frozenset({"embed", "embed_options"})

MAX_TEXT = 200

# The fill rule is stated for days from here on.
STANCES_FROM = dt.date(2022, 1, 1)


@dataclass(frozen=True)
class Param:
    """One query parameter.

    `read` turns the raw values of the URL into a value and raises ValueError on a
    bad one; `write` is its inverse. `sticky` values stay when the reader goes to
    another page that reads them too. `former` is the name of an older parameter
    that links in use may still hold, and `renamed` says what its values are now.
    """

    name: str
    default: Any
    read: Callable[[Sequence[str]], Any]
    write: Callable[[Any], str] = str
    sticky: bool = True
    former: str = ""
    renamed: Mapping[str, str] = field(default_factory=dict)

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


def day(name: str, lowest: dt.date, highest: dt.date, default: dt.date | None) -> Param:
    """Build an ISO date between two days, both included."""

    def read(raw: Sequence[str]) -> dt.date:
        value = _single(raw)
        # fromisoformat also takes other spellings of a day, and a link has one.
        found = dt.date.fromisoformat(value)
        if found.isoformat() != value or not lowest <= found <= highest:
            raise ValueError(value)
        return found

    return Param(name, default, read)


def tidy(text: str) -> str:
    """Return text without blanks at its ends or doubled ones inside."""
    return " ".join(text.split())


def free_text(name: str) -> Param:
    """Build a parameter that is a few words of at most `MAX_TEXT` characters."""

    def read(raw: Sequence[str]) -> str:
        value = tidy(_single(raw))
        if len(value) > MAX_TEXT or not value.isprintable():
            raise ValueError(value)
        return value

    return Param(name, "", read)


def _assessment_params(dataset: Dataset) -> dict[str, Param]:
    """Return the parameters of the page on expert assessments by their keys.

    `kind` and `country` are those of the affiliation; `q` is looked for in names,
    institutions and summaries; `group` orders the list and `by` the chart;
    `officials` lets in office-holders quoted in the seed articles, `seeds` shows
    those two articles alone; `page` is the page of the list.
    """
    facets = {
        "affiliation_kind": ("kind", "kinds"),
        "affiliation_country": ("country", "countries"),
        "affiliation": ("affiliation", "affiliations"),
        "expert_kind": ("expert_kind", "expert_kinds"),
        "question": ("question", "questions"),
        "position": ("position", "positions"),
        "assessment_topic": ("topic", "topics"),
        "original_language": ("original_language", "languages"),
    }
    most = len(dataset.assessments)
    return {
        key: choices(name, assessments.codes(dataset, facet))
        for key, (name, facet) in facets.items()
    } | {
        "assessment_q": free_text("q"),
        "group": choice("group", assessments.GROUPS, "affiliation"),
        "by": choice("by", assessments.BREAKDOWNS, "question"),
        "officials": flag("officials"),
        "seeds": flag("seeds"),
        "list_page": whole("page", 1, most, 1),
    }


def _stance_params(dataset: Dataset) -> dict[str, Param]:
    """Return the parameters of the stance map by their keys.

    `asof` is the day of the map and `since` the earlier day of what changed, None
    for half a year before `asof`. `state` is a member state or EU body. `scope`
    narrows the lists of statements, never the colours.
    """
    first, last = STANCES_FROM, dataset.cutoff("stances")
    actors = dataset.table("governments")["actor_id"].unique()
    return {
        "asof": day("asof", first, last, last),
        "since": day("since", first, last, None),
        "state": choice("state", actors, ""),
        "stance_view": choice("view", ("map", "tiles", "table"), "map"),
        "scope": choices(
            "scope", dataset.package.table("statements").field("scope").enum
        ),
    }


def _source_params(dataset: Dataset) -> dict[str, Param]:
    """Return the parameters of the page on sources by their keys.

    `kind` and `country` are those of the publisher; `q` is looked for in titles,
    publishers, cited names and addresses; `source` opens what rests on a source.
    """
    publishers = dataset.package.table("publishers")
    source_ids = dataset.table("sources")["source_id"]
    return {
        "publisher": choices("publisher", sources.publishers(dataset)),
        "control": choices("control", publishers.field("control").enum),
        "publisher_country": choices("country", sources.countries(dataset)),
        "source_language": choices("language", sources.languages(dataset)),
        "publisher_kind": choices("kind", publishers.field("kind").enum),
        "source_q": free_text("q"),
        "source": choice("source", source_ids, "", sticky=False),
    }


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
        "evidence": replace(
            choice("evidence", evidence.STEPS, evidence.STEPS[0]),
            former="hide_state_media",
            renamed={"0": "all", "1": "not_state_only"},
        ),
        "grain": choice("grain", GRAINS, "year"),
        "kind": choices("kind", contacts.field("kind").enum),
        "format": choices("format", contacts.field("format").enum),
        "topic": choices("topic", evidence.contact_topics(dataset)),
        "initiator": choices(
            "initiator", (*contacts.field("initiator").enum, "unknown")
        ),
        "confidence": choices("confidence", contacts.field("confidence").enum),
        "contact_country": choices("country", leaders.covered_actors(dataset.coverage)),
        **_assessment_params(dataset),
        **_source_params(dataset),
        **_stance_params(dataset),
    }
