"""Who may come in: names and passwords, guessing and its delay, how long a login lasts. Pure."""

from cityreport.accounts.guessing import (
    locked_until,
    minutes_left,
    pause_seconds,
    standing_failures,
)
from cityreport.accounts.lasting import SessionRules, digest_of, is_valid, new_token, to_be_noted
from cityreport.accounts.names import LONGEST_NAME, clean_name, folded, name_fault, name_key
from cityreport.accounts.passwords import (
    SHORTEST_PASSWORD,
    hash_password,
    nobodys_hash,
    password_fault,
    verify_password,
    wants_rehash,
)

__all__ = [
    "LONGEST_NAME",
    "SHORTEST_PASSWORD",
    "SessionRules",
    "clean_name",
    "digest_of",
    "folded",
    "hash_password",
    "is_valid",
    "locked_until",
    "minutes_left",
    "name_fault",
    "name_key",
    "new_token",
    "nobodys_hash",
    "password_fault",
    "pause_seconds",
    "standing_failures",
    "to_be_noted",
    "verify_password",
    "wants_rehash",
]
