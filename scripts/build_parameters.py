"""Write docs/url-parameters.md from the declarations of the filters.

Run as `python scripts/build_parameters.py`. The page is generated, never edited: a
test compares it with what this script would write.
"""

from __future__ import annotations

import sys
from collections import Counter
from itertools import groupby
from pathlib import Path

REPOSITORY = Path(__file__).resolve().parent.parent
if str(REPOSITORY) not in sys.path:
    # So that the script also runs as a plain file.
    sys.path.insert(0, str(REPOSITORY))

from components.filters import FILTERS, Param, contract  # noqa: E402
from components.registry import COMMON_PARAMS, PAGES  # noqa: E402
from data.load import Dataset, load  # noqa: E402
from data.schema import DATA_DIRECTORY  # noqa: E402

PARAMETERS = REPOSITORY / "docs" / "url-parameters.md"

_HEAD = """# URL parameters

Generated from the declarations of the filters by `scripts/build_parameters.py`. Do not edit.

The address of a view is a public contract: names and codes stay, in every language. A default is left out. A value that is not understood is replaced by the default, and the page says so. Several codes are joined by commas. A parameter that a page does not read is dropped from its address.

| parameter | values | default | read on |
|---|---|---|---|
"""  # noqa: E501

_TAIL = """| `embed` | Streamlit's own: `true` hides the frame | | all pages |

Examples

- `/calls?rule=bilateral&grain=month&from=2021&to=2022`: calls of the two alone by month, 2021 and 2022.
- `/stances?asof=2025-07-31&state=DEU`: the map of that day, Germany's record open.
- `/experts?seeds=1`: all assessments of the two Izvestia articles.
- `/calls?record=fra-2025-07-01-call`: the call of 1 July 2025 with its sources.
"""  # noqa: E501


def build(dataset: Dataset) -> str:
    """Return the whole page as Markdown, for the codes of a data set."""
    params = contract(dataset)
    shared = Counter(param.name for param in params.values())
    rows = []
    for declared in FILTERS:
        param, pages = params[declared.key], _read_on(declared.key)
        name = f"`{param.name}`"
        if shared[param.name] > 1 and declared.key != param.name:
            name += f" ({pages})"
        values = declared.values.format(codes=_codes(param))
        rows.append((name, (values, declared.unset or _default(param), pages)))
    # The two ends of the period stand in one row.
    lines = [
        f"| {', '.join(name for name, _ in alike)} | {' | '.join(told)} |\n"
        for told, alike in groupby(rows, key=lambda row: row[1])
    ]
    return f"{_HEAD}{''.join(lines)}{_TAIL}"


def _default(param: Param) -> str:
    """Print a default; a text or a switch as the address would have it."""
    value = param.default
    if value in ((), ""):
        return "all" if value == () else "none"
    return f"`{param.write(value)}`" if isinstance(value, (str, bool)) else str(value)


def _codes(param: Param) -> str:
    return ", ".join(f"`{code}`" for code in param.options)


def _read_on(key: str) -> str:
    if key in COMMON_PARAMS:
        return "all pages"
    return ", ".join(page.stem for page in PAGES if key in page.params)


def main() -> None:
    """Write the page."""
    PARAMETERS.write_text(build(load(DATA_DIRECTORY)), encoding="utf-8")
    print(f"{PARAMETERS.relative_to(REPOSITORY)}: {len(FILTERS)} parameters")


if __name__ == "__main__":
    main()
