"""Stretches of time in words."""

from __future__ import annotations

from components.text import t


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
