"""Where things are."""

from __future__ import annotations

from pathlib import Path

REPOSITORY = Path(__file__).resolve().parents[2]
ENTRY = REPOSITORY / "dashboard.py"
# What `make readers` installs.
READERS = REPOSITORY / ".readers"
GOLDEN = REPOSITORY / "tests" / "golden"
