"""Text from data inside Markdown: nothing in a title may turn into markup."""

from __future__ import annotations

import re

_SPECIAL = re.compile(r"([\\`*_{}\[\]()#+\-.!|<>~:$&])")


def escape(text: str) -> str:
    """Return `text` so that Streamlit's Markdown prints it letter by letter."""
    return _SPECIAL.sub(r"\\\1", text.replace("\n", " "))


def link(label: str, url: str) -> str:
    """Return a Markdown link, or the label alone where there is no web address."""
    if not url.startswith(("https://", "http://")):
        return escape(label)
    safe = url.replace("(", "%28").replace(")", "%29").replace(" ", "%20")
    return f"[{escape(label)}]({safe})"
