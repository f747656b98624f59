"""Login sessions by the digest of their token, and wrong tries by the digest of a name."""

from datetime import datetime, timedelta

from sqlalchemy import Connection, delete, insert, select, update

from cityreport.store.accounts import account
from cityreport.store.engine import instant
from cityreport.store.schema_people import ACCOUNT, LOGIN_SESSION, LOGIN_TRY
from cityreport.tables.people import Tries, Visit

_KEPT, _TRIES_KEPT = timedelta(days=30), timedelta(days=2)
"""Sessions and tries nobody came back to are swept out after so long."""


def begin(connection: Connection, digest: str, account_id: int, at: datetime) -> None:
    """Keep a new session; what nobody used for a month is swept out."""
    old = instant(at - _KEPT)
    connection.execute(delete(LOGIN_SESSION).where(LOGIN_SESSION.c.seen_at < old))
    entry = {
        "digest": digest, "account_id": account_id, "began_at": instant(at), "seen_at": instant(at),
    }  # fmt: skip
    connection.execute(insert(LOGIN_SESSION).values(entry))
    last = update(ACCOUNT).where(ACCOUNT.c.id == account_id).values(last_login=instant(at))
    connection.execute(last)


def visit(connection: Connection, digest: str) -> Visit | None:
    """The session of that digest with its account as it is now; None if it was ended."""
    joined = LOGIN_SESSION.join(ACCOUNT, ACCOUNT.c.id == LOGIN_SESSION.c.account_id)
    asked = (
        select(ACCOUNT, LOGIN_SESSION.c.began_at, LOGIN_SESSION.c.seen_at)
        .select_from(joined)
        .where(LOGIN_SESSION.c.digest == digest)
    )
    row = connection.execute(asked).one_or_none()
    if row is None:
        return None
    return Visit(
        account(row), datetime.fromisoformat(row.began_at), datetime.fromisoformat(row.seen_at)
    )


def note(connection: Connection, digest: str, at: datetime) -> None:
    """Say that a session was used."""
    used = update(LOGIN_SESSION).where(LOGIN_SESSION.c.digest == digest)
    connection.execute(used.values(seen_at=instant(at)))


def end(connection: Connection, digest: str) -> None:
    """End one session; nothing happens when it has ended already."""
    connection.execute(delete(LOGIN_SESSION).where(LOGIN_SESSION.c.digest == digest))


def end_all(connection: Connection, account_id: int, but: str = "") -> None:
    """End every session of an account, but the one of that digest."""
    own = (LOGIN_SESSION.c.account_id == account_id) & (LOGIN_SESSION.c.digest != but)
    connection.execute(delete(LOGIN_SESSION).where(own))


def tries(connection: Connection, name_key: str) -> Tries:
    """The wrong tries in a row for a name."""
    row = connection.execute(
        select(LOGIN_TRY).where(LOGIN_TRY.c.name_key == name_key)
    ).one_or_none()
    return Tries() if row is None else Tries(row.failures, datetime.fromisoformat(row.last_at))


def keep_tries(connection: Connection, name_key: str, failures: int, at: datetime) -> None:
    """Keep how many tries failed in a row; what nobody tries again is swept out."""
    gone = (LOGIN_TRY.c.name_key == name_key) | (LOGIN_TRY.c.last_at < instant(at - _TRIES_KEPT))
    connection.execute(delete(LOGIN_TRY).where(gone))
    if failures:
        entry = {"name_key": name_key, "failures": failures, "last_at": instant(at)}
        connection.execute(insert(LOGIN_TRY).values(entry))
