"""The overview: what its numbers are over, what the list of the latest says."""

from __future__ import annotations

import pytest

from components.text import t
from tests.support.tables import raw


def test_the_answer_stands_before_everything_else(app):
    page = app("overview")
    assert page.header[0].value.startswith("Since 2023")


@pytest.mark.parametrize("stem", ["calls", "stances", "experts"])
def test_each_question_has_its_answer_its_chart_and_the_way_on(app, stem):
    page = app("overview")
    titles = [header.value for header in page.header]
    assert t(f"{stem}.title", name="Macron") in titles
    assert [link for link in page.get("page_link") if link.proto.page == stem]


def test_the_latest_carry_their_caveats(app, dataset):
    page = app("overview")
    card = page.get_by_key("newest")
    said = [element.value for element in card.markdown]
    low = {
        row["statement_id"] for row in raw("statements") if row["confidence"] == "low"
    }
    listed = [button.key.removeprefix("open_newest_") for button in card.button]
    for record, words in zip(listed, said, strict=True):
        if record in set(dataset.statements["statement_id"]):
            assert ("low confidence" in words) == (record in low)


def test_the_latest_stand_newest_first_and_name_what_decides_no_position(app):
    days = {row["statement_id"]: row["date"] for row in raw("statements")}
    days |= {row["contact_id"]: row["date"] for row in raw("contacts")}
    card = app("overview").get_by_key("newest")
    listed = [button.key.removeprefix("open_newest_") for button in card.button]
    told = [days[record] for record in listed]
    assert told == sorted(told, reverse=True)
    said = dict(zip(listed, (m.value for m in card.markdown), strict=True))
    decides = {"eu_channel", "leader_call"}
    for row in raw("statements"):
        if row["statement_id"] in said:
            named = ", on: " in said[row["statement_id"]]
            assert named == (row["scope"] not in decides)
    assert "on: Peace talks" in said["eu-council-president-2026-07-01-costa"]


def test_a_record_of_state_media_alone_says_so(app):
    voices = raw("publishers")
    control = {row["publisher_id"]: row["control"] for row in voices}
    page_of = {row["source_id"]: row["publisher_id"] for row in raw("sources")}
    links = raw("statement_sources")
    page = app("overview")
    card = page.get_by_key("newest")
    said = dict(
        zip(
            [button.key.removeprefix("open_newest_") for button in card.button],
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
