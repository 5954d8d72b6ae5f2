"""What the parts share: the path asked for, and how an answer is made small."""

from __future__ import annotations

import gzip
from collections.abc import Iterable
from hashlib import sha256

import brotli
import streamlit as st
from starlette.datastructures import Headers
from starlette.types import Message, Scope

# Seconds after which to come again for what cannot be given now.
AGAIN = 20

# What these hold is text, and half or less of it is sent when it is compressed.
TEXTS = frozenset(
    {".atom", ".css", ".csv", ".html", ".js", ".json", ".map", ".svg", ".txt", ".xml"}
)

# Shorter answers do not get smaller by much.
SHORTEST = 500

# How hard brotli tries: for a page, used once; for a file, kept; for one whose size
# decides when the first chart stands. Of 4.7 MB of the chart library gzip leaves
# 1.42 MB, the second of these 1.18 MB in 0.3 s of CPU, the third 1.08 MB in 3.5 s.
_PAGE, _KEPT, SMALLEST = 5, 9, 10


def path_of(scope: Scope) -> str:
    """Return the path within the app, without the prefix under which it is served."""
    path = str(scope["path"])
    prefix = base_path()
    inside = path.removeprefix(prefix) if path.startswith(f"{prefix}/") else path
    return "/" if path == prefix else inside


def base_path() -> str:
    """Return the prefix of the app's addresses: "", or `/like/this`."""
    prefix = str(st.get_option("server.baseUrlPath") or "").strip("/")
    return f"/{prefix}" if prefix else ""


def accepted(headers: Headers) -> str:
    """Return the encoding that a client likes best: `br`, `gzip` or ""."""
    weights = {
        name.strip(): _weight(rest)
        for name, _, rest in (
            part.lower().partition(";")
            for part in headers.get("accept-encoding", "").split(",")
        )
    }
    # Of two that are liked as well the first, which is the smaller.
    best = max(("br", "gzip"), key=lambda name: weights.get(name, 0.0))
    return best if weights.get(best, 0.0) > 0 else ""


def _weight(parameters: str) -> float:
    """How much an encoding is liked: 1 where nothing is said, 0 for not at all."""
    name, _, said = parameters.partition("=")
    if name.strip() != "q":
        return 1.0
    try:
        return float(said)
    except ValueError:
        return 0.0


def is_html(message: Message) -> bool:
    """Tell whether the start of an answer announces HTML."""
    kind = Headers(raw=message["headers"]).get("content-type", "")
    return kind.startswith("text/html")


def compressed(body: bytes, encoding: str, *, kept: bool = False) -> bytes:
    """Compress a body.

    Args:
        body: the bytes as they are.
        encoding: as `accepted` returns it.
        kept: the result is used many times, so that more time may go into it.
    """
    if encoding == "br":
        return bytes(brotli.compress(body, quality=_KEPT if kept else _PAGE))
    return gzip.compress(body, 9 if kept else 6, mtime=0) if encoding else body


def tag(body: bytes, encoding: str) -> str:
    """Return the ETag of a body as it is sent in an encoding."""
    return f'"{sha256(body).hexdigest()[:20]}{encoding and "-" + encoding}"'


def has(headers: Headers, wanted: str) -> bool:
    """Tell whether the client says that it has the answer with this ETag already."""
    told = headers.get("if-none-match", "")
    known = {part.strip().removeprefix("W/") for part in told.split(",")}
    return wanted != "" and (wanted in known or "*" in known)


def changed(
    headers: Iterable[tuple[bytes, bytes]], to: Iterable[tuple[str, str]]
) -> list[tuple[bytes, bytes]]:
    """Return headers with these in place of those of the same names."""
    new = [(k.lower().encode("latin-1"), v.encode("latin-1")) for k, v in to]
    names = {name for name, _ in new}
    return [*((k, v) for k, v in headers if k.lower() not in names), *new]
