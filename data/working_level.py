"""Contacts at working level and names for an envoy: beside the contacts of leaders.

They have tables of their own, so that nothing that counts contacts can count them.
"""

from __future__ import annotations

from collections.abc import Mapping

import pandas as pd

from data.load import Dataset


def contacts(dataset: Dataset) -> pd.DataFrame:
    """Return the working-level contacts, the newest first.

    Returns:
        The columns of `working_contacts`.
    """
    frame = dataset.table("working_contacts")
    return frame.sort_values(["date", "working_contact_id"], ascending=False)


def envoys(dataset: Dataset) -> pd.DataFrame:
    """Return the names for an envoy, the newest first.

    Returns:
        The columns of `envoy_names`.
    """
    frame = dataset.table("envoy_names")
    return frame.sort_values(["date", "envoy_name_id"], ascending=[False, True])


def reported_days(
    dataset: Dataset, working_contact_id: str
) -> Mapping[str, tuple[str, ...]]:
    """Return the days that sources report of a contact, each with its sources.

    Returns:
        Ids of sources by day (YYYY, YYYY-MM or YYYY-MM-DD), the day that most report
        first, then the earliest; sources that give no day are left out.
    """
    frame = dataset.table("working_contact_sources")
    own = frame[frame["working_contact_id"] == working_contact_id]
    found: dict[str, tuple[str, ...]] = {}
    for day, source in zip(own["reported_date"], own["source_id"], strict=True):
        if day:
            found[day] = (*found.get(day, ()), source)
    return dict(sorted(found.items(), key=lambda item: (-len(item[1]), item[0])))


def differing_days(dataset: Dataset, working_contact_id: str) -> tuple[str, ...]:
    """Return the days that sources report and that cannot all be right.

    A month does not differ from a day in it.

    Returns:
        The days as `reported_days` orders them; none where all sources agree.
    """
    days = tuple(reported_days(dataset, working_contact_id))
    exact = tuple(
        day
        for day in days
        if not any(other != day and other.startswith(day) for other in days)
    )
    return exact if len(exact) > 1 else ()


def named_people(envoy_names: pd.DataFrame) -> int:
    """Count the people who were named, each once."""
    return int(envoy_names["person"].nunique())


def appointed(envoy_names: pd.DataFrame) -> int:
    """Count the people who were appointed."""
    return named_people(envoy_names[envoy_names["status"] == "appointed"])
