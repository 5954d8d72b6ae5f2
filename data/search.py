"""Search that forgives case, diacritics, alphabet, order, and a slip of a letter."""

from __future__ import annotations

import re
import unicodedata
from array import array
from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import lru_cache
from sys import intern

# Letters that Unicode does not take apart into a base letter and a mark.
_BASE_LETTERS = str.maketrans(
    {"ø": "o", "ł": "l", "đ": "d", "ð": "d", "þ": "th", "æ": "ae", "œ": "oe", "ı": "i"}
)


def fold(text: str) -> str:
    """Return `text` without case, diacritics and doubled blanks.

    "Kaja KALLAS", "Wiadomości" and "Ćosić" become "kaja kallas", "wiadomosci" and
    "cosic". Cyrillic letters keep their own alphabet; "й" loses its breve, in the
    text and in the query alike.
    """
    if text.isascii():
        # Nothing to take apart: five times as fast, and so most texts are.
        return " ".join(text.lower().split())
    decomposed = unicodedata.normalize("NFKD", text.casefold())
    base = "".join(c for c in decomposed if not unicodedata.combining(c))
    return " ".join(base.translate(_BASE_LETTERS).split())


# What is written in one way here and in another there, and sounds alike; in this order.
_SOUNDS = tuple(
    (re.compile(pattern), sound)
    for pattern, sound in (
        (r"j", "y"),
        (r"shch|sch|tsch|tch|sz|sh|cz|zh|ch", "s"),
        (r"(?<=[aeiou])gh|kh|ck|q|x", "k"),
        (r"ts|tz|c(?=[eiy])", "z"),
        (r"ph|v|w", "f"),
        (r"ou|oo|oe|oy|eu|yu|iu", "u"),
        (r"ya|ia", "a"),
        (r"yo|io", "o"),
        (r"ie|ee", "i"),
        (r"ey|ei|ai|ay|ye|ae", "e"),
        (r"c", "k"),
        (r"y", "i"),
        (r"dh|th", "t"),
        (r"h|'|’", ""),
        (r"e\b", ""),
        (r"s\b|z", "s"),
        (r"(.)\1+", r"\1"),
    )
)


@lru_cache(maxsize=16_384)
def sound(word: str) -> str:
    """Return roughly how a word sounds, whatever its alphabet and spelling.

    "Путин", "Poutine" and "Putin" become one; so do "Шольц" and "Scholz".
    """
    from anyascii import anyascii

    heard = fold(anyascii(word)).replace(" ", "")
    for pattern, instead in _SOUNDS:
        heard = pattern.sub(instead, heard)
    return heard


def _sounds_of(word: str) -> set[str]:
    """Return how a word of a name may sound: "c" is no one sound, nor is "ch"."""
    heard = fold(word)
    return {
        sound(heard),
        sound(heard.replace("c", "ts")),
        sound(heard.replace("ch", "k")),
    }


def words(text: str) -> list[str]:
    """Return the words of a text as they are looked for."""
    return re.findall(r"\w+", fold(text))


@dataclass(frozen=True, slots=True)
class Entry:
    """Something that can be found.

    Attributes:
        kind: of thing, such as `person`; results are grouped by it.
        entry_id: names it within its kind.
        names: what it is called, in any language or spelling.
        weight: how much is known of it; decides between equal matches.
    """

    kind: str
    entry_id: str
    names: tuple[str, ...]
    weight: int = 0


@dataclass(frozen=True)
class Found:
    """An entry with how well it matches, from 0 to 1."""

    entry: Entry
    score: float


# A word of the query counts as found in a name from this likeness on, of 100; in
# between it must sound alike. The beginning of a word counts as less than the whole.
_ALIKE, _SOUNDS_ALIKE = 74, 80
_WHOLE, _BEGINNING, _SPELT, _HEARD = 1.0, 0.9, 0.85, 0.8
# Shorter words are found whole or by their beginning: almost any of them are alike.
_SHORTEST = 4
# What matches so much less well than the best is left out.
_FAR = 0.75
# A name with words beside those of the query matches less well.
_BESIDE = 0.15


class Index:
    """Entries by their words, for quick search; built once for a data set."""

    def __init__(self, entries: Iterable[Entry]) -> None:
        self.entries = tuple(entries)
        # A name is searched by itself: words of two names do not make up a third. Many
        # records have a name in common, such as their day: it is kept once, with all
        # that bear it (measured: a tenth of the memory for half a million records).
        self._names: list[tuple[str, ...]] = []
        self._bearers: list[array[int]] = []
        places: dict[str, int] = {}
        spelt: dict[str, array[int]] = defaultdict(lambda: array("I"))
        for number, entry in enumerate(self.entries):
            for name in dict.fromkeys(entry.names):
                place = places.setdefault(name, len(self._names))
                if place == len(self._names):
                    parts = tuple(map(intern, words(name)))
                    self._names.append(parts)
                    self._bearers.append(array("I"))
                    for part in dict.fromkeys(parts):
                        spelt[part].append(place)
                self._bearers[place].append(number)
        self._spelt = dict(spelt)
        self._words = sorted(self._spelt)
        heard: dict[str, set[str]] = defaultdict(set)
        for word in self._words:
            for spoken in _sounds_of(word):
                heard[spoken].add(word)
        self._heard = {word: tuple(spellings) for word, spellings in heard.items()}
        self._sounds = [word for word in self._heard if word]

    def find(self, query: str, limit: int = 60) -> list[Found]:
        """Return what matches all words of a query, the best first.

        Of three words and more, one may be missing. Of each kind at most `limit` are
        returned, and none that matches much less well than the best of its kind.
        """
        # The alphabet's own letters tell how a word sounds: "й" is no "и".
        wanted = re.findall(r"\w+", unicodedata.normalize("NFC", query))
        if not wanted:
            return []
        matches = [self._like(fold(word), sound(word)) for word in wanted]
        scores: dict[int, float] = {}
        allowed = 1 if len(wanted) > 2 else 0
        for place in self._holding(matches, len(matches) - allowed):
            parts = self._names[place]
            held = [
                max((match.get(part, 0.0) for part in parts), default=0.0)
                for match in matches
            ]
            beside = max(len(parts) - len(wanted), 0) / max(len(parts), 1)
            score = sum(held) / len(held) * (1 - _BESIDE * beside)
            for number in self._bearers[place]:
                scores[number] = max(scores.get(number, 0.0), score)
        found = [Found(self.entries[number], score) for number, score in scores.items()]
        found.sort(
            key=lambda f: (-round(f.score, 3), -f.entry.weight, f.entry.entry_id)
        )
        return [*_best_of_each_kind(found, limit)]

    def _holding(self, matches: Sequence[Iterable[str]], least: int) -> list[int]:
        """Return the names that hold so many of the words meant, at least."""
        times: Counter[int] = Counter()
        for match in matches:
            times.update({place for word in match for place in self._spelt[word]})
        return [place for place, n in times.items() if n >= least]

    def nearest(self, query: str) -> str:
        """Return the known word that is most like the query's longest; "" if none."""
        from rapidfuzz import fuzz, process

        wanted = max(words(query), key=len, default="")
        best = process.extractOne(wanted, self._words, scorer=fuzz.ratio)
        return str(best[0]) if best and wanted else ""

    def _like(self, word: str, heard: str) -> dict[str, float]:
        """Return the known words that a word of a query may mean, with how well."""
        from rapidfuzz import fuzz, process

        found = {word: _WHOLE} if word in self._spelt else {}
        if len(word) >= _SHORTEST:
            for known, likeness, _ in process.extract(
                word, self._words, scorer=fuzz.ratio, limit=40, score_cutoff=_ALIKE
            ):
                found.setdefault(known, _SPELT * likeness / 100)
            # What is all hiss sounds like anything.
            for known, likeness, _ in process.extract(
                heard if len(heard) >= _SHORTEST - 1 else "",
                self._sounds,
                scorer=fuzz.ratio,
                limit=40,
                score_cutoff=_SOUNDS_ALIKE,
            ):
                for spelling in self._heard[known]:
                    rank = _HEARD * likeness / 100
                    found[spelling] = max(found.get(spelling, 0.0), rank)
        for spelling in self._heard.get(heard, ()) if heard else ():
            found.setdefault(spelling, _HEARD)
        for known in _beginning(self._words, word):
            found[known] = max(found.get(known, 0.0), _BEGINNING)
        return found


def _best_of_each_kind(found: Iterable[Found], limit: int) -> Iterable[Found]:
    """Yield finds, the best first, without those far behind the best of their kind."""
    best: dict[str, float] = {}
    number: Counter[str] = Counter()
    for hit in found:
        kind = hit.entry.kind
        number[kind] += 1
        if (
            number[kind] <= limit
            and hit.score >= best.setdefault(kind, hit.score) * _FAR
        ):
            yield hit


def _beginning(ordered: Sequence[str], word: str) -> Iterable[str]:
    """Yield the words of an ordered list that begin with a word."""
    from bisect import bisect_left

    place = bisect_left(ordered, word)
    while place < len(ordered) and ordered[place].startswith(word):
        yield ordered[place]
        place += 1
