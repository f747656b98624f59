"""小计, 合计, 总计 rows: compared with the rows they cover, never added (C10, C29, D9, D10)."""

import math
import re
from collections.abc import Iterable, Sequence

from cityreport.intake.cells import written_unit
from cityreport.intake.covers import Table, covers, likeliest
from cityreport.intake.fitting import Field, Fit
from cityreport.intake.grid import fold
from cityreport.intake.lines import Line
from cityreport.intake.messages import number, say
from cityreport.intake.rows import DataRow
from cityreport.quantities import BlankCell, Quantity, Unreadable, add, parse_quantity
from cityreport.sheets import MEASURE_UNITS
from cityreport.tables.workbook import Address, Finding, cell_name

_NUMERAL = re.compile(r"[\d,]+(?:\.(\d+))?")


def check_totals(table: Table) -> list[Finding]:
    """An error for every written total that none of the sums it may mean comes to."""
    return [finding for line in table.totals for finding in _check_line(table, line)]


def check_subtotal_columns(table: Table) -> list[Finding]:
    """An error for every 小计 sub-column that differs from its brothers (details.md D9)."""
    brothers = [field for field in table.fit.fields if field.source]
    return [
        finding
        for row in table.rows
        for field in table.fit.fields
        if field.subtotal
        for finding in _check_subtotal(table, row, field, brothers)
    ]


def unlabelled_totals(table: Table) -> frozenset[int]:
    """Rows without any text whose every number equals the sum of the rows above (C29)."""
    found: set[int] = set()
    above: list[DataRow] = []
    for row in table.rows:
        if len(above) >= 2 and _is_sum(table, row, above):
            found.add(row.row)
        else:
            above.append(row)
    return frozenset(found)


def _is_sum(table: Table, row: DataRow, above: Sequence[DataRow]) -> bool:
    if row.texts:
        return False
    unit_fields = [f for f in table.fit.fields if f.column.role in ("unit", "month")]
    named = any(table.grid.text(table.grid.home((row.row, f.index))) for f in unit_fields)
    numbered = any(table.grid.text((row.row, column)) for column in table.fit.numbering)
    filled = [f for f in _flows(table.fit) if _quantity(row, f) is not None]
    if named or numbered or not filled:
        return False
    nonzero = any((_quantity(row, f) or Quantity("", 0.0)).value for f in filled)
    return nonzero and all(_matches(table, _quantity(row, f), f, above) for f in filled)


def _matches(table: Table, written: Quantity | None, field: Field, rows: Sequence[DataRow]) -> bool:
    computed = _sum(rows, field)
    if written is None or computed is None:
        return False
    return agree(written, computed, _tolerance(written, table, field))


def _check_line(table: Table, line: Line) -> list[Finding]:
    """The findings of one total; every reading of it is tried before it is called wrong."""
    first = _check_against(table, line, [likeliest(table, line)])
    return first and _check_against(table, line, covers(table, line))


def _check_against(table: Table, line: Line, runs: Sequence[Sequence[DataRow]]) -> list[Finding]:
    return [
        finding
        for field in table.fit.fields
        if field.column.is_measure and (line.row, field.index) != line.at
        for finding in _check_cell(table, line, field, runs)
    ]


def _check_cell(
    table: Table, line: Line, field: Field, runs: Sequence[Sequence[DataRow]]
) -> list[Finding]:
    at = (line.row, field.index)
    label = fold(table.grid.text(line.at)) if line.at else "合计"
    written = _written(table, at, field, label)
    if not isinstance(written, Quantity):
        return written
    known = [rows for rows in runs if rows and _all_known(rows, field)]
    sums = [total for rows in known if (total := _sum(rows, field)) is not None]
    if len(known) < len([rows for rows in runs if rows]) or not runs or not runs[0]:
        return []
    tolerance = _tolerance(written, table, field)
    if not sums:
        sums = [Quantity("", 0.0, "exact", 0.0, 0.0)]
    if field.column.role == "stock":
        return _check_stock(table, at, label, field, written, sums, known, tolerance)
    if any(agree(written, total, tolerance) for total in sums):
        return []
    return [_wrong(table, at, label, field, written, sums[0], "wrong-total")]


def _check_stock(
    table: Table,
    at: Address,
    label: str,
    field: Field,
    written: Quantity,
    sums: list[Quantity],
    runs: Sequence[Sequence[DataRow]],
    tolerance: float,
) -> list[Finding]:
    """A stock's total may be the sum, the last value, or the last of each unit added."""
    stated = [quantity for rows in runs[:1] for row in rows if (quantity := _quantity(row, field))]
    last = {row.named: quantity for row in runs[0] if (quantity := _quantity(row, field))}
    options = [*sums, *stated, *([add(list(last.values()))] if last else [])]
    if any(agree(written, option, tolerance) for option in options):
        return []
    return [_wrong(table, at, label, field, written, sums[0], "stock-total")]


def _wrong(
    table: Table,
    at: Address,
    label: str,
    field: Field,
    written: Quantity,
    computed: Quantity,
    code: str,
) -> Finding:
    return say(
        code,
        cell_name(*at),
        written.raw,
        label=label,
        column=_called(table, field),
        written=_as_in_sheet(table, field, written),
        computed=_as_in_sheet(table, field, computed),
    )


def _called(table: Table, field: Field) -> str:
    """The column's name; of one of several amount columns what its own header says."""
    header = " ".join(table.grid.text(field.at).split())
    return f"“{header}”" if header and (field.source or field.subtotal) else field.column.name


def _as_in_sheet(table: Table, field: Field, quantity: Quantity) -> str:
    """The quantity in the measure unit of its column in the sheet (万元), else in the stored one."""
    unit = written_unit(field, table.context)
    factor = MEASURE_UNITS[field.column.family].get(unit)
    if factor is None:
        return number(quantity.value) + field.column.measure_unit
    return number(quantity.value / factor) + unit


def _written(table: Table, at: Address, field: Field, label: str) -> Quantity | list[Finding]:
    """The total as written, or what there is to say instead of checking it."""
    sheet = table.grid.sheet
    name, cell = field.column.name, cell_name(*at)
    if at in sheet.error_cells:
        return [say("error-cell", cell, sheet.error_cells[at], column=name)]
    if at in sheet.uncached:
        return [say("uncached-formula", cell, column=name)]
    unit = written_unit(field, table.context)
    column = field.column
    parsed = parse_quantity(table.grid.value(at), column.measure_unit, column.family, unit)
    if isinstance(parsed, Unreadable):
        return [say("unreadable-total", cell, table.grid.text(at), label=label, column=name)]
    return [] if isinstance(parsed, BlankCell) else parsed


def _check_subtotal(
    table: Table, row: DataRow, field: Field, brothers: Sequence[Field]
) -> list[Finding]:
    written = _quantity(row, field)
    parts = [row.parts[brother.index] for brother in brothers if brother.index in row.parts]
    if written is None or not all(part.known for part in parts):
        return []
    quantities = [part.quantity for part in parts if part.quantity is not None]
    cell = cell_name(row.row, field.index)
    if not quantities:
        return [say("unsplit-subtotal", cell, written.raw, column="小计")]
    computed = add(quantities)
    if agree(written, computed, _tolerance(written, table, field)):
        return []
    return [
        say(
            "wrong-subtotal-column",
            cell,
            written.raw,
            column="小计",
            written=_as_in_sheet(table, field, written),
            computed=_as_in_sheet(table, field, computed),
        )
    ]


def _flows(fit: Fit) -> list[Field]:
    return [field for field in fit.fields if field.column.role == "flow"]


def _quantity(row: DataRow, field: Field) -> Quantity | None:
    part = row.parts.get(field.index)
    return part.quantity if part else None


def _all_known(rows: Iterable[DataRow], field: Field) -> bool:
    return all(row.parts[field.index].known for row in rows if field.index in row.parts)


def _sum(rows: Iterable[DataRow], field: Field) -> Quantity | None:
    # A row of a matrix is there once for each unit, with its full marks every time.
    once = {row.row: row for row in rows if field.index in row.parts}.values()
    quantities = [quantity for row in once if (quantity := _quantity(row, field)) is not None]
    return add(quantities) if quantities else None


def agree(written: Quantity, computed: Quantity, tolerance: float) -> bool:
    """Whether a written total can be right: its interval, widened by the tolerance, meets the
    interval of the computed sum (C10)."""
    slack = tolerance + 1e-9 * max(abs(written.value), abs(computed.value))
    near = math.isclose(written.value, computed.value, abs_tol=slack)
    return near or (
        written.lower - slack <= computed.upper and computed.lower - slack <= written.upper
    )


def _tolerance(written: Quantity, table: Table, field: Field) -> float:
    """Half of the last digit written in the total, in stored units (C10)."""
    numeral = _NUMERAL.search(fold(written.raw))
    if numeral is None:
        return 0.0
    shown = float(numeral[0].replace(",", "") or 0)
    scale = abs(written.value) / shown if shown else 0.0
    return 0.5 * 10.0 ** -len(numeral[1] or "") * scale
