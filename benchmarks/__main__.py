"""Measure the app against bare ones, and print one table: `python -m benchmarks`.

In every repeat the floor and the app are served in turn, each group of bars with
servers of its own. Times depend on the machine and on what else it does; the ratio to
the floor of the same repeat much less. docs/performance.md says what each row means.
"""

from __future__ import annotations

import argparse
import sys
import time
from collections.abc import Callable, Mapping
from pathlib import Path

from benchmarks import browser, measure, protocol, report
from benchmarks.report import Taken

GROUPS: Mapping[str, Callable[[], list[Taken]]] = {
    "cpu": measure.cpu,
    "crowd": measure.crowd,
    "paced": measure.paced,
    "cold": measure.cold,
    "memory": measure.memory,
    "many": measure.many,
    "browser": browser.browser,
    "right": measure.right,
}

# Either an answer is the reader's own or it is not: no median is needed.
ONCE = {"right"}


def main() -> None:
    """Measure, print the table, and keep the figures where that is asked for."""
    parser = argparse.ArgumentParser(
        prog="python -m benchmarks",
        description=__doc__,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    parser.add_argument("--repeat", type=int, default=3, help="repeats of each group")
    parser.add_argument(
        "--only",
        type=_groups,
        default=list(GROUPS),
        help=f"groups to measure, by commas: {','.join(GROUPS)}",
    )
    parser.add_argument("--json", type=Path, help="file for all figures of all repeats")
    options = parser.parse_args()
    protocol.check()
    described = report.machine()
    repeats = []
    for repeat in range(options.repeat):
        taken: list[Taken] = []
        for name in options.only:
            if repeat == 0 or name not in ONCE:
                started = time.perf_counter()
                taken += GROUPS[name]()
                seconds = time.perf_counter() - started
                print(f"{repeat + 1}: {name}, {seconds:.0f} s", file=sys.stderr)
        repeats.append(taken)
    rows = report.rows(repeats)
    print(f"{described}; median of {options.repeat}\n")
    print(report.table(report.HEAD, [row.cells for row in rows]))
    print(f"\n{report.verdict(rows)}")
    if options.json:
        report.write(options.json, described, repeats)


def _groups(text: str) -> list[str]:
    names = text.split(",")
    if unknown := set(names) - set(GROUPS):
        message = f"no group {', '.join(sorted(unknown))}"
        raise argparse.ArgumentTypeError(message)
    return names


if __name__ == "__main__":
    main()
