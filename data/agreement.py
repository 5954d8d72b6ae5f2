"""How far the two coders of the statements agree, recomputed from their columns."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass

import pandas as pd

from data.fill_rule import SCALE

Pair = tuple[str, str]


@dataclass(frozen=True, slots=True)
class Agreement:
    """Krippendorff's alpha over the statements that two people coded.

    `nominal` treats all codes alike, over `coded_twice` rows; `ordinal` weighs a
    disagreement by its distance on the scale, over the `on_scale` rows where both
    gave a code of the scale. `coded_once` rows have the first coder alone, `audit`
    rows were added by the second coder, who alone coded them.
    """

    coded_twice: int
    on_scale: int
    coded_once: int
    audit: int
    nominal: float
    ordinal: float


def agreement(statements: pd.DataFrame) -> Agreement:
    """Compare the columns `stance_first_coder` and `stance_second_coder`."""
    first, second = statements["stance_first_coder"], statements["stance_second_coder"]
    both = (first != "") & (second != "")
    pairs = list(zip(first[both], second[both], strict=True))
    scaled = [pair for pair in pairs if set(pair) <= set(SCALE)]
    return Agreement(
        coded_twice=len(pairs),
        on_scale=len(scaled),
        coded_once=int(((first != "") & (second == "")).sum()),
        audit=int(((first == "") & (second != "")).sum()),
        nominal=alpha(pairs, lambda counts, a, b: float(a != b)),
        ordinal=alpha(scaled, _ordinal_distance),
    )


def alpha(
    pairs: Sequence[Pair], distance: Callable[[Counter[str], str, str], float]
) -> float:
    """Krippendorff's alpha of two coders without missing values.

    Args:
        pairs: one pair of codes for each row.
        distance: from the number of times each code was given, and two codes.

    Returns:
        1 for full agreement, 0 for what chance would give. 1 where all codes are
        alike, since nothing could disagree.

    Raises:
        ValueError: there are no pairs.
    """
    if not pairs:
        message = "nothing was coded twice"
        raise ValueError(message)
    counts = Counter(code for pair in pairs for code in pair)
    total = counts.total()
    observed = sum(2 * distance(counts, a, b) for a, b in pairs) / total
    expected = sum(
        counts[a] * counts[b] * distance(counts, a, b) for a in counts for b in counts
    ) / (total * (total - 1))
    return 1.0 if expected == 0 else 1 - observed / expected


def _ordinal_distance(counts: Counter[str], a: str, b: str) -> float:
    """Squared number of codes between two, each end counted by half."""
    low, high = sorted((SCALE.index(a), SCALE.index(b)))
    between = sum(counts[SCALE[place]] for place in range(low, high + 1))
    return float((between - (counts[a] + counts[b]) / 2) ** 2)
