"""Who speaks in a source page, and how good a source that makes it.

A relay or copy has no voice of its own: it speaks for the first name that it cites.
What a state's media say does not become independent by being repeated, so a page
whose first-named origin is one of them is told apart wherever it appears.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache

from data.load import Dataset
from data.rows import each

# Every voice, in the order in which they are tried.
VOICES = (
    "official",
    "state_controlled",
    "state_relay",
    "relay",
    "state_public_service",
    "private",
    "nonprofit",
    "intergovernmental",
    "unknown",
)

# State-controlled media, and what passes their words on.
STATE_VOICES = frozenset({"state_controlled", "state_relay"})

# Official bodies, and publishers whose owner is known and is no state's government.
KNOWN_VOICES = frozenset(VOICES) - STATE_VOICES - {"relay", "unknown"}

# Control of a publisher that speaks for a state without being its official body.
_STATE = frozenset({"state_controlled", "pro_kremlin_network"})

RELAY = "aggregator_or_mirror"

# Kinds of source, best first; a page's rank is its place here.
RANKS = ("official", "agency", "known", "other", "relay")

_OFFICIAL_KINDS = frozenset({"government_office", "intergovernmental"})


@dataclass(frozen=True)
class Speaker:
    """Who speaks in one source page.

    `voice` is one of `VOICES` and `rank` a place in `RANKS`. `publisher` and
    `origin` are names; `origin` is the first that the page cites, "" where it cites
    none. `relays` tells that the publisher only passes on what others wrote.
    """

    voice: str
    rank: int
    publisher: str
    origin: str
    relays: bool


def voice(kind: str, control: str, origin_control: str) -> str:
    """Say who speaks in a page.

    Args:
        kind: that of the page's publisher.
        control: of the page's publisher.
        origin_control: of the first-named origin; "" where the page names none, or
            one that is not in the register.

    Returns:
        `official`; `state_controlled` for media that a state controls;
        `state_relay` for a pro-Kremlin network and for any other page whose
        first-named origin is such a network or such media; `relay` for other relays
        and copies; else the publisher's control.
    """
    if control in {"official", "state_controlled"}:
        return control
    if control == "pro_kremlin_network" or origin_control in _STATE:
        return "state_relay"
    return "relay" if kind == RELAY else control


def rank(kind: str, speaking: str) -> int:
    """Return how good a source is, as a place in `RANKS`; 0 is best.

    An official body's own text comes first, then an independent news agency, then
    any other publisher whose owner is known; state-controlled media, personal sites
    and publishers of unknown owner come after these, relays and copies last.

    Args:
        kind: that of the page's publisher.
        speaking: the page's voice.
    """
    if speaking in {"relay", "state_relay"}:
        name = "relay"
    elif kind in _OFFICIAL_KINDS and speaking in KNOWN_VOICES:
        name = "official"
    elif speaking not in KNOWN_VOICES or kind == "personal_or_blog":
        name = "other"
    else:
        name = "agency" if kind == "news_agency" else "known"
    return RANKS.index(name)


@lru_cache(maxsize=8)
def speakers(dataset: Dataset) -> Mapping[str, Speaker]:
    """Return who speaks in each source page, by its id; once for a data set."""
    publishers = {p.publisher_id: p for p in each(dataset.table("publishers"))}
    cites = dataset.table("source_cites")
    first = {c.source_id: c for c in each(cites[cites["position"] == 1])}
    found = {}
    for page in each(dataset.table("sources")[["source_id", "publisher_id"]]):
        publisher = publishers[page.publisher_id]
        cited = first.get(page.source_id)
        origin = publishers.get(cited.cited_publisher_id) if cited else None
        speaking = voice(
            publisher.kind, publisher.control, origin.control if origin else ""
        )
        found[page.source_id] = Speaker(
            voice=speaking,
            rank=rank(publisher.kind, speaking),
            publisher=publisher.name,
            origin=cited.cited_name if cited else "",
            relays=publisher.kind == RELAY,
        )
    return found
