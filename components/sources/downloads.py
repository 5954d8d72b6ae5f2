"""The public copies of the data: files, addresses, and code that reads them."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from urllib.parse import urljoin, urlsplit

import streamlit as st

from components import cache, labels, markdown
from components import format as fmt
from components.markdown import escape
from components.naming import root_of
from components.page import TEXT_WIDTH, Page
from components.sources.view import SourcesView
from components.text import t, tn
from data import publish, releases
from data.manifest import public_name
from data.publish import Published
from data.releases import Release
from data.schema import DESCRIPTOR

SERVED = "app/static/data/v1/"
# Beside the newest copies.
RELEASES_SERVED = "../releases/"

# Community Cloud shows an app inside a frame; its own files are below this path.
_CLOUD_HOST = ".streamlit.app"
_CLOUD_PATH = "/~/+/"


def public_base(url: str, page_path: str) -> str:
    """Return the address of the folder with the public copies.

    Without an address of the page it is relative, which every page of the app
    resolves alike: pages lie one level below the root.
    """
    root = root_of(url, page_path)
    parts = urlsplit(root)
    if parts.netloc.endswith(_CLOUD_HOST) and _CLOUD_PATH not in parts.path:
        root = f"{parts.scheme}://{parts.netloc}{_CLOUD_PATH}"
    return root + SERVED


def here() -> str:
    """Address of the page that the reader has open; empty where it is not known."""
    return (st.context.url or "").partition("?")[0]


# Codes of the languages, in the order of their tabs.
LANGUAGES = ("pandas", "r", "duckdb", "shell")

_PANDAS = """import pandas as pd

contacts = pd.read_parquet("{base}parquet/contacts.parquet")
remote = contacts[
    (contacts["actor_id"] == "{counterpart}")
    & contacts["kind"].isin(["call", "video_call", "joint_call"])
]
print(remote.groupby(pd.to_datetime(remote["date"]).dt.year).size())"""

_R = """contacts <- read.csv("{base}csv/contacts.csv", encoding = "UTF-8")
remote <- subset(contacts, actor_id == "{counterpart}" &
  kind %in% c("call", "video_call", "joint_call"))
print(table(substr(remote$date, 1, 4)))"""

_DUCKDB = """SELECT year(date) AS year, count(*) AS contacts
FROM read_parquet('{base}parquet/contacts.parquet')
WHERE actor_id = '{counterpart}' AND kind IN ('call', 'video_call', 'joint_call')
GROUP BY year ORDER BY year;"""

_SHELL = """curl -O "{base}{package}"
unzip -d open-line {package}
frictionless validate open-line/datapackage.json"""


def written(base: str, package: str, counterpart: str) -> dict[str, str]:
    """Return code by language; `base` ends with a slash.

    `package` is the file name of the zip, `counterpart` the id of whose contacts the
    code counts.
    """
    return {
        "pandas": _PANDAS.format(base=base, counterpart=counterpart),
        "r": _R.format(base=base, counterpart=counterpart),
        "duckdb": _DUCKDB.format(base=base, counterpart=counterpart),
        "shell": _SHELL.format(base=base, package=package),
    }


FORMATS = ("csv", "json", "parquet")
_RELEASE_COLUMNS = ("version", "date", "size")


def package_row(page: Page, view: SourcesView) -> None:
    """The whole package as one file, and links for machines."""
    if files := _files():
        _package(view, files, public_base(here(), page.spec.url_path))


def _files() -> dict[str, Published]:
    """The public copies by path; none where they are those of another package."""
    raw = _public(publish.INDEX)
    if raw is None:
        st.info(t("sources.downloads_missing"), icon=":material/info:")
        return {}
    return {file.path: file for file in publish.read_index(raw)}


def _public(path: str) -> bytes | None:
    """A public file, by its path beside the copies, as it was when data were loaded."""
    return cache.full().beside.get(public_name(f"data/v1/{path}"))


def data_tab(page: Page, view: SourcesView) -> None:
    """Fixed addresses that answer without a login, code that reads them, releases."""
    files = _files()
    if not files:
        return
    base = public_base(here(), page.spec.url_path)
    st.subheader(t("sources.downloads_title"), anchor="downloads")
    st.markdown(t("sources.downloads_intro"), width=TEXT_WIDTH)
    st.markdown(
        t(
            "sources.package_holds",
            licence=view.data.package.license_title,
            licence_url=view.data.package.license_url,
        ),
        width=TEXT_WIDTH,
    )
    st.markdown(t("sources.code_intro"), width=TEXT_WIDTH)
    # Not highlighted: the colour of keywords falls short of a contrast of 4.5:1.
    for tab, code in zip(
        st.tabs([t(f"sources.code_{name}") for name in LANGUAGES]),
        written(
            base, publish.zip_name(view.data.package), view.data.main_counterpart
        ).values(),
        strict=True,
    ):
        tab.code(code, language=None, wrap_lines=True)
    st.markdown(_tables(view, files, base))
    _releases(base)


def _releases(base: str) -> None:
    """Every version that can be cited, newest first, with its checksum."""
    raw = cache.full().beside.get(public_name(f"data/releases/{releases.LIST}"))
    kept = releases.releases_of(raw) if raw else []
    if not kept:
        return
    rows = [
        (
            f"[{made.version}]({urljoin(base, RELEASES_SERVED)}{made.file})",
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
        whole = _public(name)
        if name in files and whole is not None:
            st.download_button(
                t("sources.package_button", size=_size(files[name])),
                data=lambda: whole,
                file_name=name,
                mime="application/zip",
                key="package_zip",
                on_click="ignore",
                icon=":material/folder_zip:",
            )
        for path, label in (
            (name, t("sources.package_link")),
            (DESCRIPTOR, t("sources.descriptor_link")),
            (publish.INDEX, t("sources.index_link")),
        ):
            st.markdown(f"[{label}]({base}{path})", width="content")


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
