"""What can be done on the screen is said on the screen alone, never on paper."""

from __future__ import annotations

import re

import pytest
from babel.messages.pofile import read_po

from components.text import LOCALE_ROOT
from tests.support.running import run

# Begins a sentence that asks the reader to act inside a chart or table.
_ACT = re.compile(
    r"(?:^|[.;] )(?:Select|Selecting|Choose|Click|Tap)\b (?:a|an|it|or)\b"
)

# Parts of keys whose messages a brief, a picture or a citation prints.
_PRINTED = re.compile(r"note|sentence|title|finding|sources|rests_on|alt")


def messages():
    for path in sorted((LOCALE_ROOT / "en" / "LC_MESSAGES").glob("*.po")):
        with path.open("rb") as source:
            for message in read_po(source, locale="en"):
                key = message.id if isinstance(message.id, str) else message.id[0]
                texts = message.string
                for text in (texts,) if isinstance(texts, str) else texts:
                    if key:
                        yield key, text


def test_no_printed_message_asks_to_select_something():
    asking = {key for key, text in messages() if _ACT.search(text)}
    printed = {key for key in asking if _PRINTED.search(key.partition(".")[2])}
    assert printed == set()
    assert {key for key in asking if ".hint_" in key}, "the pattern finds none at all"


@pytest.mark.parametrize("stem", ["calls", "experts", "leaders", "sources"])
def test_a_page_shows_its_hints(stem):
    shown = "\n".join(caption.value for caption in run(stem).caption)
    assert _ACT.search(shown.replace("\n", ". "))
