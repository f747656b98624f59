"""What a header would be taken for, before anything is decided: for a person who corrects it."""

from cityreport.intake.fitting import HeadCell, fit_of
from cityreport.intake.grid import Grid, grid_of
from cityreport.intake.headers import head_cells
from cityreport.intake.recognising import column_readings
from cityreport.sheets import BY_NAME
from cityreport.tables.recognition import ColumnReading
from cityreport.tables.workbook import SheetCells, cell_name

_SAMPLED = 3


def header_readings(
    sheet: SheetCells, first: int, rows: int, kind: str
) -> tuple[ColumnReading, ...]:
    """What the program would take each column for if these rows (from 1) were the header of a kind.

    Columns with values below but no words above are among them.
    """
    grid = grid_of(sheet)
    named = head_cells(grid, first - 1, rows=rows)
    known = {cell.column for cell in named}
    blank = (
        HeadCell(column, (first - 1, column), "")
        for column in range(grid.width)
        if column not in known and _values(grid, first - 1 + rows, column)
    )
    cells = tuple(sorted((*named, *blank), key=lambda cell: cell.column))
    return column_readings(fit_of(BY_NAME[kind], cells), cells)


def samples(sheet: SheetCells, first: int, rows: int) -> dict[str, str]:
    """The first values below a header (rows from 1) by the letters of their column."""
    grid = grid_of(sheet)
    below = first - 1 + rows
    found = {column: _values(grid, below, column) for column in range(grid.width)}
    return {
        cell_name(0, column).removesuffix("1"): "、".join(texts)
        for column, texts in found.items()
        if texts
    }


def _values(grid: Grid, first: int, column: int) -> list[str]:
    cells = ((row, column) for row in range(first, grid.height))
    texts = (grid.text(at) for at in cells if grid.occupied(at))
    return [text for text, _ in zip(texts, range(_SAMPLED), strict=False)]
