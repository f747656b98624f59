"""People of the office: accounts, their roles, login sessions, and who did what."""

from dataclasses import dataclass
from datetime import datetime
from enum import IntEnum
from typing import Self


class Role(IntEnum):
    """What somebody may do; whoever may do more may do all that stands before it."""

    VIEW = 1
    ENTER = 2
    MANAGE = 3

    @property
    def word(self) -> str:
        """查看, 录入 or 管理."""
        return _WORDS[self]

    @classmethod
    def named(cls, word: str) -> Self:
        """The role of that word; ValueError if there is none."""
        for role in cls:
            if role.word == word:
                return role
        raise ValueError(f"no such role: {word}")


_WORDS = {Role.VIEW: "查看", Role.ENTER: "录入", Role.MANAGE: "管理"}
ROLE_WORDS: tuple[str, ...] = tuple(_WORDS.values())
"""The roles in words, the smallest first."""


@dataclass(frozen=True, slots=True)
class Account:
    """One person's account; without ``has_password`` it can only be used through the office's
    single sign-on. ``last_login`` is aware, None before the first one."""

    id: int
    name: str
    role: Role
    active: bool
    has_password: bool
    created_at: datetime
    created_by: str
    last_login: datetime | None = None


@dataclass(frozen=True, slots=True)
class Visit:
    """A login session of an account, found by its token: when it began and was last used."""

    account: Account
    began_at: datetime
    seen_at: datetime


@dataclass(frozen=True, slots=True)
class Tries:
    """Wrong passwords in a row for one name; ``last_at`` is aware, None when there were none."""

    failures: int = 0
    last_at: datetime | None = None


@dataclass(frozen=True, slots=True)
class AuditEntry:
    """Somebody did something: ``action`` is the store's own word for it, ``about`` whom or what."""

    at: datetime
    by: str
    action: str
    about: str = ""
