"""What hiding statements does to the map of a day."""

from __future__ import annotations

from datetime import date

from data.stance_fill import Fill
from data.stances import StanceIndex


def differing(
    whole: StanceIndex, shown: StanceIndex, as_of: date
) -> tuple[tuple[Fill, Fill], ...]:
    """Return the actors whose answer differs: in position, or in kind of no answer.

    Args:
        whole: of the whole record.
        shown: of what is left of it.
        as_of: the day of the map.

    Returns:
        The fill of the whole record and that of what is shown, actor by actor; an
        actor of whom nothing is left still has a fill.
    """
    left = {fill.actor_id: fill for fill in shown.on(as_of)}
    return tuple(
        (fill, left[fill.actor_id])
        for fill in whole.on(as_of)
        if (fill.fill, fill.nothing_kind)
        != (left[fill.actor_id].fill, left[fill.actor_id].nothing_kind)
    )
