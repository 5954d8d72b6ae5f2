"""Names that lead to the page of whom they name."""

from __future__ import annotations

from urllib.parse import urlencode

from components import cache
from components.markdown import escape
from components.text import SOURCE_LANGUAGE, language
from data.people import people, slug


def linked(name: str) -> str:
    """Return the Markdown of a name, as a link where the person has a page."""
    key = slug(name)
    if key not in people(cache.full()):
        return escape(name)
    query = {"id": key}
    if language() != SOURCE_LANGUAGE:
        query["lang"] = language()
    return f"[{escape(name)}](who?{urlencode(query)})"
