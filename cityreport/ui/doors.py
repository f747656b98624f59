"""Which addresses the dashboard may be served on while it has no accounts."""

from cityreport.errors import UserError

LOCAL_HOSTS = frozenset({"127.0.0.1", "localhost"})


def refuse_open_door(host: str) -> None:
    """Raise `UserError` for an address other machines can reach: there are no accounts yet.

    An empty address means all of them.
    """
    if host not in LOCAL_HOSTS:
        raise UserError(
            f"不能在 {host or '所有地址'} 上启动：目前还没有用户账号，其他电脑可以不经登录看到和修改全部数据。"
            "请不要写 --host 或 --server.address，只在本机（127.0.0.1）使用。"
        )
