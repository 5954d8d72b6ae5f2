"""Every filter, and the URL contract: how each query parameter is read and written.

Pure: no Streamlit here. Codes are canonical and the same in every language; a
default is written as nothing. `contract()` binds the contract to a data set, since
years, actors and record ids are the data's to decide. Filters by codes are declared
in `data` (see `data.facets`); `FILTERS` takes them from there, and
`docs/url-parameters.md` is written from it.
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import cached_property, partial
from typing import Any

from components import format as fmt
from components.text import available_languages
from data import articles, assessments, evidence, news
from data.assessments import AssessmentFilter
from data.contacts import GRAINS, RULES, ContactFilter
from data.facets import Facet, facets
from data.fill_rule import SCALE
from data.load import Dataset
from data.people import people
from data.sources import SourceFilter
from data.stances import NEITHER, UNCHANGED, Shift

# Streamlit's own parameters, which are none of our business.
FOREIGN_PARAMS = frozenset({"embed", "embed_options"})

# What newsletters and networks hang on a shared link; it says nothing of the view.
TRACKING = re.compile(
    r"utm_\w+|fbclid|gclid|dclid|gbraid|wbraid|msclkid|yclid|twclid|ttclid|igshid|igsh"
    r"|mc_[ce]id|_ga|_gl|_hs\w+|mkt_tok|vero_id|ref|ref_src|si|s|share|source_id|cmpid"
)

MAX_TEXT = 200

# Of the list of positions: no position on the later day, what became of the one of the
# earlier day, and the orders.
NO_POSITION = "none"
CHANGES = (*map(str, Shift), UNCHANGED, NEITHER)
POSITION_SORTS = ("name", "position", "newest", "change")

# The tabs of each page, the one that is open by default first; a code each, which
# stands in the address as `view`.
TABS: Mapping[str, tuple[str, ...]] = {
    "calls": ("list", "reported", "topics"),
    "stances": (
        "list",
        "statements",
        "changes",
        "history",
        "bodies",
        "tiles",
        "scale",
    ),
    "experts": ("institutions", "table", "index", "courses"),
    "leaders": ("contacts", "axis", "window", "silences", "reported", "working"),
    "sources": (
        "register",
        "data",
        "articles",
        "ownership",
        "dictionary",
        "cite",
        "corrections",
    ),
    "method": (
        "weak",
        "counting",
        "coding",
        "colouring",
        "agreement",
        "experts",
        "accessibility",
        "correct",
    ),
}

# The fill rule is stated for days from here on.
STANCES_FROM = dt.date(2022, 1, 1)


@dataclass(frozen=True)
class Param:
    """One query parameter.

    `read` turns the raw values of the URL into a value and raises ValueError on a
    bad one; `write` is its inverse. `sticky` values stay when the reader goes to
    another page that reads them too. `former` is the name of an older parameter
    that links in use may still hold, and `renamed` says what its values are now.
    `options` are the codes that it may hold, where it holds codes. The default of one
    that `moves` is another once the data have gone on, such as the last day.
    """

    name: str
    default: Any
    read: Callable[[Sequence[str]], Any]
    write: Callable[[Any], str] = str
    sticky: bool = True
    former: str = ""
    renamed: Mapping[str, str] = field(default_factory=dict)
    options: tuple[str, ...] = ()
    moves: bool = False

    def raw(self, value: object, *, lasting: bool = False) -> list[str]:
        """Return the URL values of `value`: none for the default.

        With `lasting` a default that moves is written as well.
        """
        kept = value == self.default and not (lasting and self.moves)
        return [] if kept else [self.write(value)]


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
    ordered = tuple(options)
    allowed = frozenset(ordered) | {default}

    def read(raw: Sequence[str]) -> str:
        value = _single(raw)
        if value not in allowed:
            raise ValueError(value)
        return value

    return Param(name, default, read, sticky=sticky, options=ordered)


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

    return Param(name, (), read, ",".join, options=ordered)


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


# The key of a card; whether there is such a card is known once the page is drawn.
_CARD = re.compile(r"[a-z0-9_]{1,60}")


def is_card_key(raw: Sequence[str]) -> bool:
    """Tell whether what an address says of `card` lets one card stand alone."""
    return len(raw) == 1 and _CARD.fullmatch(raw[0]) is not None


def _card_key(_dataset: Dataset) -> Param:
    def read(raw: Sequence[str]) -> str:
        if not is_card_key(raw):
            message = "the key of one card is expected"
            raise ValueError(message)
        return raw[0]

    return Param("card", "", read, sticky=False)


def free_text(name: str) -> Param:
    """Build a parameter that is a few words of at most `MAX_TEXT` characters."""

    def read(raw: Sequence[str]) -> str:
        value = tidy(_single(raw))
        if len(value) > MAX_TEXT or not value.isprintable():
            raise ValueError(value)
        return value

    return Param(name, "", read)


@dataclass(frozen=True)
class Subject:
    """The filters of one subject, as its pages draw, tell and reset them.

    Attributes:
        domain: of its messages in the catalogue.
        view: the class whose fields are the filters; those by codes are declared
            there (`data.facets.coded`).
        others: the keys of the parameters behind each field, or each other thing to
            blame, that holds no codes.
        title: gives by field the id of the message that names a filter; none where
            a facet has the title of its column.
        labels: by field what names the codes of a facet, where that is neither the
            descriptor nor the table that they refer to.
    """

    domain: str
    view: type[Any]
    others: Mapping[str, tuple[str, ...]]
    title: Callable[[str], str | None]
    labels: Mapping[str, Callable[[str], str]] = field(default_factory=dict)

    @cached_property
    def facets(self) -> tuple[Facet, ...]:
        """The filters by codes, in the order in which readers meet them."""
        return facets(self.view)

    @property
    def facet_keys(self) -> tuple[str, ...]:
        """Keys of the parameters of the facets."""
        return tuple(facet.key for facet in self.facets)

    @property
    def keys(self) -> Mapping[str, tuple[str, ...]]:
        """By field the keys of its parameters."""
        return {**{facet.field: (facet.key,) for facet in self.facets}, **self.others}

    @property
    def every_key(self) -> tuple[str, ...]:
        """Keys of all its parameters."""
        return tuple(key for keys in self.keys.values() for key in keys)


CONTACTS = Subject(
    "calls",
    ContactFilter,
    others={"rule": ("rule",), "start": ("from", "to"), "evidence": ("evidence",)},
    title={"topics": "calls.topics"}.get,
)

ASSESSMENTS = Subject(
    "experts",
    AssessmentFilter,
    others={
        "text": ("assessment_q",),
        "officials": ("officials",),
        "seeds": ("seeds",),
        "first_year": ("from", "to"),
    },
    title=lambda field: f"experts.facet_{field}",
    labels={"languages": fmt.language_name},
)

SOURCES = Subject(
    "sources",
    SourceFilter,
    others={"query": ("source_q",)},
    title={
        "query": "sources.words",
        "controls": "sources.control",
        "kinds": "sources.kind",
        "countries": "sources.country",
    }.get,
    labels={"languages": fmt.language_name},
)


@dataclass(frozen=True)
class Filter:
    """One parameter of the public contract.

    Pages name keys. A key is the parameter's name in the URL, but where one name has
    other codes on another page (`kind` of a contact, of an affiliation): there the
    key differs, and so does the value that the session keeps.

    `bind` makes the parameter for a data set. `values` says in the documentation what
    it holds, with `{codes}` for all its codes; `unset` says what its default means,
    where that is not plain from the value.
    """

    key: str
    bind: Callable[[Dataset], Param]
    values: str = "{codes}"
    unset: str = ""


def _tab(stem: str) -> Filter:
    tabs = TABS[stem]
    # The map once had a switch of its own under this name, and the years a tab.
    renamed = {
        "stances": {"map": tabs[0], "table": "list"},
        "leaders": {"years": "axis"},
    }.get(stem, {})
    return Filter(
        f"{stem}_view",
        lambda _: replace(choice("view", tabs, tabs[0]), renamed=renamed),
        "{codes}: the open tab",
    )


def _facet_filters(subject: Subject) -> tuple[Filter, ...]:
    return tuple(
        Filter(facet.key, partial(_facet_param, facet), facet.values)
        for facet in subject.facets
    )


def _facet_param(facet: Facet, dataset: Dataset) -> Param:
    return choices(facet.name, facet.codes(dataset))


def _start(dataset: Dataset) -> Param:
    first, last = evidence.contact_years(dataset)
    return replace(whole("from", first, last, first), moves=True)


def _end(dataset: Dataset) -> Param:
    first, last = evidence.contact_years(dataset)
    return replace(whole("to", first, last, last), moves=True)


def _evidence(_dataset: Dataset) -> Param:
    return replace(
        choice("evidence", evidence.STEPS, evidence.STEPS[0]),
        former="hide_state_media",
        renamed={"0": "all", "1": "not_state_only"},
    )


def _stance_day(name: str, default: dt.date | None, dataset: Dataset) -> Param:
    found = day(name, STANCES_FROM, dataset.cutoff("stances"), default)
    return replace(found, moves=default is not None)


_YEARS = "year, first and last of the period", "the whole period"

# In the order of the documentation.
FILTERS = (
    Filter(
        "lang", lambda _: choice("lang", available_languages(), "en"), "language code"
    ),
    Filter(
        "record",
        lambda d: choice("record", evidence.record_ids(d), "", sticky=False),
        "id of a contact, statement, assessment, reported count, fact of the "
        "two Izvestia articles, "
        "working-level contact or name for an envoy; opens it",
    ),
    Filter(
        "card",
        _card_key,
        "key of a card, such as `calls_chart`: it stands alone, without menu, filters "
        "and tools, to be put into another page (see *Share* below each card)",
    ),
    Filter("from", _start, *_YEARS),
    Filter("to", _end, *_YEARS),
    Filter(
        "rule",
        lambda _: choice("rule", RULES, "remote"),
        "`bilateral` (calls and video calls of the two alone), `remote` (these and "
        "calls with others on the line), `all` (these and meetings)",
    ),
    Filter("grain", lambda _: choice("grain", GRAINS, "year")),
    Filter(
        "with",
        lambda d: choice("with", d.coverage.searched, d.main_counterpart),
        "id of a country or EU body that was searched, as in the table `coverage`: "
        "whose contacts the page shows",
    ),
    Filter(
        "beside",
        lambda d: choice("beside", d.coverage.searched, ""),
        "id as for `with`: drawn for comparison",
    ),
    *(_tab(stem) for stem in TABS),
    *_facet_filters(CONTACTS),
    Filter(
        "evidence",
        _evidence,
        "`all`; `not_state_only` leaves out what only state media or their relays "
        "report; `independent` keeps what an official body or a known independent "
        "publisher reports. The older `hide_state_media=1` still reads as "
        "`not_state_only` and is rewritten",
    ),
    Filter(
        "asof",
        lambda d: _stance_day("asof", d.cutoff("stances"), d),
        f"ISO day, from {STANCES_FROM} to the cut-off of the stances",
        "the cut-off",
    ),
    Filter(
        "since",
        lambda d: _stance_day("since", None, d),
        "ISO day in the same span, compared with `asof`",
        "183 days before `asof`",
    ),
    Filter(
        "state",
        lambda d: choice("state", d.table("governments")["actor_id"].unique(), ""),
        "ISO 3166-1 alpha-3 code of a member state, or `EU-COMMISSION`, "
        "`EU-COUNCIL-PRESIDENT`, `EU-HIGH-REP`",
    ),
    Filter(
        "scope",
        lambda d: choices("scope", d.package.field("statements", "scope").enum),
        "{codes}: which statements are listed; never touches a colour",
    ),
    Filter(
        "stance_position",
        lambda _: choices("position", (*SCALE, NO_POSITION)),
        "{codes}: positions listed, on the later of both days",
    ),
    Filter(
        "change",
        lambda _: choices("change", CHANGES),
        "{codes}: what became of the position between both days",
    ),
    Filter("sort", lambda _: choice("sort", POSITION_SORTS, POSITION_SORTS[0])),
    Filter(
        "contact_country",
        lambda d: choices("country", d.coverage.searched),
        "ids of countries and EU bodies that were searched, as in the table "
        "`coverage`: a row each",
    ),
    Filter(
        "source_q",
        lambda _: free_text("q"),
        "words; every one must be found in title, publisher, cited names, address or "
        "id",
    ),
    *_facet_filters(SOURCES),
    Filter(
        "source",
        lambda d: choice("source", d.table("sources")["source_id"], "", sticky=False),
        "id of a source; shows what rests on it",
    ),
    Filter(
        "verdict",
        lambda _: choices("verdict", articles.VERDICTS),
        "{codes}: what our evidence says of a fact of the two articles",
    ),
    Filter(
        "article",
        lambda d: choices("article", articles.articles(d)),
        "{codes}: of which of the two articles facts are listed",
    ),
    Filter(
        "fact_q",
        lambda _: free_text("fact"),
        "words; every one must be found in a fact of the two articles, whose word it "
        "is, or what we found",
    ),
    Filter(
        "assessment_q",
        lambda _: free_text("q"),
        f"words, at most {MAX_TEXT} characters; every one must be found in name, role, "
        "institution, summary or quoted words",
    ),
    *_facet_filters(ASSESSMENTS),
    Filter(
        "officials",
        lambda _: flag("officials"),
        "`1` includes office-holders and members of parliament",
    ),
    Filter(
        "seeds",
        lambda _: flag("seeds"),
        "`1` shows the two Izvestia articles alone, people in office included",
    ),
    Filter("group", lambda _: choice("group", assessments.GROUPS, "affiliation")),
    Filter(
        "by",
        lambda _: choice("by", assessments.BREAKDOWNS, "question"),
        "breakdown of the chart: {codes}",
    ),
    Filter(
        "news_tables",
        lambda d: choices("about", news.tables(d)),
        "names of tables that hold something new: {codes}",
    ),
    Filter(
        "who_q", lambda _: replace(free_text("q"), sticky=False), "words looked for"
    ),
    Filter(
        "who_id",
        lambda d: choice("id", who_ids(d), "", sticky=False),
        "id of a person (`friedrich-merz`), of a country or EU body as in the table "
        "`actors`, of an institution as in `affiliations`, or of an expert",
    ),
    Filter(
        "list_page",
        lambda d: whole("page", 1, len(d.assessments), 1),
        "page of the list",
    ),
)


def who_ids(dataset: Dataset) -> tuple[str, ...]:
    """Return the ids of all people, states, bodies and institutions."""
    return (
        *people(dataset),
        *dataset.actors["actor_id"],
        *dataset.table("affiliations")["affiliation_id"],
        *dataset.table("experts")["expert_id"],
    )


def contract(dataset: Dataset) -> Mapping[str, Param]:
    """Return every parameter of the public contract by its key, for `dataset`."""
    return {declared.key: declared.bind(dataset) for declared in FILTERS}
