"""The colours of all charts, each with one meaning, as the theme has them.

A chart names a colour by a placeholder, and Streamlit puts the colour of the reader's
theme in its place, anywhere in a figure: those of `chartCategoricalColors`
(`#000001` to `#000010`), of `chartDivergingColors` (`#000021` to `#000030`), and some
of the page. That is not documented, and held to it by a test in the browser. What
is drawn without Streamlit (brief, pictures) is given the colours by `resolved`.
"""

from __future__ import annotations

import json
import tomllib
from collections.abc import Mapping
from functools import cache
from pathlib import Path
from typing import Any, Literal

Theme = Literal["light", "dark"]

CONFIG = Path(__file__).parents[2] / ".streamlit" / "config.toml"

# Text and ground of the page.
TEXT = "#000037"
GROUND = "#000038"

# In the order of `chartCategoricalColors`.
CALL = "#000001"
JOINT = "#000002"
MEETING = "#000003"
# Silence, and nothing else.
GAP = "#000004"
# Behind what was not searched, and other quiet fields.
FIELD = "#000005"
OUTLINE = "#000006"
# Text that stands back, 4.5:1 on ground and field.
MUTED = "#000007"
GRID = "#000008"
# What the map shows around the states.
LAND = "#000009"
# Behind a chosen row.
WASH = "#000010"

# From open to closed: each takes two of the ten places of `chartDivergingColors`.
SCALE = ("#000021", "#000023", "#000025", "#000027", "#000029")

POSITION_COLOUR: Mapping[str, str] = dict(
    zip(
        ("initiates", "supports", "conditional", "cautious", "opposes"),
        SCALE,
        strict=True,
    )
)
# The answers of experts are the four inner steps of the same scale.
ASSESSMENT_COLOUR: Mapping[str, str] = dict(
    zip(("favourable", "conditional", "sceptical", "opposed"), SCALE[1:], strict=True)
) | {"descriptive": FIELD}

# The step after the name or code: what is told without colour.
POSITION_SIGN: Mapping[str, str] = {
    "initiates": "++",
    "supports": "+",
    "conditional": "±",
    "cautious": "?",
    "opposes": "–",
}
ASSESSMENT_SIGN: Mapping[str, str] = {
    "favourable": "+",
    "conditional": "±",
    "sceptical": "?",
    "opposed": "–",
    "descriptive": "○",
}

# The colours of badges that the theme gives to the same steps.
POSITION_BADGE: Mapping[str, str] = dict(
    zip(POSITION_COLOUR, ("violet", "blue", "green", "yellow", "orange"), strict=True)
)
ASSESSMENT_BADGE: Mapping[str, str] = dict(
    zip(ASSESSMENT_COLOUR, ("blue", "green", "yellow", "orange", "gray"), strict=True)
)

# Letters on a fill. The two pale steps of the light theme are the two dark ones of the
# dark theme, so that each step has one answer in both.
TEXT_ON: Mapping[str, str] = {
    SCALE[0]: GROUND,
    SCALE[1]: GROUND,
    SCALE[2]: TEXT,
    SCALE[3]: TEXT,
    SCALE[4]: GROUND,
    CALL: GROUND,
    JOINT: TEXT,
    FIELD: TEXT,
    GROUND: TEXT,
}


@cache
def settings(theme: Theme) -> dict[str, Any]:
    """Return the settings of a theme, as the app's configuration has them.

    Raises:
        KeyError: there is no such theme.
    """
    read = tomllib.loads(CONFIG.read_text(encoding="utf-8"))
    chosen: dict[str, Any] = read["theme"][theme]
    return chosen


@cache
def colours(theme: Theme) -> dict[str, str]:
    """Return what stands for each placeholder in a theme, from the app's settings.

    Raises:
        KeyError: the theme lacks a setting.
    """
    chosen = settings(theme)
    named = {TEXT: chosen["textColor"], GROUND: chosen["backgroundColor"]}
    for first, setting in ((1, "chartCategoricalColors"), (21, "chartDivergingColors")):
        named |= {
            f"#{place:06d}": colour
            for place, colour in enumerate(chosen[setting], first)
        }
    return named


def resolved(figure: Mapping[str, Any], theme: Theme = "light") -> dict[str, Any]:
    """Return a figure with the colours of a theme in place of the placeholders."""
    written = json.dumps(figure)
    for placeholder, colour in colours(theme).items():
        written = written.replace(placeholder, colour)
    found: dict[str, Any] = json.loads(written)
    return found
