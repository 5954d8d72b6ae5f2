"""Filters in the sidebar: each page shows those that its registry entry names."""

from __future__ import annotations

from collections.abc import Callable

import streamlit as st

from components import cache, filters, labels, state
from components.experts import facets
from components.registry import PageSpec
from components.sources import drawers
from components.text import t
from data import evidence, leaders
from data.contacts import GRAINS, RULES
from data.load import Dataset


def _period(data: Dataset) -> None:
    first, last = evidence.contact_years(data)
    filters.year_span(t("shell.period"), first, last)


def _rule(data: Dataset) -> None:
    filters.one_of("rule", t("calls.rule"), RULES, labels.rule, _rule_help())


def _rule_help() -> str:
    """Explain the rules by the very names that stand beside the buttons."""
    return t("calls.rule_help", **{rule: labels.rule(rule) for rule in RULES})


def _grain(data: Dataset) -> None:
    filters.one_of(
        "grain",
        t("calls.grain"),
        tuple(GRAINS),
        lambda code: t(f"calls.grain_{code}"),
        t("calls.grain_help"),
    )


def _codes(name: str) -> Callable[[Dataset], None]:
    """Build the drawer of an enumerated column of `contacts`."""

    def draw(data: Dataset) -> None:
        filters.any_of(
            name,
            labels.field("contacts", name),
            data.package.table("contacts").field(name).enum,
            lambda code: labels.code("contacts", name, code),
            t("shell.all"),
        )

    return draw


def _topic(data: Dataset) -> None:
    filters.any_of(
        "topic",
        t("calls.topics"),
        evidence.contact_topics(data),
        labels.topic,
        t("shell.all"),
    )


def _initiator(data: Dataset) -> None:
    codes = data.package.table("contacts").field("initiator").enum
    filters.any_of(
        "initiator",
        labels.field("contacts", "initiator"),
        (*codes, "unknown"),
        labels.initiator,
        t("shell.all"),
    )


def _country(data: Dataset) -> None:
    names = data.actors.set_index("actor_id")["name"]
    filters.any_of(
        "contact_country",
        t("leaders.counterparts"),
        sorted(leaders.covered_actors(data.coverage), key=names.__getitem__),
        lambda actor: labels.translated(str(names[actor])),
        t("shell.all"),
    )


def _scope(data: Dataset) -> None:
    filters.any_of(
        "scope",
        t("stances.scope_filter"),
        data.package.table("statements").field("scope").enum,
        lambda code: labels.code("statements", "scope", code),
        t("shell.all"),
    )


def _evidence(data: Dataset) -> None:
    """Choose how well a record must be borne out to be shown."""
    filters.one_of(
        "evidence",
        t("shell.evidence_choice"),
        evidence.STEPS,
        labels.evidence_step,
        t("shell.evidence_help"),
    )


# A drawer each for the parameters that have a widget in the sidebar; the two ends
# of the period share one, as do the facets of expert assessments.
DRAWERS: dict[str, Callable[[Dataset], None]] = {
    "from": _period,
    "rule": _rule,
    "grain": _grain,
    "kind": _codes("kind"),
    "format": _codes("format"),
    "topic": _topic,
    "initiator": _initiator,
    "confidence": _codes("confidence"),
    "contact_country": _country,
    "assessment_q": facets.search_box,
    "affiliation_kind": facets.facet_boxes,
    "officials": facets.switches,
    **drawers.DRAWERS,
    "scope": _scope,
    "evidence": _evidence,
}


def render(page: PageSpec) -> None:
    """Draw the page's filters and the button that resets them."""
    data = cache.dataset()
    names = [name for name in page.params if name in DRAWERS]
    if not names:
        return
    with st.sidebar:
        st.subheader(t("shell.filters"))
        for name in names:
            DRAWERS[name](data)
        st.button(
            t("shell.reset"),
            key="reset",
            icon=":material/restart_alt:",
            on_click=state.reset,
            args=(page.params, cache.contract()),
            disabled=not state.view_query(page.params, cache.contract()),
        )
        st.divider()
