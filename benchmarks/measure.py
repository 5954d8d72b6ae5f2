"""What is measured over the protocol: a function for each group of bars.

Each serves the floor and the app, one after the other, and returns what it took.
"""

from __future__ import annotations

import asyncio
import itertools
import random
import re
import time
from collections.abc import AsyncIterator, Awaitable, Callable, Mapping, Sequence
from contextlib import AsyncExitStack, asynccontextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import TypeVar

from websockets.exceptions import WebSocketException

from benchmarks.process import Served, serve
from benchmarks.protocol import Answer, ProtocolError, Session
from benchmarks.report import Bar, Taken, quantile
from benchmarks.views import WARM, WIDGETS, Tab, choice, tabs

ROOT = Path(__file__).resolve().parent.parent


@dataclass(frozen=True)
class App:
    """An app to measure: its file, and by page the widgets that readers use there."""

    entry: Path
    widgets: Mapping[str, Sequence[str]]


OWN = App(ROOT / "dashboard.py", WIDGETS)
HELLO = App(ROOT / "benchmarks" / "floor" / "hello.py", {"": ()})

# Readers who act in the same instant, and how often each of them does on a page.
CROWD, ROUNDS = 50, 2

# Readers who come in the same instant, and the page to which they go.
MANY, MANY_PATH = 200, "calls"

# Each of the paced readers acts once in so many seconds, for so long; some of the acts
# are steps to another page.
PACE_SECONDS, PACED_SECONDS, PAGE_CHANGES = 5.0, 30.0, 0.25

# Reruns of views that were seen before.
SEEN = 16

FIRST_VIEWS = 9

# A session that was left is held for so long, in case its reader comes back. Shorter
# than the app's own setting, which only makes the same wait longer.
HELD_SECONDS = 3

# Readers with filters of their own, and how often what they see is compared.
READERS, CHECKS = 20, 2000
CHECKED_PATHS = ("calls", "stances")

# The app marks a notice so where an address asks for what it does not understand.
_NOT_UNDERSTOOD = "link_off"

_Result = TypeVar("_Result")
_Task = Callable[[Served, App], Awaitable[_Result]]


def cpu() -> list[Taken]:
    """Take CPU and bytes of the reruns of one reader, for each tab of each page.

    The bars were stated as 30 and 15 ms where a rerun of the floor took 46.
    """
    floor = Tab("floor", "", ("",))
    bare = _on(HELLO, lambda served, _: _reruns_of(served, [floor]))[floor]
    own = _on(OWN, lambda served, _: _reruns_of(served, tabs()))
    new = [
        Taken(f"CPU, new view: {tab.name}", "ms", each.new, Bar(0.65), bare.seen)
        for tab, each in own.items()
        if each.new is not None
    ]
    seen = [
        Taken(f"CPU, view seen: {tab.name}", "ms", each.seen, Bar(0.33), bare.seen)
        for tab, each in own.items()
    ]
    size = [
        Taken(f"bytes: {tab.name}", "KB", each.size, _size_bar(tab))
        for tab, each in own.items()
    ]
    return new + seen + size


def crowd() -> list[Taken]:
    """Take how long an act takes where 50 readers of a page act at once."""
    floor, own = _on(HELLO, _crowds)[""], _on(OWN, _crowds)
    return [
        Taken(
            f"{CROWD} at once, p{percent}: /{path}",
            "ms",
            quantile(waits, percent),
            Bar(times),
            quantile(floor, percent),
        )
        for percent, times in ((50, 0.6), (95, 0.8))
        for path, waits in own.items()
    ]


def paced() -> list[Taken]:
    """Take how long an act takes where 50 readers act in their own time."""
    floor = _on(HELLO, _paced)
    with serve(OWN.entry) as served:
        own = asyncio.run(_paced(served, OWN))
    what = f"{CROWD} readers, an act in {PACE_SECONDS:.0f} s each"
    return [
        Taken(f"{what}, p50", "ms", quantile(own, 50), floor=quantile(floor, 50)),
        Taken(f"{what}, p95", "ms", quantile(own, 95), Bar(0.5), quantile(floor, 95)),
        Taken(f"{what}, found in memory of 100 asked", "", _found(served.printed)),
    ]


_KEPT = re.compile(r"event=kept found=(\d+) made=(\d+)")


def _found(printed: Sequence[str]) -> float:
    """How many of 100 views and cards the app had kept, as its log says at the end."""
    told = [tuple(map(int, m.groups())) for m in map(_KEPT.search, printed) if m]
    if not told:
        message = "the app did not say at its end what it had kept"
        raise RuntimeError(message)
    found, made = told[-1]
    return 100 * found / max(found + made, 1)


def cold() -> list[Taken]:
    """Take the first view of a server that just started, and of one that has served.

    What is loaded at the start is not in them, so how long that takes stands beside.
    """
    floor, own = _on(HELLO, _first_views), _on(OWN, _first_views)
    return [
        Taken("first view, cold server", "ms", own[0], Bar(most=400), floor[0]),
        Taken("first view, warm server", "ms", own[1], Bar(1.5), floor[1]),
        Taken("from the start until it serves", "ms", own[2], floor=floor[2]),
    ]


def many() -> list[Taken]:
    """Take the first view where 200 readers come at once, and how many get none."""
    (floor, _), (own, errors) = _on(HELLO, _arrivals), _on(OWN, _arrivals)
    what = f"{MANY} come at once"
    return [
        Taken(f"{what}, errors", "", errors, Bar(most=0)),
        Taken(f"{what}, first view p50", "ms", own[0], Bar(0.6), floor[0]),
        Taken(f"{what}, first view p95", "ms", own[1], floor=floor[1]),
    ]


def memory() -> list[Taken]:
    """Take what the server holds: alone, with 200 sessions, and after they left.

    After the first 200 the process keeps some pages for whoever comes next, so what a
    session leaves behind shows in what a second 200 add. Nothing, to a tenth of a MB.
    """
    held = ("--server.disconnectedSessionTTL", str(HELD_SECONDS))
    floor, own = _on(HELLO, _memory, *held), _on(OWN, _memory, *held)
    bars = {
        "base": Bar(most=190),
        "each session": Bar(most=0.5),
        f"{MANY} sessions": Bar(most=320),
        f"after {MANY} left": Bar(),
        "left by each session": Bar(most=0.05),
    }
    return [
        Taken(f"memory: {name}", "MB", own[name], bar, floor[name])
        for name, bar in bars.items()
    ]


def right() -> list[Taken]:
    """Count the answers under load that are not those of the reader's own filters."""
    views = [
        (tab.path, query)
        for tab in tabs()
        if tab.path in CHECKED_PATHS
        for query in tab.queries
    ]
    # Computed by a server of its own: one that shared answers would agree with itself.
    alone = _on(OWN, lambda served, _: _shown_alone(served, views))
    checks, wrong = _on(OWN, lambda served, _: _checks(served, alone))
    what = f"answers not the reader's own, of {checks:,}"
    return [Taken(what, "", wrong, Bar(most=0))]


async def act(session: Session, keys: Sequence[str], number: int) -> Answer:
    """Use one of these widgets in a way that depends on the number.

    Without any, the script runs again as it is.

    Raises:
        ProtocolError: the page has none of them.
        RuntimeError: the app shows an exception.
    """
    if not keys:
        return checked(await session.run({}))
    # A widget that was made anew has a number behind its key.
    there = [
        name
        for name in session.widgets
        if any(name == key or name.startswith(f"{key}.") for key in keys)
    ]
    if not there:
        message = f"the page has none of the widgets {keys}"
        raise ProtocolError(message)
    name = there[number % len(there)]
    value = choice(session.widgets[name], number // len(there))
    return checked(await session.act(name, value))


def checked(answer: Answer) -> Answer:
    """Refuse to take the time of a page that failed, or was asked for another view.

    Raises:
        RuntimeError: the app shows an exception or does not understand the address.
    """
    if answer.exceptions:
        message = f"the app shows an exception: {answer.exceptions}"
        raise RuntimeError(message)
    if bad := [text for icon, text in answer.notices if _NOT_UNDERSTOOD in icon]:
        message = f"the app does not understand the address: {bad}"
        raise RuntimeError(message)
    return answer


def _on(app: App, task: _Task[_Result], *arguments: str) -> _Result:
    """Serve the app for one task, with these arguments of `streamlit run`."""
    with serve(app.entry, arguments) as served:
        return asyncio.run(_awaited(task(served, app)))


async def _awaited(task: Awaitable[_Result]) -> _Result:
    return await task


@dataclass(frozen=True)
class Reruns:
    """CPU of a rerun in ms, of views never seen and seen before, and its size in KB."""

    new: float | None
    seen: float
    size: float


async def _reruns_of(served: Served, all_tabs: Sequence[Tab]) -> dict[Tab, Reruns]:
    taken = {}
    async with Session(served.port) as session:
        checked(await session.visit())
        for tab in all_tabs:
            checked(await session.visit(tab.path))
            warm, fresh = tab.queries[:WARM], tab.queries[WARM:]
            await _reruns(served, session, warm)
            new = await _reruns(served, session, fresh) if fresh else None
            again = list(itertools.islice(itertools.cycle(fresh or warm), SEEN))
            seen = await _reruns(served, session, again)
            taken[tab] = Reruns(new and new[0], seen[0], (new or seen)[1])
    return taken


async def _reruns(
    served: Served, session: Session, queries: Sequence[str]
) -> tuple[float, float]:
    """Show these views one after the other; return the means of ms and KB."""
    before = served.cpu_seconds()
    received = 0
    for query in queries:
        received += (await _show(session, query)).received
    used = served.cpu_seconds() - before
    return 1e3 * used / len(queries), received / len(queries) / 1024


async def _show(session: Session, query: str) -> Answer:
    """Show another view of the page, as a step back in a browser does."""
    session.query = query
    return checked(await session.run({}))


def _size_bar(tab: Tab) -> Bar:
    # The outlines of the states make the map what it is.
    return Bar(most=40 if tab.path == "stances" else 15)


@asynccontextmanager
async def _readers(served: Served, count: int) -> AsyncIterator[list[Session]]:
    """Open many tabs at the start page."""
    async with AsyncExitStack() as stack:
        sessions = [
            await stack.enter_async_context(Session(served.port)) for _ in range(count)
        ]
        await asyncio.gather(*(session.visit() for session in sessions))
        yield sessions


async def _crowds(served: Served, app: App) -> dict[str, list[float]]:
    return {path: await crowd_of(served, app, path) for path in app.widgets}


async def crowd_of(served: Served, app: App, path: str) -> list[float]:
    """Let many readers of a page act at once; return what each act took in ms."""
    chance = random.Random(1)
    keys = app.widgets[path]
    async with _readers(served, CROWD) as sessions:
        if path:
            await asyncio.gather(*(session.visit(path) for session in sessions))
        answers = []
        for _ in range(ROUNDS):
            acts = (act(each, keys, chance.getrandbits(20)) for each in sessions)
            answers += await asyncio.gather(*acts)
    return [1e3 * answer.seconds for answer in answers]


async def alone(served: Served, app: App, path: str, count: int) -> tuple[float, float]:
    """Let one reader act; return CPU in ms and size in KB of an act."""
    chance = random.Random(4)
    async with Session(served.port) as session:
        checked(await session.visit())
        checked(await session.visit(path))
        for _ in range(2):
            await act(session, app.widgets[path], chance.getrandbits(20))
        before = served.cpu_seconds()
        received = 0
        for _ in range(count):
            number = chance.getrandbits(20)
            received += (await act(session, app.widgets[path], number)).received
        used = served.cpu_seconds() - before
    return 1e3 * used / count, received / count / 1024


async def _paced(served: Served, app: App) -> list[float]:
    """Return what each act took in ms."""
    async with _readers(served, CROWD) as sessions:
        end = time.perf_counter() + PACED_SECONDS
        people = (
            _person(session, app, random.Random(number), end)
            for number, session in enumerate(sessions)
        )
        return list(itertools.chain(*await asyncio.gather(*people)))


async def _person(
    session: Session, app: App, chance: random.Random, end: float
) -> list[float]:
    path, waits = "", []
    await asyncio.sleep(chance.uniform(0, PACE_SECONDS))
    while time.perf_counter() < end:
        if chance.random() < PAGE_CHANGES:
            path = chance.choice(list(app.widgets))
            answer = checked(await session.visit(path))
        else:
            answer = await act(session, app.widgets[path], chance.getrandbits(20))
        waits.append(1e3 * answer.seconds)
        await asyncio.sleep(PACE_SECONDS * chance.uniform(0.5, 1.5))
    return waits


async def _first_views(served: Served, _: App) -> tuple[float, float, float]:
    """Return in ms the very first view, the median of later ones, and the start."""
    views = []
    for _number in range(1 + FIRST_VIEWS):
        async with Session(served.port) as session:
            views.append(1e3 * checked(await session.visit()).seconds)
    return views[0], quantile(views[1:], 50), 1e3 * served.ready_seconds


async def _arrivals(served: Served, _: App) -> tuple[tuple[float, float], int]:
    """Return p50 and p95 in ms of those who got a view, and how many got none."""
    async with Session(served.port) as first:
        checked(await first.visit())
    async with _came(served) as (_sessions, waits):
        got = [1e3 * wait for wait in waits if wait is not None]
    return (quantile(got, 50), quantile(got, 95)), len(waits) - len(got)


@asynccontextmanager
async def _came(
    served: Served,
) -> AsyncIterator[tuple[list[Session], list[float | None]]]:
    """Let many readers come at once; None is the wait of one who got no view."""
    sessions = [Session(served.port) for _ in range(MANY)]

    async def arrive(session: Session) -> float | None:
        started = time.perf_counter()
        try:
            await session.__aenter__()
            checked(await session.visit())
        except (OSError, TimeoutError, WebSocketException, RuntimeError):
            return None
        return time.perf_counter() - started

    async with AsyncExitStack() as stack:
        for session in sessions:
            stack.push_async_exit(session)
        yield sessions, await asyncio.gather(*map(arrive, sessions))


async def _memory(served: Served, app: App) -> dict[str, float]:
    """Return memory in MB, by what it is of."""
    async with Session(served.port) as session:
        await session.visit()
        # Every page and tab was drawn by now: what is loaded late is in memory.
        for tab in tabs() if app is OWN else ():
            await session.visit(tab.path)
            await _show(session, tab.queries[0])
    base = served.rss_mb()
    full, first = await _come_and_go(served, app)
    _, second = await _come_and_go(served, app)
    return {
        "base": base,
        "each session": (full - base) / MANY,
        f"{MANY} sessions": full,
        f"after {MANY} left": first,
        "left by each session": max(0.0, second - first) / MANY,
    }


async def _come_and_go(served: Served, app: App) -> tuple[float, float]:
    """Return memory in MB while many are there, and once they are forgotten."""
    async with _came(served) as (sessions, waits):
        there = [s for s, wait in zip(sessions, waits, strict=True) if wait is not None]
        path = MANY_PATH if MANY_PATH in app.widgets else ""
        await asyncio.gather(*(session.visit(path) for session in there))
        full = served.rss_mb()
    await asyncio.sleep(HELD_SECONDS + 1)
    # Streamlit forgets the old when somebody else leaves.
    async with Session(served.port) as session:
        await session.visit()
    await asyncio.sleep(1)
    return full, served.rss_mb()


View = tuple[str, str]
Shown = tuple[list[str], list[str]]


async def _shown_alone(served: Served, views: Sequence[View]) -> dict[View, Shown]:
    shown = {}
    for path, query in views:
        # A session for each: nothing of the view before can be left.
        async with Session(served.port) as session:
            await session.visit()
            shown[path, query] = _shown(checked(await session.visit(path, query)))
    return shown


def _shown(answer: Answer) -> Shown:
    return answer.headings, answer.charts


async def _checks(served: Served, alone: Mapping[View, Shown]) -> tuple[int, int]:
    """Compare what readers at the same time see; return how often, and how many differ.

    The headings of a view, the answer among them, are one check; each chart is one.
    """
    chance = random.Random(2)
    checks = wrong = 0
    async with _readers(served, READERS) as sessions:
        while checks < CHECKS:
            views = [chance.choice(list(alone)) for _ in sessions]
            steps = (
                session.visit(path, query)
                for session, (path, query) in zip(sessions, views, strict=True)
            )
            for view, answer in zip(views, await asyncio.gather(*steps), strict=True):
                made, differ = compare(_shown(checked(answer)), alone[view])
                checks, wrong = checks + made, wrong + differ
    return checks, wrong


def compare(seen: Shown, expected: Shown) -> tuple[int, int]:
    """Return how many things were compared, and how many of them differ."""
    charts = list(itertools.zip_longest(seen[1], expected[1]))
    differ = sum(one != other for one, other in charts) + (seen[0] != expected[0])
    return len(charts) + 1, differ
