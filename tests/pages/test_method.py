"""The method page says what the tables say."""

from __future__ import annotations

import re
from types import SimpleNamespace

import pytest

from components import labels, settings
from components.markdown import curled
from components.registry import page as page_named
from components.text import t
from data.coverage import COMPLETENESS
from data.fill_rule import NothingKind
from tests.data.stances import plain
from tests.support.running import run
from tests.support.tables import raw

LAST = "2026-07-05"


@pytest.fixture(scope="module")
def tabs():
    """The page with each of its tabs open."""
    return {tab: run("method", {"view": tab}) for tab in page_named("method").tabs}


@pytest.fixture(scope="module")
def page(tabs):
    """All that its tabs say."""
    return SimpleNamespace(
        markdown=[m for tab in tabs.values() for m in tab.markdown],
        table=[table for tab in tabs.values() for table in tab.table],
    )


def text(page) -> str:
    return "\n".join(m.value for m in page.markdown)


def test_the_answer_is_recounted(tabs):
    answer = tabs["weak"].header[0].value
    coloured = plain.stances(plain.states(), LAST)
    weak = [s for s in coloured if plain.answer(s, LAST).one_page]
    assert f"{len(weak)} of {len(coloured)} colours" in answer
    assert "2019, 2020 and 2022" in answer
    assert "after 5 July 2026" in answer


def test_every_tab_has_a_heading_of_its_own(tabs):
    for tab, shown in tabs.items():
        assert not shown.exception, tab
        # The first is that of who makes this.
        assert len(shown.subheader) >= 2, tab


def test_every_code_of_the_code_book_is_defined(page, dataset):
    told = text(page).replace("\\", "")
    book = dataset.table("codebook")
    for definition in book["definition"]:
        if "_" not in definition:
            assert curled(definition) in told
    codes = {code for code in book["code"] if "_" in code}
    assert not codes & set(re.findall(r"[a-z]+(?:_[a-z]+)+", told))
    assert "in scope “A leader’s own call or visit”" in told
    assert '"' not in told


def test_the_counting_rules_give_the_worked_answers(page):
    (rules,) = [t_.value for t_ in page.table if t("calls.rule") in t_.value]
    assert list(rules.iloc[:, 2]) == ["63", "73", "89"]
    assert list(rules.iloc[:, 3]) == ["17", "20", "21"]


def test_every_grade_of_coverage_is_explained(page, tabs, dataset):
    for grade in COMPLETENESS:
        label = labels.code("coverage", "completeness", grade)
        assert f"- **{label}.** {t(f'method.grade_{grade}')}" in text(page)
    grades = tabs["counting"].get_by_key("coverage_table").dataframe[0].value
    assert len(grades) == len(dataset.table("coverage"))


def test_agreement_is_given_with_its_limits(page):
    told = text(page)
    assert "alpha is 0.95 (ordinal) and 0.85 (nominal)" in told
    assert "91 statements" in told
    assert "partly not blind" in told


def test_weak_spots_are_those_of_the_data(page):
    told = text(page)
    assert "low-confidence mirrors or summaries: Austria and Finland" in told
    names = {row["actor_id"]: row["name"] for row in plain.table("actors")}
    core = {
        actor: [row["date"] for row in plain.said(actor) if plain.can_count(row)]
        for actor in (*plain.states(), *plain.bodies())
    }

    def listed(actors):
        first, last = (sorted(names[a] for a in actors)[i] for i in (slice(-1), -1))
        return f"{', '.join(first)} and {last}"

    coloured = plain.stances(plain.states(), LAST)
    silent = set(plain.states()) - coloured.keys()
    assert (
        f"No statement or contact counts on 5 July 2026 for {listed(silent)}." in told
    )
    unheard = [s for s in plain.states() if not any(d >= "2025" for d in core[s])]
    since = (
        "No statement or act that can count since the start of 2025 is on record for "
    )
    assert f"{since}{listed(unheard)}." in told
    of_2023 = sum(d.startswith("2023") for dates in core.values() for d in dates)
    assert f"2023 is nearly empty: {of_2023} statements and acts that can count" in told
    fresh = [s for s in plain.states() if any(d > "2026-06-04" for d in core[s])]
    assert f"31 days up to 5 July 2026: {len(fresh)} of 27 states." in told
    copied = [s for s in coloured if plain.answer(s, LAST).one_page]
    assert f"{len(copied)} of {len(coloured)} colours on 5 July 2026 rest on" in told
    assert f"of unknown owner: {listed(copied)}." in told
    n = sum(day[:7] == "2026-02" for days in core.values() for day in days)
    expected = (
        f"How much was found: {n} statements and acts that can count from February"
    )
    assert f"{expected} 2026" in told


def test_posts_of_which_the_holder_is_not_known_are_named(page):
    told = text(page)
    posts = {
        "head_of_state": "head of state",
        "head_of_government": "head of government",
        "foreign_minister": "foreign minister",
    }
    names = {row["actor_id"]: row["name"] for row in plain.table("actors")}
    uncertain = [
        row
        for row in plain.table("governments")
        if row["start"] <= LAST
        and not row["end"]
        and ("unknown" in row["holder"] or "" < row["uncertain_after"] < LAST)
    ]
    assert {row["post"] for row in uncertain} > {"foreign_minister"}
    for row in uncertain:
        assert f"{posts[row['post']]} of {names[row['actor_id']]}" in told
        known = "unknown" not in row["holder"]
        assert (f"(last seen: {row['holder']})" in told) == known


def test_the_six_kinds_of_no_answer_are_named(page):
    for kind in NothingKind:
        assert t(f"stances.nothing_{kind}").lower() in text(page)


def test_experts_are_described(page):
    """Recounted from the tables: people, their institutions and their country."""
    experts = {r["expert_id"]: r for r in raw("experts")}
    places = {r["affiliation_id"]: r for r in raw("affiliations")}
    rows = raw("assessments")
    office = {"official", "parliamentarian"}
    in_office = sum(experts[r["expert_id"]]["kind"] in office for r in rows)
    own = [places[r["affiliation_id"]] for r in rows]
    russian = [place for place in own if place["actor_id"] == "RUS"]
    named = [place for place in russian if place["kind"] != "none_stated"]
    said = text(page)
    assert f"{len(rows)} assessments were collected, {in_office} of them" in said
    share = f"{len(named) / len(rows):.0%}"
    assert f"{len(russian)} of all come from Russia, {len(named)} of these" in said
    assert f"({share} of all)" in said
    assert "coded by one coder" in said


def test_an_empty_setting_says_that_it_is_empty(page):
    said = text(page)
    for name in settings.ABOUT.values():
        assert f"left `{name}` empty" in said


def test_settings_are_printed_letter_by_letter(app, monkeypatch):
    """Text of a setting is no markup, and only web addresses become links."""
    monkeypatch.setenv("OPEN_LINE_OPERATOR", "A *desk*\n# of [x](javascript:1)")
    monkeypatch.setenv("OPEN_LINE_FUNDING", "javascript:alert(1)")
    monkeypatch.setenv("OPEN_LINE_CONTACT", "https://x.test/about")
    said = text(app("method"))
    assert "A \\*desk\\* \\# of \\[x\\]\\(javascript\\:1\\)" in said
    assert "(javascript:" not in said
    assert "](https://x.test/about)" in said
    assert "not stated" not in said


def test_it_can_be_taken_away_as_a_brief(tabs):
    """The page is text alone; what is said on it goes into the file."""
    for shown in tabs.values():
        assert [b.key for b in shown.get("download_button")] == [
            "brief",
            "annex",
        ]
