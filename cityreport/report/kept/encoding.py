"""A deck as plain JSON values and back: numbers unrounded, charts and tables whole.

What leads from a figure to its cells is not kept: the cells may have been replaced since.
"""

from collections.abc import Iterable, Mapping, Sequence
from math import isnan
from typing import Any, cast

from cityreport.report.deck import Deck, Slide
from cityreport.tables.agenda import AgendaItem
from cityreport.tables.section import Cell, Chart, Column, Headline, Section, Series, Table

Json = Mapping[str, Any]


def deck_json(deck: Deck) -> dict[str, object]:
    """The deck as JSON values: what stands on its slides, and each section uncut."""
    return {
        "title": deck.title, "month": deck.month, "office": deck.office, "day": deck.day,
        "sample": deck.sample, "left_out": deck.left_out,
        "slides": [_slide_json(slide) for slide in deck.slides],
    }  # fmt: skip


def deck_from(values: Mapping[str, object]) -> Deck:
    """The deck that was kept."""
    kept = cast("Json", values)
    return Deck(
        title=kept["title"], month=kept["month"], office=kept["office"], day=kept["day"],
        slides=tuple(_slide(slide) for slide in kept["slides"]), sample=kept["sample"],
        left_out=kept.get("left_out", ""),
    )  # fmt: skip


def _slide_json(slide: Slide) -> dict[str, object]:
    return {
        "item": slide.item.as_json(),
        "name": slide.name,
        "section": _section_json(slide.section),
        "figures": [[one.label, one.text, one.note] for one in slide.figures],
        "whole": _section_json(slide.whole) if slide.whole else None,
    }


def _slide(kept: Json) -> Slide:
    return Slide(
        item=AgendaItem.from_json(kept["item"]),
        name=kept["name"],
        section=_section(kept["section"]),
        figures=tuple(Headline(*one) for one in kept["figures"]),
        whole=_section(kept["whole"]) if kept["whole"] else None,
    )


def _section_json(section: Section) -> dict[str, object]:
    return {
        "key": section.key, "title": section.title, "lead": section.lead,
        "table": _table_json(section.table) if section.table else None,
        "chart": _chart_json(section.chart) if section.chart else None,
        "notes": list(section.notes), "source": section.source, "empty": section.empty,
        "help": section.help, "badges": list(section.badges),
    }  # fmt: skip


def _section(kept: Json) -> Section:
    table, chart = kept["table"], kept["chart"]
    return Section(
        kept["key"], kept["title"], kept["lead"], _table(table) if table else None,
        _chart(chart) if chart else None, tuple(kept["notes"]), kept["source"], kept["empty"],
        kept["help"], tuple(kept["badges"]),
    )  # fmt: skip


def _table_json(table: Table) -> dict[str, object]:
    columns = [[column.title, column.format] for column in table.columns]
    return {"columns": columns, "rows": [_plain(row) for row in table.rows]}


def _table(kept: Json) -> Table:
    columns = tuple(Column(*column) for column in kept["columns"])
    return Table(columns, tuple(tuple(row) for row in kept["rows"]))


def _chart_json(chart: Chart) -> dict[str, object]:
    series = [[one.name, _plain(one.values), one.role, list(one.texts)] for one in chart.series]
    return {
        "kind": chart.kind, "categories": list(chart.categories), "series": series,
        "format": chart.format, "measure_unit": chart.measure_unit,
        "horizontal": chart.horizontal, "keys": list(chart.keys),
    }  # fmt: skip


def _chart(kept: Json) -> Chart:
    series = tuple(
        Series(name, tuple(values), role, tuple(texts))
        for name, values, role, texts in kept["series"]
    )
    return Chart(
        kept["kind"], tuple(kept["categories"]), series, kept["format"], kept["measure_unit"],
        kept["horizontal"], tuple(kept["keys"]),
    )  # fmt: skip


def _plain(cells: Iterable[Cell] | Sequence[float | None]) -> list[object]:
    """Cells as JSON knows them: numbers of numpy as Python's, none for NaN."""
    return [_plain_cell(cell) for cell in cells]


def _plain_cell(cell: object) -> object:
    if cell is None or isinstance(cell, str | bool):
        return cell
    number = float(cast("float", cell))
    if isnan(number):
        return None
    return int(number) if isinstance(cell, int) else number
