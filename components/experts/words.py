"""How codes and names of the experts page are written for readers."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from components import cache, labels
from components import format as fmt
from components.figures.experts import POSITION_SYMBOL
from components.text import t
from data.assessments import UNKNOWN, Assessment
from data.load import Dataset


def _country_names(data: Dataset) -> Mapping[str, str]:
    return dict(zip(data.actors["actor_id"], data.actors["name"], strict=True))


def _topic_names(data: Dataset) -> Mapping[str, str]:
    topics = data.table("topics")
    return dict(zip(topics["topic_id"], topics["name"], strict=True))


def country(code: str) -> str:
    """Name of a country, with words for one that no source states."""
    if code == UNKNOWN:
        return t("experts.country_unknown")
    return labels.translated(cache.derived("countries", _country_names)[code])


def topic(code: str) -> str:
    """Name of a topic."""
    return labels.translated(cache.derived("topics", _topic_names)[code])


def kind(code: str) -> str:
    """Name of a kind of affiliation."""
    return labels.code("affiliations", "kind", code)


def expert_kind(code: str) -> str:
    """Name of a kind of expert."""
    return labels.code("experts", "kind", code)


def question(code: str) -> str:
    """The question that is assessed."""
    return labels.code("assessments", "question", code)


def position(code: str) -> str:
    """Name of a position."""
    return labels.code("assessments", "position", code)


def marked_position(code: str) -> str:
    """Name of a position after its symbol."""
    return f"{POSITION_SYMBOL[code]} {position(code)}"


def half(code: str) -> str:
    """Write a half-year for people: 2022-H1 → "January to June 2022"."""
    year, _, part = code.partition("-")
    return t(f"experts.half_{part or 'none'}", year=year)


def day(assessment: Assessment) -> str:
    """Date of an assessment as exactly as it is known.

    An approximate date may have been recorded to the month only: then its day is a
    placeholder that must not be shown.
    """
    recorded = _RECORDED[len(assessment.date_as_recorded)]
    written = fmt.imprecise_date(assessment.date, recorded)
    if assessment.date_precision == "approx":
        return t("experts.about", date=written)
    return written


# How exact a date is, by the length of its ISO form.
_RECORDED = {4: "year", 7: "month", 10: "day"}


# Labeller of each facet of the filter.
FACET_LABELS: Mapping[str, Callable[[str], str]] = {
    "kinds": kind,
    "countries": country,
    "expert_kinds": expert_kind,
    "questions": question,
    "positions": position,
    "topics": topic,
    "languages": fmt.language_name,
}

# Labeller of each breakdown of the chart.
BREAKDOWN_LABELS: Mapping[str, Callable[[str], str]] = {
    "kind": kind,
    "country": country,
    "time": half,
}
