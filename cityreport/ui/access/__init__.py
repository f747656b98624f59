"""Who may come in and do what: the gate before the server, the table of permissions behind it."""

from cityreport.ui.access.acting import (
    COOKIE,
    LOG_IN_AGAIN,
    Actor,
    LoginNeededError,
    at_work,
    gate_is_up,
    session_rules,
)
from cityreport.ui.access.permissions import allowed, guarded
from cityreport.ui.access.shown import way_to_login, who_is_here

__all__ = [
    "COOKIE",
    "LOG_IN_AGAIN",
    "Actor",
    "LoginNeededError",
    "allowed",
    "at_work",
    "gate_is_up",
    "guarded",
    "session_rules",
    "way_to_login",
    "who_is_here",
]
