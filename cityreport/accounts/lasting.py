"""How long a login lasts, and the token that stands for it."""

import hashlib
import secrets
from dataclasses import dataclass
from datetime import datetime, timedelta

_NOTED_EVERY = timedelta(minutes=5)


@dataclass(frozen=True, slots=True)
class SessionRules:
    """A login ends when it was not used for ``idle``, and in any case after ``longest``."""

    idle: timedelta = timedelta(hours=8)
    longest: timedelta = timedelta(days=7)


def new_token() -> str:
    """A token nobody can guess (256 bits); only its digest is kept."""
    return secrets.token_urlsafe(32)


def digest_of(token: str) -> str:
    """What the store keeps of a token."""
    return hashlib.sha256(token.encode()).hexdigest()


def is_valid(began: datetime, seen: datetime, at: datetime, rules: SessionRules) -> bool:
    """Whether a login begun and last used then still holds.

    A clock that went back does not make it last longer than ``longest`` from its beginning.
    """
    return at - seen < rules.idle and at - began < rules.longest and began - at < rules.idle


def to_be_noted(seen: datetime, at: datetime) -> bool:
    """Whether the use of a login is worth a write: not at every click."""
    return abs(at - seen) >= _NOTED_EVERY
