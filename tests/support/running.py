"""The app in this process, by Streamlit's own test runner."""

from __future__ import annotations

from collections.abc import Mapping

import pandas as pd
from streamlit.testing.v1 import AppTest

from components.cards import Card
from components.page import Page
from components.registry import page as page_named
from tests.support.paths import ENTRY

# Only a hang may fail a test: on a busy machine a page takes many times as long.
SECONDS = 180


def run(stem: str = "overview", query: Mapping[str, str] = {}) -> AppTest:
    """Run a page as a link with this query would open it."""
    running = AppTest.from_file(str(ENTRY), default_timeout=SECONDS)
    if not page_named(stem).default:
        # The runner can only go to a page from one that stands.
        running.run()
        running.switch_page(page_named(stem).path)
    for name, value in query.items():
        running.query_params[name] = value
    return running.run()


# The cards of the page that was run last, by key, as they go into its brief.
SHOWN: dict[str, Card] = {}


def watch() -> None:
    """Keep each card that a page shows in `SHOWN`; once for all tests."""
    collect = Page.collect
    current: list[Page] = []

    def remember(page: Page, card: Card) -> None:
        if current != [page]:
            current[:] = [page]
            SHOWN.clear()
        SHOWN[card.key] = card
        collect(page, card)

    Page.collect = remember  # type: ignore[method-assign]


def card_of(running: AppTest, key: str, view: str = "") -> Card:
    """Run a page again and return one of its cards.

    Args:
        running: a page that stands.
        key: of the card.
        view: code of the tab that holds it; "" where it stands above the tabs, or in
            the one that is open.
    """
    if view:
        running.query_params["view"] = view
    running.run()
    assert not running.exception
    return SHOWN[key]


def with_tool(running: AppTest, tool: str, card: str) -> AppTest:
    """Open a tool below a card, as a click on it does.

    Args:
        running: a page that stands.
        tool: `sources`, `reading`, `download`, `cite`, `share` or `table`.
        card: key of the card.
    """
    running.session_state[f"tools_{card}"] = tool
    return running.run()


def table_of(running: AppTest, card: str, table: str) -> pd.DataFrame:
    """The table twin of a card: its cells as text."""
    twin = with_tool(running, "table", card).get_by_key(table)
    found = [*twin.table, *twin.dataframe]
    assert len(found) == 1, table
    value: pd.DataFrame = found[0].value
    if not twin.table:
        return value
    # Cells are Markdown, in which signs of text are escaped.
    return value.map(lambda cell: str(cell).replace("\\", ""))


def address(running: AppTest) -> dict[str, str]:
    """The query in the address bar; lists are joined."""
    return {
        name: value if isinstance(value, str) else ",".join(value)
        for name, value in running.query_params.items()
    }
