"""Numbered migrations: each in the one transaction that brings a store up to date."""

from collections.abc import Callable

from sqlalchemy import Connection, Engine, insert, inspect, select, update

from cityreport.errors import StoreError
from cityreport.store import postgresql, sqlite
from cityreport.store.engine import database_file, exclusive
from cityreport.store.schema import (
    CELL_TEXT,
    CHANGE,
    CHANGE_OBJECT,
    COLUMN,
    CONTENT,
    DIMENSION_SET,
    DOUBT_ANSWER,
    EDITION,
    KIND,
    METADATA,
    MONTH_LOCK,
    QUANTITY,
    REPORT,
    ROW,
    SCOPE,
    SETTING,
    STATE,
    SUBMISSION,
    UNIT,
    VETO_ITEM,
    VETO_TICK,
)
from cityreport.store.schema_office import (
    AGENDA,
    CELL_EDIT,
    FIGURE_NOTE,
    GAP_CAUSE,
    HEADER_WORD,
    MEETING,
    MEETING_FILE,
    TABLE_CORRECTION,
)
from cityreport.store.schema_people import PEOPLE, VISITS

Migration = Callable[[Connection], None]


_FIRST = (
    *(STATE, CHANGE, SETTING, UNIT, EDITION, CONTENT, SUBMISSION, KIND, COLUMN, DIMENSION_SET),
    *(REPORT, SCOPE, ROW, QUANTITY, CELL_TEXT),
)
"""Named one by one: a table added later must not be part of an earlier migration."""


def _first_tables(connection: Connection) -> None:
    METADATA.create_all(connection, tables=_FIRST)
    connection.execute(insert(STATE).values(id=1, schema_version=0, revision=0))


def _doubt_answers(connection: Connection) -> None:
    DOUBT_ANSWER.create(connection)


def _month_locks(connection: Connection) -> None:
    MONTH_LOCK.create(connection)


def _veto_lists(connection: Connection) -> None:
    VETO_ITEM.create(connection)
    VETO_TICK.create(connection)


def _corrections(connection: Connection) -> None:
    HEADER_WORD.create(connection)
    CELL_EDIT.create(connection)


def _causes(connection: Connection) -> None:
    GAP_CAUSE.create(connection)


def _meetings(connection: Connection) -> None:
    for table in (FIGURE_NOTE, AGENDA, MEETING, MEETING_FILE):
        table.create(connection)


def _table_corrections(connection: Connection) -> None:
    TABLE_CORRECTION.create(connection)


def _people(connection: Connection) -> None:
    METADATA.create_all(connection, tables=[*PEOPLE, *VISITS])


def _change_objects(connection: Connection) -> None:
    CHANGE_OBJECT.create(connection)


def _fewer_references(connection: Connection) -> None:
    """Scope and categories of a quantity are copies of its row's, whose references hold for both;
    looking them up once more for each quantity took a twentieth of a load."""
    if connection.dialect.name == "postgresql":
        postgresql.drop_references(connection, QUANTITY.name, ("scope_id", "dimensions_id"))
        return
    # SQLite cannot take a reference out of a table that stands.
    before = f"{QUANTITY.name}_before"
    for index in QUANTITY.indexes:
        index.drop(connection, checkfirst=True)
    connection.exec_driver_sql(f'ALTER TABLE "{QUANTITY.name}" RENAME TO "{before}"')
    QUANTITY.create(connection)
    columns = ", ".join(f'"{column.name}"' for column in QUANTITY.columns)
    connection.exec_driver_sql(
        f'INSERT INTO "{QUANTITY.name}" ({columns}) SELECT {columns} FROM "{before}"'  # noqa: S608
    )
    connection.exec_driver_sql(f'DROP TABLE "{before}"')


MIGRATIONS: tuple[Migration, ...] = (
    *(_first_tables, _doubt_answers, _month_locks, _veto_lists),
    *(_corrections, _causes, _meetings, _table_corrections, _people, _change_objects),
    _fewer_references,
)
"""The n-th brings a store from version n−1 to n."""


def migrate(engine: Engine) -> None:
    """Bring the store up to date, an older file copied first; StoreError if it is newer."""
    with exclusive(engine) as connection:
        if engine.dialect.name == "postgresql":
            postgresql.open_alone(connection)
        version = _version(connection)
        if version > len(MIGRATIONS):
            raise StoreError(
                f"这个数据库是用更新版本的程序建立的（第 {version} 版，本程序只认到第 {len(MIGRATIONS)} 版）；"
                "请更新本程序后再打开。"
            )
        if version == len(MIGRATIONS):
            return
        file = database_file(engine.url)
        if version and file is not None:
            # The write lock is held, so nothing can come between the copy and the migration.
            sqlite.copy_file(file, version)
        for migration in MIGRATIONS[version:]:
            migration(connection)
        connection.execute(update(STATE).values(schema_version=len(MIGRATIONS)))


def _version(connection: Connection) -> int:
    """The schema version, 0 for an empty database; StoreError for somebody else's tables."""
    tables = inspect(connection).get_table_names()
    if STATE.name in tables:
        return int(connection.execute(select(STATE.c.schema_version)).scalar_one())
    if tables:
        raise StoreError("这个数据库里是别的程序的数据，不是本程序建立的；请检查数据库位置。")
    return 0
