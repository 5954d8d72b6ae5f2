"""What a reader waits for in Chromium, noted within the page itself."""

from __future__ import annotations

import asyncio
import statistics
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager

from playwright.sync_api import Browser, Locator, Page, sync_playwright

from benchmarks.measure import HELLO, OWN, checked
from benchmarks.process import Served, serve
from benchmarks.protocol import Session
from benchmarks.report import Bar, Taken
from scripts import find_browser

CHART = HELLO.entry.with_name("chart.py")

# A page may take its time on a busy machine.
SECONDS = 90

# Pages whose first view holds no chart.
CHARTLESS = ("method", "who", "new")

# What a reader clicks to change the first chart, by page.
CHOICES = {
    "calls": "rule-en",
    "stances": "step_event_back",
    "experts": "by-en",
    "leaders": "evidence-en",
}
PRESSES = 3

# What a reader presses, the nth time; where it has to be opened first, it is now.
Press = Callable[[Page, int], Locator]

# Of a row of choices those that are not on; a switch; a button.
_CLICKABLE = (
    "[role=radio][aria-checked=false], "
    "[data-testid=stRadioOption]:has(input:not(:checked)), "
    "[data-testid=stCheckbox] label, [data-testid=stButton] button"
)

# Where a chart is drawn.
PLOTLY = ".js-plotly-plot .cartesianlayer"

# Notes frame by frame when the answer stands and when the first chart is drawn: asked
# from outside, the page would be kept busy by the questions.
_WATCH = """
window.seen = {};
const note = (name) => { window.seen[name] ??= performance.now(); };
const look = () => {
  const answer = document.querySelector('[class*="st-key-answer_"]');
  if (answer && answer.innerText.trim()) note('answer');
  if (document.querySelector('CHART path')) note('chart');
  requestAnimationFrame(look);
};
requestAnimationFrame(look);
"""

# Notes how long after the next press the first chart is another.
_REDRAW = """
window.redrawn = null;
(() => {
  const drawn = () => document.querySelector('CHART')?.innerHTML;
  const before = drawn();
  let pressed = null;
  const observer = new MutationObserver(() => {
    const now = performance.now(), after = drawn();
    if (pressed !== null && after && after !== before) {
      window.redrawn = now - pressed;
      observer.disconnect();
    }
  });
  observer.observe(document.body, {subtree: true, childList: true, attributes: true});
  addEventListener('pointerdown', () => { pressed = performance.now(); },
    {once: true, capture: true});
})();
"""

AT_REST = """() => {
  const app = document.querySelector('[data-testid="stApp"]');
  return app.dataset.testScriptState === 'notRunning'
    && !document.querySelector('[data-stale="true"]');
}"""


def browser() -> list[Taken]:
    """Take what a reader waits for who opens a page, or changes a filter.

    Raises:
        FileNotFoundError: there is no browser; the message says how to get one.
    """
    with serve(CHART) as bare, serve(OWN.entry) as own:
        warm(own, list(OWN.widgets))
        warm(bare, [])
        with chromium() as launched:
            return _opened_pages(launched, bare, own) + _redrawn_pages(
                launched, bare, own
            )


def _opened_pages(launched: Browser, bare: Served, own: Served) -> list[Taken]:
    floor = opened(launched, address(bare), ["chart"])["chart"]
    answers, charts = [], []
    for path in OWN.widgets:
        kinds = ["answer"] if path in CHARTLESS else ["answer", "chart"]
        seen = opened(launched, f"{address(own)}/{path}", kinds)
        name, bar = f"opened → answer: /{path}", Bar(1.0)
        answers.append(Taken(name, "ms", seen["answer"], bar, floor))
        if "chart" in seen:
            name, bar = f"opened → chart: /{path}", Bar(1.25)
            charts.append(Taken(name, "ms", seen["chart"], bar, floor))
    return answers + charts


def _redrawn_pages(launched: Browser, bare: Served, own: Served) -> list[Taken]:
    floor = redrawn(
        launched,
        address(bare),
        option_of('[data-testid="stSelectbox"] input', ("2", "3", "1")),
    )
    return [
        Taken(
            f"filter → chart: /{path}",
            "ms",
            redrawn(launched, f"{address(own)}/{path}", choice_of(key)),
            Bar(1.0),
            floor,
        )
        for path, key in CHOICES.items()
    ]


@contextmanager
def chromium() -> Iterator[Browser]:
    """Launch the browser that the browser tests use.

    Raises:
        FileNotFoundError: there is none; the message says how to get one.
    """
    executable = find_browser.find()
    if executable is None:
        raise FileNotFoundError(find_browser.HELP)
    with sync_playwright() as playwright:
        launched = playwright.chromium.launch(
            executable_path=executable, args=["--no-sandbox", "--disable-gpu"]
        )
        yield launched
        launched.close()


def address(served: Served) -> str:
    """Where the server is, without a slash at the end."""
    return f"http://127.0.0.1:{served.port}"


def warm(served: Served, paths: Sequence[str]) -> None:
    """Show these pages once: what a cold server costs is measured elsewhere."""

    async def visit() -> None:
        async with Session(served.port) as session:
            checked(await session.visit())
            for path in paths:
                checked(await session.visit(path))

    asyncio.run(visit())


def opened(
    launched: Browser, page: str, kinds: Sequence[str], chart: str = PLOTLY
) -> dict[str, float]:
    """Open an address with an empty cache.

    Args:
        launched: the browser.
        page: the address.
        kinds: what to wait for, "answer" or "chart".
        chart: selector of where a chart is drawn.

    Returns:
        Milliseconds from the start of the navigation, by kind.
    """
    with _tab(launched) as tab:
        tab.add_init_script(_WATCH.replace("CHART", chart))
        tab.goto(page)
        _until(tab, f"() => {list(kinds)}.every(kind => window.seen[kind])")
        seen = tab.evaluate("window.seen")
    return {kind: float(seen[kind]) for kind in kinds}


def redrawn(
    launched: Browser,
    page: str,
    press: Press,
    chart: str = PLOTLY,
    at_rest: str = AT_REST,
) -> float:
    """Change a filter some times.

    Args:
        launched: the browser.
        page: the address.
        press: finds what is pressed; the clock starts when it is.
        chart: selector of where a chart is drawn.
        at_rest: a function in JavaScript that tells whether the page waits for nothing.

    Returns:
        The median of the milliseconds until the first chart is another.
    """
    waits = []
    with _tab(launched) as tab:
        tab.goto(page)
        tab.locator(f"{chart} path").first.wait_for(state="attached")
        for number in range(PRESSES):
            _until(tab, at_rest)
            # A rerun that a press caused may not have begun yet.
            tab.wait_for_timeout(500)
            _until(tab, at_rest)
            target = press(tab, number)
            tab.evaluate(_REDRAW.replace("CHART", chart))
            target.click()
            _until(tab, "() => window.redrawn !== null")
            waits.append(float(tab.evaluate("window.redrawn")))
            tab.keyboard.press("Escape")
    return statistics.median(waits)


def choice_of(key: str) -> Press:
    """Return what finds, by the widget's key, the last choice that is not on."""

    def press(tab: Page, _number: int) -> Locator:
        place = tab.locator(f".st-key-{key}, [class*='st-key-{key}-']").first
        return place.locator(_CLICKABLE).filter(visible=True).last

    return press


def option_of(box: str, options: Sequence[str]) -> Press:
    """Return what opens a box, types the nth of these options and finds it listed."""

    def press(tab: Page, number: int) -> Locator:
        tab.locator(box).first.click()
        # A long list draws only a part of itself.
        tab.keyboard.type(options[number])
        return tab.locator('[role="option"]').get_by_text(options[number], exact=True)

    return press


@contextmanager
def _tab(launched: Browser) -> Iterator[Page]:
    """Open a tab of a browser that holds nothing yet."""
    context = launched.new_context(viewport={"width": 1440, "height": 900})
    context.set_default_timeout(SECONDS * 1000)
    try:
        yield context.new_page()
    finally:
        context.close()


def _until(tab: Page, condition: str) -> None:
    tab.wait_for_function(condition, timeout=SECONDS * 1000)
