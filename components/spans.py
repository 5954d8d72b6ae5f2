"""Stretches of time in words, and up to which day the data of a page were searched."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable

from components import format as fmt
from components.text import t, tn
from data.load import Dataset


def years(first: int, last: int) -> str:
    """Write a stretch of whole years: "2025", or "2017 to 2026"."""
    if first == last:
        return str(first)
    return t("shell.years", start=first, end=last)


def within(first: int, last: int) -> str:
    """Say in which years something falls: "in 2025", or "from 2017 to 2026"."""
    if first == last:
        return t("shell.within_year", year=first)
    return t("shell.within_years", start=first, end=last)


def days(number: int, *, exact: bool) -> str:
    """Write how long something lasted: "714 days", "≈ 830 days"."""
    said = tn("shell.days", number)
    return said if exact else t("shell.about", what=said)


def line(data: Dataset, subjects: Iterable[str], today: dt.date) -> str:
    """Say for each subject to which day it was searched, and how long ago that is.

    Args:
        data: for the last day of each subject.
        subjects: `contacts`, `stances` or `assessments`.
        today: the reader's day. On a day before the last one searched, as a clock
            that is wrong gives, no age is told.
    """
    parts = []
    for subject in subjects:
        last = data.last_day(subject)
        name, day = t(f"shell.searched_{subject}"), fmt.date(last)
        age = (today - last).days
        parts.append(
            t("shell.searched_to", name=name, day=day)
            if age < 0
            else tn("shell.searched_ago", age, name=name, day=day)
        )
    return t("shell.freshness", parts=fmt.join(parts))
