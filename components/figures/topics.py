"""Topics by year, as numbered discs in a table that keeps three nothings apart."""

from __future__ import annotations

import textwrap
from collections.abc import Callable
from itertools import groupby
from typing import Any

import pandas as pd

from components import format as fmt
from components.figures import style
from components.figures.spec import Spec, Trace, figure, part, scatter
from components.text import t, tn
from data.rows import each

Label = Callable[[str], str]

ROW = 32
# Names of topics beside their rows, in pixels and in letters of a line.
NAMES = 108
NAME_WIDTH = 17
# What is filtered or hidden is neither silence nor a lack of search: a rim alone.
_FILL = {
    "searched_empty": style.GAP_FILL,
    "none_passes": "rgba(128, 128, 128, 0)",
    "hidden": "rgba(128, 128, 128, 0)",
}


def fig_topics(topics: pd.DataFrame, years: pd.DataFrame, topic_label: Label) -> Spec:
    """Draw how many contacts touched a topic, by year, below the contacts of the year.

    A year with contacts, none of which touched the topic, holds a 0. Years without
    any contact, and years that nobody searched, are bands that say so.

    Args:
        topics: from `data.topics.topics_by_year`, cut to the topics to draw.
        years: from `data.contacts.counts_by_period`, by year.
        topic_label: code of a topic → its name.
    """
    order = list(dict.fromkeys(topics["topic_id"]))
    place = {int(year): i for i, year in enumerate(years["period"])}
    row_of = {topic: len(order) - i for i, topic in enumerate(order)}
    totals = topics.groupby("topic_id")["n"].sum()
    names = [
        _wrapped(t("calls.lane", kind=topic_label(topic), n=fmt.number(totals[topic])))
        for topic in order
    ]
    lines, labels = _bands(years, len(order))
    rules = [_rule(row + 0.5) for row in range(1, len(order) + 1)]
    traces = [
        _discs(topics, place, row_of, topic_label),
        _zeros(topics, years, place, row_of),
        _all_contacts(years, len(order) + 1),
    ]
    return figure(
        part(traces, [*lines, *rules], labels),
        layout=style.layout(
            ROW * (len(order) + 1) + 50,
            margin={"l": NAMES, "r": 8, "t": 8, "b": 42},
            showlegend=False,
            xaxis={
                "tickvals": list(place.values()),
                "ticktext": [str(year) for year in place],
                "range": [-0.5, len(place) - 0.5],
                # On a phone ten years have room upright only.
                "autotickangles": [0, 90],
                "tickfont": {"size": 11},
                "showgrid": False,
                "zeroline": False,
                "fixedrange": True,
            },
            yaxis={
                "range": [0.5, len(order) + 1.5],
                "tickvals": [len(order) + 1, *row_of.values()],
                "ticktext": [f"<b>{t('calls.all_contacts')}</b>", *names],
                "tickfont": {"size": 11},
                "showgrid": False,
                "zeroline": False,
                "fixedrange": True,
            },
        ),
    )


def _wrapped(name: str) -> str:
    return "<br>".join(style.escape(line) for line in textwrap.wrap(name, NAME_WIDTH))


def _rule(y: float) -> dict[str, Any]:
    return {
        "type": "line",
        "layer": "below",
        "xref": "paper",
        "x0": 0,
        "x1": 1,
        "y0": y,
        "y1": y,
        "line": {"color": "rgba(128, 128, 128, 0.3)", "width": 1},
    }


def _discs(
    topics: pd.DataFrame,
    place: dict[int, int],
    row_of: dict[str, int],
    topic_label: Label,
) -> Trace:
    largest = max(int(topics["n"].max()), 1) if len(topics) else 1
    return scatter(
        x=[place[year] for year in topics["year"]],
        y=[row_of[topic] for topic in topics["topic_id"]],
        mode="markers+text",
        marker={
            "size": [15 + 8 * (n / largest) ** 0.5 for n in topics["n"]],
            "color": style.BLUE,
            "opacity": 1,
        },
        text=[fmt.number(n) for n in topics["n"]],
        textfont={"color": "#FFFFFF", "size": 11},
        hovertext=[
            tn(
                "calls.topic_hover",
                int(row.n),
                topic=style.escape(topic_label(row.topic_id)),
                year=row.year,
            )
            for row in each(topics)
        ],
        hoverinfo="text",
        customdata=[f"{row.topic_id} {row.year}" for row in each(topics)],
    )


def _zeros(
    topics: pd.DataFrame,
    years: pd.DataFrame,
    place: dict[int, int],
    row_of: dict[str, int],
) -> Trace:
    """Contacts in the year, none of which is recorded to have touched the topic."""
    touched = set(zip(topics["topic_id"], topics["year"], strict=True))
    busy = [int(row.period) for row in each(years[years["n"].fillna(0) > 0])]
    empty = [
        (place[year], row)
        for topic, row in row_of.items()
        for year in busy
        if (topic, year) not in touched
    ]
    return scatter(
        x=[x for x, _ in empty],
        y=[y for _, y in empty],
        mode="text",
        text=[fmt.number(0)] * len(empty),
        textfont={"size": 11},
        hoverinfo="skip",
    )


def _all_contacts(years: pd.DataFrame, row: int) -> Trace:
    """The contacts of each year, of which the topics below are a part."""
    return scatter(
        x=list(range(len(years))),
        y=[row] * len(years),
        mode="text",
        text=[
            _number(year) if pd.isna(year.n) else f"<b>{_number(year)}</b>"
            for year in each(years)
        ],
        textfont={"size": 12},
        hovertext=[
            t(
                "calls.year_hover",
                year=year.period,
                n=_number(year),
                status=t(f"calls.status_{year.status}"),
            )
            for year in each(years)
        ],
        hoverinfo="text",
    )


def _number(year: Any) -> str:
    """The contacts of a year, or the sign that none were counted."""
    return t("calls.cell_not_covered") if pd.isna(year.n) else fmt.number(year.n)


def _nothing(year: Any) -> str:
    """What to say in the place of topics of a year; empty where it has contacts."""
    if year.status == "not_covered":
        return t("calls.not_covered_mark")
    if year.status == "hidden":
        return tn("calls.hidden_mark", int(year.hidden))
    if year.n > 0:
        return ""
    if year.status == "none_passes":
        return t("calls.none_passes_mark")
    if year.status == "partly_covered":
        return t("calls.none_up_to", day=fmt.day_and_month(year.searched_to))
    return t("calls.none_found")


def _bands(
    years: pd.DataFrame, rows: int
) -> tuple[list[dict[str, Any]], list[dict[str, Any]]]:
    """One band for neighbouring years without contacts, for one and the same reason."""
    marked = list(enumerate(each(years)))
    bands, labels = [], []
    for (text, status, _), group in groupby(marked, key=_reason):
        if not text:
            continue
        indices = [i for i, _ in group]
        found = status == "searched_empty"
        bands.append(
            {
                "type": "rect",
                "layer": "below",
                "x0": indices[0] - 0.45,
                "x1": indices[-1] + 0.45,
                "y0": 0.55,
                "y1": rows + 0.45,
                "fillcolor": _FILL.get(status, style.UNCOVERED_FILL),
                "line": {
                    "color": style.GREY,
                    "width": 1,
                    "dash": "dash" if found else "dot",
                },
            }
        )
        labels.append(
            {
                "x": (indices[0] + indices[-1]) / 2,
                "y": (rows + 1) / 2,
                "text": text,
                "textangle": -90,
                "font": {"size": 12},
                "showarrow": False,
            }
        )
    return bands, labels


def _reason(placed: tuple[int, Any]) -> tuple[str, str, int]:
    """What neighbouring years must share to stand in one band; numbers never do."""
    place, year = placed
    return _nothing(year), year.status, place if year.status == "hidden" else 0


def alt_topics(topics: pd.DataFrame, years: pd.DataFrame, topic_label: Label) -> str:
    """Name the most frequent topics of the view with their totals, and empty years."""
    totals = topics.groupby("topic_id", sort=False)["n"].sum()
    leading = fmt.join(
        f"{topic_label(str(topic))}: {fmt.number(n)}"
        for topic, n in totals.head(5).items()
    )
    told = tn("calls.alt_topics", len(totals), leading=leading)
    empty = [
        t("calls.alt_empty_year", year=year.period, reason=_nothing(year))
        for year in each(years)
        if _nothing(year)
    ]
    return " ".join([told, *empty])
