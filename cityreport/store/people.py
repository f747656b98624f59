"""The people who use the program: accounts, logins, who did what. No figure hangs on them."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import datetime

from sqlalchemy import Connection

from cityreport.store import accounts, audit, visits
from cityreport.store.connected import Connected
from cityreport.store.engine import exclusive
from cityreport.tables.people import Account, AuditEntry, Role, Tries, Visit


class People(Connected):
    """The part of the store that knows people; it never raises the revision (decision 0018).

    Names come with their key (``accounts.name_key``), passwords and tokens as hashes only.
    """

    def has_accounts(self) -> bool:
        """Whether anybody has an account."""
        with self._reading() as connection:
            return accounts.has_accounts(connection)

    def accounts(self) -> list[Account]:
        """All accounts, the oldest first."""
        with self._reading() as connection:
            return accounts.accounts(connection)

    def credentials(self, name_key: str) -> tuple[Account, str | None] | None:
        """The account of a name's key with its password's hash; None if there is none."""
        with self._reading() as connection:
            return accounts.find(connection, name_key)

    def add_account(
        self, name: str, name_key: str, role: Role, password: str | None, by: str, at: datetime
    ) -> None:
        """A new account; UserError when the name is taken or the first is not a 管理 one."""
        with self._noting("add account", by, f"{name}（{role.word}）", at) as connection:
            accounts.add(connection, name, name_key, role, password, by, at)

    def set_role(self, account: Account, role: Role, by: str, at: datetime) -> None:
        """Give a role; UserError when nobody would be left to manage."""
        about = f"{account.name}：{account.role.word} → {role.word}"
        with self._noting("set role", by, about, at) as connection:
            accounts.change(connection, account.id, role=int(role))

    def set_active(self, account: Account, by: str, at: datetime, *, active: bool) -> None:
        """Switch an account on or off, which ends its sessions; UserError for the last 管理."""
        action = "enable account" if active else "disable account"
        with self._noting(action, by, account.name, at) as connection:
            accounts.change(connection, account.id, active=active)
            if not active:
                visits.end_all(connection, account.id)

    def set_password(
        self, account: Account, password: str, by: str, at: datetime, staying: str = ""
    ) -> None:
        """Keep another hash; every session but the one of digest ``staying`` ends."""
        with self._noting("set password", by, account.name, at) as connection:
            accounts.change(connection, account.id, password=password)
            visits.end_all(connection, account.id, staying)

    def renew_hash(self, account: Account, password: str) -> None:
        """Keep the same password with today's parameters."""
        with exclusive(self._engine) as connection:
            accounts.change(connection, account.id, password=password)

    def tries(self, name_key: str) -> Tries:
        """The wrong tries in a row for a name."""
        with self._reading() as connection:
            return visits.tries(connection, name_key)

    def count_try(self, name_key: str, at: datetime, count: Callable[[Tries], int | None]) -> Tries:
        """Count one more try before it is made, so that tries at once cannot outrun the count.

        ``count`` gives the new number of failures in a row, None when no try is allowed now.
        Back come the tries before.
        """
        with exclusive(self._engine) as connection:
            accounts.one_after_another(connection)
            before = visits.tries(connection, name_key)
            now = count(before)
            if now is not None:
                visits.keep_tries(connection, name_key, now, at)
            return before

    def note_failure(self, action: str, name: str, at: datetime) -> None:
        """Write down a failed login or a lock-out; ``name`` is "" where nobody has that name."""
        with self._noting(action, name, "", at):
            pass

    def unlock_account(self, account: Account, name_key: str, by: str, at: datetime) -> None:
        """Forget the wrong tries for a name."""
        with self._noting("unlock account", by, account.name, at) as connection:
            visits.keep_tries(connection, name_key, 0, at)

    def begin_session(self, digest: str, account: Account, name_key: str, at: datetime) -> None:
        """Keep a login; its wrong tries are forgotten."""
        with self._noting("log in", account.name, "", at) as connection:
            visits.keep_tries(connection, name_key, 0, at)
            visits.begin(connection, digest, account.id, at)

    def session(self, digest: str) -> Visit | None:
        """The login of a token's digest with its account as it is now; None when it has ended."""
        with self._reading() as connection:
            return visits.visit(connection, digest)

    def note_session(self, digest: str, at: datetime) -> None:
        """Say that a login was used."""
        with exclusive(self._engine) as connection:
            visits.note(connection, digest, at)

    def end_session(self, digest: str, by: str, at: datetime) -> None:
        """End a login; nothing happens when it has ended already."""
        with self._noting("log out", by, "", at) as connection:
            visits.end(connection, digest)

    def audit(
        self, limit: int, by: str | None = None, actions: frozenset[str] | None = None
    ) -> list[AuditEntry]:
        """Who did what, the newest first, at most so many; of one person and of some actions."""
        with self._reading() as connection:
            return audit.audit(connection, limit, by, actions)

    def actors(self) -> list[str]:
        """Everybody who ever did something, by name."""
        with self._reading() as connection:
            return audit.actors(connection)

    @contextmanager
    def _noting(self, action: str, by: str, about: str, at: datetime) -> Iterator[Connection]:
        with exclusive(self._engine) as connection:
            accounts.one_after_another(connection)
            audit.note_event(connection, action, by, about, at)
            yield connection
