"""Measure the app beside other dashboards: `python -m benchmarks.peers`.

One is an equivalent of Streamlit's GDP dashboard template, one the same chart and
filters in Dash; ours is the page of calls. Each is served in turn, in every repeat, by
one process as it is set by default. docs/performance.md says what each row means.
"""

from __future__ import annotations

import argparse
import asyncio
import json
import random
import statistics
import sys
import tempfile
import time
import urllib.request
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import AbstractContextManager, contextmanager
from dataclasses import dataclass
from pathlib import Path

from benchmarks import browser, protocol, report
from benchmarks.measure import CROWD, OWN, ROUNDS, App, alone, crowd_of
from benchmarks.process import Served, free_port, running, serve

HERE = Path(__file__).resolve().parent

YEARS = range(1960, 2024)
COUNTRIES = 266
CHOSEN = ("DEU", "FRA", "GBR", "BRA", "MEX", "JPN")

# Acts of one reader, for the CPU of each.
ACTS = 24

FIGURES = {
    "opened → chart": "ms",
    "filter → chart": "ms",
    "CPU per act": "ms",
    "bytes per act": "KB",
    f"{CROWD} at once, p50": "ms",
    f"{CROWD} at once, p95": "ms",
    "memory with them": "MB",
}

HEAD = ("what", "GDP template", "Dash", "Open Line, /calls", "ours to the better")

Figures = dict[str, float]


@dataclass(frozen=True)
class Acts:
    """What a reader's acts cost: CPU in ms and KB for each, and the waits in ms."""

    cpu: float
    size: float
    crowd: Sequence[float]


@dataclass(frozen=True)
class Peer:
    """A dashboard.

    `page` is the path that is opened, `chart` the selector of where its chart is drawn.
    `acts` uses its filters: by one reader, then by many at once.
    """

    served: Callable[[], AbstractContextManager[Served]]
    acts: Callable[[Served], Acts]
    press: browser.Press
    page: str = ""
    chart: str = browser.PLOTLY
    at_rest: str = browser.AT_REST


def main() -> None:
    """Measure and print a table."""
    parser = argparse.ArgumentParser(
        prog="python -m benchmarks.peers",
        description=__doc__,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    parser.add_argument("python", help="Python of the environment that holds Dash")
    parser.add_argument("--repeat", type=int, default=3, help="repeats of each")
    options = parser.parse_args()
    protocol.check()
    described = report.machine()
    with tempfile.TemporaryDirectory() as folder:
        table = Path(folder) / "gdp.csv"
        table.write_text(made_up(), encoding="utf-8")
        # A virtual environment is told by the path of its Python, links unresolved.
        peers = all_peers(table, Path(options.python).absolute())
        repeats: list[list[Figures]] = [[] for _ in peers]
        for number in range(options.repeat):
            for peer, taken in zip(peers, repeats, strict=True):
                taken.append(measure(peer))
            print(f"repeat {number + 1} is done", file=sys.stderr)
    print(f"{described}; median of {options.repeat}\n")
    print(report.table(HEAD, lines(repeats)))


def all_peers(table: Path, python: Path) -> tuple[Peer, Peer, Peer]:
    """Return the template, Dash and ours, in the order of the table."""
    gdp = App(HERE / "gdp.py", {"": ("years",)})
    options = ("AAA", "AAB", "AAC")
    return (
        Peer(
            lambda: serve(gdp.entry, ["--", str(table)]),
            lambda served: streamlit_acts(served, gdp, ""),
            browser.option_of('[data-testid="stMultiSelect"] input', options),
            chart='[data-testid="stVegaLiteChart"] svg',
        ),
        Peer(
            lambda: dash(python, table),
            dash_acts,
            browser.option_of("#countries", options),
            at_rest="() => document.title !== 'Updating...'",
        ),
        Peer(
            lambda: serve(OWN.entry),
            lambda served: streamlit_acts(served, OWN, "calls"),
            browser.choice_of("rule-en"),
            page="calls",
        ),
    )


def made_up() -> str:
    """Return numbers of as many countries and years as the template has, as CSV."""
    chance = random.Random(266)
    letters = "ABCDEFGHIJKLMNOPQRSTUVWXYZ"
    made = (f"A{one}{two}" for one in letters for two in letters)
    codes = [*CHOSEN, *(next(made) for _ in range(COUNTRIES - len(CHOSEN)))]
    rows = [",".join(["Country Code", *map(str, YEARS)])]
    for code in codes:
        value, values = chance.uniform(1e9, 1e12), []
        for _ in YEARS:
            value *= chance.uniform(0.97, 1.12)
            values.append(f"{value:.0f}")
        rows.append(",".join([code, *values]))
    return "\n".join(rows) + "\n"


def measure(peer: Peer) -> Figures:
    """Serve one and take everything of it."""
    with peer.served() as served:
        # First over the protocol: what a cold server costs is no part of this.
        acts = peer.acts(served)
        memory = served.rss_mb()
        address = f"{browser.address(served)}/{peer.page}"
        with browser.chromium() as launched:
            seen = browser.opened(launched, address, ["chart"], peer.chart)
            wait = browser.redrawn(
                launched, address, peer.press, peer.chart, peer.at_rest
            )
    taken = (
        *(seen["chart"], wait, acts.cpu, acts.size),
        *(report.quantile(acts.crowd, 50), report.quantile(acts.crowd, 95), memory),
    )
    return dict(zip(FIGURES, taken, strict=True))


def lines(repeats: Sequence[Sequence[Figures]]) -> Iterator[list[str]]:
    """Return the rows of the table: medians, and ours beside the better of the others.

    Args:
        repeats: by dashboard, ours last, the figures of each repeat.
    """
    for name, unit in FIGURES.items():
        medians = [statistics.median(each[name] for each in of) for of in repeats]
        ratio = medians[-1] / min(medians[:-1])
        cells = (f"{report.number(value)} {unit}" for value in medians)
        yield [name, *cells, f"{ratio:.2f} ×"]


def streamlit_acts(served: Served, app: App, path: str) -> Acts:
    """Use the filters of a Streamlit app."""
    cpu, size = asyncio.run(alone(served, app, path, ACTS))
    return Acts(cpu, size, asyncio.run(crowd_of(served, app, path)))


@contextmanager
def dash(python: Path, table: Path) -> Iterator[Served]:
    """Serve the dashboard in Dash until the block ends."""
    port = free_port()
    command = [str(python), "dash_app.py", str(port), str(table)]
    with running(command, HERE, port, "/_dash-layout") as served:
        yield served


def dash_acts(served: Served) -> Acts:
    """Call the callback as the browser does: one HTTP request an act."""
    address = f"{browser.address(served)}/_dash-update-component"
    chance = random.Random(3)
    bodies = [_callback(chance) for _ in range(ACTS)]
    for body in bodies[:2]:
        _post(address, body)
    before = served.cpu_seconds()
    sizes = [_post(address, body)[1] for body in bodies]
    cpu = 1e3 * (served.cpu_seconds() - before) / ACTS
    waits: list[float] = []
    with ThreadPoolExecutor(CROWD) as pool:
        for _ in range(ROUNDS):
            bodies = [_callback(chance) for _ in range(CROWD)]
            posted = pool.map(lambda body: _post(address, body), bodies)
            waits += [wait for wait, _ in posted]
    return Acts(cpu, statistics.mean(sizes) / 1024, waits)


def _callback(chance: random.Random) -> bytes:
    """Return the request of a reader who moved the slider."""
    years = [chance.randint(1960, 1990), chance.randint(1991, 2023)]
    return json.dumps(
        {
            "output": "chart.figure",
            "outputs": {"id": "chart", "property": "figure"},
            "inputs": [
                {"id": "years", "property": "value", "value": years},
                {"id": "countries", "property": "value", "value": CHOSEN},
            ],
            "changedPropIds": ["years.value"],
            "state": [],
        }
    ).encode()


def _post(address: str, body: bytes) -> tuple[float, int]:
    """Return how many ms the answer took, and its size in bytes."""
    headers = {"Content-Type": "application/json"}
    request = urllib.request.Request(address, body, headers)
    started = time.perf_counter()
    with urllib.request.urlopen(request, timeout=browser.SECONDS) as answer:
        size = len(answer.read())
    return 1e3 * (time.perf_counter() - started), size


if __name__ == "__main__":
    main()
