"""The gate before the server: nothing of it is reached by who is not logged in.

Open stands it only on this machine's own address while nobody has an account (decision 0018).
"""

from collections.abc import Callable
from functools import partial

from starlette.concurrency import run_in_threadpool
from starlette.datastructures import MutableHeaders
from starlette.requests import Request
from starlette.responses import PlainTextResponse, RedirectResponse
from starlette.types import ASGIApp, Message, Receive, Scope, Send
from starlette.websockets import WebSocketClose

from cityreport.errors import UserError
from cityreport.pipeline import people
from cityreport.store import Store
from cityreport.tables.people import Account, Role
from cityreport.ui import clock
from cityreport.ui.access import forms
from cityreport.ui.access.acting import session_rules
from cityreport.ui.access.asked import SAFE_METHODS, Asked
from cityreport.ui.access.desk import NOT_FROM_HERE, OWN, Desk
from cityreport.ui.access.sso import SingleSignOn

HEALTH = "/health"
UPLOAD = "/_stcore/upload_file"
KEPT_BY_NO_BROWSER = ("/media/", "/_stcore/")
PLEASE_LOG_IN = "请先登录。"
NO_UPLOAD = "您的权限是“查看”，上传文件需要“录入”权限。"
WRONG_NAME = "请用 http://127.0.0.1 加端口的地址打开看板；用其他名称打开需要先建立用户账号。"
_POLICY = 1008


class Gate:
    """ASGI middleware; ``local``: the server listens on this machine's own address only.

    ``base`` is the path below which the dashboard is served, "" for the root.
    """

    def __init__(
        self,
        app: ASGIApp,
        store: Callable[[], Store],
        *,
        local: bool,
        base: str = "",
        sso: SingleSignOn | None = None,
    ) -> None:
        self._app = app
        self._store = store
        self._local = local
        self._base = base
        self._desk = Desk(store, base, sso)

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass on what may be passed on, answer everything else."""
        kind = scope["type"]
        if kind not in {"http", "websocket"} or (kind == "http" and scope["path"] == HEALTH):
            await self._app(scope, receive, send)
            return
        asked = Asked(scope)
        try:
            closed, account = await run_in_threadpool(self._who, asked.token)
        except UserError as error:  # nobody can be known: nobody comes in
            await self._unusable(asked, error)(scope, receive, send)
            return
        answer = (
            self._open(asked) if not closed else await self._answer(scope, receive, asked, account)
        )
        if answer is not None:
            await answer(scope, receive, send)
        elif closed and asked.path.removeprefix(self._base).startswith(KEPT_BY_NO_BROWSER):
            await self._app(scope, receive, partial(_not_kept, send))
        else:
            await self._app(scope, receive, send)

    def _who(self, token: str) -> tuple[bool, Account | None]:
        """Whether one has to be logged in, and who is."""
        store = self._store()
        if self._local and not store.has_accounts():
            return False, None
        return True, people.visit(store, token, clock.now(), session_rules())

    def _open(self, asked: Asked) -> ASGIApp | None:
        """The answer while nobody has an account; None lets the request through."""
        if not asked.to_this_machine:
            return _refusal(asked, WRONG_NAME, 403)
        if asked.socket:
            return WebSocketClose(_POLICY) if asked.foreign_socket else None
        if asked.path.removeprefix(self._base) in OWN:
            return RedirectResponse(self._base or "/", 303)
        return None

    async def _answer(
        self, scope: Scope, receive: Receive, asked: Asked, account: Account | None
    ) -> ASGIApp | None:
        """The answer where one has to be logged in; None lets the request through."""
        path = asked.path.removeprefix(self._base)
        if not asked.socket and path in OWN:
            return await self._desk.answer(Request(scope, receive), asked, account)
        if account is None:
            return self._to_login(asked)
        if asked.socket:
            return WebSocketClose(_POLICY) if asked.foreign_socket else None
        if asked.method not in SAFE_METHODS and not asked.from_own_page:
            return PlainTextResponse(NOT_FROM_HERE, 403)
        if path.startswith(UPLOAD) and account.role < Role.ENTER:
            return PlainTextResponse(NO_UPLOAD, 403)
        return None

    def _to_login(self, asked: Asked) -> ASGIApp:
        if not asked.wants_page:
            return _refusal(asked, PLEASE_LOG_IN, 401)
        onward = asked.here() if asked.path not in {"/", self._base} or asked.query else ""
        return RedirectResponse(self._desk.login_path(onward), 303, {"Cache-Control": "no-store"})

    def _unusable(self, asked: Asked, error: UserError) -> ASGIApp:
        if not asked.wants_page:
            return _refusal(asked, str(error), 503)
        return forms.notice("暂时打不开", str(error), 503, [(self._base or "/", "再试一次")])


def _refusal(asked: Asked, sentence: str, status: int) -> ASGIApp:
    return WebSocketClose(_POLICY) if asked.socket else PlainTextResponse(sentence, status)


async def _not_kept(send: Send, message: Message) -> None:
    """Files of an office are not to stay in the browser's cache of a shared PC."""
    if message["type"] == "http.response.start":
        MutableHeaders(scope=message)["Cache-Control"] = "private, no-store"
    await send(message)
