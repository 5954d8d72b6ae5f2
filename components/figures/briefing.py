"""A printable brief: one HTML file that needs no network, with charts as drawn.

Pure: sections in, one page of HTML out. The library that draws the charts is put
into the file once, so that it opens anywhere, and years later.
"""

from __future__ import annotations

import datetime as dt
import html
from dataclasses import dataclass

import pandas as pd
import plotly.graph_objects as go
import plotly.io
from plotly.offline import get_plotlyjs

from components import format as fmt
from components.figures import brief_tables, brief_text
from components.text import language, t

# Width of the text on A4 with 15 mm margins, at 96 pixels an inch.
PRINT_WIDTH = 680

# In pixels: what an upright page leaves under a heading of two lines, what the first
# page leaves, and what Plotly draws where a chart names no height.
MOST_HEIGHT = 840
MOST_HEIGHT_FIRST = 680
PLOTLY_HEIGHT = 450

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
h3 { font-size: 11pt; margin: 1.2rem 0 .2rem; break-after: avoid; }
.together { break-inside: avoid; }
p.note, li, td, th, footer { font-size: 9pt; }
ol.sources li { font-size: 8pt; line-height: 1.3; margin-bottom: 3px; }
p.note { color: #4a545e; margin: .25rem 0; }
table { border-collapse: collapse; width: 100%; margin: .5rem 0; }
th, td { text-align: left; vertical-align: top; padding: 2px 6px;
  border-bottom: 1px solid #c9d1d9; overflow-wrap: break-word; }
.scroll { overflow-x: auto; }
.wide th, .wide td { font-size: 7.5pt; padding: 2px 4px; }
th { vertical-align: bottom; }
.number { text-align: right; font-variant-numeric: tabular-nums; }
.day { white-space: nowrap; }
thead { display: table-header-group; }
tr { break-inside: avoid; }
a { color: #00568a; overflow-wrap: anywhere; }
footer { border-top: 1px solid #c9d1d9; margin-top: 2rem; padding-top: .5rem; }
"""


@dataclass(frozen=True)
class BriefSection:
    """One card of a page: its words, its chart if it has one, the table behind it.

    A table without columns is none: what it would hold is printed elsewhere.
    """

    title: str
    sentence: str
    sources: str
    notes: tuple[str, ...]
    chart: tuple[go.Figure, str] | None
    table: pd.DataFrame
    labels: dict[str, str]


@dataclass(frozen=True)
class Chapter:
    """A part of a page that is text: paragraphs of Markdown, and tables of it."""

    title: str
    blocks: tuple[str | pd.DataFrame, ...]


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
    chapters: tuple[Chapter, ...] = ()


def build(brief: Brief) -> str:
    """Write the brief as one self-contained HTML document."""
    sections = "\n".join(
        _section(section, number) for number, section in enumerate(brief.sections, 1)
    )
    tables = brief_tables.section(
        [
            brief_tables.Numbered(number, s.title, s.table, s.labels)
            for number, s in enumerate(brief.sections, 1)
            if len(s.table.columns)
        ]
    )
    chapters = "\n".join(map(_chapter, brief.chapters))
    # The library is most of the file: without a chart it stays out.
    drawing = any(section.chart for section in brief.sections)
    script = f"<script>{get_plotlyjs()}</script>" if drawing else ""
    limits = "".join(f"<li>{html.escape(limit)}</li>" for limit in brief.limits)
    return f"""<!doctype html>
<html lang="{language()}">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>{html.escape(brief.title)}</title>
<style>{STYLE}</style>
{script}
</head>
<body>
<main>
<h1>{html.escape(brief.title)}</h1>
<p class="note">{html.escape(_provenance(brief))}</p>
<p class="note">{brief_text.anchor(brief.link)}</p>
{chapters}
{sections}
<h2>{html.escape(t("brief.limits"))}</h2>
<ul>{limits}</ul>
{tables}
{brief_text.source_list(brief.sources)}
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


def _chapter(chapter: Chapter) -> str:
    blocks = "\n".join(
        brief_text.prose(block) if isinstance(block, str) else brief_text.grid(block)
        for block in chapter.blocks
    )
    return f"<section><h2>{html.escape(chapter.title)}</h2>{blocks}</section>"


def _section(section: BriefSection, number: int) -> str:
    """A finding with its filters, chart and remarks; heading and chart stay one."""
    notes = "".join(f'<p class="note">{html.escape(n)}</p>' for n in section.notes)
    table = (
        f'<p class="note">{brief_tables.anchor(number)}</p>'
        if len(section.table.columns)
        else ""
    )
    return f"""<section>
<div class="together">
<h2>{html.escape(section.title)}</h2>
<p>{html.escape(section.sentence)}</p>
{_figure(section, number)}
</div>
{notes}
<p class="note">{html.escape(section.sources)}</p>
{table}
</section>"""


def _figure(section: BriefSection, number: int) -> str:
    """The chart with its alternative text; a tall one is drawn smaller, never cut."""
    if section.chart is None:
        return ""
    figure, alt = section.chart
    label = html.escape(alt, quote=True)
    height = figure.layout.height or PLOTLY_HEIGHT
    room = MOST_HEIGHT_FIRST if number == 1 else MOST_HEIGHT
    scale = min(1, room / height)
    style = f' style="zoom: {scale:.2f}"' if scale < 1 else ""
    chart = _chart(figure, number)
    return f'<figure role="figure" aria-label="{label}"{style}>{chart}</figure>'


def _chart(figure: go.Figure, number: int) -> str:
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
            div_id=f"chart-{number}",
        )
    )
