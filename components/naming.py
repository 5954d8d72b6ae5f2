"""What a view is called, and where it is found, once it is taken away.

A file, a picture, a brief and a citation outlive the page. All bear one name, made of
what they show, the version of the data and the filters, and one address, which still
shows the same when the data have gone on.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Mapping
from urllib.parse import urlencode, urlsplit, urlunsplit

import streamlit as st

from components import cache, registry, state
from components.registry import PageSpec
from data.schema import Package

LONGEST = 80
_DIGEST = 8

# Values that a name can hold so that no other value looks the same: codes and numbers,
# days, ids of actors. All else, such as words searched for, is told by a checksum.
_EXACT = re.compile(r"[a-z0-9_,]+|\d{4}-\d\d-\d\d|[A-Z]+(-[A-Z]+)*")
_SIGNS = re.compile(r"[^A-Za-z0-9.+]+")


def name(subject: str, spec: PageSpec) -> str:
    """Name the current view of a page: of files without suffix, in citations the key.

    What the reader left alone is told by the version.

    Args:
        subject: what of the page is taken; other columns or marks, another subject.
        spec: the page.
    """
    return written(cache.dataset().package, subject, _query(spec, lasting=False))


def link(spec: PageSpec) -> str:
    """Return the address at which the current view of a page stays.

    It says the days and years that the data decide, such as the last day of the map,
    also where the reader left them alone.
    """
    return address(spec, _query(spec, lasting=True))


def of_record(record_id: str) -> str:
    """Return the one address of a record, whatever page it is open beside."""
    root = root_of(st.context.url or "", registry.page(state.page()).url_path)
    return f"{root or '/'}?{urlencode({'record': record_id})}"


def address(spec: PageSpec, query: Mapping[str, str]) -> str:
    """Return the address of a page with a query, where this copy is served."""
    base = (st.context.url or "").partition("?")[0]
    if not spec.url_path:
        # The address of the default page may come without its slash.
        base = base.rstrip("/") + "/"
    return f"{base}?{urlencode(query, safe=',')}" if query else base


def root_of(url: str, page_path: str) -> str:
    """Return where the app is served, with a slash at the end.

    Args:
        url: address of the page; empty where the browser told none.
        page_path: path of the page in the app, such as `sources`.
    """
    parts = urlsplit(url)
    path = parts.path.removesuffix("/").removesuffix(f"/{page_path}")
    return urlunsplit((parts.scheme, parts.netloc, f"{path}/", "", "")) if url else ""


def _query(spec: PageSpec, *, lasting: bool) -> dict[str, str]:
    keys = (*spec.params, "lang")
    return state.view_query(keys, cache.contract(), lasting=lasting)


def written(package: Package, subject: str, query: Mapping[str, str]) -> str:
    """Write a name: ASCII, at most `LONGEST` letters, another one for other filters.

    `{"rule": "bilateral", "from": "2021"}` gives
    `open-line-1.0.0_calls_rule-bilateral_from-2021`. What this form cannot tell apart
    or has no room for ends in a checksum.
    """
    parts = [f"{package.name}-{package.version}", subject]
    parts += [f"{key}-{value.replace(',', '+')}" for key, value in query.items()]
    whole = "_".join(_SIGNS.sub("-", part).strip("-") for part in parts)
    if len(whole) <= LONGEST and all(map(_EXACT.fullmatch, query.values())):
        return whole
    exact = urlencode([("", subject), *query.items()]).encode()
    digest = hashlib.sha256(exact).hexdigest()[:_DIGEST]
    return f"{whole[: LONGEST - _DIGEST - 1].rstrip('-_')}-{digest}"
