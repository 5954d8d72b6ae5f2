"""What a preview of a link says: what the page says, and no more."""

from __future__ import annotations

import html.parser
import json

from components import previews
from components.previews import FOLDER, HEIGHT, WIDTH, WORDS, Preview, picture
from components.registry import PAGES
from scripts import previews as writing
from tests.support.package import seal

SAID = Preview("Site", 'Who "talks" <b>?', "Two & three", "Of 5, 2 are old.", "For all")


class _Tags(html.parser.HTMLParser):
    def __init__(self, text):
        super().__init__()
        self.named, self.kinds = {}, []
        self.feed(text)

    def handle_starttag(self, tag, attributes):
        self.kinds.append(tag)
        held = dict(attributes)
        if tag == "meta":
            self.named[held.get("property") or held["name"]] = held["content"]


def test_a_page_is_told_by_its_answer_and_what_narrows_it():
    tags = _Tags(previews.tags(SAID, "https://line.test", "calls", ""))
    assert tags.named["og:title"] == 'Who "talks" <b>?'
    assert tags.named["og:description"] == "Two & three. Of 5, 2 are old."
    assert tags.named["description"] == tags.named["og:description"]
    assert tags.named["og:url"] == "https://line.test/calls"
    assert tags.named["og:image"].endswith("/app/static/previews/calls.png")
    assert set(tags.kinds) == {"title", "meta"}


def test_a_link_with_filters_promises_no_answer():
    tags = _Tags(previews.tags(SAID, "https://line.test", "", "rule=all&q=<b>"))
    assert tags.named["og:description"] == "For all"
    assert tags.named["og:url"] == "https://line.test/?rule=all&q=<b>"


def test_what_is_written_is_what_the_pages_say():
    written = (FOLDER / WORDS).read_text(encoding="utf-8")
    # `make previews` writes it anew, and the pictures with it.
    assert json.loads(writing.text(writing.collect())) == json.loads(written)


def test_every_page_has_its_words_and_its_picture():
    assert set(previews.known()) == {spec.url_path for spec in PAGES}
    for path in previews.known():
        png = (FOLDER / picture(path)).read_bytes()
        size = [int.from_bytes(png[at : at + 4], "big") for at in (16, 20)]
        assert size == [WIDTH, HEIGHT]
        assert len(png) < 300_000


def test_of_another_package_they_tell_nothing(damaged):
    """Ours would name our subject and our numbers."""
    assert previews.known() == {}


def test_of_damaged_data_they_tell_nothing(damaged):
    seal(damaged)
    damaged.path("topics").write_bytes(b"")
    assert previews.known() == {}
