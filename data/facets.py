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

Codes = tuple[str, ...]
Mask = NDArray[np.bool_]


@dataclass(frozen=True)
class Facet:
    """One thing by whose codes a view can be narrowed.

    Attributes:
        field: its name in the filter, in the ids of messages, and as one to blame.
        name: of the parameter in the address.
        key: of the parameter among all, where `name` has other codes on another page.
        table: where its codes are declared.
        column: of that table; its title and the labels of its codes follow from it.
        row: what of a row is compared, a column or an attribute.
        link: the column that joins rows to `table`, where a row may have several
            codes that stand in a table of their own; else empty.
        unknown: the code that stands for an empty cell; empty where none is.
        listed: the codes in the order of links and lists; None for those that the
            descriptor declares.
        values: what the documentation says of them; `{codes}` stands for them all.
    """

    field: str
    name: str
    key: str
    table: str
    column: str
    row: str
    link: str
    unknown: str
    listed: Callable[[Dataset], Codes] | None
    values: str

    def codes(self, dataset: Dataset) -> Codes:
        """Return the codes that can be chosen, in the order of links and lists."""
        if self.listed:
            return self.listed(dataset)
        declared = dataset.package.field(self.table, self.column).enum
        return (*declared, self.unknown) if self.unknown else declared


def coded(
    name: str,
    table: str,
    column: str = "",
    *,
    key: str = "",
    row: str = "",
    link: str = "",
    unknown: str = "",
    listed: Callable[[Dataset], Codes] | None = None,
    values: str = "{codes}",
) -> Any:
    """Declare a field of a filter that holds codes; none chosen means no restriction.

    Args:
        name: see `Facet`, as for all that follows.
        table: the table of `column`.
        column: `name` where it is left out.
        key: `name` where it is left out.
        row: `column` where it is left out.
        link: for codes in a table of their own.
        unknown: for columns that may be empty.
        listed: for columns whose codes are not declared.
        values: for the documentation.
    """
    declared = Facet(
        field="",
        name=name,
        key=key or name,
        table=table,
        column=column or name,
        row=row or column or name,
        link=link,
        unknown=unknown,
        listed=listed,
        values=values,
    )
    return field(default=(), metadata={"facet": declared})


def facets(view: type[Any]) -> tuple[Facet, ...]:
    """Return the facets that a class of filters declares, in their order."""
    return tuple(
        replace(declared.metadata["facet"], field=declared.name)
        for declared in fields(view)
        if "facet" in declared.metadata
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
            passing = frame[facet.link].isin(ids)
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
