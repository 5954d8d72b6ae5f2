"""A browser tab without the browser: Streamlit's own messages over its websocket.

The messages are internal to Streamlit and may change with any version. They come
from the installed package, so that client and server always speak alike; and
`check` refuses to measure anything where a field that this module reads is gone.
"""

from __future__ import annotations

import asyncio
import time
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

from streamlit.proto.BackMsg_pb2 import BackMsg
from streamlit.proto.Element_pb2 import Element
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg
from streamlit.proto.WidgetStates_pb2 import WidgetState
from websockets.asyncio.client import ClientConnection, connect

RUN_SECONDS = 120

# Fields that this module reads or writes, by dotted path.
BACK_FIELDS = (
    "clear_cache",
    "rerun_script.query_string",
    "rerun_script.page_script_hash",
    "rerun_script.cached_message_hashes",
    "rerun_script.context_info.timezone",
    "rerun_script.context_info.locale",
    "rerun_script.context_info.url",
    "rerun_script.widget_states.widgets.id",
    "rerun_script.widget_states.widgets.trigger_value",
    "rerun_script.widget_states.widgets.bool_value",
    "rerun_script.widget_states.widgets.string_value",
    "rerun_script.widget_states.widgets.string_array_value.data",
    "rerun_script.widget_states.widgets.double_array_value.data",
)
FORWARD_FIELDS = (
    "hash",
    "ref_hash",
    "metadata.cacheable",
    "script_finished",
    "navigation.app_pages.url_pathname",
    "navigation.app_pages.page_script_hash",
    "page_info_changed.query_string",
    "new_session.page_script_hash",
    "new_session.initialize.session_id",
    "new_session.config.max_cached_message_age",
    "delta.new_element.exception.message",
    "delta.new_element.alert.body",
    "delta.new_element.alert.icon",
    "delta.new_element.heading.body",
    "delta.new_element.plotly_chart.spec",
    "delta.new_element.button.id",
    "delta.new_element.radio.options",
)

_FINISHED = {
    ForwardMsg.FINISHED_SUCCESSFULLY,
    ForwardMsg.FINISHED_FRAGMENT_RUN_SUCCESSFULLY,
}


class ProtocolError(RuntimeError):
    """The installed Streamlit does not speak as this module expects."""


def check(
    back: Iterable[str] = BACK_FIELDS, forward: Iterable[str] = FORWARD_FIELDS
) -> None:
    """Make sure that every field that is read or written exists.

    Raises:
        ProtocolError: names all that are missing.
    """
    missing = [
        f"{kind.DESCRIPTOR.name}.{path}"
        for kind, paths in ((BackMsg, back), (ForwardMsg, forward))
        for path in paths
        if not _has(kind.DESCRIPTOR, path)
    ]
    if missing:
        message = f"this Streamlit has no {', '.join(missing)}"
        raise ProtocolError(message)


def _has(message: Any, path: str) -> bool:
    name, _, rest = path.partition(".")
    found = message.fields_by_name.get(name) if message else None
    if found is None:
        return False
    return not rest or _has(found.message_type, rest)


@dataclass(frozen=True)
class Answer:
    """What one run of the script sent back."""

    seconds: float
    received: int
    elements: tuple[Element, ...]

    @property
    def exceptions(self) -> list[str]:
        """Messages of the exceptions shown."""
        return [e.exception.message for e in self._of("exception")]

    @property
    def alerts(self) -> list[str]:
        """Texts of the notices shown."""
        return [e.alert.body for e in self._of("alert")]

    @property
    def headings(self) -> list[str]:
        """Titles and headings, in their order."""
        return [e.heading.body for e in self._of("heading")]

    @property
    def charts(self) -> list[str]:
        """Specifications of the Plotly charts, as JSON."""
        return [e.plotly_chart.spec for e in self._of("plotly_chart")]

    @property
    def notices(self) -> list[tuple[str, str]]:
        """Icon and text of the notices shown."""
        return [(e.alert.icon, e.alert.body) for e in self._of("alert")]

    def _of(self, kind: str) -> list[Element]:
        return [e for e in self.elements if e.WhichOneof("type") == kind]


@dataclass
class Session:
    """One open tab.

    `query` is what the address bar holds, `widgets` the last state of every widget
    seen, by the key that the app gave it. `prefix` is the path under which the app is
    served, such as `/dash`; `cookie` is sent along.
    """

    port: int
    prefix: str = ""
    cookie: str = ""
    session_id: str = ""
    page: str = ""
    query: str = ""
    pages: dict[str, str] = field(default_factory=dict)
    widgets: dict[str, Element] = field(default_factory=dict)
    # As the browser does, messages are kept by their hash, with the run that last
    # needed them, and dropped when they grow old: else a view of long ago, which the
    # browser would have to fetch again, would seem to cost nothing.
    _kept: dict[str, tuple[ForwardMsg, int]] = field(default_factory=dict)
    _runs: int = 0
    _oldest: int = 0
    _socket: ClientConnection | None = None

    async def __aenter__(self) -> Session:
        """Connect as the browser does; no script runs yet."""
        origin = f"http://127.0.0.1:{self.port}"
        self._socket = await connect(
            f"ws://127.0.0.1:{self.port}{self.prefix}/_stcore/stream",
            subprotocols=["streamlit", "no-token"],  # type: ignore[list-item]
            origin=origin,  # type: ignore[arg-type]
            additional_headers={"Cookie": self.cookie} if self.cookie else None,
            max_size=None,
            # Else, with some frames unread, it stops reading: a tab that is closed then
            # waits in vain for the server's farewell.
            max_queue=None,
            compression=None,
            open_timeout=RUN_SECONDS,
            ping_interval=None,
        )
        return self

    async def __aexit__(self, *_: object) -> None:
        """Close the tab."""
        if self._socket:
            await self._socket.close()

    async def send(self, message: BackMsg) -> None:
        """Send any message, without waiting for an answer."""
        if self._socket is None:
            raise ProtocolError("the session is not open")
        await self._socket.send(message.SerializeToString())

    async def visit(self, path: str = "", query: str = "") -> Answer:
        """Go to a page by its path without slash, as its link in the menu does."""
        self.query = query
        self.widgets.clear()
        if self.pages:
            self.page = self.pages[path]
        elif path:
            message = "the pages are known after the first run; visit the start first"
            raise ProtocolError(message)
        return await self.run({})

    async def act(self, key: str, value: object) -> Answer:
        """Let the reader give a widget a value, and wait for what follows.

        Args:
            key: the widget's key in the app.
            value: True for a click on a button, a bool for a switch, a text, a list
                of texts, or a list of numbers for a slider.
        """
        element = self.widget(key)
        kind = str(element.WhichOneof("type"))
        return await self.run({identifier(element): _state(kind, value)})

    def widget(self, key: str) -> Element:
        """Return the last state of a widget.

        Raises:
            ProtocolError: the page has no such widget.
        """
        if key not in self.widgets:
            message = f"no widget {key!r}; there are {sorted(self.widgets)}"
            raise ProtocolError(message)
        return self.widgets[key]

    async def run(self, values: Mapping[str, WidgetState]) -> Answer:
        """Run the script with these states of widgets, by widget id."""
        message = BackMsg()
        run = message.rerun_script
        run.query_string = self.query
        run.page_script_hash = self.page
        run.cached_message_hashes.extend(self._kept)
        run.context_info.timezone = "Etc/UTC"
        run.context_info.locale = "en-US"
        run.context_info.url = f"http://127.0.0.1:{self.port}"
        for identifier, value in values.items():
            sent = run.widget_states.widgets.add()
            sent.CopyFrom(value)
            sent.id = identifier
        started = time.perf_counter()
        await self.send(message)
        return await self._collect(started)

    async def _collect(self, started: float) -> Answer:
        """Read until the script has finished."""
        received = 0
        elements: list[Element] = []
        async with asyncio.timeout(RUN_SECONDS):
            while True:
                frame = await self._socket.recv()  # type: ignore[union-attr]
                received += len(frame)
                message = self._resolved(ForwardMsg.FromString(frame))
                kind = message.WhichOneof("type")
                if kind == "delta":
                    self._keep(message, elements)
                elif kind == "new_session":
                    self.session_id = message.new_session.initialize.session_id
                    self.page = message.new_session.page_script_hash or self.page
                    self._oldest = message.new_session.config.max_cached_message_age
                elif kind == "navigation":
                    pages = message.navigation.app_pages
                    self.pages = {p.url_pathname: p.page_script_hash for p in pages}
                elif kind == "page_info_changed":
                    self.query = message.page_info_changed.query_string
                elif kind == "script_finished" and message.script_finished in _FINISHED:
                    seconds = time.perf_counter() - started
                    self._forget_old()
                    if message.script_finished == ForwardMsg.FINISHED_SUCCESSFULLY:
                        # A whole run: what it did not draw is gone from the page.
                        self.widgets = _widgets(elements)
                    return Answer(seconds, received, tuple(elements))

    def _resolved(self, message: ForwardMsg) -> ForwardMsg:
        """Return a message, or the kept one to which it refers."""
        refers = message.WhichOneof("type") == "ref_hash"
        whole = self._kept[message.ref_hash][0] if refers else message
        if refers or message.metadata.cacheable:
            self._kept[whole.hash] = (whole, self._runs)
        return whole

    def _forget_old(self) -> None:
        self._runs += 1
        self._kept = {
            name: (message, run)
            for name, (message, run) in self._kept.items()
            if self._runs - run <= self._oldest
        }

    def _keep(self, message: ForwardMsg, elements: list[Element]) -> None:
        element = message.delta.new_element
        if element.WhichOneof("type"):
            elements.append(element)
            self.widgets |= _widgets([element])


def _widgets(elements: Iterable[Element]) -> dict[str, Element]:
    """Return those that are widgets, by their key."""
    return {
        _key(identifier(element)): element
        for element in elements
        if identifier(element) and element.WhichOneof("type") != "page_link"
    }


def identifier(element: Element) -> str:
    """Id of a widget; empty for what is none."""
    return str(getattr(getattr(element, str(element.WhichOneof("type"))), "id", ""))


def _key(identifier: str) -> str:
    """Key in the app of a widget's id, `$$ID-<hash>-<key>`."""
    return identifier.removeprefix("$$ID-").partition("-")[2]


def _state(kind: str, value: Any) -> WidgetState:
    """State of a widget as the browser writes it."""
    state = WidgetState()
    if kind in {"button", "download_button"}:
        state.trigger_value = bool(value)
    elif isinstance(value, bool):
        state.bool_value = value
    elif isinstance(value, str):
        state.string_value = value
    elif kind == "slider" and not any(isinstance(v, str) for v in value):
        state.double_array_value.data.extend(value)
    else:
        state.string_array_value.data.extend(value)
    return state
