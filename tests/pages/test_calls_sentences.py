"""What /calls says of any view, recomputed from the CSV tables by other code.

Every title is taken to pieces by one of a few patterns and each piece is compared
with the tables; a title that fits none of them fails.
"""

from __future__ import annotations

import datetime as dt
import re
from collections import Counter
from dataclasses import replace
from functools import cache as cache_once
from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from components import cache, contact_view
from components.calls import charts, reported_counts
from components.calls import view as calls_view
from components.figures.bars import alt_counts
from components.figures.matrix import alt_topics
from data.contacts import ContactFilter, topics_by_year
from tests.components.test_hiding import gone
from tests.support.tables import raw

sweep = settings(deadline=None, derandomize=True, max_examples=40)

STEPS = ("all", "not_state_only", "independent")
FRANCE = [row for row in raw("contacts") if row["actor_id"] == "FRA"]
COVERAGE = [row for row in raw("coverage") if row["actor_id"] == "FRA"]
BEGIN = dt.date(2017, 5, 14)
LAST_DAY = dt.date(2026, 7, 5)
TOPICS: dict[str, set[str]] = {}
for link in raw("contact_topics"):
    TOPICS.setdefault(link["contact_id"], set()).add(link["topic_id"])
NAMES = {row["topic_id"]: row["name"] for row in raw("topics")}

# What one contact and several are called under each rule, as the titles have it.
NOUNS = {
    "bilateral": ("call of Putin and Macron alone", "calls of Putin and Macron alone"),
    "remote": ("call of Putin and Macron", "calls of Putin and Macron"),
    "all": (
        "call or meeting of Putin and Macron",
        "calls and meetings of Putin and Macron",
    ),
}
SPOKE = {"bilateral": "spoke alone", "remote": "spoke", "all": "spoke or met"}


def _some(*codes: str) -> st.SearchStrategy[tuple[str, ...]]:
    """Most often no filter, else one or two codes."""
    return st.sampled_from([(), (), (), (), *((code,) for code in codes), codes[:2]])


VIEWS = st.builds(
    lambda years, **chosen: ContactFilter(
        dt.date(min(years), 1, 1), dt.date(max(years), 12, 31), **chosen
    ),
    st.tuples(st.integers(2017, 2026), st.integers(2017, 2026)),
    rule=st.sampled_from(list(NOUNS)),
    kinds=_some("call", "meeting", "joint_call", "video_call"),
    formats=_some("bilateral", "multilateral", "informal"),
    topics=_some("syria", "ukraine", "belarus", "economy", "iran-nuclear"),
    initiators=_some("disputed", "unknown", "russia", "counterpart"),
    confidences=_some("medium", "high", "low"),
)
PLAIN = st.builds(
    lambda years, rule: ContactFilter(
        dt.date(min(years), 1, 1), dt.date(max(years), 12, 31), rule=rule
    ),
    st.tuples(st.integers(2017, 2026), st.integers(2017, 2026)),
    st.sampled_from(list(NOUNS)),
)


@pytest.fixture(autouse=True)
def everything_again():
    yield
    cache.choose_evidence(cache.EVERYTHING)


def _counted(row, rule):
    if rule == "bilateral":
        return row["kind"] in {"call", "video_call"} and row["format"] == "bilateral"
    return rule == "all" or row["kind"] != "meeting"


def _in_years(row, chosen):
    return chosen.start.isoformat() <= row["date"] <= chosen.end.isoformat()


def _narrow(row, chosen):
    return (
        (not chosen.kinds or row["kind"] in chosen.kinds)
        and (not chosen.formats or row["format"] in chosen.formats)
        and (not chosen.confidences or row["confidence"] in chosen.confidences)
        and (
            not chosen.initiators
            or (row["initiator"] or "unknown") in chosen.initiators
        )
        and (
            not chosen.topics
            or TOPICS.get(row["contact_id"], set()) & set(chosen.topics)
        )
    )


@cache_once
def _gone(step: str) -> set[str]:
    return gone("contacts", step)


class Told:
    """The same view, once from the tables and once by the code under test."""

    def __init__(self, chosen: ContactFilter, step: str = "all") -> None:
        under_rule = [row for row in FRANCE if _counted(row, chosen.rule)]
        self.known = [row for row in under_rule if _in_years(row, chosen)]
        passing = [row for row in self.known if _narrow(row, chosen)]
        hidden = _gone(step)
        self.shown = [row for row in passing if row["contact_id"] not in hidden]
        self.hidden = [row for row in passing if row["contact_id"] in hidden]
        days = sorted(dt.date.fromisoformat(row["date"]) for row in under_rule)
        start, end = max(pairwise(days), key=lambda pair: pair[1] - pair[0])
        meets = start <= chosen.end and end >= chosen.start
        self.pause = (start, end) if (end - start).days >= 365 and meets else None
        self.last = days[-1]
        self.narrowed = any(
            (
                *(chosen.kinds, chosen.formats, chosen.topics),
                *(chosen.initiators, chosen.confidences),
            )
        )
        first, last = chosen.start.year, chosen.end.year
        self.period = f"in {first}" if first == last else f"from {first} to {last}"
        self.chosen = chosen
        cache.choose_evidence(step)
        self.view = calls_view.derive(cache.dataset(), "FRA", chosen, "year")

    @property
    def days(self) -> str:
        start, end = self.pause
        return f"{(end - start).days:,} days"


def _day(day: dt.date) -> str:
    return f"{day:%-d %B %Y}"


def _joined(items: list[str], word: str = "and") -> str:
    return f" {word} ".join(filter(None, [", ".join(items[:-1]), items[-1]]))


def _gappy(chosen: ContactFilter) -> bool:
    """Whether over a tenth of the days was searched less than nearly completely."""
    days = Counter()
    for row in COVERAGE:
        start = max(dt.date.fromisoformat(row["period_start"]), chosen.start)
        end = min(dt.date.fromisoformat(row["period_end"]), chosen.end, LAST_DAY)
        solid = row["completeness"] in {"complete", "high"}
        days[solid] += max((end - start).days + 1, 0)
    return days[False] * 10 > days.total()


def _title_of_some(told: Told) -> str:
    """The title where contacts are shown, built from the tables."""
    shown, known = len(told.shown), len(told.known)
    rule = told.chosen.rule
    noun = NOUNS[rule][known != 1]
    if told.narrowed:
        return f"The filters leave {shown} of {known} {noun}, {told.period}"
    if told.hidden:
        rest = "the other hidden" if known == 1 else "the rest hidden"
        return f"{shown} of {known} {noun} shown, {rest}, {told.period}"
    years = Counter(int(row["date"][:4]) for row in told.shown)
    most = max(years.values())
    peaks = sorted(year for year in years if years[year] == most)
    times = "once" if most == 1 else f"{most} times"
    then = told.pause and [told.pause[0].year] == peaks
    subject = f"Putin and Macron {SPOKE[rule]}"
    if not then and len(years) > 1 and (most == 1 or _gappy(told.chosen)):
        said = f"{subject} {shown} times {told.period}"
        if len(peaks) == 1:
            said += f", {most} of them in {peaks[0]}"
    elif len(peaks) > 1:
        named = _joined([str(year) for year in peaks])
        said = f"{subject} most often in {named}, {times} a year"
    elif then or len(years) == 1:
        said = f"{subject} {times} in {peaks[0]}"
    else:
        said = f"{subject} most often in {peaks[0]}: {times}"
    if not told.pause:
        return said
    if len(years) == 1 and told.pause[1].year == peaks[0]:
        return f"{said}, after a pause of {told.days}"
    follows = f", then not for {told.days}" if then else f"; longest pause {told.days}"
    return said + follows


@sweep
@given(chosen=st.one_of(VIEWS, PLAIN), step=st.sampled_from(STEPS))
def test_the_title_says_what_the_tables_bear_out(chosen, step):
    told = Told(chosen, step)
    title = calls_view.finding(told.view)
    if told.shown:
        assert title == _title_of_some(told)
        return
    one, several = NOUNS[chosen.rule]
    n = len(told.hidden)
    if n and told.narrowed:
        assert title.startswith(f"{n} contact" + (" passes" if n == 1 else "s pass"))
        assert "hidden" in title
    elif n:
        assert title.startswith(f"{n} {one if n == 1 else several} {told.period}")
        assert "hidden" in title
    elif told.narrowed:
        assert title == f"No {one} {told.period} passes the filters"
    else:
        assert title.startswith(f"No {one} found {told.period}, ")


@pytest.mark.parametrize("first", range(2017, 2027))
@pytest.mark.parametrize("rule", list(NOUNS))
def test_no_year_has_most_where_years_were_not_well_searched(first, rule):
    for last in range(first, 2027):
        chosen = ContactFilter(dt.date(first, 1, 1), dt.date(last, 12, 31), rule)
        told = Told(chosen)
        if told.shown:
            assert calls_view.finding(told.view) == _title_of_some(told)


@pytest.mark.parametrize("year", range(2017, 2027))
@pytest.mark.parametrize("rule", list(NOUNS))
def test_a_searched_zero_is_an_answer_with_its_grade(year, rule):
    told = Told(ContactFilter(dt.date(year, 1, 1), dt.date(year, 12, 31), rule))
    if told.shown:
        return
    grades = {
        row["completeness"]
        for row in COVERAGE
        if row["period_start"][:4] <= str(year) <= row["period_end"][:4]
    }
    title = calls_view.finding(told.view)
    sentence = calls_view.sentence(told.view)
    if grades == {"complete"}:
        assert title.endswith(f"found in {year}, in a complete search")
        start, end = told.pause
        assert f"from {_day(start)} to {_day(end)}, {told.days}" in sentence
    else:
        assert {"none", "low"} <= grades
        assert title.endswith(f"searched to {_day(LAST_DAY)}, thinly in part")
        assert "pause" not in sentence


@pytest.mark.parametrize("rule", list(NOUNS))
def test_none_listed_holds_for_every_contact_of_the_pair(rule):
    """The band says that none is listed: neither are contacts that no rule counts."""
    told = Told(ContactFilter(dt.date(2017, 1, 1), dt.date(2026, 12, 31), rule))
    start, end = told.pause
    inside = [
        row["contact_id"]
        for row in FRANCE
        if start.isoformat() < row["date"] < end.isoformat()
    ]
    assert inside == []


@sweep
@given(chosen=VIEWS, step=st.sampled_from(STEPS))
def test_the_sentence_names_each_filter_once_and_no_other(chosen, step):
    told = Told(chosen, step)
    sentence = calls_view.sentence(told.view)
    assert told.period in sentence
    assert "2025 to 2025" not in sentence
    _, _, only = sentence.partition(" Filtered by ")
    assert bool(only) == told.narrowed
    topics = [NAMES[code] for code in chosen.topics]
    if topics:
        word = "topic" if len(topics) == 1 else "topics"
        assert f"{word}: {_joined(topics, 'or')}" in only
    for codes, word in (
        (chosen.kinds, "kind"),
        (chosen.formats, "format"),
        (chosen.confidences, "confidence"),
        (chosen.initiators, "initiator"),
    ):
        assert (re.search(rf"\b{word}s?: ", only) is not None) == bool(codes)
    paused = bool(told.pause) and not told.shown and not told.narrowed
    assert ("The pause between" in sentence) == paused


@sweep
@given(chosen=VIEWS, step=st.sampled_from(STEPS))
def test_the_alternative_text_keeps_each_kind_of_nothing_apart(chosen, step):
    told = Told(chosen, step)
    alt = alt_counts(
        told.view.counts,
        told.view.pause,
        "Calls",
        told.view.counterpart,
        narrowed=bool(chosen.narrowing),
    )
    assert ("None listed between" in alt) == bool(told.pause)
    if told.pause:
        assert f"a gap of {told.days}" in alt
    n, hidden = len(told.shown), len(told.hidden)
    total = re.search(r"From (.+) to (.+): (\d+) (found|that pass the filters)\.", alt)
    if total:
        assert int(total[3]) == n
        assert (total[4] == "found") != told.narrowed
        assert total[2] == _day(min(chosen.end, LAST_DAY)) or told.hidden
    else:
        assert not n
    more = f"{hidden} more {'is' if hidden == 1 else 'are'} hidden"
    assert (more in alt) == bool(hidden)
    shown = Counter(row["date"][:4] for row in told.shown)
    unseen = {row["date"][:4] for row in told.hidden} - set(shown)
    for year in range(max(chosen.start.year, 2017), chosen.end.year + 1):
        zero = re.search(rf"\b{year}: 0\b", alt) is not None
        assert zero == (not shown[str(year)] and str(year) not in unseen)


@sweep
@given(chosen=VIEWS, step=st.sampled_from(STEPS))
def test_each_year_has_the_status_that_the_tables_bear_out(chosen, step):
    told = Told(chosen, step)
    counts = told.view.counts.set_index("period")
    parts = {
        name: Counter(row["date"][:4] for row in part)
        for name, part in (
            ("shown", told.shown),
            ("hidden", told.hidden),
            ("known", told.known),
        )
    }
    for year, row in counts.iterrows():
        if parts["shown"][year]:
            assert row["status"] in {"counted", "partly_covered"}
        elif parts["hidden"][year]:
            assert row["status"] == "hidden"
        elif parts["known"][year]:
            assert row["status"] == "none_passes"
        else:
            assert row["status"] in {"searched_empty", "partly_covered"}
        # Below "high" no year may pass as complete, the running one included.
        grades = {
            cover["completeness"]
            for cover in COVERAGE
            if cover["period_start"][:4] <= year <= cover["period_end"][:4]
        }
        if grades & {"medium", "low"}:
            assert told.view.doubtful[list(counts.index).index(year)]


@sweep
@given(chosen=VIEWS, step=st.sampled_from(STEPS))
def test_each_filter_to_blame_is_named_and_no_other(chosen, step):
    told = Told(chosen, step)
    if told.shown:
        return
    hidden = _gone(step)
    left = [row for row in FRANCE if row["contact_id"] not in hidden]

    def found(view):
        return [
            row
            for row in left
            if _counted(row, view.rule) and _in_years(row, view) and _narrow(row, view)
        ]

    whole = {"start": dt.date(2017, 1, 1), "end": dt.date(2026, 12, 31)}
    expected = {
        name
        for name in ("kinds", "formats", "topics", "initiators", "confidences")
        if getattr(chosen, name) and found(replace(chosen, **{name: ()}))
    }
    ruled_out = found(replace(chosen, rule="all"))
    expected |= {"rule"} if ruled_out else set()
    expected |= {"start"} if found(replace(chosen, **whole)) else set()
    expected |= {"evidence"} if told.hidden else set()
    blamed = contact_view.to_blame(
        told.view.contacts,
        told.view.data.table("contact_topics"),
        chosen,
        told.view.hidden,
    )
    assert set(blamed.filters) == expected
    assert ("Removing any one of these" in blamed.message) == (len(expected) > 1)
    n = len(ruled_out)
    rule = f"leaves out {n} contact{'' if n == 1 else 's'} that pass"
    assert (rule in blamed.message) == bool(ruled_out)
    n = len(told.hidden)
    hides = f"hides {n} contact{'' if n == 1 else 's'} that pass"
    assert (hides in blamed.message) == bool(n)


GRADES = {
    "complete": "complete",
    "high": "nearly complete",
    "medium": "with gaps",
    "low": "thin",
}


@sweep
@given(chosen=PLAIN)
def test_the_notes_say_how_far_each_grade_goes_and_what_nobody_searched(chosen):
    told = Told(chosen)
    notes = " ".join(charts.coverage_notes(told.view))
    for row in COVERAGE:
        start, end = (
            dt.date.fromisoformat(row[name]) for name in ("period_start", "period_end")
        )
        start, end = max(start, chosen.start), min(end, chosen.end)
        if start > end or row["completeness"] == "none":
            continue
        following = [
            other["completeness"]
            for other in COVERAGE
            if other["period_start"] == (end + dt.timedelta(days=1)).isoformat()
            and other["period_start"] <= chosen.end.isoformat()
        ]
        if following != [row["completeness"]]:
            assert f"{GRADES[row['completeness']]} up to {_day(end)}" in notes
    assert (f"days before {_day(BEGIN)}" in notes) == (chosen.start < BEGIN)
    assert ("6 July 2026 and later" in notes) == (chosen.end > LAST_DAY)


@pytest.mark.parametrize("step", STEPS)
@pytest.mark.parametrize("rule", list(NOUNS))
def test_since_the_last_contact_the_search_is_told_grade_by_grade(rule, step):
    """Hiding makes no silence: the last contact is that of the whole record."""
    chosen = ContactFilter(dt.date(2017, 1, 1), dt.date(2026, 12, 31), rule=rule)
    told = Told(chosen, step)
    said = calls_view.since_last(told.view)
    assert f"listed was on {_day(told.last)}" in said
    words = {
        "complete": "completely to",
        "high": "nearly completely to",
        "medium": "with gaps to",
        "low": "thinly to",
    }
    for row in COVERAGE:
        if row["period_end"] > told.last.isoformat() and row["completeness"] != "none":
            end = dt.date.fromisoformat(row["period_end"])
            assert f"{words[row['completeness']]} {_day(end)}" in said
    before = replace(chosen, end=dt.date(2021, 12, 31))
    assert calls_view.since_last(Told(before, step).view) == ""


@sweep
@given(chosen=VIEWS, step=st.sampled_from(STEPS))
def test_topics_are_told_with_their_ties_and_the_right_number_of_contacts(chosen, step):
    told = Told(chosen, step)
    table = topics_by_year(told.view.selected, told.view.data.table("contact_topics"))
    ids = {row["contact_id"] for row in told.shown}
    found = Counter(topic for contact in ids for topic in TOPICS.get(contact, ()))
    assert table.empty == (not found)
    if not found:
        return
    most = max(found.values())
    leading = sorted(code for code in found if found[code] == most)
    title = charts.topics_title(table, len(ids))
    heading, _, rest = title.partition(": ")
    if len(leading) > 3:
        assert title.startswith(f"{len(leading)} topics are recorded")
    else:
        number = "Topic" if len(leading) == 1 else "Topics"
        assert heading.startswith(f"{number} recorded ")
        named = rest.rsplit(", ", 1)[0] if len(ids) > 1 else rest
        assert named == _joined([NAMES[code] for code in leading])
    if len(ids) == 1:
        assert "the one contact" in title
    else:
        each = " each" if len(leading) > 1 else ""
        assert title.endswith(f", {most} of {len(ids)} contacts{each}")
    years = told.view.counts
    alt = alt_topics(table, years, lambda code: NAMES[code])
    for year, status in zip(years["period"], years["status"], strict=True):
        assert (f"{year}: None found." in alt) == (status == "searched_empty")
        passes = f"{year}: None passes the filters." in alt
        assert passes == (status == "none_passes")
        assert (f"{year}: Not covered." in alt) == (status == "not_covered")


@pytest.mark.parametrize("step", STEPS[1:])
def test_hidden_contacts_are_never_told_as_none(step):
    """Views that hold hidden contacts and no other, one for each that is hidden."""
    met = 0
    for row in FRANCE:
        if row["contact_id"] not in _gone(step):
            continue
        year = int(row["date"][:4])
        touched = sorted(TOPICS.get(row["contact_id"], ()))
        told = Told(
            ContactFilter(
                dt.date(year, 1, 1),
                dt.date(year, 12, 31),
                rule="all",
                kinds=(row["kind"],),
                formats=(row["format"],),
                topics=tuple(touched[:1]),
                initiators=(row["initiator"] or "unknown",),
                confidences=(row["confidence"],),
            ),
            step,
        )
        assert row in told.hidden
        if told.shown:
            continue
        met += 1
        n = len(told.hidden)
        title = calls_view.finding(told.view)
        assert title == (
            f"{n} contact{' passes' if n == 1 else 's pass'} the other filters, "
            f"{'' if n == 1 else 'all '}hidden by the choice of evidence, in {year}"
        )
        blamed = contact_view.to_blame(
            told.view.contacts,
            told.view.data.table("contact_topics"),
            told.chosen,
            told.view.hidden,
        )
        assert "evidence" in blamed.filters
        assert f"hides {n} contact" in blamed.message
        assert list(told.view.counts["status"]) == ["hidden"]
        assert told.view.counts["n"].isna().all()
        alt = alt_counts(told.view.counts, None, "Calls", "Macron", narrowed=True)
        assert f"none shown: {year}" in alt
        assert "0" not in alt.replace(str(year), "")
    assert met


def _our_figure(claim):
    """Count or add up by hand what the claim speaks of, over the whole record."""
    chosen = [
        row
        for row in FRANCE
        if claim["period_start"] <= row["date"] <= claim["period_end"]
    ]
    measure = claim["our_measure"]
    if measure == "duration_hours":
        return round(sum(int(row["duration_min"] or 0) for row in chosen) / 60, 1)
    if measure == "meeting":
        return sum(row["kind"] == "meeting" for row in chosen)
    return sum(_counted(row, measure) for row in chosen)


def _differs(claim):
    stated, ours = float(claim["value"]), _our_figure(claim)
    agrees = {
        "~": abs(ours - stated) <= stated / 10,
        "=": ours == stated,
        ">": ours > stated,
        ">=": ours >= stated,
    }
    return not agrees[claim["operator"]]


@pytest.mark.parametrize("step", STEPS)
@pytest.mark.parametrize("least", [150, 0], ids=["long spans", "all"])
def test_stated_totals_that_differ_are_counted_whatever_is_hidden(step, least):
    """Our figure stays that of the whole record: a claim changes its verdict never."""
    unseen = gone("reported_counts", step)
    shown = {
        claim["claim_id"]: claim
        for claim in raw("reported_counts")
        if claim["subject"] == "putin-macron"
        and claim["claim_id"] not in unseen
        and (
            dt.date.fromisoformat(claim["period_end"])
            - dt.date.fromisoformat(claim["period_start"])
        ).days
        + 1
        >= least
    }
    cache.choose_evidence(step)
    compared = reported_counts.compared_claims()
    compared = compared[compared["claim_id"].isin(shown)]
    assert set(compared["claim_id"]) == set(shown)
    for claim, ours in zip(compared["claim_id"], compared["ours"], strict=True):
        assert ours == _our_figure(shown[claim])
    differ = sum(map(_differs, shown.values()))
    total = len(shown)
    verb = "differs" if differ == 1 else "differ"
    expected = f"{differ} of {total} stated totals {verb} from our count"
    if total == 1:
        verb = "differs from" if differ else "agrees with"
        expected = f"The only stated total {verb} our count"
    assert reported_counts.reported_counts_title(compared) == expected
