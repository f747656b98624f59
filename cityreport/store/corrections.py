"""What a person said about reading workbooks: header words for good, the rest with its commit."""

from collections.abc import Iterable, Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, Row, delete, insert, select

from cityreport.errors import UserError
from cityreport.period import Month
from cityreport.store.engine import instant
from cityreport.store.schema import UNIT
from cityreport.store.schema_office import CELL_EDIT, HEADER_WORD, TABLE_CORRECTION
from cityreport.tables.corrections import CellEdit, Corrections, HeaderWord, TableCorrection

_AT_ONCE = 500
_TABLE_ORDER = (TABLE_CORRECTION.c.sheet, TABLE_CORRECTION.c.header)


def header_words(connection: Connection) -> tuple[HeaderWord, ...]:
    """The learnt header words by unit, kind and words."""
    found = (
        select(HEADER_WORD, UNIT.c.name)
        .join(UNIT, UNIT.c.id == HEADER_WORD.c.unit_id)
        .order_by(UNIT.c.id, HEADER_WORD.c.kind, HEADER_WORD.c.words)
    )
    return tuple(_word(row) for row in connection.execute(found))


def remember(connection: Connection, words: Sequence[HeaderWord], by: str, at: datetime) -> None:
    """Keep what headers mean, the newest choice for a unit, kind and words in place of an older.

    UserError for a unit that is not in the roster.
    """
    ids = {row.name: row.id for row in connection.execute(select(UNIT.c.id, UNIT.c.name))}
    for word in words:
        if word.unit not in ids:
            raise UserError(f"单位名册里没有“{word.unit}”，它的表头写法没有记住。")
        key = {"unit_id": ids[word.unit], "kind": word.kind, "words": word.words}
        connection.execute(
            delete(HEADER_WORD).where(*(HEADER_WORD.c[name] == key[name] for name in key))
        )
        said = {"column": word.column, "made_by": by, "made_at": instant(at)}
        connection.execute(insert(HEADER_WORD).values(**key, **said))


def forget(connection: Connection, word: int) -> None:
    """Forget one word; UserError if it is not known (any more)."""
    gone = connection.execute(delete(HEADER_WORD).where(HEADER_WORD.c.id == word))
    if not gone.rowcount:
        raise UserError("这条表头写法已经不在了，可能刚被别人删掉；请刷新页面。")


def keep(connection: Connection, submission: int, said: Corrections) -> None:
    """Keep with a submission what was corrected and which cells were changed before it."""
    edits = [
        {
            "submission_id": submission,
            "sheet": edit.sheet,
            "cell": edit.cell,
            "raw": edit.raw,
            "text": edit.text,
        }
        for edit in said.edits
    ]
    tables = [{"submission_id": submission, **_record(one)} for one in said.tables]
    for table, records in ((CELL_EDIT, edits), (TABLE_CORRECTION, tables)):
        if records:
            connection.execute(insert(table), records)


def corrections(connection: Connection, submission: int) -> Corrections:
    """What was corrected and changed before a submission was committed."""
    tables = select(TABLE_CORRECTION).where(TABLE_CORRECTION.c.submission_id == submission)
    said = tuple(_table(row) for row in connection.execute(tables.order_by(*_TABLE_ORDER)))
    return Corrections(said, tuple(cell_edits(connection, [submission]).get(submission, ())))


def cell_edits(connection: Connection, submissions: Iterable[int]) -> dict[int, list[CellEdit]]:
    """The changed cells of some submissions, by their ids; only those that have any."""
    wanted = sorted(set(submissions))
    found: dict[int, list[CellEdit]] = {}
    for start in range(0, len(wanted), _AT_ONCE):
        some = wanted[start : start + _AT_ONCE]
        asked = select(CELL_EDIT).where(CELL_EDIT.c.submission_id.in_(some))
        for row in connection.execute(asked.order_by(CELL_EDIT.c.sheet, CELL_EDIT.c.cell)):
            found.setdefault(row.submission_id, []).append(_edit(row))
    return found


def _edit(row: Row[Any]) -> CellEdit:
    return CellEdit(row.sheet, row.cell, row.raw, row.text)


def _word(row: Row[Any]) -> HeaderWord:
    at = datetime.fromisoformat(row.made_at)
    return HeaderWord(row.name, row.kind, row.words, row.column, row.made_by, at, row.id)


def _record(said: TableCorrection) -> dict[str, object]:
    return {
        "sheet": said.sheet,
        "header": said.header,
        "rows": said.rows,
        "instead": said.instead,
        "kind": said.kind,
        "unit": said.unit,
        "month": said.month.key if said.month else None,
        "columns": [list(pair) for pair in said.columns],
    }


def _table(row: Row[Any]) -> TableCorrection:
    return TableCorrection(
        row.sheet,
        row.header,
        row.rows,
        row.instead,
        row.kind,
        row.unit,
        None if row.month is None else Month.from_key(row.month),
        tuple((cell, column) for cell, column in row.columns),
    )
