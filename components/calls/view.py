"""What the sections of the call-frequency page share."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property

import pandas as pd

from components import cache, contact_view, labels, spans, state
from components import format as fmt
from components.cards import Records
from components.text import MissingMessageError, t, tn
from data import contacts as counting
from data.contacts import ContactFilter, Gap
from data.coverage import COMPLETENESS, SOLID, Stretches, grade_runs
from data.load import Dataset
from data.people import leaders_between

# First and last of some days.
Span = tuple[dt.date, dt.date]

# Where more than these parts of the days were searched thinly or not at all, or not
# well, the answer says how they were searched.
THIN_SHARE = 0.1
_GAPS_SHARE = 0.25
_THIN = ("low", "none")
_GAPS = tuple(grade for grade in COMPLETENESS if grade not in SOLID)


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
            tn("calls.noun", self.on_record, name=counterpart(self.actor)),
            hidden=len(self.hidden),
        )

    @property
    def period(self) -> str:
        """Years of the view in words, as far as anything is known of them."""
        return spans.within(self.counts["start"].iloc[0].year, self.filter.end.year)

    @property
    def start(self) -> dt.date:
        """First day of the view of which anything is known."""
        return self.stretches[0].start

    @cached_property
    def counterpart(self) -> str:
        """Who is at the other end of the line in these years, within a sentence."""
        return counterpart_between(self.actor, self.start, self.filter.end)

    @property
    def met(self) -> list[str]:
        """Who spoke or met in these years, whatever is filtered or hidden."""
        known = contacts_of(cache.full(), self.actor)
        within = counting.between(known, self.start, self.filter.end)
        return list(within["counterpart"].unique())

    @property
    def last_day(self) -> dt.date:
        """Last day to which contacts are collected."""
        return cache.full().last_day("contacts")

    @property
    def thin(self) -> bool:
        """Whether much of the view's days was not well searched."""
        return self._share(_THIN) > THIN_SHARE or self._share(_GAPS) > _GAPS_SHARE

    @property
    def compares(self) -> bool:
        """Whether the days were searched so well that one year is more than another."""
        return self._share(_GAPS) <= THIN_SHARE

    def _share(self, grades: Sequence[str]) -> float:
        """Which part of the days, up to the last one collected, has some grades."""
        days = dict.fromkeys((True, False), 0)
        for run in self.stretches:
            n = (min(run.end, self.last_day) - run.start).days + 1
            days[run.completeness in grades] += max(n, 0)
        return days[True] / max(sum(days.values()), 1)

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
    """Name who spoke for a country or body in the whole record."""
    return _named(actor, leaders_of(actor))


@cache.kept
def counterpart_between(actor: str, first: dt.date, last: dt.date) -> str:
    """Name who speaks for a country or body in some days.

    Of these days nothing may be said of somebody who was not in office in them.
    """
    record = cache.full()
    last = min(last, record.last_day("contacts"))
    return _named(actor, leaders_between(record, actor, first, last))


def _named(actor: str, leaders: Sequence[str]) -> str:
    """The one leader by the name, several or none by their post."""
    if len(leaders) == 1:
        return family_name(leaders[0])
    country = labels.actor_in_sentence(actor, labels.actor(actor))
    if leaders:
        return t("calls.leaders_of", country=country)
    try:
        # Where the body is itself a post.
        return t(f"calls.leader_of_{actor}")
    except MissingMessageError:
        return t("calls.leader_of", country=country)


def family_name(name: str) -> str:
    """Last part of a name: what headlines call somebody."""
    return name.rsplit(" ", 1)[-1]


def chosen_actor() -> str:
    """Whose contacts are shown."""
    return str(state.own("with", cache.full().main_counterpart))


def question() -> str:
    """The title of the page."""
    actor, view = chosen_actor(), contact_view.current_filter()
    first = _start(view, first_day(cache.dataset(), actor))
    return t("calls.title", name=counterpart_between(actor, first, view.end))


def _start(view: ContactFilter, begun: dt.date) -> dt.date:
    """First day of a view, where days before one are unknown."""
    return max(view.start, begun) if begun <= view.end else view.start


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
    start = _start(view, first or first_day(data, actor))
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
    return _with_pause(view, _how_often(view))


def _how_often(view: CallsView) -> str:
    """How often they spoke in all, or in the years with the most contacts."""
    years = view.selected["date"].dt.year.value_counts()
    most, peaks, rule = int(years.max()), _peaks(view), view.filter.rule
    if _totalled(view):
        said = tn(
            f"calls.finding_total_{rule}",
            len(view.selected),
            name=_speakers(view, view.counterpart),
            period=view.period,
        )
        if len(peaks) > 1 or most == 1:
            return said
        return tn("calls.finding_of_them", most, said=said, year=peaks[0])
    if len(peaks) > 1:
        key = f"calls.finding_tie_{rule}"
    elif _follows(view) or len(years) == 1:
        key = f"calls.finding_peak_{rule}"
    else:
        key = f"calls.finding_most_{rule}"
    spoke = list(view.selected["counterpart"].unique())
    return tn(
        key,
        most,
        year=fmt.join(map(str, peaks)),
        name=_speakers(view, _named(view.actor, spoke)),
    )


def _speakers(view: CallsView, name: str) -> str:
    """The name, unless a pause lies between two leaders: it was not that of one."""
    if view.pause is None:
        return name
    known = contacts_of(cache.full(), view.actor)
    ends = known["date"].dt.date.isin([view.pause.start, view.pause.end])
    spoke = {*known.loc[ends, "counterpart"], *view.selected["counterpart"]}
    return name if len(spoke) == 1 else counterpart(view.actor)


def _follows(view: CallsView) -> bool:
    """Whether the pause begins in the one year with the most contacts."""
    return view.pause is not None and [view.pause.start.year] == _peaks(view)


def _with_pause(view: CallsView, said: str) -> str:
    """Add how long the pause was, and whether that may be called a silence."""
    if view.pause is None:
        return said
    follows = _follows(view)
    if view.pause_searched:
        key = "calls.finding_then" if follows else "calls.finding_pause"
    else:
        key = "calls.finding_then_thin" if follows else "calls.finding_pause_thin"
    if set(view.selected["date"].dt.year) == {view.pause.end.year}:
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
    if left := left_by_rule(view):
        return tn(f"calls.answer_left_{view.filter.rule}", left, said=said)
    if view.selected.empty or view.filter.narrowing or len(view.hidden):
        return said
    last = view.selected["date"].max().date()
    peaks = _years_told(view)
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


def _totalled(view: CallsView) -> bool:
    """Whether the contacts of all years are told, since no year is known to have most.

    So it is where the search was too thin to compare years, and where no year has more
    than one. That no contact followed for long is a reason to name the last year.
    """
    years = set(view.selected["date"].dt.year)
    if _follows(view) or len(years) == 1:
        return False
    return not view.compares or len(view.selected) == len(years)


def _years_told(view: CallsView) -> list[int]:
    """The years that the finding names."""
    peaks = _peaks(view)
    return [] if _totalled(view) and len(peaks) > 1 else peaks


def left_by_rule(view: CallsView) -> int:
    """How many contacts of these years another rule counts, where this one has none."""
    if len(view.selected) or len(view.hidden) or view.filter.narrowing:
        return 0
    return len(counting.between(view.contacts, view.filter.start, view.filter.end))


def caveat(view: CallsView) -> str:
    """How well the days were searched, where that was not well for much of them."""
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
    grades = {s.completeness for s in searched}
    worst = "thin" if grades == {"low"} else max(grades, key=COMPLETENESS.index)
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
    well was searched, is what the chart shows. Contacts that the rule alone leaves
    out are a click away.
    """
    if left_by_rule(view):
        contact_view.count_all()
    if view.selected.empty and (view.filter.narrowing or len(view.hidden)):
        topics = view.data.table("contact_topics")
        contact_view.blame(view.contacts, topics, view.filter, hidden=view.hidden)
