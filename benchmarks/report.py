"""From measurements to a table: medians, their spread, ratios to the floor."""

from __future__ import annotations

import json
import os
import platform
import re
import statistics
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

import streamlit

from benchmarks.measure import Figures

_PAGE = re.compile(r"/\S*")


@dataclass(frozen=True)
class Spread:
    """Median of repeated measurements, and how far they lie apart."""

    median: float
    lowest: float
    highest: float

    @classmethod
    def of(cls, values: Sequence[float]) -> Spread:
        """Summarise at least one value."""
        return cls(statistics.median(values), min(values), max(values))

    def __str__(self) -> str:
        """Print the median and, where there is one, the range."""
        digits = 0 if self.median >= 10 else 1
        text = f"{self.median:,.{digits}f}"
        if self.lowest == self.highest:
            return text
        return f"{text} ({self.lowest:,.{digits}f}–{self.highest:,.{digits}f})"


def spreads(runs: Sequence[Figures]) -> dict[str, Spread]:
    """Summarise runs of one app, by figure."""
    return {name: Spread.of([run[name] for run in runs]) for name in runs[0]}


def ratios(own: Sequence[Figures], floor: Sequence[Figures]) -> dict[str, Spread]:
    """Divide each run by the run of the floor beside it.

    Every page is compared with the floor's only one. Memory each and sizes are
    compared as well; figures that the floor lacks are left out.
    """
    found: dict[str, list[float]] = {}
    for mine, bare in zip(own, floor, strict=True):
        for name, value in mine.items():
            base = bare.get(_PAGE.sub("/", name))
            if base:
                found.setdefault(name, []).append(value / base)
    return {name: Spread.of(values) for name, values in found.items()}


def table(measured: Mapping[str, Sequence[Figures]], floor: str, own: str) -> str:
    """Print every figure of `own` beside those of the other apps, with its ratio."""
    by_app = {name: spreads(runs) for name, runs in measured.items()}
    ratio = ratios(measured[own], measured[floor])
    others = [name for name in measured if name != own]
    lines = [["", *others, own, f"× {floor}"]]
    for name, spread in by_app[own].items():
        bare = _PAGE.sub("/", name)
        cells = [str(by_app[other].get(bare, "")) for other in others]
        times = f"{ratio[name].median:.1f}" if name in ratio else ""
        lines.append([name, *cells, str(spread), times])
    widths = [max(map(len, column)) for column in zip(*lines, strict=True)]
    return "\n".join(
        "  ".join(
            cell.ljust(width) if place == 0 else cell.rjust(width)
            for place, (cell, width) in enumerate(zip(line, widths, strict=True))
        ).rstrip()
        for line in lines
    )


def circumstances(repeats: int) -> str:
    """Say where and how often it was measured."""
    return (
        f"Python {platform.python_version()}, Streamlit {streamlit.__version__}, "
        f"{os.cpu_count()} cores, load {os.getloadavg()[0]:.1f}; "
        f"median of {repeats} (lowest–highest)"
    )


def write(path: Path, measured: Mapping[str, Sequence[Figures]]) -> None:
    """Keep all figures of all runs as JSON."""
    record = {
        "python": platform.python_version(),
        "streamlit": streamlit.__version__,
        "cores": os.cpu_count(),
        "load": os.getloadavg()[0],
        "runs": {name: list(runs) for name, runs in measured.items()},
    }
    path.write_text(json.dumps(record, indent=1) + "\n", encoding="utf-8")
