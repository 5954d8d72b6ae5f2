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
import time
from collections.abc import Callable, Hashable, Mapping
from contextvars import ContextVar
from dataclasses import dataclass, field
from functools import cached_property, lru_cache, wraps
from typing import Any, ParamSpec, TypeVar, cast

import pyarrow as pa

from components import filters, log, process, text
from data.evidence import STEPS
from data.evidence import kept as records_kept
from data.load import Dataset, default_root
from data.manifest import MANIFEST, seal_of, state_of
from data.schema import DataError
from data.validate import load_shown

_lock = threading.RLock()

Asked = ParamSpec("Asked")
Derived = TypeVar("Derived")

# So many views and cards are kept at most, of all pages together; those asked for
# longest ago go first. A page takes about eight, a card with its chart and table about
# 60 KB. They grow with the data: of larger packages fewer are kept, by their records.
MOST_KEPT, FEWEST_KEPT, RECORDS_KEPT = 512, 32, 4_000_000

# So often, in seconds, is looked whether the files are others: 150 times a stat, 1 ms.
LOOK_EVERY = 1.0

# So long, in seconds, nothing is read again where the same files could not be loaded:
# it takes 0.2 s of CPU, for each reader who comes meanwhile.
REFUSED_AGAIN = 10.0

EVERYTHING = STEPS[0]


@dataclass(eq=False)
class _Set:
    """One version of the data, and all that is made of it: goes as a whole."""

    whole: Dataset
    steps: dict[str, Dataset] = field(default_factory=dict)
    derived: dict[tuple[str, str], object] = field(default_factory=dict)

    @cached_property
    def contract(self) -> Mapping[str, filters.Param]:
        return filters.contract(self.whole)

    @cached_property
    def memory(self) -> Any:
        """The one memory of views and cards."""
        return lru_cache(maxsize=most_kept(self.whole))(_make)


@dataclass(frozen=True)
class Fault:
    """What is wrong with the files on disk while the last good data are shown.

    `newer` tells that they are another set than the one shown, with another manifest.
    """

    error: DataError
    newer: bool


@dataclass
class _Files:
    """What was last seen of the files, when, and what is wrong with them."""

    state: Hashable = None
    looked: float = 0.0
    fault: Fault | None = None
    told: str = ""
    # Why nothing could be loaded at all.
    refused: DataError | None = None


# The set that new runs show; none before the first is loaded, and never two.
_newest: list[_Set] = []
_files = _Files()

# What this script run shows: the same set from its first line to its last.
_shown: ContextVar[_Set | None] = ContextVar("shown", default=None)

# What evidence this script run asks for.
_evidence: ContextVar[str] = ContextVar("evidence", default=EVERYTHING)

_making: ContextVar[bool] = ContextVar("making", default=False)


def begin() -> Dataset:
    """Begin a script run: it shows the newest whole and right data, to its end.

    Raises:
        data.schema.DataError: as `full`.
    """
    choose_evidence(EVERYTHING)
    _show(None)
    _look()
    newest = _load_first()
    _show(newest)
    return newest.whole


def _show(chosen: _Set | None) -> None:
    """Choose what this run shows, and the words for it."""
    _shown.set(chosen)
    text.speak_of(chosen.whole.package.setting if chosen else None)


def fault() -> Fault | None:
    """Return what is wrong with the files that would be loaded now; None if nothing."""
    _look()
    return _files.fault


def _load_first() -> _Set:
    """The newest set; the first reader of all loads it."""
    with _lock:
        if not _newest:
            process.prepare()
            state, now = state_of(default_root()), time.monotonic()
            # With a manifest (more than its own time is known) other files show in it.
            same = len(state) > 1 and state == _files.state
            if same and _files.refused and now - _files.looked < REFUSED_AGAIN:
                raise _files.refused.with_traceback(None)
            _files.state, _files.looked = state, now
            try:
                _newest.append(_Set(_loaded()))
            except DataError as error:
                _files.refused = error
                raise
            text.forget_subject()
            _settle()
        return _newest[0]


def _loaded() -> Dataset:
    """Load the data, and tell the operator."""
    begun = time.perf_counter()
    # Arrow's own allocator takes memory in large pieces and keeps them: 11 MB more
    # after all pages.
    pa.set_memory_pool(pa.system_memory_pool())
    try:
        data = _told_as_fault(load_shown)
    except DataError as error:
        # Each reader who comes meanwhile tries again: told once, not once each.
        if str(error) != _files.told:
            _files.told = str(error)
            log.event(
                "data_refused", file=error.file, row=error.row, reason=error.reason
            )
        raise
    _files.told = ""
    log.event(
        "data_loaded",
        version=data.version,
        manifest=data.seal[:12] or "none",
        seconds=round(time.perf_counter() - begun, 3),
    )
    return data


def _told_as_fault(read: Callable[[], Dataset]) -> Dataset:
    """Turn any error of reading into a fault of the data: pages know what to say of it.

    Files that nobody foresaw would else show an error instead of the last good data.
    """
    try:
        return read()
    except DataError:
        raise
    except Exception as error:
        raise DataError(MANIFEST, f"the files cannot be read ({error!r})") from error


def _look() -> None:
    """Load the data anew once all their files are others, and right.

    While they are not right, what was loaded before stays. One run looks at a time, and
    no other waits for it.
    """
    if not _newest or time.monotonic() - _files.looked < LOOK_EVERY:
        return
    if not _looking.acquire(blocking=False):
        return
    try:
        _files.looked = time.monotonic()
        root, shown = default_root(), _newest[0].whole
        state = state_of(root)
        if state == _files.state:
            return
        _files.state = state
        try:
            data = _loaded()
        except DataError as error:
            # What is damaged itself is no manifest of other data.
            _files.fault = Fault(error, newer=seal_of(root) not in ("", shown.seal))
            return
        _files.fault = None
        if data.seal != shown.seal:
            _switch(data)
    finally:
        _looking.release()


_looking = threading.Lock()


def _switch(data: Dataset) -> None:
    """Show other data from now on; runs that have begun end with what they show."""
    with _lock:
        text.forget_subject()
        _newest[:] = [_Set(data)]
        gc.unfreeze()
        _settle()


def _settle() -> None:
    gc.collect()
    gc.freeze()


def _set() -> _Set:
    """What this run shows; outside of one, such as in a callback, the newest."""
    return _shown.get() or _load_first()


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
        data.schema.DataError: as `full`.
    """
    step, shown = evidence(), _set()
    if step == EVERYTHING:
        return shown.whole
    with _lock:
        # One copy a step, all on the same columns: there are no more than steps.
        if step not in shown.steps:
            shown.steps[step] = records_kept(shown.whole, step)
        return shown.steps[step]


def full() -> Dataset:
    """Return the whole data set that this run shows, whatever is hidden.

    Raises:
        data.schema.DataError: a file is missing or damaged. Nothing is kept then, so
            that the next run tries again after the file was mended.
    """
    return _set().whole


def contract() -> Mapping[str, filters.Param]:
    """Return the URL contract bound to the whole data set."""
    return _set().contract


def derived(
    name: str, build: Callable[[Dataset], Derived], *, whole: bool = False
) -> Derived:
    """Return what `build` makes of the data shown, made once per process.

    For what no filter changes, such as tables joined to records. With `whole` it is
    made of the whole data set, whatever is hidden. The result is shared and must not
    be changed.
    """
    data, held = full() if whole else dataset(), _set().derived
    key = (EVERYTHING if whole else evidence(), name)
    if key not in held:
        held[key] = build(data)
    return cast("Derived", held[key])


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
            around, memory = (evidence(), text.language()), _set().memory
            return cast("Derived", memory(build, *around, asked, tuple(named.items())))

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


def here(build: Callable[[], Derived]) -> Callable[[], Derived]:
    """Return what makes something as it would be made now, whoever asks and when.

    Of the data that this run shows, for its evidence and in its language: a file that
    is asked for later comes in a run of its own, or in none.
    """
    step, code, shown = evidence(), text.language(), _set()

    def ask() -> Derived:
        before = evidence(), text.language(), _shown.get()
        choose_evidence(step)
        text.set_language(code)
        _show(shown)
        try:
            return build()
        finally:
            _show(before[2])
            choose_evidence(before[0])
            text.set_language(before[1])

    return ask


def later(build: Callable[[], Derived]) -> Callable[[], Derived]:
    """Return what makes something once it is first asked for, and then keeps it.

    It is made as it would be made now, see `here`.
    """
    return lru_cache(maxsize=1)(here(build))


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
    if not _newest:
        return 0, 0, 0
    with _lock:
        found = _newest[0].memory.cache_info()
    return found.hits, found.misses, found.currsize


def tell_kept() -> None:
    """Write into the log how often views and cards were found in memory, or made."""
    found, made, held = kept_so_far()
    log.event("kept", found=found, made=made, held=held)


def forget() -> None:
    """Drop the data set, so that the next call loads it anew (for tests)."""
    with _lock:
        _newest.clear()
        _show(None)
        _files.state, _files.looked, _files.fault, _files.told = None, 0.0, None, ""
        _files.refused = None
    text.forget()
