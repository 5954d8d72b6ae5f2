"""What contacts were about: topics over the years."""

from __future__ import annotations

import pandas as pd


def topics_by_year(
    selected: pd.DataFrame, contact_topics: pd.DataFrame
) -> pd.DataFrame:
    """Count the selected contacts that touched a topic, by year.

    Returns:
        Columns topic_id, year, n (contacts; one contact counts once for each of its
        topics), most frequent topics first.
    """
    years = selected[["contact_id"]].assign(year=selected["date"].dt.year)
    joined = contact_topics.merge(years, on="contact_id")
    table = joined.groupby(["topic_id", "year"]).size().reset_index(name="n")
    total = table.groupby("topic_id")["n"].sum()
    table["total"] = table["topic_id"].map(total)
    table = table.sort_values(
        ["total", "topic_id", "year"], ascending=[False, True, True]
    )
    return table.drop(columns="total").reset_index(drop=True)
