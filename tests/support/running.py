"""The app in this process, by Streamlit's own test runner."""

from __future__ import annotations

from collections.abc import Mapping

from streamlit.testing.v1 import AppTest

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


def address(running: AppTest) -> dict[str, str]:
    """The query in the address bar; lists are joined."""
    return {
        name: value if isinstance(value, str) else ",".join(value)
        for name, value in running.query_params.items()
    }
