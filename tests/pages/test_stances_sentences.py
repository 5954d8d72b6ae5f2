"""The sentences of the stance map on many days, told anew from the tables' cells."""

from __future__ import annotations

import datetime as dt
import random
from dataclasses import replace

import pytest

from components import cache
from components.stances import day_map, history
from components.stances.country import others, reasons
from components.stances.view import view_on
from data.fill_rule import NothingKind
from data.stances import Shift, StanceIndex, compare, said
from data.stances import changes as changed
from tests.data.stances import plain
from tests.support.running import card_of

FIRST, LAST = dt.date(2022, 1, 1), dt.date(2026, 7, 5)
SINGLE = "a single page that is a copy or of unknown owner"
MARKS = {
    "old": ("rests on old words", "rest on old words"),
    "one_page": (f"rests on {SINGLE}", f"rest on {SINGLE}"),
    "contested": (
        "meets with disagreement from another minister",
        "meet with disagreement from another minister",
    ),
}


def random_days(n: int) -> list[dt.date]:
    pick = random.Random(20261127)
    span = (LAST - FIRST).days
    return [FIRST + dt.timedelta(days=pick.randint(0, span)) for _ in range(n)]


# With the days of the first acts, on which one state alone has a position.
DAYS = [*random_days(50), FIRST, dt.date(2022, 1, 29), dt.date(2024, 9, 15), LAST]
SPANS = [tuple(sorted(random.Random(n).sample(DAYS, 2))) for n in range(50)]


@pytest.fixture(scope="module")
def seen():
    """The view of a day, compared with another."""

    def on(day, earlier=FIRST):
        return view_on(cache.full(), day, earlier)

    return on


def said_day(day: dt.date) -> str:
    return f"{day.day} {day:%B %Y}"


def listed(words: list[str]) -> str:
    if len(words) < 3:
        return " and ".join(words)
    return f"{', '.join(words[:-1])} and {words[-1]}"


def answers(day, hidden=frozenset()):
    return {s: plain.answer(s, str(day), hidden) for s in plain.states()}


def divided(day, hidden=frozenset()):
    held = [a for a in answers(day, hidden).values() if a.row]
    asking = [a for a in held if a.stance in ("initiates", "supports")]
    return held, asking, [a for a in held if a.stance == "opposes"]


def title(day, hidden=frozenset()):
    held, asking, opposing = divided(day, hidden)
    if not held:
        return "For none of 27 EU states does a position on talks with Moscow count"
    many = len(asking) != 1
    told = f"{len(asking) or 'None'} of 27 EU states "
    told += (
        "ask for talks with Moscow or have begun them"
        if many and asking
        else "asks for talks with Moscow or has begun them"
    )
    if len(opposing) > 1:
        return f"{told}; {len(opposing)} oppose them"
    return f"{told}; {len(opposing) or 'none'} opposes them"


def marks(group) -> str:
    borne = {m: sum(bool(getattr(a, m)) for a in group) for m in MARKS}
    one, words = len(group) == 1, []
    for mark, n in borne.items():
        singular, plural = MARKS[mark]
        if not n:
            continue
        if one:
            words.append(singular)
        elif n == len(group):
            words.append(f"all {plural}")
        else:
            words.append(f"{n} {singular if n == 1 else plural}")
    if words:
        return listed(words)
    neither = f"rests neither on old words nor on {SINGLE}"
    return neither if one else f"none rests on old words or on {SINGLE}"


def marked(day) -> str:
    _, asking, opposing = divided(day)
    parts = []
    if asking:
        many = f"of the {len(asking)} that ask or have begun, "
        parts.append(
            ("the one that asks or has begun " if len(asking) == 1 else many)
            + marks(asking)
        )
    if opposing:
        many = f"of the {len(opposing)} that oppose, "
        parts.append(
            ("the one that opposes " if len(opposing) == 1 else many) + marks(opposing)
        )
    told = "; ".join(parts)
    return f"{told[0].upper()}{told[1:]}. " if told else ""


def base(day) -> str:
    return f"As of {said_day(day)}, each by the latest statement or act that counts."


def test_title_and_sentence_carry_the_marks(seen):
    shapes = set()
    for day in DAYS:
        view = seen(day)
        assert day_map.finding(view) == title(day)
        assert day_map.sentence(view) == f"{marked(day)}{base(day)}"
        _, asking, opposing = divided(day)
        shapes |= {("asking", min(len(asking), 2)), ("opposing", min(len(opposing), 2))}
    assert shapes == {(g, n) for g in ("asking", "opposing") for n in (0, 1, 2)}


def test_no_sentence_tells_a_position_as_an_event(seen):
    for day in DAYS[-25:]:
        view = seen(day)
        _, alt = day_map.drawing(view, "tiles")
        told = f"{day_map.finding(view)} {day_map.sentence(view)} {alt}"
        for event in ("made contact", "asked for talks", "said no", "spoke"):
            assert event not in told


def test_the_alternative_text_names_the_marked_states(seen):
    names = {row["actor_id"]: row["name"] for row in plain.table("actors")}
    for day in DAYS[-15:]:
        for kind in ("map", "tiles"):
            _, alt = day_map.drawing(seen(day), kind)
            for mark, words in (
                ("old", "Old words"),
                ("one_page", "A single page that is a copy or of unknown owner"),
                ("contested", "Another minister disagrees"),
            ):
                bearing = [
                    names[s] for s, a in answers(day).items() if getattr(a, mark)
                ]
                told = f" {words}: {listed(bearing)}."
                assert (told in alt) if bearing else (f"{words}:" not in alt)


def moves(before, after):
    both = sorted(before.keys() & after.keys())
    steps = {
        s: plain.ORDER.index(after[s]) - plain.ORDER.index(before[s]) for s in both
    }
    side = {
        s for s in both if steps[s] and {before[s], after[s]} <= set(plain.ORDER[:2])
    }
    towards = sum(steps[s] < 0 for s in both if s not in side)
    away = sum(steps[s] > 0 for s in both if s not in side)
    return len(both), towards, away, len(side), sum(not n for n in steps.values())


def moved(known, towards, away, same, unmoved) -> str:
    parts = [
        (towards, f"{towards} moved towards talks"),
        (away, f"{away} moved away from talks"),
        (
            same,
            f"{same} moved within one side (asking for talks, or having begun them)",
        ),
        (unmoved, f"{unmoved} did not move"),
    ]
    return listed([words for n, words in parts if n])


def alike(before, after, start, end) -> str:
    counts = moves(before, after)
    days = f"a counted position on both {said_day(start)} and {said_day(end)}"
    if not counts[0]:
        return f"No state has {days}."
    who = "One state has" if counts[0] == 1 else f"{counts[0]} states have"
    return f"{who} {days}: {moved(*counts)}."


def changes_title(known, towards, away) -> str:
    if not known:
        return "No state has a counted position on both days"
    if not towards and not away:
        return (
            "One state is known on both days, and did not change side"
            if known == 1
            else f"{known} states are known on both days, none changed side"
        )
    who = "One state is known on both days: "
    who = who if known == 1 else f"Of {known} states known on both days, "
    return f"{who}{towards or 'none'} moved towards talks, {away or 'none'} away"


def test_change_is_told_like_for_like(seen):
    known = set()
    for start, end in SPANS:
        view = seen(end, start)
        before = plain.stances(plain.states(), str(start))
        after = plain.stances(plain.states(), str(end))
        counts = moves(before, after)
        known.add(min(counts[0], 2))
        states = compare(view.index, start, end)
        assert history.comparison_title(states) == changes_title(*counts[:3])
        assert history.alike(states, start, end) == alike(before, after, start, end)
        told = history.unlike(states)
        for words, one, many in (
            (after.keys() - before.keys(), "more is newly", "more are newly"),
            (before.keys() - after.keys(), "no longer has", "no longer have"),
        ):
            verb = one if len(words) == 1 else many
            assert (f"{len(words)} {verb}" in told) == bool(words)
        assert "hidden" not in told
        bodies = [plain.stances(plain.bodies(), str(day)) for day in (start, end)]
        whole = history.comparison_sentence(
            states, compare(view.index, start, end, institutions=True), start, end
        )
        both = moves(*bodies)
        if not both[0]:
            assert whole.endswith("No EU body is known on both days.")
        else:
            who = "One EU body is" if both[0] == 1 else f"{both[0]} EU bodies are"
            assert whole.endswith(f"{who} known on both days: {moved(*both)}.")
    assert known == {0, 1, 2}


def test_the_reasons_of_what_is_not_alike_add_up(seen):
    for start, end in SPANS:
        view = seen(end, start)
        states = compare(view.index, start, end)
        for shift in (Shift.GAINED, Shift.LOST):
            rows = states.changes[shift]
            for change in rows:
                was = plain.answer(change.actor_id, str(start))
                now = plain.answer(change.actor_id, str(end))
                if shift is Shift.GAINED and change.reason == "new_statement":
                    assert now.row["date"] > str(start)
                if shift is Shift.LOST and change.reason == "expiry":
                    newest = max(
                        row["date"]
                        for row in plain.said(change.actor_id)
                        if plain.can_count(row) and row["date"] <= str(end)
                    )
                    assert plain.age({"date": newest}, str(end)) > 730
                assert bool(was.row) != bool(now.row)
        told = history.unlike(states)
        numbers = [int(word.split(":")[1]) for word in _reasons_in(told)]
        assert sum(numbers) == sum(
            len(states.changes[s]) for s in (Shift.GAINED, Shift.LOST)
        )


def _reasons_in(told: str) -> list[str]:
    inside = [part.split(")")[0] for part in told.split("(")[1:]]
    return [word for part in inside for word in part.split(", ")]


def test_the_table_of_changes_has_the_way_of_each(seen):
    for start, end in SPANS[:15]:
        view = seen(end, start)
        rows = history.changes_table(view, changed(view.index, start, end))
        same = rows[rows["way"] == "Same side"]
        for before, after in zip(same["before"], same["after"], strict=True):
            assert {before, after} == {"Has begun", "Asks for it"}
        none = rows[rows["way"] == "Newly counted"]
        labels = {"Has begun", "Asks for it", "With conditions", "Doubts", "Opposes"}
        assert not set(none["before"]) & labels
        assert set(none["after"]) <= labels


def test_the_history_says_what_is_known_and_compares_like_with_like(seen):
    ways = set()
    for day in DAYS:
        told = history.finding(seen(day))
        now = plain.stances(plain.states(), str(day))
        try:
            then_day = day.replace(year=day.year - 1)
        except ValueError:
            then_day = day.replace(year=day.year - 1, day=28)
        first = f"Positions are known for {len(now)} of 27 states"
        if then_day < FIRST:
            assert told == first
            assert "both" not in history.distribution_sentence(seen(day))
            continue
        then = plain.stances(plain.states(), str(then_day))
        grew = f"Known positions grew from {len(then)} to {len(now)} of 27"
        more = len(now) > len(then)
        ways.add(more)
        assert told == (
            f"{grew} with the collection"
            if more
            else f"{first}, for {len(then)} a year before"
        )
        like = alike(then, now, then_day, day)
        assert history.distribution_sentence(seen(day)).startswith(
            f"{like} The line counts"
        )
    assert ways == {True, False}


def test_the_history_rests_on_what_it_draws(seen):
    view = seen(LAST)
    ends = [
        f"{year}-{month:02}-{last}"
        for year in range(2022, 2027)
        for month, last in enumerate(
            (31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31), 1
        )
        if (year, month) < (2026, 7)
    ]
    ends = [day.replace("2024-02-28", "2024-02-29") for day in ends] + [str(LAST)]
    deciding = {
        answer.row["statement_id"]
        for day in ends
        for state in plain.states()
        if (answer := plain.answer(state, day)).row
    }
    table = history.distribution_table(history._months(view.data))
    assert list(table["month"]) == [day[:7] for day in ends]
    assert list(table["known"]) == [
        len(plain.stances(plain.states(), day)) for day in ends
    ]
    rows = [row for s in plain.states() for row in plain.said(s) if row["speaker"]]
    assert view.count_said(institutions=False) == len(rows)
    assert deciding <= {row["statement_id"] for row in rows}


def test_new_statements_are_counted_as_those_that_can_count(seen):
    for day in DAYS:
        fresh = {
            state
            for state in plain.states()
            for row in plain.said(state)
            if plain.can_count(row) and 0 <= plain.age(row, str(day)) < 31
        }
        told = day_map.freshness(seen(day))
        counted = f"in the 31 days up to this day: {len(fresh)} of 27 states."
        assert counted in told
        thin = told.startswith(
            "⚠ Few statements in this month. New ones that can count"
        )
        assert thin == (len(fresh) < 27 / 4)
        ages = [plain.age(a.row, str(day)) for a in answers(day).values() if a.row]
        assert ("At least half of the colours" in told) == bool(ages)
        if ages:
            age = sorted(ages)[len(ages) // 2]
            days = "1 day" if age == 1 else f"{age:,} days"
            assert told.endswith(f"{days} old or more.")


def test_how_much_was_found_for_which_month(seen):
    told = day_map.supply_words(seen(LAST).index, LAST)
    core = [
        row
        for actor in (*plain.states(), *plain.bodies())
        for row in plain.said(actor)
        if plain.can_count(row)
    ]
    months = [dt.date(2025 + (7 + n) // 12, (7 + n) % 12 + 1, 1) for n in range(12)]
    counts = {
        month: sum(row["date"][:7] == f"{month:%Y-%m}" for row in core)
        for month in months
    }
    most = max(counts.values())
    fullest = max(month for month in months if counts[month] == most)
    assert told.startswith(
        f"How much was found: {most} statements and acts that can count from "
        f"{fullest:%B %Y}, "
        "the most for any of the 12 months up to 5 July 2026; since then "
    )
    later = [month for month in months if month > fullest]
    assert listed([f"{counts[m] or 'none'} from {m:%B %Y}" for m in later]) in told
    ids = {row["statement_id"] for row in core if row["date"] >= str(later[0])}
    pages = plain.pages_of(ids)
    english = sum(
        row["language"] == "en" and row["source_id"] in pages
        for row in plain.table("sources")
    )
    assert told.endswith(
        f"Of the {len(pages)} pages behind these later ones, {english} are in English."
    )


def test_the_table_names_everybody_who_differs(seen):
    for day in DAYS:
        view = seen(day)
        table = day_map.fill_table(view).set_index("actor_id")
        for state, answer in answers(day).items():
            row = table.loc[state]
            assert bool(row["old_words"]) == answer.old
            assert bool(row["one_page"]) == answer.one_page
            for column, rows in (
                ("minister_disagrees", answer.contested),
                (
                    "others_differ",
                    [r for r in answer.differ if r not in answer.contested],
                ),
            ):
                named = row[column].split("; ") if row[column] else []
                assert len(named) == len(rows)
                assert all(r["speaker"] in row[column] for r in rows)
            assert len(others(view, view.fills[state])) == len(answer.differ)


def test_why_there_is_no_answer_holds_for_each_state(seen):
    kinds = set()
    for day in DAYS:
        view = seen(day)
        for fill in view.states:
            for kind in fill.nothing_kinds:
                kinds.add(kind)
                lines = reasons(view, fill, kind)
                told = "\n".join(line for line, _ in lines).replace("\\", "")
                rows = {
                    row["statement_id"]: row
                    for row in plain.said(fill.actor_id)
                    if row["date"] <= str(day)
                }
                named = [rows[i] for _, i in lines if i]
                assert all(row["speaker"] in told for row in named)
                if kind is NothingKind.DECLINED:
                    publishers = {
                        p["name"]
                        for row in named
                        for link in plain.table("statement_sources")
                        if link["statement_id"] == row["statement_id"]
                        for source in plain.table("sources")
                        if source["source_id"] == link["source_id"]
                        for p in plain.table("publishers")
                        if p["publisher_id"] == source["publisher_id"]
                    }
                    assert publishers
                    assert all(name in told for name in publishers)
                if kind is NothingKind.NO_STATEMENT:
                    searched = any(r["stance"] == "no_statement" for r in rows.values())
                    assert ("No dated statement on" in told) == searched
                if kind is NothingKind.NOT_DECIDING:
                    assert ("lack of coordination" in told) == any(
                        row["scope"] == "leader_call"
                        and row["statement_id"] == "dnk-2024-07-18-lokke-rasmussen"
                        for row in named
                    )
                    for row in named:
                        spokes = row["office_level"] == "spokesperson"
                        assert ("a spokesperson" in told) == spokes
                        assert ("not said outright" in told) == (
                            row["basis"] == "inferred"
                        )
    assert kinds == set(NothingKind)


def test_what_is_hidden_is_told_and_never_a_silence(seen, monkeypatch):
    """Colours that fall, change or lose their reason are counted and named."""
    monkeypatch.setattr(cache, "hiding", lambda: True)
    data, pick = cache.full(), random.Random(9)
    names = {row["actor_id"]: row["name"] for row in plain.table("actors")}
    frame = said(data)
    ids = sorted(frame["statement_id"])
    seen_ways = set()
    for day in DAYS[:30]:
        hidden = frozenset(pick.sample(ids, pick.choice([0, 1, 20, 120])))
        view = seen(day)
        part = StanceIndex(
            frame[~frame["statement_id"].isin(hidden)],
            data.table("statement_flags"),
            data.governments,
            view.index,
        )
        view = replace(view, index=part, fills={f.actor_id: f for f in part.on(day)})
        told = day_map.sentence(view)
        before, after = answers(day), answers(day, hidden)
        fallen = [names[s] for s in before if before[s].row and not after[s].row]
        colours = sum(bool(a.row) for a in before.values())
        if fallen:
            verb = "falls" if len(fallen) == 1 else "fall"
            line = f"{len(fallen)} of {colours} colours {verb} away "
            assert f"{line}({listed(sorted(fallen))})" in told
        else:
            assert "away (" not in told
        other = [
            names[s]
            for s in before
            if after[s].row and before[s].stance != after[s].stance
        ]
        assert ("another position" in told) == bool(other)
        assert all(name in told for name in other)
        silent = sum(f.hidden for f in view.states)
        seen_ways |= {bool(fallen), bool(other) + 2}
        if not fallen and not other and not silent:
            assert told.endswith(
                "no state has another answer than in the whole record."
            )
        ending = f"; {silent} answer{'' if silent == 1 else 's'} hidden"
        assert day_map.finding(view).endswith(ending) == bool(silent)
        assert not (silent and day_map.finding(view).startswith("For none"))
    assert seen_ways == {True, False, 2, 3}


@pytest.mark.parametrize(
    ("day", "told"),
    [("2022-03-31", False), ("2025-07-31", False), ("2026-03-31", True)],
)
def test_how_much_was_found_lately_is_said_of_the_last_year_alone(app, day, told):
    notes = card_of(app("stances", {"asof": day}), "stance_map").reading
    assert any("How much was found" in note for note in notes) == told
