"""What the process is given before it serves: room for sockets, a log that stays short.

A server without free file descriptors refuses visitors until some leave. Python's event
loop tells of each refusal 2,000 times a second, with a traceback (measured with a limit
of 64: 790,000 lines, 53 MB, until the last visitor left). The web server tells of each
visitor who could not be served, with another, and Streamlit of each message that it
cannot read (2.2 MB for 400 states of widgets that no browser sends).
"""

from __future__ import annotations

import logging
import sys
import time

# As many as a server needs for more readers than it can calculate for.
DESCRIPTORS = 65_536

# The same message is logged once in so many seconds.
SELDOM = 60.0


def prepare() -> None:
    """Raise the limit of descriptors as far as allowed, and calm the event loop's log.

    Doing so again changes nothing.
    """
    if sys.platform != "win32":
        import resource

        soft, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
        unlimited = hard == resource.RLIM_INFINITY
        wanted = DESCRIPTORS if unlimited else min(DESCRIPTORS, hard)
        if soft != resource.RLIM_INFINITY and soft < wanted:
            resource.setrlimit(resource.RLIMIT_NOFILE, (wanted, hard))
    for name in ("asyncio", "uvicorn.error", "streamlit.error_util", __name__):
        logger = logging.getLogger(name)
        if not any(isinstance(known, Seldom) for known in logger.filters):
            logger.addFilter(Seldom())
    # Only the interpreter's own, which writes a trace for each object of a session that
    # could not be opened: somebody who runs tests may have put another there.
    if sys.unraisablehook is sys.__unraisablehook__:
        sys.unraisablehook = _tell_ignored


class Seldom(logging.Filter):
    """Lets a message through once in `SELDOM` seconds, with how many were left out."""

    def __init__(self) -> None:
        super().__init__()
        self._last: dict[str, float] = {}
        self._left_out: dict[str, int] = {}

    def filter(self, record: logging.LogRecord) -> bool:
        """Tell whether the record is logged."""
        # Information is not held back. The first line: what follows names a socket.
        if record.levelno < logging.ERROR:
            return True
        said = f"{str(record.msg).partition(chr(10))[0]} {_told(record)}"
        now = time.monotonic()
        if now - self._last.get(said, -SELDOM) < SELDOM:
            self._left_out[said] = self._left_out.get(said, 0) + 1
            return False
        if len(self._last) > 100:
            self._last.clear()
        self._last[said] = now
        if left_out := self._left_out.pop(said, 0):
            record.msg = f"{record.msg} ({left_out} more of these)"
        return True


def _told(record: logging.LogRecord) -> str:
    """Kind and place of the error of a record: its text may be a stranger's."""
    kind, _, trace = record.exc_info or (None, None, None)
    while trace is not None and trace.tb_next is not None:
        trace = trace.tb_next
    place = f" {trace.tb_frame.f_code.co_filename}:{trace.tb_lineno}" if trace else ""
    return f"{kind.__name__}{place}" if kind else ""


def _tell_ignored(told: sys.UnraisableHookArgs) -> None:
    """Log an error in what cleans up after an object, which nobody can catch."""
    found = told.exc_value or told.exc_type()
    trace = (told.exc_type, found, told.exc_traceback)
    logger = logging.getLogger(__name__)
    logger.log(logging.ERROR, "Ignored while cleaning up", exc_info=trace)
