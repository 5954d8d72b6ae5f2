"""Whether readers can be sent here: the data are right, and each page runs.

Streamlit's own health page answers 200 as soon as the server listens, with every page
in error. `ready` runs each page as a reader who opens it does, in a session of its own
on the running server, and looks for what a reader would see of an error.
"""

from __future__ import annotations

import asyncio
import time
from dataclasses import dataclass, field
from typing import Any

from streamlit.proto.BackMsg_pb2 import BackMsg
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg
from streamlit.runtime import Runtime
from streamlit.runtime.session_manager import ClientContext

from components import cache
from components.registry import PAGES
from data.load import Dataset
from data.schema import DataError

# Within this time in seconds what was found holds. All pages take about as much as one
# reader who opens each of them once; views seen before take less.
HOLDS = 20.0

# A page that has not come to its end by then does not run.
LONGEST = 30.0

Details = dict[str, Any]


@dataclass
class _Reader:
    """What a session is sent: the errors in it, and whether the run is over."""

    errors: list[str] = field(default_factory=list)
    over: asyncio.Event = field(default_factory=asyncio.Event)

    def write_forward_msg(self, msg: ForwardMsg) -> None:
        """Take one message, in the event loop of the server."""
        if msg.delta.new_element.WhichOneof("type") == "exception":
            # What it is, is told to no reader: that stands in the log.
            self.errors.append("an error is shown, see the log")
        if msg.WhichOneof("type") == "session_event":
            failed = msg.session_event.script_compilation_exception.type
            self.errors += [f"it cannot be read: {failed}"] if failed else []
        # A page that was run alone starts again from the entry point: that run is cut
        # short, and another follows.
        early = msg.script_finished == ForwardMsg.FINISHED_EARLY_FOR_RERUN
        if msg.WhichOneof("type") == "script_finished" and not early:
            self.over.set()

    @property
    def client_context(self) -> ClientContext | None:
        """Nobody's: no headers, no cookies, no address."""
        return None


@dataclass
class _Found:
    """The last check: of which data, when, and which pages failed with what."""

    data: object
    at: float
    failed: dict[str, str]

    def holds(self, data: object) -> bool:
        return self.data is data and time.monotonic() - self.at < HOLDS


_found: list[_Found] = []
_running: list[asyncio.Task[_Found]] = []


async def ready() -> tuple[bool, Details]:
    """Tell whether readers can be sent here, and why not.

    To be awaited in the event loop of the served app. The first call runs each page
    (about a second); then what was found is told at once, and checked again in the
    background when it is older than `HOLDS` seconds. Other data are checked anew.

    The data are not right while their files are not those of the manifest: a restart
    would refuse them. A newer set, with a manifest of its own, that does not hold
    together is no reason to turn readers away: they are served the last good data.

    Returns:
        Whether the data are right and each page runs; and for operators `version` of
        the data (missing where there are none), `data` (`right`, or the fault with its
        file and row), `pages` (what is wrong with those that fail, by name) and, where
        there is one, `newer` (the fault of a newer set).
    """
    try:
        data, fault = await asyncio.to_thread(_data)
    except DataError as error:
        return False, {"data": str(error), "pages": {}}
    found = await _pages(data)
    details: Details = {"version": data.version, "data": "right", "pages": found.failed}
    if fault:
        details["newer" if fault.newer else "data"] = str(fault.error)
    return details["data"] == "right" and not found.failed, details


def _data() -> tuple[Dataset, cache.Fault | None]:
    """The data that readers are shown, and what is wrong with their files."""
    return cache.full(), cache.fault()


async def _pages(data: object) -> _Found:
    """The last check if it is of these data; else a new one, to be waited for."""
    last = _found[0] if _found else None
    if last and last.holds(data):
        return last
    if not _running:
        task = asyncio.create_task(_check(data))
        _running.append(task)
        task.add_done_callback(_running.remove)
    if last and last.data is data and not last.failed:
        return last
    # A probe that gives up does not end the check: the next one has its answer.
    return await asyncio.shield(_running[0])


async def _check(data: object) -> _Found:
    failed = {}
    for spec in PAGES:
        if error := await _run(spec.url_path):
            failed[spec.stem] = error
    found = _Found(data, time.monotonic(), failed)
    _found[:] = [found]
    return found


async def _run(page: str) -> str:
    """Open a page as a reader does; return what is wrong with it, "" if nothing."""
    runtime, reader = Runtime.instance(), _Reader()
    session = runtime.connect_session(reader, user_info={})
    try:
        message = BackMsg()
        message.rerun_script.page_name = page
        runtime.handle_backmsg(session, message)
        async with asyncio.timeout(LONGEST):
            await reader.over.wait()
    except TimeoutError:
        return f"no end after {LONGEST:.0f} s"
    finally:
        runtime.close_session(session)
    return ", ".join(dict.fromkeys(reader.errors))
