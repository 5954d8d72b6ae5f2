"""One browser tab on the app, with what went wrong in it."""

from __future__ import annotations

import re
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from urllib.parse import parse_qsl, urlsplit

from playwright.sync_api import (
    Browser,
    BrowserContext,
    ConsoleMessage,
    Locator,
    Page,
    Request,
)

from components.text import t

# On a deep link Streamlit's own client first asks for these two below the page's
# path, learns by the 404 that it has to ask at the root, and does.
_PROBES = ("/_stcore/health", "/_stcore/host-config")

WIDE, PHONE = 1440, 390

# Only a hang may fail a test: on a busy machine a page takes many times as long.
SECONDS = 90


@dataclass
class Tab:
    """A page of the app in the browser.

    `foreign` collects the addresses of other hosts that were asked for, `errors`
    what the console reported.
    """

    page: Page
    base: str
    foreign: list[str] = field(default_factory=list)
    errors: list[str] = field(default_factory=list)

    def _see_request(self, request: Request) -> None:
        address = urlsplit(request.url)
        elsewhere = address.netloc != urlsplit(self.base).netloc
        if address.scheme not in {"data", "blob"} and elsewhere:
            self.foreign.append(request.url)

    def _see_message(self, message: ConsoleMessage) -> None:
        address = urlsplit(message.location["url"])
        probe = address.path.endswith(_PROBES) and not address.path.startswith(
            "/_stcore"
        )
        if message.type == "error" and not (probe and "404" in message.text):
            self.errors.append(message.text)

    def watch(self) -> None:
        self.page.on("request", self._see_request)
        self.page.on("websocket", lambda socket: self._see_socket(socket.url))
        self.page.on("console", self._see_message)
        self.page.on("pageerror", lambda error: self.errors.append(str(error)))

    def _see_socket(self, url: str) -> None:
        if urlsplit(url).netloc != urlsplit(self.base).netloc:
            self.foreign.append(url)

    def open(self, path: str) -> Tab:
        """Go to a path of the app and wait until its page stands."""
        self.page.goto(self.base + path)
        self.page.locator('[data-testid="stMain"] h1').wait_for(timeout=SECONDS * 1000)
        return self.settle()

    def settle(self) -> Tab:
        """Wait until the script has run and every chart of the page is drawn."""
        deadline = time.monotonic() + SECONDS
        while not self.page.evaluate(_SETTLED):
            assert time.monotonic() < deadline, "the page does not come to rest"
            self.page.wait_for_timeout(50)
        return self

    @property
    def main(self) -> Locator:
        return self.page.locator('[data-testid="stMain"]')

    @property
    def sidebar(self) -> Locator:
        return self.page.locator('[data-testid="stSidebar"]')

    @property
    def title(self) -> str:
        return self.main.locator("h1").inner_text()

    @property
    def query(self) -> dict[str, str]:
        """The query of the address bar; `page.url` lags behind in-app steps."""
        search = str(self.page.evaluate("location.search"))
        return dict(parse_qsl(search.removeprefix("?")))

    def reaches(self, query: str) -> None:
        """Wait until the address bar holds exactly these parameters, in any order."""
        wanted = sorted(query.split("&")) if query else []
        self.page.wait_for_function(
            "wanted => JSON.stringify(location.search.slice(1).split('&')"
            ".filter(Boolean).sort()) === JSON.stringify(wanted)",
            arg=wanted,
            timeout=SECONDS * 1000,
        )
        self.settle()

    def keyed(self, key: str) -> Locator:
        """The element that the app gave this key.

        A widget may have been made anew (`components.widgets._seed`).
        """
        name = "".join(c if c.isalnum() or c in "-_" else "-" for c in key)
        anew = f", [class*='st-key-{name}-']" if key.endswith(".en") else ""
        return self.page.locator(f".st-key-{name}{anew}")

    def chosen(self, key: str) -> str:
        """Label of the choice that is on, of radio buttons or of buttons in a row."""
        on = self.keyed(key).locator("label:has(input:checked), [aria-checked=true]")
        return on.first.inner_text().strip()

    def choose(self, key: str, label: str) -> None:
        """Click a choice, without waiting for what it does."""
        choices = self.keyed(key).locator("label, [role=radio]")
        choices.get_by_text(label, exact=True).first.click()

    def tool_button(self, kind: str, card: str) -> Locator:
        """The name of a tool in the line below a card."""
        name = re.compile({"sources": "source"}.get(kind) or f"^{t(TOOL_NAMES[kind])}$")
        return self.keyed(f"tools_{card}").get_by_role("radio", name=name)

    def tool(self, kind: str, card: str) -> Locator:
        """Open a tool below a card; returns what it holds."""
        self.tool_button(kind, card).click()
        self.settle()
        return self.keyed(f"{kind}_{card}")

    def menu(self, title: str) -> None:
        """Go to a page by the menu."""
        links = self.page.get_by_test_id("stTopNavLink")
        links.get_by_text(title, exact=True).click()

    def unfold(self) -> Tab:
        """Open every expander of the page."""
        for fold in self.main.get_by_test_id("stExpander").locator("summary").all():
            fold.click()
        # What lies inside is fetched and drawn only now.
        self.page.wait_for_load_state("networkidle")
        return self.settle()

    @property
    def notices(self) -> list[str]:
        """Texts of the notices on the page."""
        return self.main.get_by_test_id("stAlert").all_inner_texts()


# Idle for 300 ms on end: a rerun that a click caused may not have begun yet.
_SETTLED = """async () => {
  const idle = () => {
    const app = document.querySelector('[data-testid="stApp"]');
    const charts = [...document.querySelectorAll('[data-testid="stPlotlyChart"]')];
    return app && app.dataset.testScriptState === 'notRunning'
      && app.dataset.testConnectionState === 'CONNECTED'
      && !document.querySelector('[data-stale="true"]')
      && !document.querySelector('[data-testid="stSkeleton"]')
      && charts.every(chart => chart.querySelector('svg.main-svg'));
  };
  for (let i = 0; i < 6; i++) {
    if (!idle()) return false;
    await new Promise(done => setTimeout(done, 50));
  }
  return true;
}"""


TOOL_NAMES = {
    "copy": "cite.sentence", "reading": "shell.how_to_read", "cite": "cite.button",
    "download": "shell.download", "share": "shell.share", "table": "shell.as_table",
}  # fmt: skip

# What a phone's browser says of itself; the app asks for no more than "Mobi".
PHONE_NAME = "Mozilla/5.0 (Linux; Android 14) AppleWebKit/537.36 Chrome/130 Mobile"


def reader(
    browser: Browser, *, width: int = WIDE, theme: str = "light"
) -> BrowserContext:
    """A browser of a reader with this screen and theme."""
    context = browser.new_context(
        viewport={"width": width, "height": 900},
        color_scheme="dark" if theme == "dark" else "light",
        accept_downloads=True,
        reduced_motion="reduce",
        user_agent=PHONE_NAME if width <= PHONE else None,
    )
    context.set_default_timeout(SECONDS * 1000)
    return context


@contextmanager
def tab(context: BrowserContext, base: str) -> Iterator[Tab]:
    """Open a tab; the app sees a new session."""
    opened = Tab(context.new_page(), base)
    opened.watch()
    try:
        yield opened
    finally:
        opened.page.close()


@contextmanager
def fresh_tab(browser: Browser, base: str) -> Iterator[Tab]:
    """Open a tab in a browser that was never here."""
    with reader(browser) as context, tab(context, base) as opened:
        yield opened
