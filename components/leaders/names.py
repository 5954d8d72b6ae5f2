"""Names of countries and bodies, as rows are labelled and as sentences say them."""

from __future__ import annotations

from components import labels
from components.text import MissingMessageError, t
from data.load import Dataset


def of_actors(data: Dataset) -> dict[str, str]:
    """Actor id → name, of every country and body."""
    rows = data.actors
    return {
        str(actor): labels.translated(str(name))
        for actor, name in zip(rows["actor_id"], rows["name"], strict=True)
    }


def in_sentence(actor_id: str, name: str) -> str:
    """Name an actor within a sentence: "the United States", "France"."""
    try:
        return t(f"leaders.in_sentence_{actor_id}")
    except MissingMessageError:
        return name
