"""What the sections of the experts page share."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass, replace
from functools import cached_property

import streamlit as st

from components import cache, labels, spans, state, widgets
from components import format as fmt
from components.cards import Records
from components.filters import ASSESSMENTS
from components.text import t, tn
from data import assessments
from data.assessments import IN_OFFICE, AssessmentFilter, Assessments
from data.load import Dataset


@dataclass(frozen=True, eq=False)
class ExpertsView:
    """Everything that the sections of the page share.

    `whole` holds all assessments, newest first, `every` those that the choice of
    evidence leaves, `selected` those of the view; `by` is the breakdown of the chart,
    `group` that of the list.
    """

    data: Dataset
    whole: Assessments
    every: Assessments
    filter: AssessmentFilter
    by: str
    group: str
    selected: Assessments

    @property
    def people(self) -> int:
        """How many people the assessments of the view are by."""
        return len(self.selected.counted("expert"))

    @cached_property
    def records(self) -> Records:
        """The assessments shown, of how many, and how many are hidden."""
        return Records(
            "assessments",
            self.selected.ids,
            tn("shell.records_assessments", len(self.whole)),
            hidden=self.hidden,
        )

    @property
    def hidden(self) -> int:
        """How many assessments of the view the choice of evidence hides."""
        if not cache.hiding():
            return 0
        return len(assessments.select(self.whole, self.filter)) - len(self.selected)


def view_of(data: Dataset) -> ExpertsView:
    """Read the filters and choose the assessments."""
    chosen = widgets.assessment_filter()
    _restart_list(chosen, state.value("group"))
    return view_under(data, chosen, state.value("by"), state.value("group"))


@cache.kept
def view_under(
    data: Dataset, chosen: AssessmentFilter, by: str, group: str
) -> ExpertsView:
    """Choose the assessments under some filters; see `ExpertsView`."""
    every = cache.derived("assessments", assessments.collect)
    return ExpertsView(
        data=data,
        whole=cache.derived("assessments", assessments.collect, whole=True),
        every=every,
        filter=chosen,
        by=by,
        group=group,
        selected=assessments.select(every, chosen),
    )


def _restart_list(chosen: AssessmentFilter, group: str) -> None:
    """Go back to the first page when the reader changed what is listed."""
    page = state.value("list_page")
    what, where = st.session_state.get("experts.listed", ((chosen, group), page))
    st.session_state["experts.listed"] = ((chosen, group), page)
    if what != (chosen, group) and where == page != 1:
        state.assign("list_page", 1)
        st.rerun()


def sentence(view: ExpertsView) -> str:
    """Say which assessments are shown, with every filter that narrows them."""
    base = sentence_base(view)
    # The base says the years already.
    narrowing = [text for field, text in narrowed(view) if field != "first_year"]
    if narrowing:
        return t("experts.narrowed", base=base, filters="; ".join(narrowing))
    return base


def sentence_base(view: ExpertsView) -> str:
    """Say how many assessments are shown, by how many, and who is left out."""
    if view.filter.seeds:
        key = "experts.sentence_seeds"
    elif view.filter.officials:
        key = "experts.sentence_officials"
    else:
        key = "experts.sentence"
    return t(
        key,
        assessments=tn("experts.n_assessments", len(view.selected)),
        people=tn("experts.n_people", view.people),
        period=spans.years(
            max(view.filter.first_year, min(view.every.counted("year"))),
            view.filter.last_year,
        ),
        left_out=_left_out(view),
    )


def _left_out(view: ExpertsView) -> str:
    """Say how many assessments, by whom in office, the same filters would add."""
    with_all = assessments.select(view.every, replace(view.filter, officials=True))
    out = {
        who: n
        for who, n in with_all.counted("expert", "expert_kind").items()
        if who[1] in IN_OFFICE
    }
    if not out:
        return t("experts.left_out_none")
    people = dict(out.keys())
    kinds = Counter(people.values())
    return tn(
        "experts.left_out",
        sum(out.values()),
        people=tn("experts.n_people", len(people)),
        kinds=fmt.join(tn(f"experts.n_{k}", kinds[k]) for k in IN_OFFICE if kinds[k]),
    )


def narrowed(view: ExpertsView) -> list[tuple[str, str]]:
    """Return each facet, search or period that narrows the view, as it is printed.

    Returns:
        Field of the filter and text: ("countries", "Country: Russia, France").
    """
    chosen = view.filter
    found = labels.narrowed(ASSESSMENTS, chosen)
    if chosen.text:
        found.append(("text", labels.filter_value(ASSESSMENTS, "text", chosen.text)))
    contract = cache.contract()
    whole = (contract["from"].default, contract["to"].default)
    if (chosen.first_year, chosen.last_year) != whole:
        years = spans.years(chosen.first_year, chosen.last_year)
        printed = labels.filter_value(ASSESSMENTS, "first_year", years)
        found.append(("first_year", printed))
    return found


def empty(view: ExpertsView) -> bool:
    """Where nothing is left, name the filters to blame and offer one click back."""
    if view.selected:
        return False
    if not view.whole:
        return True
    blamed = list(assessments.emptied_by(view.every, view.filter))
    if hidden := view.hidden:
        blamed.append("evidence")
        hides = f" {tn('experts.evidence_hides', hidden)}"
    else:
        hides = ""
    if not blamed:
        st.info(t("experts.empty_all"), icon=":material/filter_alt_off:")
        arguments = (ASSESSMENTS.every_key, cache.contract())
        _back_button("all", t("shell.reset"), state.reset, arguments)
        return True
    if "officials" in blamed:
        message = t("experts.empty_officials")
    else:
        filters = fmt.join(t(f"experts.facet_{name}") for name in blamed)
        number = "one" if len(blamed) == 1 else "several"
        message = t(f"experts.empty_{number}", filters=filters)
    st.info(message + hides, icon=":material/filter_alt_off:")
    with st.container(horizontal=True):
        for name in blamed:
            _way_back(name)
    return True


def _way_back(name: str) -> None:
    """Offer to take one filter away, or to let office-holders in."""
    if name == "officials":
        label = t("experts.show_officials")
        _back_button(name, label, state.assign, ("officials", True))
    else:
        label = t("experts.widen", filter=t(f"experts.facet_{name}"))
        params = ("evidence",) if name == "evidence" else ASSESSMENTS.keys[name]
        arguments = (params, cache.contract())
        _back_button(name, label, state.reset, arguments)


def _back_button(
    name: str, label: str, action: Callable[..., None], arguments: tuple[object, ...]
) -> None:
    st.button(label, on_click=action, args=arguments, key=f"widen_{name}")
