"""Write the public copies of the data to static/data/v1/.

Run as `python scripts/build_data.py`, or `make data`. The copies are generated,
never edited: a test compares them with what this script would write.
"""

from __future__ import annotations

import sys
from pathlib import Path

REPOSITORY = Path(__file__).resolve().parent.parent
if str(REPOSITORY) not in sys.path:
    # So that the script also runs as a plain file.
    sys.path.insert(0, str(REPOSITORY))

from data.errors import DataError  # noqa: E402
from data.publish import build  # noqa: E402

TARGET = REPOSITORY / "static" / "data" / "v1"


def main() -> int:
    """Write the copies and return the exit status."""
    try:
        files = build(TARGET)
    except DataError as error:
        print(error, file=sys.stderr)
        return 1
    size = sum(file.bytes for file in files) / 1000
    print(
        f"Wrote {len(files)} files, {size:.0f} kB, to {TARGET.relative_to(REPOSITORY)}"
    )
    return 0


if __name__ == "__main__":
    sys.exit(main())
