"""Views of every page and tab, no two of them alike, and what readers use there."""

from __future__ import annotations

import datetime as dt
import itertools
import random
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlencode

from streamlit.proto.DateInput_pb2 import DateInput
from streamlit.proto.Element_pb2 import Element
from streamlit.proto.Slider_pb2 import Slider

from benchmarks.protocol import ProtocolError
from components.filters import TABS
from data.contacts import GRAINS, RULES
from data.evidence import STEPS

# Drawn before anything is taken, so that what a tab loads when it is first opened is
# not counted as the cost of a view; then as many views as are measured.
WARM, FRESH = 2, 12

# The widgets that readers use on a page, by its path; one that is not there, since
# another view is open, is passed over. A page without any is run again as it is.
WIDGETS: Mapping[str, Sequence[str]] = {
    "": ("rule.en", "period.en", "evidence.en"),
    "calls": ("rule.en", "period.en", "grain.en", "evidence.en", "kind.en"),
    "stances": ("asof.en", "evidence.en", "scope.en", "sort.en"),
    "experts": ("officials.en", "period.en", "by.en", "evidence.en"),
    "leaders": ("rule.en", "period.en", "evidence.en", "kind.en"),
    "sources": ("control.en", "source_language.en", "publisher_kind.en"),
    "method": (),
    "who": (),
    "new": ("news_tables.en",),
}

Query = dict[str, object]

_WORDS = (
    *("kremlin", "macron", "call", "peace", "talks", "war", "minister", "paris"),
    *("putin", "summit", "europe", "state", "gas", "nato", "trump", "merz", "orban"),
    *("fico", "peskov", "report"),
)

_STATES = (
    *("FRA", "DEU", "POL", "HUN", "ITA", "FIN", "SVK"),
    *("EST", "LVA", "LTU", "ESP", "SWE", "AUT", "BEL"),
)

# Tables of which something is new.
_NEW = (
    *("contacts", "statements", "assessments", "reported_counts", "seed_facts"),
    *("working_contacts", "envoy_names"),
)


@dataclass(frozen=True)
class Tab:
    """A tab of a page: its name in the report, the page's path, queries of views."""

    name: str
    path: str
    queries: tuple[str, ...]


def tabs() -> list[Tab]:
    """Return every tab of every page, each with views that no other has.

    Views share no filters between tabs either: what one tab had computed would make
    the next one seem fast. The method has no filters, and so one view a tab.
    """
    contacts = _shuffled(_contacts())
    pages = {
        "calls": contacts,
        "leaders": contacts,
        "stances": _shuffled(_days()),
        "experts": _shuffled(_assessments()),
        "sources": _shuffled(_sources()),
    }
    about: list[Query] = [
        {"about": ",".join(two)} for two in itertools.combinations(_NEW, 2)
    ]
    return [
        _tab("/", "", contacts),
        *(
            _tab(f"/{path} {code}", path, pages.get(path, iter([{}])), view=code)
            for path, codes in TABS.items()
            for code in codes
        ),
        _tab("/who search", "who", ({"q": word} for word in _WORDS)),
        _tab("/who state", "who", ({"id": state} for state in _STATES)),
        _tab("/new", "new", iter(about)),
    ]


def _tab(name: str, path: str, views: Iterator[Query], **tab: str) -> Tab:
    queries = (urlencode({**tab, **view}) for view in views)
    return Tab(name, path, tuple(itertools.islice(queries, WARM + FRESH)))


def _shuffled(views: Iterable[Query]) -> Iterator[Query]:
    """Mix views in an order that is the same in every run."""
    mixed = list(views)
    random.Random(13).shuffle(mixed)
    return iter(mixed)


def _contacts() -> Iterator[Query]:
    years = itertools.product(range(2017, 2024), range(2023, 2027))
    grains = itertools.cycle(GRAINS)
    for (first, last), rule, evidence in itertools.product(years, RULES, STEPS):
        period = {"from": first, "to": last}
        # The grain is read on one page, and has to tell no two views apart.
        yield {**period, "rule": rule, "evidence": evidence, "grain": next(grains)}


def _days() -> Iterator[Query]:
    # Evidence stays with a reader who goes to another page, unless the address says.
    first, evidence = dt.date(2022, 6, 1), itertools.cycle(STEPS)
    for week in range(200):
        yield {"asof": first + dt.timedelta(days=7 * week), "evidence": next(evidence)}


def _assessments() -> Iterator[Query]:
    years = itertools.combinations_with_replacement(range(2022, 2027), 2)
    breakdowns = itertools.cycle(("question", "region", "kind", "country", "time"))
    for (first, last), evidence, officials in itertools.product(years, STEPS, (0, 1)):
        period = {"from": first, "to": last}
        shown = {"officials": officials, "by": next(breakdowns)}
        yield {**period, "evidence": evidence, **shown}


def _sources() -> Iterator[Query]:
    owners = ("official", "private", "state_controlled", "nonprofit", "unknown")
    for word, owner in itertools.product(_WORDS, owners):
        yield {"q": word, "control": owner, "fact": word}


def choice(element: Element, number: int) -> object:
    """What a reader chooses the `number`th time: an option, a span of years, a day.

    Raises:
        ProtocolError: no choice is defined for a widget of this kind.
    """
    kind = str(element.WhichOneof("type"))
    if kind in _CHOICES:
        return _CHOICES[kind](getattr(element, kind), number)
    message = f"no choice is defined for a widget of the kind {kind}"
    raise ProtocolError(message)


def _span(slider: Slider, number: int) -> list[float]:
    """Choose another first and another last step of a slider with two ends."""
    steps = int((slider.max - slider.min) / slider.step)
    first = number % (steps // 2 + 1)
    last = steps - number // (steps // 2 + 1) % (steps // 2)
    return [slider.min + slider.step * step for step in (first, last)]


def _day(calendar: DateInput, number: int) -> list[str]:
    """Choose a day of the last year that the calendar offers."""
    last = dt.date.fromisoformat(calendar.max)
    return [(last - dt.timedelta(days=number % 365)).isoformat()]


_CHOICES: Mapping[str, Callable[[Any, int], object]] = {
    "radio": lambda radio, number: radio.options[number % len(radio.options)],
    # Of a single choice the browser sends the label, as a list of one.
    "button_group": lambda group, number: [
        group.options[number % len(group.options)].content
    ],
    "selectbox": lambda box, number: box.options[number % len(box.options)],
    "multiselect": lambda box, number: [box.options[number % len(box.options)]],
    "checkbox": lambda _, number: number % 2 == 0,
    "button": lambda *_: True,
    "slider": _span,
    "date_input": _day,
}
