"""Committing a file whole, withdrawing it, and finding it again."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import lru_cache
from operator import itemgetter

from sqlalchemy import Connection, bindparam, insert, select, update

from cityreport.errors import UserError
from cityreport.sheets import BY_NAME
from cityreport.store import corrections
from cityreport.store.bulk import Record, insert_rows
from cityreport.store.encoding import bound_to_store, finding_from_json, finding_to_json
from cityreport.store.engine import instant
from cityreport.store.keys import (
    Dimensions,
    ReportIds,
    column_ids,
    dimension_ids,
    kind_ids,
    next_id,
    portions,
    report_ids,
)
from cityreport.store.locks import refuse_closed, refuse_closed_submission
from cityreport.store.schema import (
    CELL_TEXT,
    CONTENT,
    DIMENSIONS,
    PRECISIONS,
    QUANTITY,
    REPORT,
    ROW,
    SCOPE,
    SUBMISSION,
    UNIT,
)
from cityreport.store.validity import reports_of, settle
from cityreport.tables.ledger import EmptyReport, ReportKey, Submission
from cityreport.tables.rows import ColumnRows, in_columns
from cityreport.tables.workbook import Finding

_SCOPE_COLUMNS = (
    *("id", "submission_id", "report_id", "rows", "left_out", "added", "valid"),
    *("empty_sheet", "empty_cell"),
)
_QUANTITY_COLUMNS = (
    *("row_id", "column_id", "scope_id", "dimensions_id", "value"),
    *("lower", "upper", "precision", "raw", "cell"),
)
_ROW_AND_COLUMN = itemgetter(0, 1)
_Columns = Mapping[str, Mapping[str, int]]
"""The ids of columns by kind and name."""
_PRECISION_CODES = {precision: code for code, precision in enumerate(PRECISIONS)}
_SAME_BYTES = select(CONTENT.c.sha256).where(CONTENT.c.sha256 == bindparam("sha256"))
_SAME_FILE = (
    select(SUBMISSION.c.id)
    .where(SUBMISSION.c.sha256 == bindparam("sha256"), SUBMISSION.c.withdrawn_at.is_(None))
    .order_by(SUBMISSION.c.id)
)
_ADD_CONTENT = insert(CONTENT)
_ADD_SUBMISSION = insert(SUBMISSION).returning(SUBMISSION.c.id)
_UNITS = select(UNIT.c.name, UNIT.c.id).where(UNIT.c.name.in_(bindparam("names", expanding=True)))


@dataclass(frozen=True, slots=True)
class _Keys:
    """The integer keys of the reports of a file, and of the columns of its kinds."""

    scopes: dict[ReportKey, int]
    columns: _Columns


def commit(connection: Connection, submission: Submission, at: datetime) -> int:
    """Write a file with all its rows, cells and corrections; the id of the submission.

    UserError when there is nothing to register, a month is closed or a unit is not in the roster.
    """
    reading = submission.reading
    tables = [in_columns(table.rows) for table in reading.tables]
    keys = reading.keys()
    if not keys:
        raise UserError(f"“{reading.file}”里没有可以登记的内容。")
    refuse_closed(connection, {key.month.key for key in keys}, at)
    number = _add_submission(connection, submission, at)
    kinds = kind_ids(connection, {key.kind for key in keys})
    first_new = next_id(connection, REPORT)
    reports = _report_ids(connection, reading.file, keys, kinds)
    scopes = _add_scopes(connection, number, submission, reports)
    if any(report < first_new for report in reports.values()):
        settle(connection, reports_of(number))
    _add_rows(connection, tables, _Keys(scopes, _column_ids(connection, tables, kinds)))
    corrections.keep(connection, number, submission.corrections)
    return number


def withdraw(connection: Connection, submission: int, by: str, reason: str, at: datetime) -> str:
    """Withdraw a submission; what it had replaced counts again (details.md D7). Its file's name."""
    found = select(SUBMISSION.c.withdrawn_at, SUBMISSION.c.file).where(
        SUBMISSION.c.id == submission
    )
    row = connection.execute(found).one_or_none()
    if row is None:
        raise unknown(submission)
    if row.withdrawn_at is not None:
        raise UserError(f"编号 {submission} 的上传记录已经撤回过了，不用再撤。")
    refuse_closed_submission(connection, submission, at)
    words = {"withdrawn_by": by, "withdrawn_reason": reason, "withdrawn_at": instant(at)}
    connection.execute(update(SUBMISSION).where(SUBMISSION.c.id == submission).values(**words))
    settle(connection, reports_of(submission))
    return str(row.file)


def unknown(submission: int) -> UserError:
    """What is said about an id that no submission has."""
    return UserError(f"没有编号为 {submission} 的上传记录；请在“上传记录”里核对编号。")


def find_file(connection: Connection, sha256: str) -> list[int]:
    """The ids of submissions of the same bytes that are not withdrawn, oldest first."""
    return list(connection.scalars(_SAME_FILE, {"sha256": sha256}))


def file_content(connection: Connection, submission: int) -> tuple[str, bytes]:
    """The name and bytes of the file of a submission; UserError if there is no such id."""
    joined = SUBMISSION.join(CONTENT, SUBMISSION.c.sha256 == CONTENT.c.sha256)
    found = select(SUBMISSION.c.file, CONTENT.c.bytes).select_from(joined)
    row = connection.execute(found.where(SUBMISSION.c.id == submission)).one_or_none()
    if row is None:
        raise unknown(submission)
    return str(row[0]), bytes(row[1])


def findings(connection: Connection, submission: int) -> tuple[Finding, ...]:
    """What was found in the file when it was committed, left-out rows included."""
    found = select(SUBMISSION.c.findings).where(SUBMISSION.c.id == submission)
    kept = connection.execute(found).scalar_one_or_none()
    if kept is None:
        raise unknown(submission)
    return tuple(finding_from_json(one) for one in kept)


@lru_cache(maxsize=64)
def _dimension_names(kind: str) -> tuple[str, ...]:
    """The dimension columns of a kind, filled up with a name that no column has."""
    names = [column.name for column in BY_NAME[kind].dimensions]
    return (*names, *[""] * (len(DIMENSIONS) - len(names)))


def _add_submission(connection: Connection, submission: Submission, at: datetime) -> int:
    reading = submission.reading
    if connection.execute(_SAME_BYTES, {"sha256": reading.sha256}).first() is None:
        content = {"sha256": reading.sha256, "bytes": reading.content}
        connection.execute(_ADD_CONTENT, content)
    record = {
        "file": reading.file,
        "sha256": reading.sha256,
        "made_by": submission.by,
        "made_at": instant(at),
        "received": submission.received.isoformat(),
        "sample": submission.sample,
        "findings": [finding_to_json(finding) for finding in reading.findings],
    }
    return int(connection.execute(_ADD_SUBMISSION, record).scalar_one())


def _report_ids(
    connection: Connection, file: str, keys: Sequence[ReportKey], kinds: Mapping[str, int]
) -> dict[ReportKey, int]:
    units = _unit_ids(connection, {key.unit for key in keys}, file)
    in_integers = {
        key: ReportIds(units[key.unit], key.month.key, kinds[key.kind], key.reporter)
        for key in keys
    }
    ids = report_ids(connection, in_integers.values())
    return {key: ids[integers] for key, integers in in_integers.items()}


def _unit_ids(connection: Connection, names: set[str], file: str) -> dict[str, int]:
    units: dict[str, int] = {}
    for some in portions(sorted(names)):
        units |= dict(map(tuple, connection.execute(_UNITS, {"names": some})))
    unknown = "、".join(sorted(names - units.keys()))
    if unknown:
        raise UserError(
            f"“{file}”没有登记：单位名册里没有“{unknown}”。请先在“单位名册”补上再上传。"
        )
    return units


def _add_scopes(
    connection: Connection, number: int, submission: Submission, reports: dict[ReportKey, int]
) -> dict[ReportKey, int]:
    tables = submission.reading.tables
    counts: Counter[ReportKey] = Counter()
    for table in tables:
        counts.update(table.reports())
    left_out = Counter(key for table in tables for key in table.left_out)
    empty = {one.key: one for table in tables for one in table.empty_reports}
    first = next_id(connection, SCOPE)
    ids = {key: first + place for place, key in enumerate(reports)}
    records = [
        (
            *(ids[key], number, report, counts[key], left_out[key], submission.add, True),
            *_saying(empty.get(key)),
        )
        for key, report in reports.items()
    ]
    insert_rows(connection, SCOPE, _SCOPE_COLUMNS, records)
    return ids


def _saying(empty: EmptyReport | None) -> tuple[str | None, str | None]:
    """Where the sheet says 本月无: the sheet and the cell."""
    return (empty.sheet, empty.cell) if empty else (None, None)


def _column_ids(
    connection: Connection, tables: Sequence[ColumnRows], kinds: Mapping[str, int]
) -> dict[str, dict[str, int]]:
    """The ids of the columns the rows have, by kind and name."""
    names: dict[str, set[str]] = {}
    for table in tables:
        for column in (*table.measures, *table.words):
            names.setdefault(column.kind, set()).add(column.name)
    ids = column_ids(connection, {kinds[kind]: columns for kind, columns in names.items()})
    return {
        kind: {name: ids[kinds[kind], name] for name in columns} for kind, columns in names.items()
    }


def _add_rows(connection: Connection, tables: Sequence[ColumnRows], keys: _Keys) -> None:
    sets = [dimension_sets(table) for table in tables]
    ids = dimension_ids(connection, {one for some in sets for one in some})
    heads: list[Record] = []
    quantities: list[Record] = []
    texts: list[Record] = []
    first = next_id(connection, ROW)
    for table, values in zip(tables, sets, strict=True):
        numbers = range(first + len(heads), first + len(heads) + len(table))
        scopes = [keys.scopes[head.report] for head in table.heads]
        sheets = [head.sheet for head in table.heads]
        rows = [
            (number, scopes[head], ids[value])
            for number, head, value in zip(numbers, table.head_of, values, strict=True)
        ]
        lines = zip(rows, table.head_of, table.numbers, strict=True)
        heads += [(*row, sheets[head], line) for row, head, line in lines]
        quantities += _quantity_records(table, rows, keys.columns)
        texts += _text_records(table, numbers, keys.columns)
    insert_rows(connection, ROW, ("id", "scope_id", "dimensions_id", "sheet", "number"), heads)
    insert_rows(connection, QUANTITY, _QUANTITY_COLUMNS, quantities)
    insert_rows(connection, CELL_TEXT, ("row_id", "column_id", "text", "cell"), texts)


def dimension_sets(table: ColumnRows) -> list[Dimensions]:
    """Each row's texts in the dimension columns of its kind, None where blank or beyond."""
    said: dict[tuple[str, str], dict[int, str]] = {}
    for one in table.words:
        texts = map(table.texts.__getitem__, one.values)
        said[one.kind, one.name] = dict(zip(one.places, texts, strict=True))
    by_head = [
        [said.get((head.kind, name), {}) for name in _dimension_names(head.kind)]
        for head in table.heads
    ]
    return [
        tuple([column.get(place) for column in by_head[head]])
        for place, head in enumerate(table.head_of)
    ]


def _quantity_records(
    table: ColumnRows, rows: Sequence[tuple[int, int, int]], columns: _Columns
) -> list[Record]:
    """The cells in the order of ``_QUANTITY_COLUMNS``, row by row as the database keeps them."""
    values = [
        (one.value, bound_to_store(one.lower), bound_to_store(one.upper),
         _PRECISION_CODES[one.precision], one.raw)
        for one in table.quantities
    ]  # fmt: skip
    records: list[Record] = []
    for column in table.measures:
        id_ = columns[column.kind][column.name]
        cells = zip(column.places, column.values, column.cells, strict=True)
        for place, value, cell in cells:
            row, scope, dimensions = rows[place]
            records.append((row, id_, scope, dimensions, *values[value], cell))
    return sorted(records, key=_ROW_AND_COLUMN)


def _text_records(table: ColumnRows, numbers: Sequence[int], columns: _Columns) -> list[Record]:
    records: list[Record] = []
    for column in table.words:
        id_ = columns[column.kind][column.name]
        cells = zip(column.places, column.values, column.cells, strict=True)
        records += [(numbers[row], id_, table.texts[text], cell) for row, text, cell in cells]
    return sorted(records, key=_ROW_AND_COLUMN)
