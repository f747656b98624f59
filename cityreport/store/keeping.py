"""会议留档: what was shown at a meeting, with its numbers and documents."""

import hashlib
from collections.abc import Iterable
from datetime import date, datetime
from typing import Any

from sqlalchemy import Connection, Row, insert, select

from cityreport.errors import UserError
from cityreport.period import Month
from cityreport.store.engine import instant
from cityreport.store.schema import CONTENT
from cityreport.store.schema_office import MEETING, MEETING_FILE
from cityreport.tables.meetings import Document, KeptMeeting, NewMeeting


def keep(connection: Connection, meeting: NewMeeting, by: str, at: datetime) -> int:
    """Keep a meeting with its documents; its id. UserError without a name or who keeps it."""
    if not meeting.name.strip() or not by.strip():
        raise UserError("请写明会议名称和留档人。")
    entry = {
        "name": meeting.name.strip(), "held": meeting.held.isoformat(), "month": meeting.month.key,
        "revision": meeting.revision, "shown": dict(meeting.shown), "made_by": by,
        "made_at": instant(at),
    }  # fmt: skip
    made = connection.execute(insert(MEETING).values(entry)).inserted_primary_key
    number = int(made[0]) if made else 0
    for document in meeting.documents:
        _keep_document(connection, number, document)
    return number


def meetings(connection: Connection) -> list[KeptMeeting]:
    """The kept meetings, the newest first."""
    files = _files(connection.execute(select(MEETING_FILE).order_by(MEETING_FILE.c.name)))
    rows = connection.execute(select(MEETING).order_by(MEETING.c.held.desc(), MEETING.c.id.desc()))
    return [_kept(row, tuple(files.get(row.id, ()))) for row in rows]


def document(connection: Connection, meeting: int, name: str) -> bytes:
    """The bytes of a kept document; UserError if there is none of that name."""
    joined = MEETING_FILE.join(CONTENT, MEETING_FILE.c.sha256 == CONTENT.c.sha256)
    wanted = (MEETING_FILE.c.meeting_id == meeting) & (MEETING_FILE.c.name == name)
    found = connection.scalar(select(CONTENT.c.bytes).select_from(joined).where(wanted))
    if found is None:
        raise UserError(f"这次会议的留档里没有“{name}”，请刷新页面。")
    return bytes(found)


def _keep_document(connection: Connection, meeting: int, made: Document) -> None:
    sha256 = hashlib.sha256(made.content).hexdigest()
    known = select(CONTENT.c.sha256).where(CONTENT.c.sha256 == sha256)
    if connection.scalar(known) is None:
        connection.execute(insert(CONTENT).values(sha256=sha256, bytes=made.content))
    entry = {"meeting_id": meeting, "name": made.name, "sha256": sha256}
    connection.execute(insert(MEETING_FILE).values(entry))


def _files(rows: Iterable[Row[Any]]) -> dict[int, list[str]]:
    found: dict[int, list[str]] = {}
    for row in rows:
        found.setdefault(row.meeting_id, []).append(row.name)
    return found


def _kept(row: Row[Any], files: tuple[str, ...]) -> KeptMeeting:
    return KeptMeeting(
        id=row.id,
        name=row.name,
        held=date.fromisoformat(row.held),
        month=Month.from_key(row.month),
        revision=row.revision,
        shown=row.shown,
        by=row.made_by,
        at=datetime.fromisoformat(row.made_at),
        files=files,
    )
