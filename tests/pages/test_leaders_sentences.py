"""Sentences of the page, over all filters, against a recount from the CSV tables."""

from __future__ import annotations

import datetime as dt
import functools
import random
import re
from collections import Counter
from dataclasses import replace

import pytest

from components.figures import matrix
from components.leaders import lanes, silences, view
from data import leaders
from data.contacts import RULES, ContactFilter
from data.evidence import source_mix
from data.leaders import Silence
from data.load import load
from data.rows import each
from data.schema import DATA_DIRECTORY
from tests.support.tables import raw

DATA = load(DATA_DIRECTORY)
RECORD = {rule: view.whole_record(DATA, rule) for rule in RULES}
LAST = DATA.last_day("contacts")


CONTACTS, COVERAGE = raw("contacts"), raw("coverage")
NAMES = {row["actor_id"]: row["name"] for row in raw("actors")}
SAID = NAMES | {
    "USA": "the United States",
    "GBR": "the United Kingdom",
    "NLD": "the Netherlands",
    "EU-COUNCIL-PRESIDENT": "the President of the European Council",
}
WORDS = {
    "bilateral": ("two-way call", "two-way calls"),
    "remote": ("remote contact", "remote contacts"),
    "all": ("contact", "contacts"),
}


def _hidden_ids(step):
    """Contacts that rest on nothing but state media; of a hundred, every other one."""
    if step == "all":
        return set()
    if step == "half":
        return {row["contact_id"] for row in CONTACTS[::2]}
    return {
        row["contact_id"]
        for row in CONTACTS
        if set(source_mix(DATA, "contacts", [row["contact_id"]]).index)
        <= {"state_controlled", "state_relay", "pro_kremlin_network"}
    }


HIDDEN = {step: _hidden_ids(step) for step in ("all", "state", "half")}


@functools.cache
def _shown(step):
    contacts = DATA.contacts
    kept = contacts[~contacts["contact_id"].isin(HIDDEN[step])]
    return replace(DATA, frames={**DATA.frames, "contacts": kept})


def _counts(row, rule):
    if rule == "all":
        return True
    if row["kind"] == "meeting":
        return False
    return rule == "remote" or (
        row["kind"] in {"call", "video_call"} and row["format"] == "bilateral"
    )


def _views(n, seed=20261126):
    """Views of every kind: years × rule × countries × what is hidden × a filter."""
    dice = random.Random(seed)
    actors = sorted({row["actor_id"] for row in COVERAGE})
    for _ in range(n):
        first, last = sorted((dice.randint(2017, 2026), dice.randint(2017, 2026)))
        size = dice.choice([0, 0, 1, 1, 2, 3])
        yield (
            first,
            last,
            dice.choice(RULES),
            tuple(sorted(dice.sample(actors, size))),
            dice.choice(["all", "all", "state", "half"]),
            dice.choice([(), (), (), ("meeting",), ("call",)]),
        )


# Ties of two, of all, and of the only ones; each is told as one.
TIES = [
    (2024, 2024, "remote", (), "all", ()),
    (2021, 2021, "remote", ("FIN", "ITA"), "all", ()),
    (2022, 2022, "remote", ("FIN", "ITA", "LUX"), "all", ()),
    (2021, 2022, "remote", ("FIN", "ITA", "AUT"), "all", ()),
    (2024, 2025, "bilateral", ("DEU", "FRA"), "all", ()),
]

VIEWS = [*TIES, *_views(65)]


@functools.cache
def _view(case):
    first, last, rule, chosen, step, kinds = case
    chosen_filter = ContactFilter(
        dt.date(first, 1, 1), dt.date(last, 12, 31), rule, kinds=kinds
    )
    return view.derive(_shown(step), DATA, RECORD[rule], chosen_filter, chosen)


@functools.cache
def _recount(case):
    """Shown and hidden contacts of the view, by the tables alone."""
    first, last, rule, chosen, step, kinds = case
    drawn = set(chosen) or {row["actor_id"] for row in CONTACTS} | {"BGR"}
    found = [
        row
        for row in CONTACTS
        if row["actor_id"] in drawn
        and first <= int(row["date"][:4]) <= last
        and _counts(row, rule)
        and (not kinds or row["kind"] in kinds)
    ]
    hidden = [row for row in found if row["contact_id"] in HIDDEN[step]]
    shown = [row for row in found if row["contact_id"] not in HIDDEN[step]]
    return drawn, shown, hidden


@functools.cache
def _searched_days(actor, start, end):
    """Days of a span that rows of the table say were searched."""
    days = 0
    for row in COVERAGE:
        if row["actor_id"] == actor and row["completeness"] != "none":
            first = max(start, dt.date.fromisoformat(row["period_start"]))
            last = min(end, dt.date.fromisoformat(row["period_end"]))
            days += max(0, (last - first).days + 1)
    return days


def _span(case):
    return dt.date(case[0], 1, 1), dt.date(case[1], 12, 31)


@pytest.mark.parametrize("case", VIEWS, ids=str)
def test_titles_name_the_right_number_and_everybody_who_ties(case):
    drawn, shown, hidden = _recount(case)
    found = _view(case)
    title = lanes.lanes_title(found)
    one, several = WORDS[case[2]]
    searched = {a for a in drawn if _searched_days(a, *_span(case))}
    per_actor = Counter(row["actor_id"] for row in shown)
    since = case[0] < 2023 <= case[1] and len(drawn) > 1 and not case[5]
    if not shown:
        if hidden:
            word = one if len(hidden) == 1 else several
            assert title == (
                f"{len(hidden)} {word} with Putin, hidden by the choice of evidence"
            )
        elif not searched:
            assert title == "Nobody shown here was searched in this period"
        elif len(drawn) == 1 and not case[5]:
            first, last = _span(case)
            days = _searched_days(*drawn, first, last)
            assert f": no {one} with Putin found on the {days:,} day" in title
            assert title.endswith(f" searched of {(last - first).days + 1:,}")
        else:
            assert title.startswith(f"No {one} with Putin ")
            assert ("passes these filters" in title) == bool(case[5])
        return
    if since:
        hidden = [row for row in hidden if row["date"] >= "2023"]
    assert title.endswith(f"; {len(hidden)} hidden") == bool(hidden)
    if since:
        later = {row["actor_id"] for row in shown if row["date"] >= "2023"}
        known = {
            a for a in drawn if _searched_days(a, dt.date(2023, 1, 1), _span(case)[1])
        }
        verb = "is" if len(later) <= 1 else "are"
        number = len(later) or "none"
        assert f"{number} of {len(drawn)} counterparts {verb} known" in title
        if len(later) <= lanes.MOST_NAMES:
            assert all(SAID[actor] in title for actor in later)
        assert _left_unsearched(title) == len(drawn - known)
        return
    word = one if len(shown) == 1 else several
    assert f"{len(shown)} {word} with Putin" in title
    assert _left_unsearched(title) == (len(drawn - searched) if len(drawn) > 1 else 0)
    in_part = _in_part(drawn, shown) if len(drawn) > 1 else set()
    assert ("a part only" in title) == bool(in_part)
    most = max(per_actor.values())
    leading = {actor for actor, n in per_actor.items() if n == most}
    if len(drawn) > 1 and len(leading) <= lanes.MOST_NAMES:
        named = {actor for actor in drawn if SAID[actor] in title}
        assert named == leading | in_part
    assert ("the most with" in title) == (len(drawn) > 1 and leading != set(per_actor))


def _left_unsearched(title):
    """How many of those compared a title says were not searched."""
    found = re.search(r"; not searched: (\d+) of the \d+ compared", title)
    return int(found[1]) if found else 0


def _in_part(drawn, shown):
    """Who has contacts in a stretch that was searched with low completeness."""
    return {
        row["actor_id"]
        for row in COVERAGE
        if row["completeness"] == "low"
        and row["actor_id"] in drawn
        and any(
            r["actor_id"] == row["actor_id"]
            and row["period_start"] <= r["date"] <= row["period_end"]
            for r in shown
        )
    }


@pytest.mark.parametrize("case", VIEWS, ids=str)
def test_rows_never_call_unsearched_or_hidden_none(case):
    drawn, shown, hidden = _recount(case)
    found = _view(case)
    in_part = found.fragments
    labels = {
        lane.actor_id: lanes.lane_label(
            lane,
            NAMES[lane.actor_id],
            in_part.get(lane.actor_id, []),
            narrowed=bool(case[5]),
        )
        for lane in each(found.lanes)
    }
    assert set(labels) == drawn
    here = Counter(row["actor_id"] for row in shown)
    gone = Counter(row["actor_id"] for row in hidden)
    for actor, label in labels.items():
        said = label.removeprefix(f"{NAMES[actor]}: ")
        if here[actor]:
            word = "contact" if here[actor] == 1 else "contacts"
            assert said.startswith(f"{here[actor]} {word}")
            assert (f"{gone[actor]} more hidden" in said) == bool(gone[actor])
        elif gone[actor]:
            assert "hidden" in said
            assert "none" not in said
        elif not _searched_days(actor, *_span(case)):
            assert said == "not covered in this period"
        else:
            assert said.startswith("none")
        assert ("only in part" in said) == (actor in _in_part(drawn, shown))


def _years_of(found):
    return leaders.by_year(
        found.lanes,
        found.selected,
        found.hidden,
        found.left_out,
        DATA.coverage,
        DATA.reported_counts,
        found.filter.start,
        found.filter.end,
        LAST,
    )


@pytest.mark.parametrize("case", VIEWS, ids=str)
def test_alternative_text_of_the_years_tells_every_kind_of_nothing(case):
    drawn, shown, hidden = _recount(case)
    found = _view(case)
    text = matrix.alt_years(_years_of(found), {a: f"<{a}>" for a in drawn})
    said = dict(
        part.split(": ", 1)
        for part in text.removeprefix("Numbers by counterpart and year. ").split("<")
        for part in [part.rstrip()]
        if part
    )
    here = Counter((row["actor_id"], int(row["date"][:4])) for row in shown)
    gone = Counter((row["actor_id"], int(row["date"][:4])) for row in hidden)
    passed = {
        (row["actor_id"], int(row["date"][:4]))
        for row in CONTACTS
        if case[5] and row["kind"] not in case[5] and _counts(row, case[2])
    }
    for actor in drawn:
        own = said[f"{actor}>"]
        for year in range(case[0], case[1] + 1):
            start, end = dt.date(year, 1, 1), dt.date(year, 12, 31)
            if n := here[actor, year]:
                assert f"{n} in {year}" in own
            elif gone[actor, year]:
                assert _told(own, "hidden in ", year)
            elif (actor, year) in passed:
                assert _told(own, "contacts in ", year)
            elif not _searched_days(actor, start, end):
                assert _told(own, "not covered in ", year)
            elif _searched_days(actor, start, end) < (end - start).days + 1:
                assert _told(own, "none found in the part of ", year)
            else:
                assert _told(own, "find in ", year) or _told(
                    own, "none found in ", year
                )


def _told(text, lead, year):
    """Whether a year stands in a list of years that follows some words."""
    for part in text.split(";"):
        _, found, rest = part.partition(lead)
        if not found:
            continue
        spans = rest.replace(",", " and ").rstrip(". ").split(" and ")
        for span in spans:
            numbers = [int(word) for word in span.split() if word[:4].isdigit()]
            if numbers and numbers[0] <= year <= numbers[-1]:
                return True
    return False


@pytest.mark.parametrize("case", VIEWS, ids=str)
def test_the_title_of_the_years_names_all_that_lead(case):
    drawn, shown, hidden = _recount(case)
    found = _view(case)
    title = lanes.years_title(found, _years_of(found))
    if not shown:
        assert title == lanes.nothing_title(found)
        return
    if len(drawn) == 1:
        per_year = Counter(row["date"][:4] for row in shown)
    else:
        pairs = {(row["actor_id"], row["date"][:4]) for row in shown}
        per_year = Counter(year for _, year in pairs)
    most = max(per_year.values())
    peaks = sorted(year for year, n in per_year.items() if n == most)
    assert all(year in title for year in peaks)
    others = {year for year in map(str, range(2017, 2027)) if year in title}
    assert others == set(peaks)
    assert ("each of" in title) == (len(peaks) > 1)
    if len(drawn) > 1:
        assert ("that passes the filters" in title) == bool(case[5])
    gone = sum(row["date"][:4] in peaks for row in hidden)
    assert title.endswith(f"; {gone} hidden") == bool(gone)


def _pauses(actor, rule):
    """Pauses of a year or more, and the stretch after the last contact, recounted."""
    days = sorted(
        dt.date.fromisoformat(row["date"])
        for row in CONTACTS
        if row["actor_id"] == actor and _counts(row, rule)
    )
    searched = [
        dt.date.fromisoformat(row["period_end"])
        for row in COVERAGE
        if row["actor_id"] == actor and row["completeness"] != "none"
    ]
    ends = [*days[1:], max(searched)] if days else []
    return [
        (first, last)
        for place, (first, last) in enumerate(zip(days, ends, strict=True))
        if (last - first).days >= 365 or place == len(days) - 1
    ]


def _grades(actor, first, last):
    """Grades of the days strictly between two days; "none" where no row speaks."""
    one, found = dt.timedelta(days=1), set()
    if first + one < last:
        searched = _searched_days(actor, first + one, last - one)
        if searched < (last - first).days - 1:
            found.add("none")
    for row in COVERAGE:
        start, end = row["period_start"], row["period_end"]
        inside = start < last.isoformat() and end > first.isoformat()
        if row["actor_id"] == actor and inside:
            found.add(row["completeness"])
    return found


@pytest.mark.parametrize("rule", RULES)
@pytest.mark.parametrize("step", HIDDEN)
def test_pauses_are_those_of_the_whole_record(rule, step):
    everything = ContactFilter(dt.date(2017, 1, 1), dt.date(2026, 12, 31), rule)
    found = view.derive(_shown(step), DATA, RECORD[rule], everything, ())
    for actor in found.lanes["actor_id"]:
        own = [p for p in found.silences if p.actor_id == actor]
        assert [(p.last, p.until) for p in own if isinstance(p, Silence)] == _pauses(
            actor, rule
        )
        for pause in own:
            if isinstance(pause, Silence):
                _check_pause(found, pause, step, rule)


def _check_pause(found, pause, step, rule):
    """What is said of a pause agrees with the search, and with what lies within."""
    said = silences.kind_of_pause(pause)
    if pause.resumed:
        grades = _grades(pause.actor_id, pause.last, pause.until)
        assert (said == "paused") == (grades <= {"complete", "high"})
        assert (said == "unknown") == bool(grades & {"low", "none"})
    within = [
        row
        for row in CONTACTS
        if row["actor_id"] == pause.actor_id
        and pause.last.isoformat() < row["date"]
        and row["date"] < (pause.until + dt.timedelta(not pause.resumed)).isoformat()
    ]
    assert not [row for row in within if _counts(row, rule)]
    words = silences.in_words(found, pause)
    beside = "in between" if pause.resumed else "after it"
    number = "meeting" if len(within) == 1 else "meetings"
    assert (f"{len(within)} {number} or other" in words) == bool(within)
    assert (beside in words) == bool(within)
    gone = HIDDEN[step].intersection(pause.ends)
    assert ("hidden" in words) == bool(gone)


@pytest.mark.parametrize("rule", RULES)
def test_the_title_names_every_established_pause_and_no_other(rule):
    everything = ContactFilter(dt.date(2017, 1, 1), dt.date(2026, 12, 31), rule)
    found = view.derive(DATA, DATA, RECORD[rule], everything, ())
    expected = {
        f"{SAID[actor]} ({(last - first).days:,} days"
        for actor in found.lanes["actor_id"]
        for first, last in _pauses(actor, rule)[:-1]
        if _grades(actor, first, last) <= {"complete", "high"}
    }
    title = silences.title(found)
    assert all(part in title for part in expected)
    assert title.count(" days") == len(expected)
    assert WORDS[rule][0] in title


def test_who_was_searched_well_to_which_day():
    found = _view((2017, 2026, "remote", (), "all", ()))
    text = lanes.reach(found)
    for actor in found.lanes["actor_id"]:
        solid = [
            row["period_end"]
            for row in COVERAGE
            if row["actor_id"] == actor and row["completeness"] in {"complete", "high"}
        ]
        day = dt.date.fromisoformat(max(solid))
        (part,) = (p for p in text.split(";") if SAID[actor] in p)
        assert f"{day.day} {day:%B %Y} for " in part


def test_a_part_only_is_never_left_without_its_reason():
    found = _view((2017, 2022, "remote", (), "all", ()))
    (note,) = lanes.fragment_notes(found)
    assert note.startswith("Germany, 1 January 2017 – 23 October 2021, only in part: ")
    assert "jointly with France" in note
