"""Chart of topics over the years, as numbered discs."""

from __future__ import annotations

from collections.abc import Callable

import pandas as pd
import plotly.graph_objects as go

from components import format as fmt
from components.figures import style
from components.text import t, tn

Label = Callable[[str], str]


def fig_topics(topics: pd.DataFrame, years: list[int], topic_label: Label) -> go.Figure:
    """Draw how many contacts touched a topic, by year, as numbered discs.

    Args:
        topics: from `data.topics.topics_by_year`, cut to the topics to draw.
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
    style.annotate(
        figure,
        [
            style.row_label(row, style.escape(topic_label(topic)), 19)
            for topic, row in row_of.items()
        ],
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
                "tickvals": [row - 0.5 for row in row_of.values()],
                "showticklabels": False,
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
