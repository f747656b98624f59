"""Accounts and 操作记录 as they are shown: who may do what, and who did what."""

from collections.abc import Mapping, Sequence
from datetime import datetime, tzinfo

from cityreport.style import NONE
from cityreport.tables.people import Account, AuditEntry
from cityreport.tables.section import Cell, Column, Section, Table

NO_ACCOUNTS = (
    "还没有用户账号：看板只在这台电脑上打开，谁都能用，登记人各自填写。要给其他电脑用，或要分清谁能做什么，"
    "请先增加一个“管理”账号；之后每个人都要登录。"
)
MEANINGS = {
    "查看": "看所有页面，下载材料",
    "录入": "还可以上传、撤回月报，核实数据，写批注，保存议程，留档",
    "管理": "还可以改名册、测评标准、设置、负面清单，锁定月份，备份恢复，管理账号",
}
DONE: Mapping[str, str] = {
    "commit": "登记月报",
    "undo": "撤回登记",
    "answer doubts": "核实数据",
    "remember headers": "记住表头",
    "forget header": "忘记表头",
    "change gap causes": "标注差距原因",
    "change remarks": "写或撤下批注",
    "save agenda": "保存议程",
    "drop agenda": "删除议程",
    "keep meeting": "会议留档",
    "save units": "更新单位名册",
    "add edition": "启用测评标准",
    "put edition in force": "换用测评标准",
    "set settings": "修改设置",
    "lock month": "锁定月份",
    "unlock month": "解除锁定月份",
    "change veto list": "修改负面清单",
    "clear samples": "清空示例数据",
    "restore": "从备份恢复",
    "log in": "登录",
    "log out": "退出",
    "fail to log in": "登录失败",
    "lock out": "登录被锁定",
    "add account": "增加账号",
    "set role": "改变权限",
    "enable account": "启用账号",
    "disable account": "停用账号",
    "set password": "设置密码",
    "unlock account": "解除登录锁定",
}
"""What the store calls an action, in the words of the office."""
_LOGINS = ("log in", "log out", "fail to log in", "lock out")
_PEOPLE = (
    "add account", "set role", "enable account", "disable account", "set password", "unlock account",
)  # fmt: skip
KINDS: Mapping[str, frozenset[str]] = {
    "登录": frozenset(_LOGINS),
    "账号": frozenset(_PEOPLE),
    "数据和设置": frozenset(DONE) - {*_LOGINS, *_PEOPLE},
}
"""What 操作记录 can be narrowed to."""


def accounts(known: Sequence[Account], locked: Mapping[int, int], timezone: tzinfo) -> Section:
    """Who has an account, with role and state; ``locked``: minutes of lock-out left by id."""
    off = sum(not one.active for one in known)
    title = f"{len(known)} 个账号" + (f"，其中 {off} 个已停用" if off else "")
    columns = ("姓名", "权限", "状态", "登录方式", "上次登录", "建立时间", "建立人")
    return Section(
        key="accounts",
        title=title if known else "用户账号",
        lead="；".join(f"{word}：{meaning}" for word, meaning in MEANINGS.items()) if known else "",
        table=Table(
            tuple(Column(name) for name in columns),
            tuple(_row(one, locked.get(one.id, 0), timezone) for one in known),
        )
        if known
        else None,
        empty="" if known else NO_ACCOUNTS,
    )


def audit(entries: Sequence[AuditEntry], limit: int, timezone: tzinfo) -> Section:
    """Who did what, the newest first."""
    full = len(entries) >= limit
    return Section(
        key="audit",
        title=f"操作记录：最近 {len(entries)} 条" if full else f"操作记录：共 {len(entries)} 条",
        lead="新的在前 · 用没有账号的姓名登录失败时不记姓名，以免把误输的密码记下来",
        table=Table(
            (Column("时间"), Column("谁"), Column("做了什么"), Column("对象")),
            tuple(
                (_time(one.at, timezone), one.by or NONE, DONE.get(one.action, one.action), one.about)
                for one in entries
            ),
        ),
        empty="" if entries else "没有符合条件的记录。",
    )  # fmt: skip


def _row(one: Account, locked: int, timezone: tzinfo) -> tuple[Cell, ...]:
    state = "停用" if not one.active else f"锁定，还有 {locked} 分钟" if locked else "正常"
    last = _time(one.last_login, timezone) if one.last_login else "从未"
    return (
        one.name, one.role.word, state, "密码" if one.has_password else "统一账号", last,
        _time(one.created_at, timezone), one.created_by,
    )  # fmt: skip


def _time(at: datetime, timezone: tzinfo) -> str:
    return f"{at.astimezone(timezone):%Y-%m-%d %H:%M}"
