"""Sentences on assessments, recounted from the raw tables over many views."""

from __future__ import annotations

import random
import re
from collections import Counter, defaultdict

import pytest

from components import cache
from components.experts import charts, listing, tables
from components.experts import view as experts
from components.experts.view import ExpertsView
from data import assessments
from data.assessments import AssessmentFilter, institutions, revisited
from tests.support.tables import raw

VIEWS = 250
POSITIONS = ("favourable", "conditional", "sceptical", "opposed", "descriptive")
OFFICE = {"official": "office-holder", "parliamentarian": "member of parliament"}
REGIONS = ("EU", "Russia", "Ukraine", "UK and US", "elsewhere", "not established")
QUESTIONS = {
    "macron_putin_contact": "Macron–Putin contact",
    "eu_channel": "European channel",
    "eu_envoy": "EU envoy",
    "who_speaks": "Who speaks for Europe",
    "france_motives": "Motives of France",
    "negotiation_prospects": "Negotiation prospects",
    "middle_east": "Middle East",
}


def rows() -> list[dict[str, str]]:
    """Assessments with their people and places, from the tables alone."""
    people = {r["expert_id"]: r for r in raw("experts")}
    places = {r["affiliation_id"]: r for r in raw("affiliations")}
    members = {r["actor_id"] for r in raw("actors") if r["eu_member"] == "true"}
    assert len(members) == 27
    seeds = {r["source_id"] for r in raw("seed_facts")}
    named = {"RUS": "Russia", "UKR": "Ukraine", "GBR": "UK and US", "USA": "UK and US"}
    found = []
    for r in raw("assessments"):
        place = places[r["affiliation_id"]]
        code = place["actor_id"]
        region = "EU" if code in members else named.get(code, "elsewhere")
        found.append(
            r
            | {
                "person": people[r["expert_id"]]["name"],
                "expert_kind": people[r["expert_id"]]["kind"],
                "kind": place["kind"],
                "country": code or "unknown",
                "region": region if code else "not established",
                "known": place["funding_or_control"] != "not established",
                "year": r["date"][:4],
                "seed": r["source_id"] in seeds,
            }
        )
    return found


ROWS = rows()

# Field of the filter → column of `rows`.
COLUMNS = {
    "kinds": "kind",
    "countries": "country",
    "questions": "question",
    "positions": "position",
    "expert_kinds": "expert_kind",
    "affiliations": "affiliation_id",
    "languages": "original_language",
}


def views():
    """Filters of every facet, years and switches, most of them narrow."""
    rng = random.Random(20261128)
    first, last = (f(int(r["year"]) for r in ROWS) for f in (min, max))
    yield {"first_year": first, "last_year": last}
    for _ in range(VIEWS):
        years = sorted(rng.choices(range(first, last + 1), k=2))
        if rng.random() < 0.5:
            years = [first, last]
        chosen = {
            name: tuple(
                {rng.choice(ROWS)[COLUMNS[name]] for _ in range(rng.choice((1, 1, 3)))}
            )
            for name in rng.sample(sorted(COLUMNS), rng.choice((0, 1, 1, 2)))
        }
        switch = rng.choice(({}, {}, {"officials": True}, {"seeds": True}))
        yield {"first_year": years[0], "last_year": years[1], **chosen, **switch}


def chosen(view: dict) -> tuple[list[dict], list[dict]]:
    """Rows of a view, and those of people in office that it leaves out."""
    passing = [
        r
        for r in ROWS
        if view["first_year"] <= int(r["year"]) <= view["last_year"]
        and all(r[column] in view.get(f, (r[column],)) for f, column in COLUMNS.items())
        and (r["seed"] or not view.get("seeds"))
    ]
    if view.get("officials") or view.get("seeds"):
        return passing, []
    shown = [r for r in passing if r["expert_kind"] not in OFFICE]
    return shown, [r for r in passing if r["expert_kind"] in OFFICE]


def many(n: int, one: str, more: str) -> str:
    return f"{n} {one if n == 1 else more}"


def joined(parts: list[str]) -> str:
    if len(parts) < 2:
        return "".join(parts)
    return f"{', '.join(parts[:-1])} and {parts[-1]}"


def all_four(counted: Counter) -> str:
    return joined(
        [f"{counted[p]} {p}" for p in POSITIONS if p != "descriptive" or counted[p]]
    )


@pytest.fixture(scope="module")
def every(dataset):
    return assessments.collect(dataset)


@pytest.fixture(scope="module")
def seen(dataset, every):
    """Each view that is not empty with its rows, in the app's own terms as well."""
    cache.forget()
    found = []
    for view in views():
        shown, out = chosen(view)
        selected = assessments.select(every, AssessmentFilter(**view))
        ids = sorted(r["assessment_id"] for r in shown)
        assert sorted(a.assessment_id for a in selected) == ids, view
        if shown:
            told = ExpertsView(
                data=dataset,
                whole=every,
                every=every,
                filter=AssessmentFilter(**view),
                by="question",
                group="affiliation",
                selected=selected,
            )
            found.append((told, shown, out))
    assert len(found) > VIEWS / 2
    return found


def test_positions_are_told_question_by_question(seen):
    """All four positions of each question, then of each region; no sum over them."""
    lines = Counter()
    for told, shown, _ in seen:
        by = defaultdict(list)
        for r in shown:
            by[QUESTIONS[r["question"]]].append(r)
        expected = set()
        for question, own in by.items():
            line = f"{question}: {all_four(Counter(r['position'] for r in own))}."
            taken = [r for r in own if r["position"] != "descriptive"]
            parts = []
            for region in REGIONS:
                here = Counter(r["position"] for r in taken if r["region"] == region)
                if here:
                    counts = ", ".join(f"{here[p]} {p}" for p in POSITIONS if here[p])
                    parts.append(f"{region} {counts}")
            if parts:
                line += f" By country of affiliation: {'; '.join(parts)}."
            expected.add(line)
            lines["with" if parts else "without"] += 1
        assert set(charts.told_by_question(told)) == expected
    assert min(lines["with"], lines["without"]) > 3


def test_the_title_adds_nothing_up_over_questions(seen):
    kinds = Counter()
    for told, shown, _ in seen:
        people = len({r["expert_id"] for r in shown})
        questions = {r["question"] for r in shown}
        title = charts.finding(told)
        if len(questions) > 1:
            says = "says" if people == 1 else "say"
            who = many(people, "person", "people")
            asked = "about talking with Moscow, question by question"
            assert title == f"What {who} {says} {asked}"
        elif told.filter.positions:
            says = "says" if people == 1 else "say"
            question = QUESTIONS[questions.pop()]
            assert (
                title == f"What {many(people, 'person', 'people')} {says}: {question}"
            )
        else:
            counted = Counter(r["position"] for r in shown)
            assert title == f"{QUESTIONS[questions.pop()]}: {all_four(counted)}"
        kinds[re.sub(r"[\d,]+", "#", title)[:12], people == 1] += 1
    assert len(kinds) > 6


def test_the_answer_counts_the_two_questions_on_which_most_take_a_position(seen):
    ways = Counter()
    for told, shown, _ in seen:
        if told.filter.positions:
            continue
        taken = {
            question: Counter(
                "for" if r["position"] in {"favourable", "conditional"} else "against"
                for r in shown
                if r["question"] == question and r["position"] != "descriptive"
            )
            for question in {r["question"] for r in shown}
        }
        most = sorted((c.total() for c in taken.values()), reverse=True)[:2]
        sentences = re.findall(
            r"On .*?[:] (\d+).*?(\d+).*?\.(?: |$)", charts.answer(told)
        )
        assert [int(a) + int(b) for a, b in sentences] == most
        pairs = {(c["for"], c["against"]) for c in taken.values()}
        for sentence in re.split(r"(?<=\.) (?=On )", charts.answer(told)):
            left, right = map(int, re.findall(r"\d+", sentence))
            assert (left, right) in pairs
            if left + right < 5:
                way = "few"
            elif 3 * min(left, right) >= 2 * max(left, right):
                way = "split"
            else:
                way = "lean favourable" if left > right else "lean sceptical"
            assert way in sentence
            ways[way] += 1
    assert len(ways) == 4


def test_a_choice_of_positions_leans_nowhere_and_is_counted_of_all(every, dataset):
    """Chosen positions make the side by themselves, so the answer counts them alone."""
    years = {"first_year": 2017, "last_year": 2026}
    for places in ((), ("FRA",), ("RUS", "USA")):
        others, _ = chosen({**years, "countries": places} if places else years)
        for positions in [(p,) for p in POSITIONS] + [("sceptical", "opposed")]:
            view = AssessmentFilter(**years, positions=positions, countries=places)
            told = experts.view_under(dataset, view, "question", "affiliation")
            answer = charts.answer(told)
            assert not re.search("lean|split|few|favourable or conditional", answer)
            if not told.selected:
                continue
            assert f" {joined(list(positions)).replace(' and ', ' or ')}." in answer
            counted = Counter(
                r["question"] for r in others if r["position"] in positions
            )
            of_all = Counter(r["question"] for r in others)
            pairs = {(n, of_all[question]) for question, n in counted.items()}
            said = re.findall(r"(\d+)(?: assessments?)? of (\d+)", answer)
            assert len(said) == min(2, len(counted))
            assert {(int(n), int(m)) for n, m in said} <= pairs
            assert int(said[0][0]) == max(counted.values())


@pytest.mark.parametrize("by", ["kind", "country", "time", "region"])
def test_no_title_of_another_breakdown_sets_positions_of_questions_off(seen, by):
    for told, shown, _ in seen:
        if len({r["question"] for r in shown}) > 1:
            other = ExpertsView(**(vars(told) | {"by": by}))
            title = charts.finding(other)
            assert not re.search("favourable|conditional|sceptical|opposed", title)
            assert not re.search(r"\b1 (?:assessments|people)\b", title)


def test_the_sentence_says_who_is_left_out(seen):
    """People in office, by kind; none where they are shown or no filter finds any."""
    reached = Counter()
    for told, shown, out in seen:
        people = len({r["expert_id"] for r in shown})
        said = experts.sentence_base(told)
        start = f"{many(len(shown), 'assessment', 'assessments')} by "
        assert said.startswith(start + many(people, "person", "people"))
        assert not re.search(r"\b(\d{4}) to \1\b", said)
        kinds = Counter({r["expert_id"]: r["expert_kind"] for r in out}.values())
        if out:
            told_kinds = joined(
                [
                    many(kinds[k], one, _plural(one))
                    for k, one in OFFICE.items()
                    if kinds[k]
                ]
            )
            verb = "is" if len(out) == 1 else "are"
            assert said.endswith(
                f"Left out {verb} {many(len(out), 'assessment', 'assessments')} by "
                f"{many(sum(kinds.values()), 'person', 'people')} in office "
                f"({told_kinds})."
            )
        else:
            assert "Left out" not in said
        reached[len(out) and min(len(out), 2), len(kinds)] += 1
    assert {(0, 0), (1, 1), (2, 2)} <= set(reached)


def _plural(one: str) -> str:
    return one.replace("member", "members") if "member" in one else f"{one}s"


def test_institutions_are_counted_without_people_who_have_none(seen):
    for told, shown, _ in seen:
        places = {r["affiliation_id"]: r for r in shown}
        named = [r for r in places.values() if r["kind"] != "none_stated"]
        title = tables.finding(institutions(told.selected))
        known = sum(r["known"] for r in named)
        assert title.startswith(many(len(named), "institution", "institutions"))
        assert f"is known for {known}" in title
        groups = len(places) - len(named)
        ending = many(groups, "group", "groups") + " of people without one"
        assert title.endswith(ending) == bool(groups)


def test_who_changed_position_is_recounted_by_person_and_question(seen):
    reached = Counter()
    for told, shown, _ in seen:
        taken = defaultdict(lambda: defaultdict(set))
        for r in shown:
            if r["position"] != "descriptive" and len(r["date_as_recorded"]) >= 7:
                month = r["date_as_recorded"][:7]
                taken[r["person"], r["question"]][month].add(r["position"])
        cases = [months for months in taken.values() if len(months) > 1]
        moved = sum(not m[min(m)] & m[max(m)] for m in cases)
        found = revisited(told.selected)
        assert len(found) == len(cases)
        if not cases:
            continue
        title = listing.finding(found)
        assert title.startswith(f"In {many(len(cases), 'case', 'cases')} one person ")
        if moved:
            assert title.endswith(f"changed position: {moved}")
        else:
            assert "changing position" in title
        reached[min(len(cases), 2), bool(moved)] += 1
    assert len(reached) > 2
