"""A waterfall: from one whole to another, every part beginning where the one before it ended."""

from cityreport import style
from cityreport.charts import canvas
from cityreport.charts.bars import write_numbers
from cityreport.charts.sketch import Sketch, Trace, strokes, trace
from cityreport.tables.section import Chart, Series

_HALF = 0.33
"""Half the height of a bar, of the row's."""
_ROOM = 0.1
"""Share of the span of all parts left free before them, twice as much behind."""


def waterfall(chart: Chart) -> Sketch:
    """Rows from the first whole (``compare``) to the last; parts (``value``) with their sign.

    The axis begins where the parts do, not at zero: wholes are lines, not bars.
    """
    wholes, parts = canvas.first(chart, "compare"), canvas.first(chart, "value")
    if wholes is None or parts is None:
        raise ValueError("a waterfall needs wholes and parts")
    starts, ends = _levels(wholes, parts)
    figure = canvas.blank()
    figure.add_trace(_bars(chart, parts, starts))
    _join(figure, chart, wholes, ends)
    words = zip(canvas.words_of(chart, parts), canvas.words_of(chart, wholes), strict=True)
    reach = [max(pair) for pair in zip(starts, ends, strict=True)]
    write_numbers(figure, chart, reach, [part or whole for part, whole in words])
    canvas.place_categories(figure, chart.categories, horizontal=True)
    low, high = (side * style.scale_for(chart.format) for side in (min(starts + ends), max(reach)))
    canvas.place_values(figure, chart, high, horizontal=True)
    room = ((high - low) or 1.0) * _ROOM
    figure.update_xaxes(range=[low - room, high + 2 * room], zeroline=False)
    canvas.fit_height(figure, len(chart.categories))
    return figure


def _levels(wholes: Series, parts: Series) -> tuple[list[float], list[float]]:
    """Where each row begins and ends; a whole does both at itself."""
    starts, ends, level = [], [], 0.0
    for whole, part in zip(wholes.values, parts.values, strict=True):
        level = level if whole is None else whole
        starts.append(level)
        level += part or 0.0
        ends.append(level)
    return starts, ends


def _bars(chart: Chart, parts: Series, starts: list[float]) -> Trace:
    """What adds is dark, what takes away light; the sign stands at the end."""
    colours = [style.PRIMARY if (part or 0.0) >= 0 else style.LIGHT for part in parts.values]
    return trace(
        "bar", orientation="h", name=canvas.literal(parts.name), x=canvas.scaled(chart, parts.values),
        y=list(range(len(starts))), base=canvas.scaled(chart, starts), width=2 * _HALF,
        marker={"color": colours, "line": {"width": 1, "color": style.PRIMARY}},
        customdata=canvas.keys_of(chart), hovertext=canvas.hover(chart, parts), hoverinfo="text",
    )  # fmt: skip


def _join(figure: Sketch, chart: Chart, wholes: Series, ends: list[float]) -> None:
    """A thin line from the end of each row to the next one, a thick one for each whole."""
    at = [end * style.scale_for(chart.format) for end in ends]
    last = len(at) - 1
    joined = ((level, place, level, place + 1) for place, level in enumerate(at[:last]))
    known = [place for place, whole in enumerate(wholes.values) if whole is not None]
    standing = ((at[place], place - _HALF, at[place], place + _HALF) for place in known)
    for lines, colour, width in ((joined, style.QUIET, 1), (standing, style.INK, 4)):
        look = {"color": colour, "width": width}
        figure.add_trace(strokes(lines, line=look, showlegend=False, name=""))
