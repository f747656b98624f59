"""Who did what: changes of figures and what happened with people's accounts, in one list."""

from collections.abc import Sequence
from datetime import datetime
from heapq import merge

from sqlalchemy import ColumnElement, Connection, Table, Text, bindparam, insert, select

from cityreport.store.engine import instant
from cityreport.store.schema import CHANGE, CHANGE_OBJECT, STATE
from cityreport.store.schema_people import PEOPLE_EVENT
from cityreport.tables.people import AuditEntry

_NAMED = 3
_NOTE_OBJECT = insert(CHANGE_OBJECT).from_select(
    ["revision", "about"], select(STATE.c.revision, bindparam("about", type_=Text))
)


def note_event(connection: Connection, action: str, by: str, about: str, at: datetime) -> None:
    """Write down what happened with people; it raises no revision."""
    entry = {"action": action, "made_by": by, "made_at": instant(at), "about": about}
    connection.execute(insert(PEOPLE_EVENT).values(entry))


def note_object(connection: Connection, about: str) -> None:
    """Write down what the change of this transaction is done to."""
    connection.execute(_NOTE_OBJECT, {"about": about})


def some(names: Sequence[str], measure: str) -> str:
    """The first names, and how many there are in all: 甲、乙、丙等 12 家单位."""
    first = "、".join(names[:_NAMED])
    return first if len(names) <= _NAMED else f"{first}等 {len(names)} {measure}"


def audit(
    connection: Connection, limit: int, by: str | None, actions: frozenset[str] | None
) -> list[AuditEntry]:
    """The newest entries, at most so many, of one person and of some actions or all."""
    changed = select(CHANGE.c.made_at, CHANGE.c.made_by, CHANGE.c.action, CHANGE_OBJECT.c.about)
    changes = changed.outerjoin_from(CHANGE, CHANGE_OBJECT).order_by(CHANGE.c.revision.desc())
    happened = PEOPLE_EVENT.c
    events = select(happened.made_at, happened.made_by, happened.action, happened.about)
    events = events.order_by(happened.id.desc())
    lists = (
        [
            AuditEntry(datetime.fromisoformat(made_at), made_by, action, about or "")
            for made_at, made_by, action, about in connection.execute(
                asked.where(*_wanted(table, by, actions)).limit(limit)
            )
        ]
        for table, asked in ((CHANGE, changes), (PEOPLE_EVENT, events))
    )
    newest_first = merge(*lists, key=lambda one: one.at, reverse=True)
    return [one for one, _ in zip(newest_first, range(limit), strict=False)]


def actors(connection: Connection) -> list[str]:
    """Everybody who stands in the list, by name."""
    names = select(CHANGE.c.made_by).union(select(PEOPLE_EVENT.c.made_by))
    return sorted(filter(None, connection.scalars(names)))


def _wanted(
    table: Table, by: str | None, actions: frozenset[str] | None
) -> list[ColumnElement[bool]]:
    made_by = [] if by is None else [table.c.made_by == by]
    return made_by if actions is None else [*made_by, table.c.action.in_(actions)]
