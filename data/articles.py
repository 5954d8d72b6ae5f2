"""The two articles that the project grew from, beside what is on record.

The facts are in `seed_facts`, what our evidence says of them in `seed_fact_checks`, the
records behind that in `seed_fact_records`, the camps of states in `article_camps`.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection
from dataclasses import dataclass

import pandas as pd

from data import evidence
from data.evidence import RECORD_KINDS
from data.load import Dataset
from data.rows import each
from data.search import fold
from data.stances import StanceIndex

VERDICTS = ("agrees", "differs", "cannot_tell")

# Which positions are those of a camp. The camps themselves are the tables'.
SIDES = {
    "for": ("initiates", "supports"),
    "against": ("opposes",),
    "cautious": ("conditional", "cautious"),
}


def articles(data: Dataset) -> tuple[str, ...]:
    """Return the source ids of the articles, the older first."""
    return tuple(sorted(set(data.table("seed_facts")["source_id"])))


def checked(data: Dataset) -> pd.DataFrame:
    """Return every fact with what our evidence says of it, as the articles have them.

    Returns:
        The columns of `seed_facts`, with `verdict` and `finding`, and `records`: the
        ids of the records behind it, a tuple in their order. A record that its table
        does not have is left out. Sorted by article and first paragraph.
    """
    facts = data.table("seed_facts").merge(
        data.table("seed_fact_checks"), on="fact_id", validate="one_to_one"
    )
    links = data.table("seed_fact_records").drop(unknown_records(data).index)
    behind = links.groupby("fact_id")["record_id"].agg(tuple)
    facts["records"] = [behind.get(fact, ()) for fact in facts["fact_id"]]
    first = facts["paragraph"].str.split(";").str[0].astype(int)
    order = facts.assign(first=first).sort_values(
        ["source_id", "first", "fact_id"], kind="stable"
    )
    return order.drop(columns="first").reset_index(drop=True)


def select(
    facts: pd.DataFrame,
    verdicts: Collection[str] = (),
    sources: Collection[str] = (),
    words: str = "",
) -> pd.DataFrame:
    """Return the facts of `checked` that pass the filters; empty ones let all pass.

    Args:
        facts: from `checked`.
        verdicts: codes of `VERDICTS`.
        sources: ids of the articles.
        words: each must stand in subject, statement, value, whose word it is, note or
            finding, whatever its case and accents.
    """
    kept = pd.Series(data=True, index=facts.index)
    if verdicts:
        kept &= facts["verdict"].isin(verdicts)
    if sources:
        kept &= facts["source_id"].isin(sources)
    if words:
        columns = ["subject", "predicate", "value", "attributed_to", "note", "finding"]
        cells = zip(*(facts[column].tolist() for column in columns), strict=True)
        texts = [fold(" ".join(row)) for row in cells]
        for word in fold(words).split():
            kept &= pd.Series([word in text for text in texts], facts.index)
    return facts[kept]


def unknown_records(data: Dataset) -> pd.Series:
    """Return the record ids of `seed_fact_records` that their table does not have."""
    rows = data.table("seed_fact_records")
    wanted = rows["record_id"].unique()
    known = {
        (kind.table, record)
        for kind in RECORD_KINDS
        for record in _held(data.table(kind.table), kind.key, wanted)[kind.key]
    }
    pairs = zip(rows["table_name"], rows["record_id"], strict=True)
    return rows.loc[[pair not in known for pair in pairs], "record_id"]


def _held(frame: pd.DataFrame, key: str, wanted: Collection[str]) -> pd.DataFrame:
    """The rows of a frame whose key is wanted: few of a large table."""
    return frame[frame[key].isin(wanted)]


def bearing_out(data: Dataset) -> pd.DataFrame:
    """Return the rows of `seed_fact_records` that do not rest on the articles alone.

    A record of theirs has a page of another publisher than that of the articles.
    """
    rows = data.table("seed_fact_records")
    publisher = data.sources.set_index("source_id")["publisher_id"]
    own = set(publisher[list(articles(data))])
    wanted = rows["record_id"].unique()
    others = {
        (kind.table, link.record_id)
        for kind in RECORD_KINDS
        for link in each(_held(evidence.links(data, kind), "record_id", wanted))
        if publisher.get(link.source_id) not in own
    }
    pairs = zip(rows["table_name"], rows["record_id"], strict=True)
    return rows[pd.Series([pair in others for pair in pairs], rows.index, dtype=bool)]


@dataclass(frozen=True)
class Placed:
    """A state in a camp of the article, beside its position on the day of the table.

    `position` and `statement_id` are those of the fill rule; `note` explains.
    """

    actor_id: str
    camp: str
    naming: str
    wording: str
    fact_id: str
    note: str
    day: dt.date
    position: str
    statement_id: str

    @property
    def same(self) -> bool | None:
        """Whether camp and position are one side; None where no position counts."""
        if not self.statement_id:
            return None
        return self.position in SIDES[self.camp]


def camps(data: Dataset, index: StanceIndex) -> tuple[Placed, ...]:
    """Return every state that the article puts in a camp, those that differ first.

    Args:
        data: the data set.
        index: the statements, for the positions of the day.
    """
    placed = []
    for row in each(data.table("article_camps")):
        day = row.as_of.date()
        fill = index.fill(row.actor_id, day)
        placed.append(
            Placed(
                row.actor_id,
                row.camp,
                row.naming,
                row.wording,
                row.fact_id,
                row.note,
                day,
                fill.position,
                fill.statement_id,
            )
        )
    order = {False: 0, None: 1, True: 2}
    return tuple(sorted(placed, key=lambda p: order[p.same]))
