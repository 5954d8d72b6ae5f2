"""The card around every chart, and the key figures of the overview."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field, replace
from typing import Any, TypedDict
from urllib.parse import urlencode

import pandas as pd
import streamlit as st

from components import brief, cache, cite, downloads, hiding, state, tables
from components import format as fmt
from components.figures import style
from components.figures.spec import Drawn, Spec
from components.markdown import plain
from components.registry import PageSpec
from components.text import t, tn
from data import evidence, export
from data.load import Dataset

Selected = Callable[[list[Any]], None]


class Counted(TypedDict):
    """What a card says of the records that it shows; fields of `Card`."""

    shown: int
    total: int
    noun: str
    records: str
    hidden: int | None


@dataclass(frozen=True)
class Card:
    """What stands around one chart.

    `key` names the chart (`calls_chart`) and `table_key` its table twin. `title`
    states the finding, `sentence` the active filters, `sources` what it rests on.
    `shown` counts records of the view and `total` those that it could show with
    no filter and nothing hidden; `noun` is that number with its noun.
    `records` is the table that they stand in, where the choice of evidence can hide
    some of them, and `hidden` how many more the view would hold without that choice
    (None where they are no plain list). `whole` marks a card over the whole record,
    in which hidden ones count. `table` holds exactly what the chart shows;
    `labels` its column labels. `subject` goes into file names. `notes` explain what
    is shown; `hints` say what can be done on the screen, and are not printed.
    """

    key: str
    table_key: str
    title: str
    sentence: str
    sources: str
    shown: int
    total: int
    subject: str
    table: pd.DataFrame
    labels: dict[str, str]
    notes: tuple[str, ...] = field(default=())
    hints: tuple[str, ...] = field(default=())
    noun: str = ""
    records: str = ""
    hidden: int | None = None
    whole: bool = False

    @property
    def hiding(self) -> str:
        """What the choice of evidence hides here; "" where it hides nothing."""
        if not self.records:
            return ""
        if self.whole:
            return hiding.over_the_whole(self.records)
        return hiding.sentence(self.records, self.hidden, self.shown)


def noticed(card: Card) -> Card:
    """Let the sentence say what is hidden, so that it goes wherever that is taken."""
    return replace(card, sentence=f"{card.sentence} {card.hiding}".rstrip())


def permalink(page: PageSpec) -> str:
    """Address of the current view: the page with all filters that are not default."""
    query = state.view_query((*page.params, "lang"), cache.contract())
    base = (st.context.url or "").partition("?")[0]
    if not page.url_path:
        # The address of the default page may come without its slash.
        base = base.rstrip("/") + "/"
    return f"{base}?{urlencode(query, safe=',')}" if query else base


def chart_card(
    page: PageSpec,
    card: Card,
    figure: Spec,
    alt: str,
    on_point: Selected | None = None,
    controls: Callable[[], object] | None = None,
    details: Callable[[], None] | None = None,
) -> None:
    """Draw a card: finding, filters, chart, sources, table twin, download, link.

    Args:
        page: the page it stands on, for the link.
        card: the words and the data.
        figure: the chart.
        alt: its alternative text.
        on_point: called with the `customdata` of the marks that were clicked, or
            with the `legendgroup` of their traces where marks have none.
        controls: draws the chart's own switches, above it.
        details: draws explanations between the chart and its actions.
    """
    figure, size = style.stamp(
        figure,
        plain(card.title),
        t(
            "shell.stamp",
            version=cache.dataset().version,
            licence=cache.dataset().package.license_name,
            date=fmt.date(cite.today()),
            sources=plain(f"{card.sources} {card.hiding}".rstrip()),
        ),
    )

    def draw() -> None:
        st.plotly_chart(
            Drawn(figure),
            key=card.key,
            config=style.CONFIG | {"toImageButtonOptions": _image(page, card) | size},
            alt=alt,
            on_select=_on_select(card.key, on_point) if on_point else "ignore",
            selection_mode="points",
        )

    card_around(page, card, draw, controls, details, chart=(figure, alt))


def card_around(
    page: PageSpec,
    card: Card,
    draw: Callable[[], None],
    controls: Callable[[], object] | None = None,
    details: Callable[[], None] | None = None,
    *,
    twin: bool = True,
    chart: tuple[Spec, str] | None = None,
) -> None:
    """Draw a card around anything; without `twin` where it is a table already.

    `chart` is what `draw` shows, with its alternative text, for the page's brief.
    """
    card = noticed(card)
    brief.add(card, chart)
    with st.container(border=True, key=f"card_{card.key}"):
        # A fixed anchor: the one made from a title changes with what it states.
        st.header(card.title, anchor=card.key)
        st.markdown(card.sentence)
        if controls:
            controls()
        draw()
        if below := (*card.notes, *card.hints):
            # One paragraph, a line a note: apart, they would outweigh the chart.
            st.caption("  \n".join(below))
        if details:
            details()
        st.caption(card.sources)
        _actions(page, card, twin=twin, image=chart is not None)


def _image(page: PageSpec, card: Card) -> dict[str, Any]:
    """Name the image that the mode bar saves after what it shows."""
    query = state.view_query(page.params, cache.contract())
    name = export.file_name(card.subject, cache.dataset().version, query, "png")
    return {
        "format": downloads.image_format(),
        "scale": 2,
        "filename": name.removesuffix(".png"),
    }


def _on_select(key: str, on_point: Selected) -> Callable[[], None]:
    def take() -> None:
        points = st.session_state[key]["selection"]["points"]
        named = [p.get("customdata") or p.get("legendgroup") for p in points]
        # A client that is no browser may send anything in their place.
        on_point([name for name in named if name and isinstance(name, str)])

    return take


def _actions(page: PageSpec, card: Card, *, twin: bool, image: bool) -> None:
    """Table twin, download and link, in one row under the chart."""
    with st.container(horizontal=True, vertical_alignment="center"):
        st.caption(
            t(
                "shell.of",
                n=fmt.number(card.shown),
                m=card.noun or tn("shell.records", card.total),
            ),
            width="content",
        )
        downloads.csv(page, card.table, card.subject, card.key)
        downloads.more_formats(page, card.table, card.subject, card.key, image=image)
        cite.popover(card.subject, card.title, card.sentence, permalink(page), card.key)
        with st.popover(
            t("shell.copy_link"),
            icon=":material/link:",
            type="tertiary",
            key=f"link_{card.key}",
        ):
            st.markdown(t("shell.copy_link_help"))
            st.code(permalink(page), language=None, wrap_lines=True)
    if not twin:
        return
    with st.expander(t("shell.as_table"), icon=":material/table_rows:"):
        tables.twin(
            card.table,
            card.labels,
            key=card.table_key,
            alt=t("shell.table_alt", title=card.title),
        )


@dataclass(frozen=True)
class KeyFigure:
    """One number of the overview: what it is, how it is defined, what it rests on.

    The evidence is one click away: `page` and `query` open it.
    """

    label: str
    value: str
    definition: str
    page: str
    query: dict[str, str] = field(default_factory=dict)


# Five stand in a row on a desk, two on a phone.
_FIGURE_WIDTH = 150


def key_figures(figures: list[KeyFigure]) -> None:
    """Show key figures side by side, as many in a row as the screen has room for."""
    grid = st.grid(len(figures), min_column_width=_FIGURE_WIDTH, border=True)
    for figure in figures:
        with grid.cell():
            st.metric(figure.label, figure.value)
            st.caption(figure.definition)
            st.page_link(
                figure.page,
                label=t("shell.evidence"),
                icon=":material/fact_check:",
                query_params=figure.query,
            )


def source_line(data: Dataset, table: str, record_ids: pd.Series) -> str:
    """Say who is speaking in the sources of the records shown.

    Where the reader asked for better evidence, the shares are those of pages that are
    such; what else the same records name stands beside. The same sources are listed
    in the page's brief.
    """
    brief.rests_on(table, record_ids)
    mix = evidence.source_mix(data, table, record_ids)
    counted = mix[mix.index.isin(evidence.VOICES_OF[cache.evidence()])]
    pages, beside = int(counted.sum()), int(mix.sum() - counted.sum())
    if not pages:
        return t("shell.no_sources")
    shares = ", ".join(
        t(
            "shell.mix_share",
            share=fmt.percent(n / pages),
            voice=t(f"shell.voice_{voice}"),
        )
        for voice, n in counted.items()
    )
    line = tn("shell.source_mix", pages, shares=shares)
    if not beside:
        return line
    return tn(f"shell.beside_{cache.evidence()}", beside, line=line)
