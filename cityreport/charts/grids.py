"""Grids with a row a series and a column a category: heat maps and reporting tiles."""

from cityreport import style
from cityreport.charts import canvas
from cityreport.charts.sketch import Sketch, Trace, trace
from cityreport.tables.section import Chart

_DARK_FROM = 0.72
_MOST_WRITTEN = 700
"""Cells beyond this number are too small to read; the hover and the table still say them."""


def heat(chart: Chart) -> Sketch:
    """Cells from light to dark with the number in each; what was not reported is hatched grey."""
    figure = canvas.blank()
    rows = [canvas.scaled(chart, series.values) for series in chart.series]
    words = [canvas.words_of(chart, series) for series in chart.series]
    hover = None if chart.figures else [canvas.hover(chart, series) for series in chart.series]
    figure.add_trace(
        trace(
            "heatmap", z=rows, x=_places(len(chart.categories)), y=_places(len(rows)), xgap=2, ygap=2,
            colorscale=_scale(), showscale=False, zmin=0, hovertext=hover,
            hoverinfo="text" if hover else "skip", hoverongaps=False, zmax=_highest(rows),
        )
    )  # fmt: skip
    _hatch(figure, [[value is None for value in row] for row in rows])
    if len(rows) * len(chart.categories) <= _MOST_WRITTEN:
        _write(figure, words, _contrast(rows), hover)
    if chart.figures:
        _fields(figure, chart)
    _finish(figure, chart)
    return figure


def tiles(chart: Chart) -> Sketch:
    """Unit × month tiles: ✓ 迟 未 by their word, the full wording in the hover."""
    figure = canvas.blank()
    words = [list(series.texts) for series in chart.series]
    looks = [[_tile(text) for text in row] for row in words]
    for tile in dict.fromkeys(look for row in looks for look in row):
        _squares(
            figure, chart, tile, [[look is tile or look == tile for look in row] for row in looks]
        )
    _key(figure, words)
    _finish(figure, chart)
    return figure


def _places(count: int) -> list[int]:
    return list(range(count))


def _scale() -> list[tuple[float, str]]:
    last = len(style.SEQUENCE) - 1
    return [(place / last, colour) for place, colour in enumerate(style.SEQUENCE)]


def _highest(rows: list[list[float | None]]) -> float:
    return max([value for row in rows for value in row if value is not None], default=0.0) or 1.0


def _contrast(rows: list[list[float | None]]) -> list[list[str]]:
    line = _highest(rows) * _DARK_FROM
    return [
        [style.PAPER if value is not None and value > line else style.INK for value in row]
        for row in rows
    ]


def _write(
    figure: Sketch, words: list[list[str]], colours: list[list[str]], hover: list[list[str]] | None
) -> None:
    """The words in their cells; without hover, for they would take the click from fields over them."""
    cells = [(row, column) for row in _places(len(words)) for column in _places(len(words[row]))]
    figure.add_trace(
        trace(
            "scatter", x=[column for _, column in cells], y=[row for row, _ in cells], mode="text",
            text=[canvas.literal(words[row][column]) for row, column in cells],
            textfont={
                "size": style.SCREEN_SIZES[0] - 1,
                "color": [colours[row][column] for row, column in cells],
            },
            hovertext=[hover[row][column] for row, column in cells] if hover else None,
            hoverinfo="text" if hover else "skip",
        )
    )  # fmt: skip


def _hatch(figure: Sketch, absent: list[list[bool]]) -> None:
    cells = [(r, c) for r, row in enumerate(absent) for c, gap in enumerate(row) if gap]
    if not cells:
        return
    figure.add_trace(_boxes(cells, style.TILES["未报"], []))


def _boxes(cells: list[tuple[int, int]], look: style.Tile, hover: list[str]) -> Trace:
    return trace(
        "bar", x=[column for _, column in cells], y=[0.9] * len(cells),
        base=[row - 0.45 for row, _ in cells], width=0.94,
        marker={
            "color": look.colour, "line": {"width": 0},
            "pattern": {
                "shape": "/" if look.hatched else "", "fgcolor": style.ABSENT, "size": 7,
                "solidity": 0.15, "fillmode": "overlay",
            },
        },
        hovertext=hover, hoverinfo="text" if hover else "skip",
        textposition="inside", insidetextanchor="middle", textangle=0, constraintext="none",
    )  # fmt: skip


def _fields(figure: Sketch, chart: Chart) -> None:
    """A field to click over every cell: Plotly lets bars be picked, but no cell of a heat map."""
    columns = len(chart.categories)
    cells = [(row, column) for row in _places(len(chart.series)) for column in _places(columns)]
    hover = [line for series in chart.series for line in canvas.hover(chart, series)]
    fields = _boxes(cells, style.Tile("", "rgba(0,0,0,0)", style.INK), hover)
    places = [str(row * columns + column) for row, column in cells]
    figure.add_trace({**fields, "customdata": places})


def _tile(text: str) -> style.Tile:
    word = text.split(" ")[0]
    return style.TILES.get(word) or style.Tile(word, style.FAINT, style.INK)


def _squares(figure: Sketch, chart: Chart, look: style.Tile, where: list[list[bool]]) -> None:
    cells = [(r, c) for r, row in enumerate(where) for c, here in enumerate(row) if here]
    hover = [
        f"<b>{canvas.literal(chart.series[row].name)}</b><br>"
        f"{canvas.literal(chart.categories[column])}：{canvas.literal(chart.series[row].texts[column])}"
        for row, column in cells
    ]
    figure.add_trace({
        **_boxes(cells, look, hover),
        "text": [canvas.literal(look.symbol)] * len(cells),
        "customdata": [str(row * len(chart.categories) + column) for row, column in cells],
        "textfont": {"color": look.text_colour, "size": style.SCREEN_SIZES[0]},
    })  # fmt: skip


def _key(figure: Sketch, words: list[list[str]]) -> None:
    """Which sign means what, for the signs in use."""
    used = {text.split(" ")[0] for row in words for text in row}
    said = [f"{tile.symbol} {word}" for word, tile in style.TILES.items() if word in used]
    if said:
        figure.add_annotation(
            x=1, y=1, xref="paper", yref="paper", xanchor="right", yanchor="bottom", yshift=26,
            text="　".join(said), showarrow=False, font={"color": style.QUIET},
        )  # fmt: skip


def _finish(figure: Sketch, chart: Chart) -> None:
    names = [series.name for series in chart.series]
    canvas.place_categories(figure, names, horizontal=True)
    figure.update_layout(barmode="overlay", margin={"t": 56 if chart.kind == "tiles" else 32})
    figure.update_xaxes(
        side="top", tickmode="array", tickvals=_places(len(chart.categories)), showgrid=False,
        ticktext=[canvas.axis_name(name, horizontal=False) for name in chart.categories],
        range=[-0.5, len(chart.categories) - 0.5], zeroline=False, showline=False,
    )  # fmt: skip
    figure.update_yaxes(showgrid=False, zeroline=False, showline=False)
    canvas.fit_height(figure, len(chart.series), style.TILE_HEIGHT)
