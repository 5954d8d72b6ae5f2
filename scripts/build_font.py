"""Write the letters of headings as a font of our own: `make font`.

Streamlit's serif font has 429 KB, a third of all that a first visit needs beside the
chart library: every alphabet, every weight. Headings are written in two weights, with
the letters below; for others the browser fetches the whole font.

The font is Source Serif of Adobe under the SIL Open Font License, which asks that a
changed copy has another name.
"""

from __future__ import annotations

from pathlib import Path

from fontTools.subset import Options, Subsetter
from fontTools.ttLib import TTFont
from fontTools.varLib import instancer
from streamlit import file_util

ROOT = Path(__file__).parent.parent
TARGET = ROOT / "static" / "fonts" / "headings.woff2"
NAME = "Open Line Serif"

# Latin with the letters of all EU languages that are written so, and Turkish; signs.
LETTERS = (
    *range(0x20, 0x7F),
    *range(0xA0, 0x180),
    *(0x218, 0x219, 0x21A, 0x21B, 0x1E9E),
    *range(0x2010, 0x2028),
    *(0x202F, 0x2030, 0x2032, 0x2033, 0x2039, 0x203A, 0x20AC, 0x2190, 0x2192, 0x2212),
    *(0x2248, 0x2260, 0x2264, 0x2265),
)

# The weights of `.streamlit/config.toml`, and the optical sizes of headings.
WEIGHTS, SIZES = (600, 650), (14, 32)

# Names in a font that would still say "Source".
_NAMES = {1: NAME, 4: NAME, 6: NAME.replace(" ", ""), 16: NAME}


def write(source: Path, target: Path) -> None:
    """Write the font of headings.

    Args:
        source: the variable font as Streamlit brings it.
        target: file to write, `.woff2`.
    """
    font = TTFont(source)
    options = Options()
    options.flavor = "woff2"
    options.layout_features = ["kern", "liga", "mark", "mkmk", "ccmp", "locl"]
    options.name_IDs = [0, 1, 2, 4, 6, 13, 14, 16, 17]
    subsetter = Subsetter(options)
    subsetter.populate(unicodes=LETTERS)
    subsetter.subset(font)
    axes = {axis.axisTag for axis in font["fvar"].axes}
    limits = {"wght": WEIGHTS, "opsz": SIZES}
    instancer.instantiateVariableFont(
        font, {tag: span for tag, span in limits.items() if tag in axes}, inplace=True
    )
    for record in font["name"].names:
        if record.nameID in _NAMES:
            record.string = _NAMES[record.nameID]
    font.flavor = "woff2"
    # The same font gives the same bytes on every day.
    font.recalcTimestamp = False
    target.parent.mkdir(parents=True, exist_ok=True)
    font.save(target)


def find() -> Path:
    """Return Streamlit's own serif font.

    Raises:
        FileNotFoundError: this Streamlit brings none, or several.
    """
    media = Path(file_util.get_static_dir()) / "static" / "media"
    found = sorted(media.glob("SourceSerifVariable-Roman.*.woff2"))
    if len(found) != 1:
        message = f"{len(found)} serif fonts in {media}"
        raise FileNotFoundError(message)
    return found[0]


if __name__ == "__main__":
    write(find(), TARGET)
    print(f"{TARGET.relative_to(ROOT)}: {TARGET.stat().st_size:,} bytes")
