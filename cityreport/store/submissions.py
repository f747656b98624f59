"""Committing a file whole, withdrawing it, and finding it again."""

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Connection, insert, select, update

from cityreport.errors import UserError
from cityreport.sheets import BY_NAME
from cityreport.store import corrections
from cityreport.store.encoding import bound_to_store, finding_from_json, finding_to_json
from cityreport.store.engine import insert_many, instant
from cityreport.store.keys import (
    Dimensions,
    ReportIds,
    column_ids,
    dimension_ids,
    kind_ids,
    next_id,
    report_ids,
)
from cityreport.store.locks import refuse_closed, refuse_closed_submission
from cityreport.store.schema import (
    CELL_TEXT,
    CONTENT,
    DIMENSIONS,
    PRECISIONS,
    QUANTITY,
    ROW,
    SCOPE,
    SUBMISSION,
    UNIT,
)
from cityreport.store.validity import reports_of, settle
from cityreport.tables.ledger import EmptyReport, FileReading, LedgerRow, ReportKey, Submission
from cityreport.tables.workbook import Finding

Record = dict[str, object]
_QUANTITY_COLUMNS = (
    *("row_id", "column_id", "scope_id", "dimensions_id", "value"),
    *("lower", "upper", "precision", "raw", "cell"),
)


@dataclass(frozen=True, slots=True)
class _Keys:
    """The integer keys of everything a file names."""

    scopes: dict[ReportKey, int]
    columns: dict[tuple[str, str], int]
    dimensions: dict[Dimensions, int]


def commit(connection: Connection, submission: Submission, at: datetime) -> int:
    """Write a file with all its rows, cells and corrections; the id of the submission.

    UserError when there is nothing to register, a month is closed or a unit is not in the roster.
    """
    reading = submission.reading
    rows = [row for table in reading.tables for row in table.rows]
    keys = reading.keys()
    if not keys:
        raise UserError(f"“{reading.file}”里没有可以登记的内容。")
    refuse_closed(connection, {key.month.key for key in keys}, at)
    number = _add_submission(connection, submission, at)
    reports = _report_ids(connection, reading)
    scopes = _add_scopes(connection, number, submission, reports)
    settle(connection, reports_of(number))
    integers = _Keys(
        scopes,
        _column_ids(connection, rows),
        dimension_ids(connection, {dimensions_of(row) for row in rows}),
    )
    _add_rows(connection, rows, integers)
    corrections.keep(connection, number, submission.corrections)
    return number


def withdraw(connection: Connection, submission: int, by: str, reason: str, at: datetime) -> None:
    """Withdraw a submission; what it had replaced counts again (details.md D7)."""
    found = select(SUBMISSION.c.withdrawn_at).where(SUBMISSION.c.id == submission)
    row = connection.execute(found).one_or_none()
    if row is None:
        raise unknown(submission)
    if row.withdrawn_at is not None:
        raise UserError(f"编号 {submission} 的上传记录已经撤回过了，不用再撤。")
    refuse_closed_submission(connection, submission, at)
    words = {"withdrawn_by": by, "withdrawn_reason": reason, "withdrawn_at": instant(at)}
    connection.execute(update(SUBMISSION).where(SUBMISSION.c.id == submission).values(**words))
    settle(connection, reports_of(submission))


def unknown(submission: int) -> UserError:
    """What is said about an id that no submission has."""
    return UserError(f"没有编号为 {submission} 的上传记录；请在“上传记录”里核对编号。")


def find_file(connection: Connection, sha256: str) -> list[int]:
    """The ids of submissions of the same bytes that are not withdrawn, oldest first."""
    same = (SUBMISSION.c.sha256 == sha256) & SUBMISSION.c.withdrawn_at.is_(None)
    return list(connection.scalars(select(SUBMISSION.c.id).where(same).order_by(SUBMISSION.c.id)))


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


def dimensions_of(row: LedgerRow) -> Dimensions:
    """The row's texts in the dimension columns of its kind, None where blank or beyond."""
    names = [column.name for column in BY_NAME[row.kind].dimensions]
    texts = [row.texts[name].text if name in row.texts else None for name in names]
    return tuple(texts + [None] * (len(DIMENSIONS) - len(texts)))


def _add_submission(connection: Connection, submission: Submission, at: datetime) -> int:
    reading = submission.reading
    known = select(CONTENT.c.sha256).where(CONTENT.c.sha256 == reading.sha256)
    if connection.execute(known).first() is None:
        connection.execute(insert(CONTENT).values(sha256=reading.sha256, bytes=reading.content))
    added = insert(SUBMISSION).values(
        file=reading.file,
        sha256=reading.sha256,
        made_by=submission.by,
        made_at=instant(at),
        received=submission.received.isoformat(),
        sample=submission.sample,
        findings=[finding_to_json(finding) for finding in reading.findings],
    )
    return int(connection.execute(added.returning(SUBMISSION.c.id)).scalar_one())


def _report_ids(connection: Connection, reading: FileReading) -> dict[ReportKey, int]:
    keys = reading.keys()
    units = _unit_ids(connection, {key.unit for key in keys}, reading.file)
    kinds = kind_ids(connection, {key.kind for key in keys})
    in_integers = {
        key: ReportIds(units[key.unit], key.month.key, kinds[key.kind], key.reporter)
        for key in keys
    }
    ids = report_ids(connection, in_integers.values())
    return {key: ids[integers] for key, integers in in_integers.items()}


def _unit_ids(connection: Connection, names: set[str], file: str) -> dict[str, int]:
    units = {row.name: row.id for row in connection.execute(select(UNIT.c.name, UNIT.c.id))}
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
    counts = Counter(
        ReportKey(row.unit, row.month, row.kind, row.reporter)
        for table in tables
        for row in table.rows
    )
    left_out = Counter(key for table in tables for key in table.left_out)
    empty = {one.key: one for table in tables for one in table.empty_reports}
    first = next_id(connection, SCOPE)
    ids = {key: first + place for place, key in enumerate(reports)}
    common: Record = {"submission_id": number, "added": submission.add, "valid": True}
    records = [
        {
            "id": ids[key],
            "report_id": report,
            "rows": counts[key],
            "left_out": left_out[key],
            **_saying(empty.get(key)),
            **common,
        }
        for key, report in reports.items()
    ]
    connection.execute(insert(SCOPE), records)
    return ids


def _saying(empty: EmptyReport | None) -> Record:
    """Where the sheet says 本月无."""
    return {
        "empty_sheet": empty.sheet if empty else None,
        "empty_cell": empty.cell if empty else None,
    }


def _column_ids(connection: Connection, rows: Sequence[LedgerRow]) -> dict[tuple[str, str], int]:
    names: dict[str, set[str]] = {}
    for row in rows:
        names.setdefault(row.kind, set()).update(row.quantities, row.texts)
    kinds = kind_ids(connection, names)
    return {
        (kind, name): id_
        for kind, columns in names.items()
        for name, id_ in column_ids(connection, kinds[kind], columns).items()
    }


def _add_rows(connection: Connection, rows: Sequence[LedgerRow], keys: _Keys) -> None:
    numbered = [
        (id_, row, *_place(row, keys))
        for id_, row in enumerate(rows, start=next_id(connection, ROW))
    ]
    insert_many(
        connection, ROW, ("id", "scope_id", "dimensions_id", "sheet", "number"),
        [(id_, scope, dimensions, row.sheet, row.row) for id_, row, scope, dimensions in numbered],
    )  # fmt: skip
    insert_many(
        connection, QUANTITY, _QUANTITY_COLUMNS,
        [record for one in numbered for record in _quantity_records(*one, keys)],
    )  # fmt: skip
    insert_many(
        connection, CELL_TEXT, ("row_id", "column_id", "text", "cell"),
        [record for id_, row, *_ in numbered for record in _text_records(id_, row, keys)],
    )  # fmt: skip


def _place(row: LedgerRow, keys: _Keys) -> tuple[int, int]:
    """The keys of the scope and of the dimension values that a row and its cells carry."""
    key = ReportKey(row.unit, row.month, row.kind, row.reporter)
    return keys.scopes[key], keys.dimensions[dimensions_of(row)]


def _quantity_records(
    id_: int, row: LedgerRow, scope: int, dimensions: int, keys: _Keys
) -> Iterator[tuple[object, ...]]:
    """The cells of a row in the order of ``_QUANTITY_COLUMNS``."""
    for name, cell in row.quantities.items():
        quantity = cell.quantity
        yield (
            *(id_, keys.columns[row.kind, name], scope, dimensions, quantity.value),
            *(bound_to_store(quantity.lower), bound_to_store(quantity.upper)),
            *(PRECISIONS.index(quantity.precision), quantity.raw, cell.cell),
        )


def _text_records(id_: int, row: LedgerRow, keys: _Keys) -> Iterator[tuple[object, ...]]:
    for name, text in row.texts.items():
        yield id_, keys.columns[row.kind, name], text.text, text.cell
