"""How codes and names of the experts page are written for readers."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping

from components import format as fmt
from components import labels
from components.figures.palette import ASSESSMENT_BADGE, ASSESSMENT_SIGN
from components.text import MissingMessageError, t
from data.assessments import AND, NOT_ESTABLISHED, UNKNOWN, Assessment


def country(code: str) -> str:
    """Name of a country, with words for one that no source states."""
    if code == UNKNOWN:
        return t("experts.country_unknown")
    return labels.actor(code)


def kind(code: str) -> str:
    """Name of a kind of affiliation."""
    return labels.code("affiliations", "kind", code)


def expert_kind(code: str) -> str:
    """Name of a kind of expert."""
    return labels.code("experts", "kind", code)


def question(code: str) -> str:
    """The question that is assessed."""
    return labels.code("assessments", "question", code)


def short_question(code: str) -> str:
    """The question in few words, for narrow places."""
    try:
        return t(f"experts.question_{code}")
    except MissingMessageError:
        # A question of another package, which has its label alone.
        return question(code)


def question_in_sentence(code: str) -> str:
    """The question as what something is said on."""
    try:
        return t(f"experts.on_{code}")
    except MissingMessageError:
        return question(code)


def region(code: str) -> str:
    """Where people work, in few words."""
    return t(f"experts.region_{code}")


def question_region(code: str) -> str:
    """A question, and where those work who assess it."""
    asked, _, place = code.partition(AND)
    return t(
        "experts.question_at", question=short_question(asked), region=region(place)
    )


def region_alone(code: str) -> str:
    """The region in a code of a question and a region."""
    return region(code.partition(AND)[2])


def position(code: str) -> str:
    """Name of a position."""
    return labels.code("assessments", "position", code)


def marked_position(code: str) -> str:
    """Name of a position after its symbol."""
    return f"{ASSESSMENT_SIGN[code]} {position(code)}"


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


def control(assessment: Assessment) -> str:
    """Who funds or controls the institution, as plain text for tables."""
    if assessment.control == NOT_ESTABLISHED:
        return t("experts.control_unknown")
    return assessment.control


def place(locator: str) -> str:
    """Where in its source an assessment stands, as people say it.

    The numbers of lines in a locator are those of the stored text, and no help to
    somebody who opens the page.
    """
    if locator == _OPENING:
        return t("experts.place_opening")
    if paragraphs := _PARAGRAPH.findall(locator):
        numbers = fmt.join(paragraphs)
        number = "one" if len(paragraphs) == 1 else "several"
        return t(f"experts.place_{number}", numbers=numbers)
    return locator


# How the table says that no more of a page than its opening is stored.
_OPENING = "stored excerpt (opening of the page)"

_PARAGRAPH = re.compile(r"\bP(\d+)")

# How exact a date is, by the length of its ISO form.
_RECORDED = {4: "year", 7: "month", 10: "day"}


# Labeller of each breakdown of the chart.
BREAKDOWN_LABELS: Mapping[str, Callable[[str], str]] = {
    "question": short_question,
    "region": question_region,
    "kind": kind,
    "country": country,
    "time": half,
}


def badge(code: str) -> str:
    """Markdown badge of a position, with its sign."""
    return f":{ASSESSMENT_BADGE[code]}-badge[{marked_position(code)}]"
