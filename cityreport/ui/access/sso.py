"""The office's single sign-on (OpenID Connect): who somebody is comes from the provider, what
they may do from their account here.

Authlib does the protocol: authorization code with PKCE, state and nonce, the ID token checked
against the provider's keys. It is imported only where a provider is configured.
"""

import logging
from dataclasses import dataclass
from importlib import import_module
from typing import Any

from itsdangerous import BadSignature, URLSafeTimedSerializer
from starlette.requests import Request
from starlette.responses import Response

from cityreport.errors import UserError
from cityreport.settings import OidcSettings

BEGIN, CALLBACK = "/oidc/login", "/oidc/callback"
_COOKIE = "cityreport_oidc"
_SECONDS = 600
"""So long somebody may take on the provider's page."""
_ALGORITHMS = {
    "RS256",
    "RS384",
    "RS512",
    "PS256",
    "PS384",
    "PS512",
    "ES256",
    "ES384",
    "ES512",
    "EdDSA",
}
NOT_INSTALLED = (
    "设置里写了统一登录（OIDC），但没有安装它需要的软件包。请运行 "
    "pip install authlib httpx2，或去掉 OIDC 的设置。"
)
FAILED = "统一登录没有成功，请再试一次；一直如此请找管理人员（原因已写入日志）。"
UNKNOWN = "统一登录认出了您（{names}），但看板里还没有您的账号，请找管理人员建立同名账号。"
NO_NAME = "统一登录没有给出已验证的邮箱或用户名，不能登录。请找管理人员。"
_log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Identity:
    """Whom the provider vouches for: the names an account may have, and where they wanted to go."""

    names: tuple[str, ...]
    onward: str


class SingleSignOn:
    """The way to the provider and back."""

    def __init__(self, settings: OidcSettings, **client: object) -> None:
        """``client``: further arguments of the HTTP client. UserError without the packages."""
        try:
            oauth = import_module("authlib.integrations.starlette_client").OAuth()
        except ImportError as error:
            raise UserError(NOT_INSTALLED) from error
        self._settings = settings
        self._signer = URLSafeTimedSerializer(settings.client_secret, salt="cityreport oidc")
        self._client: Any = oauth.register(
            "office",
            client_id=settings.client_id,
            client_secret=settings.client_secret,
            server_metadata_url=f"{settings.issuer}/.well-known/openid-configuration",
            client_kwargs={
                "scope": "openid profile email", "code_challenge_method": "S256", "timeout": 15,
                **client,
            },
        )  # fmt: skip

    async def begin(self, request: Request, base: str, onward: str) -> Response:
        """The way to the provider; UserError when it does not answer."""
        request.scope["session"] = {"onward": onward}
        back = f"{request.url.scheme}://{request.url.netloc}{base}{CALLBACK}"
        try:
            answer: Response = await self._client.authorize_redirect(request, back)
        except Exception as error:
            _log.exception("the OIDC provider cannot be reached")
            raise UserError(FAILED) from error
        answer.set_cookie(
            _COOKIE, self._signer.dumps(request.session), max_age=_SECONDS, path=f"{base}/oidc",
            secure=request.url.scheme == "https", httponly=True, samesite="lax",
        )  # fmt: skip
        answer.headers["Cache-Control"] = "no-store"
        return answer

    async def finish(self, request: Request) -> Identity:
        """Who came back from the provider; UserError when it vouches for nobody."""
        request.scope["session"] = self._begun(request)
        onward = str(request.session.get("onward", ""))
        try:
            await self._only_strong_signatures()
            token = await self._client.authorize_access_token(
                request,
                claims_options={
                    "iss": {"essential": True, "values": [self._settings.issuer]},
                    "aud": {"essential": True, "values": [self._settings.client_id]},
                },
            )
        except Exception as error:
            _log.exception("a login by OIDC failed")
            raise UserError(FAILED) from error
        names = _names(token.get("userinfo") or {})
        if not names:
            raise UserError(NO_NAME)
        return Identity(names, onward)

    @staticmethod
    def forget(answer: Response, base: str) -> None:
        """Take the cookie of the way back: it is of no use a second time."""
        answer.delete_cookie(_COOKIE, f"{base}/oidc", httponly=True, samesite="lax")

    def _begun(self, request: Request) -> dict[str, Any]:
        """What this browser began with: a callback that nobody here asked for has none."""
        try:
            begun = self._signer.loads(request.cookies.get(_COOKIE, ""), max_age=_SECONDS)
        except BadSignature as error:
            raise UserError(FAILED) from error
        return dict(begun)

    async def _only_strong_signatures(self) -> None:
        metadata = await self._client.load_server_metadata()
        offered = metadata.get("id_token_signing_alg_values_supported") or ["RS256"]
        strong = [name for name in offered if name in _ALGORITHMS]
        metadata["id_token_signing_alg_values_supported"] = strong or ["RS256"]


def _names(claims: dict[str, Any]) -> tuple[str, ...]:
    """The verified e-mail address, then the user name; never a name people choose themselves."""
    email = claims.get("email") if claims.get("email_verified") is True else None
    given = (email, claims.get("preferred_username"))
    return tuple(dict.fromkeys(one for one in given if isinstance(one, str) and one.strip()))
