"""The numbers of a chart and the workbook inside it, where no text can become a formula."""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from typing import IO

from pptx.chart.data import CategoryChartData
from pptx.chart.xlsx import CategoryWorkbookWriter
from pptx.util import lazyproperty
from xlsxwriter import Workbook
from xlsxwriter.worksheet import Worksheet

from cityreport import style
from cityreport.charts.canvas import shorten
from cityreport.exports.legible import legible
from cityreport.exports.pptx.look import Native
from cityreport.tables.section import Chart, Format, Series

FORMATS: dict[Format, str] = {
    "text": "General",
    "count": "#,##0",
    "money": "#,##0.00",
    "score": "#,##0.00",
    "rate": "0.00%",
    "percent": '#,##0.00"%"',
    "hours": "[>=1000]#,##0;#,##0.0",
    "number": "#,##0.00",
}
"""As ``style.write_mark`` writes them; the cells hold the values as computed."""
LONGEST_NAME = 80
"""Half-width signs of a category or a series."""
_SAFE = {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False}


class _Writer(CategoryWorkbookWriter):
    """The library's writer on a workbook that takes every text as text."""

    @contextmanager
    def _open_worksheet(self, xlsx_file: IO[bytes]) -> Iterator[tuple[Workbook, Worksheet]]:
        workbook = Workbook(xlsx_file, _SAFE)
        yield workbook, workbook.add_worksheet()
        workbook.close()


class _Data(CategoryChartData):
    @lazyproperty
    def _workbook_writer(self) -> Native:
        writer: Native = _Writer
        return writer(self)


def chart_data(chart: Chart, names: Sequence[str], shown: Sequence[Series]) -> Native:
    """The series over the (possibly lengthened) category names, None where there is no value."""
    made: Native = _Data
    data = made(number_format=number_format(chart))
    data.categories = [_name(name) for name in names]
    for series in shown:
        data.add_series(_name(series.name), values_of(chart, series))
    return data


def values_of(chart: Chart, series: Series) -> tuple[float | None, ...]:
    """The values as the chart's cells hold them: money in 万元, rates as fractions, all unrounded."""
    factor = style.scale_for("money") if chart.format == "money" else 1.0
    return tuple(None if value is None else value * factor for value in series.values)


def number_format(chart: Chart) -> str:
    """The number format of the labels; plain numbers show decimals only where there are some."""
    values = [value for series in chart.series for value in series.values if value is not None]
    whole = chart.format == "number" and all(float(value).is_integer() for value in values)
    return "#,##0" if whole else FORMATS[chart.format]


def series_of(chart: Chart, *roles: str) -> list[Series]:
    """The series of these roles, in their order."""
    return [series for series in chart.series if series.role in roles]


def first(chart: Chart, role: str) -> Series | None:
    """The first series of a role, None without one."""
    return next(iter(series_of(chart, role)), None)


def absent_words(chart: Chart) -> list[str]:
    """The word at each category that has no value (未报, — without a word), "" elsewhere."""
    shown = series_of(chart, "value", "part", "compare")
    status = first(chart, "status")
    worded = [*shown, *([status] if status else [])]
    words = []
    for place in range(len(chart.categories)):
        known = any(series.values[place] is not None for series in shown)
        said = [series.texts[place] for series in worded if series.texts and series.texts[place]]
        words.append("" if known else (said[0] if said else style.NONE))
    return words


def inexact(series: Series) -> list[bool]:
    """Which values are approximate, by the word 约 before their text."""
    texts = series.texts or ("",) * len(series.values)
    return [text.startswith(style.APPROXIMATE) for text in texts]


def _name(text: str) -> str:
    plain = "\n".join(legible(line) for line in text.split("\n"))
    return shorten(plain, LONGEST_NAME)
