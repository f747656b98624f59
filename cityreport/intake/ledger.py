"""From data rows to ledger rows; a measure spread over sources gives one row each."""

import math
from collections.abc import Iterable, Mapping, Sequence

from cityreport.intake.fitting import Field, Fit
from cityreport.intake.rows import DataRow
from cityreport.quantities import Quantity
from cityreport.sheets import Column, SheetKind
from cityreport.tables.ledger import CellQuantity, CellText, LedgerRow
from cityreport.tables.workbook import cell_name


def ledger_rows(
    rows: Iterable[DataRow], fit: Fit, sheet: str, implied: Iterable[Column]
) -> tuple[LedgerRow, ...]:
    """The ledger rows of all data rows whose unit and month are known, in sheet order.

    ``implied`` are count columns the sheet lacks; each row counts one (details.md C20).
    """
    ones = tuple(implied)
    return tuple(
        ledger_row
        for row in rows
        if row.unit is not None and row.month is not None
        for ledger_row in _rows_of(row, fit, sheet, ones)
    )


def spread_fields(fit: Fit, row: DataRow) -> list[Field]:
    """The filled source columns of a spread measure; its 小计 when only that is filled."""
    if not fit.spread:
        return []
    spread = [field for field in fit.spread if _filled(row, field)]
    if spread:
        return spread
    return [field for field in fit.fields if field.subtotal and _filled(row, field)][:1]


def counted_fields(fit: Fit, row: DataRow) -> list[Field]:
    """Every field of the row whose quantity is stored."""
    return [*(f for f in fit.plain if _filled(row, f)), *spread_fields(fit, row)]


def control_totals(
    kind: SheetKind, amounts: Mapping[str, Sequence[Quantity | None]], *, one_report: bool
) -> dict[str, float]:
    """The totals of a table in stored units (C6): flows added over all rows; a stock only where
    all rows report on one unit and month, as its last value (B3)."""
    found: dict[str, float] = {}
    for name, stated in amounts.items():
        values = [quantity.value for quantity in stated if quantity is not None]
        column = kind.column(name)
        if values and (column is None or column.role != "stock"):
            found[name] = math.fsum(values)
        elif values and one_report:
            found[name] = values[-1]
    return found


def _filled(row: DataRow, field: Field) -> bool:
    part = row.parts.get(field.index)
    return part is not None and part.quantity is not None


def _rows_of(row: DataRow, fit: Fit, sheet: str, ones: tuple[Column, ...]) -> list[LedgerRow]:
    plain = _quantities(row, fit.plain) | dict(row.computed)
    plain |= {
        column.name: CellQuantity(Quantity("", 1.0, "exact", 1.0, 1.0), cell_name(row.row, 0))
        for column in ones
    }
    spread = spread_fields(fit, row)
    if not spread:
        return [_row(row, fit, sheet, plain, {})]
    by = next(column for column in fit.kind.columns if column.several)
    return [
        _row(
            row,
            fit,
            sheet,
            (plain if index == 0 else {}) | _quantities(row, [field]),
            {by.name: CellText(field.source, cell_name(*field.at))} if field.source else {},
        )
        for index, field in enumerate(spread)
    ]


def _quantities(row: DataRow, fields: Iterable[Field]) -> dict[str, CellQuantity]:
    parts = ((field, row.parts[field.index]) for field in fields if field.index in row.parts)
    return {
        field.column.name: CellQuantity(part.quantity, cell_name(*part.at))
        for field, part in parts
        if part.quantity is not None
    }


def _row(
    row: DataRow,
    fit: Fit,
    sheet: str,
    quantities: dict[str, CellQuantity],
    texts: dict[str, CellText],
) -> LedgerRow:
    assert row.unit is not None
    assert row.month is not None
    return LedgerRow(
        kind=fit.kind.name,
        unit=row.unit.name,
        month=row.month,
        reporter=row.reporter,
        sheet=sheet,
        row=row.row + 1,
        quantities=quantities,
        texts={**row.texts, **texts},
    )
