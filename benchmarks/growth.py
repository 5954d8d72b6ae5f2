"""What grows with the data: `python -m benchmarks.growth`.

Packages of many times today's records are validated, loaded and served one after the
other, and one table says what each takes, as a multiple of today's.
`python -m benchmarks.growth FACTOR FOLDER` only writes such a package, to look at.
"""

from __future__ import annotations

import argparse
import asyncio
import itertools
import os
import statistics
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path

from benchmarks import protocol
from benchmarks.grow import grow
from benchmarks.process import Served, serve
from benchmarks.protocol import Answer, Session

ROOT = Path(__file__).resolve().parent.parent
FACTORS = (1, 10, 100, 1000)

# So many views of a page come first and are not counted.
WARM = 2

# No program, and not all pages together, may take longer; what is not measured by
# then is left out.
LIMIT_SECONDS = 240

Figures = dict[str, float]

# Views of each page that no two acts share, so that none is answered from memory.
_SPANS = [
    f"from={first}&to={last}&rule=all"
    for first, last in itertools.combinations(range(2017, 2027), 2)
]
_DAYS = [f"asof=2025-{month:02}-15" for month in range(1, 13)]
_BREAKDOWNS = itertools.product((2024, 2025, 2026), ("question", "region", "kind"))
_LANGUAGES = ("en", "fr", "de", "ru", "pl", "fi", "et", "lv")
_STATES = ("FRA", "DEU", "POL", "HUN", "ITA", "FIN", "SVK", "EST")
VIEWS: Mapping[str, Sequence[str]] = {
    "": _SPANS[:8],
    "calls": _SPANS[8:16],
    "stances": _DAYS[:8],
    "experts": [f"officials=1&from=2022&to={y}&by={by}" for y, by in _BREAKDOWNS],
    "leaders": _SPANS[16:24],
    "sources": [f"language={code}" for code in _LANGUAGES],
    "who": [f"id={code}" for code in _STATES],
}

# Loads as the app does, and says how long that took and how much memory it holds.
_LOAD = """
import time
started = time.perf_counter()
from data.validate import load_checked
data = load_checked()
print(time.perf_counter() - started)
"""


def main() -> None:
    """Measure every factor and print the table, or write one package."""
    parser = argparse.ArgumentParser(
        prog="python -m benchmarks.growth",
        description=__doc__,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    parser.add_argument("factor", type=int, nargs="?", help="of the package to write")
    parser.add_argument("folder", type=Path, nargs="?", help="where to write it")
    parser.add_argument(
        "--factors", type=int, nargs="+", default=FACTORS, help="what is measured"
    )
    options = parser.parse_args()
    if options.factor is not None:
        if options.folder is None:
            parser.error("say in which folder to write the package")
        grow(options.factor, options.folder)
        return
    protocol.check()
    measured = {factor: measure(factor) for factor in sorted({1, *options.factors})}
    print(table(measured))


def measure(factor: int) -> Figures:
    """Make a package, then validate, load and serve it; times in s and ms."""
    with tempfile.TemporaryDirectory() as folder:
        grow(factor, Path(folder))
        size = sum(path.stat().st_size for path in Path(folder).rglob("*.csv"))
        with reading(Path(folder)):
            figures: Figures = {"tables, MB": size / 2**20}
            seconds, memory, _ = _run("-m", "data.validate")
            figures |= {"validate, s": seconds, "validate, MB": memory}
            _, memory, printed = _run("-c", _LOAD)
            figures |= {"load, s": float(printed), "load, MB": memory}
            with serve(ROOT / "dashboard.py") as served:
                figures |= asyncio.run(_pages(served))
    return figures


@contextmanager
def reading(folder: Path) -> Iterator[None]:
    """Let programs that are started here read another package."""
    before = os.environ.get("OPEN_LINE_DATA")
    os.environ["OPEN_LINE_DATA"] = str(folder)
    try:
        yield
    finally:
        del os.environ["OPEN_LINE_DATA"]
        if before is not None:
            os.environ["OPEN_LINE_DATA"] = before


def _run(*arguments: str) -> tuple[float, float, str]:
    """Run Python here; return its seconds, its most memory in MB, what it prints.

    Raises:
        RuntimeError: it fails, or takes too long.
    """
    with tempfile.TemporaryFile("w+") as output:
        started = time.perf_counter()
        process = subprocess.Popen(
            [sys.executable, *arguments], cwd=ROOT, stdout=output, stderr=output
        )
        stop = threading.Timer(LIMIT_SECONDS, process.kill)
        stop.start()
        # Only the one who waits for a process is told its most memory.
        _, status, used = os.wait4(process.pid, 0)
        stop.cancel()
        process.returncode = os.waitstatus_to_exitcode(status)
        seconds = time.perf_counter() - started
        output.seek(0)
        printed = output.read().strip()
    if process.returncode:
        message = f"{' '.join(arguments[:2])} failed:\n{printed}"
        raise RuntimeError(message)
    unit = 2**20 if sys.platform == "darwin" else 2**10
    return seconds, used.ru_maxrss / unit, printed


async def _pages(served: Served) -> Figures:
    """First views and reruns of a served app; what takes too long is left out."""
    ends = time.perf_counter() + LIMIT_SECONDS
    figures: Figures = {}
    async with Session(served.port) as session:
        answer = checked(await session.visit())
        figures["first view, cold, ms"] = 1e3 * answer.seconds
    async with Session(served.port) as session:
        answer = checked(await session.visit())
        figures["first view, warm, ms"] = 1e3 * answer.seconds
    for path, views in VIEWS.items():
        async with Session(served.port) as session:
            checked(await session.visit())
            used = []
            for query in views:
                before = served.cpu_seconds()
                checked(await session.visit(path, query))
                used.append(served.cpu_seconds() - before)
                if time.perf_counter() > ends:
                    return figures
        figures[f"/{path}, new view, CPU ms"] = 1e3 * statistics.mean(used[WARM:])
    figures["memory after all, MB"] = served.rss_mb()
    return figures


def checked(answer: Answer) -> Answer:
    """Refuse to take the time of a page that failed.

    Raises:
        RuntimeError: the page shows an exception.
    """
    if answer.exceptions:
        message = f"the app shows an exception: {answer.exceptions}"
        raise RuntimeError(message)
    return answer


def table(measured: Mapping[int, Figures]) -> str:
    """Print each figure by factor, and how many times that of the first it is."""
    factors = list(measured)
    first = measured[factors[0]]
    lines = [["", *(f"{factor:,} ×" for factor in factors)]]
    lines.append(["---", *("--:" for _ in factors)])
    for name, base in first.items():
        cells = [_cell(measured[factor].get(name), base) for factor in factors]
        lines.append([name, *cells])
    widths = [max(map(len, column)) for column in zip(*lines, strict=True)]
    return "\n".join(
        f"| {' | '.join(cell.ljust(w) for cell, w in zip(line, widths, strict=True))} |"
        for line in lines
    )


def _cell(value: float | None, base: float) -> str:
    if value is None:
        return "not in time"
    printed = f"{value:,.0f}" if value >= 10 else f"{value:.1f}"
    return printed if value == base else f"{printed} ({value / base:.1f} ×)"


if __name__ == "__main__":
    main()
