"""Print a data package as a reader sees it: `python read.py READER DESCRIPTOR`.

The answer is JSON: by table its rows, each an array of cells; days are ISO 8601.
"""

from __future__ import annotations

import datetime as dt
import json
import sys
from decimal import Decimal
from importlib import import_module
from typing import Any


def _frictionless(path: str) -> dict[str, list[list[Any]]]:
    package = import_module("frictionless").Package(path)
    tables = {}
    for resource in package.resources:
        rows = resource.read_rows()
        broken = [row.errors for row in rows if not row.valid]
        if broken:
            raise ValueError(broken[0])
        tables[resource.name] = [list(row.to_dict().values()) for row in rows]
    return tables


def _datapackage(path: str) -> dict[str, list[list[Any]]]:
    package = import_module("datapackage").Package(path, strict=True)
    return {resource.name: resource.read() for resource in package.resources}


READERS = {"frictionless": _frictionless, "datapackage": _datapackage}


def _plain(value: Any) -> Any:
    if isinstance(value, dt.date):
        return value.isoformat()
    if isinstance(value, Decimal):
        return float(value)
    raise TypeError(type(value))


def main() -> None:
    """Read the package and print it."""
    reader, path = sys.argv[1:]
    json.dump(READERS[reader](path), sys.stdout, default=_plain)


if __name__ == "__main__":
    main()
