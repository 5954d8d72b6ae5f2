"""The register of sources, against the tables themselves."""

from __future__ import annotations

from dataclasses import replace

import pytest

from data import evidence, sources
from data.search import fold
from data.sources import SourceFilter
from tests.support.tables import raw


@pytest.fixture(scope="module")
def pages(dataset):
    return sources.register(dataset)


def test_every_source_stands_once_and_carries_something(dataset, pages):
    assert pages["source_id"].tolist() == dataset.sources["source_id"].tolist()
    assert (pages["facts"] + pages["background"] > 0).all()
    assert pages["publisher"].ne("").all()


@pytest.mark.parametrize("kind", evidence.RECORD_KINDS, ids=lambda kind: kind.table)
def test_counts_are_those_of_the_links(dataset, pages, kind):
    links = evidence.links(dataset, kind).drop_duplicates(["record_id", "source_id"])
    assert pages[kind.table].sum() == (links["source_id"] != "").sum()


def test_the_list_of_a_source_is_as_long_as_its_count(dataset, pages):
    for row in pages.nlargest(5, "facts").itertuples():
        resting = sources.resting_on(dataset, row.source_id)
        assert len(resting) == row.facts + row.background
        public = resting[resting["table"].isin(sources.RECORD_TABLES)]
        assert len(public) == row.facts
        assert set(public["record_id"]) <= set(evidence.record_ids(dataset))
        for record in public["record_id"]:
            found = evidence.sources_of(dataset, record)["source_id"]
            assert row.source_id in set(found)


def test_ownership_sums_to_the_register(dataset, pages):
    """Recounted from the tables; publishers that are only cited have no page."""
    table = sources.ownership(dataset, pages).set_index("control")
    own = {r["publisher_id"]: r for r in raw("publishers")}
    by_page = [own[r["publisher_id"]] for r in raw("sources")]
    with_page = {r["publisher_id"]: r for r in by_page}.values()
    assert len(with_page) < len(own)
    for code, row in table.iterrows():
        owned = [r for r in with_page if r["control"] == code]
        assert row["publishers"] == len(owned)
        assert row["sources"] == sum(r["control"] == code for r in by_page)
        banned = [r for r in by_page if r["control"] == code]
        assert row["restricted"] == sum(r["eu_restricted"] == "yes" for r in banned)
        for basis in ("stored", "general", "none"):
            assert row[basis] == sum(r["control_basis"] == basis for r in owned)
    assert table["sources"].sum() == len(pages)
    kinds = pages.groupby("control")["kind"].agg(set)
    assert kinds["official"] == {"government_office"}
    assert "government_office" not in set().union(*kinds.drop("official"))


def test_the_chart_counts_every_page_once(pages):
    table = sources.by_control_and_kind(pages)
    assert table["n"].sum() == len(pages)
    assert not table.duplicated(["control", "kind"]).any()
    totals = table.groupby("control", sort=False)["n"].sum()
    assert totals.is_monotonic_decreasing


@pytest.mark.parametrize(
    ("view", "column", "value"),
    [
        (SourceFilter(publishers=("kremlin",)), "publisher_id", "kremlin"),
        (SourceFilter(controls=("private",)), "control", "private"),
        (SourceFilter(countries=("FRA",)), "actor_id", "FRA"),
        (SourceFilter(countries=("unknown",)), "actor_id", ""),
        (SourceFilter(languages=("ru",)), "language", "ru"),
        (SourceFilter(kinds=("news_agency",)), "kind", "news_agency"),
    ],
)
def test_a_filter_keeps_exactly_its_rows(pages, view, column, value):
    selected = sources.select(pages, view)
    assert len(selected) == (pages[column] == value).sum() > 0
    assert set(selected[column]) == {value}


@pytest.mark.parametrize(
    "words", ["Élysée", "elysee", "ELYSÉE", "  élysée  ", "www.elysee.fr"]
)
def test_search_forgives_case_and_accents(pages, words):
    selected = sources.select(pages, SourceFilter(query=words))
    assert "elysee" in set(selected["publisher_id"])


def test_every_word_must_be_found(pages):
    both = sources.select(pages, SourceFilter(query="kremlin orban"))
    for text in both["haystack"]:
        assert "kremlin" in text
        assert "orban" in text
    assert len(sources.select(pages, SourceFilter(query="kremlin"))) > len(both) > 0


def test_an_empty_view_names_who_emptied_it(pages):
    view = SourceFilter(publishers=("kremlin",), languages=("ja",))
    assert sources.select(pages, view).empty
    assert sources.emptied_by(pages, view) == ("publishers", "languages")
    hopeless = replace(view, controls=("nonprofit",))
    assert sources.emptied_by(pages, hopeless) == ()


def test_folding_takes_off_marks_and_keeps_scripts():
    assert fold("  Łódź   Ørsted ĆOSIĆ Straße ") == "lodz orsted cosic strasse"
    assert fold("Кремль") == "кремль"
    assert fold(fold("Ünï ı æ")) == fold("Ünï ı æ")
