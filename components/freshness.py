"""Up to which day the data of a page were searched, and how old that is today."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable

from components import format as fmt
from components.text import t, tn
from data.load import Dataset


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
