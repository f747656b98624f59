"""One quantity cell: its quantity in stored units, and what there is to say about it."""

import math
from dataclasses import dataclass
from datetime import time, timedelta

from cityreport.intake.context import Context
from cityreport.intake.fitting import Field
from cityreport.intake.grid import Grid
from cityreport.intake.messages import number, say
from cityreport.quantities import BlankCell, Quantity, Unreadable, parse_quantity
from cityreport.sheets import Column
from cityreport.tables.workbook import Address, Finding, cell_name

_SHOWN = {"at_least": "不少于", "at_most": "不超过", "about": "约 "}


@dataclass(frozen=True, slots=True)
class Part:
    """What a quantity cell of a data row gave.

    ``known`` is False when something stands there that is no number, so that a total over it
    cannot be checked.
    """

    at: Address
    quantity: Quantity | None
    known: bool = True
    findings: tuple[Finding, ...] = ()

    @property
    def faulty(self) -> bool:
        """Whether the cell keeps its row from being stored."""
        return any(finding.severity == "error" for finding in self.findings)


def written_unit(field: Field, context: Context) -> str:
    """The measure unit of a column: its header's, else the caption's, else empty (C11)."""
    return field.measure_unit or context.measure_unit(field.column)


def part_of(grid: Grid, at: Address, field: Field, context: Context) -> Part:
    """The quantity of one cell of a data row, with the findings of details.md C8."""
    column = field.column
    cell = cell_name(*at)
    if at in grid.sheet.error_cells:
        code = grid.sheet.error_cells[at]
        return Part(at, None, False, (say("error-cell", cell, code, column=column.name),))
    if at in grid.sheet.uncached:
        return Part(at, None, False, (say("uncached-formula", cell, column=column.name),))
    value = grid.value(at)
    parsed = parse_quantity(value, column.measure_unit, column.family, written_unit(field, context))
    if isinstance(parsed, Unreadable):
        raw = parsed.raw or grid.text(at)
        return Part(at, None, False, (say("unreadable-number", cell, raw, column=column.name),))
    if isinstance(parsed, BlankCell):
        return _blank(at, parsed, column)
    findings = [
        *_signed(parsed, column, cell),
        *_whole(parsed, column, cell),
        *_precision(parsed, column, cell),
    ]
    if isinstance(value, time | timedelta) and column.family == "time":
        hours = number(parsed.value)
        findings.append(say("time-value", cell, parsed.raw, column=column.name, hours=hours))
    home = grid.home(at)
    if home != at:
        findings.append(
            say("covered-number", cell, parsed.raw, column=column.name, home=cell_name(*home))
        )
    return Part(at, parsed, True, tuple(findings))


def _blank(at: Address, blank: BlankCell, column: Column) -> Part:
    if not blank.vague:
        return Part(at, None)
    finding = say("vague-quantity", cell_name(*at), blank.raw, column=column.name)
    return Part(at, None, False, (finding,))


def _signed(quantity: Quantity, column: Column, cell: str) -> list[Finding]:
    """Negative money is a correction, a negative count is a fault (details.md C8)."""
    if quantity.value >= 0:
        return []
    code = "negative-money" if column.family == "money" else "negative-count"
    return [say(code, cell, quantity.raw, column=column.name)]


def broken(quantity: Quantity, column: Column) -> bool:
    """Whether a count is no whole number; what is counted in its row's own unit may be 12.5 (km)."""
    counted = column.family == "count" and column.measure_unit
    if not counted or quantity.precision != "exact":
        return False
    return not math.isclose(quantity.value, round(quantity.value), abs_tol=1e-9)


def _whole(quantity: Quantity, column: Column, cell: str) -> list[Finding]:
    if not broken(quantity, column):
        return []
    return [say("fractional-count", cell, quantity.raw, column=column.name)]


def _precision(quantity: Quantity, column: Column, cell: str) -> list[Finding]:
    if quantity.precision == "exact":
        return []
    shown = _SHOWN[quantity.precision] + number(quantity.value) + column.measure_unit
    return [say("approximate", cell, quantity.raw, column=column.name, shown=shown)]
