"""What a search finds, grouped, the best first."""

from __future__ import annotations

from itertools import groupby

import streamlit as st

from components import cache, labels, registry, state
from components import format as fmt
from components.finding import KINDS, index, name_of, person
from components.markdown import escape
from components.names import way
from components.page import TEXT_WIDTH
from components.record import panel
from components.text import t, tn
from components.who import entity
from data.search import Found

# So many of each kind are shown, and so many once the reader asks for more.
FIRST, MORE = 6, 60

# Names to begin with, where nothing was asked for: those with the most records.
EXAMPLES = 8


def answer(query: str, found: list[Found]) -> str:
    """Say how much was found for the words."""
    if not query:
        return t("who.answer_empty")
    if not found:
        return t("who.answer_none", words=escape(query))
    kinds = {hit.entry.kind for hit in found}
    return tn("who.answer_found", len(found), words=escape(query), kinds=_kinds(kinds))


def _kinds(kinds: set[str]) -> str:
    return fmt.join(t(f"who.kind_{kind}").lower() for kind in KINDS if kind in kinds)


def sections(query: str, found: list[Found]) -> None:
    """List what was found by kind; or say what to do."""
    if not query:
        st.markdown(t("who.help"), width=TEXT_WIDTH)
        _examples()
        return
    if not found:
        st.markdown(t("who.none_help"), width=TEXT_WIDTH)
        if near := index().nearest(query):
            st.button(
                t("who.nearest", word=near),
                key="nearest",
                type="tertiary",
                on_click=state.assign,
                args=("who_q", near),
            )
        return
    ordered = sorted(found, key=lambda hit: KINDS.index(hit.entry.kind))
    for kind, hits in groupby(ordered, key=lambda hit: hit.entry.kind):
        _group(kind, list(hits))


def _examples() -> None:
    """People with the most records, as a way in."""
    people = [entry for entry in index().entries if entry.kind == "person"]
    people.sort(key=lambda entry: (-entry.weight, entry.entry_id))
    with st.container(key="found_person"):
        st.subheader(t("who.examples"), anchor="person")
        for entry in people[:EXAMPLES]:
            _hit("person", entry.entry_id, name_of(entry))


def _group(kind: str, hits: list[Found]) -> None:
    key = f"who.more_{kind}"
    shown = MORE if st.session_state.get(key) else FIRST
    with st.container(key=f"found_{kind}", gap="xsmall"):
        st.subheader(t(f"who.kind_{kind}"), anchor=kind)
        for hit in hits[:shown]:
            _hit(kind, hit.entry.entry_id, name_of(hit.entry))
        if len(hits) > shown:
            st.button(
                tn("shell.show_rest", len(hits) - shown),
                key=f"more_{kind}",
                on_click=_more,
                args=(key,),
            )


def _more(key: str) -> None:
    st.session_state[key] = True


def _hit(kind: str, key: str, name: str) -> None:
    """One find: a way to it, and what it is."""
    with st.container(horizontal=True, gap="small", vertical_alignment="center"):
        if kind == "record":
            st.button(
                escape(name),
                key=f"hit_{key}",
                type="tertiary",
                on_click=panel.request,
                args=(key,),
            )
            st.caption(key, width="content")
            return
        if kind in {"person", "actor", "institution"}:
            way(escape(name), key, "hit")
        else:
            path, query = _target(kind, key)
            st.page_link(
                registry.page(path).path, label=escape(name), query_params=query
            )
        if told := _told(kind, key):
            st.caption(told, width="content")


def _target(kind: str, key: str) -> tuple[str, dict[str, str]]:
    """Page and query that show a find."""
    if kind == "topic":
        topics = cache.full().table("topics").set_index("topic_id")
        page = "calls" if topics.loc[key, "for_contacts"] else "experts"
        return page, {"topic": key}
    if kind == "publisher":
        return "sources", {"q": key}
    return "sources", {"source": key}


def _told(kind: str, key: str) -> str:
    """What a find is, and how much is on record of it."""
    data = cache.full()
    if kind == "person":
        found = person(key)
        return entity.person_told(found) if found else ""
    if kind == "actor":
        return entity.actor_told(key)
    if kind == "institution":
        return entity.institution_told(key)
    if kind == "publisher":
        pages = data.sources
        return tn("who.n_pages", int((pages["publisher_id"] == key).sum()))
    if kind == "source":
        return escape(labels.speaker(key))
    return ""
