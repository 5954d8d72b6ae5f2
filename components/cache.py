"""The data set in memory: loaded once per process, then frozen.

It lives in this imported module and not in Streamlit's cache: any client may ask
the server to clear that cache, and each hit would copy the tables. After loading,
garbage is collected once and what remains is frozen, so that later collections
skip it (measured: two thirds of the cost of a rerun).
"""

from __future__ import annotations

import gc
import threading
from collections.abc import Callable, Mapping
from typing import TypeVar, cast

from components import params
from data.load import Dataset, load

_lock = threading.Lock()
_loaded: dict[str, Dataset] = {}
_contracts: dict[str, Mapping[str, params.Param]] = {}
_derived: dict[str, object] = {}

Derived = TypeVar("Derived")


def dataset() -> Dataset:
    """Return the data set; the frames are shared and must not be changed.

    Raises:
        data.load.DataError: a table is missing or damaged. Nothing is kept then, so
            that the next run tries again after the file was mended.
    """
    with _lock:
        if "dataset" not in _loaded:
            _loaded["dataset"] = load()
            gc.collect()
            gc.freeze()
        return _loaded["dataset"]


def contract() -> Mapping[str, params.Param]:
    """Return the URL contract bound to the data set."""
    data = dataset()
    if "contract" not in _contracts:
        _contracts["contract"] = params.contract(data)
    return _contracts["contract"]


def derived(name: str, build: Callable[[Dataset], Derived]) -> Derived:
    """Return what `build` makes of the whole data set, made once per process.

    For what no filter changes, such as tables joined to records. The result is
    shared and must not be changed.
    """
    data = dataset()
    if name not in _derived:
        _derived[name] = build(data)
    return cast("Derived", _derived[name])


def forget() -> None:
    """Drop the data set, so that the next call loads it anew (for tests)."""
    with _lock:
        _loaded.clear()
        _contracts.clear()
        _derived.clear()
