"""Whether a table is plain: a header all known, data in every row, nothing that needs a word."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from functools import lru_cache

from cityreport.intake.answers import is_ditto
from cityreport.intake.blocks import Block, is_footer, is_note, is_signature
from cityreport.intake.captions import says_none
from cityreport.intake.context import Context
from cityreport.intake.fitting import Field, Fit
from cityreport.intake.grid import Grid, written
from cityreport.intake.lines import PREFILLED, total_word
from cityreport.remembered import remembered
from cityreport.tables.workbook import CellValue, cell_name

_BLANK = frozenset((type(None),))
_NUMBERS = frozenset((int, float, type(None)))
_COUNTED = frozenset((int, type(None)))
_NAMING = ("unit", "month", "text", "category", "code")


@dataclass(frozen=True, slots=True)
class Body:
    """The data rows of a table (from 0), and all its columns from the left."""

    rows: tuple[int, ...]
    columns: tuple[tuple[CellValue, ...], ...]

    def names(self, field: Field) -> tuple[str, ...]:
        """The names of a field's cells, row by row."""
        return _names(field.index, self.rows)

    def of(self, field: Field) -> tuple[CellValue, ...]:
        """The values of a field, row by row."""
        return self.columns[field.index]


@lru_cache(maxsize=4096)
def _names(column: int, rows: tuple[int, ...]) -> tuple[str, ...]:
    return tuple(cell_name(row, column) for row in rows)


def plain_body(grid: Grid, block: Block, fit: Fit, context: Context) -> Body | None:
    """The data rows of a table that is plain by the look of its cells; None for any other."""
    usual = _is_usual(grid, block, context) and _is_usual_form(fit)
    body = _body(grid, block, fit) if usual else None
    return body if body and _is_quiet(body, fit) and not _repeats_itself(body, fit) else None


def _is_usual(grid: Grid, block: Block, context: Context) -> bool:
    """Whether nothing beside the values bears on the rows, and no person had a say."""
    sheet, body = grid.sheet, range(block.header.last + 1, (block.body or (0,))[-1] + 1)
    marked = (*grid.faults, *sheet.number_formats, *grid.anchors)
    said = context.said_unit or context.said_month or context.around.none_answer
    whole = block.first_column == 0 and block.last_column + 1 == grid.width
    return whole and not (said or block.furniture or any(row in body for row, _ in marked))


def _is_usual_form(fit: Fit) -> bool:
    """Whether all of the header is known, no column is missing, and the rows need no working."""
    kind = fit.kind
    odd = any(one.source or one.subtotal or one.unit for one in fit.fields)
    special = any(column.gates or column.derived_from for column in kind.columns)
    missing = {column.name for column in kind.required} - {one.column.name for one in fit.fields}
    unread = fit.unknown or fit.doubled or fit.unused
    return kind.counted and not (odd or special or kind.whole_register or unread or missing)


def _body(grid: Grid, block: Block, fit: Fit) -> Body | None:
    """The data rows; None when a row without data may be anything but blank."""
    before = {one.index for one in fit.fields if one.column.role in PREFILLED} | set(fit.numbering)
    given = [column for column in range(grid.width) if column not in before]
    rows = {row: grid.rows[row] for row in block.body}
    if set(map(len, rows.values())) != {grid.width}:
        return None
    columns = tuple(zip(*rows.values(), strict=True))
    if any(None not in columns[column] for column in given):
        return Body(block.body, columns)
    found: list[int] = []
    for row, values in rows.items():
        if any(values[column] is not None for column in given):
            found.append(row)
        elif not all(_is_prefilled(values[column], column, fit) for column in before):
            return None
    kept = tuple(zip(*map(rows.__getitem__, found), strict=True))
    return Body(tuple(found), kept) if found else None


def _is_quiet(body: Body, fit: Fit) -> bool:
    """Whether each row is surely one of data: it has a name, its texts label nothing, and nothing
    stands in columns without a header."""
    for index, values in enumerate(body.columns):
        types = set(map(type, values))
        field = fit.by_index.get(index)
        if field is None:
            if not types <= (_COUNTED if index in fit.numbering else _BLANK):
                return False
        elif field.column.is_measure:
            if not types <= _NUMBERS:
                return False
        elif bool in types or not all(map(_entry_test(field), _texts(values))):
            return False
    units = fit.role("unit")
    if units is not None and None in body.of(units):
        return False
    naming = (one for one in fit.fields if one.column.role in _NAMING)
    return any(None not in body.of(one) for one in naming)


def _texts(values: Iterable[CellValue]) -> list[str]:
    return [value for value in set(values) if isinstance(value, str)]


def _entry_test(field: Field) -> Callable[[str], bool]:
    """What tells whether a text may stand in an entry of the field."""
    return _is_remark if field.column.name == "备注" else _is_word


@remembered(65536)
def _is_word(text: str) -> bool:
    """Whether a text labels nothing: no total, no 本月无, no 同上, no signature."""
    return _is_remark(text) and not total_word(text) and not says_none(text)


@remembered(65536)
def _is_remark(text: str) -> bool:
    return not (is_ditto(text) or is_signature(text) or is_footer(text))


def _is_prefilled(value: CellValue, column: int, fit: Fit) -> bool:
    """Whether a cell of a row without data may stand there: 单位, 月份, 填报方, 序号."""
    if column in fit.numbering or not isinstance(value, str):
        return type(value) in _COUNTED
    return _is_word(value) and not is_note(value)


def _repeats_itself(body: Body, fit: Fit) -> bool:
    """Whether two rows are the same in every cell that is read (details.md D20)."""
    columns: list[Sequence[CellValue]] = []
    for field in fit.fields:
        columns.append(_compared(body.of(field)))
        if len(set(columns[-1])) == len(body.rows):
            return False
    return len(set(zip(*columns, strict=True))) < len(body.rows)


def _compared(values: Sequence[CellValue]) -> Sequence[CellValue]:
    """The values as the sheet shows them; numbers among themselves differ as they are shown."""
    return values if set(map(type, values)) <= _NUMBERS else shown(values)


def shown(values: Sequence[CellValue]) -> list[str]:
    """The values of a column as one would read them in the sheet."""
    if set(map(type, values)) == {str}:
        return list(map(str.strip, values))  # type: ignore[arg-type]
    different = {value: written(value) for value in set(values)}
    return [different[value] for value in values]
