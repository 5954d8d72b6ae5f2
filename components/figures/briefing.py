"""A printable brief: one HTML file that needs no network, with charts as drawn.

Pure: sections in, one page of HTML out. The library that draws the charts is put
into the file once, so that it opens anywhere, and years later.
"""

from __future__ import annotations

import datetime as dt
import html
from dataclasses import dataclass
from typing import Any

import pandas as pd
import plotly.graph_objects as go
import plotly.io
from plotly.offline import get_plotlyjs

from components import format as fmt
from components.text import language, t
from data.rows import each

# Width of the text on A4 with 15 mm margins, at 96 pixels an inch.
PRINT_WIDTH = 680

# More columns than this do not fit on an upright page.
MOST_COLUMNS = 8

PRINT_LAYOUT = {
    "font": {"family": "system-ui, sans-serif", "color": "#1A2027"},
    "paper_bgcolor": "#FFFFFF",
    "plot_bgcolor": "#FFFFFF",
    "xaxis": {"gridcolor": "#E3E8EC", "automargin": True},
    "yaxis": {"gridcolor": "#E3E8EC", "automargin": True},
}

STYLE = """
@page { size: A4; margin: 15mm; }
@page wide { size: A4 landscape; }
@media print { body { max-width: none !important; margin: 0 !important;
  padding: 0 !important; } .wide { page: wide; } }
body { font: 11pt/1.45 system-ui, sans-serif; color: #1a2027; background: #fff;
  max-width: 680px; margin: 1.5rem auto; padding: 0 1rem; }
h1 { font-size: 20pt; line-height: 1.2; margin: 0 0 .3rem; }
h2 { font-size: 14pt; margin: 1.6rem 0 .3rem; break-after: avoid; }
figure { margin: .4rem 0; break-inside: avoid; }
p.note, li, td, th, footer { font-size: 9pt; }
p.note { color: #4a545e; margin: .25rem 0; }
table { border-collapse: collapse; width: 100%; margin: .5rem 0; }
th, td { text-align: left; vertical-align: top; padding: 2px 6px;
  border-bottom: 1px solid #c9d1d9; overflow-wrap: break-word; }
.wide { overflow-x: auto; }
.wide th, .wide td { font-size: 7pt; padding: 2px 4px; }
thead { display: table-header-group; }
tr { break-inside: avoid; }
a { color: #00568a; overflow-wrap: anywhere; }
footer { border-top: 1px solid #c9d1d9; margin-top: 2rem; padding-top: .5rem; }
"""


@dataclass(frozen=True)
class BriefSection:
    """One card of a page: its words, its chart if it has one, the table behind it."""

    title: str
    sentence: str
    sources: str
    notes: tuple[str, ...]
    chart: tuple[go.Figure, str] | None
    table: pd.DataFrame
    labels: dict[str, str]


@dataclass(frozen=True)
class Brief:
    """Everything that goes into the file.

    `sources` holds one row a source page: title, url, publisher, country, control,
    language, published. `limits` are sentences on what the data can not tell.
    """

    title: str
    link: str
    version: str
    cutoffs: str
    licence: str
    today: dt.date
    sections: tuple[BriefSection, ...]
    sources: pd.DataFrame
    limits: tuple[str, ...]


def build(brief: Brief) -> str:
    """Write the brief as one self-contained HTML document."""
    sections = "\n".join(
        _section(section, place) for place, section in enumerate(brief.sections)
    )
    limits = "".join(f"<li>{html.escape(limit)}</li>" for limit in brief.limits)
    return f"""<!doctype html>
<html lang="{language()}">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>{html.escape(brief.title)}</title>
<style>{STYLE}</style>
<script>{get_plotlyjs()}</script>
</head>
<body>
<main>
<h1>{html.escape(brief.title)}</h1>
<p class="note">{html.escape(_provenance(brief))}</p>
<p class="note">{_anchor(brief.link)}</p>
{sections}
<h2>{html.escape(t("brief.limits"))}</h2>
<ul>{limits}</ul>
{_sources(brief.sources)}
</main>
<footer>{html.escape(brief.licence)}</footer>
</body>
</html>
"""


def _provenance(brief: Brief) -> str:
    return t(
        "brief.provenance",
        version=brief.version,
        cutoffs=brief.cutoffs,
        date=fmt.date(brief.today),
    )


def _anchor(url: str) -> str:
    safe = html.escape(url, quote=True)
    return f'<a href="{safe}">{safe}</a>'


def _section(section: BriefSection, place: int) -> str:
    notes = "".join(f'<p class="note">{html.escape(n)}</p>' for n in section.notes)
    return f"""<section>
<h2>{html.escape(section.title)}</h2>
<p>{html.escape(section.sentence)}</p>
{_figure(section, place)}
{notes}
<p class="note">{html.escape(section.sources)}</p>
{_table(section.table, section.labels)}
</section>"""


def _figure(section: BriefSection, place: int) -> str:
    if section.chart is None:
        return ""
    figure, alt = section.chart
    label = html.escape(alt, quote=True)
    return (
        f'<figure role="figure" aria-label="{label}">{_chart(figure, place)}</figure>'
    )


def _chart(figure: go.Figure, place: int) -> str:
    """Draw the figure that the page shows, on white and as wide as the paper."""
    drawn = go.Figure(figure)
    # A chart may bring a template of its own, with defaults for its marks.
    drawn.update_layout(
        template={"layout": PRINT_LAYOUT, "data": figure.layout.template.data},
        width=PRINT_WIDTH,
    )
    return str(
        plotly.io.to_html(
            drawn,
            include_plotlyjs=False,
            full_html=False,
            config={"staticPlot": True},
            div_id=f"chart-{place}",
        )
    )


def _cell(value: Any) -> str:
    if pd.api.types.is_scalar(value) and pd.isna(value):
        return "–"
    if isinstance(value, pd.Timestamp):
        return value.strftime("%Y-%m-%d")
    text = str(value)
    if text.startswith(("https://", "http://")):
        return _anchor(text)
    return html.escape(text)


def _table(full: pd.DataFrame, labels: dict[str, str]) -> str:
    """Print a table; addresses stand in the list of sources, empty columns nowhere.

    A table of many columns goes on a page turned sideways.
    """
    filled = [
        c for c in full.columns if any(_cell(v) not in {"", "–"} for v in full[c])
    ]
    table = full[[column for column in filled if column != "url"]]
    layout = "wide" if len(table.columns) > MOST_COLUMNS else "narrow"
    head = "".join(
        f'<th scope="col">{html.escape(labels.get(str(c), str(c)))}</th>'
        for c in table.columns
    )
    body = "".join(
        "<tr>" + "".join(f"<td>{_cell(value)}</td>" for value in row) + "</tr>"
        for row in each(table)
    )
    return (
        f'<div class="{layout}"><table><thead><tr>{head}</tr></thead>'
        f"<tbody>{body}</tbody></table></div>"
    )


def _sources(sources: pd.DataFrame) -> str:
    if sources.empty:
        return ""
    heading = html.escape(t("brief.sources", n=fmt.number(len(sources))))
    items = "".join(
        "<li>"
        + html.escape(
            t(
                "brief.source",
                title=row.title,
                publisher=row.publisher,
                country=row.country or t("brief.country_unknown"),
                control=row.control,
                published=row.published or t("brief.undated"),
            )
        )
        + (f" {_anchor(row.url)}" if row.url else "")
        + "</li>"
        for row in each(sources)
    )
    return f"<h2>{heading}</h2><ol>{items}</ol>"
