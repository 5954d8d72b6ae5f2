"""What one data set is about: the words and choices that pages take from it.

A package declares them in its descriptor, as the property `openline:setting`. Code and
message catalogues name no leader, capital or union of their own: `{our.leader}` in a
message is filled from here. docs/adapt.md tells what each setting does.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, fields
from types import MappingProxyType
from typing import Any

PROPERTY = "openline:setting"


def _word(default: str, meaning: str) -> str:
    """Declare a word that messages print."""
    made: str = field(default=default, metadata={"word": True, "meaning": meaning})
    return made


def _code(meaning: str) -> str:
    """Declare an id or name that the code reads; empty where there is none."""
    made: str = field(default="", metadata={"word": False, "meaning": meaning})
    return made


def _codes(meaning: str) -> tuple[str, ...]:
    """Declare a list of ids or names."""
    made: tuple[str, ...] = field(
        default=(), metadata={"word": False, "meaning": meaning}
    )
    return made


@dataclass(frozen=True)
class Setting:
    """The settings of a package; what it leaves out has a word for any subject."""

    site: str = _word("Open Line", "name of the site")
    question: str = _word("Who talks to whom?", "title of the first page")
    leader: str = _word("the leader", "whose contacts are collected, in a sentence")
    leader_in_full: str = _word(
        "the leader", "the same person's full name, as the tables write it"
    )
    country: str = _word("the leader’s country", "the leader's state, in a sentence")
    national: str = _word("national", "its adjective")
    capital: str = _word("the capital", "its capital, as the side that is talked with")
    seat: str = _word("the leader’s office", "who publishes for the leader")
    seat_short: str = _word("Leader’s office", "the same as a label, or before a noun")
    region: str = _word("the region", "where the counterparts are, in a sentence")
    regional: str = _word("regional", "its adjective")
    union: str = _word("member", "the union of the member states, before a noun")
    the_union: str = _word("the union", "the union in a sentence, with its article")
    union_in_full: str = _word("Member states", "the union as a heading")
    council: str = _word(
        "the council", "where its heads sit together, with its article"
    )
    articles: str = _word("first articles", "what the collection began with, plural")
    leader_actor: str = _code("id of the leader's state in the table `actors`")
    main_counterpart: str = _code(
        "id of the counterpart that a page about one shows unless another is chosen"
    )
    pages: tuple[str, ...] = _codes(
        "pages in the menu beside the first, such as `calls`; all where it is left out"
    )

    @property
    def words(self) -> Mapping[str, str]:
        """Each word by the name that messages call it."""
        return MappingProxyType(
            {
                made.name: getattr(self, made.name)
                for made in fields(self)
                if made.metadata["word"]
            }
        )


# The settings of a package that declares none: words for any subject.
UNNAMED = Setting()


def setting_of(declared: Any) -> Setting:
    """Read the settings as a descriptor declares them.

    Args:
        declared: the value of `openline:setting`: names and their values.

    Raises:
        ValueError: a name is not known, or a value is no text, or no list of texts.
    """
    if not isinstance(declared, Mapping):
        raise ValueError(f"{PROPERTY} is no object")
    known = {made.name: made for made in fields(Setting)}
    for name, value in declared.items():
        if name not in known:
            raise ValueError(f"{PROPERTY}.{name} is no setting")
        if isinstance(known[name].default, tuple):
            if not isinstance(value, list) or not all(map(_is_text, value)):
                raise ValueError(f"{PROPERTY}.{name} is no list of texts")
        elif not _is_text(value):
            raise ValueError(f"{PROPERTY}.{name} is no text, or empty")
        elif known[name].metadata["word"] and set("{}") & set(value):
            raise ValueError(f"{PROPERTY}.{name} holds a brace")
    read: dict[str, Any] = {
        name: tuple(value) if isinstance(value, list) else value
        for name, value in declared.items()
    }
    return Setting(**read)


def _is_text(value: object) -> bool:
    return isinstance(value, str) and bool(value.strip())
