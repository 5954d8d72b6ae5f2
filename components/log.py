"""What operators are told, one line each: `open_line event=data_loaded version=1.3.0`.

Keys and values, as common collectors of logs read them. A line names the tab that it is
about by `session`: a short sum of the platform's own id, with which nobody can take the
tab over. No line holds an address of a reader, a query, or what somebody typed.
"""

from __future__ import annotations

import hashlib
import json
import logging
import re
import sys

from streamlit.runtime.scriptrunner import get_script_run_ctx

_PLAIN = re.compile(r"[\w.:/+-]+")


def event(name: str, **values: object) -> None:
    """Write one line to the error output of the server; what is None is left out."""
    told = {"event": name, "session": session(), **values}
    pairs = (f"{k}={_written(v)}" for k, v in told.items() if v is not None)
    _logger().log(logging.INFO, "open_line %s", " ".join(pairs))


def session() -> str | None:
    """Return the sign of the tab whose run asks; None outside of one."""
    running = get_script_run_ctx(suppress_warning=True)
    if running is None:
        return None
    return hashlib.sha256(running.session_id.encode()).hexdigest()[:12]


def _written(value: object) -> str:
    said = str(value)
    return said if _PLAIN.fullmatch(said) else json.dumps(said, ensure_ascii=True)


def _logger() -> logging.Logger:
    logger = logging.getLogger("open_line")
    if not logger.handlers:
        # Of our own: the platform sets up its own loggers alone.
        handler = logging.StreamHandler(sys.stderr)
        handler.setFormatter(logging.Formatter("%(asctime)s %(message)s"))
        logger.addHandler(handler)
        logger.setLevel(logging.INFO)
        logger.propagate = False
    return logger
