"""The tables of the people who use the program: accounts, logins, tries, what they did.

None of them raises the revision: a login changes no figure, and the revision is the key of all
caches (decision 0018).
"""

from sqlalchemy import Boolean, Column, ForeignKey, Index, Integer, Table, Text

from cityreport.store.schema import METADATA


def _text(name: str, *, nullable: bool = False) -> Column[str]:
    return Column(name, Text, nullable=nullable)


ACCOUNT = Table(
    "account",
    METADATA,
    Column("id", Integer, primary_key=True),
    _text("name"),
    Column("name_key", Text, nullable=False, unique=True),
    Column("role", Integer, nullable=False),
    Column("active", Boolean, nullable=False),
    _text("password", nullable=True),
    *(_text(name) for name in ("made_by", "made_at")),
    _text("last_login", nullable=True),
    sqlite_autoincrement=True,
)
"""``password`` is an Argon2id hash; ``name_key`` the digest of the folded name."""
LOGIN_SESSION = Table(
    "login_session",
    METADATA,
    Column("digest", Text, primary_key=True),
    Column("account_id", Integer, ForeignKey("account.id"), nullable=False),
    *(_text(name) for name in ("began_at", "seen_at")),
    Index("login_session_by_account", "account_id"),
)
"""A login that holds; ``digest`` is that of its token, which is kept nowhere."""
LOGIN_TRY = Table(
    "login_try",
    METADATA,
    Column("name_key", Text, primary_key=True),
    Column("failures", Integer, nullable=False),
    _text("last_at"),
)
"""Wrong passwords in a row, also for names nobody has: they look the same from outside."""
PEOPLE_EVENT = Table(
    "people_event",
    METADATA,
    Column("id", Integer, primary_key=True),
    *(_text(name) for name in ("action", "made_by", "made_at", "about")),
    sqlite_autoincrement=True,
)
"""Who logged in, failed to, was locked out, or changed an account."""

VISITS = (LOGIN_SESSION, LOGIN_TRY)
"""What belongs to the running installation alone: never restored from a backup."""
PEOPLE = (ACCOUNT, PEOPLE_EVENT)
