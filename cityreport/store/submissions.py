"""Committing a file whole, withdrawing it, and finding it again."""

from collections import Counter
from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import NamedTuple

from sqlalchemy import Connection, LargeBinary, Text, bindparam, insert, not_, select, update

from cityreport.errors import UserError
from cityreport.store import cells, corrections
from cityreport.store.bulk import insert_rows
from cityreport.store.encoding import finding_from_json, finding_to_json
from cityreport.store.engine import instant
from cityreport.store.keys import ReportIds, next_ids, portions, report_ids, sheet_names
from cityreport.store.locks import refuse_closed, refuse_closed_submission
from cityreport.store.schema import CONTENT, REPORT, ROW, SCOPE, SUBMISSION, UNIT
from cityreport.store.validity import reports_of, settle
from cityreport.tables.ledger import EmptyReport, ReportKey, Submission
from cityreport.tables.rows import in_columns
from cityreport.tables.workbook import Finding

_SCOPE_COLUMNS = (
    *("id", "submission_id", "report_id", "rows", "left_out", "added", "valid"),
    *("empty_sheet", "empty_cell"),
)
_SAME_FILE = (
    select(SUBMISSION.c.id)
    .where(SUBMISSION.c.sha256 == bindparam("sha256"), SUBMISSION.c.withdrawn_at.is_(None))
    .order_by(SUBMISSION.c.id)
)
_IS_KEPT = select(CONTENT.c.sha256).where(CONTENT.c.sha256 == bindparam("sha256"))
_ADD_CONTENT = insert(CONTENT).from_select(
    ["sha256", "bytes"],
    select(bindparam("sha256", type_=Text), bindparam("bytes", type_=LargeBinary)).where(
        not_(_IS_KEPT.exists())
    ),
)
_ADD_SUBMISSION = insert(SUBMISSION).returning(SUBMISSION.c.id)
_UNITS = select(UNIT.c.name, UNIT.c.id).where(UNIT.c.name.in_(bindparam("names", expanding=True)))


class _First(NamedTuple):
    """The first ids that a commit may give out."""

    report: int
    scope: int
    row: int


def commit(connection: Connection, submission: Submission, at: datetime) -> int:
    """Write a file with all its rows, cells and corrections; the id of the submission.

    UserError when there is nothing to register, a month is closed or a unit is not in the roster.
    """
    reading = submission.reading
    keys = reading.keys()
    if not keys:
        raise UserError(f"“{reading.file}”里没有可以登记的内容。")
    refuse_closed(connection, {key.month.key for key in keys}, at)
    number = _add_submission(connection, submission, at)
    tables = [in_columns(table.rows) for table in reading.tables]
    names = sheet_names(connection, cells.columns_of(tables, {key.kind for key in keys}))
    first = _First(*next_ids(connection, REPORT, SCOPE, ROW))
    reports = _report_ids(connection, reading.file, keys, names.kinds, first.report)
    scopes = _add_scopes(connection, number, submission, reports, first.scope)
    if any(report < first.report for report in reports.values()):
        settle(connection, reports_of(number))
    cells.add_rows(connection, tables, scopes, names.columns, first.row)
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


def _add_submission(connection: Connection, submission: Submission, at: datetime) -> int:
    reading = submission.reading
    connection.execute(_ADD_CONTENT, {"sha256": reading.sha256, "bytes": reading.content})
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
    connection: Connection,
    file: str,
    keys: Sequence[ReportKey],
    kinds: Mapping[str, int],
    first_new: int,
) -> dict[ReportKey, int]:
    units = _unit_ids(connection, {key.unit for key in keys}, file)
    in_integers = {
        key: ReportIds(units[key.unit], key.month.key, kinds[key.kind], key.reporter)
        for key in keys
    }
    ids = report_ids(connection, in_integers.values(), first_new)
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
    connection: Connection,
    number: int,
    submission: Submission,
    reports: dict[ReportKey, int],
    first: int,
) -> dict[ReportKey, int]:
    tables = submission.reading.tables
    counts: Counter[ReportKey] = Counter()
    for table in tables:
        counts.update(table.reports())
    left_out = Counter(key for table in tables for key in table.left_out)
    empty = {one.key: one for table in tables for one in table.empty_reports}
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
