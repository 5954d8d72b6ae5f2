"""How fresh a day's picture is, and how much was found for which month."""

from __future__ import annotations

import datetime as dt

from components import cache
from components import format as fmt
from components.stances.view import StancesView
from components.text import t, tn
from data.stances import RECENT_DAYS, StanceIndex, languages, supply

_ENGLISH = "en"


def freshness(view: StancesView) -> str:
    """Say how many states have a new statement that can count, how old colours are."""
    told = view.recency
    words = t(
        "stances.thin_day" if told.thin else "stances.fresh_day",
        n=fmt.number(told.speaking),
        states=fmt.number(told.states),
        days=RECENT_DAYS,
    )
    if told.median_age is None:
        return words
    age = tn("stances.days", told.median_age)
    return t("stances.fresh_age", words=words, age=age)


def supply_words(index: StanceIndex, last: dt.date) -> str:
    """Say how many statements that can count were found for which month.

    From the fullest of the last months on: a map of a month for which little was
    found rests on older words.
    """
    found = supply(index, last)
    most = max(found.values())
    if not most:
        return t("stances.supply_none", months=len(found), last=fmt.date(last))
    fullest = max(month for month, n in found.items() if n == most)
    told = tn(
        "stances.supply",
        most,
        month=fmt.month(fullest),
        months=len(found),
        last=fmt.date(last),
    )
    later = [month for month in found if month > fullest]
    if not later:
        return t("stances.supply_ends", words=told)
    told = t(
        "stances.supply_since",
        words=told,
        later=fmt.join(
            t(
                "stances.supply_month",
                n=fmt.number(found[month]) if found[month] else t("stances.none"),
                month=fmt.month(month),
            )
            for month in later
        ),
    )
    return _with_languages(index, later[0], told)


def _with_languages(index: StanceIndex, first: dt.date, told: str) -> str:
    """Add in which language the pages behind the statements from a day on are."""
    ids = [
        s.statement_id
        for actor in index.whole.actors.values()
        for s in actor.statements
        if s.is_candidate and s.date >= first
    ]
    by_language = languages(cache.full(), ids)
    if not by_language:
        return told
    return tn(
        "stances.supply_english",
        by_language.total(),
        words=told,
        english=fmt.number(by_language[_ENGLISH]),
    )
