"""Find header rows anywhere in a sheet: one or two rows, tables below or beside each other."""

from collections.abc import Sequence
from dataclasses import dataclass

from cityreport.intake.columns import is_bare_unit, is_header_word, is_spread_word
from cityreport.intake.fitting import HeadCell, fits
from cityreport.intake.grid import Grid, fold, is_figure
from cityreport.intake.meanings import NOTHING_SAID, Meanings
from cityreport.intake.spelling import spelled
from cityreport.tables.workbook import Address, CellValue

_LONGEST_HEADER = 40
_SPOKEN = frozenset((str, type(None)))


@dataclass(frozen=True, slots=True)
class HeaderRow:
    """A header: its first and last row (counted from 0) and its cells from the left."""

    first: int
    last: int
    cells: tuple[HeadCell, ...]

    @property
    def texts(self) -> tuple[tuple[int, str, str], ...]:
        """What makes two header rows the same, wherever they stand."""
        return tuple((cell.column, fold(cell.top), fold(cell.sub)) for cell in self.cells)


def find_headers(grid: Grid, said: Meanings = NOTHING_SAID) -> list[HeaderRow]:
    """Every header row of the sheet, from the top; side-by-side tables give one each.

    What people said of header rows and header words goes before what the program would see.
    """
    found: list[HeaderRow] = []
    below = 0
    for row, values in enumerate(grid.rows):
        if row < below:
            continue
        if not said.headers and not _SPOKEN.issuperset(map(type, values)):
            continue  # a number: no header unless a person says so
        headers = _pointed_out(grid, row, said) or _headers_at(grid, row, said)
        headers = headers or _repeated(grid, row, found)
        found += headers
        below = headers[0].last + 1 if headers else below
    return found


def head_cells(grid: Grid, row: int, *, rows: int) -> tuple[HeadCell, ...]:
    """The header cells if a header of one or two rows began in this row (from 0)."""
    return tuple(_cells(grid, row, NOTHING_SAID, with_sub=rows > 1))


def _pointed_out(grid: Grid, row: int, said: Meanings) -> list[HeaderRow]:
    """The header that a person says begins in this row."""
    last = said.headers.get(row)
    if last is None or last >= grid.height:
        return []
    cells = _cells(grid, row, said, with_sub=last > row)
    return [HeaderRow(row, last, tuple(cells))] if cells else []


def _repeated(grid: Grid, row: int, found: Sequence[HeaderRow]) -> list[HeaderRow]:
    """The header of a new page that repeats one which only a person's word made a header."""
    for above in found:
        if any(cell.meant for cell in above.cells):
            last = row + above.last - above.first
            cells = _cells(grid, row, NOTHING_SAID, with_sub=last > row)
            if HeaderRow(row, last, tuple(cells)).texts == above.texts:
                return [HeaderRow(row, last, above.cells)]
    return []


def _headers_at(grid: Grid, row: int, said: Meanings) -> list[HeaderRow]:
    if row in said.dropped or row + 1 in said.headers or not _may_be_header(grid, row, said):
        return []
    two = _cells(grid, row, said, with_sub=True) if _is_sub_row(grid, row, said) else []
    cells = two or _cells(grid, row, said, with_sub=False)
    last = row + 1 if two else max((grid.merged(cell.at)[2] for cell in cells), default=row)
    header = HeaderRow(row, min(last, row + 1), tuple(cells))
    parts = _side_by_side(header)
    if parts:
        return parts
    return [header] if fits(header.cells) else []


def _may_be_header(grid: Grid, row: int, said: Meanings) -> bool:
    """Whether any cell is a header word and none holds a number."""
    addresses = grid.in_row(row)
    values = [grid.value(at) for at in addresses]
    if not _are_words(values):
        return False
    return any(
        is_header_word(value) or is_spread_word(value) or said.speaks(at, value)
        for at, value in zip(addresses, values, strict=True)
        if isinstance(value, str) and len(value) <= _LONGEST_HEADER
    )


def _are_words(values: Sequence[CellValue]) -> bool:
    """Whether the values are texts, none of them a number."""
    return set(map(type, values)) == {str} and not any(map(is_figure, values))


def _is_sub_row(grid: Grid, row: int, said: Meanings) -> bool:
    """Whether the row below belongs to the header: it only fills what the row above leaves open,
    under merged or blank cells, and speaks in header words."""
    below = grid.in_row(row + 1)
    if not _are_words([grid.value(at) for at in below]):
        return False
    above = grid.in_row(row)
    tops = [grid.text(at) for at in above]
    if len(tops) < 2 or not any(_speaks(grid, at, said) for at in above):
        return False
    if any(":" in fold(text) or spelled(text) for text in tops):
        return False
    signs = (is_spread_word(grid.text(at)) or is_bare_unit(grid.text(at)) for at in below)
    speaks = any(signs) or any(_speaks(grid, at, said) for at in below)
    return speaks and all(_open_above(grid, row, at) for at in below)


def _speaks(grid: Grid, at: Address, said: Meanings) -> bool:
    return is_header_word(grid.text(at)) or said.speaks(at, grid.text(at))


def _open_above(grid: Grid, row: int, at: Address) -> bool:
    """Whether the cell above leaves room: blank, spanning columns, or starting such a group."""
    column = at[1]
    above = (row, column)
    if is_bare_unit(grid.text(at)):
        return True
    merged = grid.merged(above)
    if merged[3] > merged[1] or not grid.occupied(above):
        return True
    beside = (row, column + 1)
    return not grid.occupied(beside) and grid.occupied((row + 1, column + 1))


def _cells(grid: Grid, row: int, said: Meanings, *, with_sub: bool) -> list[HeadCell]:
    """The header cells of the row; in a two-row header a group's text covers its sub-columns.

    A column without words is one if a person said what it means.
    """
    cells: list[HeadCell] = []
    group = ""
    for column in range(grid.width):
        at = (row, column)
        group = grid.text(grid.home(at)) or (group if with_sub else "")
        sub_at = (row + 1, column)
        sub = grid.text(sub_at) if with_sub else ""
        own = grid.text(at)
        if sub:
            named = at if is_bare_unit(sub) else sub_at
            cells.append(HeadCell(column, named, group, sub, said.of(named, group, sub)))
        elif own or at in said.cells:
            cells.append(HeadCell(column, at, own, "", said.of(at, own)))
    return cells


def _side_by_side(header: HeaderRow) -> list[HeaderRow]:
    """The header split into tables beside each other (details.md D11), empty if it is one."""
    parts = _split_at_gaps(header.cells)
    if len(parts) < 2:
        parts = _split_at_recurrence(header.cells)
    best = [fits(part) for part in parts] if len(parts) > 1 else []
    if not best or not all(best):
        return []
    names = [{field.column.name for field in found[0].fields} - {"备注"} for found in best]
    kinds = {found[0].kind.name for found in best}
    shared = set.intersection(*names)
    if len(kinds) == 1 and not shared:
        return []
    return [HeaderRow(header.first, header.last, part) for part in parts]


def _split_at_gaps(cells: tuple[HeadCell, ...]) -> list[tuple[HeadCell, ...]]:
    parts: list[list[HeadCell]] = []
    for cell in cells:
        if parts and cell.column == parts[-1][-1].column + 1:
            parts[-1].append(cell)
        else:
            parts.append([cell])
    return [tuple(part) for part in parts]


def _split_at_recurrence(cells: tuple[HeadCell, ...]) -> list[tuple[HeadCell, ...]]:
    """Parts beginning where the first header's text comes again."""
    if not cells:
        return []
    first = fold(cells[0].top + cells[0].sub)
    starts = [i for i, cell in enumerate(cells) if fold(cell.top + cell.sub) == first]
    return [cells[start:end] for start, end in zip(starts, [*starts[1:], None], strict=True)]
