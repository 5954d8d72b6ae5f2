"""The pages: one source for navigation, URLs, links and tests."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass

from components.filters import ASSESSMENTS, CONTACTS, SOURCES, TABS

# Read on every page, whatever it shows.
COMMON_PARAMS = ("lang", "record", "card")

PERIOD_PARAMS = ("from", "to")
EVIDENCE_PARAMS = ("evidence",)
CONTACT_PARAMS = (*PERIOD_PARAMS, "rule", *EVIDENCE_PARAMS)

# What is collected up to a day of its own (`Dataset.last_day`).
EVERY_SUBJECT = ("contacts", "stances", "assessments")


@dataclass(frozen=True)
class PageSpec:
    """One page.

    `stem` is the file below `pages/`, and also the URL path (a cold deep link
    fails otherwise, see the platform's page discovery); the default page answers
    at `/`. `filters` are the keys of the parameters by which the page chooses what it
    shows (see `components.filters.FILTERS`); those of `beside_chart` are chosen above
    its chart, the others at the side. `subjects` are what it
    shows of what is collected, for the day to which that was searched. The menu leaves
    out a page that is `hidden`: links lead to it.
    """

    stem: str
    filters: tuple[str, ...] = ()
    beside_chart: tuple[str, ...] = ()
    subjects: tuple[str, ...] = EVERY_SUBJECT
    default: bool = False
    hidden: bool = False

    @property
    def params(self) -> tuple[str, ...]:
        """Keys of the parameters that the page reads beside the common ones."""
        return (*self.filters, *((f"{self.stem}_view",) if self.tabs else ()))

    @property
    def tabs(self) -> tuple[str, ...]:
        """Codes of its tabs."""
        return TABS.get(self.stem, ())

    @property
    def path(self) -> str:
        """File of the page, relative to the entry point."""
        return f"pages/{self.stem}.py"

    @property
    def url_path(self) -> str:
        """Path in the address bar, without slashes; empty for the default page."""
        return "" if self.default else self.stem


PAGES = (
    PageSpec("overview", CONTACT_PARAMS, default=True),
    PageSpec(
        "calls",
        ("with", "beside", *CONTACT_PARAMS, "grain", *CONTACTS.facet_keys),
        beside_chart=("with", "beside", "rule", "grain"),
        subjects=("contacts",),
    ),
    PageSpec(
        "stances",
        (
            *("asof", "since", "state", "scope"),
            *("stance_position", "change", "sort"),
            *EVIDENCE_PARAMS,
        ),
        subjects=("stances",),
    ),
    PageSpec(
        "experts",
        (
            "assessment_q",
            *PERIOD_PARAMS,
            *ASSESSMENTS.facet_keys,
            "officials",
            "seeds",
            "group",
            "by",
            "list_page",
            *EVIDENCE_PARAMS,
        ),
        subjects=("assessments",),
    ),
    PageSpec(
        "leaders",
        (*CONTACT_PARAMS, "contact_country", *CONTACTS.facet_keys),
        subjects=("contacts",),
    ),
    PageSpec(
        "sources",
        (
            *("source_q", *SOURCES.facet_keys, "source"),
            *("verdict", "article", "fact_q"),
        ),
    ),
    PageSpec("method"),
    PageSpec("who", ("who_q", "who_id")),
    PageSpec("new", ("news_tables",), hidden=True),
)


def in_menu(spec: PageSpec, shown: Collection[str]) -> bool:
    """Tell whether the menu offers a page.

    Args:
        spec: the page; the first is always offered.
        shown: the pages that the package names in its settings; all if it names none.
    """
    return not spec.hidden and (spec.default or not shown or spec.stem in shown)


def page(stem: str) -> PageSpec:
    """Return the page with this stem.

    Raises:
        KeyError: there is none.
    """
    for spec in PAGES:
        if spec.stem == stem:
            return spec
    raise KeyError(stem)
