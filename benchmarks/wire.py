"""A visitor without a browser: Streamlit's own protocol over its websocket.

The browser's side of it is small: one ``BackMsg`` asks for a run of the script with the state of
all widgets, ``ForwardMsg`` answers come until ``script_finished``. As the browser does, messages
that the server calls cacheable are kept and named in the next request, so that they come as a
reference.
"""

from collections.abc import Mapping
from contextlib import ExitStack
from dataclasses import dataclass, field
from time import perf_counter
from types import TracebackType
from urllib.parse import urlencode

from streamlit.proto.BackMsg_pb2 import BackMsg
from streamlit.proto.Element_pb2 import Element
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg
from streamlit.proto.WidgetStates_pb2 import WidgetState
from websockets.sync.client import connect
from websockets.typing import Subprotocol

PATIENCE = 180.0
"""Seconds after which a run that says nothing counts as failed."""
_KEPT_RUNS = 2
Choices = Mapping[str, str]


class FailedRunError(Exception):
    """The script ended with a fault, or the server said nothing for too long."""


@dataclass
class Run:
    """What one run of the script brought."""

    seconds: float
    received: int = 0
    elements: dict[tuple[int, ...], Element] = field(default_factory=dict)

    @property
    def in_order(self) -> list[Element]:
        """The elements from the top of the page down."""
        return [self.elements[path] for path in sorted(self.elements)]

    @property
    def faults(self) -> list[str]:
        """Red boxes and tracebacks."""
        return [
            one.exception.message if one.HasField("exception") else one.alert.body
            for one in self.in_order
            if one.HasField("exception")
            or (one.HasField("alert") and one.alert.format == one.alert.ERROR)
        ]


@dataclass(frozen=True)
class Filter:
    """A filter of the selection bar: its widget, what it offers and what it shows."""

    widget: str
    kind: str
    options: tuple[str, ...]
    shown: str


class Session:
    """One open page; ``choose`` clicks a filter and waits for the end of the run."""

    def __init__(self, url: str, page: str = "", query: Choices | None = None) -> None:
        self._page, self._query = page, urlencode(query or {})
        self._script, self._kept = "", dict[str, tuple[int, ForwardMsg]]()
        self._states: dict[str, WidgetState] = {}
        self._runs = 0
        self.filters: dict[str, Filter] = {}
        self._open = ExitStack()
        self._socket = self._open.enter_context(
            connect(
                f"ws{url.removeprefix('http')}/_stcore/stream",
                subprotocols=[Subprotocol("streamlit")],
                max_size=None,
                compression=None,
                open_timeout=PATIENCE,
            )
        )
        self.first = self._run()

    def __enter__(self) -> "Session":
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        at: TracebackType | None,
    ) -> None:
        self._open.close()

    def choose(self, key: str, option: str) -> Run:
        """The run after choosing an option of a filter; KeyError where the page has none."""
        chosen = self.filters[key]
        state = WidgetState(id=chosen.widget)
        if chosen.kind == "selectbox":
            state.string_value = option
        else:
            state.string_array_value.data.append(option)
        self._states[chosen.widget] = state
        return self._run()

    def _run(self) -> Run:
        asked = BackMsg()
        request = asked.rerun_script
        request.query_string, request.page_name = self._query, self._page
        request.page_script_hash = self._script
        request.widget_states.widgets.extend(self._states.values())
        request.cached_message_hashes.extend(self._kept)
        started = perf_counter()
        self._socket.send(asked.SerializeToString())
        run = Run(0.0)
        while not self._take(run):
            pass
        run.seconds = perf_counter() - started
        self._after(run)
        return run

    def _take(self, run: Run) -> bool:
        """Take one message; whether the run is over."""
        data = self._socket.recv(timeout=PATIENCE, decode=False)
        message = ForwardMsg.FromString(bytes(data))
        run.received += len(data)
        path = tuple(message.metadata.delta_path)
        if message.WhichOneof("type") == "ref_hash":
            self._kept[message.ref_hash] = (self._runs, self._kept[message.ref_hash][1])
            message = self._kept[message.ref_hash][1]
        elif message.metadata.cacheable and message.hash:
            self._kept[message.hash] = (self._runs, message)
        match message.WhichOneof("type"):
            case "navigation":
                self._script = message.navigation.page_script_hash
            case "delta" if message.delta.WhichOneof("type") == "new_element":
                run.elements[path] = message.delta.new_element
            case "page_info_changed":
                self._query = message.page_info_changed.query_string
            case "script_finished":
                return self._over(message)
        return False

    def _over(self, message: ForwardMsg) -> bool:
        if message.script_finished == ForwardMsg.FINISHED_EARLY_FOR_RERUN:
            return False
        if message.script_finished != ForwardMsg.FINISHED_SUCCESSFULLY:
            raise FailedRunError(ForwardMsg.ScriptFinishedStatus.Name(message.script_finished))
        return True

    def _after(self, run: Run) -> None:
        """Forget what is old, note the filters and what they show."""
        self._runs += 1
        self._kept = {
            name: (age, one)
            for name, (age, one) in self._kept.items()
            if age > self._runs - _KEPT_RUNS
        }
        self.filters = dict(
            found for element in run.in_order if (found := self._filter(element)) is not None
        )

    def _filter(self, element: Element) -> tuple[str, Filter] | None:
        kind = element.WhichOneof("type")
        if kind == "selectbox":
            box = element.selectbox
            options = tuple(box.options)
            first = options[box.default] if box.HasField("default") and options else ""
            shown = box.raw_value if box.set_value else first
        elif kind == "button_group":
            box = element.button_group
            options = tuple(one.content for one in box.options)
            shown = options[box.default[0]] if box.default else ""
        else:
            return None
        state = self._states.get(box.id)
        if state is not None and kind == "selectbox" and not box.set_value:
            shown = state.string_value
        return box.id.split("-", 2)[-1], Filter(box.id, str(kind), options, shown)
