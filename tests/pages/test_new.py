"""What is new: the page that tells additions and corrections by day and version."""

from __future__ import annotations

import pytest

from components import cache
from components.registry import page as page_named
from components.text import t
from data import news
from data.schema import package
from tests.support.running import address
from tests.support.tables import raw


def _text(running):
    return "\n".join(element.value for element in running.markdown)


def _titles(running):
    return [heading.value for heading in running.subheader]


def _answer(running):
    return running.header[0].value


def test_the_answer_counts_what_the_newest_version_brought(app):
    running = app("new")
    assert not running.exception
    newest = package().version
    added = sum(row["version"] == newest for row in raw("additions"))
    corrected = {
        (row["table_name"], row["record_id"])
        for row in raw("corrections")
        if row["version"] == newest
    }
    said = _answer(running)
    assert said.startswith(f"Version {newest} of 26 November 2026 added {added} record")
    assert ("corrected" in said) == bool(corrected)


def test_each_version_has_its_list_of_which_a_few_are_shown(app):
    running = app("new")
    versions = {row["version"] for row in (*raw("additions"), *raw("corrections"))}
    titles = [title for title in _titles(running) if title.startswith("Version ")]
    assert len(titles) == len(versions)
    assert titles[-1].startswith("Version 1.1.0, 25 November 2026: added 61 records")
    opens = [b for b in running.button if b.key and b.key.startswith("open_new_")]
    assert 2 <= len(opens) <= 5 * len(titles)
    more = next(b for b in running.button if b.key and b.key.startswith("more_new_"))
    more.click().run()
    assert not running.exception
    after = [b for b in running.button if b.key and b.key.startswith("open_new_")]
    assert len(after) > len(opens)


def test_a_row_opens_its_record(app):
    running = app("new")
    button = next(b for b in running.button if b.key.startswith("open_new_"))
    button.click().run()
    assert not running.exception
    opened = address(running)["record"]
    assert opened in {row["record_id"] for row in raw("additions")}


def test_a_kind_of_record_can_be_chosen_and_stands_in_the_address(app):
    running = app("new", {"about": "contacts"})
    assert not running.warning
    assert address(running) == {"about": "contacts"}
    said = _answer(running)
    added = [row for row in raw("additions") if row["table_name"] == "contacts"]
    assert f"added {len(added)} records" in said
    assert said.endswith("Shown alone: Contacts.")
    assert "Name for an envoy" not in _text(running)


def test_a_kind_without_news_falls_back_with_a_notice(app):
    running = app("new", {"about": "nonsense"})
    assert not running.exception
    assert len(running.warning) == 1


def test_it_leads_to_both_feeds(app):
    said = _text(app("new"))
    assert "app/static/data/v1/feed.atom" in said
    assert "app/static/data/v1/feed.json" in said


@pytest.mark.parametrize(
    ("stem", "query"),
    [
        ("overview", {}),
        ("sources", {"view": "corrections"}),
        ("method", {}),
    ],
)
def test_other_pages_lead_here_since_the_menu_does_not(app, stem, query):
    assert page_named("new").hidden
    links = [link.proto.page for link in app(stem, query).get("page_link")]
    assert "new" in links


def test_a_copy_where_nothing_is_new_says_so(app, monkeypatch):
    monkeypatch.setattr(news, "entries", lambda _: ())
    cache.forget()
    running = app("new")
    assert not running.exception
    assert _answer(running) == t("new.answer_none", version=package().version)
    cache.forget()
