"""One person, state or institution: what is on record of it, newest first."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterable
from functools import partial
from typing import Any

import pandas as pd
import streamlit as st

from components import cache, labels, registry, tables
from components import format as fmt
from components.calls.contact_list import (
    contact_labels,
    contact_list,
    newest_first,
)
from components.cards import Card, Records
from components.experts import words as expert_words
from components.experts.tables import assessment_table, table_labels
from components.figures import timeline
from components.finding import person as find_person
from components.markdown import escape
from components.names import way
from components.page import Page
from components.record import panel
from components.record.facts import title_of
from components.stances.statements import stance_badge, words
from components.stances.view import (
    position_label,
    position_of,
    said_on,
    scope_label,
    spoken,
    stance_index,
    stance_label,
)
from components.text import setting, t, tn
from data import assessments
from data.assessments import NOT_ESTABLISHED, Assessment, Assessments
from data.fill_rule import SCALE, Tenure
from data.load import Dataset
from data.people import Person, is_person, people, slug
from data.rows import each
from data.stances import office_holders, read_tenures, said

# So many rows of each list are shown at first.
FIRST = 4


def person_told(person: Person) -> str:
    """Who somebody is, and how much is on record, in a line."""
    number = {table: len(ids) for table, ids in person.records.items()}
    told = _held(
        number.get("statements", 0),
        number.get("contacts", 0),
        number.get("assessments", 0),
    )
    return " · ".join([part for part in (_role(person), *told) if part])


def _held(statements: int = 0, contacts: int = 0, assessments: int = 0) -> list[str]:
    """How much is on record of each kind, without the kinds of which nothing is."""
    told = [
        tn("who.n_statements", statements) if statements else "",
        tn("who.n_contacts", contacts) if contacts else "",
        tn("who.n_assessments", assessments) if assessments else "",
    ]
    return [part for part in told if part]


def actor_told(actor: str) -> str:
    """What a state or body is, and how much is on record, in a line."""
    data = cache.full()
    kind = str(data.actors.set_index("actor_id").loc[actor, "kind"])
    statements = int((said(data)["actor_id"] == actor).sum())
    contacts = int((data.contacts["actor_id"] == actor).sum())
    return " · ".join(
        [labels.code("actors", "kind", kind), *_held(statements, contacts)]
    )


def institution_told(key: str) -> str:
    """What an institution is, and how much is on record, in a line."""
    row = _institution(key)
    own = list(_every().having("affiliation_id", key))
    kind = expert_words.kind(row.kind)
    where = [labels.actor(row.actor_id)] if row.actor_id else []
    return " · ".join([kind, *where, *_held(assessments=len(own))])


def _institution(key: str) -> Any:
    table = cache.full().table("affiliations")
    return next(each(table[table["affiliation_id"] == key]))


def _every() -> Assessments:
    return cache.derived("assessments", assessments.collect)


def _tenures(person: Person) -> list[Tenure]:
    """The posts of a person, the latest first."""
    table = cache.full().table("governments")
    own = table[table["holder"] == person.name]
    return sorted(read_tenures(own), key=lambda held: held.start, reverse=True)


def _role(person: Person) -> str:
    """The latest post or role of a person, as far as it is on record."""
    if person.name == setting().leader_in_full:
        return t("who.leader")
    if held := _tenures(person):
        return _post(held[0])
    data = cache.full()
    if ids := person.records.get("assessments"):
        own = max((a for a in _whole() if a.assessment_id in ids), key=lambda a: a.date)
        return escape(own.role or own.affiliation)
    for table, column in (
        ("statements", "office"),
        ("contacts", "office"),
        ("working_contacts", "office"),
        ("envoy_names", "person_office"),
    ):
        frame = data.table(table)
        key = data.package.table(table).primary_key[0]
        own_rows = frame[frame[key].isin(person.records.get(table, ()))]
        named = (
            own_rows[column]
            if table != "working_contacts"
            else own_rows.loc[own_rows["person"] == person.name, column]
        )
        if len(named):
            return escape(str(named.iloc[-1]))
    return ""


def _whole() -> Assessments:
    return cache.derived("assessments", assessments.collect, whole=True)


def _post(tenure: Tenure) -> str:
    """A post with its state and days: "Chancellor of Germany since 6 May 2025"."""
    country = labels.actor_in_sentence(tenure.actor_id, labels.actor(tenure.actor_id))
    named = {
        "post": labels.code("governments", "post", tenure.post),
        "country": country,
        "start": fmt.date(tenure.start),
    }
    if tenure.end is None:
        return t("who.holds", **named)
    return t("who.held", end=fmt.date(tenure.end), **named)


def question(kind: str, key: str) -> str:
    """Title of the page of a person, state or institution."""
    if kind == "person":
        found = find_person(key)
        return found.name if found else key
    if kind == "actor":
        return labels.actor(key)
    return str(_institution(key).name)


def kind_of(key: str) -> str:
    """Tell whether an id is that of a person, an actor or an institution."""
    data = cache.full()
    if key in people(data):
        return "person"
    if key in set(data.actors["actor_id"]):
        return "actor"
    if key in set(data.table("affiliations")["affiliation_id"]):
        return "institution"
    return "person"


def show(page: Page, data: Dataset, kind: str, key: str) -> None:
    """Draw what is on record of one person, state or institution."""
    {"person": _person, "actor": _actor, "institution": _institution_page}[kind](
        page, data, key
    )


# People.


def _person(page: Page, data: Dataset, key: str) -> None:
    found = find_person(key)
    if found is None:
        return
    page.answer(_person_answer(data, key))
    _posts(found)
    page.show(statements_card(data, "person", key))
    if found.name == setting().leader_in_full:
        st.page_link(
            registry.page("leaders").path,
            label=t("who.to_leaders"),
            query_params={"rule": "all"},
        )
    else:
        _contacts(page, data, found)
    page.show(_assessments_card(data, "by", key))
    page.show(_assessments_card(data, "about", key))
    _mentions(found)


@cache.kept
def _statements_of(data: Dataset, kind: str, key: str) -> pd.DataFrame:
    """Statements and acts of a person or an actor, newest first."""
    frame = cache.derived("spoken", spoken)
    if kind == "actor":
        own = frame[(frame["actor_id"] == key) & (frame["speaker"] != "")]
    else:
        own = frame[frame["speaker"] == _name_of(kind, key)]
    return own.sort_values(["date", "statement_id"], ascending=False)


@cache.kept
def _contacts_of(data: Dataset, kind: str, key: str) -> pd.DataFrame:
    """Contacts of a person or an actor."""
    column, value = ("actor_id", key) if kind == "actor" else ("counterpart", "")
    return data.contacts[data.contacts[column] == (value or _name_of(kind, key))]


def _found(key: str) -> Person:
    """A person of whom it is known that somebody is found.

    Raises:
        KeyError: nobody is.
    """
    if found := find_person(key):
        return found
    raise KeyError(key)


@cache.kept
def _name_of(kind: str, key: str) -> str:
    """Name of a person, actor or institution, as the data have it."""
    return question(kind, key)


@cache.kept
def _person_answer(data: Dataset, key: str) -> str:
    """Who somebody is, the newest position, and how old it is."""
    person = _found(key)
    statements = _statements_of(data, "person", key)
    role = _role(person)
    parts = [
        t("who.is", name=escape(person.name), role=role)
        if role
        else tn("who.named", person.number, name=escape(person.name))
    ]
    on_scale = statements[
        statements["stance"].isin(SCALE) & (statements["basis"] == "direct")
    ]
    last = data.last_day("stances")
    if len(on_scale):
        newest = next(each(on_scale))
        parts.append(
            tn(
                "who.newest",
                (last - newest.date.date()).days,
                position=stance_label(newest.stance),
                date=said_on(newest),
                end=fmt.date(last),
            )
        )
    elif person.expert_id and "statements" not in person.records:
        own = [a for a in _every() if a.assessment_id in person.records["assessments"]]
        if own:
            first = max(own, key=lambda a: a.date)
            parts.append(
                t(
                    "who.newest_assessment",
                    question=expert_words.short_question(first.question),
                    position=expert_words.position(first.position).lower(),
                    date=expert_words.day(first),
                )
            )
    return " ".join(f"{part.rstrip('.')}." for part in parts)


def _posts(person: Person) -> None:
    held = _tenures(person)
    if len(held) > 1 or (held and person.expert_id):
        lines = [f"- {_post(tenure)}" for tenure in held]
        st.markdown("\n".join([t("who.posts"), "", *lines]))


@cache.kept
def statements_card(data: Dataset, kind: str, key: str) -> Card | None:
    """The statements and acts of somebody on a time line, and as a list."""
    rows, name = _statements_of(data, kind, key), _name_of(kind, key)
    if rows.empty:
        return None
    last = data.cutoff("stances")
    named = ("statement_id", "speaker", "office", "scope", "stance", "condition")

    def table() -> tuple[pd.DataFrame, dict[str, str]]:
        made = rows[list(named)].copy()
        days = [fmt.iso_date(r.date.date(), r.date_precision) for r in each(rows)]
        made.insert(0, "date", days)
        for column in ("scope", "stance"):
            made[column] = [labels.code("statements", column, v) for v in made[column]]
        made.insert(3, "summary", [words(row) for row in each(rows)])
        return made, {c: labels.field("statements", c) for c in made.columns}

    return Card(
        key="who_statements",
        table_key="who_statements_table",
        title=tn("who.statements_title", len(rows), name=escape(name)),
        sentence=t("who.statements_sentence", date=fmt.date(last)),
        records=Records(
            "statements",
            rows["statement_id"],
            tn("stances.said_or_done", len(said(data))),
        ),
        subject=f"statements-{key.lower()}",
        tabled=table,
        figure=timeline.fig_timeline(rows, "", last, last, stance_label, scope_label),
        alt=timeline.alt_timeline(rows.iloc[::-1], name, stance_label, scope_label, ()),
        on_point=panel.request_mark,
        details=partial(
            _list, tables.Rows(lambda: rows, _statement_row), "who_statements_list"
        ),
    )


def _list(rows: tables.Rows, key: str, _: object = None) -> None:
    tables.record_list(rows, panel.request, key=key, first=FIRST)


def _statement_row(row: Any) -> tables.Row:
    told = f"{stance_badge(row)} {escape(words(row))}"
    if row.condition:
        told += f" {t('stances.condition', condition=escape(row.condition))}"
    return tables.Row(row.statement_id, said_on(row), told)


def _contacts(page: Page, data: Dataset, person: Person) -> None:
    """The contacts of a person with the leader, or that none was found."""
    if card := contacts_card(data, "person", person.person_id):
        page.show(card)
    elif "governments" in person.records or "statements" in person.records:
        st.markdown(t("who.no_contacts", name=escape(person.name)))


@cache.kept
def contacts_card(data: Dataset, kind: str, key: str) -> Card | None:
    """The contacts of a person or state with the leader, newest first; None without."""
    rows, name = _contacts_of(data, kind, key), _name_of(kind, key)
    if rows.empty:
        return None
    ordered = rows.sort_values(["date", "contact_id"])
    named = len(set(ordered["counterpart"])) > 1
    return Card(
        key="who_contacts",
        title=tn("who.contacts_title", len(rows), name=escape(name)),
        sentence=t("who.contacts_sentence"),
        records=Records(
            "contacts",
            rows["contact_id"],
            tn("shell.records_contacts", len(data.contacts)),
        ),
        subject=f"contacts-{key.lower()}",
        tabled=lambda: (contact_list(data, ordered), contact_labels()),
        table_key="who_contacts_table",
        draw=partial(
            _list, newest_first(data, ordered, named=named), "who_contacts_list"
        ),
    )


def about(person: Person, own: Iterable[Assessment]) -> list[Assessment]:
    """Assessments of others that name a person in summary or quoted words."""
    family = re.compile(rf"\b{re.escape(person.name.rsplit(' ', 1)[-1])}\b")
    by = {a.assessment_id for a in own}
    return [
        a
        for a in _every()
        if a.assessment_id not in by and family.search(f"{a.summary} {a.wording}")
    ]


def _assessed_by(key: str) -> list[Assessment]:
    """Assessments by a person."""
    ids = _found(key).records.get("assessments", ())
    return [a for a in _every() if a.assessment_id in ids]


@cache.kept
def _assessments_card(
    data: Dataset, way: str, key: str, kind: str = "person"
) -> Card | None:
    """Assessments by or about somebody, or of an institution; None without any.

    Args:
        data: the data set.
        way: `by` or `about` a person, or `at` an institution or in a state.
        key: id of the person, institution or state.
        kind: which of these it is.
    """
    name = _name_of(kind, key)
    if way == "by":
        held = _assessed_by(key)
    elif way == "about":
        held = about(_found(key), _assessed_by(key))
    elif kind == "actor":
        held = [a for a in _every().having("country", key) if a.named]
    else:
        held = list(_every().having("affiliation_id", key))
    if not held:
        return None
    held = sorted(held, key=lambda a: a.date, reverse=True)
    return Card(
        key=f"who_{way}",
        title=tn(f"who.{way}_title", len(held), name=escape(name)),
        sentence=t(f"who.{way}_sentence", name=escape(name)),
        records=Records(
            "assessments",
            [a.assessment_id for a in held],
            tn("shell.records_assessments", len(_whole())),
        ),
        subject=f"assessments-{way}-{key.lower()}",
        tabled=lambda: (assessment_table(data, tuple(held)), table_labels()),
        table_key=f"who_{way}_table",
        draw=partial(
            _list,
            tables.Rows(lambda: held, partial(_assessed, named=way != "by")),
            f"who_{way}_list",
        ),
    )


def _assessed(assessment: Assessment, *, named: bool) -> tables.Row:
    told = t(
        "who.assessed",
        badge=expert_words.badge(assessment.position),
        question=expert_words.short_question(assessment.question),
        summary=escape(assessment.summary),
    )
    if named:
        told = f"**{escape(assessment.expert)}** · {told}"
    return tables.Row(assessment.assessment_id, expert_words.day(assessment), told)


def _mentions(person: Person) -> None:
    """Records at working level, and as an envoy, each a button."""
    ids = [
        record
        for table in ("working_contacts", "envoy_names")
        for record in person.records.get(table, ())
    ]
    if not ids:
        return
    st.subheader(t("who.mentions"), anchor="mentions")
    with st.container(key="who_mentions", gap="xsmall"):
        for record in ids:
            st.button(
                escape(title_of(cache.full(), record)),
                key=f"mention_{record}",
                type="tertiary",
                on_click=panel.request,
                args=(record,),
            )


# States and bodies.


def _actor(page: Page, data: Dataset, key: str) -> None:
    day = data.last_day("stances")
    rows, contacts = (of(data, "actor", key) for of in (_statements_of, _contacts_of))
    page.answer(_actor_answer(key, day, len(rows), len(contacts)))
    _ways(key, bool(len(contacts)))
    links(_people_of(data, key), t("who.people"))
    page.show(statements_card(data, "actor", key))
    page.show(contacts_card(data, "actor", key))
    page.show(_assessments_card(data, "at", key, "actor"))


def _actor_answer(key: str, day: dt.date, statements: int, contacts: int) -> str:
    name = escape(labels.actor(key))
    fills = {fill.actor_id: fill for fill in stance_index().on(day)}
    if key in fills:
        fill = fills[key]
        position = position_label(position_of(fill))
        first = t(
            "who.actor_position", name=name, position=position, date=fmt.date(day)
        )
    else:
        first = t("who.actor_outside", name=name)
    counted = fmt.join(_held(statements, contacts)) or t("stances.none")
    return f"{first}. {t('who.actor_held', counted=counted)}"


def _ways(key: str, contacts: bool) -> None:
    """The pages that show more of a state or body."""
    with st.container(horizontal=True, gap="small"):
        if key in stance_index().actors:
            st.page_link(
                registry.page("stances").path,
                label=t("who.to_stances"),
                query_params={"state": key, "view": "statements"},
            )
        if contacts:
            st.page_link(
                registry.page("calls").path,
                label=t("who.to_calls"),
                query_params={"with": key, "rule": "all"},
            )
        st.page_link(
            registry.page("experts").path,
            label=t("who.to_experts"),
            query_params={"country": key},
        )


@cache.kept
def _people_of(data: Dataset, key: str) -> list[str]:
    """Ids of who holds a post on the last day, and of who else spoke for it."""
    rows, contacts = (of(data, "actor", key) for of in (_statements_of, _contacts_of))
    governments = cache.full().table("governments")
    day = data.last_day("stances")
    held = [h.tenure for h in office_holders(governments, key, day)]
    now = [tenure.holder for tenure in held if is_person(tenure.holder)]
    others = dict.fromkeys([*rows["speaker"], *contacts["counterpart"][::-1]])
    names = [*dict.fromkeys(now), *(n for n in others if n not in now and is_person(n))]
    return [slug(name) for name in names]


def links(person_ids: Iterable[str], heading: str) -> None:
    """Draw the ways to some people in a row."""
    known = people(cache.full())
    ids = [key for key in person_ids if key in known]
    if not ids:
        return
    with st.container(
        horizontal=True, gap="small", vertical_alignment="center", key="who_people"
    ):
        st.markdown(heading, width="content")
        for key in ids:
            way(escape(known[key].name), key, "people")


# Institutions.


def _institution_page(page: Page, data: Dataset, key: str) -> None:
    row = _institution(key)
    own = list(_every().having("affiliation_id", key))
    page.answer(
        t(
            "who.institution",
            name=escape(row.name),
            told=institution_told(key),
            control=t("who.control_unknown")
            if row.funding_or_control == NOT_ESTABLISHED
            else t("who.control", control=escape(row.funding_or_control)),
        )
    )
    with st.container(horizontal=True, gap="small"):
        if row.actor_id:
            way(labels.actor(row.actor_id), row.actor_id, "country")
        st.page_link(
            registry.page("experts").path,
            label=t("who.to_experts"),
            query_params={"affiliation": key},
        )
    links(
        [slug(name) for name in dict.fromkeys(a.expert for a in own)], t("who.experts")
    )
    page.show(_assessments_card(data, "at", key, "institution"))
