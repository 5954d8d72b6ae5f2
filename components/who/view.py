"""What the page shows: the results of a search, or one person, state or institution."""

from __future__ import annotations

from dataclasses import dataclass

from components import state
from components.finding import index
from components.page import Page
from components.text import t
from components.who import entity, results
from data.load import Dataset


@dataclass(frozen=True)
class View:
    """What was asked for: `key` names a thing, `query` are words looked for."""

    key: str
    query: str

    @property
    def title(self) -> str:
        """Title of the page."""
        if not self.key:
            return t("who.title")
        return entity.question(entity.kind_of(self.key), self.key)

    def draw(self, page: Page, data: Dataset) -> None:
        """Draw the thing, or what the words find."""
        if self.key:
            entity.show(page, data, entity.kind_of(self.key), self.key)
            return
        found = index().find(self.query)
        page.answer(results.answer(self.query, found))
        results.sections(self.query, found)


def current() -> View:
    """Read what the address asks for; an id before words."""
    return View(str(state.value("who_id")), str(state.value("who_q")))
