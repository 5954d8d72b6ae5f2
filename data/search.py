"""Search that forgives case, diacritics, alphabet, order, and a slip of a letter."""

from __future__ import annotations

import re
import unicodedata
from array import array
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache

import numpy as np
from numpy.typing import NDArray

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
        # that bear it. In numbers only: half a million records take a sixth of the
        # memory that objects took, and are searched ten times as fast.
        places: dict[str, int] = {}
        lengths = array("I")
        spelt: dict[str, array[int]] = defaultdict(lambda: array("I"))
        borne, bearers = array("I"), array("I")
        for number, entry in enumerate(self.entries):
            for name in dict.fromkeys(entry.names):
                place = places.setdefault(name, len(lengths))
                if place == len(lengths):
                    parts = words(name)
                    lengths.append(len(parts))
                    for part in dict.fromkeys(parts):
                        spelt[part].append(place)
                borne.append(place)
                bearers.append(number)
        # How many words each name has; which name each bearer bears; and by kind and
        # place of each entry among equals, the weightier first.
        self._lengths = np.array(lengths, dtype=int)
        self._borne, self._bearers = np.array(borne), np.array(bearers)
        self._spelt = {word: np.array(found) for word, found in spelt.items()}
        kinds = {entry.kind: number for number, entry in enumerate(self.entries)}
        self._kinds = np.array([kinds[e.kind] for e in self.entries], dtype=int)
        order = sorted(
            range(len(self.entries)),
            key=lambda n: (-self.entries[n].weight, self.entries[n].entry_id),
        )
        self._place = np.empty(len(order), dtype=int)
        self._place[order] = np.arange(len(order))
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
        names = self._scored(matches)
        scores = np.zeros(len(self.entries))
        np.maximum.at(scores, self._bearers, names[self._borne])
        found = np.flatnonzero(scores)
        best = np.lexsort((self._place[found], -scores[found].round(3)))
        return self._nearly_best(found[best], scores, limit)

    def _scored(self, matches: Sequence[Mapping[str, float]]) -> NDArray[np.float64]:
        """Return how well each name matches; 0 where it holds too few of the words."""
        total = np.zeros(len(self._lengths))
        held = np.zeros(len(self._lengths), dtype=int)
        for match in matches:
            likeness = np.zeros(len(self._lengths))
            for word, like in match.items():
                places = self._spelt[word]
                likeness[places] = np.maximum(likeness[places], like)
            total += likeness
            held += likeness > 0
        allowed = 1 if len(matches) > 2 else 0
        lengths = np.maximum(self._lengths, 1)
        beside = np.maximum(lengths - len(matches), 0) / lengths
        score = total / len(matches) * (1 - _BESIDE * beside)
        return np.where((held > 0) & (held >= len(matches) - allowed), score, 0.0)

    def _nearly_best(
        self, found: NDArray[np.intp], scores: NDArray[np.float64], limit: int
    ) -> list[Found]:
        """Return the first of each kind, without those far behind the best of it."""
        kinds = self._kinds[found]
        kept = []
        for kind in np.unique(kinds):
            first = np.flatnonzero(kinds == kind)[:limit]
            near = scores[found[first]] >= scores[found[first[0]]] * _FAR
            kept.append(first[near])
        places = np.sort(np.concatenate([*kept, np.empty(0, dtype=int)]))
        return [
            Found(self.entries[n], float(scores[n])) for n in found[places].tolist()
        ]

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


def _beginning(ordered: Sequence[str], word: str) -> Iterable[str]:
    """Yield the words of an ordered list that begin with a word."""
    from bisect import bisect_left

    place = bisect_left(ordered, word)
    while place < len(ordered) and ordered[place].startswith(word):
        yield ordered[place]
        place += 1
