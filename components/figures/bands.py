"""Bands on a time axis: the gap, and the days that nobody searched."""

from __future__ import annotations

import datetime as dt

import pandas as pd

from components import format as fmt
from components.figures import style
from components.figures.spec import Spec, part
from components.text import t
from data.contacts import Gap
from data.rows import each

# The hatched stretch ends below its label, which must stay readable.
UNCOVERED_TOP = 0.6

# A band of less than this share of the axis has room for a word a line only.
NARROW = 0.2


def bands(
    stretches: pd.DataFrame,
    gap: Gap | None,
    start: dt.date,
    end: dt.date,
    top: float,
) -> Spec:
    """Label the gap and what nobody searched; neither is ever a zero or a line.

    Args:
        stretches: from `data.coverage.coverage_between`.
        gap: the gap to label, or None.
        start: first day of the axis.
        end: last day of the axis.
        top: upper end of the vertical axis, which starts at 0.

    Returns:
        The part of a figure with a time axis that stands behind its marks.
    """
    day = dt.timedelta(days=1)
    traces, shapes, notes = [], [], []
    for row in each(stretches[stretches["completeness"] == "none"]):
        text = t("calls.not_covered_hover", start=fmt.date(row.start))
        traces.append(
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
            notes.append(
                {
                    "x": style.midpoint(row.start, row.end),
                    "y": top * 0.98,
                    "text": t("calls.not_covered_mark"),
                    "showarrow": False,
                    "textangle": -90,
                    "yanchor": "top",
                    "font": {"size": 13},
                }
            )
    if gap is not None and gap.start <= end and gap.end >= start:
        first, last = max(gap.start, start), min(gap.end, end + day)
        shapes.append(
            {
                "type": "rect",
                "x0": first,
                "x1": last,
                "y0": 0,
                "y1": top,
                "layer": "below",
                "fillcolor": style.GAP_FILL,
                "line": {"color": style.GREY, "width": 1, "dash": "dash"},
            }
        )
        narrow = (last - first) < (end - start) * NARROW
        notes.append(
            {
                "x": style.midpoint(first, last),
                "y": top * 0.97,
                "text": _gap_label(gap, narrow=narrow),
                "showarrow": False,
                "yanchor": "top",
                "font": {"size": 12},
            }
        )
    return part(traces, shapes, notes)


def _gap_label(gap: Gap, *, narrow: bool) -> str:
    return t(
        "calls.gap_mark_narrow" if narrow else "calls.gap_mark",
        days=fmt.number(gap.days),
        start_day=fmt.day_and_month(gap.start),
        start_year=str(gap.start.year),
        end_day=fmt.day_and_month(gap.end),
        end_year=str(gap.end.year),
    )
