"""Chart of every contact on a time axis, one lane a kind."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable

import pandas as pd
import plotly.graph_objects as go

from components import format as fmt
from components.figures import style
from components.figures.bands import add_bands
from components.text import t, tn
from data.contacts import Gap
from data.rows import each

Label = Callable[[str], str]


def fig_events(
    selected: pd.DataFrame,
    stretches: pd.DataFrame,
    gap: Gap | None,
    start: dt.date,
    end: dt.date,
    kind_label: Label,
) -> go.Figure:
    """Place every contact on a time axis, one lane a kind, larger for longer talks.

    Args:
        selected: contacts of the view.
        stretches: coverage of the same days.
        gap: the gap to label, or None.
        start: first day of the axis.
        end: last day of the axis.
        kind_label: code of a kind → its name.
    """
    kinds = [k for k in style.KIND_COLOUR if k in set(selected["kind"])]
    lanes = {kind: len(kinds) - place for place, kind in enumerate(kinds)}
    top = len(kinds) + 1.1
    figure = go.Figure()
    add_bands(figure, stretches, gap, start, end, top)
    named = []
    for kind in kinds:
        rows = selected[selected["kind"] == kind]
        known = rows["duration_min"].notna()
        minutes = rows["duration_min"].fillna(0).astype(float)
        figure.add_trace(
            go.Scatter(
                x=rows["date"].dt.date.tolist(),
                y=[lanes[kind]] * len(rows),
                mode="markers",
                name=kind_label(kind),
                marker={
                    "symbol": [
                        style.KIND_SYMBOL[kind] + ("" if k else "-open") for k in known
                    ],
                    "size": [
                        9 + (m**0.5) * 0.95 if k else 10
                        for m, k in zip(minutes, known, strict=True)
                    ],
                    "color": style.KIND_COLOUR[kind],
                    "opacity": 0.85,
                    "line": {"width": 1.5, "color": style.KIND_COLOUR[kind]},
                },
                customdata=rows["contact_id"].tolist(),
                hovertext=[_event_hover(row, kind_label) for row in each(rows)],
                hoverinfo="text",
                showlegend=False,
            )
        )
        lane = t("calls.lane", kind=kind_label(kind), n=fmt.number(len(rows)))
        named.append(style.row_label(lanes[kind], style.escape(lane), 17))
    style.annotate(figure, named)
    figure.update_layout(
        style.layout(
            120 + 72 * len(kinds),
            xaxis={
                "type": "date",
                "range": [start - (end - start) * 0.02, end + dt.timedelta(days=1)],
                "fixedrange": True,
                "tickformat": "%Y" if (end - start).days > 800 else "%Y-%m",
                "dtick": "M12" if (end - start).days > 800 else None,
            },
            yaxis={"range": [0.3, top], "visible": False, "fixedrange": True},
        )
    )
    return figure


def _event_hover(row: object, kind_label: Label) -> str:
    minutes = row.duration_min  # type: ignore[attr-defined]
    length = (
        t("calls.no_duration")
        if pd.isna(minutes)
        else tn("calls.minutes", int(minutes))
    )
    return t(
        "calls.event_hover",
        date=fmt.date(row.date.date()),  # type: ignore[attr-defined]
        kind=kind_label(row.kind),  # type: ignore[attr-defined]
        length=length,
        note=style.escape(row.note),  # type: ignore[attr-defined]
    )


def alt_events(selected: pd.DataFrame, kind_label: Label) -> str:
    """Say how many contacts of each kind the strip shows, and from when to when."""
    kinds = selected["kind"].value_counts()
    known = selected["duration_min"].notna().sum()
    return t(
        "calls.alt_events",
        n=fmt.number(len(selected)),
        kinds=fmt.join(
            f"{kind_label(str(k))}: {fmt.number(n)}" for k, n in kinds.items()
        ),
        first=fmt.date(selected["date"].min().date()),
        last=fmt.date(selected["date"].max().date()),
        known=fmt.number(int(known)),
    )
