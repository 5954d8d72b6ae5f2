"""Totals that others stated, beside ours, with the reason of each difference."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import Any

import pandas as pd
import streamlit as st

from components import cache, hiding, labels, tables
from components import format as fmt
from components.calls.view import CallsView, counterpart
from components.cards import Card, Records
from components.figures import differences, style
from components.markdown import escape
from components.page import Page
from components.record import panel
from components.text import t, tn
from data import reported_counts
from data.load import Dataset
from data.rows import each


def reported_counts_section(page: Page, view: CallsView) -> None:
    """Totals stated for the counterpart; or that there is none to compare."""
    every = bool(st.session_state.get("calls_all_claims", False))
    known = _about(compared_claims(whole=True), view.actor, every)
    if card := reported_counts_card(view.actor, counterpart(view.actor), every):
        page.show(card)
    elif known["ours"].notna().any():
        _none_shown()
    else:
        _none_stated(view)


@cache.kept
def reported_counts_card(actor: str, name: str, every: bool) -> Card | None:
    """Totals stated by others beside our count, one row a claim.

    Drawn is what our contacts can be counted against; the reasons of each difference
    stand below in words.

    Args:
        actor: country or body whose contacts were counted.
        name: who speaks for it.
        every: whether totals over short spans are shown, too.

    Returns:
        None where no total that is shown can be drawn.
    """
    data = cache.dataset()
    shown = _about(compared_claims(), actor, every)
    known = _about(compared_claims(whole=True), actor, every)
    if not shown["ours"].notna().any():
        return None
    chart = shown[shown["ours"].notna()]
    # Where a country had several leaders, totals are stated for each of them.
    several = len(set(shown["subject"])) > 1
    domain = "leaders" if several else "calls"
    told = sentences(data, chart, domain)
    return Card(
        key="conflicts_chart",
        table_key="conflicts_table",
        title=reported_counts_title(chart),
        sentence=t("calls.conflicts_sentence", name=name),
        records=records(shown, known, tn("calls.noun_claims", len(known), name=name)),
        subject="reported-counts",
        tabled=lambda: (
            claims_table(data, shown).drop(columns=[] if several else ["subject"]),
            claims_labels(),
        ),
        reading=(
            t("calls.claims_key"),
            t("calls.note_claims"),
            t("calls.note_open_ended"),
        ),
        figure=differences.fig_differences(
            chart,
            _names(data, chart, domain),
            [_verdict(claim) for claim in each(chart)],
            [style.escape(sentence) for sentence in told],
        ),
        alt=differences.alt_differences(told),
        on_point=panel.request_mark,
        controls=lambda: st.toggle(t("calls.all_claims"), key="calls_all_claims"),
        details=partial(
            _explain_conflicts, cache.later(lambda: claim_rows(data, shown, domain))
        ),
    )


def _about(claims: pd.DataFrame, actor: str, every: bool) -> pd.DataFrame:
    """Claims for a counterpart; without `every` those over a long span alone."""
    about = claims[claims["actor_id"] == actor]
    return about if every else about[about["long_span"]]


def _none_shown() -> None:
    """Say that the choice of evidence leaves no total to compare."""
    with st.container(border=True, key="card_conflicts_chart"):
        st.header(t("calls.conflicts_title_none"), anchor="conflicts_chart")
        st.markdown(hiding.sentence("reported_counts"))


def _none_stated(view: CallsView) -> None:
    """Say that nobody is on record with a total for this counterpart."""
    with st.container(key="card_conflicts_chart"):
        st.markdown(t("calls.conflicts_none_stated", name=counterpart(view.actor)))


def compared_claims(*, whole: bool = False) -> pd.DataFrame:
    """Every claim beside our own count, in the order in which pages show them.

    No filter but the choice of evidence changes it, and with `whole` not even that.
    """
    return cache.derived("compared_claims", _compared, whole=whole)


def records(shown: pd.DataFrame, known: pd.DataFrame, noun: str) -> Records:
    """The claims shown, of all on record; `noun` says what those are."""
    return Records(
        "reported_counts",
        shown["claim_id"],
        noun,
        hidden=len(known) - len(shown),
    )


def _compared(data: Dataset) -> pd.DataFrame:
    """Our count is always that of all contacts: the reasons in words speak of it."""
    compared = reported_counts.compare(data.reported_counts, cache.full().contacts)
    seeds = frozenset(data.table("seed_facts")["source_id"])
    return reported_counts.in_reading_order(compared, seeds)


def reported_counts_title(chart: pd.DataFrame) -> str:
    """Say how many of the totals drawn differ from our count."""
    differ = len(chart) - int(chart["agrees"].fillna(value=False).sum())
    if len(chart) == 1:
        return t(f"calls.conflicts_title_{'differs' if differ else 'agrees'}")
    return tn("calls.conflicts_title", differ, m=fmt.number(len(chart)))


def claim_publishers(frame: pd.DataFrame) -> list[str]:
    """Who stated each total."""
    return [labels.speaker(source) for source in frame["source_id"]]


def claim_period(start: pd.Timestamp, end: pd.Timestamp) -> str:
    """Print the days that a claim covers; a whole year is just its number."""
    if (start.month, start.day, end.month, end.day) == (1, 1, 12, 31):
        if start.year == end.year:
            return str(start.year)
        return t("calls.years", start=start.year, end=end.year)
    if start.year == end.year:
        return t(
            "calls.days",
            start=fmt.day_and_month(start.date()),
            end=fmt.short_date(end.date()),
        )
    return t(
        "calls.days", start=fmt.short_date(start.date()), end=fmt.short_date(end.date())
    )


def claim_subject(code: str) -> str:
    """Name whose contacts were counted."""
    return labels.code("reported_counts", "subject", code)


def _ours(claim: Any) -> str:
    """Our own figure, also where it was counted outside the tables."""
    figure = claim.our_count if pd.isna(claim.ours) else claim.ours
    return t("calls.unknown") if pd.isna(figure) else differences.own(figure)


def own_figure(claim: Any) -> str:
    """Our own figure and what it counts."""
    if not claim.our_rule_note:
        return t("calls.unknown")
    return t("calls.own", ours=_ours(claim), rule=claim.our_rule_note)


def _verdict(claim: Any) -> str:
    """How the claim differs from our figure, in a word or two."""
    if claim.agrees:
        return t("calls.verdict_agrees")
    sign = "=" if claim.operator == "=" else "~" if claim.operator == "~" else ">="
    least = abs(claim.excess)
    n = differences.stated(sign, int(least) if sign == ">=" else round(least))
    return t("calls.verdict_more" if claim.excess > 0 else "calls.verdict_fewer", n=n)


def _what(claim: Any, domain: str) -> str:
    """What a claim counts, and over which days."""
    return t(
        f"{domain}.claim_row",
        subject=claim_subject(claim.subject),
        counted=t(f"calls.counted_{claim.counted}"),
        period=claim_period(claim.period_start, claim.period_end),
    )


# In letters: a name stands on one line of the smallest phone. Where both are longer,
# who passes a total on is left to the list of reasons below.
_LINE = 50


def _names(data: Dataset, chart: pd.DataFrame, domain: str) -> list[str]:
    """Names of the rows: what is counted in bold, and who says so."""
    names = []
    for claim, publisher in zip(each(chart), claim_publishers(chart), strict=True):
        what = _what(claim, domain)
        if len(what) + len(publisher) > _LINE:
            publisher = labels.origin(claim.source_id)
        names.append(
            t(
                "calls.claim_name",
                what=style.escape(what),
                publisher=style.escape(publisher),
            )
        )
    return names


def sentences(data: Dataset, chart: pd.DataFrame, domain: str) -> list[str]:
    """One sentence a claim: who says what, what we itemise, how that differs.

    `domain` is the catalogue with the page's own wording of a claim.
    """
    publishers = claim_publishers(chart)
    return [
        t(
            "calls.claim_sentence",
            what=_what(claim, domain),
            publisher=publisher,
            stated=differences.stated(claim.operator, claim.value),
            ours=_ours(claim),
            verdict=_verdict(claim),
        )
        for claim, publisher in zip(each(chart), publishers, strict=True)
    ]


def claims_table(data: Dataset, shown: pd.DataFrame) -> pd.DataFrame:
    """The claims as a table, one row each, our figure beside what was stated."""
    sources = data.sources.set_index("source_id")
    return pd.DataFrame(
        {
            "claim_id": shown["claim_id"],
            "subject": [claim_subject(code) for code in shown["subject"]],
            "publisher": claim_publishers(shown),
            "wording": shown["wording"],
            "period_start": shown["period_start"],
            "period_end": shown["period_end"],
            "measure": [
                labels.code("reported_counts", "measure", m) for m in shown["measure"]
            ],
            "operator": shown["operator"],
            "value": shown["value"],
            "ours": shown["ours"].fillna(shown["our_count"]),
            "our_rule_note": shown["our_rule_note"],
            "difference": shown["difference"],
            "url": shown["source_id"].map(sources["url"]),
        }
    )


def claims_labels() -> dict[str, str]:
    """Column labels of `claims_table`."""
    columns = (
        "claim_id",
        "subject",
        "wording",
        "period_start",
        "period_end",
        "measure",
        "operator",
        "value",
        "our_rule_note",
        "difference",
    )
    return {c: labels.field("reported_counts", c) for c in columns} | {
        "publisher": t("calls.column_publisher"),
        "ours": t("calls.column_ours"),
        "url": t("calls.column_link"),
    }


def _explain_conflicts(rows: Callable[[], list[tables.Row]]) -> None:
    st.markdown(t("calls.why_title"))
    explain(rows(), "claims_list")


def explain(rows: list[tables.Row], key: str) -> None:
    """List claims with the reason of each difference: rows of `claim_rows`."""
    tables.record_list(rows, panel.request, key=key, first=len(rows))


def claim_rows(data: Dataset, shown: pd.DataFrame, domain: str) -> list[tables.Row]:
    """The claims with the reason of each difference, in the order of the chart.

    Args:
        data: the data set.
        shown: the claims.
        domain: the catalogue with the page's own wording of a claim.
    """
    rows = []
    for claim, publisher in zip(each(shown), claim_publishers(shown), strict=True):
        named = {
            "subject": escape(claim_subject(claim.subject)),
            "publisher": escape(publisher),
            "period": claim_period(claim.period_start, claim.period_end),
        }
        words = tn(
            f"{domain}.why_{claim.counted}",
            int(claim.value),
            sign=escape(differences.SIGN[claim.operator]),
            ours=_ours(claim),
            own=escape(own_figure(claim)),
            reason=escape(claim.difference),
            **named,
        )
        text = t(
            "calls.claim_row_text",
            heading=t(f"{domain}.why_heading", **named),
            words=words,
        )
        rows.append(tables.Row(claim.claim_id, escape(publisher), text))
    return rows


@cache.kept
def summary(actor: str, first: int, last: int) -> str:
    """Name the numbers of calls that others stated over a long span, in a line.

    Args:
        actor: country or body whose contacts were counted.
        first: year shown; a total that is of no year shown is left out.
        last: year shown.

    Returns:
        Empty where nobody stated one; other totals are told in their tab.
    """
    claims = _about(compared_claims(), actor, every=False)
    counts = claims[
        claims["ours"].notna()
        & (claims["counted"] == "calls")
        & (claims["period_start"].dt.year <= last)
        & (claims["period_end"].dt.year >= first)
    ]
    if counts.empty:
        return ""
    told = dict.fromkeys(
        t(
            "calls.summary_claim",
            stated=differences.stated(claim.operator, claim.value),
            period=claim_period(claim.period_start, claim.period_end),
        )
        for claim in each(counts[~counts["agrees"].astype(bool)])
    )
    if not told:
        return t("calls.summary_agree")
    return t("calls.summary", claims=fmt.join(told))
