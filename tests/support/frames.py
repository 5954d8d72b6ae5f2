"""Hand-made frames with the columns of the real tables."""

from __future__ import annotations

import datetime as dt

import pandas as pd

from data.coverage import Coverage

Day = dt.date


def contacts(*days: str, **columns: object) -> pd.DataFrame:
    """Contacts on these days, ids c0, c1, …; other columns as given."""
    frame = pd.DataFrame(
        {
            "contact_id": pd.array([f"c{i}" for i in range(len(days))], dtype="str"),
            "actor_id": pd.array(["FRA"] * len(days), dtype="str"),
            "counterpart": pd.array(["Emmanuel Macron"] * len(days), dtype="str"),
            "date": pd.to_datetime(list(days)).astype("datetime64[us]"),
            "date_precision": pd.array(["day"] * len(days), dtype="str"),
            "kind": pd.array(["call"] * len(days), dtype="str"),
            "format": pd.array(["bilateral"] * len(days), dtype="str"),
            "initiator": pd.array([""] * len(days), dtype="str"),
            "confidence": pd.array(["high"] * len(days), dtype="str"),
            "duration_min": pd.array([None] * len(days), dtype="Int64"),
            "note": pd.array([""] * len(days), dtype="str"),
        }
    )
    return frame.assign(**columns)


def topics(*pairs: tuple[str, str]) -> pd.DataFrame:
    """Topics of contacts, as (contact_id, topic_id)."""
    return pd.DataFrame(pairs, columns=["contact_id", "topic_id"], dtype="str")


def coverage(*rows: tuple[str, str, str], actor_id: str = "FRA") -> Coverage:
    """Coverage of an actor, as (first day, last day, completeness)."""
    frame = pd.DataFrame(
        {
            "actor_id": actor_id,
            "period_start": pd.to_datetime([first for first, _, _ in rows]),
            "period_end": pd.to_datetime([last for _, last, _ in rows]),
            "completeness": [grade for _, _, grade in rows],
            "basis": "searched",
        }
    )
    return Coverage(frame)
