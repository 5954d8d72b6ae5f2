"""Filters by codes: declared once each, and applied to rows of any shape.

A facet is a field of its subject's filter (`ContactFilter`, `AssessmentFilter`,
`SourceFilter`) that says where its codes stand. The parameter of the address, the
widget, the sentence above a view, the filter to blame for an empty one and the row in
`docs/url-parameters.md` are made from this declaration.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, fields, replace
from typing import Any

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from data.load import Dataset
from data.rows import among

Codes = tuple[str, ...]
Mask = NDArray[np.bool_]


@dataclass(frozen=True)
class Facet:
    """One thing by whose codes a view can be narrowed.

    Attributes:
        name: of the parameter in the address.
        table: where its codes are declared.
        column: of that table, else `name`; its title and the labels of its codes
            follow from it.
        key: of the parameter among all, where `name` has other codes on another page;
            else `name`.
        row: what of a row is compared, a column or an attribute; else `column`.
        link: the column that joins rows to `table`, where a row may have several
            codes that stand in a table of their own.
        unknown: the code that stands for an empty cell, where there may be one.
        listed: gives the codes in the order of links and lists, where the descriptor
            does not declare them.
        values: what the documentation says of them; `{codes}` stands for them all.
        field: its name in the filter, in the ids of messages, and as one to blame;
            `facets` fills it in.
    """

    name: str
    table: str
    column: str = ""
    key: str = ""
    row: str = ""
    link: str = ""
    unknown: str = ""
    listed: Callable[[Dataset], Codes] | None = None
    values: str = "{codes}"
    field: str = ""

    def codes(self, dataset: Dataset) -> Codes:
        """Return the codes that can be chosen, in the order of links and lists."""
        if self.listed:
            return self.listed(dataset)
        declared = dataset.package.field(self.table, self.column).enum
        return (*declared, self.unknown) if self.unknown else declared


def coded(name: str, table: str, column: str = "", **more: Any) -> Any:
    """Declare a field of a filter that holds codes; none means no restriction.

    Args:
        name: as all that follows, an attribute of `Facet`.
        table: where the codes are declared.
        column: of that table.
        **more: what else is not as usual.

    Raises:
        TypeError: `Facet` has no such attribute.
    """
    return field(default=(), metadata={"facet": Facet(name, table, column, **more)})


def facets(view: type[Any]) -> tuple[Facet, ...]:
    """Return the facets that a class of filters declares, in their order."""
    return tuple(
        _in_full(held.metadata["facet"], held.name)
        for held in fields(view)
        if "facet" in held.metadata
    )


def _in_full(facet: Facet, name: str) -> Facet:
    """Fill in what a declaration leaves out."""
    column = facet.column or facet.name
    return replace(
        facet,
        column=column,
        key=facet.key or facet.name,
        row=facet.row or column,
        field=name,
    )


def chosen(view: object) -> dict[Facet, Codes]:
    """Return the facets that restrict a view, with their codes."""
    every = {facet: getattr(view, facet.field) for facet in facets(type(view))}
    return {facet: codes for facet, codes in every.items() if codes}


def in_columns(
    frame: pd.DataFrame, view: object, links: Mapping[str, pd.DataFrame] | None = None
) -> dict[str, Mask]:
    """Test the rows of a frame by the facets that restrict a view.

    Args:
        frame: with a column for each facet.
        view: the filters.
        links: the tables of codes of their own, by name.

    Returns:
        By field of the facet, which rows have one of the codes chosen.
    """
    found = {}
    for facet, codes in chosen(view).items():
        if facet.link:
            linked = (links or {})[facet.table]
            ids = linked.loc[linked[facet.column].isin(codes), facet.link]
            passing = among(frame[facet.link], ids)
        else:
            cells = frame[facet.row]
            if facet.unknown:
                cells = cells.replace("", facet.unknown)
            passing = cells.isin(codes)
        found[facet.field] = passing.to_numpy()
    return found


@dataclass(frozen=True)
class Passed:
    """Which of `n` rows pass each filter of a view, by the names of the filters."""

    n: int
    by_filter: Mapping[str, Mask]

    def kept(self, but: str = "") -> Mask:
        """Return which rows pass all filters, or all `but` the one of that name."""
        kept = np.ones(self.n, dtype=bool)
        for name, passing in self.by_filter.items():
            if name != but:
                kept &= passing
        return kept

    def emptied_by(self) -> Codes:
        """Name the filters whose removal alone would leave rows."""
        return tuple(name for name in self.by_filter if self.kept(but=name).any())
