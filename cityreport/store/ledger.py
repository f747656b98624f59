"""The ledger cell by cell: the rows that count, as they were written."""

from collections.abc import Collection, Mapping
from dataclasses import replace
from typing import Any

from sqlalchemy import ColumnElement, Connection, FromClause, Row, Select, Table, select

from cityreport.period import Month
from cityreport.sheets import KINDS
from cityreport.store.encoding import bound_from_store
from cityreport.store.registers import is_latest, once
from cityreport.store.schema import (
    CELL_TEXT,
    COLUMN,
    KIND,
    PRECISIONS,
    QUANTITY,
    REPORT,
    ROW,
    SCOPE,
    SUBMISSION,
    UNIT,
)
from cityreport.store.schema_office import CELL_EDIT
from cityreport.tables.ledger import CellText
from cityreport.tables.stored import StoredQuantity, StoredRow

_AMOUNT = ("raw", "value", "lower", "upper", "precision", "cell")
_TEXT = ("text", "cell")


def ledger(
    connection: Connection, kind: str, first: Month, last: Month, unit: str | None
) -> list[StoredRow]:
    """The valid rows of a kind from ``first`` to ``last`` (inclusive), of one unit or of all.

    Ordered by unit (as in the roster), month, submission and sheet order.
    """
    return _read(connection, counting(first, last, (kind,), _only(unit))).get(kind, [])


def of_kinds(
    connection: Connection,
    first: Month,
    last: Month,
    kinds: Collection[str] | None,
    units: Collection[str] | None,
) -> dict[str, list[StoredRow]]:
    """The valid rows of some kinds or all, of some units or all; only kinds that have any, in the
    order of the template. Of a register a period of several months has the latest one."""
    found = _read(connection, counting(first, last, kinds, units), once(first, last))
    return {kind.name: found[kind.name] for kind in KINDS if kind.name in found}


def beginning(
    connection: Connection, kind: str, first: Month, last: Month, unit_type: str | None, most: int
) -> list[StoredRow]:
    """The first rows of a kind that count, so many, of the units of a type or of all; of a
    register a period of several months has the latest one."""
    condition = (*counting(first, last, (kind,), None), once(first, last))
    if unit_type is not None:
        condition = (*condition, UNIT.c.unit_type == unit_type)
    wanted = connection.scalars(
        select(ROW.c.id).select_from(_joined()).where(*condition).order_by(*_order()).limit(most)
    )
    return _read(connection, condition, ROW.c.id.in_(list(wanted))).get(kind, [])


def _read(
    connection: Connection, condition: tuple[ColumnElement[bool], ...], *only: ColumnElement[bool]
) -> dict[str, list[StoredRow]]:
    """The rows of some reports by kind, or ``only`` some of their rows."""
    rows = connection.execute(_rows((*condition, *only))).all()
    if not rows:  # most units send few of the kinds there are
        return {}
    quantities: dict[int, dict[str, StoredQuantity]] = {}
    # Told apart by place: the cells of a city's month are tens of thousands, a name each is slow.
    for row_id, name, raw, value, lower, upper, precision, place in connection.execute(
        _cells(QUANTITY, (*condition, *only), *_AMOUNT)
    ):
        quantities.setdefault(row_id, {})[name] = StoredQuantity(
            raw,
            value,
            bound_from_store(lower),
            bound_from_store(upper),
            PRECISIONS[precision],
            place,
        )
    texts: dict[int, dict[str, CellText]] = {}
    for row_id, name, text, place in connection.execute(
        _cells(CELL_TEXT, (*condition, *only), *_TEXT)
    ):
        texts.setdefault(row_id, {})[name] = CellText(text, place)
    edited = {
        (edit.submission_id, edit.sheet, edit.cell): edit.raw
        for edit in connection.execute(_edits(condition))
    }
    found: dict[str, list[StoredRow]] = {}
    for row in rows:
        kept = _row(row, quantities.get(row.id, {}), texts.get(row.id, {}))
        found.setdefault(kept.kind, []).append(_with_originals(kept, edited) if edited else kept)
    return found


def _with_originals(row: StoredRow, edited: Mapping[tuple[int, str, str], str]) -> StoredRow:
    """The row with what stood in its changed cells before."""
    return replace(
        row,
        quantities={
            name: replace(one, original=edited.get((row.submission, row.sheet, one.cell)))
            for name, one in row.quantities.items()
        },
    )


def register(connection: Connection, kind: str, until: Month, unit: str | None) -> list[StoredRow]:
    """A register as it stood at the end of a month: the rows of each unit's and 填报方's latest
    report of the year; none where that says 本月无."""
    condition = counting(Month(until.year, 1), until, (kind,), _only(unit))
    return _read(connection, (*condition, is_latest(Month(until.year, 1), until))).get(kind, [])


def _only(unit: str | None) -> tuple[str] | None:
    return None if unit is None else (unit,)


def counting(
    first: Month, last: Month, kinds: Collection[str] | None, units: Collection[str] | None
) -> tuple[ColumnElement[bool], ...]:
    """Which reports count, of some months, kinds and units or all.

    By the ids of units and kinds: by their names SQLite would look at every row of the year.
    """
    here: list[ColumnElement[bool]] = [
        SCOPE.c.valid,
        REPORT.c.month.between(first.key, last.key),
    ]
    if kinds is not None:
        here.append(REPORT.c.kind_id.in_(select(KIND.c.id).where(KIND.c.name.in_(kinds))))
    if units is not None:
        here.append(REPORT.c.unit_id.in_(select(UNIT.c.id).where(UNIT.c.name.in_(units))))
    return tuple(here)


def _joined() -> FromClause:
    return (
        ROW.join(SCOPE, SCOPE.c.id == ROW.c.scope_id)
        .join(REPORT, REPORT.c.id == SCOPE.c.report_id)
        .join(UNIT, UNIT.c.id == REPORT.c.unit_id)
        .join(KIND, KIND.c.id == REPORT.c.kind_id)
    )


def _rows(condition: tuple[ColumnElement[bool], ...]) -> Select[Any]:
    columns = (
        *(ROW.c.id, ROW.c.sheet, ROW.c.number, KIND.c.name.label("kind")),
        *(UNIT.c.name.label("unit"), REPORT.c.month),
        *(REPORT.c.reporter, SUBMISSION.c.id.label("submission"), SUBMISSION.c.file),
        SUBMISSION.c.sha256,
    )
    joined = _joined().join(SUBMISSION, SUBMISSION.c.id == SCOPE.c.submission_id)
    return select(*columns).select_from(joined).where(*condition).order_by(*_order())


def _order() -> tuple[ColumnElement[int], ...]:
    return UNIT.c.id, REPORT.c.month, SCOPE.c.submission_id, ROW.c.id


def _edits(condition: tuple[ColumnElement[bool], ...]) -> Select[Any]:
    """The cells changed before a commit, of the submissions the rows belong to; few or none."""
    joined = (
        CELL_EDIT.join(SCOPE, SCOPE.c.submission_id == CELL_EDIT.c.submission_id)
        .join(REPORT, REPORT.c.id == SCOPE.c.report_id)
        .join(UNIT, UNIT.c.id == REPORT.c.unit_id)
        .join(KIND, KIND.c.id == REPORT.c.kind_id)
    )
    return select(CELL_EDIT).select_from(joined).where(*condition).distinct()


def _cells(table: Table, condition: tuple[ColumnElement[bool], ...], *names: str) -> Select[Any]:
    """Row, column name and the named columns of the rows' cells, found by row: joined, SQLite
    would begin with every cell there is."""
    wanted = select(ROW.c.id).select_from(_joined()).where(*condition)
    joined = table.join(COLUMN, COLUMN.c.id == table.c.column_id)
    columns = (table.c.row_id, COLUMN.c.name, *(table.c[name] for name in names))
    return select(*columns).select_from(joined).where(table.c.row_id.in_(wanted))


def _row(
    row: Row[Any], quantities: dict[str, StoredQuantity], texts: dict[str, CellText]
) -> StoredRow:
    return StoredRow(
        kind=row.kind,
        unit=row.unit,
        month=Month.from_key(row.month),
        reporter=row.reporter,
        submission=row.submission,
        file=row.file,
        sha256=row.sha256,
        sheet=row.sheet,
        row=row.number,
        quantities=quantities,
        texts=texts,
    )
