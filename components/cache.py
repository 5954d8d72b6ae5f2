"""What all readers share: the data set, loaded once, and the views made of it.

The data set lives in this imported module and not in Streamlit's cache: any client may
ask the server to clear that cache, and each hit would copy the tables. After loading,
garbage is collected once and what remains is frozen, so that later collections skip it
(measured: two thirds of the cost of a rerun).

A view or a card is a pure function of the data, the filters and the language: what one
reader was shown, any other may be shown. `kept` keeps the last of them, so that a rerun
with a view seen before draws and derives nothing. What a reader typed, opened or chose
elsewhere is no filter: a function that is kept may not ask for it (`pure` tells).
"""

from __future__ import annotations

import gc
import threading
from collections.abc import Callable, Mapping
from contextvars import ContextVar
from functools import lru_cache, wraps
from typing import Any, ParamSpec, TypeVar, cast

import pyarrow as pa

from components import filters, text
from data.evidence import STEPS
from data.evidence import kept as records_kept
from data.load import Dataset
from data.validate import load_checked

_lock = threading.RLock()
_loaded: dict[str, Dataset] = {}
_contracts: dict[str, Mapping[str, filters.Param]] = {}
_derived: dict[tuple[str, str], object] = {}
# The one memory of views and cards; none before the first is asked for.
_memory: list[Any] = []

Asked = ParamSpec("Asked")
Derived = TypeVar("Derived")

# So many views and cards are kept at most, of all pages together; those asked for
# longest ago go first. A page takes about eight, a card with its chart and table about
# 60 KB. They grow with the data: of larger packages fewer are kept, by their records.
MOST_KEPT, FEWEST_KEPT, RECORDS_KEPT = 512, 32, 4_000_000

EVERYTHING = STEPS[0]

# What evidence this script run asks for.
_evidence: ContextVar[str] = ContextVar("evidence", default=EVERYTHING)

_making: ContextVar[bool] = ContextVar("making", default=False)


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
            _loaded[step] = records_kept(whole, step)
        return _loaded[step]


def full() -> Dataset:
    """Return the whole data set, whatever is hidden.

    Raises:
        data.schema.DataError: as `dataset`.
    """
    with _lock:
        if EVERYTHING not in _loaded:
            # Arrow's own allocator takes memory in large pieces and keeps them: 11 MB
            # more after all pages.
            pa.set_memory_pool(pa.system_memory_pool())
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


class ImpureError(RuntimeError):
    """What is kept for all readers asked for something of one reader's."""


def kept(build: Callable[Asked, Derived]) -> Callable[Asked, Derived]:
    """Keep what a pure function of data and filters gives.

    Its arguments must be hashable: filters and codes count by value, views and cards by
    identity. What is kept is shared, and must not be changed.
    """

    @wraps(build)
    def ask(*asked: Asked.args, **named: Asked.kwargs) -> Derived:
        # Fifty readers may ask for the same at once: one makes it, the others wait.
        # Two at a time would be no faster, as Python runs one thread at a time.
        with _lock:
            if not _memory:
                _memory.append(lru_cache(maxsize=most_kept(full()))(_make))
            around = evidence(), text.language()
            return cast(
                "Derived", _memory[0](build, *around, asked, tuple(named.items()))
            )

    return ask


def most_kept(data: Dataset) -> int:
    """How many views and cards of a data set are kept at most."""
    records = sum(map(len, (data.contacts, data.statements, data.assessments)))
    return max(FEWEST_KEPT, min(MOST_KEPT, RECORDS_KEPT // max(records, 1)))


def _make(
    build: Callable[..., Derived],
    step: str,
    code: str,
    asked: tuple[object, ...],
    named: tuple[tuple[str, object], ...],
) -> Derived:
    token = _making.set(True)
    try:
        return build(*asked, **dict(named))
    finally:
        _making.reset(token)


def later(build: Callable[[], Derived]) -> Callable[[], Derived]:
    """Return what makes something once it is first asked for, and then keeps it.

    It is made for the evidence and the language of now, in whatever run asks.
    """
    step, code = evidence(), text.language()

    @lru_cache(maxsize=1)
    def ask() -> Derived:
        before = evidence(), text.language()
        choose_evidence(step)
        text.set_language(code)
        try:
            return build()
        finally:
            choose_evidence(before[0])
            text.set_language(before[1])

    return ask


def pure(name: str) -> None:
    """Refuse what belongs to one reader while something is made for all.

    Args:
        name: of what was asked for.

    Raises:
        ImpureError: a kept function asked for it.
    """
    if _making.get():
        message = f"what is kept for all readers may not depend on {name}"
        raise ImpureError(message)


def kept_so_far() -> tuple[int, int, int]:
    """Return how often something kept was found, how often made, how many are kept."""
    if not _memory:
        return 0, 0, 0
    found = _memory[0].cache_info()
    return found.hits, found.misses, found.currsize


def forget() -> None:
    """Drop the data set, so that the next call loads it anew (for tests)."""
    with _lock:
        _loaded.clear()
        _contracts.clear()
        _derived.clear()
        _memory.clear()
    text.forget()
