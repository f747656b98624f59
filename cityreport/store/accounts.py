"""Accounts: by name, with a role and the hash of a password; never deleted, only switched off."""

from datetime import datetime
from typing import Any

from sqlalchemy import Connection, Row, func, insert, select, update

from cityreport.errors import UserError
from cityreport.store.engine import instant
from cityreport.store.schema import STATE
from cityreport.store.schema_people import ACCOUNT
from cityreport.tables.people import Account, Role


def one_after_another(connection: Connection) -> None:
    """Let changes of people wait for one another, as changes of figures do.

    SQLite's writers queue anyway; on a server the row of the state is the lock.
    """
    connection.execute(select(STATE.c.id).with_for_update())


def accounts(connection: Connection) -> list[Account]:
    """All accounts, the oldest first."""
    return [account(row) for row in connection.execute(select(ACCOUNT).order_by(ACCOUNT.c.id))]


def has_accounts(connection: Connection) -> bool:
    """Whether anybody has an account, switched off or not."""
    return connection.execute(select(ACCOUNT.c.id).limit(1)).first() is not None


def find(connection: Connection, name_key: str) -> tuple[Account, str | None] | None:
    """The account of that key with its password's hash; None if there is none."""
    row = connection.execute(select(ACCOUNT).where(ACCOUNT.c.name_key == name_key)).one_or_none()
    return None if row is None else (account(row), row.password)


def add(
    connection: Connection, name: str, name_key: str, role: Role, password: str | None, by: str,
    at: datetime,
) -> None:  # fmt: skip
    """A new account; UserError when the name is taken or the first is not a 管理 one."""
    if find(connection, name_key) is not None:
        raise UserError(f"已经有名为“{name}”的账号，请换一个姓名，例如加上科室。")
    entry = {
        "name": name, "name_key": name_key, "role": int(role), "active": True,
        "password": password, "made_by": by, "made_at": instant(at),
    }  # fmt: skip
    connection.execute(insert(ACCOUNT).values(entry))
    _somebody_manages(connection, "第一个账号必须是“管理”，否则没有人能增加和管理账号。")


def change(connection: Connection, number: int, **values: object) -> None:
    """Change an account by its id; UserError when nobody would be left to manage."""
    changed = connection.execute(update(ACCOUNT).where(ACCOUNT.c.id == number).values(values))
    if not changed.rowcount:
        raise UserError("没有这个账号，请刷新页面。")
    _somebody_manages(
        connection,
        "这是最后一个能用的“管理”账号，不能停用或降级；请先给另一个人“管理”。",
    )


def _somebody_manages(connection: Connection, otherwise: str) -> None:
    managers = select(func.count()).where(ACCOUNT.c.active, ACCOUNT.c.role == int(Role.MANAGE))
    if not connection.execute(managers).scalar_one():
        raise UserError(otherwise)


def account(row: Row[Any]) -> Account:
    """The account of a row with all its columns."""
    return Account(
        id=row.id,
        name=row.name,
        role=Role(row.role),
        active=row.active,
        has_password=row.password is not None,
        created_at=datetime.fromisoformat(row.made_at),
        created_by=row.made_by,
        last_login=datetime.fromisoformat(row.last_login) if row.last_login else None,
    )
