"""Who publishes the sources: pages by ownership and kind of publisher."""

from __future__ import annotations

from collections.abc import Callable

import pandas as pd

from components import format as fmt
from components.figures import style
from components.figures.spec import Spec, bar, figure, part
from components.text import t, tn
from data.rows import each

Label = Callable[[str], str]

# One hue and one hatch a kind, so that no segment is told by colour alone.
KIND_COLOUR = {
    "government_office": style.VERMILION,
    "news_agency": style.BLUE,
    "broadcaster": style.GREEN,
    "newspaper_or_site": style.PINK,
    "aggregator_or_mirror": style.GREY,
    "other": style.BROWN,
}
KIND_HATCH = {
    "government_office": "",
    "news_agency": "/",
    "broadcaster": ".",
    "newspaper_or_site": "",
    "aggregator_or_mirror": "x",
    "other": "-",
}

# In pixels: a bar with its label above it, and what stands below all bars.
ROW_HEIGHT = 58
BELOW = 110
BAR_WIDTH = 0.5


def fig_ownership(table: pd.DataFrame, control_label: Label, kind_label: Label) -> Spec:
    """Draw one bar an ownership code, its segments by kind of publisher.

    Args:
        table: control, kind, n (from `data.register.by_control_and_kind`).
        control_label: code of `control` → its name.
        kind_label: code of a kind, or `other` → its name.
    """
    controls = list(dict.fromkeys(table["control"]))
    place = {code: len(controls) - n for n, code in enumerate(controls)}
    plot_height = ROW_HEIGHT * (len(controls) + 0.25)
    bars = []
    for kind in KIND_COLOUR:
        rows = table[table["kind"] == kind]
        if rows.empty:
            continue
        bars.append(
            bar(
                x=rows["n"].tolist(),
                y=[place[code] for code in rows["control"]],
                width=BAR_WIDTH,
                orientation="h",
                name=kind_label(kind),
                marker={
                    "color": KIND_COLOUR[kind],
                    "line": {"width": 1, "color": "#FFFFFF"},
                    "pattern": {
                        "shape": KIND_HATCH[kind],
                        "bgcolor": KIND_COLOUR[kind],
                        "fgcolor": "#FFFFFF",
                        "size": 6,
                        "solidity": 0.25,
                    },
                },
                customdata=[f"{code},{kind}" for code in rows["control"]],
                hovertext=[
                    tn(
                        "sources.segment_hover",
                        int(row.n),
                        control=control_label(row.control),
                        kind=kind_label(kind),
                    )
                    for row in each(rows)
                ],
                hoverinfo="text",
            )
        )
    totals = table.groupby("control")["n"].sum()
    labels = [
        {
            "x": 0,
            "xref": "paper",
            "xanchor": "left",
            "y": place[code],
            "yshift": ROW_HEIGHT * BAR_WIDTH / 2 + 9,
            "text": style.escape(
                t(
                    "sources.lane",
                    control=control_label(code),
                    n=fmt.number(int(totals[code])),
                )
            ),
            "showarrow": False,
        }
        for code in controls
    ]
    return figure(
        part(bars, annotations=labels),
        layout=style.layout(
            int(plot_height) + BELOW + 8,
            barmode="stack",
            # Plotly leaves the legend out where there is one kind only.
            showlegend=True,
            margin={"l": 8, "r": 8, "t": 8, "b": BELOW},
            xaxis={
                "title": {"text": t("sources.axis_pages")},
                "rangemode": "tozero",
                "fixedrange": True,
            },
            yaxis={
                "range": [0.6, len(controls) + 0.85],
                "visible": False,
                "fixedrange": True,
            },
            legend={"y": -58 / plot_height},
        ),
    )


def alt_ownership(table: pd.DataFrame, control_label: Label, kind_label: Label) -> str:
    """Say how many pages each ownership code has, and of which kinds."""
    parts = []
    for control, rows in table.groupby("control", sort=False):
        kinds = fmt.join(
            t(
                "sources.alt_kind",
                kind=kind_label(row.kind),
                n=fmt.number(int(row.n)),
            )
            for row in each(rows)
        )
        parts.append(
            tn(
                "sources.alt_control",
                int(rows["n"].sum()),
                control=control_label(str(control)),
                kinds=kinds,
            )
        )
    return t("sources.alt", controls=" ".join(parts))
