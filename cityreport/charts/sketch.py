"""A figure in the making as plain data, checked by Plotly once when it is finished.

Each change of a Plotly figure checks and copies what is there already, which takes longer than
everything else that is done for a page.
"""

from collections.abc import Iterable, Mapping
from typing import Any

import plotly.graph_objects as go

from cityreport import style

Trace = dict[str, Any]
"""One trace by Plotly's names, with its ``type``."""


def trace(kind: str, **look: Any) -> Trace:  # noqa: ANN401 - Plotly's own names and values
    """A trace of a kind: bar, scatter, heatmap."""
    return {"type": kind, **look}


def strokes(lines: Iterable[tuple[float, float, float, float]], **look: Any) -> Trace:  # noqa: ANN401
    """A trace of separate straight lines, each from (x, y) to (x, y), which the pointer passes by."""
    known = list(lines)
    x = [value for one in known for value in (one[0], one[2], None)]
    y = [value for one in known for value in (one[1], one[3], None)]
    return trace("scatter", x=x, y=y, mode="lines", hoverinfo="skip", **look)


class Sketch:
    """Traces and layout of a figure in the house's look, by Plotly's names."""

    def __init__(self, height: int) -> None:
        self.traces: list[Trace] = []
        self.layout: dict[str, Any] = {**style.plotly_layout(), "height": height}

    def add_trace(self, added: Trace) -> None:
        """Draw a trace over those that are there."""
        self.traces.append(added)

    def add_annotation(self, **note: Any) -> None:  # noqa: ANN401
        """Write a note on the figure."""
        self.layout.setdefault("annotations", []).append(note)

    def update_layout(self, **changes: Any) -> None:  # noqa: ANN401
        """Change parts of the layout, leaving the others; None takes a part away."""
        _merge(self.layout, changes)

    def update_xaxes(self, **changes: Any) -> None:  # noqa: ANN401
        """Change the horizontal axis."""
        self.update_layout(xaxis=changes)

    def update_yaxes(self, **changes: Any) -> None:  # noqa: ANN401
        """Change the vertical axis."""
        self.update_layout(yaxis=changes)

    def margin(self, side: str) -> int:
        """The pixels left free at a side."""
        return int(self.layout["margin"][side])

    def figure(self) -> go.Figure:
        """The finished figure."""
        finished = go.Figure({"data": self.traces, "layout": self.layout})
        finished.layout.template = None  # Plotly gives one of its own to a figure without
        return finished


def _merge(into: dict[str, Any], changes: Mapping[str, Any]) -> None:
    for name, value in changes.items():
        if value is None:
            into.pop(name, None)
        elif isinstance(value, Mapping):
            _merge(into.setdefault(name, {}), value)
        else:
            into[name] = value
