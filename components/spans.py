"""Stretches of time in words."""

from __future__ import annotations

from components.text import t


def years(first: int, last: int) -> str:
    """Write a stretch of whole years: "2025", or "2017 to 2026"."""
    if first == last:
        return str(first)
    return t("shell.years", start=first, end=last)
