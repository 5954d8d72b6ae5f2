"""The key figures of the overview: numbers with their definition and evidence."""

from __future__ import annotations

import pandas as pd
import streamlit as st

from components import cache, labels
from components import format as fmt
from components.callfrequency.view import ACTOR
from components.cards import KeyFigure
from components.cards import key_figures as draw_key_figures
from components.overview import newest_stances
from components.stances import headline
from components.text import t, tn
from data import contacts as counting
from data.leaders import SOLID, runs
from data.load import Dataset


def key_figures(data: Dataset) -> None:
    """Five numbers with their definitions, over the whole record, rule `remote`.

    They do not follow the years and the rule of the sidebar, and say so: they are
    what the data set as a whole answers. What is hidden makes no gap and no silence.
    """
    draw_key_figures([*calls_figures(data, cache.full()), _stance_figure(data)])
    st.caption(t("overview.figures_note", rule=labels.rule("remote")))


def calls_figures(data: Dataset, whole: Dataset) -> list[KeyFigure]:
    """The numbers of calls.

    Args:
        data: the data set that is shown: its contacts are counted.
        whole: the whole data set: from it come the gap and the last contact.
    """
    remote, every = _remote(data), _remote(whole)
    hidden = len(every) - len(remote)
    years = remote["date"].dt.year.value_counts().sort_index()
    definition = t("overview.total_definition")
    if hidden:
        hint = tn("overview.total_hidden", hidden)
        definition = f"{definition} {hint}"
    label = t("overview.total", start=int(every["date"].dt.year.min()))
    figures = [_calls_figure(label, fmt.number(len(remote)), definition)]
    if len(years):
        figures.append(_peak_figure(remote, years))
    if gap := counting.longest_gap(every):
        figures.append(
            _calls_figure(
                t("overview.gap"),
                tn("overview.days", gap.days),
                t(
                    "overview.gap_definition",
                    start=fmt.date(gap.start),
                    end=fmt.date(gap.end),
                ),
                {"record": gap.next_contact_id},
            )
        )
    return [*figures, _since_figure(whole, every)]


def _remote(data: Dataset) -> pd.DataFrame:
    of_pair = data.contacts[data.contacts["actor_id"] == ACTOR]
    return counting.apply_rule(of_pair, "remote")


def _peak_figure(remote: pd.DataFrame, years: pd.Series) -> KeyFigure:
    """The year with most calls; several that are equal are all named."""
    most = int(years.max())
    peaks = [int(year) for year in years.index[years == most]]
    label = t("overview.peak", year=fmt.join(map(str, peaks)))
    if len(peaks) > 1:
        return _calls_figure(label, fmt.number(most), t("overview.peak_tied"))
    (peak,) = peaks
    two_way = counting.apply_rule(remote[remote["date"].dt.year == peak], "bilateral")
    definition = tn(
        "overview.peak_definition",
        len(two_way),
        joint=fmt.number(most - len(two_way)),
    )
    query = {"from": str(peak), "to": str(peak)}
    return _calls_figure(label, fmt.number(most), definition, query)


def _since_figure(whole: Dataset, every: pd.DataFrame) -> KeyFigure:
    """Days since the last call, to the last day that was searched, and how well."""
    last = every.sort_values(["date", "contact_id"]).iloc[-1]
    day, until = last["date"].date(), whole.last_day("contacts")
    solid = runs(whole.coverage, ACTOR, SOLID)[-1][1]
    definition = t(
        "overview.since_definition", last=fmt.date(day), until=fmt.date(until)
    )
    if day < solid < until:
        hint = t("overview.since_thin", day=fmt.date(solid))
        definition = f"{definition} {hint}"
    return _calls_figure(
        t("overview.since"),
        tn("overview.days", (until - day).days),
        definition,
        {"record": str(last["contact_id"])},
    )


def _calls_figure(
    label: str, value: str, definition: str, query: dict[str, str] | None = None
) -> KeyFigure:
    """Build a key figure whose evidence is on the page of calls."""
    return KeyFigure(label, value, definition, "pages/calls.py", query or {})


def _stance_figure(data: Dataset) -> KeyFigure:
    """States for talks, with the marks that are a part of the number."""
    view = newest_stances(data)
    definition = t("overview.stances_definition", date=fmt.date(view.as_of))
    return KeyFigure(
        t("overview.stances"),
        t(
            "shell.of",
            n=fmt.number(len(headline.asking(view))),
            m=fmt.number(len(view.states)),
        ),
        f"{definition} {headline.marks_sentence(view)}".rstrip(),
        "pages/stances.py",
    )
