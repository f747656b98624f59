"""A figure with its claim, context and source inside, to be saved or pasted."""

import plotly.graph_objects as go

from cityreport import style
from cityreport.charts import canvas
from cityreport.charts.drawing import draw
from cityreport.tables.section import Chart

_TITLE_WIDTH = 84
_MARGIN = 46
_SIZES = {"title": 26, "lead": 17, "mark": 17, "source": 15}


def picture(chart: Chart, title: str, source: str, lead: str = "") -> go.Figure:
    """The drawn chart with title, grey line and source in the layout (details.md E2).

    It is 720 pixels high, more where many rows need it; the browser saves it 1280 wide.
    """
    figure = draw(chart)
    height = style.PICTURE_SIZE[1]
    lines = _wrap(title)
    head = len(lines) * (_SIZES["title"] + 10) + (30 if lead else 8)
    top = int(figure.layout.margin.t)
    tall = max(height, int(figure.layout.height or 0) + head + 60)
    figure.update_layout(
        height=tall,
        margin={"t": head + top + _MARGIN, "b": 64, "l": max(32, int(figure.layout.margin.l))},
        title={
            "text": _title(lines, lead), "x": 0, "xref": "container", "xanchor": "left",
            "y": 1 - _MARGIN / tall, "yref": "container", "yanchor": "top", "pad": {"l": 32},
            "font": {"size": _SIZES["title"], "color": style.INK},
        },
    )  # fmt: skip
    enlarge(figure, _SIZES["mark"])
    _write_source(figure, source)
    return figure


def enlarge(figure: go.Figure, size: int) -> None:
    """Write every letter of a drawn figure so many pixels high, with the room it then needs."""
    room = int(figure.layout.margin.r) * size // style.SCREEN_SIZES[0]
    figure.update_layout(font={"size": size}, margin={"r": room})
    figure.update_annotations(font={"size": size})
    figure.update_traces(selector={"type": "bar"}, textfont={"size": size})
    figure.update_traces(selector={"type": "scatter"}, textfont={"size": size})
    figure.update_xaxes(tickfont={"size": size}, title={"font": {"size": size}})
    figure.update_yaxes(tickfont={"size": size}, title={"font": {"size": size}})


def _write_source(figure: go.Figure, source: str) -> None:
    """The source at the foot, as a legend of its own: only a legend stands at the picture's edge.

    An annotation would move with the plot and meet the labels of its axis.
    """
    if not figure.layout.showlegend:
        figure.update_traces(showlegend=False)
    font = {"size": _SIZES["source"], "color": style.QUIET}
    figure.add_trace(
        go.Scatter(
            x=[None], y=[None], mode="lines", line={"width": 0}, hoverinfo="skip",
            name=canvas.literal(source), legend="legend2", showlegend=True,
        )
    )  # fmt: skip
    figure.update_layout(
        legend2={
            "x": 0, "xref": "container", "xanchor": "left", "orientation": "h", "font": font,
            "y": 0, "yref": "container", "yanchor": "bottom", "itemclick": False,
            "itemdoubleclick": False, "itemwidth": 30, "entrywidth": 0,
        },
        showlegend=True,
    )  # fmt: skip


def _title(lines: list[str], lead: str) -> str:
    text = "<br>".join(f"<b>{canvas.literal(line)}</b>" for line in lines)
    if not lead:
        return text
    colour, size = style.QUIET, _SIZES["lead"]
    return (
        f'{text}<br><span style="font-size:{size}px;color:{colour}">{canvas.literal(lead)}</span>'
    )


def _wrap(text: str) -> list[str]:
    lines = [""]
    for char in text:
        if canvas.width_of(lines[-1] + char) > _TITLE_WIDTH:
            lines.append("")
        lines[-1] += char
    return lines
