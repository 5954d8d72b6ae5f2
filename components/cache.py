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
from contextvars import ContextVar
from typing import TypeVar, cast

from components import filters, text
from data.evidence import STEPS, kept
from data.load import Dataset
from data.validate import load_checked

_lock = threading.RLock()
_loaded: dict[str, Dataset] = {}
_contracts: dict[str, Mapping[str, filters.Param]] = {}
_derived: dict[tuple[str, str], object] = {}

Derived = TypeVar("Derived")

EVERYTHING = STEPS[0]

# What evidence this script run asks for.
_evidence: ContextVar[str] = ContextVar("evidence", default=EVERYTHING)


def choose_evidence(step: str) -> None:
    """Choose for this script run which data `dataset` and `derived` give.

    Args:
        step: one of `data.evidence.STEPS`.
    """
    _evidence.set(step)


def evidence() -> str:
    """Return what evidence this script run asks for: one of `data.evidence.STEPS`."""
    return _evidence.get()


def hiding() -> bool:
    """Tell whether this script run leaves records out for what they rest on."""
    return evidence() != EVERYTHING


def dataset() -> Dataset:
    """Return the data that this run shows; frames are shared, not to be changed.

    Raises:
        data.schema.DataError: a table is missing or damaged. Nothing is kept then, so
            that the next run tries again after the file was mended.
    """
    step = evidence()
    whole = full()
    with _lock:
        # One copy a step, all on the same columns: there are no more than steps.
        if step not in _loaded:
            _loaded[step] = kept(whole, step)
        return _loaded[step]


def full() -> Dataset:
    """Return the whole data set, whatever is hidden.

    Raises:
        data.schema.DataError: as `dataset`.
    """
    with _lock:
        if EVERYTHING not in _loaded:
            _loaded[EVERYTHING] = load_checked()
            gc.collect()
            gc.freeze()
        return _loaded[EVERYTHING]


def contract() -> Mapping[str, filters.Param]:
    """Return the URL contract bound to the whole data set."""
    data = full()
    if "contract" not in _contracts:
        _contracts["contract"] = filters.contract(data)
    return _contracts["contract"]


def derived(
    name: str, build: Callable[[Dataset], Derived], *, whole: bool = False
) -> Derived:
    """Return what `build` makes of the data shown, made once per process.

    For what no filter changes, such as tables joined to records. With `whole` it is
    made of the whole data set, whatever is hidden. The result is shared and must not
    be changed.
    """
    data = full() if whole else dataset()
    key = (EVERYTHING if whole else evidence(), name)
    if key not in _derived:
        _derived[key] = build(data)
    return cast("Derived", _derived[key])


def forget() -> None:
    """Drop the data set, so that the next call loads it anew (for tests)."""
    with _lock:
        _loaded.clear()
        _contracts.clear()
        _derived.clear()
    text.forget()
