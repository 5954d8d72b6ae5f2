"""Numbers, dates and lists as readers write them."""

from __future__ import annotations

import datetime as dt

import pytest

from components import format as fmt
from components import spans

DAY = dt.date(2025, 7, 1)


@pytest.mark.parametrize(
    ("written", "expected"),
    [
        (fmt.number(1024), "1,024"),
        (fmt.number(-3), "-3"),
        (fmt.number(24.7, 1), "24.7"),
        (fmt.number(24, 1), "24.0"),
        (fmt.percent(0.46), "46%"),
        (fmt.date(DAY), "1 July 2025"),
        (fmt.short_date(DAY), "1 Jul 2025"),
        (fmt.day_and_month(DAY), "1 Jul"),
        (fmt.month(DAY), "July 2025"),
        (fmt.short_month(7), "Jul"),
        (fmt.imprecise_date(DAY, "day"), "1 July 2025"),
        (fmt.imprecise_date(DAY, "month"), "July 2025"),
        (fmt.imprecise_date(DAY, "year"), "2025"),
        (fmt.imprecise_date(DAY, "approx"), "≈ 1 July 2025"),
        (fmt.join(["a", "b", "c"]), "a, b and c"),
        (fmt.join(iter(["a"])), "a"),
        (fmt.join([]), ""),
        (fmt.either(["a", "b", "c"]), "a, b or c"),
        (fmt.either(["a"]), "a"),
        (spans.years(2017, 2026), "2017 to 2026"),
        (spans.years(2025, 2025), "2025"),
        (spans.within(2017, 2026), "from 2017 to 2026"),
        (spans.within(2025, 2025), "in 2025"),
        (fmt.language_name("ru"), "Russian"),
        (fmt.language_name("xx"), "xx"),
    ],
)
def test_english_house_style(written, expected):
    assert written == expected


@pytest.mark.parametrize(
    ("language", "day", "short", "without_year", "month"),
    [
        ("en", "1 July 2025", "1 Jul 2025", "1 Jul", "July 2025"),
        ("de", "1. Juli 2025", "1. Juli 2025", "1. Juli", "Juli 2025"),
        ("hu", "2025. július 1.", "2025. júl. 1.", "júl. 1.", "2025. július"),
        ("lt", "2025 m. liepos 1 d.", "2025-07-01", "07-01", "2025 m. liepa"),
        ("fr", "1 juillet 2025", "1 juil. 2025", "1 juil.", "juillet 2025"),
    ],
)
def test_each_language_arranges_a_date_its_own_way(
    language, day, short, without_year, month
):
    try:
        fmt.set_locale(language)
        assert fmt.date(DAY) == day
        assert fmt.short_date(DAY) == short
        assert fmt.day_and_month(DAY) == without_year
        assert fmt.month(DAY) == month
    finally:
        fmt.set_locale("en")


def test_the_locale_follows_the_language_of_the_run():
    try:
        fmt.set_locale("fr")
        assert fmt.date(DAY) == "1 juillet 2025"
        assert fmt.number(1024) == "1\u202f024"
    finally:
        fmt.set_locale("en")
    assert fmt.date(DAY) == "1 July 2025"


def test_every_language_of_the_sources_has_a_name(dataset):
    for code in dataset.sources["language"].unique():
        assert fmt.language_name(code) != code, code


@pytest.mark.parametrize(
    ("recorded", "printed"),
    [
        ("2025-07-01", "1 July 2025"),
        ("2022-03", "March 2022"),
        ("2022", "2022"),
        ("before 2026-02", "before 2026-02"),
        ("2025-06 to 2025-07", "2025-06 to 2025-07"),
        ("", ""),
    ],
)
def test_a_recorded_date_is_written_as_far_as_it_is_known(recorded, printed):
    assert fmt.recorded_date(recorded) == printed
