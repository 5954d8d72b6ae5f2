"""Settings of a copy: who runs it, on what means, how to reach them.

They are environment variables, so that a fork need not change code. Streamlit puts
the secrets of a deployment into the environment, too.
"""

from __future__ import annotations

import os
from collections.abc import Mapping
from types import MappingProxyType

REPORT_URL = "OPEN_LINE_REPORT_URL"

# Where a copy is served, for addresses that must be whole.
ADDRESS = "OPEN_LINE_ADDRESS"

# For who hosts a copy with `serve.py`: how many sessions at once, and what those who
# ask for its figures have to show.
ROOM = "OPEN_LINE_SESSIONS"
METRICS_TOKEN = "OPEN_LINE_METRICS_TOKEN"

# What the method page says of a copy, in its order.
ABOUT: Mapping[str, str] = MappingProxyType(
    {
        "operator": "OPEN_LINE_OPERATOR",
        "funding": "OPEN_LINE_FUNDING",
        "contact": "OPEN_LINE_CONTACT",
    }
)

# In letters; what is longer is cut, so that no setting fills a page.
LONGEST = 400


def value(name: str) -> str:
    """Return a setting as one line of printable text, or "" where it is not set."""
    printable = "".join(c if c.isprintable() else " " for c in os.environ.get(name, ""))
    return " ".join(printable.split())[:LONGEST]
