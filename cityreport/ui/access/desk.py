"""Where people log in and out and change their password: the gate's own paths."""

import asyncio
from collections.abc import Callable
from datetime import datetime
from urllib.parse import parse_qs, quote

from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response

from cityreport import accounts
from cityreport.errors import UserError
from cityreport.pipeline import people
from cityreport.store import Store
from cityreport.tables.people import Account, Tries
from cityreport.ui import clock
from cityreport.ui.access import forms
from cityreport.ui.access.acting import COOKIE, session_rules
from cityreport.ui.access.asked import Asked, safe_next
from cityreport.ui.access.sso import BEGIN, CALLBACK, UNKNOWN, SingleSignOn

LOGIN, LOGOUT, PASSWORD = "/login", "/logout", "/password"
OWN = frozenset({LOGIN, LOGOUT, PASSWORD, BEGIN, CALLBACK})
"""The paths the desk answers."""
NOT_FROM_HERE = "这次提交不是从看板自己的页面发出的，没有执行。请打开看板后再试。"
_TOO_MANY = "从这台电脑输错的次数太多，请 {minutes} 分钟后再试。"
_MOST_BYTES = 8192
_FREE_OF_AN_ADDRESS = 20
"""Wrong passwords in a row from one address, whatever the names: several people may sit there."""
_MOST_ADDRESSES = 5000
_AT_ONCE = 2
"""Passwords looked at at the same time: each takes 64 MB and a tenth of a second."""


class Desk:
    """Answers the gate's own paths; knows how often each address guessed wrong."""

    def __init__(
        self, store: Callable[[], Store], base: str, sso: SingleSignOn | None = None
    ) -> None:
        self._store = store
        self._base = base
        self._sso = sso
        self._looking = asyncio.Semaphore(_AT_ONCE)
        self._wrong: dict[str, Tries] = {}

    async def answer(self, request: Request, asked: Asked, account: Account | None) -> Response:
        """The answer to one of the gate's own paths."""
        posted = request.method == "POST"
        if posted and not asked.from_own_page:
            return forms.notice("没有执行", NOT_FROM_HERE, 403, [(self._base or "/", "打开看板")])
        path = asked.path.removeprefix(self._base)
        if path == LOGOUT:
            return await self._leave(asked) if posted else RedirectResponse(self.login_path(), 303)
        if path in {BEGIN, CALLBACK}:
            return await self._by_provider(request, asked, finishing=path == CALLBACK)
        if path == PASSWORD:
            return await self._password(request, asked, account, posted=posted)
        if not posted:
            return self._ask(request, account)
        return await self._log_in(request, asked)

    def login_path(self, onward: str = "") -> str:
        """The login page, to come back from to some path."""
        return f"{self._base}{LOGIN}" + (f"?next={quote(onward)}" if onward else "")

    def _home(self) -> str:
        return self._base or "/"

    def _ask(self, request: Request, account: Account | None) -> Response:
        onward = safe_next(request.query_params.get("next", ""), self._home())
        if account is not None:
            return RedirectResponse(onward, 303)
        return self._login_page(onward)

    def _login_page(
        self, onward: str, *, fault: str = "", name: str = "", status: int = 200
    ) -> Response:
        oidc = self._sso is not None
        return forms.login(self._base, onward, fault=fault, name=name, status=status, oidc=oidc)

    async def _by_provider(self, request: Request, asked: Asked, *, finishing: bool) -> Response:
        """To the provider, and in again by it: only who has an account here, switched on."""
        if self._sso is None or request.method != "GET":
            return RedirectResponse(self.login_path(), 303)
        try:
            if not finishing:
                wanted = safe_next(request.query_params.get("next", ""), self._home())
                return await self._sso.begin(request, self._base, wanted)
            identity = await self._sso.finish(request)
        except UserError as error:
            return self._login_page(self._home(), fault=str(error), status=401)
        onward = safe_next(identity.onward, self._home())
        at = clock.now()
        done = await run_in_threadpool(people.log_in_known, self._store(), identity.names, at)
        if done is None:
            fault = UNKNOWN.format(names="、".join(identity.names))
            return self._login_page(onward, fault=fault, status=403)
        answer = await self._welcome(done, asked, onward, at)
        self._sso.forget(answer, self._base)
        return answer

    async def _log_in(self, request: Request, asked: Asked) -> Response:
        given = await _form(request)
        name, onward = given.get("name", ""), safe_next(given.get("next", ""), self._home())
        at = clock.now()
        before = self._wrong.get(asked.address, Tries())
        if until := accounts.locked_until(before, at, _FREE_OF_AN_ADDRESS):
            words = _TOO_MANY.format(minutes=accounts.minutes_left(until, at))
            return self._login_page(onward, fault=words, status=429)
        async with self._looking:
            done = await run_in_threadpool(
                people.log_in, self._store(), name, given.get("password", "")[:1000], at
            )
        if isinstance(done, people.LoggedIn):
            self._wrong.pop(asked.address, None)
            return await self._welcome(done, asked, onward, at)
        self._note(asked.address, before, at)
        await asyncio.sleep(done.pause)
        shown = name[: accounts.LONGEST_NAME]
        return self._login_page(onward, fault=done.sentence, name=shown, status=401)

    async def _welcome(
        self, done: people.LoggedIn, asked: Asked, onward: str, at: datetime
    ) -> Response:
        if asked.token:  # whoever was logged in here before no longer is
            await run_in_threadpool(people.log_out, self._store(), asked.token, at)
        answer = RedirectResponse(onward, 303, {"Cache-Control": "no-store"})
        answer.set_cookie(
            COOKIE, done.token, max_age=int(session_rules().longest.total_seconds()),
            path="/", secure=asked.secure, httponly=True, samesite="lax",
        )  # fmt: skip
        return answer

    async def _leave(self, asked: Asked) -> Response:
        if asked.token:
            await run_in_threadpool(people.log_out, self._store(), asked.token, clock.now())
        answer = RedirectResponse(self.login_path(), 303, {"Cache-Control": "no-store"})
        answer.delete_cookie(COOKIE, "/", secure=asked.secure, httponly=True, samesite="lax")
        return answer

    async def _password(
        self, request: Request, asked: Asked, account: Account | None, *, posted: bool
    ) -> Response:
        if account is None:
            return RedirectResponse(self.login_path(f"{self._base}{PASSWORD}"), 303)
        if not posted:
            return forms.password(self._base, account)
        given = await _form(request)
        old, new = given.get("old", "")[:1000], given.get("new", "")[:1000]
        if new != given.get("again", "")[:1000]:
            return forms.password(self._base, account, fault="两次输入的新密码不一样，请重新输入。")
        async with self._looking:
            fault = await run_in_threadpool(
                people.change_own_password,
                self._store(),
                account,
                old,
                new,
                clock.now(),
                asked.token,
            )
        done = "" if fault else "密码已修改；在其他电脑上的登录已全部退出。"
        return forms.password(self._base, account, fault=fault, done=done)

    def _note(self, address: str, before: Tries, at: datetime) -> None:
        if len(self._wrong) >= _MOST_ADDRESSES:
            self._wrong.pop(next(iter(self._wrong)))
        self._wrong[address] = Tries(accounts.standing_failures(before, at) + 1, at)


async def _form(request: Request) -> dict[str, str]:
    """The fields of a posted form; those of one that is too long are not read."""
    body = b""
    async for part in request.stream():
        body += part
        if len(body) > _MOST_BYTES:
            return {}
    try:
        text = body.decode("utf-8", "replace")
        fields = parse_qs(text, keep_blank_values=True, max_num_fields=20)
    except ValueError:
        return {}
    return {name: values[-1] for name, values in fields.items()}
