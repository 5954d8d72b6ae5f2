"""How to cite the data set, and the view on the screen."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

import streamlit as st

from components import cache, naming
from components import format as fmt
from components.markdown import plain
from components.registry import PageSpec
from components.text import t
from data.citation import Citation, as_bibtex, as_ris, as_text


def today() -> dt.date:
    """The reader's day: by the clock of the time zone that the browser names."""
    cache.pure("the reader's day")
    try:
        zone: dt.tzinfo = ZoneInfo(st.context.timezone or "UTC")
    except (ZoneInfoNotFoundError, ValueError):
        zone = dt.UTC
    return dt.datetime.now(zone).date()


def of_data_set(url: str, accessed: dt.date) -> Citation:
    """The citation of the data set as a whole; `url` is where the app is served."""
    package = cache.dataset().package
    return Citation(
        key=f"{package.name}-{package.version}",
        author=fmt.join(package.authors),
        title=package.title,
        version=package.version,
        edition=t("cite.edition", version=package.version),
        released=package.created,
        accessed=accessed,
        accessed_note=t("cite.accessed", date=fmt.date(accessed)),
        url=url,
        licence=package.license_name,
    )


def of_view(
    key: str, title: str, sentence: str, url: str, accessed: dt.date
) -> Citation:
    """The citation of one view: what it finds, its filters, and the way back to it.

    Args:
        key: its name (see `naming`), unlike that of any other view.
        title: its finding; Markdown is taken off.
        sentence: its active filters, likewise.
        url: address that opens exactly this view.
        accessed: the reader's day.
    """
    whole = of_data_set(url, accessed)
    return replace(whole, key=key, part=plain(title), note=plain(sentence))


def blocks(citation: Citation) -> None:
    """Print a citation in three formats, each with a button to copy it."""
    written = {
        t("cite.text"): (as_text(citation), None),
        t("cite.bibtex"): (as_bibtex(citation), "latex"),
        t("cite.ris"): (as_ris(citation), None),
    }
    for tab, (text, syntax) in zip(
        st.tabs(list(written)), written.values(), strict=True
    ):
        tab.code(text, language=syntax, wrap_lines=True)


def view(spec: PageSpec, subject: str, title: str, sentence: str) -> None:
    """Print the citation of the current view of a page in three formats."""
    st.markdown(t("cite.help"))
    key, url = naming.name(subject, spec), naming.link(spec)
    blocks(of_view(key, title, sentence, url, today()))


def sentence(text: str, url: str) -> None:
    """Print a sentence with its source, to be copied in one go.

    Args:
        text: Markdown is taken off.
        url: the address of the view in which it stands.
    """
    package = cache.dataset().package
    st.code(
        t(
            "cite.sentence_source",
            sentence=plain(text),
            title=package.title,
            version=package.version,
            url=url,
            date=fmt.date(today()),
        ),
        language=None,
        wrap_lines=True,
    )
