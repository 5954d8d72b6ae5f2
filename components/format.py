"""Numbers, dates and lists as the reader's language writes them (Babel, CLDR)."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from contextvars import ContextVar
from functools import cache, lru_cache

from babel import Locale
from babel.dates import format_date, format_skeleton, get_month_names
from babel.lists import format_list
from babel.numbers import format_decimal, format_percent

# English dates follow the house style "1 July 2025".
_TERRITORY = {"en": "en_GB"}

_locale: ContextVar[str] = ContextVar("locale", default="en_GB")


@cache
def _parsed(name: str) -> Locale:
    return Locale.parse(name)


def set_locale(language: str) -> None:
    """Choose the locale of this script run from a language code."""
    _locale.set(_TERRITORY.get(language, language))


def _current() -> Locale:
    return _parsed(_locale.get())


def number(value: float, digits: int = 0) -> str:
    """Write a number with the locale's separators: 1024 → "1,024"."""
    return _number(value, digits, _locale.get())


# A page writes some hundred numbers and days, most of them again and again; each takes
# Babel some 30 microseconds.
_remembered = lru_cache(maxsize=8192)


@_remembered
def _number(value: float, digits: int, locale: str) -> str:
    pattern = "#,##0" + ("." + "0" * digits if digits else "")
    return str(format_decimal(value, format=pattern, locale=_parsed(locale)))


def percent(share: float) -> str:
    """Write a share between 0 and 1 as a whole percentage: 0.46 → "46%"."""
    return str(format_percent(share, locale=_current()))


def _arranged(day: dt.date, parts: str) -> str:
    """Write these parts of a day in the order and with the signs of the locale."""
    return _parts(parts, day, _locale.get())


@_remembered
def _parts(parts: str, day: dt.date, locale: str) -> str:
    return str(format_skeleton(parts, day, locale=_parsed(locale)))


def date(day: dt.date) -> str:
    """Write a day in full: "1 July 2025"."""
    return _long(day, _locale.get())


@_remembered
def _long(day: dt.date, locale: str) -> str:
    return str(format_date(day, format="long", locale=_parsed(locale)))


def short_date(day: dt.date) -> str:
    """Write a day with the month abbreviated: "1 Jul 2025"."""
    return _arranged(day, "yMMMd")


def day_and_month(day: dt.date) -> str:
    """Write a day without its year, abbreviated: "1 Jul"."""
    return _arranged(day, "MMMd")


def month(day: dt.date) -> str:
    """Write the month of a day: "July 2025"."""
    return _arranged(day, "yMMMM")


def short_month(number_of_month: int) -> str:
    """Name of a month, 1 to 12, abbreviated: 7 → "Jul"."""
    names = get_month_names("abbreviated", context="stand-alone", locale=_current())
    return str(names[number_of_month])


def imprecise_date(day: dt.date, precision: str, recorded: str = "") -> str:
    """Write a day only as exactly as it is known.

    `precision` is `day`, `month`, `year` or `approx`, as in the data: a placeholder
    day of a month or year is never shown, an approximate day is marked with "≈".
    `recorded` is the ISO date as it was recorded, where it may be shorter than a
    day: an approximate month has a placeholder day as well.
    """
    if precision == "approx":
        exact = {4: "year", 7: "month"}.get(len(recorded), "day")
        return f"≈ {imprecise_date(day, exact)}"
    if precision == "month":
        return month(day)
    return str(day.year) if precision == "year" else date(day)


def short_imprecise_date(day: dt.date, precision: str) -> str:
    """Write a day shortly, and only as exactly as it is known."""
    if precision == "approx":
        return f"≈ {short_date(day)}"
    return short_date(day) if precision == "day" else imprecise_date(day, precision)


def iso_date(day: dt.date, precision: str) -> str:
    """Write a day in ISO only as exactly as it is known: "2026-06-18" or "2026-06".

    An approximate day is written in full: its precision stands beside it.
    """
    written = day.isoformat()
    return written[: {"month": 7, "year": 4}.get(precision, len(written))]


def recorded_date(text: str) -> str:
    """Write a date that was recorded as far as it is known.

    `YYYY-MM-DD`, `YYYY-MM` and `YYYY` are written as a day, a month and a year; any
    other text stays: "2022-03" → "March 2022", "before 2026-02" → "before 2026-02".
    """
    parts = text.split("-")
    if not all(part.isdecimal() for part in parts) or len(parts) not in {2, 3}:
        return text
    day = dt.date.fromisoformat(text if len(parts) == 3 else f"{text}-01")
    return imprecise_date(day, "day" if len(parts) == 3 else "month")


def join(items: Iterable[str]) -> str:
    """Join names as a sentence does: "a, b and c"."""
    return str(format_list(list(items), locale=_current()))


def either(items: Iterable[str]) -> str:
    """Join names of which one is enough: "a, b or c"."""
    return str(format_list(list(items), style="or", locale=_current()))


def language_name(code: str) -> str:
    """Name of a language in the reader's language: "ru" → "Russian"."""
    return str(_current().languages.get(code, code))


def own_name(code: str) -> str:
    """Name of a language in that language: "de" → "Deutsch"."""
    return str(Locale.parse(code).get_display_name(code))
