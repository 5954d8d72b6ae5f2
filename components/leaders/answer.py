"""Who is known to have been in contact with Putin: the answer in front of all others.

It stands on the overview and above the comparison, and follows no filter but the
choice of evidence: what that hides is said, and makes nobody silent.
"""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from components import cache, labels
from components import format as fmt
from components.markdown import escape
from components.text import language, t, tn
from data import leaders
from data.leaders import SINCE, Leader, Searched
from data.load import Dataset

KEY = "leaders_answer"


@dataclass(frozen=True)
class Answer:
    """Leaders in contact from `start` to `end`.

    `eu` and `beside` (outside the EU, for comparison) count what is shown, but their
    last contact is that of the whole record: hiding makes nobody silent. `hidden` and
    `hidden_beside` are those in contacts that are hidden.
    """

    start: dt.date
    end: dt.date
    eu: tuple[Leader, ...]
    beside: tuple[Leader, ...]
    hidden: tuple[Leader, ...]
    hidden_beside: tuple[Leader, ...]
    searched: Searched
    bodies: Searched
    names: dict[str, str]

    @property
    def contact_ids(self) -> list[str]:
        """Ids of the contacts that the answer counts, those outside the EU last."""
        return [i for found in (*self.eu, *self.beside) for i in found.contact_ids]

    @property
    def states(self) -> int:
        """How many member states there are."""
        parts = self.searched
        return sum(map(len, (parts.well, parts.thinly, parts.briefly, parts.never)))


def answer_of(shown: Dataset, whole: Dataset, start: dt.date = SINCE) -> Answer:
    """Derive the answer.

    Args:
        shown: the data set that is shown.
        whole: the whole data set, for what is hidden and for what was searched.
        start: first day that counts.
    """
    end = whole.last_day("contacts")
    actors, coverage = whole.actors, whole.coverage
    eu = leaders.of_eu(actors)
    others = set(actors["actor_id"]) - eu
    gone = whole.contacts[
        ~whole.contacts["contact_id"].isin(shown.contacts["contact_id"])
    ]
    members = actors.loc[actors["eu_member"], "actor_id"].tolist()
    ever = coverage.actors
    bodies = [a for a in actors["actor_id"] if a in eu & ever and a not in members]

    def known(ids: set[str]) -> tuple[Leader, ...]:
        every = leaders.leaders_since(whole.contacts, ids, start, end)
        found = leaders.leaders_since(shown.contacts, ids, start, end)
        return leaders.with_last_of(found, every)

    return Answer(
        start=start,
        end=end,
        eu=known(eu),
        beside=known(others),
        hidden=leaders.leaders_since(gone, eu, start, end),
        hidden_beside=leaders.leaders_since(gone, others, start, end),
        searched=leaders.searched_since(coverage, members, start, end),
        bodies=leaders.searched_since(coverage, bodies, start, end),
        names=labels.actor_names(),
    )


def title(answer: Answer) -> str:
    """Say how many leaders of the EU are known to have been in contact, and who."""
    if not answer.eu:
        key = "leaders.answer_all_hidden" if answer.hidden else "leaders.answer_none"
        return t(key, year=answer.start.year)
    return tn(
        "leaders.answer",
        len(answer.eu),
        year=answer.start.year,
        names=fmt.join(_leader(leader, "_short") for leader in answer.eu),
    )


def _leader(leader: Leader, form: str = "") -> str:
    """Name a leader with the number of contacts, what is unsure, and the last day.

    Short, the last day is left to the chart and to the sentence below.
    """
    unsure = "_unsure" if leader.unsure else ""
    return tn(
        f"leaders.answer_leader{unsure}{form}",
        leader.n,
        name=escape(leader.name),
        last=fmt.imprecise_date(leader.last, leader.precision),
        unsure=fmt.number(leader.unsure),
    )


def sentence(answer: Answer) -> str:
    """Say the last days, who else was in contact, what is hidden, who was searched."""
    parts = []
    if answer.eu:
        days = fmt.join(
            t(
                "leaders.answer_last_of",
                name=escape(leader.name),
                last=fmt.imprecise_date(leader.last, leader.precision),
            )
            for leader in answer.eu
        )
        parts.append(t("leaders.answer_last_days", names=days))
    if answer.beside:
        names = fmt.join(map(_leader, answer.beside))
        parts.append(t("leaders.answer_beside", names=names))
    if gone := (*answer.hidden, *answer.hidden_beside):
        hidden = sum(leader.n for leader in gone)
        names = fmt.join(
            t("leaders.answer_hidden_of", name=escape(x.name), n=fmt.number(x.n))
            for x in gone
        )
        parts.append(tn("leaders.answer_hidden", hidden, names=names))
    parts.append(_search(answer))
    return " ".join(parts)


def _search(answer: Answer) -> str:
    """Say of how many member states the days were searched how well, by name."""
    found = answer.searched
    parts = [
        tn(f"leaders.states_{grade}", len(ids), names=_names(answer, ids))
        for grade, ids in (
            ("well", found.well),
            ("thinly", found.thinly),
            ("briefly", found.briefly),
            ("never", found.never),
        )
        if ids
    ]
    said = t(
        "leaders.answer_search",
        until=fmt.date(answer.end),
        m=fmt.number(answer.states),
        parts=fmt.join(parts),
    )
    bodies = answer.bodies
    beside = [
        t(f"leaders.bodies_{grade}", names=_names(answer, ids))
        for grade, ids in (
            ("well", bodies.well),
            ("thinly", bodies.thinly),
            ("briefly", bodies.briefly),
            ("never", bodies.never),
        )
        if ids
    ]
    return " ".join([said, *beside, t("leaders.answer_missing")])


def _names(answer: Answer, actor_ids: tuple[str, ...]) -> str:
    """Names in the order of the alphabet: nobody is ranked by a search."""
    ordered = sorted(actor_ids, key=answer.names.__getitem__)
    return escape(
        fmt.join(
            labels.actor_in_sentence(actor, answer.names[actor]) for actor in ordered
        )
    )


def current() -> Answer:
    """The answer for what is shown, derived once for each choice of evidence."""
    # It follows no filter but the choice of evidence; its names are the reader's.
    name = f"leaders.answer.{language()}"
    return cache.derived(name, lambda shown: answer_of(shown, cache.full()))


@cache.kept
def current_words() -> tuple[str, str, str]:
    """The answer in a sentence, how well was searched, and that in short."""
    return title(current()), current_search(), current_short()


def current_short() -> str:
    """The last contact found, and how well the states were searched, in numbers."""
    found = current().searched
    said = t(
        "leaders.search_short",
        m=fmt.number(current().states),
        well=fmt.number(len(found.well)),
        thinly=fmt.number(len(found.thinly)),
        little=fmt.number(len(found.briefly) + len(found.never)),
        until=fmt.date(current().end),
    )
    if not (known := current().eu):
        return said
    last = max(known, key=lambda leader: leader.last)
    newest = t(
        "leaders.answer_last_one",
        name=escape(last.name),
        last=fmt.imprecise_date(last.last, last.precision),
    )
    return f"{newest} {said}"


def current_search() -> str:
    """How well the member states were searched: it belongs to the answer."""
    return sentence(current())
