"""Filters of the source register, for the sidebar."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from components import filters, labels
from components import format as fmt
from components.text import t
from data import sources
from data.load import Dataset


def _publisher(data: Dataset) -> None:
    # One look-up table for the some four hundred options.
    names = labels.publisher_names()
    filters.any_of(
        "publisher",
        labels.field("sources", "publisher_id"),
        sources.publishers(data),
        names.__getitem__,
        t("shell.all"),
    )


def _control(data: Dataset) -> None:
    filters.any_of(
        "control",
        t("sources.control"),
        data.package.field("publishers", "control").enum,
        labels.control,
        t("shell.all"),
    )


def _country(data: Dataset) -> None:
    names = labels.actor_names()
    filters.any_of(
        "publisher_country",
        t("sources.country"),
        sources.countries(data),
        lambda code: names.get(code, t("sources.country_unknown")),
        t("shell.all"),
    )


def _language(data: Dataset) -> None:
    filters.any_of(
        "source_language",
        labels.field("sources", "language"),
        sources.languages(data),
        fmt.language_name,
        t("shell.all"),
    )


def _kind(data: Dataset) -> None:
    filters.any_of(
        "publisher_kind",
        t("sources.kind"),
        data.package.field("publishers", "kind").enum,
        labels.publisher_kind,
        t("shell.all"),
    )


def _query(data: Dataset) -> None:
    filters.free_text(
        "source_q", t("sources.q"), t("sources.q_placeholder"), t("sources.q_help")
    )


DRAWERS: Mapping[str, Callable[[Dataset], None]] = {
    "source_q": _query,
    "publisher": _publisher,
    "control": _control,
    "publisher_kind": _kind,
    "publisher_country": _country,
    "source_language": _language,
}
