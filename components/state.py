"""Filter values of a session, kept in step with the URL.

The canonical values of all parameters lie in one dictionary of the session, which no
widget owns; the URL is read once a run and written back, so that a link shows what was
shared, the back button works, and a change of language loses nothing.
"""

from __future__ import annotations

from collections.abc import Mapping
from contextvars import ContextVar
from typing import Any

import streamlit as st

from components import cache, registry
from components.filters import FOREIGN_PARAMS, TRACKING, Param, Subject
from components.registry import COMMON_PARAMS, PageSpec
from components.text import t
from data.facets import Codes

_LONGEST_ECHO = 60
# So many unknown parameters are named in a notice.
_MOST_NAMED = 5


# The values of the session that this thread serves, once its run has read them: a
# thread serves one session only.
_held: ContextVar[dict[str, Any] | None] = ContextVar("values", default=None)


def _values() -> dict[str, Any]:
    """Parameter → value. One entry of the session: each look into that takes 10 µs."""
    held = _held.get()
    if held is not None:
        return held
    values: dict[str, Any] = st.session_state.setdefault("url.values", {})
    return values


def value(key: str) -> Any:
    """Return the current value of a parameter; `sync` must have run."""
    cache.pure(f"the parameter {key}")
    return _values()[key]


def held_language() -> str:
    """The language that the session holds, before the address was read; or ""."""
    return str(_values().get("lang", ""))


def assign(key: str, new: object) -> None:
    """Set a parameter from a widget's callback; the next run writes the URL."""
    _values()[key] = new
    act()


def own(key: str, default: Any) -> Any:
    """Return the value of a parameter on a page that reads it, else `default`.

    What the session keeps for another page chooses nothing here: no reader could see
    it, and no link would carry it.
    """
    return value(key) if key in registry.page(page()).params else default


def act(widget: str = "") -> None:
    """Tell `sync` from a widget's callback that the reader acted in the page.

    The address that came with this run may then be older than the state.

    Args:
        widget: key of the widget in which the reader chose, if it holds a choice.
    """
    st.session_state.setdefault("url.acts", []).append(widget)


def told_by(widget: str) -> bool:
    """Whether the reader chose in a widget, by its key, what this run answers."""
    return widget in st.session_state.get("url.answers", ())


def page() -> str:
    """Stem of the page that is shown; `sync` must have run."""
    return str(st.session_state["url.page"])


def chosen(subject: Subject) -> dict[str, Codes]:
    """Return the codes that the reader chose, by field of the subject's filters."""
    return {facet.field: tuple(own(facet.key, ())) for facet in subject.facets}


def echo(text: str) -> str:
    """Make text from the URL safe to show inside a code span: short, no backticks."""
    printable = "".join(c for c in text if c.isprintable()).replace("`", "'")
    if len(printable) > _LONGEST_ECHO:
        printable = printable[:_LONGEST_ECHO] + "…"
    return printable or "∅"


def sync(page: PageSpec, contract: Mapping[str, Param]) -> list[str]:
    """Bring session values and URL of one page together.

    Returns:
        Notices for the reader: one for each value or parameter that was not
        understood, and is now replaced by the default.
    """
    keys = (*COMMON_PARAMS, *page.params)
    arrived = st.session_state.get("url.page") != page.stem
    answers = st.session_state.pop("url.acts", [])
    st.session_state["url.answers"] = answers
    acted = answers and not arrived
    st.session_state["url.page"] = page.stem
    notices = []
    _held.set(None)
    values, address = _values(), _address()
    _held.set(values)
    for key in keys:
        if not acted:
            notices += _take(key, contract[key], address, arrived=arrived)
        default = contract[key].default
        values[key] = _possible(contract[key], values.get(key, default))
    if "from" in keys:
        notices += _order_period(contract)
    notices += _unknown(contract, address)
    _write({key: contract[key] for key in keys}, address)
    return notices


Address = Mapping[str, list[str]]
"""Parameter → its values, as the address bar holds them."""


def _address() -> Address:
    return {name: st.query_params.get_all(name) for name in st.query_params}


def _written() -> dict[str, list[str]]:
    """Parameter → the values that were written into the address last."""
    written: dict[str, list[str]] = st.session_state.setdefault("url.written", {})
    return written


def _take(key: str, param: Param, address: Address, *, arrived: bool) -> list[str]:
    """Let the URL decide where it differs from what was written last."""
    name, raw = _in_address(param, address)
    values = _values()
    if arrived and not raw:
        # Going to another page drops the parameters of this one from the address.
        if not param.sticky:
            values[key] = param.default
        return []
    if raw == _written().get(key, []) and key in values:
        return []
    if not raw:
        values[key] = param.default
        return []
    try:
        values[key] = param.read(raw)
    except ValueError:
        values[key] = param.default
        return [t("shell.bad_value", name=name, value=echo(",".join(raw)))]
    return []


def _in_address(param: Param, address: Address) -> tuple[str, list[str]]:
    """Return the name under which the URL holds a parameter, and its raw values.

    A link from before a parameter was renamed still says what it said.
    """
    name, raw = param.name, _given(param.name, address)
    if not raw and param.former:
        name, raw = param.former, _given(param.former, address)
    return name, [_mended(param, param.renamed.get(value, value)) for value in raw]


# Where the address was copied as HTML, a parameter begins with what is left of "&amp;".
_LEFT_OF_HTML = "amp;"

# Signs of the sentence around a link that were taken for a part of it.
_AROUND = ".,;:!?)]}>»”’\"'"


def _given(name: str, address: Address) -> list[str]:
    return address.get(name) or address.get(_LEFT_OF_HTML + name) or []


def _mended(param: Param, value: str) -> str:
    """Return a value as it was meant: without what surrounded the link, in its case.

    Only where it would not be understood as it stands.
    """
    if _understood(param, value):
        return value
    bare = value.rstrip(_AROUND)
    for meant in (bare, bare.lower(), bare.upper(), _cased(param, bare)):
        if _understood(param, meant):
            return meant
    return value


def _cased(param: Param, value: str) -> str:
    """Return codes joined by commas in the case in which they are declared."""
    declared = {code.lower(): code for code in param.options}
    return ",".join(declared.get(part.lower(), part) for part in value.split(","))


def _understood(param: Param, value: str) -> bool:
    try:
        param.read([value])
    except ValueError:
        return False
    return True


def _possible(param: Param, held: object) -> object:
    """Return a value that a widget gave as the contract has it, else the default.

    Any client can send a widget a text that is none of its options, and Streamlit
    hands it on.
    """
    try:
        return param.read(param.raw(held)) if held != param.default else held
    except (ValueError, TypeError, AttributeError):
        return param.default


def _order_period(contract: Mapping[str, Param]) -> list[str]:
    """Fall back to the whole period when it ends before it starts."""
    if value("from") <= value("to"):
        return []
    notice = t("shell.bad_period", start=str(value("from")), end=str(value("to")))
    for key in ("from", "to"):
        _values()[key] = contract[key].default
    return [notice]


def _unknown(contract: Mapping[str, Param], address: Address) -> list[str]:
    """Name the parameters of the URL that no page reads, in one notice."""
    if not address:
        return []
    known = {
        name
        for param in contract.values()
        for name in (param.name, param.former)
        if name
    } | FOREIGN_PARAMS
    strange = [
        echo(name)
        for name in address
        if name.removeprefix(_LEFT_OF_HTML) not in known
        and not TRACKING.fullmatch(name.removeprefix(_LEFT_OF_HTML))
    ]
    if not strange:
        return []
    return [t("shell.unknown_param", name=", ".join(strange[:_MOST_NAMED]))]


def _write(own: Mapping[str, Param], address: Address) -> None:
    """Make the URL say what is shown, and nothing else, in one step.

    Each write of its own would be a step of its own for the back button, with a view
    that nobody saw. One such step the platform leaves: when the reader goes to another
    page by the menu, and some filters go along and some do not, Streamlit's client
    pushes the new query while it still stands on the old page, then the new page
    (two messages: streamlit/streamlit#9049). Back then shows the view before at once;
    only leaving that page takes a second press. A slow client takes them in the other
    order, and the second press comes first.
    """
    wanted, written = {}, _written()
    for key, param in own.items():
        written[key] = raw = param.raw(value(key))
        if raw:
            wanted[param.name] = raw
    present = {name: raw for name, raw in address.items() if name not in FOREIGN_PARAMS}
    if wanted != present:
        st.query_params.from_dict(wanted)


def reset(keys: tuple[str, ...], contract: Mapping[str, Param]) -> None:
    """Set parameters back to their defaults; for a button's callback."""
    for key in keys:
        assign(key, contract[key].default)


def view_query(
    keys: tuple[str, ...], contract: Mapping[str, Param], *, lasting: bool = False
) -> dict[str, str]:
    """Return the query of the current view for links to it.

    Defaults are left out; with `lasting` only those that newer data leave alone.
    """
    query = {}
    for key in keys:
        if raw := contract[key].raw(value(key), lasting=lasting):
            query[contract[key].name] = raw[0]
    return query
