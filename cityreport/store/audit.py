"""Who did what: changes of figures and what happened with people's accounts, in one list."""

from datetime import datetime
from heapq import merge

from sqlalchemy import ColumnElement, Connection, Select, Table, insert, select, true

from cityreport.store.engine import instant
from cityreport.store.schema import CHANGE
from cityreport.store.schema_people import PEOPLE_EVENT
from cityreport.tables.people import AuditEntry


def note_event(connection: Connection, action: str, by: str, about: str, at: datetime) -> None:
    """Write down what happened with people; it raises no revision."""
    entry = {"action": action, "made_by": by, "made_at": instant(at), "about": about}
    connection.execute(insert(PEOPLE_EVENT).values(entry))


def audit(
    connection: Connection, limit: int, by: str | None, actions: frozenset[str] | None
) -> list[AuditEntry]:
    """The newest entries, at most so many, of one person and of some actions or all."""
    changes = _asked(CHANGE, by, actions).order_by(CHANGE.c.revision.desc())
    events = _asked(PEOPLE_EVENT, by, actions).order_by(PEOPLE_EVENT.c.id.desc())
    lists = (
        [
            AuditEntry(
                datetime.fromisoformat(row.made_at), row.made_by, row.action,
                getattr(row, "about", ""),
            )
            for row in connection.execute(asked.limit(limit))
        ]
        for asked in (changes, events)
    )  # fmt: skip
    newest_first = merge(*lists, key=lambda one: one.at, reverse=True)
    return [one for one, _ in zip(newest_first, range(limit), strict=False)]


def actors(connection: Connection) -> list[str]:
    """Everybody who stands in the list, by name."""
    names = select(CHANGE.c.made_by).union(select(PEOPLE_EVENT.c.made_by))
    return sorted(filter(None, connection.scalars(names)))


def _asked(
    table: Table, by: str | None, actions: frozenset[str] | None
) -> Select[tuple[object, ...]]:
    wanted: ColumnElement[bool] = true()
    if by is not None:
        wanted &= table.c.made_by == by
    if actions is not None:
        wanted &= table.c.action.in_(actions)
    return select(table).where(wanted)
