"""What the sections of the page on sources share, derived once a run."""

from __future__ import annotations

from dataclasses import dataclass

import pandas as pd
import streamlit as st

from components import cache, labels, state
from components import format as fmt
from components.markdown import escape
from components.text import t
from data import sources
from data.load import Dataset
from data.sources import SourceFilter

# Which contract key each filter of `SourceFilter` comes from.
FILTER_KEYS = {
    "query": "source_q",
    "publishers": "publisher",
    "controls": "control",
    "kinds": "publisher_kind",
    "countries": "publisher_country",
    "languages": "source_language",
}

# The register of the data set in memory: the same for all readers, and too slow to
# join and count anew on every run.
_registers: list[tuple[Dataset, pd.DataFrame]] = []


@dataclass(frozen=True)
class SourcesView:
    """Everything that the sections of the page share."""

    data: Dataset
    filter: SourceFilter
    pages: pd.DataFrame
    selected: pd.DataFrame


def register_of(data: Dataset) -> pd.DataFrame:
    """The register of a data set, joined once; it must not be changed."""
    if not _registers or _registers[0][0] is not data:
        _registers[:] = [(data, sources.register(data))]
    return _registers[0][1]


def view_of(data: Dataset) -> SourcesView:
    """Derive the page's view from the current filters."""
    chosen = SourceFilter(**{f: state.value(k) for f, k in FILTER_KEYS.items()})
    pages = register_of(data)
    return SourcesView(data, chosen, pages, sources.select(pages, chosen))


def filter_name(name: str) -> str:
    """Name of one filter of the register."""
    return {
        "query": t("sources.words"),
        "publishers": labels.field("sources", "publisher_id"),
        "controls": t("sources.control"),
        "kinds": t("sources.kind"),
        "countries": t("sources.country"),
        "languages": labels.field("sources", "language"),
    }[name]


def sentence(view: SourcesView) -> str:
    """Say which source pages are shown, with every filter that narrows them."""
    chosen = view.filter
    label = {
        "publishers": labels.publisher,
        "controls": labels.control,
        "kinds": labels.publisher_kind,
        "countries": labels.publisher_country,
        "languages": fmt.language_name,
    }
    parts = []
    for name in FILTER_KEYS:
        value = getattr(chosen, name)
        if not value:
            continue
        values = value if name == "query" else fmt.join(map(label[name], value))
        parts.append(
            t("shell.filter_value", name=filter_name(name), values=escape(values))
        )
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
        _back(0, t("shell.reset"), tuple(FILTER_KEYS.values()))
        return True
    names = [filter_name(name) for name in blamed]
    number = "one" if len(names) == 1 else "any"
    st.info(
        t(f"sources.empty_for_{number}", filters=fmt.join(names)),
        icon=":material/filter_alt_off:",
    )
    with st.container(horizontal=True):
        for place, (field, name) in enumerate(zip(blamed, names, strict=True)):
            _back(place, t("sources.widen", filter=name), (FILTER_KEYS[field],))
    return True


def _back(place: int, label: str, keys: tuple[str, ...]) -> None:
    """One click that takes a filter away; the first button is the main one."""
    st.button(
        label,
        key=f"widen_{place}" if place else "widen",
        type="secondary" if place else "primary",
        on_click=state.reset,
        args=(keys, cache.contract()),
    )
