"""The gate's own pages: plain HTML in Chinese, no script, nothing loaded from anywhere."""

import base64
import hashlib
from collections.abc import Sequence
from html import escape
from urllib.parse import quote

from starlette.responses import HTMLResponse

from cityreport import style
from cityreport.accounts import LONGEST_NAME, SHORTEST_PASSWORD
from cityreport.tables.people import Account

TITLE = "文明城市创建工作看板"
_CSS = f"""
* {{ box-sizing: border-box; }}
body {{ margin: 0; min-height: 100vh; display: flex; align-items: center; justify-content: center;
  background: {style.GROUND}; color: {style.INK}; font: 15px/1.6 {style.FONT_FAMILY}; padding: 16px; }}
main {{ width: 100%; max-width: 400px; background: {style.PAPER}; border: 1px solid {style.LINE};
  border-top: 4px solid {style.PRIMARY}; border-radius: 4px; padding: 28px 32px 24px; }}
h1 {{ font-size: 18px; margin: 0 0 2px; }}
p {{ margin: 0 0 16px; color: {style.QUIET}; font-size: 13px; }}
p.fault, p.done {{ color: {style.INK}; font-size: 15px; padding: 8px 12px; border-left: 4px solid; }}
p.fault {{ border-color: #B8322A; background: #FBEDEC; }}
p.done {{ border-color: #1B7F79; background: #E8F3F2; }}
label {{ display: block; margin: 0 0 14px; }}
input {{ display: block; width: 100%; margin-top: 4px; padding: 9px 10px; font: inherit; color: inherit;
  border: 1px solid #8793A1; border-radius: 4px; background: {style.PAPER}; }}
input:focus, button:focus-visible, a:focus-visible {{ outline: 3px solid {style.LIGHT};
  border-color: {style.PRIMARY}; }}
button, a.button {{ display: block; width: 100%; padding: 10px; font: inherit; color: {style.PAPER};
  background: {style.PRIMARY}; border: 1px solid {style.PRIMARY}; border-radius: 4px; cursor: pointer;
  text-align: center; text-decoration: none; margin: 4px 0 16px; }}
button.quiet {{ background: {style.PAPER}; color: {style.PRIMARY}; }}
[hidden] {{ display: none; }}
a {{ color: {style.PRIMARY}; }}
@media (max-width: 480px) {{ body {{ align-items: flex-start; }} main {{ padding: 20px 18px; }} }}
"""
_STYLE_HASH = base64.b64encode(hashlib.sha256(_CSS.encode()).digest()).decode()
HEADERS = {
    "Content-Security-Policy": (
        f"default-src 'none'; style-src 'sha256-{_STYLE_HASH}'; img-src data:; "
        "form-action 'self'; frame-ancestors 'none'; base-uri 'none'"
    ),
    "Cache-Control": "no-store",
}


def login(
    base: str,
    onward: str,
    *,
    fault: str = "",
    name: str = "",
    status: int = 200,
    oidc: bool = False,
) -> HTMLResponse:
    """The page that asks for name and password."""
    other = (
        f'<a class="button" href="{escape(base)}/oidc/login?next={quote(onward)}">用单位统一账号登录</a>'
        if oidc
        else ""
    )
    return _page(
        "登录",
        f"""{_said(fault, "fault")}
<form method="post" action="{escape(base)}/login">
<input type="hidden" name="next" value="{escape(onward)}">
<label>姓名<input name="name" value="{escape(name)}" maxlength="{LONGEST_NAME}" autocomplete="username"
 required {"" if name else "autofocus"}></label>
<label>密码<input name="password" type="password" autocomplete="current-password" required
 {"autofocus" if name else ""}></label>
<button>登录</button></form>{other}
<p>忘记密码或没有账号，请找本单位看板的管理人员。</p>""",
        status,
    )


def password(base: str, account: Account, *, fault: str = "", done: str = "") -> HTMLResponse:
    """The page on which somebody changes the own password and logs out."""
    change = (
        f"""<form method="post" action="{escape(base)}/password">
<input name="name" value="{escape(account.name)}" autocomplete="username" hidden>
<label>原密码<input name="old" type="password" autocomplete="current-password" required></label>
<label>新密码（至少 {SHORTEST_PASSWORD} 个字符，可以用一句话）<input name="new" type="password"
 autocomplete="new-password" required></label>
<label>再输一遍新密码<input name="again" type="password" autocomplete="new-password" required></label>
<button>修改密码</button></form>"""
        if account.has_password
        else "<p>您用单位统一账号登录，密码在那里修改。</p>"
    )
    return _page(
        "修改密码",
        f"""<p>{escape(account.name)} · 权限：{account.role.word}</p>
{_said(fault, "fault")}{_said(done, "done")}{change}
<form method="post" action="{escape(base)}/logout"><button class="quiet">退出登录</button></form>
<p><a href="{escape(base) or "/"}">返回看板</a></p>""",
        400 if fault else 200,
    )


def notice(
    title: str, sentence: str, status: int, links: Sequence[tuple[str, str]] = ()
) -> HTMLResponse:
    """A page that says one thing."""
    onward = "".join(f'<p><a href="{escape(to)}">{escape(words)}</a></p>' for to, words in links)
    return _page(title, f"{_said(sentence, 'fault')}{onward}", status)


def _said(sentence: str, kind: str) -> str:
    return f'<p class="{kind}" role="alert">{escape(sentence)}</p>' if sentence else ""


def _page(title: str, body: str, status: int) -> HTMLResponse:
    return HTMLResponse(
        f"""<!doctype html>
<html lang="zh-CN"><head><meta charset="utf-8"><title>{title} · {TITLE}</title>
<meta name="viewport" content="width=device-width, initial-scale=1"><link rel="icon" href="data:,">
<style>{_CSS}</style></head>
<body><main><h1>{TITLE}</h1><p>{title}</p>
{body}
</main></body></html>""",
        status,
        HEADERS,
    )
