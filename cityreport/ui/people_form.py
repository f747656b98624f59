"""用户账号 and 操作记录 on 人员与备份: who may do what, changed by who manages; who did what."""

from collections.abc import Callable

import streamlit as st

from cityreport.accounts import LONGEST_NAME, SHORTEST_PASSWORD
from cityreport.errors import UserError
from cityreport.pipeline import people
from cityreport.report import people as words
from cityreport.settings import places
from cityreport.tables.people import ROLE_WORDS, Account, Role
from cityreport.ui import blocks, cache, clock, outcome
from cityreport.ui.uploading import person

_BY = "网页"
_LIMITS = (100, 500, 2000)
_EVERYBODY, _EVERYTHING = "所有人", "全部操作"


def accounts() -> None:
    """The accounts, and the forms that add and change one."""
    outcome.show("people")
    store, now = cache.store(), clock.now()
    known = store.accounts()
    locked = {one.id: people.locked_for(store, one, now) for one in known}
    blocks.show(words.accounts(known, locked, places().timezone))
    _add(len(known))
    if known:
        _change(known, locked)


def audit() -> None:
    """Who did what, the newest first, of one person and of one kind if so chosen."""
    store = cache.store()
    with st.container(horizontal=True, vertical_alignment="bottom", gap="small"):
        who = st.selectbox(
            "谁", [_EVERYBODY, *store.actors()], key="audit-who", width=200,
            filter_mode="contains",
        )  # fmt: skip
        kind = st.selectbox("哪一类", [_EVERYTHING, *words.KINDS], key="audit-kind", width=200)
        limit = st.selectbox(
            "条数", _LIMITS, format_func=lambda count: f"最近 {count} 条", key="audit-limit", width=160,
        )  # fmt: skip
    by = None if who in (None, _EVERYBODY) else who
    found = store.audit(int(limit), by, words.KINDS.get(str(kind)))
    blocks.show(words.audit(found, int(limit), places().timezone))


def _add(known: int) -> None:
    """The form for one more; its fields are new ones, and empty, after each that was added."""
    first = not known
    with (
        st.expander("增加账号", icon=":material/person_add:", expanded=False),
        st.form("people-add", border=False, enter_to_submit=False),
    ):
        if first:
            st.caption("第一个账号必须是“管理”。保存后看板立即要求登录，请用这个账号登录。")
        with st.container(horizontal=True):
            name = st.text_input(
                "姓名", key=f"people-name-{known}", max_chars=LONGEST_NAME, width=200
            )
            role = st.selectbox(
                "权限", [Role.MANAGE.word] if first else ROLE_WORDS, key="people-role", width=140,
                help="；".join(f"{word}：{meaning}" for word, meaning in words.MEANINGS.items()),
            )  # fmt: skip
            passwords = _ask_password(f"people-add-{known}", "初始密码")
        sent = st.form_submit_button("增加", type="primary", key="people-save")
    if not sent or (password := _twice_the_same(*passwords)) is None:
        return
    _do(
        lambda: people.add_account(
            cache.store(), name, Role.named(str(role)), password, person.name(_BY), clock.now()
        ),
        f"已增加账号：{name}（{role}）。请让本人登录后点标题旁的“修改密码”，换成自己的密码。",
    )


def _change(known: list[Account], locked: dict[int, int]) -> None:
    names = {one.id: one for one in known}
    with st.expander("修改账号：权限、密码、停用、解除锁定", icon=":material/manage_accounts:"):
        number = st.selectbox(
            "哪个账号", list(names), key=f"people-which-{len(known)}", width=260,
            format_func=lambda one: names[one].name if one in names else "", filter_mode="contains",
        )  # fmt: skip
        chosen = names[number]
        _change_role(chosen)
        _reset_password(chosen)
        _switch(chosen, locked.get(number, 0))


def _change_role(chosen: Account) -> None:
    with st.container(horizontal=True, vertical_alignment="bottom"):
        role = st.selectbox(
            "权限", ROLE_WORDS, index=ROLE_WORDS.index(chosen.role.word),
            key=f"people-role-{chosen.id}", width=140,
        )  # fmt: skip
        wanted = Role.named(str(role))
        pressed = st.button("改变权限", disabled=wanted is chosen.role, key="people-role-save")
    if pressed:
        _do(
            lambda: cache.store().set_role(chosen, wanted, person.name(_BY), clock.now()),
            f"{chosen.name} 的权限已改为“{wanted.word}”，立即生效。",
        )


def _reset_password(chosen: Account) -> None:
    with (
        st.form(
            f"people-reset-{chosen.id}", border=False, enter_to_submit=False, clear_on_submit=True
        ),
        st.container(horizontal=True, vertical_alignment="bottom"),
    ):
        passwords = _ask_password(f"people-reset-{chosen.id}", "新密码")
        sent = st.form_submit_button("重设密码", key="people-reset-save")
    if not sent or (password := _twice_the_same(*passwords)) is None:
        return
    _do(
        lambda: people.set_password(cache.store(), chosen, password, person.name(_BY), clock.now()),
        f"{chosen.name} 的密码已重设，原来的登录已全部退出。",
    )


def _switch(chosen: Account, locked: int) -> None:
    verb = "停用" if chosen.active else "重新启用"
    with st.container(horizontal=True, vertical_alignment="bottom"):
        switched = st.button(f"{verb}这个账号", key="people-switch")
        unlocked = locked > 0 and st.button("解除锁定", key="people-unlock")
    st.caption("停用后立即退出，不能再登录；做过的事都保留。最后一个“管理”账号不能停用或降级。")
    if switched:
        _do(
            lambda: cache.store().set_active(
                chosen, person.name(_BY), clock.now(), active=not chosen.active
            ),
            f"{chosen.name} 已{verb}。",
        )
    if unlocked:
        _do(
            lambda: people.unlock(cache.store(), chosen, person.name(_BY), clock.now()),
            f"{chosen.name} 已解除锁定，可以重新登录。",
        )


def _ask_password(key: str, label: str) -> tuple[str, str]:
    first = st.text_input(
        label, type="password", key=f"{key}-password", width=220, autocomplete="new-password",
        help=f"至少 {SHORTEST_PASSWORD} 个字符，可以用一句话。",
    )  # fmt: skip
    again = st.text_input(
        f"再输一遍{label}", type="password", key=f"{key}-again", width=220,
        autocomplete="new-password",
    )  # fmt: skip
    return first, again


def _twice_the_same(first: str, again: str) -> str | None:
    """The password that was typed twice; None, and a sentence, where the two differ."""
    if first == again:
        return first
    st.error("两次输入的密码不一样，请重新输入。")
    return None


def _do(does: Callable[[], object], told: str) -> None:
    try:
        does()
    except UserError as refused:
        st.error(blocks.plain(str(refused)))
        return
    outcome.announce("people", told)
