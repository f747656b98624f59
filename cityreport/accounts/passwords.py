"""Passwords: kept as Argon2id hashes only, and not too easily guessed."""

import secrets
import unicodedata
from functools import cache

from argon2 import PasswordHasher
from argon2.exceptions import InvalidHashError, VerificationError

from cityreport.accounts.names import folded

SHORTEST_PASSWORD = 10
LONGEST_PASSWORD = 200
"""Beyond any sentence; a longer one would only keep the server busy."""
_HASHER = PasswordHasher()
_ROWS = (
    "01234567890123456789",
    "abcdefghijklmnopqrstuvwxyz",
    "qwertyuiopasdfghjklzxcvbnm",
    "1qaz2wsx3edc4rfv5tgb6yhn7ujm8ik",
    "1q2w3e4r5t6y7u8i9o0p",
    "qazwsxedcrfvtgbyhnujmikolp",
)
_COMMON = (
    *(
        "password",
        "passw0rd",
        "p@ssw0rd",
        "admin",
        "administrator",
        "woaini",
        "iloveyou",
        "welcome",
    ),
    *("qwerty", "letmein", "abc123", "a123456", "wenmingcheng", "chuangjian", "cityreport", "root"),
    *("1314520", "5201314", "88888888", "66666666", "123456", "112233", "guest", "test", "mima"),
)
_LEAST_OF_ITS_OWN = 6
"""So many characters have to stand beside a name or a common word."""


def hash_password(password: str) -> str:
    """The Argon2id hash with its own salt and parameters, as it is kept."""
    return _HASHER.hash(_same_on_every_keyboard(password))


@cache
def nobodys_hash() -> str:
    """A hash that no password gives, made once: it is compared with where there is no account,
    so that a wrong name costs the same time as a wrong password."""
    return _HASHER.hash(secrets.token_urlsafe(32))


def verify_password(kept: str | None, password: str) -> bool:
    """Whether the password is the kept one; as much work is done where none is kept (None)."""
    try:
        fits = _HASHER.verify(kept or nobodys_hash(), _same_on_every_keyboard(password))
    except (VerificationError, InvalidHashError):
        return False
    return fits and kept is not None


def wants_rehash(kept: str) -> bool:
    """Whether a hash was made with other parameters than are used today."""
    return _HASHER.check_needs_rehash(kept)


def password_fault(password: str, name: str) -> str:
    """What is wrong with a new password, in words; "" when nothing is."""
    if len(password) < SHORTEST_PASSWORD:
        return f"密码至少 {SHORTEST_PASSWORD} 个字符。可以用一句自己记得住的话。"
    if len(password) > LONGEST_PASSWORD:
        return f"密码最多 {LONGEST_PASSWORD} 个字符。"
    plain = folded(password).replace(" ", "")
    if _little_beside(plain, folded(name).replace(" ", "")):
        return "密码不能就是姓名，或只在姓名后面加几个字。"
    if _is_simple(plain):
        return "这个密码太容易猜到（连续或重复的字符、常用密码）。可以用一句自己记得住的话。"
    return ""


def _same_on_every_keyboard(password: str) -> str:
    return unicodedata.normalize("NFC", password)


def _is_simple(plain: str) -> bool:
    few = len(set(plain)) < 4
    in_row = any(plain in row or plain in row[::-1] for row in _ROWS)
    return few or in_row or any(_little_beside(plain, word) for word in _COMMON)


def _little_beside(plain: str, word: str) -> bool:
    """Whether little is left of a password when the word and what is only digits is taken out."""
    if not word or word not in plain:
        return False
    rest = plain.replace(word, "")
    return len(rest) < _LEAST_OF_ITS_OWN or rest.isdigit()
