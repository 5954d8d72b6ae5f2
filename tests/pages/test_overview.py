"""The overview: what its numbers are over, what the list of the latest says."""

from __future__ import annotations

import datetime as dt
from collections import Counter
from dataclasses import replace
from itertools import pairwise

import pytest

from components import overview
from tests.support.tables import raw

REMOTE = sorted(
    (
        row
        for row in raw("contacts")
        if row["actor_id"] == "FRA" and row["kind"] != "meeting"
    ),
    key=lambda row: row["date"],
)


def _without(dataset, hidden):
    contacts = dataset.contacts
    kept = contacts[~contacts["contact_id"].isin(hidden)]
    return replace(dataset, frames={**dataset.frames, "contacts": kept})


@pytest.mark.parametrize("every", [0, 2, 3, 5, 7])
def test_numbers_of_calls_are_recounted_and_hiding_makes_no_gap(dataset, every):
    hidden = {row["contact_id"] for row in REMOTE[::every]} if every else set()
    shown = [row for row in REMOTE if row["contact_id"] not in hidden]
    figures = overview.calls_figures(_without(dataset, hidden), dataset)
    total, peak, gap, since = figures
    assert total.value == str(len(shown))
    assert (f"{len(hidden)} more are hidden" in total.definition) == bool(hidden)
    years = Counter(row["date"][:4] for row in shown)
    most = max(years.values())
    peaks = sorted(year for year, n in years.items() if n == most)
    assert peak.value == str(most)
    assert all(year in peak.label for year in peaks)
    assert ("each of these years" in peak.definition) == (len(peaks) > 1)
    days = [dt.date.fromisoformat(row["date"]) for row in REMOTE]
    longest = max((b - a).days for a, b in pairwise(days))
    assert gap.value == f"{longest:,} days"
    last_day = dataset.last_day("contacts")
    assert since.value == f"{(last_day - days[-1]).days:,} days"
    assert f"to {last_day.day} {last_day:%B %Y}, the last day searched" in (
        since.definition
    )


def test_peaks_that_tie_are_all_named(dataset):
    """With calls of the peak year hidden down to the next one, two years lead."""
    years = Counter(row["date"][:4] for row in REMOTE)
    (first, most), (second, next_most) = years.most_common(2)
    surplus = [row for row in REMOTE if row["date"][:4] == first][next_most:]
    assert len(surplus) == most - next_most
    hidden = {row["contact_id"] for row in surplus}
    _, peak, *_ = overview.calls_figures(_without(dataset, hidden), dataset)
    assert peak.label == "In " + " and ".join(sorted([first, second]))


def test_the_page_says_that_the_numbers_follow_no_years(app):
    page = app("overview", {"from": "2018", "to": "2019", "rule": "bilateral"})
    assert any("over the whole record" in note.value for note in page.caption)
    assert page.metric[0].label == "Calls since 2017"
    assert page.metric[0].value == str(len(REMOTE))


def test_the_answer_stands_before_everything_else(app):
    page = app("overview")
    assert page.markdown[0].value.startswith("**Since 2023, ")


def test_the_latest_carry_their_caveats(app, dataset):
    page = app("overview")
    card = page.get_by_key("newest")
    said = [element.value for element in card.markdown]
    low = {
        row["statement_id"] for row in raw("statements") if row["confidence"] == "low"
    }
    listed = [button.key.removeprefix("new_") for button in card.button]
    for record, words in zip(listed, said, strict=True):
        if record in set(dataset.statements["statement_id"]):
            assert ("low confidence" in words) == (record in low)


def test_a_record_of_state_media_alone_says_so(app):
    voices = raw("publishers")
    control = {row["publisher_id"]: row["control"] for row in voices}
    page_of = {row["source_id"]: row["publisher_id"] for row in raw("sources")}
    links = raw("statement_sources")
    page = app("overview")
    card = page.get_by_key("newest")
    said = dict(
        zip(
            [button.key.removeprefix("new_") for button in card.button],
            [element.value for element in card.markdown],
            strict=True,
        )
    )
    strict = {"state_controlled", "pro_kremlin_network"}
    for record, words in said.items():
        pages = [
            control[page_of[link["source_id"]]]
            for link in links
            if link["statement_id"] == record
        ]
        if pages and set(pages) <= strict:
            assert "only state media or their relays report it" in words
        if {"private", "state_public_service"} & set(pages) and not strict & set(pages):
            assert "only state media" not in words
