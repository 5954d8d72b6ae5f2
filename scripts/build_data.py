"""Write the public copies of the data to static/data/v1/.

Run as `python scripts/build_data.py`, or `make data`. The copies are generated,
never edited: a test compares them with what this script would write. Before that the
table `additions` is brought up to date, and every rule is asked. After it all files are
listed in the manifest, by which they are known as checked. OPEN_LINE_ADDRESS makes the
links of the feed whole; without it they are relative.

With `--release` (`make release`) the package is also kept as a frozen release in
static/data/releases/, under the version that the descriptor names.
"""

from __future__ import annotations

import argparse
import sys
from collections.abc import Mapping, Sequence
from pathlib import Path
from types import MappingProxyType

REPOSITORY = Path(__file__).resolve().parent.parent
if str(REPOSITORY) not in sys.path:
    # So that the script also runs as a plain file.
    sys.path.insert(0, str(REPOSITORY))

from components import settings  # noqa: E402
from data.manifest import listed_files, write_manifest  # noqa: E402
from data.news import note_additions  # noqa: E402
from data.publish import build, zip_name  # noqa: E402
from data.releases import check_releases, release  # noqa: E402
from data.schema import DATA_DIRECTORY, DataError, package  # noqa: E402
from data.validate import validate  # noqa: E402

TARGET = REPOSITORY / "static" / "data" / "v1"
RELEASES = REPOSITORY / "static" / "data" / "releases"


def main(
    arguments: Sequence[str] | None = None,
    beside: Mapping[Path, bytes] = MappingProxyType({}),
) -> int:
    """Write the copies and return the exit status.

    Args:
        arguments: of the command.
        beside: other public files, to be written in the same moment.
    """
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("--release", action="store_true", help="keep this version")
    freeze = parser.parse_args(arguments).release
    declared = package()
    try:
        note_additions(DATA_DIRECTORY, RELEASES)
        checked = listed_files(DATA_DIRECTORY, declared)
        if faults := validate(DATA_DIRECTORY):
            raise faults[0]
        files = build(TARGET, address=settings.value(settings.ADDRESS), beside=beside)
        if freeze:
            day = declared.created.isoformat()
            release(RELEASES, declared.version, day, TARGET / zip_name(declared))
        check_releases(RELEASES)
        # Last: what is listed counts as checked, and running servers load it.
        listed = write_manifest(DATA_DIRECTORY, declared, checked)
    except DataError as error:
        print(error, file=sys.stderr)
        return 1
    size = sum(file.bytes for file in files) / 1000
    print(
        f"Wrote {len(files)} files, {size:.0f} kB, to "
        f"{TARGET.relative_to(REPOSITORY)}; {listed} files are in the manifest"
    )
    return 0


if __name__ == "__main__":
    sys.exit(main())
