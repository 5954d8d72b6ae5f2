"""The printable brief of a page: collected while the page draws itself.

The button stands at the top of the page all the same: the file is written only once
somebody asks for it, and by then the collection is complete.

The brief is one HTML file that needs no network and holds no script: charts are drawn
into it, so that it opens anywhere, and years later. The markup stands in
`brief.html.jinja`; here its words and numbers are put together.
"""

from __future__ import annotations

import datetime as dt
import functools
import re
import textwrap
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import partial
from itertools import groupby
from pathlib import Path
from typing import TYPE_CHECKING, Any
from urllib.parse import unquote

import pandas as pd
import streamlit as st

from components import cache, cite, labels, naming
from components import format as fmt
from components.cards import Card
from components.figures import svg
from components.figures.spec import Spec
from components.markdown import plain
from components.registry import PageSpec
from components.text import language, t, tn
from data import escape, evidence
from data.load import Dataset
from data.rows import each

if TYPE_CHECKING:
    import jinja2

# A figure and its alternative text.
Chart = tuple[Spec, str]

LIMITS = ("coverage", "stances", "experts", "speaking")

# Width of the text on A4 with 15 mm margins, at 96 pixels an inch.
PRINT_WIDTH = 680

# In pixels: what an upright page leaves under a heading of two lines, what the first
# page leaves, and what Plotly draws where a chart names no height.
MOST_HEIGHT = 840
MOST_HEIGHT_FIRST = 680
PLOTLY_HEIGHT = 450

# More columns than this do not fit on an upright page.
MOST_COLUMNS = 8

# Letters in a cell, on average: from here on a column is one of sentences, and beyond
# this it gets no more room. A letter is about half an em wide; sentences wrap.
LONG_TEXT = 24
MOST_TEXT = 110
EM_PER_LETTER = 0.22

_SHORT, _ANNEX = "brief.html.jinja", "annex.html.jinja"
_DATE = re.compile(r"\d{4}(-\d{2}){1,2}")


@dataclass(frozen=True)
class BriefSection:
    """One card of a page: its words, its chart if it has one, the table behind it.

    A table without columns is none: what it would hold is printed elsewhere.
    """

    title: str
    sentence: str
    sources: str
    notes: tuple[str, ...]
    chart: Chart | None
    table: pd.DataFrame
    labels: dict[str, str]
    lines: Callable[[], Sequence[str]] | None = None

    @classmethod
    def of(cls, card: Card) -> BriefSection:
        """Print a card that is completed."""
        return cls(
            title=plain(card.headline or card.title),
            sentence=plain(card.sentence),
            sources=plain(card.sources),
            notes=tuple(plain(note) for note in (card.marks, *card.notes) if note),
            chart=card.chart,
            table=card.table[[]] if card.lists_sources else card.table,
            labels=card.labels,
            lines=card.lines,
        )


@dataclass(frozen=True)
class Chapter:
    """A part of a page that is text: paragraphs of Markdown, and tables of it."""

    title: str
    blocks: list[str | pd.DataFrame]


@dataclass(frozen=True)
class Collection:
    """What a page has shown so far.

    `answers` are its sentences in front of all charts.
    """

    answers: list[str] = field(default_factory=list)
    cards: list[Card] = field(default_factory=list)
    chapters: list[Chapter] = field(default_factory=list)

    def add(self, card: Card) -> None:
        """Add a card that is completed."""
        self.cards.append(card)

    @property
    def sections(self) -> tuple[BriefSection, ...]:
        """The cards as they are printed; made when the brief is asked for."""
        return tuple(map(BriefSection.of, self.cards))

    @property
    def records(self) -> dict[str, set[str]]:
        """Ids of the records that the cards rest on, by table."""
        found: dict[str, set[str]] = {}
        for card in self.cards:
            found.setdefault(card.records.table, set()).update(card.records.ids)
        return found

    def chapter(self, title: str) -> None:
        """Begin a chapter of a page that is text."""
        self.chapters.append(Chapter(title, []))

    def say(self, block: str | pd.DataFrame) -> None:
        """Add Markdown or a table of Markdown cells to the chapter begun last.

        Raises:
            IndexError: no chapter was begun.
        """
        self.chapters[-1].blocks.append(block)


def buttons(spec: PageSpec, title: str, link: str, collection: Collection) -> None:
    """Offer the brief of a page and its annex; they are written when asked for."""
    data, day = cache.dataset(), cite.today()

    def write(annex: bool) -> bytes:
        return (build if annex else short)(
            Brief(
                title=title,
                link=link,
                version=data.version,
                cutoffs=t(
                    "brief.cutoffs",
                    contacts=fmt.date(data.last_day("contacts")),
                    stances=fmt.date(data.last_day("stances")),
                ),
                licence=t("brief.licence", licence=data.package.license_title),
                today=day,
                chapters=tuple(collection.chapters),
                answers=tuple(map(plain, collection.answers)),
                sections=collection.sections,
                sources=_sources(data, collection.records),
                limits=tuple(t(f"brief.limit_{limit}") for limit in LIMITS),
            )
        ).encode()

    for kind, icon, label, hint in (
        ("brief", "print", t("brief.button"), t("brief.help")),
        ("annex", "table_rows", t("brief.annex"), t("brief.annex_help")),
    ):
        st.download_button(
            label,
            data=cache.here(partial(write, annex=kind == "annex")),
            file_name=naming.name(f"{kind}-{spec.stem}", spec) + ".html",
            mime="text/html",
            key=kind,
            on_click="ignore",
            icon=f":material/{icon}:",
            type="tertiary",
            help=hint,
        )


def _sources(data: Dataset, records: Mapping[str, set[str]]) -> pd.DataFrame:
    """Every source page of the records shown, by publisher and date."""
    pages = evidence.with_publishers(data, evidence.pages_of(data, records))
    pages["speaker"] = [labels.speaker(page) for page in pages["source_id"]]
    pages = pages.sort_values(["speaker", "published", "source_id"])
    names = data.actors.set_index("actor_id")["name"]
    known = evidence.speakers(data)
    return pd.DataFrame(
        {
            "title": pages["title"],
            "url": pages["url"],
            "publisher": pages["speaker"],
            "country": pages["publisher_actor_id"].map(names).fillna(""),
            "control": [
                labels.code("publishers", "control", control)
                for control in pages["publisher_control"]
            ],
            "published": pages["published"],
            "rank": [known[page].rank for page in pages["source_id"]],
        }
    )


@dataclass(frozen=True)
class Brief:
    """Everything that goes into the file.

    `sources` holds one row a source page: title, url, publisher, country, control,
    published, rank. `limits` are sentences on what the data can not tell.
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
    answers: tuple[str, ...] = ()


# What two pages hold: letters of the list, beside a chart so high at most, in pixels;
# of each line so many letters; and so many sources.
LIST_LETTERS, LINE_LETTERS = 6_200, 190
SHORT_CHART = 330
KEY_SOURCES = 10

# A line of the list takes this much at least: what is left of a row stays empty.
_ROW = 95

METHOD = ("counted", "coded", "search", "speaking", "experts")


def short(brief: Brief) -> str:
    """Write two pages: answer, main chart, one sentence a row, method, key sources."""
    main = next((s for s in brief.sections if s.chart), None)
    figure, alt = main.chart if main and main.chart else (None, "")
    lines = _lines(brief)
    kept = _fitting(lines, LIST_LETTERS if figure else LIST_LETTERS + 1_500)
    height = figure["layout"].get("height", PLOTLY_HEIGHT) if figure else 1
    scale = min(1.0, SHORT_CHART / height)
    return _template(_SHORT).render(
        **_head(brief),
        answers=brief.answers[:1],
        chart_title=main.title if main else "",
        chart=svg.drawn(figure, round(PRINT_WIDTH / scale), alt) if figure else "",
        list_title=t("brief.list"),
        lines=kept,
        more=tn("brief.more", len(lines) - len(kept)) if len(kept) < len(lines) else "",
        method_title=t("brief.method"),
        method=[t(f"brief.method_{part}") for part in METHOD],
        sources_title=t(
            "brief.key_sources",
            n=fmt.number(min(KEY_SOURCES, len(brief.sources))),
            m=fmt.number(len(brief.sources)),
        ),
        sources=[
            (textwrap.shorten(_source(row), LINE_LETTERS, placeholder="…"), row.url)
            for row in each(brief.sources.sort_values("rank").head(KEY_SOURCES))
        ],
    )


def _head(brief: Brief) -> dict[str, str]:
    """What stands at the head and the foot of both files."""
    return {
        "language": language(),
        "title": brief.title,
        "provenance": t(
            "brief.provenance",
            version=brief.version,
            cutoffs=brief.cutoffs,
            date=fmt.date(brief.today),
        ),
        "link": brief.link,
        "licence": brief.licence,
    }


def _lines(brief: Brief) -> list[str]:
    """One sentence a row: of the card that has them, else of each card or chapter."""
    for section in brief.sections:
        if section.lines:
            found = [plain(line) for line in section.lines()]
            break
    else:
        found = [*map(str, brief.answers[1:])]
        found += [f"{s.title}. {s.sentence}" for s in brief.sections]
        for chapter in brief.chapters:
            words = [
                b for b in chapter.blocks if isinstance(b, str) and b[0] not in "#|"
            ]
            found.append(f"{chapter.title}. {plain(words[0]) if words else ''}")
    return [
        textwrap.shorten(line, LINE_LETTERS, placeholder=" …") for line in found if line
    ]


def _fitting(lines: list[str], letters: int) -> list[str]:
    """Return the first lines that have room."""
    kept, used = [], 0
    for line in lines:
        used += -(-len(line) // _ROW) * _ROW
        if used > letters:
            break
        kept.append(line)
    return kept


def build(brief: Brief) -> str:
    """Write the annex: all charts, tables and sources, in one HTML document."""
    sections = list(enumerate(brief.sections, 1))
    return _template(_ANNEX).render(
        **_head(brief),
        answers=brief.answers,
        chapters=[_chapter(chapter) for chapter in brief.chapters],
        sections=[_section(section, number) for number, section in sections],
        limits_title=t("brief.limits"),
        limits=brief.limits,
        tables_title=t("brief.tables"),
        tables=_tables(sections),
        sources_title=t("brief.sources", n=fmt.number(len(brief.sources))),
        sources=[(_source(row), row.url) for row in each(brief.sources)],
    )


@functools.cache
def templates() -> dict[str, str]:
    """Return what the templates hold, as they lay there at the start."""
    folder = Path(__file__).parent
    return {n: (folder / n).read_text(encoding="utf-8") for n in (_SHORT, _ANNEX)}


@functools.cache
def _template(name: str) -> jinja2.Template:
    # Loaded here: it is needed for the file only.
    import jinja2

    environment = jinja2.Environment(
        loader=jinja2.DictLoader(templates()),
        autoescape=True,
        trim_blocks=True,
        lstrip_blocks=True,
        undefined=jinja2.StrictUndefined,
    )
    environment.filters |= {
        "address": address,
        "inline": inline,
        "paragraphs": paragraphs,
    }
    environment.tests["link"] = escape.is_address
    return environment.get_template(name)


def _chapter(chapter: Chapter) -> dict[str, Any]:
    """The title, and blocks: Markdown, or the head and the rows of a table of it."""
    blocks = [
        block
        if isinstance(block, str)
        else (list(map(str, block)), [list(map(str, row)) for row in each(block)])
        for block in chapter.blocks
    ]
    return {"title": chapter.title, "blocks": blocks}


def _section(section: BriefSection, number: int) -> dict[str, Any]:
    """A finding with its filters, chart and remarks, as the template wants them."""
    figure, alt = section.chart or (None, "")
    has_table = len(section.table.columns) > 0
    return {
        "number": number,
        "title": section.title,
        "sentence": section.sentence,
        "sources": section.sources,
        "notes": section.notes,
        "chart": svg.drawn(figure, PRINT_WIDTH, alt) if figure is not None else "",
        "alt": alt,
        "zoom": _zoom(figure, number) if figure is not None else "",
        "table": t("brief.table_number", n=number) if has_table else "",
    }


def _zoom(figure: Spec, number: int) -> str:
    """How much smaller a chart is drawn that is taller than its page; "" if not."""
    height = figure["layout"].get("height", PLOTLY_HEIGHT)
    scale = (MOST_HEIGHT_FIRST if number == 1 else MOST_HEIGHT) / height
    return f"{scale:.2f}" if scale < 1 else ""


def _tables(
    sections: Iterable[tuple[int, BriefSection]],
) -> list[tuple[bool, list[dict[str, Any]]]]:
    """The tables in the order of their numbers, each with the title of its chart.

    Those that need a page turned sideways get one where they stand; neighbours
    share it: each group says whether it is wide.
    """
    printed = [
        _table(section, number)
        for number, section in sections
        if len(section.table.columns)
    ]
    groups = groupby(printed, lambda table: len(table["columns"]) > MOST_COLUMNS)
    return [(wide, list(neighbours)) for wide, neighbours in groups]


def _table(section: BriefSection, number: int) -> dict[str, Any]:
    """One table: its caption, its columns that hold something, its cells as text."""
    full, names = section.table, section.labels
    # Addresses stand in the list of sources.
    filled = [
        column
        for column in full.columns
        if column != "url" and any(cell(v) not in {"", "–"} for v in full[column])
    ]
    table = full[filled]
    return {
        "number": number,
        "caption": t("brief.table_title", n=number, title=section.title),
        "columns": [
            {
                "label": names.get(str(column), str(column)),
                "kind": _kind(table[column]),
                "room": _room(table[column]),
            }
            for column in filled
        ],
        "rows": [[cell(value) for value in row] for row in each(table)],
    }


def _kind(column: pd.Series) -> str:
    """The class of a column's cells: numbers, days and sentences are set apart."""
    if pd.api.types.is_bool_dtype(column):
        return ""
    if pd.api.types.is_numeric_dtype(column):
        return "number"
    if pd.api.types.is_datetime64_any_dtype(column):
        return "day"
    words = column.dropna().astype("str")
    if words[words != ""].map(lambda word: bool(_DATE.fullmatch(word))).all():
        return "day"
    return ""


def _room(column: pd.Series) -> str:
    """Width in em for a column of sentences, by how long they are on average."""
    letters = column.astype("str").str.len().mean()
    if letters <= LONG_TEXT:
        return ""
    return f"{min(letters, MOST_TEXT) * EM_PER_LETTER:.0f}"


def cell(value: Any) -> str:
    """Print one cell: days in ISO, whole numbers without decimals, "–" for nothing."""
    if pd.api.types.is_scalar(value) and pd.isna(value):
        return "–"
    if isinstance(value, pd.Timestamp):
        return value.strftime("%Y-%m-%d")
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    return str(value)


def _source(row: Any) -> str:
    """One source page with who speaks in it."""
    return t(
        "brief.source",
        title=row.title,
        publisher=row.publisher,
        country=row.country or t("brief.country_unknown"),
        control=row.control,
        published=row.published or t("brief.undated"),
    )


def address(url: str) -> str:
    """An address as paper can carry it: itself, with letters that are not encoded."""
    try:
        readable = unquote(url, errors="strict")
    except UnicodeDecodeError:
        return url
    return readable if readable.isprintable() and " " not in readable else url


# The little Markdown that our own texts use, once its signs are safe in HTML.
_INLINE = (
    (re.compile(r"\[([^\]]*)\]\([^)\s]*\)"), r"\1"),
    (re.compile(r"\*\*(.+?)\*\*"), r"<strong>\1</strong>"),
    (re.compile(r"(?<![\\\w*])\*([^*\s][^*]*)\*(?!\w)"), r"<em>\1</em>"),
    (re.compile(r"`([^`]+)`"), r"<code>\1</code>"),
    (re.compile(r"\\(&(?:lt|gt|amp|quot|#x27);|[^A-Za-z0-9\s])"), r"\1"),
)
_ITEM = re.compile(r"\s*(?:[-*]|\d+\.)\s+")


def inline(text: str) -> str:
    """Write one line of Markdown as HTML: emphasis and code; of links the label."""
    written = escape.html(text.replace(escape.APART, ""))
    for pattern, replacement in _INLINE:
        written = pattern.sub(replacement, written)
    return written


def paragraphs(text: str) -> Iterator[tuple[str, list[str]]]:
    """Cut Markdown into paragraphs, lists and headings of the third level.

    Each is an element of HTML (`p`, `ul`, `ol`, `h3`) with its lines or items, which
    are Markdown still.
    """
    for kind, lines in groupby(text.splitlines(), _element):
        if kind == "h3":
            yield kind, [line[4:] for line in lines]
        elif kind == "p":
            yield kind, [line.strip() for line in lines]
        elif kind:
            yield kind, [_ITEM.sub("", line, count=1) for line in lines]


def _element(line: str) -> str:
    if line.startswith("### "):
        return "h3"
    if found := _ITEM.match(line):
        return "ul" if found[0].strip() in {"-", "*"} else "ol"
    return "p" if line.strip() else ""
