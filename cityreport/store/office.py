"""What the office itself keeps: the editions of the criteria catalogue, and its settings."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, Row, insert, select, update

from cityreport.errors import UserError
from cityreport.store.encoding import sheet_from_json, sheet_to_json
from cityreport.store.engine import instant
from cityreport.store.schema import EDITION, SETTING
from cityreport.tables.stored import Edition
from cityreport.tables.workbook import SheetCells


def editions(connection: Connection) -> list[Edition]:
    """All editions of the catalogue, the one loaded first at the top."""
    return [_edition(row) for row in connection.execute(select(EDITION).order_by(EDITION.c.id))]


def edition_in_force(connection: Connection) -> Edition | None:
    """The edition in force, None when none was loaded."""
    row = connection.execute(select(EDITION).where(EDITION.c.in_force)).one_or_none()
    return None if row is None else _edition(row)


def add_edition(
    connection: Connection, name: str, file: str, sheet: SheetCells, by: str, at: datetime,
    *, sample: bool,
) -> int:  # fmt: skip
    """Keep one more edition and put it in force (details.md A12); its id."""
    added = insert(EDITION).values(
        name=name,
        file=file,
        loaded_at=instant(at),
        loaded_by=by,
        in_force=False,
        sample=sample,
        sheet=sheet_to_json(sheet),
    )
    number = int(connection.execute(added.returning(EDITION.c.id)).scalar_one())
    put_in_force(connection, number)
    return number


def put_in_force(connection: Connection, edition: int) -> str:
    """Put that edition in force and no other; its name. UserError if there is no such id.

    Where another was in force, the office has not confirmed the 分值 of this one yet.
    """
    before = connection.scalar(select(EDITION.c.id).where(EDITION.c.in_force))
    connection.execute(update(EDITION).values(in_force=EDITION.c.id == edition))
    name = connection.scalar(select(EDITION.c.name).where(EDITION.c.in_force))
    if name is None:
        raise UserError(
            f"没有编号为 {edition} 的测评标准目录；请在“测评标准与任务分解”里重新选择。"
        )
    if before != edition:
        unconfirm(connection)
    return str(name)


def unconfirm(connection: Connection) -> None:
    """Take back 「本市分值已确认」: it was said of the edition in force until now (method.md 6)."""
    # Written also where nothing was kept yet: the file's first value may say confirmed.
    set_settings(connection, {"points_confirmed": False})


def settings(connection: Connection) -> dict[str, object]:
    """The settings by name, as JSON values (a tuple comes back as a list)."""
    rows = connection.execute(select(SETTING.c.name, SETTING.c.value))
    return {row.name: row.value for row in rows}


def set_settings(connection: Connection, values: Mapping[str, object]) -> None:
    """Keep the given settings; the others stay as they are."""
    for name, value in values.items():
        changed = update(SETTING).where(SETTING.c.name == name).values(value=value)
        if connection.execute(changed).rowcount == 0:
            connection.execute(insert(SETTING).values(name=name, value=value))


def _edition(row: Row[Any]) -> Edition:
    return Edition(
        id=row.id,
        name=row.name,
        file=row.file,
        at=datetime.fromisoformat(row.loaded_at),
        by=row.loaded_by,
        in_force=row.in_force,
        sample=row.sample,
        sheet=sheet_from_json(row.sheet),
    )
