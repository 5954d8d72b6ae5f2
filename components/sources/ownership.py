"""Who is speaking: pages by ownership, and what each code, class and step means."""

from __future__ import annotations

from collections import Counter

import pandas as pd
import streamlit as st

from components import cache, labels, state
from components import format as fmt
from components.cards import Card
from components.figures import bars
from components.markdown import escape, table
from components.page import Page
from components.sources.view import SourcesView, sentence
from components.text import t, tn
from data import evidence
from data.evidence import VOICES
from data.rows import each
from data.sources import by_control_and_kind, ownership

# What a reader of the register should know of first; the rest are known owners.
_NAMED = ("official", "state_controlled", "state_relay", "relay", "unknown")


def _kind_label(kind: str) -> str:
    return t("sources.kind_other") if kind == "other" else labels.publisher_kind(kind)


@cache.kept
def answer(view: SourcesView) -> str:
    """State on how many pages everything rests, and of what kind they are."""
    if view.selected.empty:
        return t("sources.answer_none")
    return _finding(view)


def ownership_section(page: Page, view: SourcesView) -> None:
    """The pages of the view by ownership, where there are any."""
    if not view.selected.empty:
        page.show(ownership_card(view))


def ownership_tab(view: SourcesView) -> None:
    """What the codes of ownership mean, who is taken to speak, what can be hidden."""
    _definitions(view)


@cache.kept
def ownership_card(view: SourcesView) -> Card:
    """The pages of the view by ownership and kind of publisher."""
    counted = by_control_and_kind(view.selected)
    publishers = view.selected["publisher_id"].nunique()
    return Card(
        key="sources_chart",
        table_key="sources_chart_table",
        title=tn("sources.chart_title", publishers),
        sentence=sentence(view),
        records=view.records,
        sources=tn("sources.chart_rests_on", publishers),
        subject="sources-by-ownership",
        tabled=lambda: (
            counted.assign(
                control=counted["control"].map(labels.control),
                kind=counted["kind"].map(_kind_label),
            ),
            {
                "control": t("sources.control"),
                "kind": t("sources.kind"),
                "n": t("sources.axis_pages"),
            },
        ),
        notes=(t("sources.chart_relays"),) if _relayed(view) else (),
        reading=(t("sources.who_help"), t("sources.chart_note")),
        hints=(t("sources.hint_segment"),),
        figure=bars.fig_ownership(counted, labels.control, _kind_label),
        alt=bars.alt_ownership(counted, labels.control, _kind_label),
        on_point=_narrow,
    )


def _relayed(view: SourcesView) -> bool:
    """Whether a page passes on another's words: the answer counts it apart."""
    return bool({"relay", "state_relay"} & set(view.selected["voice"]))


def _finding(view: SourcesView) -> str:
    """State how many pages of the view are official, of states' media, or unknown."""
    held = Counter(view.selected["voice"])
    parts = [tn(f"sources.part_{v}", held[v]) for v in _NAMED if held[v]]
    pages = len(view.selected)
    if not parts:
        return tn("sources.finding_known", pages)
    return tn("sources.finding", pages, parts=fmt.join(parts))


def _narrow(mark: str) -> None:
    """Filter the register to the ownership that was chosen."""
    if mark:
        state.assign("control", (mark,))


@cache.kept
def _owned(view: SourcesView) -> tuple[pd.DataFrame, list[str]]:
    """Pages and publishers by ownership, and the publishers that the EU restricts."""
    publishers = view.data.publishers
    restricted = publishers.loc[publishers["eu_restricted"] == "yes", "name"]
    return ownership(view.data, view.pages), restricted.tolist()


def _definitions(view: SourcesView) -> None:
    """What the ownership codes mean, what they rest on, who speaks, what is hidden."""
    counts, restricted = _owned(view)
    rows = [
        (
            t(
                "sources.definition",
                label=labels.control(row.control),
                meaning=t(f"sources.control_{row.control}"),
            ),
            fmt.number(row.publishers),
            fmt.number(row.sources),
        )
        for row in each(counts)
    ]
    st.subheader(t("sources.definitions_title"))
    st.markdown(
        table(
            (
                t("sources.control"),
                t("sources.column_publishers"),
                t("sources.column_pages"),
            ),
            rows,
            numbers=(1, 2),
        )
    )
    st.markdown(
        t(
            "sources.basis",
            stored=fmt.number(int(counts["stored"].sum())),
            general=fmt.number(int(counts["general"].sum())),
            none=fmt.number(int(counts["none"].sum())),
        )
    )
    if restricted:
        st.markdown(
            tn(
                "sources.eu",
                len(restricted),
                pages=fmt.number(int(counts["restricted"].sum())),
                names=fmt.join(map(escape, restricted)),
            )
        )
    _voices(view)
    _steps(view)


@cache.kept
def _by_voice(view: SourcesView) -> Counter[str]:
    return Counter(view.pages["voice"])


def _voices(view: SourcesView) -> None:
    """The classes of speakers, which go by publisher and by first-named origin."""
    held = _by_voice(view)
    st.subheader(t("sources.voices_title"), anchor="voices")
    st.markdown(t("sources.voices_intro"))
    st.markdown(
        table(
            (t("sources.voice"), t("sources.column_pages")),
            [
                (
                    t(
                        "sources.definition",
                        label=labels.voice(voice),
                        meaning=t(f"sources.voice_{voice}_means"),
                    ),
                    fmt.number(held[voice]),
                )
                for voice in VOICES
            ],
            numbers=(1,),
        )
    )


def _steps(view: SourcesView) -> None:
    """What each step of the choice of evidence keeps, and how many records it hides."""
    st.subheader(t("sources.steps_title"), anchor="steps")
    st.markdown(t("sources.steps_intro"))
    st.markdown(
        "\n".join(
            "- "
            + t(
                "sources.step",
                label=labels.evidence_step(step),
                code=step,
                meaning=t(f"sources.step_{step}"),
            )
            for step in evidence.STEPS
        )
    )
    # A row per kind of record: a column for each would not fit on a phone.
    hiding = evidence.STEPS[1:]
    rows = [
        (
            tn(f"sources.hidden_{name}", len(view.data.table(name))),
            *(
                fmt.number(len(evidence.hidden(view.data, step, name)))
                for step in hiding
            ),
        )
        for name in evidence.HIDEABLE
    ]
    head = (t("sources.column_hidden"), *map(labels.evidence_step, hiding))
    numbers = tuple(range(1, len(head)))
    st.markdown(table(head, rows, numbers=numbers))
