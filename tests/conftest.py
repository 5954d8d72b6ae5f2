"""Fixtures for all tests: the data, the app in process, servers and a browser."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import ExitStack
from pathlib import Path

import pytest
from hypothesis import HealthCheck, settings
from playwright.sync_api import Browser, BrowserContext, expect, sync_playwright
from streamlit.testing.v1 import AppTest

from components import cache
from data.load import Dataset, load
from data.schema import DATA_DIRECTORY
from scripts import find_browser
from tests.support.package import Copy, copy_package
from tests.support.running import run, watch
from tests.support.server import Server, serve
from tests.support.tab import SECONDS, WIDE, Tab, reader, tab

# Only what is wrong may fail a test, never that the machine is busy.
settings.register_profile(
    "any machine", deadline=None, suppress_health_check=[HealthCheck.too_slow]
)
settings.load_profile("any machine")

watch()

RunApp = Callable[..., AppTest]
OpenTab = Callable[..., Tab]
Reader = Callable[[int, str], BrowserContext]


def pytest_collection_modifyitems(
    config: pytest.Config, items: list[pytest.Item]
) -> None:
    """Run the browser tests last, and the long ones only where they are asked for."""
    if "soak" not in str(config.option.markexpr):
        long = [item for item in items if item.get_closest_marker("soak")]
        config.hook.pytest_deselected(items=long)
        items[:] = [item for item in items if item not in long]
    items.sort(key=lambda item: item.get_closest_marker("e2e") is not None)


@pytest.fixture(scope="session")
def dataset() -> Dataset:
    """The data set of the repository, whatever OPEN_LINE_DATA says."""
    return load(DATA_DIRECTORY)


@pytest.fixture
def copy(tmp_path: Path) -> Copy:
    """A copy of the data package to damage."""
    return copy_package(tmp_path / "data")


@pytest.fixture
def app() -> RunApp:
    """Run a page of the app in process: `app("calls", {"rule": "all"})`."""
    return run


@pytest.fixture
def damaged(copy: Copy, monkeypatch: pytest.MonkeyPatch) -> Iterator[Copy]:
    """A copy of the data package that the app in this process reads instead."""
    monkeypatch.setenv("OPEN_LINE_DATA", str(copy.root))
    cache.forget()
    yield copy
    cache.forget()


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """A Chrome or Chromium; where there is none the test fails and says what to do."""
    executable = find_browser.find()
    if executable is None:
        pytest.fail(find_browser.HELP, pytrace=False)
    expect.set_options(timeout=SECONDS * 1000)
    with sync_playwright() as playwright:
        launched = playwright.chromium.launch(
            executable_path=executable, args=["--no-sandbox", "--disable-gpu"]
        )
        yield launched
        launched.close()


@pytest.fixture(scope="session")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    """The app, served for all browser tests; its log must stay clean."""
    with serve(tmp_path_factory.mktemp("server") / "server.log") as running:
        yield running
        assert running.complaints() == []


@pytest.fixture(scope="session")
def readers(browser: Browser) -> Iterator[Reader]:
    """Browsers by screen and theme, kept: each loads the app's scripts only once."""
    kept: dict[tuple[int, str], BrowserContext] = {}

    def find(width: int, theme: str) -> BrowserContext:
        if (width, theme) not in kept:
            kept[width, theme] = reader(browser, width=width, theme=theme)
        return kept[width, theme]

    yield find
    for context in kept.values():
        context.close()


@pytest.fixture
def open_tab(readers: Reader, server: Server) -> Iterator[OpenTab]:
    """Open a path in a new session: `open_tab("/calls", width=390, theme="dark")`."""
    with ExitStack() as opened:

        def open_path(path: str, *, width: int = WIDE, theme: str = "light") -> Tab:
            fresh = opened.enter_context(tab(readers(width, theme), server.url))
            return fresh.open(path)

        yield open_path
