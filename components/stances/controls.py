"""The day of the map, in steps, as a month or as a date, and the country."""

from __future__ import annotations

import calendar
import datetime as dt

import streamlit as st

from components import filters, state
from components import format as fmt
from components.params import STANCES_FROM
from components.stances.view import StancesView
from components.text import language, t
from data.stances import event_days


def controls(view: StancesView) -> None:
    """Draw all controls above the map; they stack on a narrow screen."""
    day, country = st.columns([3, 2], gap="medium", vertical_alignment="bottom")
    with day:
        with st.container(horizontal=True, vertical_alignment="bottom"):
            last = view.data.cutoff("stances")
            filters.day_of("asof", t("stances.as_of"), STANCES_FROM, last, view.as_of)
            _steps(view, last)
        _month(view, last)
    with country:
        _country(view)


def _steps(view: StancesView, last: dt.date) -> None:
    """Buttons to the previous and next month, and to the next day of change."""
    events = event_days(view.index, STANCES_FROM, last)
    targets = {
        "event_back": max((d for d in events if d < view.as_of), default=None),
        "month_back": _month_end(view.as_of, -1, last),
        "month_on": _month_end(view.as_of, 1, last),
        "event_on": min((d for d in events if d > view.as_of), default=None),
    }
    icons = {
        "event_back": "keyboard_double_arrow_left",
        "month_back": "chevron_left",
        "month_on": "chevron_right",
        "event_on": "keyboard_double_arrow_right",
    }
    for name, target in targets.items():
        st.button(
            t(f"stances.step_{name}"),
            key=f"step_{name}",
            icon=f":material/{icons[name]}:",
            icon_position="left" if name.endswith("back") else "right",
            help=t(f"stances.step_{name}_help"),
            disabled=target is None,
            on_click=state.assign,
            args=("asof", target),
        )


def _month_end(day: dt.date, step: int, last: dt.date) -> dt.date | None:
    """Last day of the month before or after; None outside the data.

    From within a month the step back goes to the end of the month before it, and
    the last month ends where the data does.
    """
    months = day.year * 12 + day.month - 1 + step
    year, month = divmod(months, 12)
    first = dt.date(year, month + 1, 1)
    if first > last or first < STANCES_FROM:
        return None
    return min(_end(first), last)


def _end(day: dt.date) -> dt.date:
    return day.replace(day=calendar.monthrange(day.year, day.month)[1])


def _month(view: StancesView, last: dt.date) -> None:
    """A slider over the months; each stands for its last day."""
    count = (last.year - STANCES_FROM.year) * 12 + last.month - STANCES_FROM.month + 1
    options = [
        STANCES_FROM.replace(year=STANCES_FROM.year + n // 12, month=n % 12 + 1)
        for n in range(count)
    ]
    key = f"asof_month.{language()}"
    st.session_state[key] = view.as_of.replace(day=1)

    def take() -> None:
        state.assign("asof", min(_end(st.session_state[key]), last))

    st.select_slider(
        t("stances.month"),
        options,
        key=key,
        format_func=fmt.month,
        help=t("stances.month_help"),
        on_change=take,
    )


def _country(view: StancesView) -> None:
    filters.one_or_none(
        "state",
        t("stances.country"),
        sorted(view.index.states, key=view.names.__getitem__)
        + [f.actor_id for f in view.institutions],
        lambda actor: view.names[actor],
        t("stances.country_placeholder"),
    )
