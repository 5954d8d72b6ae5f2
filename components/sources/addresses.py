"""Where the public copies of the data are served."""

from __future__ import annotations

from pathlib import Path
from urllib.parse import urlsplit, urlunsplit

import streamlit as st

FOLDER = Path(__file__).parents[2] / "static" / "data" / "v1"
SERVED = "app/static/data/v1/"
RELEASES = FOLDER.parent / "releases"
# Beside the newest copies.
RELEASES_SERVED = "../releases/"

# Community Cloud shows an app inside a frame; its own files are below this path.
_CLOUD_HOST = ".streamlit.app"
_CLOUD_PATH = "/~/+/"


def root_of(url: str, page_path: str) -> str:
    """Return where the app is served, with a slash at the end.

    Args:
        url: address of the page; empty where the browser told none.
        page_path: path of the page in the app, such as `sources`.
    """
    parts = urlsplit(url)
    path = parts.path.removesuffix("/").removesuffix(f"/{page_path}")
    return urlunsplit((parts.scheme, parts.netloc, f"{path}/", "", "")) if url else ""


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
