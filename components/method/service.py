"""What readers can rely on and do: accessibility, and how to mend a row."""

from __future__ import annotations

from components.method.layout import heading, prose
from components.text import t


def accessibility() -> None:
    """What is there for readers with disabilities, and what falls short."""
    heading("accessibility")
    prose(t("method.accessibility_has"))
    prose(t("method.accessibility_lacks"))


def correct() -> None:
    """How to add or correct a row."""
    heading("correct")
    prose(t("method.correct_steps"))
