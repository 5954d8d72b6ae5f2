"""Who runs a copy, what readers can rely on, and how to mend a row."""

from __future__ import annotations

from components import settings
from components.markdown import escape, link
from components.method.layout import heading, prose
from components.text import t


def about() -> None:
    """Who makes this copy, on what means, how to reach them; empty ones say so."""
    heading("about")
    prose(t("method.about_project"))
    lines = []
    for name, variable in settings.ABOUT.items():
        told = settings.value(variable)
        lines.append(
            t(f"method.about_{name}", told=_linked(told))
            if told
            else t(f"method.about_no_{name}", variable=variable)
        )
    prose("\n".join(lines))


def _linked(told: str) -> str:
    """A web or mail address as a link, all other text letter by letter."""
    if told.startswith(("https://", "http://")) and " " not in told:
        return link(told, told)
    return escape(told)


def accessibility() -> None:
    """What is there for readers with disabilities, and what falls short."""
    heading("accessibility")
    prose(t("method.accessibility_has"))
    prose(t("method.accessibility_lacks"))


def correct() -> None:
    """How to add or correct a row."""
    heading("correct")
    prose(t("method.correct_steps"))
