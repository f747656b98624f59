"""Single sign-on against a small provider in this process: who comes in by it, and who does not."""

import base64
import hashlib
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field, replace
from typing import Any
from urllib.parse import parse_qs, urlsplit

import httpx2
import pytest
from joserfc import jwt
from joserfc.jwk import RSAKey
from starlette.applications import Starlette
from starlette.middleware import Middleware
from starlette.requests import Request
from starlette.responses import JSONResponse, PlainTextResponse
from starlette.routing import Route
from starlette.testclient import TestClient

from access.conftest import AT, CLERK, MANAGER
from cityreport.errors import UserError
from cityreport.pipeline import people
from cityreport.settings import OidcSettings, oidc_settings
from cityreport.store import Store
from cityreport.tables.people import Role
from cityreport.ui.access import COOKIE, sso
from cityreport.ui.access.gate import Gate

ISSUER = "https://sso.example"
SITE = "https://report.example"
SETTINGS = OidcSettings(ISSUER, "cityreport", "a secret of the office")
KEY = RSAKey.generate_key(2048, {"kid": "one"})
OTHER_KEY = RSAKey.generate_key(2048, {"kid": "one"})


@dataclass
class Provider:
    """What the provider will say, and what it was asked."""

    claims: dict[str, Any] = field(default_factory=lambda: {"preferred_username": CLERK})
    key: RSAKey = field(default_factory=lambda: KEY)
    asked: dict[str, str] = field(default_factory=dict)
    nonce: str = ""
    challenge: str = ""

    def metadata(self, _request: Request) -> JSONResponse:
        return JSONResponse({
            "issuer": ISSUER, "authorization_endpoint": f"{ISSUER}/authorize",
            "token_endpoint": f"{ISSUER}/token", "jwks_uri": f"{ISSUER}/keys",
            "id_token_signing_alg_values_supported": ["RS256", "none", "HS256"],
        })  # fmt: skip

    def keys(self, _request: Request) -> JSONResponse:
        return JSONResponse({"keys": [KEY.as_dict(private=False)]})

    async def token(self, request: Request) -> JSONResponse:
        body = parse_qs((await request.body()).decode())
        self.asked = {name: values[0] for name, values in body.items()}
        digest = hashlib.sha256(self.asked["code_verifier"].encode()).digest()
        if base64.urlsafe_b64encode(digest).rstrip(b"=").decode() != self.challenge:
            return JSONResponse({"error": "invalid_grant"}, 400)
        now = int(time.time())
        claims = {
            "iss": ISSUER, "aud": "cityreport", "sub": "42", "iat": now, "exp": now + 60,
            "nonce": self.nonce, **self.claims,
        }  # fmt: skip
        signed = jwt.encode({"alg": "RS256", "kid": "one"}, claims, self.key)
        return JSONResponse({"access_token": "x", "token_type": "Bearer", "id_token": signed})

    def agree(self, address: str) -> str:
        """The person logs in at the provider: where it sends the browser back to."""
        asked = {name: values[0] for name, values in parse_qs(urlsplit(address).query).items()}
        assert asked["code_challenge_method"] == "S256"
        assert asked["redirect_uri"] == f"{SITE}/oidc/callback"
        self.nonce, self.challenge = asked["nonce"], asked["code_challenge"]
        return f"/oidc/callback?code=abc&state={asked['state']}"


@pytest.fixture
def provider() -> Provider:
    return Provider()


async def reached(_request: Request) -> PlainTextResponse:
    return PlainTextResponse("reached")


@pytest.fixture
def client(
    peopled: Store, provider: Provider, monkeypatch: pytest.MonkeyPatch
) -> Iterator[TestClient]:
    monkeypatch.setattr("cityreport.ui.clock.now", lambda: AT)
    routes = [
        Route("/.well-known/openid-configuration", provider.metadata),
        Route("/keys", provider.keys),
        Route("/token", provider.token, methods=["POST"]),
    ]
    transport = httpx2.ASGITransport(app=Starlette(routes=routes))
    way = sso.SingleSignOn(SETTINGS, transport=transport)
    gate = Middleware(Gate, lambda: peopled, local=False, sso=way)
    app = Starlette(routes=[Route("/{path:path}", reached)], middleware=[gate])
    with TestClient(app, base_url=SITE, follow_redirects=False) as opened:
        yield opened


def begun(client: TestClient, onward: str = "/ranking") -> str:
    answer = client.get("/oidc/login", params={"next": onward})
    assert answer.status_code == 302
    assert answer.headers["location"].startswith(f"{ISSUER}/authorize?")
    return answer.headers["location"]


def came_in(client: TestClient) -> bool:
    return client.get("/ranking").text == "reached"


def test_the_login_page_offers_it(client: TestClient):
    assert 'href="/oidc/login?next=/ranking"' in client.get("/login?next=/ranking").text


def test_who_has_an_account_comes_in_and_goes_where_they_wanted(
    client: TestClient, provider: Provider, peopled: Store
):
    people.add_account(peopled, "chen@office.example", Role.VIEW, None, MANAGER, AT)
    provider.claims = {"email": "Chen@office.example", "email_verified": True}
    answer = client.get(provider.agree(begun(client)))
    assert (answer.status_code, answer.headers["location"]) == (303, "/ranking")
    assert "Secure" in answer.headers["set-cookie"]
    assert came_in(client)
    assert peopled.audit(1)[0].by == "chen@office.example"


def test_a_user_name_of_the_provider_is_enough(client: TestClient, provider: Provider):
    assert client.get(provider.agree(begun(client))).status_code == 303
    assert came_in(client)
    assert provider.asked["code"] == "abc"


@pytest.mark.parametrize(
    ("claims", "words"),
    [
        ({"preferred_username": "没有这个人"}, "请找管理人员建立同名账号"),
        ({"email": CLERK, "email_verified": False}, "没有给出已验证的邮箱或用户名"),
        ({"email": CLERK, "email_verified": "true"}, "没有给出已验证的邮箱或用户名"),
        ({"name": CLERK}, "没有给出已验证的邮箱或用户名"),
        ({"iss": "https://evil.example", "preferred_username": CLERK}, sso.FAILED),
        ({"aud": "another", "preferred_username": CLERK}, sso.FAILED),
        ({"exp": 1, "preferred_username": CLERK}, sso.FAILED),
        ({"nonce": "another", "preferred_username": CLERK}, sso.FAILED),
    ],
)
def test_nobody_else_comes_in(
    client: TestClient, provider: Provider, claims: dict[str, Any], words: str
):
    provider.claims = claims
    answer = client.get(provider.agree(begun(client)))
    assert answer.status_code in {401, 403}
    assert words in answer.text
    assert not came_in(client)


def test_a_token_of_another_key_is_worth_nothing(client: TestClient, provider: Provider):
    provider.key = OTHER_KEY
    assert sso.FAILED in client.get(provider.agree(begun(client))).text
    assert not came_in(client)


def forget_cookie(client: TestClient, back: str) -> str:
    client.cookies.clear()
    return back


def change_state(client: TestClient, back: str) -> str:
    return back.replace("state=", "state=x")


def refuse(client: TestClient, back: str) -> str:
    return "/oidc/callback?error=access_denied&state=" + back.rpartition("=")[2]


@pytest.mark.parametrize("spoil", [forget_cookie, change_state, refuse])
def test_a_way_back_that_this_browser_did_not_begin_leads_nowhere(
    client: TestClient, provider: Provider, spoil: Callable[[TestClient, str], str]
):
    answer = client.get(spoil(client, provider.agree(begun(client))))
    assert answer.status_code == 401
    assert sso.FAILED in answer.text
    assert not came_in(client)


def test_a_code_is_of_no_use_without_its_verifier(client: TestClient, provider: Provider):
    back = provider.agree(begun(client))
    provider.challenge = "another"
    assert client.get(back).status_code == 401


def test_a_switched_off_account_stays_out(client: TestClient, provider: Provider, peopled: Store):
    peopled.set_active(people.account_of(peopled, CLERK), MANAGER, AT, active=False)
    assert client.get(provider.agree(begun(client))).status_code == 403
    assert COOKIE not in client.cookies


def test_the_provider_leads_to_no_other_site(client: TestClient, provider: Provider):
    answer = client.get(provider.agree(begun(client, "//evil.example")))
    assert answer.headers["location"] == "/"


def test_a_provider_that_does_not_answer_is_said(peopled: Store):
    async def silent(_request: httpx2.Request) -> httpx2.Response:
        raise httpx2.ConnectError("no route")

    way = sso.SingleSignOn(SETTINGS, transport=httpx2.MockTransport(silent))
    gate = Middleware(Gate, lambda: peopled, local=False, sso=way)
    with TestClient(Starlette(middleware=[gate]), base_url=SITE, follow_redirects=False) as client:
        answer = client.get("/oidc/login")
    assert (answer.status_code, sso.FAILED in answer.text) == (401, True)


# --- settings ------------------------------------------------------------------------------


def test_it_is_set_up_by_the_environment_or_the_file(home):
    assert oidc_settings({"CITYREPORT_HOME": str(home)}) is None
    written = f'[oidc]\nissuer = "{ISSUER}/"\nclient_id = "cityreport"\nclient_secret = "s"\n'
    (home / "settings.toml").write_text(written, "utf-8")
    expected = replace(SETTINGS, client_secret="s")
    assert oidc_settings({"CITYREPORT_HOME": str(home)}) == expected
    secret = {"CITYREPORT_HOME": str(home), "CITYREPORT_OIDC_CLIENT_SECRET": "other"}
    assert oidc_settings(secret) == replace(SETTINGS, client_secret="other")


def test_a_part_of_the_settings_is_refused(home):
    with pytest.raises(
        UserError, match="还差：CITYREPORT_OIDC_CLIENT_ID、CITYREPORT_OIDC_CLIENT_SECRET"
    ):
        oidc_settings({"CITYREPORT_HOME": str(home), "CITYREPORT_OIDC_ISSUER": ISSUER})


def test_without_the_packages_a_sentence_says_what_to_install(monkeypatch: pytest.MonkeyPatch):
    def missing(name: str) -> None:
        raise ImportError(name)

    monkeypatch.setattr(sso, "import_module", missing)
    with pytest.raises(UserError, match="pip install authlib httpx2"):
        sso.SingleSignOn(SETTINGS)
