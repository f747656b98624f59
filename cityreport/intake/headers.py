"""Find header rows anywhere in a sheet and say what their cells mean for a sheet kind."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from cityreport.intake.columns import (
    NUMBERING,
    SUBTOTAL,
    column_of,
    is_bare_unit,
    is_canonical,
    is_header_word,
    is_spread_word,
    label,
    measure_unit,
    spread_choice,
    spread_of,
)
from cityreport.intake.grid import Grid, fold
from cityreport.intake.spelling import spelled
from cityreport.sheets import KINDS, Column, SheetKind
from cityreport.tables.workbook import Address

_COMMON_ROLES = ("unit", "month", "reporter")
_LONGEST_HEADER = 40


@dataclass(frozen=True, slots=True)
class HeadCell:
    """One column's header: its top text and, in a two-row header, the text below it."""

    column: int
    at: Address
    top: str
    sub: str = ""


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


@dataclass(frozen=True, slots=True)
class Field:
    """One sheet column that is read: which column of the kind, in which measure unit.

    ``source`` is the category of a spread measure (财政拨款 under 投入金额); ``subtotal`` marks its
    小计 sub-column, which is checked and not added (details.md D9).
    """

    column: Column
    index: int
    at: Address
    measure_unit: str = ""
    source: str = ""
    subtotal: bool = False


@dataclass(frozen=True, slots=True)
class Fit:
    """How a header row reads as one sheet kind."""

    kind: SheetKind
    fields: tuple[Field, ...]
    unknown: tuple[HeadCell, ...]
    doubled: tuple[tuple[HeadCell, Column, bool], ...]
    numbering: tuple[int, ...]

    @property
    def own(self) -> tuple[Field, ...]:
        """The fields that belong to this kind rather than to every sheet."""
        return tuple(
            field
            for field in self.fields
            if field.column.role not in _COMMON_ROLES and field.column.name != "备注"
        )

    @property
    def score(self) -> int:
        """How well the header fits: own columns found less required columns missing."""
        found = {field.column.name for field in self.own}
        required = {column.name for column in self.kind.required}
        return len(found) - len(required - found)

    @property
    def acceptable(self) -> bool:
        """Whether the row can be a header of the kind at all."""
        own = {field.column.name for field in self.own}
        measured = any(field.column.is_measure for field in self.own)
        named = len({field.column.name for field in self.fields})
        enough = named >= 2 and (measured or len(own) >= 2)
        return enough and len(self.fields) * 3 >= len(self.fields) + len(self.unknown)


def find_headers(grid: Grid) -> list[HeaderRow]:
    """Every header row of the sheet, from the top; side-by-side tables give one each."""
    found: list[HeaderRow] = []
    row = 0
    while row < grid.height:
        headers = _headers_at(grid, row)
        found += headers
        row = headers[0].last + 1 if headers else row + 1
    return found


def fits(cells: Sequence[HeadCell]) -> list[Fit]:
    """The sheet kinds whose header these cells can be, best first."""
    found = [fit for fit in (fit_of(kind, cells) for kind in KINDS) if fit.acceptable]
    return sorted(found, key=lambda fit: (-fit.score, not fit.kind.loadable))


def fit_of(kind: SheetKind, cells: Sequence[HeadCell]) -> Fit:
    """How the header cells read as one kind: fields, unknown columns, doubled ones, 序号."""
    fields: list[Field] = []
    unknown: list[HeadCell] = []
    numbering: list[int] = []
    for cell in cells:
        field = _field(kind, cell, fields, cells)
        if field is not None:
            fields.append(field)
        elif fold(cell.sub or cell.top).replace("*", "") in NUMBERING:
            numbering.append(cell.column)
        else:
            unknown.append(cell)
    kept, doubled = _without_doubles(fields, cells)
    return Fit(kind, kept, tuple(unknown), doubled, tuple(numbering))


def _headers_at(grid: Grid, row: int) -> list[HeaderRow]:
    if not _may_be_header(grid, row):
        return []
    two = _cells(grid, row, with_sub=True) if _is_sub_row(grid, row) else []
    cells = two or _cells(grid, row, with_sub=False)
    last = row + 1 if two else max((grid.merged(cell.at)[2] for cell in cells), default=row)
    header = HeaderRow(row, min(last, row + 1), tuple(cells))
    parts = _side_by_side(header)
    if parts:
        return parts
    return [header] if fits(header.cells) else []


def _may_be_header(grid: Grid, row: int) -> bool:
    """Whether any cell is a header word and none holds a number."""
    addresses = grid.in_row(row)
    values = [grid.value(at) for at in addresses]
    if len(values) < 1 or any(not isinstance(value, str) for value in values):
        return False
    return any(
        is_header_word(value) or is_spread_word(value)
        for value in values
        if isinstance(value, str) and len(value) <= _LONGEST_HEADER
    )


def _is_sub_row(grid: Grid, row: int) -> bool:
    """Whether the row below belongs to the header: it only fills what the row above leaves open,
    under merged or blank cells, and speaks in header words."""
    below = grid.in_row(row + 1)
    if not below or any(not isinstance(grid.value(at), str) for at in below):
        return False
    tops = [grid.text(at) for at in grid.in_row(row)]
    if len(tops) < 2 or not any(is_header_word(text) for text in tops):
        return False
    if any(":" in fold(text) or spelled(text) for text in tops):
        return False
    texts = [grid.text(at) for at in below]
    speaks = any(is_header_word(t) or is_spread_word(t) or is_bare_unit(t) for t in texts)
    return speaks and all(_open_above(grid, row, at) for at in below)


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


def _cells(grid: Grid, row: int, *, with_sub: bool) -> list[HeadCell]:
    """The header cells of the row; in a two-row header a group's text covers its sub-columns."""
    cells: list[HeadCell] = []
    group = ""
    for column in range(grid.width):
        at = (row, column)
        group = grid.text(grid.home(at)) or (group if with_sub else "")
        sub_at = (row + 1, column)
        sub = grid.text(sub_at) if with_sub else ""
        own = grid.text(at)
        if sub:
            cells.append(HeadCell(column, sub_at if not is_bare_unit(sub) else at, group, sub))
        elif own:
            cells.append(HeadCell(column, at, own))
    return cells


def _field(
    kind: SheetKind, cell: HeadCell, before: Sequence[Field], cells: Sequence[HeadCell]
) -> Field | None:
    top, sub = label(cell.top), label(cell.sub)
    if unit := is_bare_unit(cell.sub):
        column = column_of(kind, top)
        return Field(column, cell.column, cell.at, unit) if column else None
    spread = _spread_field(kind, cell, cells)
    if spread is not None:
        return spread
    head = sub if cell.sub else top
    if _is_count_unit(kind, head.name, before, cell):
        column = kind.column("计量单位")
    else:
        column = column_of(kind, head) or (
            column_of(kind, label(cell.top + cell.sub)) if cell.sub else None
        )
    if column is None:
        return None
    return Field(column, cell.column, cell.at, measure_unit(column, head, top))


def _spread_field(kind: SheetKind, cell: HeadCell, cells: Sequence[HeadCell]) -> Field | None:
    """The field of a sub-column of a measure spread by category, with or without a group above."""
    spread = spread_of(kind)
    if spread is None:
        return None
    measure, by = spread
    top, sub = label(cell.top), label(cell.sub)
    under = bool(cell.sub) and column_of(kind, top) in (measure, by)
    head = sub if cell.sub else top
    unit = measure_unit(measure, head, top)
    if not under and not _spread_in_one_row(kind, cell, cells):
        return None
    if head.name in SUBTOTAL or (under and column_of(kind, head) is measure):
        return Field(measure, cell.column, cell.at, unit, subtotal=True)
    source = spread_choice(kind, head) or (cell.sub if under else "")
    return Field(measure, cell.column, cell.at, unit, source=source) if source else None


def _spread_in_one_row(kind: SheetKind, cell: HeadCell, cells: Sequence[HeadCell]) -> bool:
    """Whether two or more plain headers name sources, so that each is a column of amounts."""
    if cell.sub and column_of(kind, label(cell.sub)):
        return False
    named = [other for other in cells if spread_choice(kind, label(other.sub or other.top))]
    return len(named) >= 2


def _is_count_unit(kind: SheetKind, name: str, before: Sequence[Field], cell: HeadCell) -> bool:
    """Whether 单位 stands right of the quantity column, where it means 计量单位."""
    if name != "单位" or kind.column("计量单位") is None or not before:
        return False
    return before[-1].column.name in ("完成数量", "数量") and before[-1].index == cell.column - 1


def _without_doubles(
    fields: Iterable[Field], cells: Sequence[HeadCell]
) -> tuple[tuple[Field, ...], tuple[tuple[HeadCell, Column, bool], ...]]:
    """One field a column; of two for one column the canonical name stays, else the first.

    The flag of a doubled one says whether its header is only a second name beside the column's
    own (then it is left out with a warning), or a real doubt.
    """
    by_index = {cell.column: cell for cell in cells}
    kept: dict[tuple[str, str, bool], Field] = {}
    doubled: list[tuple[HeadCell, Column, bool]] = []
    for field in fields:
        key = (field.column.name, field.source, field.subtotal)
        first = kept.setdefault(key, field)
        if first is field:
            continue
        loser = field
        if _canonical(field, by_index) and not _canonical(first, by_index):
            kept[key], loser = field, first
        sure = _canonical(kept[key], by_index) and not _canonical(loser, by_index)
        doubled.append((by_index[loser.index], loser.column, sure))
    ordered = sorted(kept.values(), key=lambda field: field.index)
    return _marked_totals(tuple(ordered)), tuple(doubled)


def _marked_totals(fields: tuple[Field, ...]) -> tuple[Field, ...]:
    """A plain measure beside its own spread columns is their sum, not a further amount."""
    spread = {field.column.name for field in fields if field.source}
    return tuple(
        replace(field, subtotal=True) if field.column.name in spread and not field.source else field
        for field in fields
    )


def _canonical(field: Field, by_index: dict[int, HeadCell]) -> bool:
    cell = by_index[field.index]
    return is_canonical(field.column, label(cell.sub or cell.top))


def _side_by_side(header: HeaderRow) -> list[HeaderRow]:
    """The header split into tables beside each other (details.md D11), empty if it is one."""
    parts = _split_at_gaps(header.cells)
    if len(parts) < 2:
        parts = _split_at_recurrence(header.cells)
    best = [fits(part) for part in parts]
    if len(parts) < 2 or not all(best):
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
