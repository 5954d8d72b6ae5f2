"""What the sections of the page on sources share."""

from __future__ import annotations

from dataclasses import dataclass

import pandas as pd
import streamlit as st

from components import cache, labels, state, widgets
from components import format as fmt
from components.cards import Records
from components.filters import SOURCES
from components.text import t, tn
from data import sources
from data.load import Dataset
from data.sources import SourceFilter


@dataclass(frozen=True, eq=False)
class SourcesView:
    """Everything that the sections of the page share."""

    data: Dataset
    filter: SourceFilter
    pages: pd.DataFrame
    selected: pd.DataFrame

    @property
    def records(self) -> Records:
        """The source pages shown, of how many."""
        noun = tn("sources.noun", len(self.pages))
        return Records("sources", self.selected["source_id"], noun)


def view_of(data: Dataset) -> SourcesView:
    """Derive the page's view from the current filters."""
    chosen = SourceFilter(query=state.value("source_q"), **state.chosen(SOURCES))
    return view_under(data, chosen)


@cache.kept
def view_under(data: Dataset, chosen: SourceFilter) -> SourcesView:
    """Choose the source pages under some filters; see `SourcesView`."""
    pages = cache.derived("source_register", sources.register)
    return SourcesView(data, chosen, pages, sources.select(pages, chosen))


def sentence(view: SourcesView) -> str:
    """Say which source pages are shown, with every filter that narrows them."""
    parts = [printed for _, printed in labels.narrowed(SOURCES, view.filter)]
    if words := view.filter.query:
        parts.insert(0, labels.filter_value(SOURCES, "query", words))
    if parts:
        return t("sources.sentence_narrowed", filters="; ".join(parts))
    return t("sources.sentence_all")


def empty(view: SourcesView) -> bool:
    """Where no source is left, name each filter whose removal would show some."""
    if not view.selected.empty:
        return False
    blamed = sources.emptied_by(view.pages, view.filter)
    if not blamed:
        st.info(t("sources.empty_all"), icon=":material/filter_alt_off:")
        arguments = (SOURCES.every_key, cache.contract())
        widgets.back_button(t("shell.reset"), state.reset, arguments)
        return True
    names = [labels.filter_title(SOURCES, name) for name in blamed]
    number = "one" if len(names) == 1 else "any"
    st.info(
        t(f"sources.empty_for_{number}", filters=fmt.join(names)),
        icon=":material/filter_alt_off:",
    )
    with st.container(horizontal=True):
        for place, (field, name) in enumerate(zip(blamed, names, strict=True)):
            label = t("sources.widen", filter=name)
            arguments = (SOURCES.keys[field], cache.contract())
            widgets.back_button(label, state.reset, arguments, place)
    return True
