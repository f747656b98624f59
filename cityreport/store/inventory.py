"""What a store consists of, told without what it says: for those who look after the program."""

from sqlalchemy import Connection, func, select

from cityreport.store.schema import (
    CHANGE,
    EDITION,
    METADATA,
    REPORT,
    SETTING,
    STATE,
    SUBMISSION,
    UNIT,
)
from cityreport.store.schema_people import ACCOUNT

_NAMED = (
    *(UNIT.c.name, UNIT.c.parent, EDITION.c.name, EDITION.c.file, EDITION.c.loaded_by),
    *(SUBMISSION.c.file, SUBMISSION.c.made_by, CHANGE.c.made_by, REPORT.c.reporter),
    ACCOUNT.c.name,
)
"""Columns in which a unit, a person or a file of the office is named."""


def sizes(connection: Connection) -> dict[str, int]:
    """How many rows each table holds, after the store's own ``schema_version`` and ``revision``."""
    state = connection.execute(select(STATE.c.schema_version, STATE.c.revision)).one()
    counted = {
        table.name: int(connection.execute(select(func.count()).select_from(table)).scalar_one())
        for table in METADATA.sorted_tables
    }
    return {**state._asdict(), **counted}


def names(connection: Connection) -> frozenset[str]:
    """Every name of a unit, a person or a file of the office that the store knows."""
    found = [connection.scalars(select(column).distinct()) for column in _NAMED]
    listed = [*connection.scalars(select(UNIT.c.aliases)), _words_of_settings(connection)]
    return frozenset(str(name) for some in (*found, *listed) for name in some if name)


def _words_of_settings(connection: Connection) -> list[str]:
    return [
        value for value in connection.scalars(select(SETTING.c.value)) if isinstance(value, str)
    ]
