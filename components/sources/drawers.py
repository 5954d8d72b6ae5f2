"""Filters of the source register, for the sidebar."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from components import cache, filters, labels
from components import format as fmt
from components.text import t
from data import register
from data.load import Dataset
from data.rows import each


def publisher_label(publisher_id: str) -> str:
    """Name of a publisher."""
    return publisher_names()[publisher_id]


def publisher_names() -> Mapping[str, str]:
    """Names of all publishers by id."""
    publishers = each(cache.dataset().publishers[["publisher_id", "name"]])
    return {row.publisher_id: row.name for row in publishers}


def country_label(actor_id: str) -> str:
    """Name of a publisher's country, with words for what is not known."""
    return country_names().get(actor_id, t("sources.country_unknown"))


def country_names() -> Mapping[str, str]:
    """Names of all countries and bodies by code."""
    actors = each(cache.dataset().actors[["actor_id", "name"]])
    return {row.actor_id: labels.translated(row.name) for row in actors}


def control_label(code: str) -> str:
    """Name of an ownership code."""
    return labels.code("publishers", "control", code)


def voice_label(voice: str) -> str:
    """Name of the class of a page's speaker."""
    return t(f"sources.voice_{voice}")


def kind_label(code: str) -> str:
    """Name of a kind of publisher."""
    return labels.code("publishers", "kind", code)


def _publisher(data: Dataset) -> None:
    # One look-up table for the some four hundred options.
    names = publisher_names()
    filters.any_of(
        "publisher",
        labels.field("sources", "publisher_id"),
        register.publishers(data),
        names.__getitem__,
        t("shell.all"),
    )


def _control(data: Dataset) -> None:
    filters.any_of(
        "control",
        t("sources.control"),
        data.package.field("publishers", "control").enum,
        control_label,
        t("shell.all"),
    )


def _country(data: Dataset) -> None:
    names = country_names()
    filters.any_of(
        "publisher_country",
        t("sources.country"),
        register.countries(data),
        lambda code: names.get(code, t("sources.country_unknown")),
        t("shell.all"),
    )


def _language(data: Dataset) -> None:
    filters.any_of(
        "source_language",
        labels.field("sources", "language"),
        register.languages(data),
        fmt.language_name,
        t("shell.all"),
    )


def _kind(data: Dataset) -> None:
    filters.any_of(
        "publisher_kind",
        t("sources.kind"),
        data.package.field("publishers", "kind").enum,
        kind_label,
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
