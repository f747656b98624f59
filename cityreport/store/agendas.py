"""Agendas of meetings, kept under their names."""

from datetime import datetime
from typing import Any

from sqlalchemy import Connection, Row, delete, insert, select

from cityreport.errors import UserError
from cityreport.store.engine import instant
from cityreport.store.schema_office import AGENDA
from cityreport.tables.agenda import Agenda
from cityreport.tables.meetings import StoredAgenda

LONGEST_NAME = 40


def agendas(connection: Connection) -> list[StoredAgenda]:
    """All agendas, by name; UserError when one cannot be read."""
    return [_stored(row) for row in connection.execute(select(AGENDA).order_by(AGENDA.c.name))]


def save(connection: Connection, agenda: Agenda, by: str, at: datetime) -> None:
    """Keep an agenda in place of the one of the same name; UserError without name or content."""
    name = " ".join(agenda.name.split())
    if not name or not by.strip():
        raise UserError("请写明议程名称和保存人。")
    if len(name) > LONGEST_NAME:
        raise UserError(f"议程名称最多 {LONGEST_NAME} 个字，请改短。")
    if not agenda.items:
        raise UserError("议程里还没有内容，没有保存。请先添加要展示的内容。")
    connection.execute(delete(AGENDA).where(AGENDA.c.name == name))
    entry = {
        "name": name,
        "items": agenda.as_json()["items"],
        "made_by": by,
        "made_at": instant(at),
    }
    connection.execute(insert(AGENDA).values(entry))


def drop(connection: Connection, name: str) -> None:
    """Delete an agenda; UserError if there is none of that name."""
    if not connection.execute(delete(AGENDA).where(AGENDA.c.name == name)).rowcount:
        raise UserError(f"没有名为“{name}”的议程，请刷新页面。")


def _stored(row: Row[Any]) -> StoredAgenda:
    agenda = Agenda.from_json({"name": row.name, "items": row.items})
    return StoredAgenda(agenda, row.made_by, datetime.fromisoformat(row.made_at))
