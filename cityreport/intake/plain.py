"""Tables of which nothing is to be said: read column by column, each different value once.

Most tables come from the template and hold numbers where numbers belong. Reading them row by row,
as ``rows.py``, ``lines.py`` and ``checks.py`` do, would find nothing to say of any cell. Whatever
is unusual in one cell leaves the whole table to that careful reading; both read the same
(tests/intake/test_plain.py).
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import repeat
from typing import TypeVar

from cityreport.intake.blocks import Block
from cityreport.intake.cells import written_unit
from cityreport.intake.checks import contradictions
from cityreport.intake.context import Context
from cityreport.intake.fitting import Field, Fit
from cityreport.intake.grid import Grid, written
from cityreport.intake.ledger import control_totals
from cityreport.intake.rows import TEXT_ROLES, DataRow, RowReader
from cityreport.intake.usual import Body, plain_body
from cityreport.quantities import Quantity, parse_quantity
from cityreport.tables.ledger import CellQuantity, CellText, LedgerRow
from cityreport.tables.workbook import CellValue

_TEXTS = frozenset((str, int, float, type(None)))
_PLACES = ("unit", "month", "reporter", "date")


@dataclass(frozen=True, slots=True)
class PlainRows:
    """The rows of a plain table as they go into the ledger, and its control totals.

    ``places`` are the first rows of each unit, month, 填报方 and date, read carefully.
    """

    rows: tuple[LedgerRow, ...]
    places: tuple[DataRow, ...]
    totals: Mapping[str, float]


_Cell = TypeVar("_Cell", CellQuantity, CellText)
_Amounts = Mapping[str, Sequence[Quantity | None]]
_Texts = Mapping[str, Sequence[CellText | None]]


def plain_rows(grid: Grid, block: Block, fit: Fit, context: Context) -> PlainRows | None:
    """The rows of a table of which the careful reading would say nothing; None for any other."""
    body = plain_body(grid, block, fit, context)
    if body is None:
        return None
    reader = RowReader(grid, fit, context)
    amounts = _amounts(body, fit, context)
    texts = _texts(body, reader)
    places = _places(body, reader)
    if amounts is None or texts is None or places is None or _differ(amounts, places, fit):
        return None
    rows = tuple(_ledger(body, fit, grid.sheet.name, _cells(body, fit, amounts), texts, places))
    if any(contradictions(row.quantities, place) for row, place in zip(rows, places, strict=True)):
        return None
    totals = control_totals(fit.kind, amounts, one_report=len(set(_reports(places))) == 1)
    first = tuple({place.row: place for place in places}.values())
    return PlainRows(rows, first, totals)


def _amounts(body: Body, fit: Fit, context: Context) -> _Amounts | None:
    """The quantities of each measure row by row, every one known, 0 or more, at least one a row."""
    found: dict[str, tuple[Quantity | None, ...]] = {}
    for field in fit.measured:
        values, column = body.of(field), field.column
        if column.required and None in values:
            return None
        unit = written_unit(field, context)
        known: dict[CellValue, Quantity | None] = {None: None}
        for value in set(values) - {None}:
            quantity = parse_quantity(value, column.measure_unit, column.family, unit)
            if not isinstance(quantity, Quantity) or quantity.value < 0:
                return None
            known[value] = quantity
        found[column.name] = tuple([known[value] for value in values])
    rows = zip(*found.values(), strict=True)
    return found if found and all(any(row) for row in rows) else None


def _texts(body: Body, reader: RowReader) -> _Texts | None:
    """The texts of each column row by row, in the columns' own words."""
    found: dict[str, tuple[CellText | None, ...]] = {}
    for name, field in reader.fields.items():
        if field.column.role in TEXT_ROLES:
            words = _words(body.of(field), field, reader)
            if words is None or (field.column.required and not all(words)):
                return None
            places = body.names(field)
            found[name] = (
                tuple(map(CellText, words, places))
                if all(words)
                else tuple(map(_text_in, words, places))
            )
    return found


def _words(values: Sequence[CellValue], field: Field, reader: RowReader) -> list[str] | None:
    """The values in the words of their column, empty for none; None if one is not understood."""
    different = set(values) - {None}
    if field.column.role != "date" and not _TEXTS.issuperset(map(type, different)):
        return None
    if field.column.role in ("text", "code") and not field.column.choices:
        return list(map(written, values))
    known: dict[CellValue, str] = {None: ""}
    for value in different:
        known[value], said = reader.text_of(field.column, value, "", None)
        if said:
            return None
    return [known[value] for value in values]


def _places(body: Body, reader: RowReader) -> list[DataRow] | None:
    """For each row the first of the same unit, month, 填报方 and date, read carefully; None when
    there is anything to say of one."""
    fields = (reader.fit.role(role) for role in _PLACES)
    columns = [body.of(field) for field in fields if field is not None]
    keys = zip(*columns, strict=True) if columns else repeat(())
    known: dict[tuple[CellValue, ...], DataRow] = {}
    found: list[DataRow] = []
    for row, key in zip(body.rows, keys, strict=False):
        place = known.get(key)
        if place is None:
            (place,) = reader.read((row,))
            if place.unit is None or place.month is None or place.findings:
                return None
            known[key] = place
        found.append(place)
    return found


def _reports(places: Iterable[DataRow]) -> list[tuple[object, ...]]:
    return [(place.named, place.month, place.reporter) for place in places]


def _differ(amounts: _Amounts, places: Sequence[DataRow], fit: Fit) -> bool:
    """Whether a stock has two values in the rows of one report (details.md B3)."""
    stocks = [one.column.name for one in fit.measured if one.column.role == "stock"]
    reports = _reports(places) if stocks else []
    for name in stocks:
        stated = zip(reports, amounts[name], strict=True)
        values = {(report, one.value) for report, one in stated if one is not None}
        if len({report for report, _ in values}) < len(values):
            return True
    return False


def _cells(body: Body, fit: Fit, amounts: _Amounts) -> Mapping[str, Sequence[CellQuantity | None]]:
    """The quantities with the names of their cells."""
    found: dict[str, Sequence[CellQuantity | None]] = {}
    for field in fit.measured:
        stated, places = amounts[field.column.name], body.names(field)
        kept = zip(stated, places, strict=True)
        found[field.column.name] = [CellQuantity(q, place) if q else None for q, place in kept]
    return found


def _text_in(word: str, place: str) -> CellText | None:
    return CellText(word, place) if word else None


def _ledger(
    body: Body,
    fit: Fit,
    sheet: str,
    cells: Mapping[str, Sequence[CellQuantity | None]],
    texts: _Texts,
    places: Sequence[DataRow],
) -> Iterator[LedgerRow]:
    columns = zip(body.rows, places, _by_row(cells, body), _by_row(texts, body), strict=True)
    for row, place, quantities, words in columns:
        assert place.unit is not None
        assert place.month is not None
        yield LedgerRow(
            fit.kind.name, place.unit.name, place.month, place.reporter, sheet, row + 1,
            quantities, words,
        )  # fmt: skip


def _by_row(
    columns: Mapping[str, Sequence[_Cell | None]], body: Body
) -> Iterator[dict[str, _Cell]]:
    """The columns row by row, blank cells left out."""
    rows = zip(*columns.values(), strict=True) if columns else repeat((), len(body.rows))
    for row in rows:
        yield {name: cell for name, cell in zip(columns, row, strict=True) if cell is not None}
