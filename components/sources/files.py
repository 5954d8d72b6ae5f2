"""Downloads of the data set: each table in three formats, and the whole package."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from urllib.parse import urljoin

import streamlit as st

from components import format as fmt
from components import labels, markdown
from components.markdown import escape
from components.registry import PageSpec
from components.sources import addresses, snippets
from components.sources.view import SourcesView
from components.text import t, tn
from data import publish, releases
from data.publish import Published
from data.releases import Release
from data.schema import DESCRIPTOR

FORMATS = ("csv", "json", "parquet")
_RELEASE_COLUMNS = ("version", "date", "size")


def downloads_section(page: PageSpec, view: SourcesView) -> None:
    """Fixed addresses that answer without a login, and the package as one file."""
    st.header(t("sources.downloads_title"), anchor="downloads")
    st.markdown(t("sources.downloads_intro"))
    try:
        files = {file.path: file for file in publish.read_index(addresses.FOLDER)}
    except OSError:
        st.info(t("sources.downloads_missing"), icon=":material/info:")
        return
    base = addresses.public_base(addresses.here(), page.url_path)
    _package(view, files, base)
    count = fmt.number(len(view.data.package.tables))
    with st.expander(
        t("sources.downloads_each", n=count), icon=":material/table_rows:"
    ):
        st.markdown(_tables(view, files, base))
    st.markdown(t("sources.code_intro"))
    # Not highlighted: the colour of keywords falls short of a contrast of 4.5:1.
    for tab, code in zip(
        st.tabs([t(f"sources.code_{name}") for name in snippets.LANGUAGES]),
        snippets.written(base, publish.zip_name(view.data.package)).values(),
        strict=True,
    ):
        tab.code(code, language=None, wrap_lines=True)
    _releases(base)


def _releases(base: str) -> None:
    """Every version that can be cited, newest first, with its checksum."""
    try:
        kept = releases.read_releases(addresses.RELEASES)
    except OSError:
        return
    rows = [
        (
            f"[{made.version}]({urljoin(base, addresses.RELEASES_SERVED)}{made.file})",
            fmt.date(dt.date.fromisoformat(made.date)),
            _size(made),
        )
        for made in kept
    ]
    head = tuple(t(f"sources.release_{name}") for name in _RELEASE_COLUMNS)
    with st.expander(tn("sources.releases", len(kept)), icon=":material/history:"):
        st.markdown(t("sources.releases_intro"))
        st.markdown(markdown.table(head, rows))
        st.markdown(t("sources.releases_checksums"))
        # Neither a table nor a block of code breaks a checksum on a phone.
        st.markdown("\n".join(f"- {made.file}: `{made.sha256}`" for made in kept))


def _package(view: SourcesView, files: Mapping[str, Published], base: str) -> None:
    """One button for everything, and links for machines."""
    name = publish.zip_name(view.data.package)
    with st.container(horizontal=True, vertical_alignment="center"):
        if name in files:
            st.download_button(
                t("sources.package_button", size=_size(files[name])),
                data=(addresses.FOLDER / name).read_bytes,
                file_name=name,
                mime="application/zip",
                key="package_zip",
                on_click="ignore",
                icon=":material/folder_zip:",
                type="primary",
            )
        for path, label in (
            (name, t("sources.package_link")),
            (DESCRIPTOR, t("sources.descriptor_link")),
            (publish.INDEX, t("sources.index_link")),
        ):
            st.markdown(f"[{label}]({base}{path})", width="content")
    st.markdown(
        t(
            "sources.package_holds",
            licence=view.data.package.license_title,
            licence_url=view.data.package.license_url,
        )
    )


def _tables(view: SourcesView, files: Mapping[str, Published], base: str) -> str:
    """One row a table: what it holds, rows, and a link with its size a format."""
    rows = []
    for name, table in view.data.package.tables.items():
        cell = t(
            "sources.table_cell",
            title=escape(labels.translated(table.title)),
            description=escape(labels.translated(table.description)),
        )
        links = [
            t(
                "sources.file_cell",
                label=t(f"shell.download_{suffix}"),
                url=base + file.path,
                size=_size(file),
            )
            for suffix in FORMATS
            for file in (files[f"{suffix}/{name}.{suffix}"],)
        ]
        # In one column, which wraps on a phone.
        rows.append(
            (cell, fmt.number(files[f"csv/{name}.csv"].rows), " · ".join(links))
        )
    head = (
        t("sources.column_table"),
        t("sources.column_rows"),
        t("sources.column_files"),
    )
    return markdown.table(head, rows, numbers=(1,))


def _size(file: Published | Release) -> str:
    """Size of a file in kilobytes, one at least."""
    return t("sources.size", n=fmt.number(max(file.bytes / 1000, 1)))
