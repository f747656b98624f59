"""How a table was recognised, in a form a person can judge and correct (product A9)."""

from collections.abc import Sequence

from cityreport.intake.blocks import Block
from cityreport.intake.captions import MonthClaim, UnitClaim
from cityreport.intake.context import Context, said_month
from cityreport.intake.fitting import Field, Fit, HeadCell, characters
from cityreport.intake.meanings import words_of
from cityreport.intake.messages import say
from cityreport.intake.rows import DataRow
from cityreport.remembered import remembered_by
from cityreport.sheets import SheetKind
from cityreport.tables.corrections import NOT_USED, PART
from cityreport.tables.recognition import ColumnReading, Origin, Recognition, Voice
from cityreport.tables.workbook import Address, Finding, cell_name, column_letters


def recognition(block: Block, fit: Fit, context: Context, rows: Sequence[DataRow]) -> Recognition:
    """Header rows, what each column was taken for, and where unit and month come from."""
    return Recognition(
        first=block.header.first + 1,
        last=block.header.last + 1,
        columns=column_readings(fit, block.header.cells),
        unit=_unit_origin(fit, context, rows),
        month=_month_origin(fit, context, rows),
    )


def of_bare_sheet(mark: Address, context: Context) -> Recognition:
    """How a sheet without a table was read that says 本月无 in one of its cells."""
    unit = Origin("person") if context.said_unit else _claimed(context.unit)
    month = Origin("person") if context.said_month else _claimed(said_month(context)[1])
    return Recognition(mark[0] + 1, mark[0] + 1, (), unit, month)


def _characters(_: Fit, cells: tuple[HeadCell, ...]) -> int:
    return characters(cells)


@remembered_by(1024, _characters)
def column_readings(fit: Fit, cells: tuple[HeadCell, ...]) -> tuple[ColumnReading, ...]:
    """What each column was taken for; 序号 is nobody's concern."""
    fields = {field.index: field for field in fit.fields}
    return tuple(
        _column(fit.kind, cell, fields.get(cell.column))
        for cell in cells
        if cell.column not in fit.numbering
    )


def sayings(block: Block, fit: Fit) -> list[Finding]:
    """What is said of the columns that were read as a person said, now or once before."""
    findings = []
    for cell in block.header.cells:
        meaning = cell.meaning(fit.kind)
        if meaning is not None:
            told = "learnt" if meaning.learnt else "said"
            code = f"{told}-{'unused' if meaning.column == NOT_USED else 'header'}"
            words = {"since": meaning.since, "column": meaning.column}
            findings.append(say(code, cell_name(*cell.at), _header(cell), **words))
    return findings


def _column(kind: SheetKind, cell: HeadCell, field: Field | None) -> ColumnReading:
    meaning = cell.meaning(kind)
    voice: Voice = "program"
    if meaning is not None:
        voice = "learnt" if meaning.learnt else "person"
    return ColumnReading(
        cell=cell_name(*cell.at),
        letters=column_letters(cell.column),
        header=_header(cell),
        words=words_of(cell.top, cell.sub),
        column=_name(field) if field else NOT_USED,
        voice=voice,
        since=meaning.since if meaning else "",
        measure_unit=field.measure_unit if field else "",
    )


def _header(cell: HeadCell) -> str:
    return " ".join(filter(None, (cell.top, cell.sub)))


def _name(field: Field) -> str:
    part = field.source or ("小计" if field.subtotal else "")
    return f"{field.column.name}{PART}{part}" if part else field.column.name


def _unit_origin(fit: Fit, context: Context, rows: Sequence[DataRow]) -> Origin:
    if context.said_unit is not None:
        return Origin("person")
    if any(row.own_unit for row in rows):
        return _rows_origin(fit, "unit")
    return _claimed(context.unit)


def _month_origin(fit: Fit, context: Context, rows: Sequence[DataRow]) -> Origin:
    if context.said_month is not None:
        return Origin("person")
    if any(row.own_month for row in rows):
        return _rows_origin(fit, "month", "date")
    return _claimed(said_month(context)[1])


def _rows_origin(fit: Fit, *roles: str) -> Origin:
    """The column of the rows that says it; a matrix says the unit in its headers."""
    by_role = {field.column.role: field for field in fit.fields}
    field = next((by_role[role] for role in roles if role in by_role), None)
    if field is None:
        return Origin("rows")
    return Origin("rows", cell_name(*field.at), field.column.name)


def _claimed(claim: UnitClaim | MonthClaim | None) -> Origin:
    if claim is None:
        return Origin()
    if claim.at is None:
        return Origin("name", "", claim.text)
    return Origin("caption", cell_name(*claim.at), claim.text)
