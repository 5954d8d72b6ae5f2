"""What is measured of one app, from its start to fifty readers at once."""

from __future__ import annotations

import asyncio
import statistics
from collections.abc import Mapping, Sequence
from contextlib import AsyncExitStack
from dataclasses import dataclass, field
from pathlib import Path

from streamlit.proto.Element_pb2 import Element

from benchmarks.process import Served, serve
from benchmarks.protocol import Answer, ProtocolError, Session

# Reruns of a page by one reader, and of each of many readers at once.
ALONE = 8
ROUNDS = {10: 4, 50: 2}

Figures = dict[str, float]


@dataclass(frozen=True)
class App:
    """An app to measure.

    `acts` names, by the path of a page, the widget that a reader uses there; "" runs
    the script again as it is. `crowded` are the pages to which many come at once.
    """

    name: str
    entry: Path
    acts: Mapping[str, str]
    crowded: Sequence[str]
    arguments: Sequence[str] = field(default=())
    chart: str = ""


def measure(app: App, crowds: Sequence[int]) -> Figures:
    """Serve the app once and measure everything; times in ms, sizes in KB and MB."""
    with serve(app.entry, app.arguments) as served:
        return {
            "ready ms": 1e3 * served.ready_seconds,
            **asyncio.run(_measure(app, served, crowds)),
        }


async def _measure(app: App, served: Served, crowds: Sequence[int]) -> Figures:
    figures: Figures = {}
    async with Session(served.port) as first:
        figures["cold ms"] = 1e3 * _checked(await first.visit()).seconds
    figures["warm ms"] = 1e3 * statistics.median(
        [await _first_view(served) for _ in range(ALONE)]
    )
    for path, key in app.acts.items():
        figures |= await _alone(app, served, path, key)
    # Every page was run by now: what is kept of the data is in memory.
    figures["base MB"] = served.rss_mb()
    for crowd in crowds:
        for path in app.crowded:
            figures |= await _crowd(served, path, app.acts[path], crowd)
    return figures


async def _first_view(served: Served) -> float:
    async with Session(served.port) as session:
        return _checked(await session.visit()).seconds


async def _alone(app: App, served: Served, path: str, key: str) -> Figures:
    async with Session(served.port) as session:
        opened = await _open(session, path)
        figures: Figures = {}
        if app.chart and (size := _chart_size(opened, app.chart)):
            figures[f"{app.chart} KB"] = size / 1024
        # The first answers hold what the browser then has.
        for number in range(2):
            await act(session, key, number)
        before = served.cpu_seconds()
        answers = [await act(session, key, n) for n in range(2, 2 + ALONE)]
        cpu = served.cpu_seconds() - before
    seconds = [answer.seconds for answer in answers]
    received = [answer.received for answer in answers]
    return figures | {
        f"rerun /{path} ms": 1e3 * statistics.median(seconds),
        f"rerun /{path} CPU ms": 1e3 * cpu / ALONE,
        f"rerun /{path} KB": statistics.median(received) / 1024,
    }


async def _crowd(served: Served, path: str, key: str, crowd: int) -> Figures:
    """Let many readers act in the same instant, several times."""
    before = served.rss_mb()
    async with AsyncExitStack() as stack:
        sessions = [
            await stack.enter_async_context(Session(served.port)) for _ in range(crowd)
        ]
        await asyncio.gather(*(_open(session, path) for session in sessions))
        cpu = served.cpu_seconds()
        seconds = []
        for number in range(ROUNDS[crowd]):
            acts = (act(session, key, number) for session in sessions)
            seconds += [answer.seconds for answer in await asyncio.gather(*acts)]
        cpu = served.cpu_seconds() - cpu
        memory = served.rss_mb() - before
    name = f"{crowd} at once /{path}"
    return {
        f"{name} p50 ms": 1e3 * statistics.median(seconds),
        f"{name} p95 ms": 1e3 * sorted(seconds)[int(0.95 * len(seconds))],
        f"{name} CPU ms": 1e3 * cpu / len(seconds),
        f"{name} MB each": memory / crowd,
    }


async def _open(session: Session, path: str) -> Answer:
    answer = _checked(await session.visit())
    return _checked(await session.visit(path)) if path else answer


async def act(session: Session, key: str, number: int) -> Answer:
    """Use a widget for the `number`th time, or run the script as it is."""
    if not key:
        return _checked(await session.run({}))
    if key not in session.widgets:
        message = f"the page has no widget {key!r}"
        raise ProtocolError(message)
    value = choice(session.widgets[key], number)
    return _checked(await session.act(key, value))


def choice(element: Element, number: int) -> object:
    """What a reader chooses the `number`th time: the next option, on or off, a click.

    Raises:
        ProtocolError: the widget is none of these.
    """
    kind = str(element.WhichOneof("type"))
    if kind == "radio":
        options = element.radio.options
        return options[number % len(options)]
    if kind == "button_group":
        # Of a single choice the browser sends the label, as a list of one.
        return [element.button_group.options[number % 3].content]
    if kind == "multiselect":
        options = element.multiselect.options
        return [options[number % len(options)]]
    if kind == "checkbox":
        return number % 2 == 0
    if kind == "button":
        return True
    message = f"no choice is defined for a widget of the kind {kind}"
    raise ProtocolError(message)


def _checked(answer: Answer) -> Answer:
    """Refuse to take the time of a page that failed."""
    if answer.exceptions:
        message = f"the app shows an exception: {answer.exceptions}"
        raise RuntimeError(message)
    return answer


def _chart_size(answer: Answer, key: str) -> int:
    return max(
        (
            len(element.plotly_chart.spec)
            for element in answer.elements
            if element.plotly_chart.id.endswith(f"-{key}")
        ),
        default=0,
    )
