"""A sheet put together cell by cell, for formats that are no spreadsheets by themselves."""

from dataclasses import dataclass, field

from cityreport.tables.workbook import Address, CellValue, Range, SheetCells, cell_name
from cityreport.workbook.guard import MAX_CELLS
from cityreport.workbook.refusals import RefusalError

MAX_SPAN = 16_384


@dataclass(slots=True)
class Canvas:
    """The cells placed so far; addresses are counted from 0."""

    cells: dict[Address, CellValue] = field(default_factory=dict)
    merged: list[Range] = field(default_factory=list)
    error_cells: dict[Address, str] = field(default_factory=dict)
    uncached: set[Address] = field(default_factory=set)
    hidden_rows: set[int] = field(default_factory=set)
    hidden_columns: set[int] = field(default_factory=set)
    hidden: bool = False

    def put(self, at: Address, value: CellValue) -> None:
        """Place a value; None and blank text leave the cell empty."""
        if value is not None and value != "":
            self.cells[at] = value

    def merge(self, at: Address, down: int, right: int) -> None:
        """Note a merged range of so many rows and columns that begins at a cell."""
        if down > 1 or right > 1:
            self.merged.append((*at, at[0] + down - 1, at[1] + right - 1))

    def sheet(self, name: str) -> SheetCells:
        """The rows from A1 to the last filled cell; RefusalError beyond the limit of C22."""
        height = max((row for row, _ in self.cells), default=-1) + 1
        width = max((column for _, column in self.cells), default=-1) + 1
        if height * width > MAX_CELLS:
            cell = cell_name(height - 1, width - 1)
            raise RefusalError("used-range-too-large", sheet=name, cell=cell)
        rows: list[list[CellValue]] = [[None] * width for _ in range(height)]
        for (row, column), value in self.cells.items():
            rows[row][column] = value
        return SheetCells(
            name=name,
            rows=tuple(map(tuple, rows)),
            merged=tuple(self.merged),
            error_cells=self.error_cells,
            uncached=frozenset(self.uncached),
            hidden=self.hidden,
            hidden_rows=frozenset(self.hidden_rows),
            hidden_columns=frozenset(self.hidden_columns),
        )
