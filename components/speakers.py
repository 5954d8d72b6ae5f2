"""How whoever speaks in a source page is named in lists: the voice, not the host."""

from __future__ import annotations

from components import cache
from components.text import t
from data.voices import speakers


def name(source_id: str) -> str:
    """Name who speaks in a page.

    A relay or copy is named after what it passes on; the first name that any other
    page cites is added where it is state media's.
    """
    speaker = speakers(cache.full())[source_id]
    if speaker.origin and speaker.relays:
        key = "shell.by_way_of"
    elif speaker.origin and speaker.voice == "state_relay":
        key = "shell.citing"
    else:
        return speaker.publisher
    return t(key, publisher=speaker.publisher, origin=speaker.origin)
