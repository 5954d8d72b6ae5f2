"""Search forgives what people do to names, and finds the right one all the same."""

from __future__ import annotations

import random

import pytest

from components.finding import index
from data.people import people
from data.search import Entry, Index, fold, sound

# Latin letters as Russian writes them, longest first.
_CYRILLIC = (
    *(("shch", "щ"), ("sch", "ш"), ("sh", "ш"), ("ch", "ч"), ("zh", "ж"), ("ts", "ц")),
    *(("kh", "х"), ("ya", "я"), ("yu", "ю"), ("ck", "к"), ("ph", "ф"), ("th", "т")),
    *(("ou", "у"), ("oo", "у"), ("ee", "и"), ("x", "кс"), ("a", "а"), ("b", "б")),
    *(("v", "в"), ("g", "г"), ("d", "д"), ("e", "е"), ("z", "з"), ("i", "и")),
    *(("k", "к"), ("l", "л"), ("m", "м"), ("n", "н"), ("o", "о"), ("p", "п")),
    *(("r", "р"), ("s", "с"), ("t", "т"), ("u", "у"), ("f", "ф"), ("h", "х")),
    *(("y", "ы"), ("c", "ц"), ("w", "в"), ("j", "й"), ("q", "к")),
)


def _in_cyrillic(name):
    written = fold(name)
    for latin, cyrillic in _CYRILLIC:
        written = written.replace(latin, cyrillic)
    return written


def _with_a_slip(name, rng):
    parts = fold(name).split()
    longest = max(range(len(parts)), key=lambda n: len(parts[n]))
    word = parts[longest]
    place = rng.randrange(len(word))
    other = rng.choice([c for c in "abdefgiklmnoprstuz" if c != word[place]])
    parts[longest] = word[:place] + other + word[place + 1 :]
    return " ".join(parts)


def _found(query, kind="person", among=3):
    hits = [hit.entry.entry_id for hit in index().find(query) if hit.entry.kind == kind]
    return hits[:among]


WAYS = {
    "as printed": (lambda name, rng: name, 1.0),
    "without marks": (lambda name, rng: fold(name), 1.0),
    "turned round": (lambda name, rng: " ".join(reversed(name.split())), 1.0),
    "family name": (lambda name, rng: name.split()[-1], 1.0),
    "in capitals": (lambda name, rng: name.upper(), 1.0),
    "a slip of a letter": (_with_a_slip, 0.98),
    # By letters, not by sound, as nobody would write all of them.
    "in Cyrillic": (lambda name, rng: _in_cyrillic(name), 0.98),
}


@pytest.mark.parametrize("way", WAYS)
def test_everybody_is_found(dataset, way):
    change, wanted = WAYS[way]
    rng = random.Random(12)
    known = people(dataset)
    missed = [
        person.name
        for key, person in known.items()
        if key not in _found(change(person.name, rng))
    ]
    assert len(missed) <= len(known) * (1 - wanted), missed


@pytest.mark.parametrize("way", ["as printed", "without marks", "turned round"])
def test_every_institution_is_found(dataset, way):
    change, _ = WAYS[way]
    table = dataset.table("affiliations")
    missed = [
        name
        for key, name in zip(table["affiliation_id"], table["name"], strict=True)
        if key not in _found(change(name, random.Random(1)), "institution")
    ]
    assert missed == []


@pytest.mark.parametrize(
    ("query", "wanted"),
    [
        ("Путин", "vladimir-putin"),
        ("Poutine", "vladimir-putin"),
        ("Πούτιν", "vladimir-putin"),
        ("Макрон", "emmanuel-macron"),
        ("Μακρόν", "emmanuel-macron"),
        ("Орбан", "viktor-orban"),
        ("orban viktor", "viktor-orban"),
        ("Фридрих Мерц", "friedrich-merz"),
        ("Шольц", "olaf-scholz"),
        ("Scholtz", "olaf-scholz"),
        ("Фицо", "robert-fico"),
        ("Урсула фон дер Ляйен", "ursula-von-der-leyen"),
        ("Мелони", "giorgia-meloni"),
        ("Туск", "donald-tusk"),
        ("Ниинистё", "sauli-niinisto"),
        ("stub", "alexander-stubb"),
    ],
)
def test_names_as_others_write_them(query, wanted):
    assert wanted in _found(query)


@pytest.mark.parametrize(
    ("query", "wanted"),
    [
        ("Germany", "DEU"),
        ("Allemagne", "DEU"),
        ("Deutschland", "DEU"),
        ("Германия", "DEU"),
        ("Γερμανία", "DEU"),
        ("Франция", "FRA"),
        ("Niemcy", "DEU"),
        ("Suomi", "FIN"),
        ("Magyarország", "HUN"),
        ("DEU", "DEU"),
    ],
)
def test_states_in_other_languages(query, wanted):
    assert wanted in _found(query, "actor")


@pytest.mark.parametrize(
    "typed", ["1 July 2025", "2025-07-01", "1.7.2025", "01.07.2025"]
)
def test_records_are_found_by_their_day(typed):
    assert "fra-2025-07-01-call" in _found(typed, "record", 30)


def test_a_record_is_found_by_its_id():
    assert _found("fra-2025-07-01-call", "record", 1) == ["fra-2025-07-01-call"]


def test_what_nobody_wrote_finds_no_person():
    assert _found("qwxzkv") == []
    assert index().find("") == []
    assert index().find("—!?") == []


def test_any_input_is_safe():
    for query in ("\x00", "'" * 200, "ا" * 50, "𝕏" * 10, "a" * 5_000):
        index().find(query)


# The index itself.


def test_all_words_of_a_query_must_match():
    small = Index([Entry("p", "a", ("Anna Bell",)), Entry("p", "b", ("Anna Ross",))])
    assert [hit.entry.entry_id for hit in small.find("anna ross")] == ["b"]


def test_words_of_two_names_make_no_third():
    small = Index([Entry("p", "a", ("Anna Bell", "Clara Ross"))])
    assert small.find("anna ross") == []


def test_what_is_known_better_comes_first():
    entries = [
        Entry("p", "few", ("Anna Bell",), 1),
        Entry("p", "many", ("Anna Bell",), 9),
    ]
    assert [hit.entry.entry_id for hit in Index(entries).find("bell")] == [
        "many",
        "few",
    ]


@pytest.mark.parametrize(
    ("one", "other"),
    [("Путин", "Putin"), ("Poutine", "Putin"), ("Шольц", "Scholz"), ("Jan", "Ян")],
)
def test_what_sounds_alike_is_one(one, other):
    assert sound(one) == sound(other)


def test_a_name_may_be_shorter_than_what_is_typed():
    small = Index([Entry("p", "a", ("Anna Bell",)), Entry("p", "b", ("Clara Ross",))])
    assert [hit.entry.entry_id for hit in small.find("chancellor Anna Bell")] == ["a"]


def test_all_that_bear_a_name_are_found_the_weightier_first():
    entries = [Entry("r", key, ("2022-03-20",), n) for n, key in enumerate("abc")]
    hits = Index(entries).find("2022-03-20", limit=2)
    assert [hit.entry.entry_id for hit in hits] == ["c", "b"]
