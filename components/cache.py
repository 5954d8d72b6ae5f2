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

from components import params
from data import evidence
from data.load import Dataset
from data.start import load_sound

_lock = threading.RLock()
_loaded: dict[bool, Dataset] = {}
_contracts: dict[str, Mapping[str, params.Param]] = {}
_derived: dict[tuple[bool, str], object] = {}

Derived = TypeVar("Derived")

# Whether this script run leaves out what rests on state-controlled media alone.
_hiding: ContextVar[bool] = ContextVar("hiding", default=False)


def hide_state_media(hide: bool) -> None:
    """Choose for this script run which data `dataset` and `derived` give."""
    _hiding.set(hide)


def hiding() -> bool:
    """Tell whether this script run leaves state-controlled media out."""
    return _hiding.get()


def dataset() -> Dataset:
    """Return the data that this run shows; frames are shared, not to be changed.

    Raises:
        data.load.DataError: a table is missing or damaged. Nothing is kept then, so
            that the next run tries again after the file was mended.
    """
    hide = _hiding.get()
    whole = full()
    if hide and hide not in _loaded:
        _loaded[hide] = evidence.without_state_media(whole)
    return _loaded[hide]


def full() -> Dataset:
    """Return the whole data set, whatever is hidden.

    Raises:
        data.load.DataError: as `dataset`.
    """
    with _lock:
        if False not in _loaded:
            _loaded[False] = load_sound()
            gc.collect()
            gc.freeze()
        return _loaded[False]


def contract() -> Mapping[str, params.Param]:
    """Return the URL contract bound to the whole data set."""
    data = full()
    if "contract" not in _contracts:
        _contracts["contract"] = params.contract(data)
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
    key = (_hiding.get() and not whole, name)
    if key not in _derived:
        _derived[key] = build(data)
    return cast("Derived", _derived[key])


def forget() -> None:
    """Drop the data set, so that the next call loads it anew (for tests)."""
    with _lock:
        _loaded.clear()
        _contracts.clear()
        _derived.clear()
