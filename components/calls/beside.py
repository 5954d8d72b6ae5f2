"""Two counterparts on one scale, compared for the days searched for both."""

from __future__ import annotations

import pandas as pd

from components import cache, contact_view, labels, state
from components import format as fmt
from components.calls import view as one
from components.calls.charts import coverage_notes
from components.calls.view import CallsView, derive, first_day
from components.cards import Card, Records
from components.figures import bars
from components.text import t, tn
from data import contacts as counting
from data.coverage import days_of_both


def beside_card(view: CallsView) -> Card | None:
    """The bars of the view and of the counterpart chosen to stand beside; else None."""
    other = state.own("beside", "")
    return None if other in {"", view.actor} else compared(view, other)


@cache.kept
def compared(view: CallsView, other: str) -> Card:
    """The bars of the view and of another counterpart, one above the other."""
    # Both over the same days: those of whoever was looked at first.
    first = min(first_day(view.data, actor) for actor in (view.actor, other))
    views = [
        derive(view.data, actor, view.filter, view.grain, first)
        for actor in (view.actor, other)
    ]
    days = days_of_both(views[0].stretches, views[1].stretches)
    counted = [_within(found.selected, days) for found in views]
    return Card(
        key="beside_chart",
        table_key="beside_table",
        title=_title(views, counted, days),
        sentence=_sentence(view, views, days),
        records=Records(
            "contacts",
            pd.concat([found.selected["contact_id"] for found in views]),
            tn("shell.records_contacts", len(cache.full().contacts)),
            hidden=sum(len(found.hidden) for found in views),
        ),
        subject="calls-beside",
        tabled=lambda: _table(views),
        notes=(t("calls.beside_note"), *_worth(views)),
        reading=tuple(
            t("calls.beside_reading", name=_country(found), note=note)
            for found in views
            for note in coverage_notes(found)
        ),
        figure=bars.fig_panels(
            [
                bars.Panel(
                    _country(found),
                    found.counts,
                    found.by_kind,
                    found.stretches,
                    found.doubtful,
                )
                for found in views
            ]
        ),
        alt=" ".join(
            bars.alt_counts(
                found.counts,
                None,
                labels.rule(found.filter.rule),
                found.counterpart,
                narrowed=bool(found.filter.narrowing),
            )
            for found in views
        ),
    )


def _country(view: CallsView) -> str:
    """Country or body with who spoke for it: two views must be told apart by it."""
    leaders = fmt.join(map(one.family_name, view.met))
    country = labels.actor(view.actor)
    if not leaders:
        return country
    return t("calls.with_leaders", country=country, leaders=leaders)


def _worth(views: list[CallsView]) -> list[str]:
    """Say what may miss some, and how well was searched where it was thinly.

    Where periods are too many for marks at their numbers, years are named.
    """
    doubted = [found for found in views if found.doubtful.any()]
    if len(views[0].counts) > bars.MANY_PERIODS:
        notes = [
            t(
                "calls.beside_doubted",
                country=labels.actor(found.actor),
                years=fmt.join(map(str, one.doubted_years(found))),
            )
            for found in doubted
        ]
    else:
        notes = [t("calls.beside_doubt")] if doubted else []
    return notes + [caveat for found in views if (caveat := one.caveat(found))]


def _within(selected: pd.DataFrame, days: list[one.Span]) -> int:
    """How many contacts lie in some stretches of days."""
    return sum(len(counting.between(selected, first, last)) for first, last in days)


def _title(views: list[CallsView], counted: list[int], days: list[one.Span]) -> str:
    names = [found.counterpart for found in views]
    if not days:
        return t("calls.beside_never", one=names[0], other=names[1])
    return t(
        f"calls.beside_title_{views[0].filter.rule}",
        one=names[0],
        other=names[1],
        n=fmt.number(counted[0]),
        m=fmt.number(counted[1]),
    )


def _sentence(view: CallsView, views: list[CallsView], days: list[one.Span]) -> str:
    """Say for which days the two can be compared, with the filters."""
    base = t(
        f"calls.beside_sentence_{view.filter.rule}",
        one=views[0].counterpart,
        other=views[1].counterpart,
        period=view.period,
    )
    if days:
        spans = [
            t("calls.uncovered_days", start=fmt.date(first), end=fmt.date(last))
            for first, last in days
        ]
        base = t("calls.beside_days", base=base, days=fmt.join(spans))
    if narrowing := contact_view.narrowing(view.filter):
        return t("calls.sentence_narrowed", base=base, filters=narrowing)
    return base


def _table(views: list[CallsView]) -> tuple[pd.DataFrame, dict[str, str]]:
    """Each period with the number of both, and what each number is worth."""
    frame = pd.DataFrame({"period": views[0].counts["period"]})
    names = {"period": t(f"calls.grain_{views[0].grain}")}
    for found in views:
        code = found.actor.lower().replace("-", "_")
        frame[f"n_{code}"] = found.counts["n"].to_numpy()
        frame[f"status_{code}"] = [
            t(f"calls.status_{status}") for status in found.counts["status"]
        ]
        country = labels.actor(found.actor)
        names[f"n_{code}"] = country
        names[f"status_{code}"] = t("calls.beside_status", country=country)
    return frame, names
