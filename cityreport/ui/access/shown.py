"""Who is logged in, with the ways to the gate's own pages, as it stands in the frame."""

from html import escape
from urllib.parse import quote

from cityreport import style
from cityreport.ui.access.acting import Actor

_LINK = f"color:{style.QUIET};font-size:13px;"
_BUTTON = f"{_LINK}background:none;border:0;padding:0;cursor:pointer;text-decoration:underline;"


def who_is_here(actor: Actor) -> str:
    """HTML of the line 王芳（录入） 修改密码 退出; the addresses are beside that of any page."""
    return (
        f'<div style="display:flex;gap:12px;align-items:baseline;{_LINK}" data-testid="who-is-here">'
        f"<span>{escape(actor.name)}（{actor.role.word}）</span>"
        f'<a href="password" style="{_LINK}">修改密码</a>'
        '<form method="post" action="logout" style="margin:0">'
        f'<button style="{_BUTTON}">退出</button></form></div>'
    )


def way_to_login(address: str) -> str:
    """HTML of the link to the login page, to come back from to a page's address."""
    return f'<a href="login?next={quote("/" + address)}">登录</a>'
