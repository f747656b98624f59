"""Which addresses the dashboard may be served on, with accounts and without."""

from cityreport.errors import UserError

LOCAL_HOSTS = frozenset({"127.0.0.1", "localhost", "::1"})


def is_local(host: str) -> bool:
    """Whether only this machine reaches the address; an empty one means all of them."""
    return host in LOCAL_HOSTS


def refuse_open_door(host: str, *, somebody_manages: bool = False) -> None:
    """Raise `UserError` for an address other machines can reach while nobody has to log in.

    ``somebody_manages``: there is an account that can log in and manage the others.
    """
    if not is_local(host) and not somebody_manages:
        raise UserError(
            f"不能在 {host or '所有地址'} 上启动：目前还没有用户账号，其他电脑可以不经登录看到和修改全部数据。"
            "请先建立一个管理账号：python -m cityreport account add 姓名 --role 管理；"
            "或者不写 --host 和 --server.address，只在本机（127.0.0.1）使用。"
        )
