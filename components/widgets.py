"""The filters in the sidebar: widgets whose value is a code kept in the URL."""

from __future__ import annotations

import datetime as dt
import zlib
from collections import Counter
from collections.abc import Callable, Sequence
from functools import partial
from typing import Any, Literal

import streamlit as st

from components import cache, labels, registry, spans, state
from components import format as fmt
from components.experts import words
from components.filters import (
    ASSESSMENTS,
    CONTACTS,
    MAX_TEXT,
    SOURCES,
    Subject,
    tidy,
)
from components.registry import PageSpec
from components.text import language, t
from data import assessments, evidence, news
from data.assessments import AssessmentFilter
from data.contacts import GRAINS, RULES
from data.facets import Codes, Facet
from data.load import Dataset

Label = Callable[[str], str]

Width = int | Literal["stretch"]
"""Of a widget: pixels, or as wide as where it stands."""


def _seed(name: str, value: object, variant: str = "") -> str:
    """Give the widget the canonical value and return its key.

    Every message of the browser tells what each widget holds there. One that was sent
    before an answer reached it tells old values, as if the reader had gone back to
    them: a tap on a slow phone comes as two such messages. So a widget that is given
    another value than the reader chose in it is a new widget, and what the browser
    still tells of the old one chooses nothing.

    On another page the browser builds the widget anew from its default, and would
    send that back as if the reader had chosen it: there the value is given even
    where the session already holds it.
    """
    own = f"{name}.{language()}{variant}"
    here, drawn = state.page(), _drawn()
    page, turn, key = drawn.get(own, (here, 0, own))
    stands = st.session_state.get(key, value) == value
    if not stands and page == here and not state.told_by(key):
        turn += 1
        key = f"{own}.{turn}"
    if page != here or key not in st.session_state or not stands:
        st.session_state[key] = value
    drawn[own] = (here, turn, key)
    return key


def _drawn() -> dict[str, tuple[str, int, str]]:
    """Widgets by name: the page, which one it is of that name, and its key."""
    drawn: dict[str, tuple[str, int, str]]
    drawn = st.session_state.setdefault("widgets.drawn", {})
    return drawn


def _chosen_in(key: str) -> bool:
    """Whether a callback tells a choice: the widget is the one that was drawn last."""
    state.act(key)
    return any(key == held for *_, held in _drawn().values())


def _take(
    name: str, key: str, read: Callable[[Any], Any] = lambda value: value
) -> None:
    if _chosen_in(key):
        state.assign(name, read(st.session_state[key]))


def one_of(
    name: str,
    label: str,
    options: Sequence[str],
    format_label: Label,
    help_text: str | None = None,
    *,
    in_a_row: bool = False,
) -> None:
    """Radio buttons for one code out of a few; in a row above what they change."""
    key = _seed(name, state.value(name))
    st.radio(
        label,
        options,
        format_func=format_label,
        key=key,
        help=help_text,
        horizontal=in_a_row,
        on_change=_take,
        args=(name, key),
    )


def segments(
    name: str, label: str, options: Sequence[str], format_label: Label
) -> None:
    """Buttons side by side for one code out of a few, above what they change."""
    key = _seed(name, state.value(name))
    st.segmented_control(
        label,
        options,
        required=True,
        wrap=True,
        format_func=format_label,
        key=key,
        on_change=_take,
        args=(name, key),
    )


def pick(
    key: str,
    label: str,
    named: dict[str, str],
    choose: Callable[[str], object],
    *,
    told: bool = True,
) -> None:
    """Buttons in a row, each of which does something at once, and none stays pressed.

    They are one element: a button each would cost the server 0.1 ms and the reader 160
    bytes for each, at every rerun.

    Args:
        key: of the row.
        label: above it; Markdown.
        named: code → what its button says; no two say the same.
        choose: called with the code of the button that was pressed.
        told: whether the label is seen, or only told to screen readers.
    """
    own = f"{key}{_variant(tuple(named), named.__getitem__)}"
    st.pills(
        label,
        tuple(named),
        format_func=named.__getitem__,
        key=own,
        label_visibility="visible" if told else "collapsed",
        on_change=_picked,
        args=(own, tuple(named), choose),
    )


def _picked(key: str, codes: tuple[str, ...], choose: Callable[[str], object]) -> None:
    state.act()
    code, st.session_state[key] = st.session_state[key], None
    # A client that is no browser may send anything.
    if code in codes:
        choose(code)


def any_of(
    name: str,
    label: str,
    options: Sequence[str],
    format_label: Label,
    placeholder: str,
    *,
    live: bool = False,
    width: Width = "stretch",
) -> None:
    """Choose any number of codes; none means all.

    With `live`, labels may change from run to run, such as those with counts. The
    browser sends choices back as labels, and would send the old ones: then a change
    of labels makes a new widget, which starts from the canonical codes.
    """
    variant = _variant(options, format_label) if live else ""
    key = _seed(name, list(state.value(name)), variant)
    st.multiselect(
        label,
        options,
        format_func=format_label,
        key=key,
        placeholder=placeholder,
        on_change=_take,
        args=(name, key, _in_order(options)),
        width=width,
    )


def any_in_sight(
    name: str, label: str, options: Sequence[str], format_label: Label
) -> None:
    """Choose any number of a few codes that all stay in sight; none means all.

    A box each, whose labels may change from run to run: what the browser sends back
    is a yes or no, and no label.
    """
    chosen = state.value(name)
    with st.container(gap="xsmall"):
        st.markdown(f":small[{label}]")
        for code in options:
            key = _seed(f"{name}.{code}", code in chosen)
            st.checkbox(
                format_label(code),
                key=key,
                on_change=_tick,
                args=(name, code, key, tuple(options)),
            )


def _tick(name: str, code: str, key: str, options: tuple[str, ...]) -> None:
    if not _chosen_in(key):
        return
    others = (c for c in state.value(name) if c != code)
    chosen = (*others, code) if st.session_state[key] else tuple(others)
    state.assign(name, _in_order(options)(chosen))


def _variant(options: Sequence[str], format_label: Label) -> str:
    """Return a part of a widget's key that changes with its labels."""
    shown = "\n".join(map(format_label, options))
    return f".{zlib.crc32(shown.encode())}"


def _in_order(options: Sequence[str]) -> Callable[[Sequence[str]], tuple[str, ...]]:
    """Return what puts chosen codes into the order of their options.

    Codes that are no option are left out: a client may send any.
    """
    return lambda chosen: tuple(code for code in options if code in chosen)


def open_one(name: str, codes: Sequence[str], label: Label) -> dict[str, Any]:
    """Draw tabs, of which one is open.

    Args:
        name: of the parameter that holds the code of the open one.
        codes: of the tabs.
        label: code → title; it may not change from run to run.

    Returns:
        The open tab by its code: what the others hold need not be computed.
    """
    titles = [label(code) for code in codes]
    key = _seed(name, label(state.value(name)))
    drawn = st.tabs(
        titles,
        key=key,
        on_change=_take,
        args=(name, key, dict(zip(titles, codes, strict=True)).get),
    )
    return {
        code: tab
        for code, tab in zip(codes, drawn, strict=True)
        if code == state.value(name)
    }


def pager(name: str, pages: int) -> None:
    """Turn the pages of a list; a page beyond the last shows the last.

    The widget can not be given a value later than at its birth, so that each page
    has its own.
    """
    page = min(state.value(name), pages)
    key = f"{name}.{page}.{pages}"
    st.pagination(pages, default=page, key=key, on_change=_turn_to, args=(name, key))


def _turn_to(name: str, key: str) -> None:
    state.assign(name, st.session_state[key])


def switch(name: str, label: str, help_text: str, *, disabled: bool = False) -> None:
    """Turn a flag on or off."""
    key = _seed(name, state.value(name))
    st.toggle(
        label,
        key=key,
        help=help_text,
        disabled=disabled,
        on_change=_take,
        args=(name, key),
    )


def _words(typed: object) -> str:
    """Return what was typed; a client that is no browser sends bytes or lists, too."""
    return tidy(str(typed))


def free_text(
    name: str,
    label: str,
    placeholder: str,
    help_text: str,
    *,
    width: Width = "stretch",
) -> None:
    """Type a few words to look for."""
    key = _seed(name, state.value(name))
    st.text_input(
        label,
        key=key,
        max_chars=MAX_TEXT,
        placeholder=placeholder,
        help=help_text,
        icon=":material/search:",
        on_change=_take,
        args=(name, key, _words),
        width=width,
    )


def day_of(
    name: str,
    label: str,
    lowest: dt.date,
    highest: dt.date,
    shown: dt.date,
    *,
    width: Width = "stretch",
) -> None:
    """Choose a day; `shown` stands there while the parameter holds none."""
    key = _seed(name, state.value(name) or shown)
    st.date_input(
        label,
        key=key,
        min_value=lowest,
        max_value=highest,
        format="YYYY-MM-DD",
        on_change=_take,
        args=(name, key, lambda day: day or shown),
        width=width,
    )


def one_or_none(
    name: str, label: str, options: Sequence[str], format_label: Label, placeholder: str
) -> None:
    """Choose one code from a long list that can be typed in, or none."""
    key = _seed(name, state.value(name) or None)
    st.selectbox(
        label,
        options,
        index=None,
        format_func=format_label,
        key=key,
        placeholder=placeholder,
        on_change=_take,
        args=(name, key, lambda chosen: chosen or ""),
    )


def one_of_many(
    name: str, label: str, options: Sequence[str], format_label: Label
) -> None:
    """Choose one code from a long list that can be typed in."""
    key = _seed(name, state.value(name))
    st.selectbox(
        label,
        options,
        format_func=format_label,
        key=key,
        on_change=_take,
        args=(name, key),
    )


def search_everything() -> None:
    """The box on every page that leads to what the words find."""
    key = f"search.{language()}.{state.page()}"
    st.text_input(
        t("who.box"),
        key=key,
        max_chars=MAX_TEXT,
        placeholder=t("who.box_example"),
        icon=":material/search:",
        label_visibility="collapsed",
        on_change=_ask,
        args=(key,),
        width=230,
    )


def _ask(key: str) -> None:
    asked = _words(st.session_state[key])
    st.session_state[key] = ""
    if state.page() == "who":
        state.assign("who_id", "")
        state.assign("who_q", asked)
    else:
        go_to("who", q=asked)


def go_to(stem: str, **query: str) -> None:
    """Go to another page with the next run; for a callback, which can not go itself."""
    st.session_state["widgets.going"] = (registry.page(stem).path, query)


def go() -> None:
    """Go to the page that a callback asked for, if one did."""
    if going := st.session_state.pop("widgets.going", None):
        path, query = going
        st.switch_page(path, query_params=query)


def go_to_calls(actor: str) -> None:
    """Go to all contacts with an actor, by its id."""
    go_to("calls", **{"with": actor, "rule": "all"})


def back_button(
    label: str,
    action: Callable[..., None],
    arguments: tuple[object, ...],
    place: int = 0,
) -> None:
    """Offer a click that brings rows back; the first of several is the main one."""
    st.button(
        label,
        on_click=action,
        args=arguments,
        key=f"widen_{place}" if place else "widen",
        type="secondary" if place else "primary",
    )


def year_span(label: str, first: int, last: int) -> None:
    """Slider over whole years, for the parameters `from` and `to`."""
    key = _seed("period", (state.value("from"), state.value("to")))
    st.slider(
        label,
        first,
        last,
        key=key,
        step=1,
        format="%d",
        on_change=_take_span,
        args=(key,),
    )


def _take_span(key: str) -> None:
    if not _chosen_in(key):
        return
    start, end = st.session_state[key]
    state.assign("from", start)
    state.assign("to", end)


# Labellers of the facets with so few codes that all can stay in sight.
_IN_SIGHT = {
    "positions": words.marked_position,
    "questions": words.short_question,
    "kinds": words.kind,
}

# Facets of assessments that stand in the open, in this order.
_FIRST_FACETS = ("questions", "positions", "countries", "kinds")


def codes_box(subject: Subject, facet: Facet, data: Dataset) -> None:
    """Choose any of the codes of a facet."""
    any_of(
        facet.key,
        labels.filter_title(subject, facet.field),
        facet_codes(facet),
        labels.of_codes(subject, facet),
        t("shell.all"),
    )


@cache.kept
def facet_codes(facet: Facet) -> Codes:
    """The codes of a facet that the data shown hold."""
    return facet.codes(cache.dataset())


@cache.kept
def _numbers_of_facets(
    view: AssessmentFilter,
) -> tuple[Counter[int], dict[str, Counter[str]]]:
    """How many assessments each year and each code of a facet would show."""
    every = cache.derived("assessments", assessments.collect)
    return assessments.year_counts(every, view), assessments.facet_counts(every, view)


def assessment_filter() -> AssessmentFilter:
    """Read the filters of assessments that the sidebar and the URL hold."""
    return AssessmentFilter(
        first_year=state.value("from"),
        last_year=state.value("to"),
        text=state.value("assessment_q"),
        officials=state.value("officials"),
        seeds=state.value("seeds"),
        **state.chosen(ASSESSMENTS),
    )


def search_box(_data: Dataset) -> None:
    """Search names, institutions and summaries."""
    free_text(
        "assessment_q",
        t("experts.facet_text"),
        t("experts.search_example"),
        t("experts.search_help"),
    )


def facet_boxes(data: Dataset) -> None:
    """One list a facet, each code with the number that choosing it would show.

    Those that few readers need are folded, unless they narrow the view.
    """
    view = assessment_filter()
    years, counts = _numbers_of_facets(view)
    if years:
        st.caption(
            " · ".join(
                t("experts.counted", name=str(year), n=fmt.number(years[year]))
                for year in sorted(years)
            )
        )

    def draw(names: Sequence[str]) -> None:
        for name in names:
            facet = assessments.FACETS[name]
            _counted_box(facet, counts[name], getattr(view, name))

    draw(_FIRST_FACETS)
    rest = [name for name in counts if name not in _FIRST_FACETS]
    chosen = any(getattr(view, name) for name in rest) or view.officials or view.seeds
    with st.expander(t("experts.more_filters"), expanded=bool(chosen)):
        draw(rest)
        switches()


def _counted_box(facet: Facet, counts: dict[str, int], chosen: Codes) -> None:
    """Leave out codes that would show nothing, but never one that is chosen.

    Where no code is left, choosing can not help, and the facet goes.
    """
    present = [
        code for code in facet_codes(facet) if counts.get(code) or code in chosen
    ]
    if not present:
        return
    in_sight = _IN_SIGHT.get(facet.field)
    label = in_sight or labels.of_codes(ASSESSMENTS, facet)
    title = labels.filter_title(ASSESSMENTS, facet.field)

    def counted(code: str) -> str:
        n = fmt.number(counts.get(code, 0))
        return t("experts.counted", name=label(code), n=n)

    if in_sight:
        any_in_sight(facet.key, title, present, counted)
    else:
        any_of(facet.key, title, present, counted, t("shell.all"), live=True)


def switches() -> None:
    """Let in office-holders; narrow to the two seed articles."""
    switch(
        "officials",
        t("experts.facet_officials"),
        t("experts.officials_help"),
        disabled=state.value("seeds"),
    )
    if len(cache.full().table("seed_facts")):
        switch("seeds", t("experts.facet_seeds"), t("experts.seeds_help"))


def _query(data: Dataset) -> None:
    free_text(
        "source_q", t("sources.q"), t("sources.q_placeholder"), t("sources.q_help")
    )


def _period(data: Dataset) -> None:
    year_span(t("shell.period"), *evidence.contact_years(cache.dataset()))


def _rule(data: Dataset) -> None:
    one_of("rule", t("calls.rule"), RULES, labels.rule, _rule_help())


def _rule_help() -> str:
    """Explain the rules by the very names that stand beside the buttons."""
    return t("calls.rule_help", **{rule: labels.rule(rule) for rule in RULES})


def _grain(data: Dataset) -> None:
    one_of(
        "grain",
        t("calls.grain"),
        tuple(GRAINS),
        lambda code: t(f"calls.grain_{code}"),
        t("calls.grain_help"),
    )


def _counterpart(data: Dataset) -> None:
    names = _counterparts_searched()
    any_of(
        "contact_country",
        t("leaders.counterparts"),
        tuple(names),
        names.__getitem__,
        t("shell.all"),
    )


@cache.kept
def _counterparts_searched() -> dict[str, str]:
    """Actor id → name, of everybody searched, in the order of names."""
    names = labels.actor_names()
    searched = cache.dataset().coverage.searched
    return {actor: names[actor] for actor in sorted(searched, key=names.__getitem__)}


def counterparts() -> None:
    """Choose whose contacts are shown, and whose beside them.

    Those with whom a contact is on record come first.
    """
    named = _counterparts_named()
    label = named.__getitem__
    one_of_many("with", t("calls.with"), tuple(named), label)
    one_or_none(
        "beside", t("calls.beside"), tuple(named), label, t("calls.beside_none")
    )


@cache.kept
def _counterparts_named() -> dict[str, str]:
    """Actor id → country and leaders, of everybody searched, in the order of a list."""
    record = cache.full()
    names = labels.actor_names()
    leaders_of = record.contacts.groupby("actor_id")["counterpart"].unique()

    def label(actor: str) -> str:
        if actor not in leaders_of:
            return t("calls.with_nobody", country=names[actor])
        family = fmt.join(name.rsplit(" ", 1)[-1] for name in leaders_of[actor])
        return t("calls.with_leaders", country=names[actor], leaders=family)

    covered = sorted(
        record.coverage.searched,
        key=lambda actor: (actor not in leaders_of, names[actor]),
    )
    return {actor: label(actor) for actor in covered}


def _scope(data: Dataset) -> None:
    any_of(
        "scope",
        t("stances.scope_filter"),
        data.package.table("statements").field("scope").enum,
        lambda code: labels.code("statements", "scope", code),
        t("shell.all"),
    )


def _news_tables(data: Dataset) -> None:
    any_of(
        "news_tables",
        t("new.subjects"),
        news.tables(data),
        labels.table,
        t("shell.all"),
    )


def _evidence(data: Dataset) -> None:
    """Choose how well a record must be borne out to be shown."""
    one_of(
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
    "contact_country": _counterpart,
    "assessment_q": search_box,
    ASSESSMENTS.facet_keys[0]: facet_boxes,
    "source_q": _query,
    "scope": _scope,
    "news_tables": _news_tables,
    "evidence": _evidence,
    **{
        facet.key: partial(codes_box, subject, facet)
        for subject in (CONTACTS, SOURCES)
        for facet in subject.facets
    },
}


def active_filters(page: PageSpec) -> None:
    """Show above the chart what narrows the page, each with a click that removes it."""
    contract = cache.contract()
    groups: dict[tuple[str, ...], str] = {}
    for key in page.filters:
        seen = key in page.beside_chart or key not in _NAMED
        if seen or state.value(key) == contract[key].default:
            continue
        keys: tuple[str, ...] = ("from", "to") if key in {"from", "to"} else (key,)
        groups[keys] = _NAMED[key]()
    if not groups:
        return
    with st.container(horizontal=True, gap="small", key="active_filters"):
        for keys, words in groups.items():
            st.button(
                t("shell.active_filter", filter=words),
                key=f"remove_{'_'.join(keys)}_{zlib.crc32(words.encode()):x}",
                icon=":material/close:",
                help=t("shell.remove_filter"),
                on_click=state.reset,
                args=(keys, contract),
            )


def _named_period() -> str:
    return spans.within(state.value("from"), state.value("to"))


def _named_codes(subject: Subject, facet: Facet) -> str:
    label = _IN_SIGHT.get(facet.field) if subject is ASSESSMENTS else None
    named = label or labels.of_codes(subject, facet)
    return t(
        "shell.filter_of",
        name=labels.filter_title(subject, facet.field),
        values=fmt.join(named(code) for code in state.value(facet.key)),
    )


def _quoted(key: str) -> str:
    return t("shell.filter_words", words=state.value(key))


def _names_of_actors() -> str:
    names = labels.actor_names()
    return fmt.join(names[code] for code in state.value("contact_country"))


# How each filter is told where it is active. What chooses a mere form (the grain, the
# grouping, the page of a list) or a place (a state, a day) is none to be taken off.
_NAMED: dict[str, Callable[[], str]] = {
    "from": _named_period,
    "to": _named_period,
    "rule": lambda: labels.rule(state.value("rule")),
    "evidence": lambda: labels.evidence_step(state.value("evidence")),
    "contact_country": _names_of_actors,
    "assessment_q": partial(_quoted, "assessment_q"),
    "source_q": partial(_quoted, "source_q"),
    "news_tables": lambda: fmt.join(map(labels.table, state.value("news_tables"))),
    "officials": lambda: t("experts.facet_officials"),
    "seeds": lambda: t("experts.facet_seeds"),
    "scope": lambda: fmt.join(
        labels.code("statements", "scope", code) for code in state.value("scope")
    ),
    **{
        facet.key: partial(_named_codes, subject, facet)
        for subject in (CONTACTS, ASSESSMENTS, SOURCES)
        for facet in subject.facets
    },
}


def render(page: PageSpec) -> None:
    """Draw the page's filters and the button that resets them."""
    data = cache.dataset()
    beside = set(page.beside_chart)
    names = [n for n in page.filters if n in DRAWERS and n not in beside]
    if not names:
        return
    with st.sidebar:
        st.markdown(f"**{t('shell.filters')}**")
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
