"""What every page about contacts shares: its filters, in values and in words."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Mapping
from functools import partial

import pandas as pd
import streamlit as st

from components import cache, hiding, labels, sidebar, state
from components import format as fmt
from components.text import t
from data import contacts as counting
from data.contacts import ContactFilter

# Which query parameters each filter of `ContactFilter` comes from.
FILTER_PARAMS: Mapping[str, tuple[str, ...]] = {
    "kinds": ("kind",),
    "formats": ("format",),
    "topics": ("topic",),
    "initiators": ("initiator",),
    "confidences": ("confidence",),
    "rule": ("rule",),
    "start": ("from", "to"),
    "evidence": ("evidence",),
}


def current_filter() -> ContactFilter:
    """Read the filters that the sidebar and the URL hold."""
    known = st.session_state

    def chosen(name: str) -> tuple[str, ...]:
        return tuple(known.get(f"param.{name}", ()))

    return ContactFilter(
        start=dt.date(state.value("from"), 1, 1),
        end=dt.date(state.value("to"), 12, 31),
        rule=state.value("rule"),
        kinds=chosen("kind"),
        formats=chosen("format"),
        topics=chosen("topic"),
        initiators=chosen("initiator"),
        confidences=chosen("confidence"),
    )


def hidden_from(selected: pd.DataFrame, view: ContactFilter) -> pd.DataFrame:
    """Return the contacts that a view's filters find and the choice of evidence hides.

    Args:
        selected: the contacts shown.
        view: the filters that found them.
    """
    if not cache.hiding():
        return selected.iloc[:0]
    record = cache.full()
    found = counting.select(record.contacts, record.table("contact_topics"), view)
    return found[found["contact_id"].isin(hiding.ids("contacts"))]


def narrowing(chosen: ContactFilter) -> str:
    """Print the filters beside period and rule: "Kind: Joint call; Topic: Ukraine"."""
    parts = []
    for codes, name, label in (
        (chosen.kinds, labels.field("contacts", "kind"), code_label("kind")),
        (chosen.formats, labels.field("contacts", "format"), code_label("format")),
        (chosen.topics, t("calls.topics"), sidebar.topic_label),
        (
            chosen.initiators,
            labels.field("contacts", "initiator"),
            sidebar.initiator_label,
        ),
        (
            chosen.confidences,
            labels.field("contacts", "confidence"),
            code_label("confidence"),
        ),
    ):
        if codes:
            values = fmt.join(label(code) for code in codes)
            parts.append(t("shell.filter_value", name=name, values=values))
    return "; ".join(parts)


def code_label(name: str) -> Callable[[str], str]:
    """Build the labeller of an enumerated column of `contacts`."""
    return partial(labels.code, "contacts", name)


def completeness_label(code: str) -> str:
    """Name of a coverage grade."""
    return labels.code("coverage", "completeness", code)


def blame(
    contacts: pd.DataFrame, contact_topics: pd.DataFrame, view: ContactFilter
) -> None:
    """Where no contact is left, name each filter whose removal would show some.

    Args:
        contacts: all that the page could show.
        contact_topics: the link table of topics.
        view: the filters that left none of them.
    """
    blamed = list(counting.emptied_by(contacts, contact_topics, view))
    unseen = hidden_from(contacts, view)
    if unseen["actor_id"].isin(contacts["actor_id"]).any():
        blamed.append("evidence")
    if not blamed:
        st.info(t("calls.empty_all"), icon=":material/filter_alt_off:")
        names = tuple(name for group in FILTER_PARAMS.values() for name in group)
        back_button(t("shell.reset"), state.reset, (names, cache.contract()))
        return
    names_of = {name: t(f"calls.blame_{name}") for name in blamed}
    filters = fmt.join(names_of.values())
    key = "calls.empty_for_one" if len(blamed) == 1 else "calls.empty_for_any"
    st.info(t(key, filters=filters), icon=":material/filter_alt_off:")
    with st.container(horizontal=True):
        for place, (name, words) in enumerate(names_of.items()):
            _back(place, name, words)


def _back(place: int, name: str, words: str) -> None:
    """One button for one filter; the first one is the main one."""
    if name == "rule":
        back_button(t("calls.widen_rule"), state.assign, ("rule", "all"), place)
    else:
        arguments = (FILTER_PARAMS[name], cache.contract())
        back_button(t("calls.widen", filter=words), state.reset, arguments, place)


def back_button(
    label: str,
    action: Callable[..., None],
    arguments: tuple[object, ...],
    place: int = 0,
) -> None:
    """Offer a click that brings contacts back; `place` counts several."""
    st.button(
        label,
        on_click=action,
        args=arguments,
        key=f"widen_{place}" if place else "widen",
        type="secondary" if place else "primary",
    )
