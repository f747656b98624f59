"""A matrix of criteria by units: each row stands for all the units that have a column."""

from collections.abc import Iterable
from dataclasses import replace

from cityreport.intake.answers import NO, says_not_assessed
from cityreport.intake.cells import Part
from cityreport.intake.fitting import Field, Fit
from cityreport.intake.grid import Grid
from cityreport.intake.messages import say
from cityreport.intake.rows import DataRow
from cityreport.roster.model import Roster
from cityreport.tables.ledger import CellText
from cityreport.tables.workbook import cell_name


def by_unit(rows: Iterable[DataRow], fit: Fit, grid: Grid, roster: Roster) -> list[DataRow]:
    """The rows, those of a matrix once for each unit's column with that unit's marks alone."""
    columns = [field for field in fit.fields if field.unit]
    if not columns:
        return list(rows)
    return [_of_unit(row, field, fit, grid, roster) for row in rows for field in columns]


def _of_unit(row: DataRow, own: Field, fit: Fit, grid: Grid, roster: Roster) -> DataRow:
    others = {field.index for field in fit.fields if field.unit} - {own.index}
    parts = {index: part for index, part in row.parts.items() if index not in others}
    mine = replace(
        row,
        named=own.unit,
        unit=roster.match(own.unit),
        parts=parts,
        findings=tuple(f for f in row.findings if f.code != "missing-unit-cell"),
        own_unit=True,
    )
    at = parts[own.index].at
    if not says_not_assessed(grid.text(at)):
        return mine
    gate = next(column.name for column in fit.kind.columns if column.gates)
    cell = cell_name(*at)
    return replace(
        mine,
        texts={**row.texts, gate: CellText(NO, cell)},
        parts={index: Part(part.at, None) for index, part in parts.items()},
        findings=(*mine.findings, say("not-assessed", cell, column=gate)),
    )
