"""The buttons that save a chart as a picture.

The browser draws it with the library that has drawn the chart: for a moment the chart
takes the picture's figure, and its own export copies that.
"""

from __future__ import annotations

from typing import Any

import streamlit as st

from components import cache, cite
from components import format as fmt
from components.cards import Card
from components.figures import picture
from components.figures.spec import Spec
from components.markdown import plain
from components.text import t

FORMATS = ("png", "svg")

# Twice as fine as a screen, for print.
SCALE = 2

_JS = """
export default function ({ parentElement, data }) {
  // The first element of all holds the style, too.
  const place = parentElement.querySelector('.pictures');
  place.replaceChildren();
  for (const format of data.formats) {
    const button = document.createElement('button');
    button.type = 'button';
    button.textContent = data.labels[format];
    button.dataset.format = format;
    button.onclick = () => save(data, format);
    place.append(button);
  }
}

function save(data, format) {
  const chart = document.querySelector(`.st-key-${data.chart} .js-plotly-plot`);
  const tool = chart?._fullLayout?._modeBar?.buttons?.[0]?.[0];
  if (!tool) return;
  const held = [chart.data, chart.layout, chart._context.toImageButtonOptions];
  chart.data = data.figure.data;
  chart.layout = data.figure.layout;
  chart._context.toImageButtonOptions = {
    format, filename: data.name, scale: data.scale,
    width: data.figure.layout.width, height: data.figure.layout.height,
  };
  // What is copied is copied before this returns.
  tool.click(chart);
  [chart.data, chart.layout, chart._context.toImageButtonOptions] = held;
}
"""

_CSS = """
.pictures { display: flex; flex-wrap: wrap; gap: 0 1.5rem; }
button {
  font: inherit; cursor: pointer; background: none; border: 0; color: inherit;
  font-size: 0.875rem; padding: 0; min-height: 2.25rem;
}
button:hover { color: var(--st-primary-color); }
button:focus-visible { outline: 2px solid var(--st-primary-color); }
"""

_buttons = st.components.v2.component(
    "open_line_picture", html="<div class='pictures'></div>", css=_CSS, js=_JS
)


def figure_of(card: Card, link: str) -> Spec:
    """Return the picture of a card that is completed.

    Args:
        card: holds a chart.
        link: address of the view.

    Raises:
        ValueError: the card holds no chart.
    """
    if card.figure is None:
        message = f"no chart in {card.key}"
        raise ValueError(message)
    data = cache.dataset()
    source = t(
        "shell.picture_source",
        sources=plain(card.sources),
        version=data.version,
        licence=data.package.license_name,
    )
    found = t("shell.picture_found", url=link, date=fmt.date(cite.today()))
    notes = tuple(plain(note) for note in (card.marks, *card.notes) if note)
    words = picture.Words(
        plain(card.headline or card.title),
        plain(card.sentence),
        (*notes, source, found),
    )
    return picture.picture(card.figure, words)


def buttons(card: Card, link: str, name: str) -> None:
    """Offer the picture of a card in each format.

    Args:
        card: holds a chart.
        link: address of the view, which the picture bears.
        name: of the files, without suffix.
    """
    data: dict[str, Any] = {
        "chart": card.key,
        "figure": figure_of(card, link),
        "formats": FORMATS,
        "labels": {code: t(f"shell.picture_{code}") for code in FORMATS},
        "name": name,
        "scale": SCALE,
    }
    _buttons(key=f"picture_{card.key}", data=data)
