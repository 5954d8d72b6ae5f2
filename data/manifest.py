"""What was checked last: size and SHA-256 of every file that is shown or served.

`make data` writes `manifest.json` beside the descriptor, as the last file, after every
rule held. Whoever loads the package compares: a file that is not the one that was
checked is named and not used, be it a byte that flipped, a file cut short, two that
were swapped, or a set that is copied half. The manifest ends with a sum of itself.

A package without a manifest is one whose files somebody edits: it is checked by all
rules of a start each time. Ours must have one.
"""

from __future__ import annotations

import functools
import hashlib
import itertools
import json
import os
import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import asdict, dataclass
from pathlib import Path, PurePosixPath

from data.schema import DATA_DIRECTORY, DESCRIPTOR, DataError, Package

MANIFEST = "manifest.json"
PUBLIC = DATA_DIRECTORY.parent / "static"

# What a package may bring beside its tables: the map, and the name of another site.
GEOMETRY = ("geo/eu27.json", "geo/tiles.csv")
LOGO = "logo.svg"
BESIDE = (*GEOMETRY, LOGO)

# Public files that pages and previews of links read, as patterns below `PUBLIC`.
READ = (
    "data/v1/index.json",
    "data/v1/*.zip",
    "data/releases/releases.json",
    "previews/previews.json",
)

_SEAL = b'  "seal": "'
_END = re.compile(rb'[0-9a-f]{64}"\n}\n')

_CHANGED = (
    "this is not the file that was checked last; restore it, or, if it was meant to "
    "change, run `{command}`"
)
_MEANWHILE = "the file was changed while the package was checked; run it again"
_DAMAGED = "the manifest is damaged; restore it, or run `{command}`"


@dataclass(frozen=True)
class Listed:
    """Size in bytes and SHA-256 of one file."""

    size: int
    sha256: str

    @classmethod
    def of(cls, raw: bytes) -> Listed:
        """Measure what a file holds."""
        return cls(len(raw), hashlib.sha256(raw).hexdigest())


# A file, what is listed of it, and the name by which its faults are told.
_Place = tuple[Path, Listed, str]


@dataclass(frozen=True)
class Manifest:
    """The manifest of the package in `root`.

    `files` are by path below `root`, `public` by path below `PUBLIC`. `rules` names the
    code by which the files were checked, `seal` the manifest itself: another is another
    set of files.
    """

    root: Path
    seal: str
    version: str
    rules: str
    files: Mapping[str, Listed]
    public: Mapping[str, Listed]

    @property
    def is_by_these_rules(self) -> bool:
        """Whether the files were checked by the rules of now."""
        return self.rules == rules()

    def read(self, path: str) -> bytes:
        """Read a file of the package that is the one that was checked.

        Raises:
            DataError: it is another one, or there is none; with the row where a copy
                of the file tells it.
        """
        if path not in self.files:
            reason = f"the file is not in {MANIFEST}; run `{command(self.root)}`"
            raise DataError(PurePosixPath(path).name, reason)
        return self._compared(self.root / path, self.files[path], name_of(path))

    def read_public(self, path: str) -> bytes:
        """Read a public file that is the one that was checked.

        Raises:
            DataError: it is another one, there is none, or it is not listed.
        """
        name = public_name(path)
        if path not in self.public:
            reason = f"the file is not in {MANIFEST}; run `{command(self.root)}`"
            raise DataError(name, reason)
        return self._compared(PUBLIC / path, self.public[path], name)

    def faults(self) -> Iterator[DataError]:
        """Every file that is not the one that was checked, public files included."""
        yield from self._faults(self._own())
        yield from self.public_faults()

    def public_faults(self) -> Iterator[DataError]:
        """Every public file of our package that is not the one that was checked."""
        yield from self._faults(self._served())

    def state(self) -> tuple[object, ...]:
        """Time, size and node of each file: other ones where a file was written."""
        return tuple(stamp(place) for place, _, _ in self._places())

    def _own(self) -> Iterator[_Place]:
        for path, listed in self.files.items():
            yield self.root / path, listed, name_of(path)

    def _served(self) -> Iterator[_Place]:
        # Of another's package nothing is served but what readers take away.
        if is_ours(self.root):
            for path, listed in self.public.items():
                yield PUBLIC / path, listed, public_name(path)

    def _places(self) -> Iterator[_Place]:
        return itertools.chain(self._own(), self._served())

    def _faults(self, places: Iterable[_Place]) -> Iterator[DataError]:
        for place, listed, name in places:
            try:
                self._compared(place, listed, name)
            except DataError as error:
                yield error

    def _compared(self, place: Path, listed: Listed, name: str) -> bytes:
        raw = read_file(place, name)
        # The length first: it costs nothing, and a cut file differs in it.
        if len(raw) != listed.size or Listed.of(raw) != listed:
            reason = _CHANGED.format(command=command(self.root))
            raise DataError(name, reason, row=self._row(place, raw, listed))
        return raw

    def _row(self, place: Path, raw: bytes, listed: Listed) -> int | None:
        """First line that differs from a copy that is as it was; None without one."""
        for copy, same, _ in self._places():
            if same == listed and copy != place and copy.is_file():
                whole = copy.read_bytes()
                if Listed.of(whole) == listed:
                    lines = itertools.zip_longest(raw.split(b"\n"), whole.split(b"\n"))
                    return next(n for n, (a, b) in enumerate(lines, 1) if a != b)
        return None


def command(root: Path) -> str:
    """The command that checks a package and writes its manifest."""
    if is_ours(root):
        return "make data"
    return f"python -m data.validate --seal --root {root}"


def name_of(path: str) -> str:
    """The name by which faults of a file of a package are told."""
    return PurePosixPath(path).name


def public_name(path: str) -> str:
    """The name by which faults of a public file are told."""
    return f"{PUBLIC.name}/{path}"


def is_ours(root: Path) -> bool:
    """Tell whether a folder is the package beside this code, with its public files."""
    return root.resolve() == DATA_DIRECTORY.resolve()


def read_file(place: Path, name: str) -> bytes:
    """Read a file.

    Raises:
        DataError: it is missing or unreadable; told under `name`.
    """
    try:
        return place.read_bytes()
    except FileNotFoundError:
        raise DataError(name, "the file is missing") from None
    except OSError as error:
        reason = f"the file cannot be read ({error.strerror})"
        raise DataError(name, reason) from error


def read_manifest(root: Path) -> Manifest | None:
    """Read the manifest of a package; None where another's package has none.

    Raises:
        DataError: it is damaged, or ours is missing.
    """
    if not (root / MANIFEST).exists():
        if is_ours(root):
            raise DataError(MANIFEST, "the file is missing; run `make data`")
        return None
    raw = read_file(root / MANIFEST, MANIFEST)
    told, _, seal = raw.rpartition(_SEAL)
    if not _END.fullmatch(seal) or Listed.of(told).sha256 != seal[:64].decode():
        raise DataError(MANIFEST, _DAMAGED.format(command=command(root)))
    held = json.loads(raw)
    return Manifest(
        root,
        held["seal"],
        held["version"],
        held["rules"],
        {path: Listed(**listed) for path, listed in held["files"].items()},
        {path: Listed(**listed) for path, listed in held["public"].items()},
    )


def state_of(root: Path) -> tuple[object, ...]:
    """What changes as soon as a file of a package is written; reads the manifest alone.

    Without a manifest no change is seen until there is one.
    """
    own = stamp(root / MANIFEST)
    try:
        known = read_manifest(root)
    except DataError:
        known = None
    return own, *(known.state() if known else ())


def seal_of(root: Path) -> str:
    """The seal of a package's manifest; "" where there is none, or a damaged one."""
    try:
        known = read_manifest(root)
    except DataError:
        known = None
    return known.seal if known else ""


def replace(files: Mapping[Path, bytes]) -> None:
    """Write files that may be read meanwhile.

    Each takes the place of an older one at once, so that nobody meets half of it, and
    all do so one right after the other. One that would stay the same is left alone.
    """
    made = {}
    for place, raw in files.items():
        if not place.is_file() or place.read_bytes() != raw:
            place.parent.mkdir(parents=True, exist_ok=True)
            made[place] = place.with_name(f".{place.name}.new")
            with made[place].open("wb") as file:
                file.write(raw)
                file.flush()
                os.fsync(file.fileno())
    for place, written in made.items():
        written.replace(place)


def listed_files(root: Path, declared: Package) -> dict[str, Listed]:
    """Measure the files of a package as they are now, by path.

    Raises:
        DataError: one is missing or unreadable.
    """
    beside = [path for path in BESIDE if (root / path).exists()]
    paths = [DESCRIPTOR, *(t.path for t in declared.tables.values()), *beside]
    return {p: Listed.of(read_file(root / p, name_of(p))) for p in sorted(paths)}


def write_manifest(root: Path, declared: Package, checked: Mapping[str, Listed]) -> int:
    """Write the manifest of a package in which every rule holds.

    Args:
        root: folder of the package; with ours all of `static/` is listed.
        declared: its descriptor.
        checked: what `listed_files` gave before the rules were asked.

    Returns:
        How many files it lists.

    Raises:
        DataError: a file is missing or unreadable, or was changed since.
    """
    for path, now in listed_files(root, declared).items():
        if checked.get(path) != now:
            raise DataError(name_of(path), _MEANWHILE)
    public = {
        path.relative_to(PUBLIC).as_posix(): path
        for path in (sorted(PUBLIC.rglob("*")) if is_ours(root) else ())
        if path.is_file() and not path.name.startswith(".")
    }
    held = {
        "version": declared.version,
        "rules": rules(),
        "files": {path: asdict(listed) for path, listed in checked.items()},
        "public": {
            path: asdict(Listed.of(read_file(place, path)))
            for path, place in public.items()
        },
    }
    told = json.dumps(held, indent=2).encode().removesuffix(b"\n}") + b",\n"
    raw = told + _SEAL + Listed.of(told).sha256.encode() + b'"\n}\n'
    replace({root / MANIFEST: raw})
    return len(checked) + len(public)


@functools.cache
def rules() -> str:
    """SHA-256 of the code that reads and checks the data; "" where it is not there.

    Of the code that runs: what is copied over it later, with other data, checks nothing
    before a restart. Line ends do not count: a checkout may have changed them.
    """
    code = hashlib.sha256()
    found = sorted(DATA_DIRECTORY.glob("*.py"))
    for path in found:
        code.update(path.name.encode() + b"\n")
        code.update(path.read_bytes().replace(b"\r\n", b"\n"))
    return code.hexdigest() if found else ""


def stamp(place: Path) -> tuple[int, ...] | None:
    """What changes as soon as a file is written; None where there is no file."""
    try:
        told = place.stat()
    except OSError:
        return None
    # The time of the last change as well: a copy may bring the time of writing of the
    # file it was made of, and a clock may be set back. That one nobody sets.
    return told.st_mtime_ns, told.st_ctime_ns, told.st_size, told.st_ino
