"""Charts of the call-frequency page: counts, conflicts, events, topics.

Every function takes prepared frames (see `data.contacts`, `data.counts`) and
returns a figure or its alternative text, computed from the same frames.
"""

from __future__ import annotations

import datetime as dt
import html
from collections.abc import Callable

import pandas as pd
import plotly.graph_objects as go

from components import format as fmt
from components.figures import style
from components.text import t, tn
from data.contacts import COMPLETENESS, Gap
from data.rows import each

Label = Callable[[str], str]

# Beyond this many periods one tick a year is enough, and bars carry no numbers.
MANY_PERIODS = 14
NUMBERED_PERIODS = 45


def period_label(code: str) -> str:
    """Write a period code for people: 2022-Q1 → "Q1 2022", 2022-03 → "Mar 2022"."""
    year, _, rest = code.partition("-")
    if not rest:
        return year
    if rest.startswith("Q"):
        return t("calls.quarter", quarter=rest[1:], year=year)
    return f"{fmt.short_month(int(rest))} {year}"


def fig_counts(
    counts: pd.DataFrame,
    by_kind: pd.DataFrame,
    doubtful: pd.Series,
    stretches: pd.DataFrame,
    gap: Gap | None,
    kind_label: Label,
    completeness_label: Label,
) -> go.Figure:
    """Draw contacts per period, stacked by kind, over a strip of coverage.

    Args:
        counts: from `counts_by_period`.
        by_kind: columns period, kind, n.
        doubtful: from `doubtful`, aligned with `counts`.
        stretches: from `coverage_between`, for the same days.
        gap: the gap to label, or None.
        kind_label: code of a kind → its name.
        completeness_label: code of a coverage grade → its name.
    """
    figure = go.Figure()
    highest = float(counts["n"].fillna(0).max() or 0)
    top = max(highest * 1.18, 1.5)
    start, end = counts["start"].min(), counts["end"].max()
    _add_bands(figure, stretches, gap, start, end, top)
    _add_bars(figure, counts, by_kind, kind_label)
    _add_totals(figure, counts)
    _add_coverage(figure, stretches, completeness_label)
    ticks = _ticks(counts, doubtful)
    day = dt.timedelta(days=1)
    figure.update_layout(
        style.layout(
            460,
            barmode="stack",
            bargap=0.15,
            xaxis={
                "type": "date",
                "range": [start, end + day],
                "tickvals": [tick for tick, _ in ticks],
                "ticktext": [text for _, text in ticks],
                "anchor": "y2",
                "tickangle": 0,
                "tickfont": {"size": 11},
                "showgrid": False,
                "fixedrange": True,
            },
            yaxis={
                "domain": [0.13, 1],
                "range": [0, top],
                "tickformat": "d",
                "nticks": 6,
                "fixedrange": True,
            },
            yaxis2={
                "domain": [0, 0.06],
                "range": [0, 1],
                "visible": False,
                "fixedrange": True,
            },
        )
    )
    return figure


def _add_bands(
    figure: go.Figure,
    stretches: pd.DataFrame,
    gap: Gap | None,
    start: dt.date,
    end: dt.date,
    top: float,
) -> None:
    """Label the gap and what nobody searched; neither is ever a zero or a line."""
    day = dt.timedelta(days=1)
    for row in each(stretches[stretches["completeness"] == "none"]):
        text = t("calls.not_covered_hover", start=fmt.date(row.start))
        figure.add_trace(
            style.band(
                row.start,
                row.end + day,
                top * UNCOVERED_TOP,
                fill=style.UNCOVERED_FILL,
                hatch="/",
                hover=text,
                line="dot",
            )
        )
        if (row.end - row.start) > (end - start) * 0.04:
            figure.add_annotation(
                x=style.midpoint(row.start, row.end),
                y=top * 0.98,
                text=t("calls.not_covered_mark"),
                showarrow=False,
                textangle=-90,
                yanchor="top",
                font={"size": 13},
            )
    if gap is None or gap.start > end or gap.end < start:
        return
    first, last = max(gap.start, start), min(gap.end, end + day)
    figure.add_shape(
        type="rect",
        x0=first,
        x1=last,
        y0=0,
        y1=top,
        layer="below",
        fillcolor=style.GAP_FILL,
        line={"color": style.GREY, "width": 1, "dash": "dash"},
    )
    parts = {
        "start_day": fmt.day_and_month(gap.start),
        "start_year": str(gap.start.year),
        "end_day": fmt.day_and_month(gap.end),
        "end_year": str(gap.end.year),
    }
    label = t("calls.gap_mark", days=fmt.number(gap.days), **parts)
    _note(figure, first, last, top, label)


# The hatched stretch ends below its label, which must stay readable.
UNCOVERED_TOP = 0.6


def _note(
    figure: go.Figure, start: dt.date, end: dt.date, top: float, text: str
) -> None:
    figure.add_annotation(
        x=style.midpoint(start, end),
        y=top * 0.97,
        text=text,
        showarrow=False,
        yanchor="top",
        font={"size": 13},
    )


def _add_bars(
    figure: go.Figure, counts: pd.DataFrame, by_kind: pd.DataFrame, kind_label: Label
) -> None:
    place = counts.set_index("period")
    for kind, colour in style.KIND_COLOUR.items():
        rows = by_kind[by_kind["kind"] == kind]
        if rows.empty:
            continue
        spans = place.loc[rows["period"]]
        lengths = [
            (last - first + dt.timedelta(days=1)).total_seconds() * 1000
            for first, last in zip(spans["start"], spans["end"], strict=True)
        ]
        name = kind_label(kind)
        figure.add_trace(
            go.Bar(
                x=[
                    style.midpoint(first, last)
                    for first, last in zip(spans["start"], spans["end"], strict=True)
                ],
                y=rows["n"].tolist(),
                width=[length * 0.78 for length in lengths],
                name=name,
                marker={
                    "color": colour,
                    "line": {"width": 1, "color": "rgba(128,128,128,0.9)"},
                    "pattern": {
                        "shape": style.KIND_HATCH[kind],
                        "bgcolor": colour,
                        "fgcolor": "#FFFFFF",
                        "solidity": 0.25,
                        "size": 8,
                    },
                },
                customdata=rows["period"].tolist(),
                hovertext=[
                    t("calls.bar_hover", period=period_label(p), kind=name, n=n)
                    for p, n in zip(rows["period"], rows["n"], strict=True)
                ],
                hoverinfo="text",
            )
        )


def _add_totals(figure: go.Figure, counts: pd.DataFrame) -> None:
    """Print each period's number; a searched and empty one prints its zero."""
    if len(counts) > NUMBERED_PERIODS:
        return
    shown = counts[counts["status"] != "not_covered"]
    if len(counts) > MANY_PERIODS:
        shown = shown[shown["n"] > 0]
    figure.add_trace(
        go.Scatter(
            x=[
                style.midpoint(first, last)
                for first, last in zip(
                    shown["start"], shown["searched_to"], strict=True
                )
            ],
            y=shown["n"].tolist(),
            text=[f"<b>{fmt.number(n)}</b>" for n in shown["n"]],
            mode="text",
            textposition="top center",
            textfont={"size": 14 if len(counts) <= MANY_PERIODS else 11},
            hoverinfo="skip",
            showlegend=False,
            cliponaxis=False,
        )
    )


def _add_coverage(
    figure: go.Figure, stretches: pd.DataFrame, completeness_label: Label
) -> None:
    """Draw how complete the list is believed to be, as a strip under the axis."""
    day = dt.timedelta(days=1)
    for grade in COMPLETENESS:
        rows = stretches[stretches["completeness"] == grade]
        if rows.empty:
            continue
        x: list[dt.date | None] = []
        y: list[int | None] = []
        for row in each(rows):
            after = row.end + day
            x += [row.start, row.start, after, after, row.start, None]
            y += [0, 1, 1, 0, 0, None]
        label = completeness_label(grade)
        figure.add_trace(
            go.Scatter(
                x=x,
                y=y,
                yaxis="y2",
                mode="lines",
                fill="toself",
                fillcolor=style.COVERAGE_FILL[grade],
                fillpattern={
                    "shape": style.COVERAGE_HATCH[grade],
                    "bgcolor": style.COVERAGE_FILL[grade],
                    "fgcolor": "#FFFFFF",
                    "solidity": 0.3,
                    "size": 6,
                }
                if style.COVERAGE_HATCH[grade]
                else None,
                line={"color": style.GREY, "width": 1},
                name=t("calls.coverage_legend", grade=label),
                hoverinfo="name",
                hoveron="fills",
            )
        )


def _ticks(counts: pd.DataFrame, doubtful: pd.Series) -> list[tuple[dt.datetime, str]]:
    if len(counts) <= MANY_PERIODS:
        short = len({day.year for day in counts["start"]}) == 1
        ticks = []
        for row, doubt in zip(each(counts), doubtful, strict=True):
            label = period_label(row.period)
            if short and "-" in row.period:
                label = label.rsplit(" ", 1)[0]
            mark = t("calls.doubt_mark", period=label) if doubt else label
            if row.status == "partly_covered":
                mark = t("calls.partial_mark", period=label)
            ticks.append((style.midpoint(row.start, row.end), mark))
        return ticks
    years = counts.assign(
        year=counts["start"].map(lambda day: day.year), doubt=doubtful
    ).groupby("year")
    return [
        (
            style.midpoint(rows["start"].min(), rows["end"].max()),
            t("calls.doubt_mark", period=str(year))
            if rows["doubt"].any()
            else str(year),
        )
        for year, rows in years
    ]


def alt_counts(counts: pd.DataFrame, gap: Gap | None, rule_label: str) -> str:
    """Say in words what `fig_counts` draws: every number when there are few."""
    covered = counts[counts["status"] != "not_covered"]
    highest = covered.sort_values("n").iloc[-1] if len(covered) else None
    parts = [
        t(
            "calls.alt_counts",
            rule=rule_label,
            start=fmt.date(counts["start"].min()),
            end=fmt.date(counts["end"].max()),
            total=fmt.number(int(covered["n"].sum())),
        )
    ]
    if highest is not None and highest["n"] > 0:
        parts.append(
            t(
                "calls.alt_highest",
                period=period_label(highest["period"]),
                n=fmt.number(highest["n"]),
            )
        )
    if len(covered) <= MANY_PERIODS:
        parts.append(
            "; ".join(
                f"{period_label(row.period)}: {fmt.number(row.n)}"
                for row in each(covered)
            )
            + "."
        )
    if gap is not None:
        parts.append(
            t(
                "calls.alt_gap",
                start=fmt.date(gap.start),
                end=fmt.date(gap.end),
                days=fmt.number(gap.days),
            )
        )
    uncovered = counts[counts["status"].isin(["not_covered", "partly_covered"])]
    if len(uncovered):
        periods = fmt.join(period_label(code) for code in uncovered["period"])
        parts.append(t("calls.alt_uncovered", periods=periods))
    return " ".join(parts)


def stated(operator: str, value: float) -> str:
    """Write a stated total with its operator: "≈ 20", "> 75", "≥ 100", "20"."""
    sign = {"~": "≈ ", ">": "> ", ">=": "≥ ", "=": ""}[operator]
    return sign + fmt.number(value)


def fig_conflicts(claims: pd.DataFrame, row_labels: list[str]) -> go.Figure:
    """Draw each stated total beside ours, one row a claim.

    Args:
        claims: from `data.counts.compare`, one unit only; top row first.
        row_labels: one sentence a row, printed above its marks.
    """
    rows = list(range(len(claims), 0, -1))
    figure = go.Figure()
    exact = claims["operator"] == "="
    about = claims["operator"] == "~"
    lower = claims["operator"].isin([">", ">="])
    values = claims["value"].astype(float)
    for chosen, name, symbol in (
        (exact, t("calls.claim_exact"), "circle"),
        (about, t("calls.claim_about"), "circle-open"),
        (lower, t("calls.claim_at_least"), "line-ns-open"),
    ):
        if not chosen.any():
            continue
        figure.add_trace(
            go.Scatter(
                x=values[chosen].tolist(),
                y=[row for row, keep in zip(rows, chosen, strict=True) if keep],
                mode="markers",
                name=name,
                marker={
                    "symbol": symbol,
                    "size": 15,
                    "color": style.VERMILION,
                    "line": {"width": 3, "color": style.VERMILION},
                },
                hovertext=[
                    label
                    for label, keep in zip(row_labels, chosen, strict=True)
                    if keep
                ],
                hoverinfo="text",
            )
        )
    ours = claims["ours"].notna()
    figure.add_trace(
        go.Scatter(
            x=claims.loc[ours, "ours"].astype(float).tolist(),
            y=[row for row, keep in zip(rows, ours, strict=True) if keep],
            mode="markers",
            name=t("calls.claim_ours"),
            marker={
                "symbol": "diamond",
                "size": 10,
                "color": style.BLUE,
                "line": {"width": 1, "color": "#FFFFFF"},
            },
            hoverinfo="skip",
        )
    )
    widest = float(max(values.max(), claims["ours"].fillna(0).max())) * 1.18
    for row, value, is_lower in zip(rows, values, lower, strict=True):
        if is_lower:
            figure.add_annotation(
                x=widest,
                ax=value,
                y=row,
                ay=row,
                axref="x",
                ayref="y",
                xref="x",
                yref="y",
                arrowhead=2,
                arrowwidth=2,
                arrowcolor=style.VERMILION,
                text="",
            )
    for row, label in zip(rows, row_labels, strict=True):
        figure.add_annotation(
            x=0,
            xref="paper",
            xanchor="left",
            y=row,
            yshift=24,
            text=label,
            showarrow=False,
            align="left",
        )
    figure.update_layout(
        style.layout(
            90 + 68 * len(claims),
            xaxis={
                "range": [0, widest],
                "fixedrange": True,
                "title": {"text": t("calls.axis_contacts")},
                "zeroline": True,
            },
            yaxis={
                "range": [0.4, len(claims) + 0.75],
                "visible": False,
                "fixedrange": True,
            },
        )
    )
    figure.update_layout(legend={"y": -60 / (90 + 68 * len(claims))})
    return figure


def alt_conflicts(row_labels: list[str]) -> str:
    """Say each claim and our count in words: the labels without their markup."""
    plain = [html.unescape(label.replace("<br>", ": ")) for label in row_labels]
    return t("calls.alt_conflicts", claims="; ".join(plain))


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
    _add_bands(figure, stretches, gap, start, end, top)
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
        figure.add_annotation(
            x=0,
            xref="paper",
            xanchor="left",
            y=lanes[kind],
            yshift=17,
            text=style.escape(
                t("calls.lane", kind=kind_label(kind), n=fmt.number(len(rows)))
            ),
            showarrow=False,
        )
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


def fig_topics(topics: pd.DataFrame, years: list[int], topic_label: Label) -> go.Figure:
    """Draw how many contacts touched a topic, by year, as numbered discs.

    Args:
        topics: from `topics_by_year`, cut to the topics to draw.
        years: all years of the axis.
        topic_label: code of a topic → its name.
    """
    order = list(dict.fromkeys(topics["topic_id"]))
    row_of = {topic: len(order) - place for place, topic in enumerate(order)}
    largest = max(int(topics["n"].max()), 1)
    figure = go.Figure(
        go.Scatter(
            x=topics["year"].tolist(),
            y=[row_of[topic] for topic in topics["topic_id"]],
            mode="markers+text",
            marker={
                "size": [15 + 11 * (n / largest) ** 0.5 for n in topics["n"]],
                "color": style.BLUE,
                "opacity": 1,
            },
            text=[str(n) for n in topics["n"]],
            textfont={"color": "#FFFFFF", "size": 12},
            hovertext=[
                tn("calls.topic_hover", int(n), topic=topic_label(topic), year=year)
                for topic, year, n in zip(
                    topics["topic_id"], topics["year"], topics["n"], strict=True
                )
            ],
            hoverinfo="text",
            customdata=topics["topic_id"].tolist(),
            showlegend=False,
        )
    )
    for topic, row in row_of.items():
        figure.add_annotation(
            x=0,
            xref="paper",
            xanchor="left",
            y=row,
            yshift=19,
            text=style.escape(topic_label(topic)),
            showarrow=False,
        )
        figure.add_hline(
            y=row - 0.5, line={"width": 1, "color": "rgba(128,128,128,.25)"}
        )
    figure.update_layout(
        style.layout(
            60 + 52 * len(order),
            xaxis={
                "tickvals": years,
                "ticktext": [str(year) for year in years],
                "range": [
                    min(years) - 0.6,
                    max(years) + 0.6,
                ],
                "showgrid": False,
                "fixedrange": True,
            },
            yaxis={
                "range": [0.4, len(order) + 0.6],
                "visible": False,
                "fixedrange": True,
            },
        )
    )
    return figure


def alt_topics(topics: pd.DataFrame, topic_label: Label) -> str:
    """Name the most frequent topics of the view with their totals."""
    totals = topics.groupby("topic_id", sort=False)["n"].sum()
    leading = fmt.join(
        f"{topic_label(str(topic))}: {fmt.number(n)}"
        for topic, n in totals.head(5).items()
    )
    return t("calls.alt_topics", n=fmt.number(len(totals)), leading=leading)
