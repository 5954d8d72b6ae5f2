"""One page in one run: it draws cards and text, and keeps both for its brief."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from functools import partial
from urllib.parse import urlencode

import pandas as pd
import streamlit as st

from components import cache, cite, downloads, state, tables
from components import format as fmt
from components.brief import BriefSection, Chart, Collection
from components.cards import Card
from components.figures import style
from components.figures.spec import Drawn, Spec
from components.markdown import plain
from components.registry import PageSpec
from components.text import t


@dataclass(frozen=True, eq=False)
class Page:
    """A page that is being drawn.

    `spec` is its entry in the registry, `collected` what its brief will print: all
    that the methods of the page have drawn, in that order.
    """

    spec: PageSpec
    title: str
    collected: Collection = field(default_factory=Collection)

    @property
    def link(self) -> str:
        """Address of the current view: the page with all filters not at default."""
        query = state.view_query((*self.spec.params, "lang"), cache.contract())
        base = (st.context.url or "").partition("?")[0]
        if not self.spec.url_path:
            # The address of the default page may come without its slash.
            base = base.rstrip("/") + "/"
        return f"{base}?{urlencode(query, safe=',')}" if query else base

    def show(self, card: Card | None) -> None:
        """Draw a card, and keep it for the brief; None draws nothing.

        From above: finding, filters, chart, notes, sources, actions, table twin.
        """
        if card is None:
            return
        card = card.completed()
        chart, draw = None, card.draw
        if card.figure is not None:
            figure, size = _stamped(card, card.figure)
            chart, draw = (figure, card.alt), partial(self._chart, figure, size)
        self.collect(card, chart)
        with st.container(border=True, key=f"card_{card.key}"):
            # A fixed anchor: the one made from a title changes with what it states.
            st.header(card.title, anchor=card.key)
            st.markdown(card.sentence)
            if card.controls:
                card.controls()
            if draw:
                draw(card)
            if below := (*card.notes, *card.hints):
                # One paragraph, a line a note: apart, they would outweigh the chart.
                st.caption("  \n".join(below))
            if card.details:
                card.details()
            st.caption(card.sources)
            self._actions(card)
            if card.table_key:
                _twin(card)

    def collect(self, card: Card, chart: Chart | None = None) -> None:
        """Keep a card for the brief without drawing it.

        Args:
            card: a completed one.
            chart: its chart as drawn.
        """
        section = BriefSection(
            title=plain(card.title),
            sentence=plain(card.sentence),
            sources=plain(card.sources),
            notes=tuple(plain(note) for note in card.notes),
            chart=chart,
            table=card.table[[]] if card.lists_sources else card.table,
            labels=card.labels,
        )
        self.collected.add(section, card.records.table, card.records.ids)

    def cite(self, card: Card) -> None:
        """Offer the citation of a card that is completed."""
        cite.popover(card.subject, card.title, card.sentence, self.link, card.key)

    def chapter(self, title: str, anchor: str) -> None:
        """Print the heading of a section of text; it begins a chapter of the brief."""
        self.collected.chapter(title)
        st.header(title, anchor=anchor, divider="gray")

    def subheading(self, title: str) -> None:
        """Print a heading below that of a chapter."""
        self.collected.say(f"### {title}")
        st.subheader(title)

    def say(self, text: str) -> None:
        """Print Markdown."""
        self.collected.say(text)
        st.markdown(text)

    def tabulate(self, frame: pd.DataFrame, alt: str) -> None:
        """Print a small table whose cells are Markdown; `alt` is its description."""
        self.collected.say(frame)
        st.table(frame, hide_index=True, border="horizontal", alt=alt)

    def _chart(self, figure: Spec, size: dict[str, int], card: Card) -> None:
        """Draw the chart; its image is named after what it shows."""
        query = state.view_query(self.spec.params, cache.contract())
        name = downloads.file_name(card.subject, cache.dataset().version, query, "png")
        image = {
            "format": downloads.image_format(),
            "scale": 2,
            "filename": name.removesuffix(".png"),
        }
        st.plotly_chart(
            Drawn(figure),
            key=card.key,
            config=style.CONFIG | {"toImageButtonOptions": image | size},
            alt=card.alt,
            on_select=_on_select(card.key, card.on_point)
            if card.on_point
            else "ignore",
            selection_mode="points",
        )

    def _actions(self, card: Card) -> None:
        """Number of records, downloads, citation and link, in one row."""
        with st.container(horizontal=True, vertical_alignment="center"):
            st.caption(card.records.counted, width="content")
            taken = self.spec, card.table, card.subject, card.key
            downloads.csv(*taken)
            downloads.more_formats(*taken, image=card.figure is not None)
            self.cite(card)
            with st.popover(
                t("shell.copy_link"),
                icon=":material/link:",
                type="tertiary",
                key=f"link_{card.key}",
            ):
                st.markdown(t("shell.copy_link_help"))
                st.code(self.link, language=None, wrap_lines=True)


def _stamped(card: Card, figure: Spec) -> tuple[Spec, dict[str, int]]:
    """Write into the image of a chart what it is, and what it rests on."""
    data = cache.dataset()
    return style.stamp(
        figure,
        plain(card.title),
        t(
            "shell.stamp",
            version=data.version,
            licence=data.package.license_name,
            date=fmt.date(cite.today()),
            sources=plain(f"{card.sources} {card.records.hiding}".rstrip()),
        ),
    )


def _on_select(key: str, on_point: Callable[[str], object]) -> Callable[[], None]:
    def take() -> None:
        points = st.session_state[key]["selection"]["points"]
        named = [p.get("customdata") or p.get("legendgroup") for p in points]
        # A client that is no browser may send anything in their place.
        on_point(next((name for name in named if name and isinstance(name, str)), ""))

    return take


def _twin(card: Card) -> None:
    """The table behind a chart, folded."""
    with st.expander(t("shell.as_table"), icon=":material/table_rows:"):
        tables.twin(
            card.table,
            card.labels,
            key=card.table_key,
            alt=t("shell.table_alt", title=card.title),
        )
