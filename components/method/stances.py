"""How statements are coded and how the map is filled, with what limits it."""

from __future__ import annotations

import re
from collections.abc import Mapping

import pandas as pd
import streamlit as st

from components import format as fmt
from components import labels
from components.markdown import curled, escape
from components.method.sections import borders, heading, read_as, table
from components.page import Page
from components.stances.country import unsure
from components.stances.day_map import has_shapes, supply_words
from components.stances.view import stance_index
from components.text import t, tn
from data.agreement import agreement
from data.fill_rule import (
    EXPIRY_DAYS,
    NO_STATEMENT,
    SCALE,
    WEAK_DAYS,
    Fill,
    NothingKind,
)
from data.load import Dataset
from data.rows import each
from data.stances import (
    ACTS_FROM,
    RECENT_DAYS,
    core_counts,
    on_one_weak_page,
    recency,
    thin_years,
)

# Fields of the code-book that a reader of the map meets; the others are folded.
_OPEN_FIELDS = ("stance", "scope")

# A code that no reader would take for a word, or one of a position: the code-book
# has no other use for these words.
_CODE = re.compile(rf"\b(?:[a-z]+(?:_[a-z]+)+|{'|'.join(SCALE)})\b")

STEPS = (
    "candidates",
    "line",
    "principals",
    "weak",
    "decision",
    "expiry",
    "old",
    "disagrees",
    "one_page",
)

# Agreement as first published, over a selection of rows that is not marked in the
# table; the same over all rows with two codes is recomputed beside it.
PUBLISHED_ROWS, PUBLISHED_ORDINAL, PUBLISHED_NOMINAL = 91, 0.95, 0.85


def codebook(page: Page, data: Dataset) -> None:
    """Definitions of all codes, from the table."""
    heading(page, "codebook")
    page.say(t("method.codebook_intro"))
    book = data.table("codebook").sort_values(["field", "position"])
    fields = list(dict.fromkeys(book["field"]))
    names = {row.code: _code_label(row.field, row.code) for row in each(book)}
    for name in [name for name in _OPEN_FIELDS if name in fields]:
        page.subheading(_field_label(name))
        _codes(page, book[book["field"] == name], names)
    for name in fields:
        if name not in _OPEN_FIELDS:
            page.collected.say(f"### {_field_label(name)}")
            with st.expander(_field_label(name)):
                _codes(page, book[book["field"] == name], names)


def _field_label(name: str) -> str:
    if name == "flags":
        return labels.field("statement_flags", "flag")
    return labels.field("statements", name)


def _code_label(field: str, code: str) -> str:
    if field == "flags":
        return labels.code("statement_flags", "flag", code)
    if field == "contested":
        return t("shell.yes")
    return labels.code("statements", field, code)


def _readable(text: str, names: Mapping[str, str]) -> str:
    """Text of the code-book with names for codes, and with printed quotes."""
    named = _CODE.sub(
        lambda found: t("method.code_name", name=names.get(found[0], found[0])), text
    )
    return curled(named)


def _codes(page: Page, rows: pd.DataFrame, names: Mapping[str, str]) -> None:
    """Each code with its definition, what belongs to it and what does not."""
    for row in each(rows):
        lines = [
            t(
                "method.code",
                label=escape(curled(_code_label(row.field, row.code))),
                definition=escape(_readable(row.definition, names)),
            )
        ]
        lines += [
            t(
                "method.code_detail",
                name=labels.field("codebook", name),
                text=escape(_readable(getattr(row, name), names)),
            )
            for name in ("include", "exclude", "edge_cases")
            if getattr(row, name)
        ]
        page.say("\n".join(lines))


def what_is_coloured(page: Page, data: Dataset) -> None:
    """How a state gets its colour, and which borders are drawn."""
    fill_rule(page, data)
    if has_shapes():
        borders(page)


def fill_rule(page: Page, data: Dataset) -> None:
    """The rule that colours a state on a day, in plain words."""
    heading(page, "fill_rule")
    page.say(t("method.fill_rule_intro"))
    page.say(
        "\n".join(
            t(f"method.step_{step}", weak=WEAK_DAYS, expiry=EXPIRY_DAYS)
            for step in STEPS
        )
    )
    page.say(t("method.fill_rule_acts", start=ACTS_FROM.year))
    kinds = [t(f"stances.nothing_{kind}").lower() for kind in NothingKind]
    page.say(t("method.fill_rule_nothing", n=len(kinds), kinds=fmt.join(kinds)))
    governments = data.table("governments")
    basis = governments["evidence"].value_counts()
    page.say(
        tn(
            "method.office_dates",
            int(basis.get("stored", 0)),
            total=fmt.number(len(governments)),
            incumbent=fmt.number(int(basis.get("incumbent", 0))),
        )
    )


def coder_agreement(page: Page, data: Dataset) -> None:
    """How far two coders agree, and why that says less than it seems to."""
    heading(page, "agreement")
    found = agreement(data.statements)
    page.say(
        t(
            "method.agreement_published",
            rows=PUBLISHED_ROWS,
            ordinal=fmt.number(PUBLISHED_ORDINAL, 2),
            nominal=fmt.number(PUBLISHED_NOMINAL, 2),
        )
    )
    table(
        page,
        (t("method.column_rows"), t("method.column_number"), t("method.column_alpha")),
        [
            (
                t("method.rows_on_scale"),
                fmt.number(found.on_scale),
                t("method.alpha_ordinal", alpha=fmt.number(found.ordinal, 2)),
            ),
            (
                t("method.rows_twice"),
                fmt.number(found.coded_twice),
                t("method.alpha_nominal", alpha=fmt.number(found.nominal, 2)),
            ),
            (t("method.rows_once"), fmt.number(found.coded_once), ""),
            (t("method.rows_audit"), fmt.number(found.audit), ""),
        ],
        t("method.agreement"),
    )
    page.say(t("method.agreement_limits"))


def weak_spots(page: Page, data: Dataset) -> None:
    """How pages were read, what was not searched, and which statements are thin."""
    heading(page, "weak_spots")
    statements = data.statements
    index = stance_index()
    counts = core_counts(index)
    low = int((statements["confidence"] == "low").sum())
    imprecise = int((statements["date_precision"] != "day").sum())
    lines = [
        t("method.read_line", told=read_as(data.sources)),
        *(
            [t("method.weak_bans")]
            if (data.publishers["eu_restricted"] == "yes").any()
            else []
        ),
        *_weak_states(data),
    ]
    lines += [tn("method.weak_year", counts[y], year=y) for y in thin_years(index)]
    lines += [
        tn("method.weak_confidence", low, total=fmt.number(len(statements))),
        tn("method.weak_dates", imprecise, total=fmt.number(len(statements))),
        t("method.weak_languages"),
    ]
    page.say("\n".join(lines))
    page.say(t("method.core_per_year"))
    table(
        page,
        (t("method.column_core"), *(str(year) for year in counts)),
        [(t("method.core_rows"), *(fmt.number(n) for n in counts.values()))],
        t("method.core_per_year"),
    )


def _weak_states(data: Dataset) -> list[str]:
    """What is thin on the last day of the data, and for whom."""
    day, index = data.last_day("stances"), stance_index()
    stored = dict(zip(data.actors["actor_id"], data.actors["name"], strict=True))
    names = {actor_id: labels.translated(stored[actor_id]) for actor_id in index.actors}
    fills = [f for f in index.on(day) if not f.is_institution]
    fresh = recency(index, day)
    weak = on_one_weak_page(data)

    since = day.replace(year=day.year - 1, month=1, day=1)
    unheard = [
        f
        for f in fills
        if not any(
            s.is_candidate and since <= s.date <= day
            for s in index.actors[f.actor_id].statements
        )
    ]

    def named(chosen: list[Fill]) -> str:
        return fmt.join(sorted(names[f.actor_id] for f in chosen))

    coloured = [f for f in fills if f.statement_id]
    copied = [f for f in coloured if f.statement_id in weak]
    lines = [
        t(
            "method.weak_lately",
            n=fmt.number(fresh.speaking),
            states=fmt.number(fresh.states),
            days=RECENT_DAYS,
            date=fmt.date(day),
        ),
        t("method.weak_supply", words=supply_words(index, day)),
    ]
    if copied:
        lines.append(
            tn(
                "method.weak_one_page",
                len(copied),
                colours=fmt.number(len(coloured)),
                names=named(copied),
                date=fmt.date(day),
            )
        )
    if posts := unsure(index, names, day):
        lines.append(t("method.weak_offices", date=fmt.date(day), posts=posts))
    if names_low := named([f for f in fills if "low_confidence" in f.flags]):
        lines.append(t("method.weak_mirrors", names=names_low))
    if silent := named([f for f in fills if f.fill == NO_STATEMENT]):
        lines.append(t("method.weak_silent", names=silent, date=fmt.date(day)))
    if since_then := named(unheard):
        lines.append(t("method.weak_since", year=day.year - 1, names=since_then))
    return lines
