"""How source pages were read, in words."""

from __future__ import annotations

import pandas as pd

from components import format as fmt
from components.text import tn
from data import sources


def read_as(pages: pd.DataFrame) -> str:
    """Say how pages were read, each way with its number of pages."""
    told = [
        tn(f"method.read_{name}", n) for name, n in sources.ways(pages).items() if n
    ]
    return tn("method.read", len(pages), ways=fmt.join(told))
