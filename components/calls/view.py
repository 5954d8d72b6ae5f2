"""What the sections of the call-frequency page share."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from functools import cached_property

import pandas as pd

from components import cache, contact_view, labels, spans, state
from components import format as fmt
from components.cards import Records
from components.text import t, tn
from data import contacts as counting
from data.contacts import ContactFilter, Gap
from data.coverage import COMPLETENESS, Stretches, grade_runs
from data.load import Dataset

# First and last of some days.
Span = tuple[dt.date, dt.date]

# Where more than this part of the days was searched thinly or not at all, the answer
# says so, and claims no "most".
THIN_SHARE = 0.1


@dataclass(frozen=True, eq=False)
class CallsView:
    """Everything that the sections of the page share.

    `actor` is the country or body whose contacts they are. `selected` are the contacts
    shown, `hidden` those that the same filters find and the choice of evidence hides,
    `left_out` those of the same years and rule that pass no other filter; `on_record`
    counts all contacts of the pair, whatever is filtered or hidden. `gap` is that of
    the whole record under the counting rule: neither another filter nor hiding a
    contact makes a silence.
    """

    data: Dataset
    actor: str
    filter: ContactFilter
    grain: str
    contacts: pd.DataFrame
    selected: pd.DataFrame
    hidden: pd.DataFrame
    on_record: int
    left_out: pd.DataFrame
    stretches: Stretches
    counts: pd.DataFrame
    by_kind: pd.DataFrame
    doubtful: pd.Series
    gap: Gap | None

    @property
    def records(self) -> Records:
        """The contacts shown, of how many, and how many are hidden."""
        return Records(
            "contacts",
            self.selected["contact_id"],
            tn("calls.noun", self.on_record, name=self.counterpart),
            hidden=len(self.hidden),
        )

    @property
    def period(self) -> str:
        """Years of the view in words, as far as anything is known of them."""
        return spans.within(self.counts["start"].iloc[0].year, self.filter.end.year)

    @cached_property
    def counterpart(self) -> str:
        """Who was at the other end of the line, within a sentence."""
        return counterpart(self.actor)

    @property
    def last_day(self) -> dt.date:
        """Last day to which contacts are collected."""
        return cache.full().last_day("contacts")

    @property
    def thin(self) -> bool:
        """Whether much of the view's days was searched thinly, or not at all."""
        days = {"thin": 0, "all": 0}
        for run in self.stretches:
            n = (min(run.end, self.last_day) - run.start).days + 1
            days["all"] += max(n, 0)
            if run.completeness in {"low", "none"}:
                days["thin"] += max(n, 0)
        return days["thin"] > days["all"] * THIN_SHARE

    @property
    def pause_searched(self) -> bool:
        """Whether the days of the gap were searched so well that it is a silence."""
        if self.gap is None:
            return False
        coverage = cache.full().coverage
        days = coverage.between(self.actor, self.gap.start, self.gap.end)
        return all(stretch.well for stretch in days)

    @property
    def known(self) -> int:
        """How many contacts the whole record has of these years under this rule."""
        return len(self.selected) + len(self.hidden) + len(self.left_out)

    @property
    def pause(self) -> Gap | None:
        """The gap, where its days and those of the view meet."""
        if self.gap is None:
            return None
        meets = self.gap.start <= self.filter.end and self.gap.end >= self.filter.start
        return self.gap if meets else None


@cache.kept
def leaders_of(actor: str) -> list[str]:
    """Who spoke or met with Putin for a country or body, in the order of time."""
    known = cache.full().contacts
    return list(known.loc[known["actor_id"] == actor, "counterpart"].unique())


@cache.kept
def counterpart(actor: str) -> str:
    """Name who speaks for a country or body: its one leader, or its leaders.

    Where no contact is on record nobody can be named.
    """
    known = leaders_of(actor)
    if len(known) == 1:
        return family_name(known[0])
    country = labels.actor_in_sentence(actor, labels.actor(actor))
    return t("calls.leaders_of" if known else "calls.leader_of", country=country)


def family_name(name: str) -> str:
    """Last part of a name: what headlines call somebody."""
    return name.rsplit(" ", 1)[-1]


def chosen_actor() -> str:
    """Whose contacts are shown."""
    return str(state.own("with", cache.full().main_counterpart))


def question() -> str:
    """The title of the page."""
    return t("calls.title", name=counterpart(chosen_actor()))


@cache.kept
def derive(
    data: Dataset,
    actor: str,
    view: ContactFilter,
    grain: str,
    first: dt.date | None = None,
) -> CallsView:
    """Count the contacts of one counterpart under a view's filters.

    Args:
        data: the data set.
        actor: country or body at the other end of the line.
        view: the filters.
        grain: how much time each number counts.
        first: of the days that are counted; None for the first that the coverage
            of the counterpart speaks of.
    """
    contacts = contacts_of(data, actor)
    topics = data.table("contact_topics")
    selected = counting.select(_counted_of(data, actor, view.rule), topics, view)
    known = contacts_of(cache.full(), actor)
    hidden = contact_view.hidden_from(selected, view)
    if len(hidden):
        hidden = hidden[hidden["actor_id"] == actor]
    if view.narrowing:
        left_out = counting.left_out(known, pd.concat([selected, hidden]), view)
    else:
        # Whatever these years and this rule have is shown, or hidden.
        left_out = known.iloc[:0]
    begun = first or first_day(data, actor)
    start = max(view.start, begun) if begun <= view.end else view.start
    stretches = data.coverage.between(actor, start, view.end)
    counts = counting.counts_by_period(
        selected,
        stretches,
        grain,
        start,
        view.end,
        data.cutoff("contacts"),
        hidden,
        left_out,
    )
    tallied = _tallied_years(actor)
    return CallsView(
        data=data,
        actor=actor,
        filter=view,
        grain=grain,
        contacts=contacts,
        selected=selected,
        hidden=hidden,
        on_record=len(known),
        left_out=left_out,
        stretches=stretches,
        counts=counts,
        by_kind=counting.kinds_by_period(selected, grain),
        doubtful=counting.doubtful(counts, tallied),
        gap=_longest_gap(actor, view.rule),
    )


@cache.kept
def contacts_of(data: Dataset, actor: str) -> pd.DataFrame:
    """All contacts of a counterpart."""
    return data.contacts[data.contacts["actor_id"] == actor]


@cache.kept
def _counted_of(data: Dataset, actor: str, rule: str) -> pd.DataFrame:
    """Those that a rule counts, in the order of time: years of them are no copies."""
    return counting.in_time(counting.apply_rule(contacts_of(data, actor), rule))


@cache.kept
def _tallied_years(actor: str) -> frozenset[int]:
    return counting.tallied_years(cache.full().reported_counts, actor)


@cache.kept
def _last_day(actor: str, rule: str) -> dt.date | None:
    """Day of the last contact of the whole record under a rule."""
    counted = counting.apply_rule(contacts_of(cache.full(), actor), rule)
    return None if counted.empty else counted["date"].max().date()


@cache.kept
def _longest_gap(actor: str, rule: str) -> Gap | None:
    """The longest gap of the whole record under a rule."""
    known = contacts_of(cache.full(), actor)
    return counting.longest_gap(counting.apply_rule(known, rule))


@cache.kept
def first_day(data: Dataset, actor: str) -> dt.date:
    """First day that the coverage of a counterpart speaks of."""
    return data.coverage.of(actor)[0].start


def view_of(data: Dataset) -> CallsView:
    """Derive the page's view from the current filters."""
    grain = state.own("grain", "year")
    return derive(data, chosen_actor(), contact_view.current_filter(), grain)


@cache.kept
def finding(view: CallsView) -> str:
    """State what the counts show; a search without a find is a finding, too."""
    if view.selected.empty:
        return _finding_of_none(view)
    if view.filter.narrowing:
        return _part(view, f"calls.finding_narrowed_{view.filter.rule}")
    if len(view.hidden):
        return _part(view, f"calls.finding_shown_{view.filter.rule}")
    years = view.selected["date"].dt.year.value_counts()
    most, peaks = int(years.max()), _peaks(view)
    follows = view.pause is not None and [view.pause.start.year] == peaks
    rule = view.filter.rule
    if len(peaks) > 1:
        key = f"calls.finding_tie_{rule}"
    elif follows or len(years) == 1 or view.thin:
        key = f"calls.finding_peak_{rule}"
    else:
        key = f"calls.finding_most_{rule}"
    said = tn(
        key,
        most,
        year=fmt.join(map(str, peaks)),
        name=view.counterpart,
    )
    if view.pause is None:
        return said
    if view.pause_searched:
        key = "calls.finding_then" if follows else "calls.finding_pause"
    else:
        key = "calls.finding_then_thin" if follows else "calls.finding_pause_thin"
    if [view.pause.end.year] == peaks and len(years) == 1:
        key = "calls.finding_after"
    days = spans.days(view.pause.days, exact=view.pause.exact)
    return t(key, said=said, days=days)


@cache.kept
def words(view: CallsView) -> tuple[str, str, str]:
    """The answer in a sentence, and twice what narrows it: to be taken, and printed."""
    narrowed = caveat(view)
    return answer(view), narrowed, narrowed


@cache.kept
def answer(view: CallsView) -> str:
    """The finding as a sentence, with how often or when they spoke since."""
    said = finding(view)
    if view.selected.empty or view.filter.narrowing or len(view.hidden):
        return said
    last = view.selected["date"].max().date()
    peaks = _peaks(view)
    if view.pause is None or [view.pause.start.year] != peaks:
        if last.year in peaks or view.filter.end < view.last_day:
            return said
        return t("calls.answer_last", said=said, last=fmt.date(last))
    after = view.selected[view.selected["date"] >= pd.Timestamp(view.pause.end)]
    if after.empty:
        return said
    return tn(
        f"calls.answer_since_{view.filter.rule}",
        len(after),
        said=said,
        last=fmt.date(last),
    )


def _peaks(view: CallsView) -> list[int]:
    """Years with the most contacts."""
    years = view.selected["date"].dt.year.value_counts()
    return sorted(int(year) for year in years[years == years.max()].index)


def caveat(view: CallsView) -> str:
    """How well the days were searched, where much of them was thinly or not at all."""
    if not view.thin:
        return ""
    known = [s for s in view.stretches if s.start <= view.last_day]
    runs = [
        t(
            f"calls.searched_{run.completeness}",
            end=fmt.date(min(run.end, view.last_day)),
        )
        for run in grade_runs(known)
    ]
    country = labels.actor_in_sentence(view.actor, labels.actor(view.actor))
    return t("calls.caveat", country=country, runs=fmt.join(runs))


def doubted_years(view: CallsView) -> list[int]:
    """Years in which our list may miss some."""
    return sorted({day.year for day in view.counts.loc[view.doubtful, "start"]})


def _part(view: CallsView, key: str) -> str:
    """Say how many of how many are shown: of a part no more may be said."""
    return tn(
        key,
        view.known,
        shown=fmt.number(len(view.selected)),
        name=view.counterpart,
        period=view.period,
    )


def _finding_of_none(view: CallsView) -> str:
    """Say that nothing is listed, and what kind of nothing it is."""
    names = {"period": view.period, "what": one(view)}
    if len(view.hidden):
        number = len(view.hidden)
        if view.filter.narrowing:
            return tn("calls.finding_hidden_passing", number, period=view.period)
        return tn(f"calls.finding_hidden_{view.filter.rule}", number, **who(view))
    if view.filter.narrowing:
        return t("calls.finding_none_passes", **names)
    searched = [s for s in view.stretches if s.completeness != "none"]
    if not searched:
        return t("calls.finding_not_searched", which=which(view))
    worst = max((s.completeness for s in searched), key=COMPLETENESS.index)
    last = searched[-1].end
    unsearched = [s for s in view.stretches if s.completeness == "none"]
    if any(s.start < last for s in unsearched):
        return t("calls.finding_none_part", **names)
    if len(unsearched):
        return t(f"calls.finding_none_to_{worst}", last=fmt.date(last), **names)
    return t(f"calls.finding_none_{worst}", **names)


def sentence(view: CallsView) -> str:
    """Say which contacts are shown, with every filter that narrows them."""
    grain = t(f"calls.by_{view.grain}")
    base = _narrowed(view, t("calls.sentence_by", which=which(view), grain=grain))
    if view.selected.empty and view.pause and not view.filter.narrowing:
        base = t("calls.sentence_pause", base=base, **pause_days(view.pause))
    return base


def shown(view: CallsView) -> str:
    """Say which contacts are shown where the grain of the bars says nothing."""
    return _narrowed(view, t("calls.sentence", which=which(view)))


def _narrowed(view: CallsView, base: str) -> str:
    if narrowing := contact_view.narrowing(view.filter):
        return t("calls.sentence_narrowed", base=base, filters=narrowing)
    return base


def who(view: CallsView) -> dict[str, str]:
    """Counterpart and years, for messages that name the subject."""
    return {"name": view.counterpart, "period": view.period}


def which(view: CallsView) -> str:
    """Name what the rule counts, of whom and when, without the other filters."""
    return t(f"calls.which_{view.filter.rule}", **who(view))


def one(view: CallsView) -> str:
    """Name a single contact under the rule: "call of Putin and Macron"."""
    return t(f"calls.none_{view.filter.rule}", name=view.counterpart)


def pause_days(pause: Gap) -> dict[str, str]:
    """First and last day of a pause and its length, for sentences."""
    return {
        "start": fmt.imprecise_date(pause.start, pause.precisions[0]),
        "end": fmt.imprecise_date(pause.end, pause.precisions[1]),
        "days": spans.days(pause.days, exact=pause.exact),
    }


@cache.kept
def since_last(view: CallsView) -> str:
    """Say how well was searched since the last contact of the whole record.

    Empty where a view ends before that contact.
    """
    record, last = cache.full(), _last_day(view.actor, view.filter.rule)
    if last is None or view.filter.end < last:
        return ""
    day_after = last + dt.timedelta(days=1)
    runs = grade_runs(
        record.coverage.between(view.actor, day_after, record.last_day("contacts"))
    )
    return t(
        "calls.since_last",
        what=one(view),
        last=fmt.date(last),
        runs=fmt.join(
            t(f"calls.searched_{run.completeness}", end=fmt.date(run.end))
            for run in runs
        ),
    )


def note_empty(view: CallsView) -> None:
    """Where filters other than rule and years leave nothing, name them.

    Years without a contact are no empty view: that nothing was found there, and how
    well was searched, is what the chart shows.
    """
    if view.selected.empty and (view.filter.narrowing or len(view.hidden)):
        topics = view.data.table("contact_topics")
        contact_view.blame(view.contacts, topics, view.filter, hidden=view.hidden)
