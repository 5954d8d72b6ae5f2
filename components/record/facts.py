"""What a record is called, how sure it is, and what it says."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from typing import Any

import pandas as pd
import streamlit as st

from components import format as fmt
from components import labels, state
from components.experts import words
from components.figures.differences import SIGN
from components.markdown import escape
from components.text import t, tn
from data import articles, evidence, reported_counts, working_level
from data.load import Dataset
from data.rows import each
from data.schema import Field
from data.stances import said


def title_of(data: Dataset, record_id: str) -> str:
    """Name a record.

    Raises:
        KeyError: no record has this id.
    """
    kind, row = evidence.find(data, record_id)
    return _TITLES[kind.table](data, row)


def day(row: pd.Series) -> str:
    """The day of a record, only as exactly as it is known."""
    recorded = str(row.get("date_as_recorded", ""))
    return fmt.imprecise_date(row["date"].date(), row["date_precision"], recorded)


def period(start: dt.date, end: dt.date) -> str:
    """Print a stretch of days; a whole year is just its number."""
    if (start.month, start.day, end.month, end.day) == (1, 1, 12, 31):
        if start.year == end.year:
            return str(start.year)
        return t("records.years", start=start.year, end=end.year)
    return t("records.days", start=fmt.date(start), end=fmt.date(end))


def claim(row: pd.Series) -> str:
    """What a stated total says: "20 calls, Putin and Macron, 2022"."""
    return tn(
        f"records.total_{row['measure']}",
        row["value"],
        sign=SIGN[row["operator"]],
        subject=labels.code("reported_counts", "subject", row["subject"]),
        period=period(row["period_start"].date(), row["period_end"].date()),
    )


def named(data: Dataset, table: str, key: str, identifier: str) -> str:
    """Name of the row of another table that a record points to."""
    names = data.table(table).set_index(key)["name"]
    return labels.translated(str(names[identifier]))


def _contact_title(_: Dataset, row: pd.Series) -> str:
    return t(
        "records.contact",
        kind=labels.code("contacts", "kind", row["kind"]),
        counterpart=row["counterpart"],
        date=day(row),
    )


def _statement_title(_: Dataset, row: pd.Series) -> str:
    if not row["speaker"]:
        return t("records.status", date=day(row))
    return t("records.statement", speaker=row["speaker"], date=day(row))


def _assessment_title(data: Dataset, row: pd.Series) -> str:
    name = named(data, "experts", "expert_id", row["expert_id"])
    question = labels.code("assessments", "question", row["question"])
    return t("records.assessment", name=name, date=day(row), question=question)


def _claim_title(_: Dataset, row: pd.Series) -> str:
    return t("records.claim", total=claim(row))


def _fact_title(_: Dataset, row: pd.Series) -> str:
    return t(
        "records.fact",
        publisher=labels.speaker(row["source_id"]),
        subject=row["subject"],
        predicate=row["predicate"],
    )


def _working_title(_: Dataset, row: pd.Series) -> str:
    return t(
        "records.working_contact",
        who=row["person"] or row["office"],
        kind=labels.code("working_contacts", "kind", row["kind"]),
        date=day(row),
    )


def _envoy_title(_: Dataset, row: pd.Series) -> str:
    return t("records.envoy_name", name=row["person"], date=day(row))


_TITLES = {
    "contacts": _contact_title,
    "statements": _statement_title,
    "assessments": _assessment_title,
    "reported_counts": _claim_title,
    "seed_facts": _fact_title,
    "working_contacts": _working_title,
    "envoy_names": _envoy_title,
}


# Streamlit's names of the hues; the words in a badge tell all of it.
_CONFIDENCE = {"high": "blue", "medium": "gray", "low": "orange"}


def head(data: Dataset, kind: evidence.RecordKind, row: pd.Series) -> None:
    """Badges, then the record in our own words, then what contradicts it."""
    badges = [_badge("gray", t(f"records.kind_{kind.table}"))]
    if "confidence" in row:
        level = labels.code(kind.table, "confidence", row["confidence"])
        sure = t("records.confidence", level=level)
        badges.append(_badge(_CONFIDENCE[row["confidence"]], sure))
    if weak := weakness(data, kind.table, row[kind.key]):
        badges.append(_badge("orange", t(f"records.only_{weak}")))
    st.markdown(" ".join(badges))
    for text in own_words(kind.table, row):
        st.markdown(text)
    _differences(data, kind.table, row)
    st.markdown(rests_on(data, kind, row))


def weakness(data: Dataset, table: str, record_id: str) -> str:
    """Name what a record's evidence lacks; "" where a known publisher bears it out.

    Returns:
        `state_media` where all its pages are of state media or their relays,
        `not_known` where they are of these, other relays and publishers of
        unknown ownership.
    """
    if record_id in evidence.hidden(data, "not_state_only", table):
        return "state_media"
    if record_id in evidence.hidden(data, "independent", table):
        return "not_known"
    return ""


def _badge(hue: str, text: str) -> str:
    return f":{hue}-badge[{escape(text)}]"


def own_words(table: str, row: pd.Series) -> list[str]:
    """Summary, quoted fragment, remark: each a paragraph."""
    texts = [escape(row.get("summary", ""))]
    if table == "seed_facts":
        texts = [
            t(
                "records.fact_says",
                subject=escape(row["subject"]),
                predicate=escape(row["predicate"]),
                value=escape(row["value"]),
            )
        ]
    wording = row.get("wording", "")
    if wording and row.get("wording_kind", "quote") == "quote":
        texts.append(t("records.quoted", words=escape(wording)))
    elif wording:
        texts.append(t("records.paraphrased", words=escape(wording)))
    note = row.get("note", "")
    if note and not disputed(table, row):
        texts.append(t("records.note", note=escape(note)))
    return [text for text in texts if text]


def rests_on(data: Dataset, kind: evidence.RecordKind, row: pd.Series) -> str:
    """Say on how many pages, and whose, a record rests: why it is trusted or not."""
    mix = evidence.source_mix(data, kind.table, [row[kind.key]])
    pages = int(mix.sum())
    if not pages:
        return t("records.status_note")
    voices = fmt.join(
        t(f"records.voice_{voice}", n=fmt.number(n)) for voice, n in mix.items()
    )
    return tn("records.rests_on", pages, voices=voices)


def _differences(data: Dataset, table: str, row: pd.Series) -> None:
    """Show what contradicts a record, and who says so."""
    if disputed(table, row):
        _notice(t("records.disputed_initiator", note=escape(row["note"])))
    if table == "statements" and row["contested"]:
        _notice(t("records.contested", note=escape(row["contested_note"])))
    if table == "reported_counts":
        _other_totals(data, row)
    if table == "seed_facts":
        _checked(data, row["fact_id"])


def disputed(table: str, row: pd.Series) -> bool:
    """Whether the two sides differ on who asked for a contact; its note says how."""
    return table == "contacts" and bool(row["initiator"] == "disputed")


def _notice(text: str) -> None:
    st.info(text, icon=":material/call_split:")


def _other_totals(data: Dataset, row: pd.Series) -> None:
    """Say where our list does not confirm a stated total, and list rival totals."""
    agrees = reported_counts.compare(
        data.reported_counts[data.reported_counts["claim_id"] == row["claim_id"]],
        data.contacts,
    )["agrees"].iloc[0]
    if not pd.isna(agrees) and not agrees:
        _notice(t("records.total_differs"))
    rivals = reported_counts.rivals(data.reported_counts, row["claim_id"])
    if rivals.empty:
        return
    st.markdown(tn("records.rivals", len(rivals)))
    with st.container(gap=None):
        for rival in each(rivals):
            label = t(
                "records.rival",
                publisher=labels.speaker(rival.source_id),
                total=claim(pd.Series(rival._asdict())),
            )
            open_button(rival.claim_id, escape(label), f"rival_{rival.claim_id}")


def _checked(data: Dataset, fact_id: str) -> None:
    """What our evidence says of a fact of the articles, and by which records."""
    facts = articles.checked(data)
    facts = facts[facts["fact_id"] == fact_id]
    if facts.empty:
        return
    fact = facts.iloc[0]
    st.markdown(
        t(
            "records.checked",
            badge=verdict_badge(fact["verdict"]),
            finding=escape(fact["finding"]),
        )
    )
    with st.container(gap=None):
        for record_id in fact["records"]:
            label = escape(title_of(data, record_id))
            open_button(record_id, label, f"behind_{record_id}")


# The words tell all of it.
_VERDICT = {"agrees": "blue", "differs": "orange", "cannot_tell": "gray"}


def verdict_badge(verdict: str) -> str:
    """Markdown of what our evidence says of a fact: its word on its hue."""
    word = labels.code("seed_fact_checks", "verdict", verdict)
    return _badge(_VERDICT[verdict], word)


def open_button(record_id: str, label: str, key: str) -> None:
    """Lead from one record to another; the browser's Back leads back."""
    if st.button(label, key=key, type="tertiary", icon=":material/fact_check:"):
        state.assign("record", record_id)
        st.rerun()


# Name and value; the value is Markdown.
Facts = list[tuple[str, str]]


def of(data: Dataset, table: str, row: pd.Series) -> Facts:
    """Return the facts of a record, those without a value left out."""
    return [(name, value) for name, value in _FACTS[table](data, row) if value]


def as_recorded(data: Dataset, table: str, row: pd.Series) -> Facts:
    """Return every filled field of a record under its name in the table."""
    fields = data.package.table(table).fields
    printed = [(f"`{field.name}`", _raw(field, row[field.name])) for field in fields]
    return [(name, escape(value)) for name, value in printed if value]


def _raw(field: Field, value: Any) -> str:
    if pd.isna(value):
        return ""
    if field.type == "date":
        return pd.Timestamp(value).strftime("%Y-%m-%d")
    if field.type == "boolean":
        return "true" if value else "false"
    return str(value)


def _contact(data: Dataset, row: pd.Series) -> Facts:
    def code(name: str) -> str:
        return labels.code("contacts", name, row[name])

    topics = data.table("contact_topics")
    chosen = topics.loc[topics["contact_id"] == row["contact_id"], "topic_id"]
    basis = code("date_basis")
    return [
        (
            t("records.with"),
            escape(
                t("records.person", name=row["counterpart"], role=row["office"])
                if row["office"]
                else row["counterpart"]
            ),
        ),
        (_label("contacts", "other_participants"), _list(row["other_participants"])),
        (
            _label("contacts", "date"),
            escape(t("records.pair", first=day(row), second=basis)),
        ),
        (
            _label("contacts", "kind"),
            t("records.pair", first=code("kind"), second=code("format")),
        ),
        (_label("contacts", "place"), escape(row["place"])),
        (t("records.length"), _length(row)),
        (t("records.asked"), labels.initiator(row["initiator"])),
        (t("calls.topics"), escape("; ".join(map(labels.topic, chosen)))),
        (
            t("records.readouts"),
            t(
                "records.readouts_of",
                kremlin=code("readout_kremlin"),
                counterpart=code("readout_counterpart"),
            ),
        ),
        (t("records.on_the_map"), _act(data, row)),
    ]


def _act(data: Dataset, row: pd.Series) -> str:
    """As what a contact counts on the stance map; "" for one that does not."""
    rows = said(data)
    own = rows[rows["act"] & (rows["statement_id"] == row["contact_id"])]
    return "".join(labels.code("statements", "stance", act.stance) for act in each(own))


def _length(row: pd.Series) -> str:
    """The length in minutes, and whose figure it is."""
    if pd.isna(row["duration_min"]):
        return escape(row["duration_note"])
    minutes = fmt.number(row["duration_min"])
    if note := row["duration_note"]:
        return t("records.minutes_noted", n=minutes, note=escape(note))
    return t("records.minutes", n=minutes)


def _statement(data: Dataset, row: pd.Series) -> Facts:
    def code(name: str) -> str:
        return labels.code("statements", name, row[name])

    actor = named(data, "actors", "actor_id", row["actor_id"])
    return [
        (
            _label("statements", "speaker"),
            escape(
                t(
                    "records.office",
                    speaker=row["speaker"],
                    office=row["office"] or code("office_level"),
                    country=actor,
                )
            )
            if row["speaker"]
            else escape(actor),
        ),
        (_label("statements", "scope"), code("scope")),
        (_label("statements", "stance"), code("stance")),
        (_label("statements", "condition"), escape(row["condition"])),
        (t("records.coders"), _coders(row)),
        (_label("statements", "basis"), code("basis")),
    ]


def _coders(row: pd.Series) -> str:
    """How the two coders read it, and how a difference was settled."""

    def read(name: str) -> str:
        if not row[name]:
            return t("records.not_coded")
        return labels.code("statements", "stance", row[name])

    first, second = read("stance_first_coder"), read("stance_second_coder")
    readings = {row["stance_first_coder"], row["stance_second_coder"]} - {""}
    if len(readings) > 1:
        return t("records.coders_differ", first=first, second=second)
    return t("records.coders_read", first=first, second=second)


def _assessment(data: Dataset, row: pd.Series) -> Facts:
    def code(name: str) -> str:
        return labels.code("assessments", name, row[name])

    institution = named(data, "affiliations", "affiliation_id", row["affiliation_id"])
    topics = data.table("assessment_topics")
    chosen = topics.loc[topics["assessment_id"] == row["assessment_id"], "topic_id"]
    return [
        (
            _label("assessments", "expert_id"),
            escape(
                t(
                    "records.person",
                    name=named(data, "experts", "expert_id", row["expert_id"]),
                    role=row["role_as_printed"],
                )
            ),
        ),
        (_label("assessments", "affiliation_id"), escape(institution)),
        (_label("assessments", "position"), code("position")),
        (t("calls.topics"), escape("; ".join(map(labels.topic, chosen)))),
        (
            _label("assessments", "original_language"),
            t(
                "records.pair",
                first=fmt.language_name(row["original_language"]),
                second=code("translated"),
            ),
        ),
        (_label("assessments", "locator"), escape(words.place(row["locator"]))),
    ]


def _claim(_: Dataset, row: pd.Series) -> Facts:
    own = row["our_count"]
    ours = (
        t("records.not_counted") if pd.isna(own) else fmt.number(own, int(own % 1 > 0))
    )
    note = row["our_rule_note"]
    return [
        (
            t("records.we_list"),
            escape(t("records.noted", value=ours, note=note) if note else ours),
        ),
        (_label("reported_counts", "difference"), escape(row["difference"])),
        (_label("reported_counts", "counting_rule"), escape(row["counting_rule"])),
    ]


def _fact(_: Dataset, row: pd.Series) -> Facts:
    return [
        (_label("seed_facts", "attributed_to"), escape(row["attributed_to"])),
        (
            _label("seed_facts", "date_or_period"),
            escape(fmt.recorded_date(row["date_or_period"])),
        ),
        (_label("seed_facts", "paragraph"), _list(row["paragraph"])),
    ]


def _working_contact(data: Dataset, row: pd.Series) -> Facts:
    def code(name: str) -> str:
        return labels.code("working_contacts", name, row[name])

    return [
        (
            _label("working_contacts", "person"),
            escape(
                t(
                    "records.office",
                    speaker=row["person"],
                    office=row["office"],
                    country=labels.actor(row["actor_id"]),
                )
                if row["person"]
                else t(
                    "records.pair",
                    first=row["office"],
                    second=labels.actor(row["actor_id"]),
                )
            ),
        ),
        (
            _label("working_contacts", "russian_counterpart"),
            escape(row["russian_counterpart"]),
        ),
        (t("records.days_reported"), _reported_days(data, row["working_contact_id"])),
        (_label("working_contacts", "kind"), code("kind")),
        (_label("working_contacts", "place"), escape(row["place"])),
        (_label("working_contacts", "status"), code("status")),
        (t("records.counted_as"), t("records.counted_as_none")),
    ]


def _reported_days(data: Dataset, record_id: str) -> str:
    """Each day that is reported, with who reports it."""
    return "; ".join(
        t(
            "records.day_reported",
            date=escape(fmt.recorded_date(reported)),
            sources=escape(fmt.join(dict.fromkeys(map(labels.speaker, pages)))),
        )
        for reported, pages in working_level.reported_days(data, record_id).items()
    )


def _envoy_name(_: Dataset, row: pd.Series) -> Facts:
    actor = labels.actor(row["actor_id"]) if row["actor_id"] else ""
    return [
        (
            _label("envoy_names", "person"),
            escape(t("records.person", name=row["person"], role=row["person_office"])),
        ),
        (_label("envoy_names", "named_by"), escape(row["named_by"])),
        (_label("envoy_names", "actor_id"), escape(actor)),
        (
            _label("envoy_names", "status"),
            labels.code("envoy_names", "status", row["status"]),
        ),
    ]


_FACTS: dict[str, Callable[[Dataset, pd.Series], Facts]] = {
    "contacts": _contact,
    "statements": _statement,
    "assessments": _assessment,
    "reported_counts": _claim,
    "seed_facts": _fact,
    "working_contacts": _working_contact,
    "envoy_names": _envoy_name,
}


def _label(table: str, name: str) -> str:
    return labels.field(table, name)


def _list(cell: str) -> str:
    """Print the items of a list, which one cell joins by ";"."""
    return escape("; ".join(cell.split(";")))
