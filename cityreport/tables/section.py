"""What is shown: a claim, a line of context, a table, a described chart, notes, a source.

The same ``Section`` goes to the screen, a slide, a Word page and an Excel sheet, so that all of
them carry the same numbers. A chart is described here and drawn elsewhere.
"""

from collections.abc import Iterator
from dataclasses import dataclass, field
from itertools import chain
from typing import Literal

from cityreport.tables.figure import Figure

Format = Literal["text", "count", "money", "score", "rate", "percent", "hours", "number"]
"""How a column's numbers are written; see ``style.write``. ``money`` is stored in yuan."""

Cell = str | float | int | None

ChartKind = Literal[
    "bar", "stacked", "line", "bullet", "dot", "heat", "tiles", "funnel", "waterfall"
]  # fmt: skip
SeriesRole = Literal["value", "compare", "target", "pace", "lower", "upper", "status", "part"]


@dataclass(frozen=True, slots=True)
class Column:
    """One column of a shown table: its title (with the measure unit) and number format."""

    title: str
    format: Format = "text"


@dataclass(frozen=True, slots=True)
class Table:
    """Rows of values as computed; rounding happens where they are written.

    ``figures`` says what its rows are, for drill-down: a row of it has one entry for the whole
    row or one a column, None where a cell is no figure. ``wrapped`` lets long texts go over
    several lines, so that the whole table is in sight.
    """

    columns: tuple[Column, ...]
    rows: tuple[tuple[Cell, ...], ...]
    figures: tuple[tuple[Figure | None, ...], ...] = ()
    wrapped: bool = False

    @property
    def empty(self) -> bool:
        """Whether there is nothing to show."""
        return not self.rows

    def figure_at(self, row: int, column: int) -> Figure | None:
        """The figure of a cell, else the first of its row; None where the row has none."""
        if row >= len(self.figures):
            return None
        known = self.figures[row]
        own = known[column] if len(known) > 1 and column < len(known) else None
        return own or next((one for one in known if one), None)


@dataclass(frozen=True, slots=True)
class Series:
    """One series of a chart: values in the order of the chart's categories, None where none.

    ``texts`` are the words written at the marks (约 13.5, 未报); empty means: write the number.
    """

    name: str
    values: tuple[float | None, ...]
    role: SeriesRole = "value"
    texts: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Chart:
    """A figure in words: its kind, the categories along it and the series over them.

    ``bar``/``stacked``/``bullet`` run horizontally when ``horizontal``. ``heat`` and ``tiles``
    have one series per row. In ``waterfall`` the first and last category are wholes of a
    ``compare`` series, those between parts of a ``value`` series. ``words`` names what each tile code means. ``format`` is that of
    the values, ``measure_unit`` is written on the axis. ``keys`` are the ids behind the
    categories; ``figures`` are what the marks are, one a category, in ``heat`` and ``tiles``
    row by row one a field, for drill-down.
    """

    kind: ChartKind
    categories: tuple[str, ...]
    series: tuple[Series, ...]
    format: Format = "number"
    measure_unit: str = ""
    horizontal: bool = False
    keys: tuple[str, ...] = ()
    figures: tuple[Figure | None, ...] = ()


@dataclass(frozen=True, slots=True)
class Section:
    """One block of a screen or one slide.

    ``title`` is a claim that must be true read alone; ``lead`` is the grey line with method,
    measure unit, data date and coverage; ``notes`` are said under the figure; ``empty`` is the
    sentence shown in place of table and chart when there is nothing. ``figure`` is the one
    figure a section without figures in its rows and marks is about. ``leads_only`` says that its
    rows and marks lead on to figures (who has not sent) without being any.
    """

    key: str
    title: str
    lead: str = ""
    table: Table | None = None
    chart: Chart | None = None
    notes: tuple[str, ...] = ()
    source: str = ""
    empty: str = ""
    help: str = ""
    badges: tuple[str, ...] = field(default=())
    figure: Figure | None = None
    leads_only: bool = False

    @property
    def figures(self) -> tuple[Figure, ...]:
        """Every figure it holds, each once, in the order of table and chart."""
        return tuple(dict.fromkeys(self.each_figure()))

    def each_figure(self) -> Iterator[Figure]:
        """The same one after the other, again where it stands again: a list has thousands."""
        rows = (one for row in self.table.figures for one in row) if self.table else ()
        marks = self.chart.figures if self.chart else ()
        return (one for one in chain((self.figure,), rows, marks) if one is not None)


@dataclass(frozen=True, slots=True)
class Headline:
    """One headline figure: what it is, the figure as written, what it compares to, its meaning.

    ``figure`` is what it is, for drill-down; None where it leads nowhere.
    """

    label: str
    text: str
    note: str = ""
    help: str = ""
    figure: Figure | None = None
