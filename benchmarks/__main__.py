"""Measure the app against a bare one: `python -m benchmarks`.

Three apps are served in turn, in every repeat: a bare app with one chart as
`streamlit run` serves it (the floor), the same with this app's settings, and this
app. Times depend on the machine and on what else it does; the ratio to the floor of
the same run much less, and so does CPU time.
"""

from __future__ import annotations

import argparse
from pathlib import Path

from benchmarks import protocol, report
from benchmarks.measure import ROUNDS, App, Figures, measure

ROOT = Path(__file__).resolve().parent.parent
BARE = Path(__file__).resolve().parent / "floor" / "app.py"
FLOOR, TUNED, OWN = "bare", "bare, our settings", "Open Line"

APPS = (
    App(FLOOR, BARE, {"": "factor"}, [""]),
    App(TUNED, BARE, {"": "factor"}, [""], ["--runner.postScriptGC", "false"]),
    App(
        OWN,
        ROOT / "dashboard.py",
        {
            "": "rule.en",
            "calls": "rule.en",
            "stances": "step_event_back",
            "experts": "officials.en",
            "leaders": "rule.en",
            "sources": "control.en",
            "method": "",
            "who": "",
            "new": "",
        },
        ["calls", "stances", "experts"],
        chart="stance_map",
    ),
)


def main() -> None:
    """Measure, print a table, and keep the figures where that is asked for."""
    parser = argparse.ArgumentParser(
        prog="python -m benchmarks",
        description=__doc__,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    parser.add_argument("--repeat", type=int, default=3, help="runs of each app")
    parser.add_argument(
        "--crowds",
        type=int,
        nargs="*",
        choices=sorted(ROUNDS),
        default=sorted(ROUNDS),
        help="numbers of readers who act at once; none with an empty list",
    )
    parser.add_argument("--json", type=Path, help="file for all figures of all runs")
    options = parser.parse_args()
    protocol.check()
    measured: dict[str, list[Figures]] = {app.name: [] for app in APPS}
    for _ in range(options.repeat):
        for app in APPS:
            measured[app.name].append(measure(app, options.crowds))
    print(report.circumstances(options.repeat))
    print(report.table(measured, FLOOR, OWN))
    if options.json:
        report.write(options.json, measured)


if __name__ == "__main__":
    main()
