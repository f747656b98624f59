"""The one table of what each role may do, and the store as somebody of that role gets it.

Every public method of the store stands here once (a test says so): reading is free to whoever is
logged in, everything else names the least role.
"""

from collections.abc import Callable
from functools import wraps
from typing import Any, Final, cast

from cityreport.errors import UserError
from cityreport.store import Store
from cityreport.tables.people import Role
from cityreport.ui.access.acting import Actor

READS: Final = frozenset(
    {
        *("revision", "await_disk", "is_empty", "has_samples", "settings", "months", "faults"),
        *("ledger_totals", "first_rows", "changed_since"),
        *("holdings", "last_change", "roster", "editions", "edition_in_force"),
        *("find_file", "before_commit", "file_content", "findings", "history"),
        *("holding", "submission", "versions"),
        *("locked_months", "ledger", "ledger_rows", "listed", "register", "observations"),
        *("doubt_answers", "header_words"),
        *("corrections", "cell_edits", "vetoes", "gap_causes", "agendas", "remarks"),
        *("kept_meetings", "kept_document", "has_accounts"),
    }
)
NEEDED: Final[dict[str, Role]] = {
    # 录入: what the work of a month needs
    "commit": Role.ENTER,
    "rehearse": Role.ENTER,
    "undo": Role.ENTER,
    "answer_doubts": Role.ENTER,
    "remember_headers": Role.ENTER,
    "forget_header": Role.ENTER,
    "change_gap_causes": Role.ENTER,
    "change_remarks": Role.ENTER,
    "save_agenda": Role.ENTER,
    "drop_agenda": Role.ENTER,
    "keep_meeting": Role.ENTER,
    # 管理: what changes everybody's figures, or who may do what
    "save_units": Role.MANAGE,
    "add_edition": Role.MANAGE,
    "put_in_force": Role.MANAGE,
    "set_settings": Role.MANAGE,
    "lock": Role.MANAGE,
    "unlock": Role.MANAGE,
    "change_vetoes": Role.MANAGE,
    "clear_samples": Role.MANAGE,
    "copy_into": Role.MANAGE,
    "take_over": Role.MANAGE,
    "table_sizes": Role.MANAGE,
    "names_held": Role.MANAGE,
    "accounts": Role.MANAGE,
    "add_account": Role.MANAGE,
    "set_role": Role.MANAGE,
    "set_active": Role.MANAGE,
    "set_password": Role.MANAGE,
    "unlock_account": Role.MANAGE,
    "credentials": Role.MANAGE,
    "tries": Role.MANAGE,
    "audit": Role.MANAGE,
    "actors": Role.MANAGE,
}
GATE_ONLY: Final = frozenset(
    {
        *("open", "close", "count_try", "note_failure", "renew_hash"),
        *("begin_session", "session", "note_session", "end_session"),
    }
)
"""What no page ever does: opening the store, and logins, which are the gate's."""


def allowed(actor: Actor, method: str) -> bool:
    """Whether somebody may call a method of the store; KeyError for one that no page may call."""
    return method in READS or actor.role >= NEEDED[method]


def guarded(store: Store, actor: Actor, changed: Callable[[], None] = lambda: None) -> Store:
    """The store as somebody may use it: what is beyond the role is a UserError in words.

    ``changed`` is told after every call that may have changed the store.
    """
    return cast("Store", _Guarded(store, actor, changed))


class _Guarded:
    """Hands out a store's methods to those who may call them.

    The role is that of the moment when the page asked for the store: each run asks anew.
    """

    def __init__(self, store: Store, actor: Actor, changed: Callable[[], None]) -> None:
        self._store = store
        self._actor = actor
        self._changed = changed

    def __getattr__(self, name: str) -> Any:  # noqa: ANN401 - whatever the method is
        if name not in READS and name not in NEEDED:
            raise AttributeError(f"no page may use Store.{name}")
        if not allowed(self._actor, name):
            raise UserError(
                f"您的权限是“{self._actor.role.word}”，这项操作需要“{NEEDED[name].word}”权限，"
                "没有执行。需要时请找管理人员调整。"
            )
        method = getattr(self._store, name)
        return method if name in READS else _telling(method, self._changed)


def _telling(method: Callable[..., Any], changed: Callable[[], None]) -> Callable[..., Any]:
    """The method, and word given that it has been called, however it ended."""

    @wraps(method)
    def told(*args: Any, **kwargs: Any) -> Any:  # noqa: ANN401 - whatever the method is
        try:
            return method(*args, **kwargs)
        finally:
            changed()

    return told
