"""From measurements to one table: what was taken, its ratio to the floor, its bar."""

from __future__ import annotations

import datetime as dt
import json
import os
import platform
import statistics
from collections.abc import Iterable, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path

import streamlit

HEAD = ("what", "floor", "ours", "ratio", "bar", "met")

_CPUINFO = Path("/proc/cpuinfo")


@dataclass(frozen=True)
class Bar:
    """What a figure must not exceed: a multiple of the floor's, or a value."""

    times: float | None = None
    most: float | None = None

    def met(self, value: float, ratio: float | None) -> bool | None:
        """Tell whether it is met; None without a bar, or without a floor beside it."""
        if self.most is not None:
            return value <= self.most
        if self.times is None or ratio is None:
            return None
        return ratio <= self.times


NONE = Bar()


@dataclass(frozen=True)
class Taken:
    """One figure of one repeat, beside the floor's of the same repeat.

    `unit` is "ms", "KB", "MB", or empty for a number of things.
    """

    what: str
    unit: str
    ours: float
    bar: Bar = NONE
    floor: float | None = None


@dataclass(frozen=True)
class Row:
    """A figure over all repeats: medians, and the median of the repeats' ratios."""

    what: str
    unit: str
    ours: float
    floor: float | None
    ratio: float | None
    bar: Bar

    @property
    def met(self) -> bool | None:
        """Tell whether the bar is met; None where there is none."""
        return self.bar.met(self.ours, self.ratio)

    @property
    def cells(self) -> tuple[str, ...]:
        """The row as it is printed, in the order of `HEAD`."""
        bar = ""
        if self.bar.most is not None:
            bar = f"≤ {number(self.bar.most)} {self.unit}".strip()
        elif self.bar.times is not None:
            bar = f"≤ {self.bar.times:g} ×"
        return (
            self.what,
            "" if self.floor is None else f"{number(self.floor)} {self.unit}".strip(),
            f"{number(self.ours)} {self.unit}".strip(),
            "" if self.ratio is None else f"{self.ratio:.2f} ×",
            bar,
            {True: "yes", False: "NO", None: ""}[self.met],
        )


def number(value: float) -> str:
    """Write a value with as many digits as it bears."""
    if value == int(value) or abs(value) >= 20:
        return f"{value:,.0f}"
    return f"{value:,.1f}" if abs(value) >= 1 else f"{value:,.2f}"


def quantile(values: Sequence[float], percent: int) -> float:
    """Return the value below which so many in a hundred lie; 50 is the median."""
    if percent == 50:
        return statistics.median(values)
    ordered = sorted(values)
    return ordered[min(len(ordered) - 1, len(ordered) * percent // 100)]


def rows(repeats: Sequence[Sequence[Taken]]) -> list[Row]:
    """Bring the repeats of each figure together, in the order they were first taken.

    Each is compared with the floor of its own repeat: what else the machine did then
    slowed both.
    """
    by_name: dict[str, list[Taken]] = {}
    for taken in (each for repeat in repeats for each in repeat):
        by_name.setdefault(taken.what, []).append(taken)
    return [_row(each) for each in by_name.values()]


def _row(taken: Sequence[Taken]) -> Row:
    first = taken[0]
    floors = [each.floor for each in taken if each.floor is not None]
    ratios = [each.ours / each.floor for each in taken if each.floor]
    return Row(
        first.what,
        first.unit,
        statistics.median(each.ours for each in taken),
        statistics.median(floors) if floors else None,
        statistics.median(ratios) if ratios else None,
        first.bar,
    )


def table(head: Sequence[str], lines: Iterable[Sequence[str]]) -> str:
    """Print cells in columns: a table of Markdown that reads well as it is."""
    cells = [tuple(head), *map(tuple, lines)]
    widths = [max(map(len, column)) for column in zip(*cells, strict=True)]
    printed = [_line(line, widths) for line in cells]
    rule = [
        ":" + "-" * (w - 1) if n == 0 else "-" * (w - 1) + ":"
        for n, w in enumerate(widths)
    ]
    return "\n".join([printed[0], f"| {' | '.join(rule)} |", *printed[1:]])


def _line(line: Sequence[str], widths: Sequence[int]) -> str:
    placed = (
        cell.ljust(width) if place == 0 else cell.rjust(width)
        for place, (cell, width) in enumerate(zip(line, widths, strict=True))
    )
    return f"| {' | '.join(placed)} |"


def verdict(measured: Iterable[Row]) -> str:
    """Say how many bars are met."""
    met = [row.met for row in measured if row.met is not None]
    return f"{sum(met)} of {len(met)} bars are met."


def machine() -> str:
    """Describe where and when it was measured."""
    return (
        f"{dt.datetime.now(dt.UTC):%Y-%m-%d}, Python {platform.python_version()}, "
        f"Streamlit {streamlit.__version__}, {os.cpu_count()} cores of {_processor()}, "
        f"load {os.getloadavg()[0]:.1f}"
    )


def _processor() -> str:
    if _CPUINFO.exists():
        for line in _CPUINFO.read_text(encoding="utf-8").splitlines():
            if line.startswith("model name"):
                return line.partition(":")[2].strip()
    return platform.processor() or platform.machine()


def write(path: Path, described: str, repeats: Sequence[Sequence[Taken]]) -> None:
    """Keep all figures of all repeats as JSON."""
    record = {
        "machine": described,
        "repeats": [[asdict(taken) for taken in repeat] for repeat in repeats],
    }
    path.write_text(
        json.dumps(record, indent=1, ensure_ascii=False) + "\n", encoding="utf-8"
    )
