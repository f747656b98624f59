"""The rows of a file and their cells, on the way into the database."""

from collections.abc import Collection, Mapping, Sequence
from functools import lru_cache

from sqlalchemy import Connection

from cityreport.sheets import BY_NAME
from cityreport.store.bulk import Record, insert_rows
from cityreport.store.encoding import bound_to_store
from cityreport.store.keys import Dimensions, dimension_ids
from cityreport.store.schema import CELL_TEXT, DIMENSIONS, PRECISIONS, QUANTITY, ROW
from cityreport.tables.ledger import ReportKey
from cityreport.tables.rows import CellColumn, ColumnRows

_QUANTITY_COLUMNS = (
    *("row_id", "column_id", "scope_id", "dimensions_id", "value"),
    *("lower", "upper", "precision", "raw", "cell"),
)
_PRECISION_CODES = {precision: code for code, precision in enumerate(PRECISIONS)}
Columns = Mapping[tuple[str, str], int]
"""The ids of columns by kind and name."""


def columns_of(tables: Sequence[ColumnRows], kinds: Collection[str]) -> dict[str, set[str]]:
    """The names of the columns that the rows have, of each of these kinds."""
    names: dict[str, set[str]] = {kind: set() for kind in kinds}
    for table in tables:
        for column in (*table.measures, *table.words):
            names.setdefault(column.kind, set()).add(column.name)
    return names


def add_rows(
    connection: Connection,
    tables: Sequence[ColumnRows],
    scopes: Mapping[ReportKey, int],
    columns: Columns,
    first: int,
) -> None:
    """Write the rows, the ids counted from ``first``, and all their cells."""
    sets = [_dimension_sets(table) for table in tables]
    ids = dimension_ids(connection, {one for some in sets for one in some})
    heads: list[Record] = []
    quantities: list[Record] = []
    texts: list[Record] = []
    for table, values in zip(tables, sets, strict=True):
        numbers = range(first + len(heads), first + len(heads) + len(table))
        reports = [scopes[head.report] for head in table.heads]
        sheets = [head.sheet for head in table.heads]
        rows = [
            (number, reports[head], ids[value])
            for number, head, value in zip(numbers, table.head_of, values, strict=True)
        ]
        lines = zip(rows, table.head_of, table.numbers, strict=True)
        heads += [(*row, sheets[head], line) for row, head, line in lines]
        quantities += _quantity_records(table, rows, columns)
        texts += _text_records(table, numbers, columns)
    insert_rows(connection, ROW, ("id", "scope_id", "dimensions_id", "sheet", "number"), heads)
    insert_rows(connection, QUANTITY, _QUANTITY_COLUMNS, quantities)
    insert_rows(connection, CELL_TEXT, ("row_id", "column_id", "text", "cell"), texts)


@lru_cache(maxsize=64)
def _dimension_names(kind: str) -> tuple[str, ...]:
    """The dimension columns of a kind, filled up with a name that no column has."""
    names = [column.name for column in BY_NAME[kind].dimensions]
    return (*names, *[""] * (len(DIMENSIONS) - len(names)))


def _dimension_sets(table: ColumnRows) -> list[Dimensions]:
    """Each row's texts in the dimension columns of its kind, None where blank or beyond."""
    said = {(one.kind, one.name): one for one in table.words}
    blank: list[str | None] = [None] * len(table)
    by_kind: dict[str, list[Dimensions]] = {}
    for kind in {head.kind for head in table.heads}:
        columns = [said.get((kind, name)) for name in _dimension_names(kind)]
        by_kind[kind] = list(
            zip(*(_texts(table, one) if one else blank for one in columns), strict=True)
        )
    sets = [by_kind[head.kind] for head in table.heads]
    return [sets[head][place] for place, head in enumerate(table.head_of)]


def _texts(table: ColumnRows, column: CellColumn) -> list[str | None]:
    """The texts of a column row by row."""
    texts: list[str | None] = [None] * len(table)
    for place, value in zip(column.places, column.values, strict=True):
        texts[place] = table.texts[value]
    return texts


def _quantity_records(
    table: ColumnRows, rows: Sequence[tuple[int, int, int]], columns: Columns
) -> list[Record]:
    """The cells in the order of ``_QUANTITY_COLUMNS``, row by row as the database keeps them."""
    values = [
        (one.value, bound_to_store(one.lower), bound_to_store(one.upper),
         _PRECISION_CODES[one.precision], one.raw)
        for one in table.quantities
    ]  # fmt: skip
    records: list[Record] = []
    for column in table.measures:
        id_ = columns[column.kind, column.name]
        owners = map(rows.__getitem__, column.places)
        held = map(values.__getitem__, column.values)
        records += [
            (row, id_, scope, dimensions, *value, cell)
            for (row, scope, dimensions), value, cell in zip(
                owners, held, column.cells, strict=True
            )
        ]
    return sorted(records)


def _text_records(table: ColumnRows, numbers: Sequence[int], columns: Columns) -> list[Record]:
    records: list[Record] = []
    for column in table.words:
        id_ = columns[column.kind, column.name]
        cells = zip(column.places, column.values, column.cells, strict=True)
        records += [(numbers[row], id_, table.texts[text], cell) for row, text, cell in cells]
    return sorted(records)
