"""What the positions mean, how many states hold each, and the limits of the map."""

from __future__ import annotations

import pandas as pd
import streamlit as st

from components.figures.stance_style import POSITIONS
from components.markdown import escape
from components.registry import page
from components.stances.view import StancesView, badge, position_of
from components.text import t, tn
from data.stance_model import SCALE


def legend(view: StancesView) -> None:
    """Definitions from the code-book with counts, kinds of no answer kept apart."""
    with st.expander(
        t("stances.legend_title"), expanded=True, icon=":material/legend_toggle:"
    ):
        book = view.data.table("codebook")
        stances = book[book["field"] == "stance"].set_index("code")["definition"]
        _table(view, SCALE, {code: escape(str(stances[code])) for code in SCALE})
        kinds = [code for code in POSITIONS if code not in SCALE]
        st.markdown(t("stances.legend_nothing"))
        _table(view, kinds, {code: t(f"stances.why_{code}_short") for code in kinds})


def _table(
    view: StancesView, codes: tuple[str, ...] | list[str], meaning: dict[str, str]
) -> None:
    held = [position_of(fill) for fill in view.states]
    st.table(
        pd.DataFrame(
            {
                t("stances.column_position"): [
                    tn("stances.group", held.count(code), badge=badge(code))
                    for code in codes
                ],
                t("stances.column_meaning"): [meaning[code] for code in codes],
            }
        ),
        hide_index=True,
        border="horizontal",
        alt=t("stances.legend_alt"),
    )


def limits() -> None:
    """The border policy and what the map can not say, with the way to the method."""
    st.caption(t("stances.borders"))
    st.caption(t("stances.limits"))
    st.page_link(
        page("method").path,
        label=t("stances.to_method"),
        icon=page("method").icon,
    )
