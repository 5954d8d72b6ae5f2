"""The head of a record: how sure it is, what it says, where accounts differ."""

from __future__ import annotations

import pandas as pd
import streamlit as st

from components import format as fmt
from components import labels, state
from components.markdown import escape
from components.record import titles
from components.text import t, tn
from data import evidence, reported_counts
from data.load import Dataset
from data.rows import each

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
    for text in words(kind.table, row):
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


def words(table: str, row: pd.Series) -> list[str]:
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
                total=titles.claim(pd.Series(rival._asdict())),
            )
            open_button(rival.claim_id, escape(label), f"rival_{rival.claim_id}")


def open_button(record_id: str, label: str, key: str) -> None:
    """Lead from one record to another; the browser's Back leads back."""
    if st.button(label, key=key, type="tertiary", icon=":material/fact_check:"):
        state.assign("record", record_id)
        st.rerun()
