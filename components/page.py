"""One page in one run: it draws cards and text, and keeps both for its brief."""

from __future__ import annotations

import zlib
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from functools import partial
from typing import Literal

import pandas as pd
import streamlit as st
from streamlit.delta_generator import DeltaGenerator

from components import cache, naming, registry, state, tables, tools, widgets
from components.brief import Collection
from components.cards import Card
from components.figures import style
from components.figures.sent import Drawn
from components.figures.spec import Spec
from components.registry import PageSpec
from components.text import t

Gap = Literal["xsmall", "small"]

# In pixels: lines of about 75 letters, of text and of the answer in its larger type.
TEXT_WIDTH = 640
ANSWER_WIDTH = 860


@dataclass(frozen=True, eq=False)
class Page:
    """A page that is being drawn.

    `spec` is its entry in the registry, `collected` what its brief will print: all
    that the methods of the page have drawn, in that order. Where the address asks for
    one card `alone`, by its key, that card is drawn on the `stage`, and no other chart;
    `found` then holds its key.
    """

    spec: PageSpec
    title: str
    collected: Collection = field(default_factory=Collection)
    alone: str = ""
    stage: DeltaGenerator | None = None
    found: list[str] = field(default_factory=list)

    @property
    def link(self) -> str:
        """Address of the current view: the page with all filters not at default.

        With newer data it shows these; what is taken away bears `naming.link`.
        """
        query = state.view_query((*self.spec.params, "lang"), cache.contract())
        return naming.address(self.spec, query)

    def answer(self, text: str, caveat: str = "", below: str = "") -> None:
        """Print the page's answer, to be copied with its source, and what narrows it.

        Args:
            text: a computed sentence; Markdown is escaped already.
            caveat: what belongs to it wherever it is taken, and stands elsewhere on the
                page, or in short below it.
            below: the caveat in short, printed below the sentence.
        """
        whole = f"{text.rstrip('.')}. {caveat}" if caveat else text
        self.collected.answers.append(whole)
        with said(f"answer_{self.spec.stem}", text):
            st.header(text, anchor="answer", width=ANSWER_WIDTH)
            if below:
                st.markdown(below, width=ANSWER_WIDTH)
            tools.copy(whole, naming.link(self.spec), f"{self.spec.stem}_answer")
        widgets.active_filters(self.spec)

    def glance(self, question: str, answer: str, card: Card, stem: str) -> None:
        """Print a question, its answer, one small chart, and the way to its page.

        Args:
            question: the heading.
            answer: a computed sentence; Markdown is escaped already.
            card: holds the chart.
            stem: names the page that holds the evidence.
        """
        card = card.completed()
        self.collected.answers.append(answer)
        self.collect(card)
        if self.alone:
            self._stand_alone(card)
            return
        with st.container(key=f"card_{card.key}"):
            st.header(question, anchor=card.key)
            with said(f"answer_{card.key}", answer):
                st.markdown(answer)
            if card.figure is not None:
                _chart(card, card.figure)
            if below := [*card.notes, card.records.hiding]:
                st.caption(" ".join(below).strip())
            st.page_link(
                registry.page(stem).path,
                label=t(f"overview.all_{stem}"),
                icon=":material/arrow_forward:",
                icon_position="right",
            )
            tools.line(
                self.spec, card, self.link, tools.FEW, (answer, naming.link(self.spec))
            )

    def showing(
        self, build: Callable[..., Card | None], *arguments: object
    ) -> Callable[[], None]:
        """Return what builds and draws a card, once it is called."""
        return lambda: self.show(build(*arguments))

    def tabs(self, **drawn: Callable[[], object]) -> None:
        """Draw the page's tabs, and of the open one what it holds.

        Args:
            drawn: by the code of each tab what draws it, in their order.
        """
        title = partial(_tab_title, self.spec.stem)
        opened = widgets.open_one(f"{self.spec.stem}_view", tuple(drawn), title)
        for code, tab in opened.items():
            with tab:
                drawn[code]()

    def show(self, card: Card | None) -> None:
        """Draw a card, and keep it for the brief; None draws nothing.

        From above: finding, filters, chart, notes, and one line of tools.
        """
        if card is None:
            return
        card = card.completed()
        self.collect(card)
        if self.alone:
            self._stand_alone(card)
            return
        with st.container(key=f"card_{card.key}"):
            with said(f"title_{card.key}", card.title):
                # A fixed anchor: the one made from a title changes with what it states.
                st.subheader(card.title, anchor=card.key, width=ANSWER_WIDTH)
            st.markdown(card.sentence, width=TEXT_WIDTH)
            if card.controls:
                card.controls()
            if card.figure is not None:
                _chart(card, card.figure)
            elif card.draw:
                card.draw(card)
            if below := (*card.notes, *card.hints):
                # One paragraph, a line a note: apart, they would outweigh the chart.
                st.caption("  \n".join(below), width=TEXT_WIDTH)
            if card.details:
                card.details()
            tools.line(self.spec, card, self.link)

    def _stand_alone(self, card: Card) -> None:
        """Draw a card on the stage if it is the one that is asked for.

        Its headline, chart, notes and source, and the way back to the full view.
        """
        if card.key != self.alone or self.stage is None:
            return
        self.found.append(card.key)
        with self.stage, st.container(key=f"card_{card.key}"):
            title = card.headline or card.title
            with said(f"title_{card.key}", title):
                st.title(title, anchor=False)
            st.markdown(card.sentence, width=TEXT_WIDTH)
            if card.figure is not None:
                _chart(replace(card, on_point=None), card.figure)
            elif card.draw:
                card.draw(card)
            if below := [note for note in (card.marks, *card.notes) if note]:
                st.caption("  \n".join(below), width=TEXT_WIDTH)
            st.caption(card.sources, width=TEXT_WIDTH)

    def collect(self, card: Card) -> None:
        """Keep a card that is completed for the brief, without drawing it."""
        self.collected.add(card)

    def chapter(self, title: str, anchor: str) -> None:
        """Print the heading of a section of text; it begins a chapter of the brief."""
        self.collected.chapter(title)
        st.subheader(title, anchor=anchor)

    def subheading(self, title: str) -> None:
        """Print a heading below that of a chapter."""
        self.collected.say(f"### {title}")
        st.markdown(f"#### {title}")

    def say(self, text: str) -> None:
        """Print Markdown."""
        self.collected.say(text)
        st.markdown(text, width=TEXT_WIDTH)

    def tabulate(self, frame: pd.DataFrame, alt: str) -> None:
        """Print a small table whose cells are Markdown; `alt` is its description."""
        self.collected.say(frame)
        shown = tables.of_texts(frame.columns, (cells for _, cells in frame.items()))
        st.table(shown, hide_index=True, border="horizontal", alt=alt)


def _tab_title(stem: str, code: str) -> str:
    return t(f"{stem}.tab_{code}")


@contextmanager
def said(key: str, text: str, gap: Gap = "small") -> Iterator[None]:
    """Hold words that state a number; other words make a new element in the browser.

    A browser that translates the page replaces its words, and those that are changed
    in place would then keep the old number.
    """
    with st.container(key=f"{key}_{zlib.crc32(text.encode()):x}", gap=gap):
        yield


def _chart(card: Card, figure: Spec) -> None:
    st.plotly_chart(
        Drawn(figure),
        key=card.key,
        config=style.CONFIG,
        alt=card.alt,
        on_select=_on_select(card.key, figure, card.on_point)
        if card.on_point
        else "ignore",
        selection_mode="points",
    )


def _on_select(
    key: str, figure: Spec, on_point: Callable[[str], object]
) -> Callable[[], None]:
    def take() -> None:
        state.act()
        points = st.session_state[key]["selection"]["points"]
        named = (_code(figure, point) for point in points)
        on_point(next((name for name in named if name), ""))

    return take


def _code(figure: Spec, point: Mapping[str, object]) -> str:
    """Look up what a pressed mark stands for; the browser was not sent it.

    A client that is no browser may name a mark that is not there.
    """
    try:
        trace = figure["data"][point["curve_number"]]
        codes = trace.get("customdata")
        code = codes[point["point_index"]] if codes else trace.get("legendgroup", "")
    except (LookupError, TypeError, AttributeError):
        return ""
    return code if isinstance(code, str) else ""
