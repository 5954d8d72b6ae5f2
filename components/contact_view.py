"""What every page about contacts shares: its filters, in values and in words."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from dataclasses import dataclass, replace
from functools import partial

import pandas as pd
import streamlit as st

from components import cache, hiding, labels, state, widgets
from components import format as fmt
from components.filters import CONTACTS
from components.text import t, tn
from data import contacts as counting
from data import facets
from data.contacts import ContactFilter


def current_filter() -> ContactFilter:
    """Read the filters that the sidebar and the URL of this page hold."""
    return ContactFilter(
        start=dt.date(state.value("from"), 1, 1),
        end=dt.date(state.value("to"), 12, 31),
        rule=state.value("rule"),
        **state.chosen(CONTACTS),
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
    """Print the filters beside period and rule: "kind Call; topics Iran or Ukraine"."""
    parts = []
    for facet, codes in facets.chosen(chosen).items():
        values = [labels.of_codes(CONTACTS, facet)(code) for code in codes]
        several = len(values) > 1
        key = (
            f"calls.only_{facet.field}" if several else f"calls.only_one_{facet.field}"
        )
        parts.append(t(key, values=fmt.either(values)))
    return "; ".join(parts)


def code_label(name: str) -> Callable[[str], str]:
    """Build the labeller of an enumerated column of `contacts`."""
    return partial(labels.code, "contacts", name)


def completeness_label(code: str) -> str:
    """Name of a coverage grade."""
    return labels.code("coverage", "completeness", code)


@dataclass(frozen=True)
class Blame:
    """Which filters would each show contacts if they were removed, and in words."""

    filters: tuple[str, ...]
    message: str


def to_blame(
    contacts: pd.DataFrame,
    contact_topics: pd.DataFrame,
    view: ContactFilter,
    hidden: pd.DataFrame,
) -> Blame:
    """Find each filter whose removal alone would show contacts, and say so.

    Args:
        contacts: all that the page could show.
        contact_topics: the link table of topics.
        view: the filters that left none of them.
        hidden: those that would be left, but for the choice of evidence.
    """
    found = list(counting.emptied_by(contacts, contact_topics, view))
    said = []
    if "rule" in found:
        wider = counting.select(contacts, contact_topics, replace(view, rule="all"))
        rule = labels.rule(view.rule)
        said.append(tn("calls.rule_leaves_out", len(wider), rule=rule))
    if len(hidden):
        found.append("evidence")
        said.append(tn("calls.evidence_hides", len(hidden)))
    if found:
        filters = fmt.either(t(f"calls.blame_{name}") for name in found)
        number = "one" if len(found) == 1 else "any"
        said.insert(0, t(f"calls.empty_for_{number}", filters=filters))
    else:
        said.append(t("calls.empty_all"))
    return Blame(tuple(found), " ".join(said))


def blame(
    contacts: pd.DataFrame,
    contact_topics: pd.DataFrame,
    view: ContactFilter,
    hidden: pd.DataFrame | None = None,
) -> None:
    """Where no contact is left, name the filters to blame, with a button for each.

    Args:
        contacts: all that the page could show.
        contact_topics: the link table of topics.
        view: the filters that left none of them.
        hidden: those that would be left, but for the choice of evidence; None to
            look for them among the counterparts of `contacts`.
    """
    if hidden is None:
        unseen = hidden_from(contacts, view)
        hidden = unseen[unseen["actor_id"].isin(contacts["actor_id"])]
    found = to_blame(contacts, contact_topics, view, hidden)
    st.info(found.message, icon=":material/filter_alt_off:")
    if not found.filters:
        arguments = (CONTACTS.every_key, cache.contract())
        widgets.back_button(t("shell.reset"), state.reset, arguments)
        return
    with st.container(horizontal=True):
        for place, name in enumerate(found.filters):
            _back(place, name)


def _back(place: int, name: str) -> None:
    """One button for one filter; the first one is the main one."""
    if name == "rule":
        count_all(place)
    else:
        label = t("calls.widen", filter=t(f"calls.blame_{name}"))
        arguments = (CONTACTS.keys[name], cache.contract())
        widgets.back_button(label, state.reset, arguments, place)


def count_all(place: int = 0) -> None:
    """Offer to count by the rule that leaves nothing out."""
    label = t("calls.widen_rule", rule=labels.rule("all"))
    widgets.back_button(label, state.assign, ("rule", "all"), place)
