"""What only PostgreSQL needs: how long to wait, its errors, ids that are never given out twice."""

from collections.abc import Collection, Iterable, Sequence
from typing import Any

from sqlalchemy import Connection, Engine, event, func, inspect, select
from sqlalchemy.engine.interfaces import DBAPIConnection
from sqlalchemy.pool import ConnectionPoolEntry

from cityreport.errors import StoreError

BUSY_SECONDS = 15
CONNECT_SECONDS = 10
_OPENING = 0x63697479
"""Our key among the advisory locks of the database."""

_BUSY = (
    "数据库“{where}”正被另一个人占用，请稍后再试；若一直如此，请看看是不是有恢复或复制正在进行。"
)
_CLOSED = "数据库服务器“{where}”不接受连接（没有这个库、用户或口令不对）；请检查数据库地址和口令。"
_SENTENCES = {
    "40001": _BUSY,
    "40P01": _BUSY,
    "55P03": _BUSY,
    "57014": _BUSY,
    "53100": "数据库服务器“{where}”的磁盘已满，写不进去；请腾出空间后再试。",
    "53300": "数据库服务器“{where}”的连接已用完；请稍后再试，或调大服务器的连接数。",
    "25006": "数据库“{where}”现在只能读、不能写（可能是备用机）；请检查数据库地址。",
    "42501": "数据库用户没有权限读写“{where}”；请检查数据库里的授权。",
    "3D000": _CLOSED,
    "28000": _CLOSED,
    "28P01": _CLOSED,
    "XX001": "数据库“{where}”的数据已损坏；请用最近的备份恢复。",
    "XX002": "数据库“{where}”的索引已损坏；请用最近的备份恢复。",
}
_NUL = "有一格文字里带着看不见的空字符（代码 0），数据库“{where}”存不下；请在原表里删去后重新登记。"
_UNREACHABLE = "连接不上数据库服务器“{where}”；请检查网络、地址和口令，再试一次。"


def options() -> dict[str, object]:
    """Arguments of the engine: a connection that died while idle is replaced, not handed out."""
    return {"pool_pre_ping": True, "connect_args": {"connect_timeout": CONNECT_SECONDS}}


def prepare(engine: Engine) -> None:
    """Make writers that queue give up after a while, as they do on a file."""
    event.listen(engine, "connect", _wait_so_long)


def open_alone(connection: Connection) -> None:
    """Queue up to the end of the transaction with whoever else is just opening the store.

    Two processes that find an empty database would both make its tables.
    """
    connection.execute(select(func.pg_advisory_xact_lock(_OPENING)))


def copy_rows(
    connection: Connection,
    table: str,
    columns: Sequence[str],
    rows: Iterable[Sequence[object]],
) -> None:
    """Insert rows by COPY; StoreError for what a person can act on, as for every statement."""
    driver: Any = connection.connection.driver_connection
    names = ", ".join(f'"{name}"' for name in columns)
    try:
        with driver.cursor() as cursor, cursor.copy(f'COPY "{table}" ({names}) FROM STDIN') as copy:
            for row in rows:
                copy.write_row(row)
    except connection.dialect.loaded_dbapi.Error as error:
        where = str(connection.engine.url.host or connection.engine.url.database)
        lost = isinstance(error, connection.dialect.loaded_dbapi.OperationalError)
        words = sentence(error, where, lost=lost)
        if words is None:
            raise
        raise StoreError(words) from error


def drop_references(connection: Connection, table: str, columns: Collection[str]) -> None:
    """Take the references of some columns out of a table; nothing where there are none."""
    for found in inspect(connection).get_foreign_keys(table):
        if set(found["constrained_columns"]) <= set(columns):
            connection.exec_driver_sql(f'ALTER TABLE "{table}" DROP CONSTRAINT "{found["name"]}"')


def sentence(error: BaseException, where: str, *, lost: bool) -> str | None:
    """What a person can do about an error of the server; None if it is a bug.

    ``lost``: the driver takes it for a fault of the connection or the server's state.
    """
    words = _SENTENCES.get(str(getattr(error, "sqlstate", None)))
    if "NUL (0x00)" in str(error):
        words = _NUL
    if words is None and lost:
        words = _UNREACHABLE
    return None if words is None else words.format(where=where)


def _wait_so_long(connection: DBAPIConnection, _entry: ConnectionPoolEntry) -> None:
    cursor = connection.cursor()
    cursor.execute(f"SET lock_timeout = '{BUSY_SECONDS}s'")
    cursor.close()
    connection.commit()
